/** The table of steppers of the guess; on touch the load stands under the bus to make room. */
import { css } from 'lit';

export const guessStyle = css`
  .rows {
    max-block-size: max(560px, 24em);
    overflow: auto;
    scrollbar-width: thin;
    padding: 3px;
  }
  thead th {
    position: sticky;
    inset-block-start: -3px;
    background: var(--ground);
    z-index: 1;
  }
  td,
  th {
    padding: 2px 4px;
  }
  td {
    border: 0;
  }
  tbody th {
    border: 0;
    text-align: start;
  }
  tfoot td,
  tfoot th {
    padding-block-start: 6px;
    border-block-start: 1px solid var(--rule-strong);
  }
  tfoot {
    position: sticky;
    inset-block-end: -3px;
    background: var(--ground);
  }
  .stepper {
    display: inline-flex;
  }
  .stepper input {
    inline-size: 4.6em;
    text-align: end;
    border-radius: 0;
  }
  .packs .stepper input {
    inline-size: 3.2em;
  }
  .stepper button {
    min-inline-size: 26px;
    padding: 0;
    border-color: var(--rule-strong);
  }
  .with-load {
    display: none;
  }
  @media (pointer: coarse), (max-width: 719px) {
    .stepper button {
      min-inline-size: 44px;
    }
    .stepper input {
      inline-size: 3.6em;
      padding-inline: 4px;
    }
    .packs .stepper input {
      inline-size: 44px;
    }
    .load {
      display: none;
    }
    .with-load {
      display: block;
    }
    td,
    th {
      padding-inline: 2px;
    }
  }
  .stepper button:first-child {
    border-radius: var(--radius) 0 0 var(--radius);
    border-inline-end: 0;
  }
  .stepper button:last-child {
    border-radius: 0 var(--radius) var(--radius) 0;
    border-inline-start: 0;
  }
  @media print {
    :host {
      display: block;
    }
    .rows {
      max-block-size: none;
    }
  }
`;
