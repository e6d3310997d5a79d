/** The spread of a stochastic figure over its seeds as a small strip: range, median, print, ours. */
import { html, svg, type TemplateResult } from 'lit';
import type { RowReport } from '../../reproduce/table.ts';
import { words } from '../../strings/en/reproduce.ts';
import { formatNumber } from '../chart/number.ts';

const WIDTH = 120;
const HEIGHT = 18;
const EDGE = 5;

export function spreadStrip(row: RowReport): TemplateResult {
  const { spread, published, ours } = row;
  if (!spread) return html``;
  const marks = [spread.min, spread.max, published ?? spread.median, ours ?? spread.median];
  const [low, high] = [Math.min(...marks), Math.max(...marks)];
  const x = (value: number): number =>
    high > low ? EDGE + ((value - low) / (high - low)) * (WIDTH - 2 * EDGE) : WIDTH / 2;
  const told = {
    min: formatNumber(spread.min),
    median: formatNumber(spread.median),
    max: formatNumber(spread.max),
    seeds: spread.seeds,
  };
  return html`<span class="spread" title=${words.table.spreadLong(told)}>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true" focusable="false">
      <path class="range" d="M${x(spread.min)} 9H${x(spread.max)}"></path>
      <path class="median" d="M${x(spread.median)} 3V15"></path>
      ${published === null ? svg`` : svg`<path class="print" d=${diamond(x(published))}></path>`}
      ${ours === null ? svg`` : svg`<circle class="ours" cx=${x(ours)} cy="9" r="3.5"></circle>`}
    </svg>
    <span class="soft">${words.table.spread(told)}</span>
  </span>`;
}

const diamond = (x: number): string => `M${x} 4L${x + 5} 9L${x} 14L${x - 5} 9Z`;
