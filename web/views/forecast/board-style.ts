import { css } from 'lit';

export const boardStyle = css`
  .box {
    --chart-aspect: var(--board-aspect, 2.1);
    cursor: crosshair;
  }
  .hit {
    fill: transparent;
    touch-action: none;
    cursor: ns-resize;
  }
  .handle {
    fill: var(--ground);
    stroke: var(--pack);
    stroke-width: calc(var(--line) * 1.2);
    pointer-events: none;
  }
  .handle.chosen {
    fill: var(--pack);
  }
  summary {
    min-block-size: var(--target);
    display: flex;
    align-items: center;
    cursor: pointer;
  }
  summary::before {
    content: '▸ ' / '';
    white-space: pre;
  }
  details[open] > summary::before {
    content: '▾ ' / '';
  }
  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(9em, 1fr));
    gap: 6px 14px;
  }
  .fields label {
    display: flex;
    gap: 8px;
    align-items: center;
  }
  .fields input {
    inline-size: 6em;
    min-inline-size: 0;
  }
  @container (max-width: 46em) {
    .box {
      --chart-aspect: 1.2;
    }
  }
  @media print {
    :host {
      display: block;
    }
  }
`;
