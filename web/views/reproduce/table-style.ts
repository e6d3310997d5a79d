import { css } from 'lit';

export const tableReportStyle = css`
  :host {
    border-block-start: 1px solid var(--rule-strong);
    padding-block: 10px 14px;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    align-items: center;
    justify-content: space-between;
  }
  .head h3 {
    flex: 1 1 18em;
  }
  .head h3 button {
    justify-content: start;
    white-space: normal;
    text-align: start;
    font-weight: var(--weight-strong);
    padding-inline: 0 8px;
  }
  .head h3 button::before {
    content: '▸' / '';
    color: var(--ink-soft);
    inline-size: 1em;
  }
  .head h3 button[aria-expanded='true']::before {
    content: '▾' / '';
  }
  .counts {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 2px 14px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .mark {
    display: inline-block;
    min-inline-size: 1.1em;
    font-weight: var(--weight-strong);
    text-align: center;
  }
  .differs {
    color: var(--breach);
    font-weight: var(--weight-strong);
  }
  .about {
    color: var(--ink-soft);
  }
  th.word {
    min-inline-size: 9em;
  }
  td.word {
    min-inline-size: 10em;
  }
  .said {
    display: block;
    min-inline-size: 9em;
    max-inline-size: 18em;
    margin-inline-start: auto;
    white-space: normal;
    text-align: end;
  }
  td.verdict {
    text-align: start;
    white-space: nowrap;
  }
  .note {
    color: var(--ink-soft);
    font-size: var(--small);
  }
  .full {
    display: none;
  }
  .spread {
    display: flex;
    flex-direction: column;
    align-items: end;
  }
  .spread svg {
    inline-size: 9em;
    block-size: 1.35em;
    overflow: visible;
  }
  .range {
    stroke: var(--ink-soft);
    stroke-width: 2;
  }
  .median {
    stroke: var(--ink);
    stroke-width: 2;
  }
  .print {
    fill: var(--ground);
    stroke: var(--energy);
    stroke-width: 1.75;
  }
  .ours {
    fill: var(--select);
  }
  .notes {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 26em), 1fr));
    gap: 4px 28px;
    margin-block-start: 8px;
  }
  .notes ol {
    margin: 2px 0 0;
    padding-inline-start: 1.6em;
  }
  .notes ol.letters {
    list-style: lower-alpha;
  }
  .notes summary {
    min-block-size: min(var(--target), 44px);
  }
  .foot {
    margin-block-end: 0;
    overflow-wrap: anywhere;
  }
  @media print {
    :host {
      display: block;
      break-inside: auto;
    }
    .body[hidden] {
      display: block !important;
    }
    button.framed,
    .short {
      display: none;
    }
    .full {
      display: inline;
    }
    summary::before {
      content: none !important;
    }
    details::details-content {
      content-visibility: visible;
      block-size: auto;
    }
    .head h3 button::before {
      content: none;
    }
    .scroll {
      overflow: visible;
    }
    table {
      font-size: 8pt;
    }
    th,
    td {
      white-space: normal;
      padding: 2px 4px;
    }
    tr {
      break-inside: avoid;
    }
    thead {
      display: table-header-group;
    }
    .notes {
      display: block;
      font-size: 8pt;
    }
  }
`;
