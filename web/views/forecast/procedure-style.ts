import { css } from 'lit';

export const procedureStyle = css`
  .steps {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 11.5em), 1fr));
    gap: 14px 18px;
    margin: 12px 0;
    padding: 0;
    list-style: none;
    counter-reset: step;
  }
  .steps li {
    display: grid;
    gap: 2px;
    align-content: start;
    padding-block-start: 6px;
    border-block-start: 2px solid var(--rule-strong);
    counter-increment: step;
  }
  .steps li.reached {
    border-block-start-color: var(--select);
  }
  .steps b::before {
    content: counter(step) '  ';
    color: var(--ink-soft);
  }
  .plan {
    color: var(--ink-soft);
  }
  .did {
    font-weight: var(--weight-strong);
  }
  .beside {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 30em), 1fr));
    gap: 16px 36px;
    margin-block-start: 14px;
  }
  .head {
    display: flex;
    justify-content: space-between;
    align-items: center;
    min-block-size: var(--target);
  }
  caption {
    display: none;
  }
  th,
  td {
    white-space: normal;
  }
  @media print {
    :host {
      display: block;
    }
  }
`;
