/** Where the parts of the year stand. */
import { css } from 'lit';

export const yearStyle = css`
  :host {
    container-type: inline-size;
  }
  .why {
    max-inline-size: 90ch;
    min-block-size: 1.4em;
    margin-block: 6px 4px;
    color: var(--ink-soft);
  }
  .projector .why {
    max-inline-size: none;
    color: var(--ink);
  }
  gl-job-run {
    min-block-size: calc(var(--target) + 8px);
  }
  gl-year-map {
    margin-block: 6px 10px;
  }
  .on-feeder {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    align-items: center;
    max-inline-size: none;
    margin-block: 0 10px;
    font-variant-numeric: tabular-nums;
  }
  .charts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 26em), 1fr));
    gap: 24px 32px;
    margin-block: 16px;
    align-items: start;
  }
  .projector .charts {
    grid-template-columns: minmax(0, 1fr);
    --chart-aspect: 21 / 9;
  }
  .messages ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .messages li {
    display: flex;
    gap: var(--gap);
    align-items: center;
    margin-block: 4px;
  }
  .messages {
    margin-block-start: 16px;
  }
  .messages button {
    flex: none;
  }
  .failed ul {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gap);
    margin: 0;
    padding: 0;
    list-style: none;
  }
`;
