import { css } from 'lit';

export const pastStyle = css`
  :host {
    container-type: inline-size;
  }
  .ladder {
    display: grid;
    grid-template-columns: minmax(12em, 18em) minmax(0, 1fr);
    gap: 24px 40px;
    align-items: start;
  }
  @container (max-width: 48em) {
    .ladder {
      grid-template-columns: minmax(0, 1fr);
      gap: 12px;
    }
  }
  ol,
  ul {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  .rungs {
    display: grid;
    gap: 4px;
    border-inline-start: 2px solid var(--rule-strong);
  }
  .rungs a {
    display: flex;
    gap: 10px;
    align-items: center;
    min-block-size: var(--target);
    padding-inline: 12px;
    color: inherit;
    text-decoration: none;
  }
  .rungs a:hover {
    background: var(--panel);
  }
  .rungs [aria-current] a {
    box-shadow: inset 4px 0 0 var(--ledger);
    font-weight: var(--weight-strong);
  }
  .rungs .number {
    color: var(--ink-soft);
  }
  .lesson {
    font-size: var(--size-m);
    border-inline-start: 4px solid var(--ledger);
    padding-inline-start: 12px;
    margin-block: 12px;
  }
  .chain,
  .copies {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 22px;
    margin-block: 8px 16px;
  }
  .chain li,
  .copies li {
    position: relative;
    display: grid;
    gap: 2px;
    min-inline-size: 8.5em;
    padding: 8px 10px;
    border: 2px solid var(--ledger);
    border-radius: var(--radius);
  }
  .chain li + li::before {
    content: '';
    position: absolute;
    inset-inline-start: -24px;
    inset-block-start: 50%;
    inline-size: 22px;
    border-block-start: 3px solid var(--ledger);
  }
  .chain li.torn + li::before,
  .chain li.torn::before {
    border-block-start: 3px dotted var(--breach);
  }
  li.torn {
    border: 2px dashed var(--breach);
  }
  .findings li {
    padding-block: 4px;
  }
  .change {
    font-weight: var(--weight-strong);
  }
`;
