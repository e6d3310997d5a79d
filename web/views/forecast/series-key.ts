import { css, html, svg, type TemplateResult } from 'lit';
import { dashOf, hasName, type Series } from '../chart/series.ts';

/** Names of lines below a picture that has no room for them at the lines' ends. */
export const seriesKeyStyle = css`
  .key {
    display: none;
    flex-wrap: wrap;
    gap: 2px 18px;
    margin: 0 0 6px;
    padding: 0;
    list-style: none;
  }
  .key li {
    display: flex;
    gap: 6px;
    align-items: center;
  }
  .key svg {
    inline-size: 2em;
    block-size: 0.8em;
  }
  .key path {
    fill: none;
    stroke: var(--tone);
    stroke-width: var(--line);
  }
  .key .tone-ghost {
    stroke: var(--ghost);
  }
  @container (max-width: 36em) {
    gl-chart {
      --chart-names: none;
    }
    .key {
      display: flex;
    }
  }
`;

export function seriesKey(series: readonly Series[]): TemplateResult {
  return html`<ul class="key" aria-hidden="true">
    ${series.filter(hasName).map(
      (one) =>
        html`<li>
          <svg viewBox="0 0 28 10">
            ${svg`<path class="tone-${one.tone}" d="M0 5H28" stroke-dasharray=${dashOf(one)}></path>`}
          </svg>
          ${one.name}
        </li>`,
    )}
  </ul>`;
}
