import { css } from 'lit';

export const timeBarStyle = css`
  :host {
    display: block;
    box-sizing: border-box;
    min-block-size: var(--bar-time);
    padding: 6px var(--margin);
    padding-block-end: max(6px, env(safe-area-inset-bottom));
    border-block-start: 1px solid var(--rule);
    background: var(--ground);
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 4px 10px;
    min-block-size: calc(var(--bar-time) - 13px);
  }
  .group {
    display: inline-flex;
    align-items: center;
    gap: 2px;
    white-space: nowrap;
  }
  .transport button {
    padding: 0;
  }
  .play {
    border-color: var(--rule-strong);
    border-radius: 999px;
  }
  .clock {
    font-size: var(--size-l);
    font-weight: var(--weight-strong);
    min-inline-size: 3.1em;
  }
  gl-scrubber,
  gl-player:not(:defined) {
    flex: 1;
  }
  .said {
    flex: 1;
    color: var(--ink-soft);
  }
  .wide {
    gap: 4px 14px;
  }
  .narrow {
    flex-wrap: wrap;
    gap: 0 4px;
  }
  /* The slider has the first row to itself, the buttons the second. */
  .narrow gl-scrubber {
    flex: 1 1 140px;
    block-size: 44px;
  }
  .narrow .transport {
    order: 1;
  }
  .narrow .history {
    order: 2;
    margin-inline-start: auto;
  }
  .narrow .more {
    order: 3;
  }
  /* Nothing to set: one row is enough, and the view keeps the rest. */
  :host([brief]) {
    min-block-size: 0;
  }
  .narrow.live {
    flex-wrap: nowrap;
    min-block-size: 44px;
  }
  .narrow .clock {
    font-size: var(--size-m);
  }
  .side {
    display: flex;
    flex-direction: column;
    align-items: start;
    gap: 8px;
  }
  .stamp {
    min-inline-size: 9em;
    justify-content: start;
  }
  /* Four digits and the dots, whether they are known yet or not. */
  .hash {
    min-inline-size: 5ch;
    text-align: start;
  }
  .days {
    display: grid;
    gap: 10px;
    inline-size: min(420px, calc(100vw - 48px));
  }
  .days label {
    display: grid;
    gap: 6px;
  }
  .seasons {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
`;
