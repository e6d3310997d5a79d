/** Sections, tables and notes of the views that read like a page. */
import { css } from 'lit';

export const sections = css`
  :host {
    display: block;
    min-inline-size: 0;
  }
  h2,
  h3,
  h4 {
    margin: 0;
    font-weight: var(--weight-strong);
    line-height: 1.25;
  }
  h2 {
    font-size: var(--size-l);
  }
  h3 {
    font-size: var(--size-m);
  }
  h4 {
    font-size: var(--size-s);
  }
  p {
    margin: 4px 0 8px;
    max-inline-size: 72ch;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gap);
    align-items: center;
  }
  .error {
    margin: 2px 0 4px;
    color: var(--breach);
  }
  .error::before {
    content: '▲ ' / '';
  }
  .scroll {
    overflow-x: auto;
    scrollbar-width: thin;
  }
  table {
    border-collapse: collapse;
    font-size: var(--size-s);
    font-variant-numeric: tabular-nums;
  }
  caption {
    text-align: start;
    padding-block-end: 4px;
    color: var(--ink-soft);
  }
  th,
  td {
    padding: 3px 8px;
    text-align: end;
    border-block-end: 1px solid var(--rule);
    font-weight: var(--weight);
    white-space: nowrap;
  }
  th:first-child,
  td:first-child {
    padding-inline-start: 0;
  }
  th.word,
  td.word {
    text-align: start;
    white-space: normal;
  }
  thead th {
    color: var(--ink-soft);
    vertical-align: bottom;
    border-block-end-color: var(--rule-strong);
  }
  tfoot th,
  tfoot td {
    border-block-end: 0;
    font-weight: var(--weight-strong);
  }
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  legend {
    padding: 0;
    font-weight: var(--weight-strong);
  }
  summary {
    min-block-size: var(--target);
    display: flex;
    align-items: center;
    gap: 8px;
    cursor: pointer;
  }
  summary::before {
    content: '▸' / '';
    color: var(--ink-soft);
  }
  details[open] > summary::before {
    content: '▾' / '';
  }
  .choice {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 4px 14px;
    align-items: center;
  }
  .choice label {
    display: inline-flex;
    gap: 6px;
    align-items: center;
    min-block-size: var(--target);
  }
  input[type='radio'] {
    inline-size: 1.15em;
    block-size: 1.15em;
    min-block-size: 0 !important;
    margin: 0;
  }
`;
