import { css } from 'lit';

export const shellStyle = css`
  :host {
    display: grid;
    grid-template: auto auto 1fr auto / minmax(0, 1fr);
    min-block-size: 100dvh;
    font-size: var(--size-m);
  }
  [role='navigation'] {
    position: absolute;
  }
  .skip {
    position: absolute;
    z-index: 40;
    inset: 8px auto auto 8px;
    inline-size: max-content;
    padding: 8px 16px;
    background: var(--ground);
    clip-path: inset(50%);
  }
  .skip:focus {
    clip-path: none;
  }
  gl-top-bar {
    position: sticky;
    inset-block-start: 0;
    z-index: 11;
  }
  gl-views {
    position: sticky;
    inset-block-start: var(--bar-top);
    z-index: 10;
  }
  main {
    display: block;
    min-inline-size: 0;
    outline: none;
  }
  .intro {
    display: flex;
    align-items: start;
    gap: 8px;
    padding: 10px var(--margin) 0;
  }
  .intro button {
    margin-inline-start: auto;
    flex: none;
  }
  gl-time-bar {
    position: sticky;
    inset-block-end: 0;
    z-index: 9;
  }
  .failed {
    margin: 24px var(--margin);
    padding: 12px 16px;
    border-inline-start: 4px solid var(--breach);
    background: var(--panel);
  }
  .failed h2 {
    margin: 0 0 4px;
    font-size: var(--size-l);
  }
  .failed p,
  .wait {
    margin: 0;
    max-inline-size: 65ch;
  }
  .wait {
    padding: 24px var(--margin);
    color: var(--ink-soft);
  }
  .alone {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    margin: 0;
    padding: 6px var(--margin);
    font-size: var(--size-s);
  }
  .alone span {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  .mark {
    inline-size: 24px;
    block-size: 24px;
  }
  .mark-sun {
    fill: var(--energy-fill);
    stroke: var(--energy);
    stroke-width: 1.5;
  }
  .mark-line {
    fill: none;
    stroke: var(--ledger);
    stroke-width: 2;
    stroke-linejoin: round;
  }
  @media (max-width: 719px) {
    :host {
      grid-template-rows: auto 1fr auto auto;
    }
    gl-top-bar {
      position: static;
    }
    gl-time-bar {
      inset-block-end: var(--bar-tabs);
    }
    gl-views {
      order: 1;
      inset-block: auto 0;
    }
  }
  /* In half a screen, or with large letters, the view needs the room more than the bars do. */
  @media (max-height: 520px) {
    gl-top-bar,
    gl-views {
      position: static;
    }
  }
  @media print {
    gl-top-bar,
    gl-views,
    gl-time-bar,
    .intro button {
      display: none;
    }
  }
`;
