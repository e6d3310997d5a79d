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
  /* The numbers side by side: the rung's name is the heading below, and what it does is in sight. */
  @container (max-width: 48em) {
    .rungs {
      grid-template-columns: repeat(5, 1fr);
      border-inline-start: 0;
      border-block-end: 2px solid var(--rule-strong);
    }
    .rungs a {
      justify-content: center;
      padding-inline: 0;
    }
    .rungs [aria-current] a {
      box-shadow: inset 0 -4px 0 var(--ledger);
    }
    .rungs [aria-current] .number {
      color: var(--ink);
    }
    .rungs .title {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
  }
  .lesson {
    font-size: var(--size-m);
    border-inline-start: 4px solid var(--ledger);
    padding-inline-start: 12px;
    margin-block: 12px;
  }
  .findings li {
    padding-block: 4px;
  }
  .change {
    font-weight: var(--weight-strong);
  }
`;
