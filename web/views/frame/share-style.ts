import { css } from 'lit';

export const shareStyle = css`
  .two {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 20px;
    align-items: start;
  }
  .link {
    display: grid;
    gap: 4px;
  }
  textarea {
    inline-size: 100%;
    padding: 6px 8px;
    font-family: var(--mono);
    resize: vertical;
    overflow-wrap: anywhere;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block: 8px;
  }
  ul {
    margin: 4px 0;
    padding-inline-start: 18px;
  }
  .code {
    display: grid;
    gap: 8px;
    justify-items: center;
  }
  .code svg {
    inline-size: min(240px, 70vw);
    block-size: auto;
  }
  .choices {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(170px, 1fr));
    gap: 16px;
    margin-block-start: 16px;
    padding-block-start: 16px;
    border-block-start: 1px solid var(--rule);
  }
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  legend {
    padding: 0 0 4px;
    font-weight: var(--weight-strong);
  }
  .tick {
    min-block-size: max(26px, calc(var(--target) * 0.8));
  }
  .warning {
    display: flex;
    gap: 8px;
    padding: 8px;
    border-inline-start: 3px solid var(--breach);
    background: var(--panel);
    max-inline-size: none;
  }
  @media (max-width: 620px) {
    .two {
      grid-template-columns: 1fr;
    }
  }
`;
