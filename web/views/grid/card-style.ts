/** What the grid view's cards share, on top of the frame's controls and sections. */
import { css } from 'lit';

export const cardStyle = css`
  :host {
    display: block;
    min-inline-size: 0;
    font: var(--size-s) / 1.4 var(--font);
    color: var(--ink);
    font-variant-numeric: tabular-nums;
  }
  h3 {
    margin: 0 0 4px;
    font-size: var(--size-m);
    font-weight: var(--weight-strong);
  }
  p {
    margin: 2px 0 6px;
    max-inline-size: 60ch;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gap);
    align-items: center;
  }
  .fields {
    display: grid;
    gap: 6px;
  }
`;
