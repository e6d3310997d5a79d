/** Where the parts of the grid view stand: one picture, cards beside it, charts below. */
import { css } from 'lit';

export const gridStyle = css`
  :host {
    display: block;
    container-type: inline-size;
    padding: 10px var(--margin) 32px;
    font: var(--size-s) / 1.4 var(--font);
    color: var(--ink);
  }
  h2 {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .summary {
    margin: 0;
    font-size: var(--size-m);
    max-inline-size: 90ch;
    font-variant-numeric: tabular-nums;
  }
  .why {
    margin: 2px 0 6px;
    max-inline-size: 90ch;
    min-block-size: 2.8em;
    color: var(--ink-soft);
  }
  .tries {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gap);
    margin: 4px 0 6px;
  }
  .main {
    display: grid;
    grid-template: auto auto 1fr / minmax(0, 1fr) minmax(19em, 26em);
    gap: 12px 32px;
    align-items: start;
  }
  .picture {
    min-inline-size: 0;
  }
  .main > .side {
    grid-area: 1 / 2 / span 3;
  }
  .side {
    display: grid;
    gap: 20px;
    position: sticky;
    inset-block-start: calc(var(--bar-top, 0px) + var(--bar-tabs, 0px) + 8px);
    max-block-size: calc(var(--view-height, 90vh) - 16px);
    /* Room for the focus ring, which the scrolling edge would cut. */
    padding-inline: 4px;
    margin-inline: -4px;
    overflow-y: auto;
    scrollbar-width: thin;
  }
  .charts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 30em), 1fr));
    gap: 28px 40px;
    margin-block: 12px 28px;
    align-items: start;
  }
  .charts > :first-child {
    grid-column: 1 / -1;
    --chart-aspect: 5 / 2;
  }
  .below {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(19em, 26em);
    gap: 28px 32px;
    align-items: start;
    padding-block: 20px 24px;
    border-block-start: 1px solid var(--rule);
  }
  .below > :only-child {
    grid-column: 1 / -1;
  }
  gl-chart:not(:defined),
  gl-trace:not(:defined) {
    display: block;
    min-block-size: 24em;
  }
  gl-trace {
    --chart-aspect: 5 / 2;
  }
  gl-feeder {
    --feeder-height: max(26em, calc(var(--view-height, 80vh) - 16.5em));
  }
  /* Feeder and year in one glance. */
  .with-year gl-feeder {
    --feeder-least: calc(var(--size-s) * 19);
    --feeder-height: max(var(--feeder-least), calc(var(--view-height, 80vh) * 0.34));
  }
  gl-year-fold {
    min-inline-size: 0;
  }
  .number {
    display: none;
  }
  .projector :is(.main, .below) {
    grid-template: none / minmax(0, 1fr);
  }
  .projector .main > .side {
    grid-area: auto;
  }
  .projector .number {
    display: block;
    margin: 0;
    font-size: calc(var(--size-l) * 1.6);
    font-weight: var(--weight-strong);
    font-variant-numeric: tabular-nums;
  }
  .projector .number span {
    font-size: var(--size-m);
    font-weight: var(--weight);
  }
  .projector :is(.charts, .charts > *, gl-trace, gl-margin) {
    --chart-aspect: 21 / 9;
  }
  .projector .charts {
    grid-template-columns: minmax(0, 1fr);
  }
  .projector .summary {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .projector .why {
    min-block-size: 0;
    max-inline-size: none;
    color: var(--ink);
  }
  .fold > summary {
    min-block-size: var(--target);
    display: flex;
    gap: 8px;
    align-items: center;
    cursor: pointer;
  }
  .fold > summary::before {
    content: '▸' / '';
  }
  .fold[open] > summary::before {
    content: '▾' / '';
  }
  @container (max-width: 52em) {
    .main,
    .below {
      grid-template: none / minmax(0, 1fr);
    }
    .main > .side {
      grid-area: auto;
    }
    gl-feeder {
      --feeder-aspect: 4 / 5;
    }
    .charts > :first-child,
    gl-trace {
      --chart-aspect: 16 / 9;
    }
    .projector .charts {
      margin-block: 12px;
    }
    .side {
      position: static;
      max-block-size: none;
      overflow: visible;
    }
    .tries {
      gap: 4px;
    }
    .tries button {
      padding-inline: 6px;
    }
    .tries button:not(.framed) {
      display: none;
    }
    .why {
      min-block-size: 4.2em;
    }
  }
`;
