/** Blocks as boxes that hang on each other; a broken link is drawn open. */
import { css } from 'lit';

export const chainStyle = css`
  .chain,
  .copies {
    list-style: none;
    margin: 0;
    padding: 0;
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
`;
