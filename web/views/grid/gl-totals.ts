/** The whole feeder in a table of seven rows: now, baseline, difference. */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { World } from '../../app/snapshot.ts';
import { totals as words } from '../../strings/en/grid-view.ts';
import { formatNumber, NO_VALUE, QUANTITIES, type QuantityName } from '../../units.ts';
import { sections } from '../section-style.ts';
import { cardStyle } from './card-style.ts';
import { type Totals, totalsOf } from './totals.ts';

interface Row {
  readonly label: string;
  readonly quantity: QuantityName;
  readonly of: (totals: Totals) => number | null;
  readonly note?: (totals: Totals) => string;
}

const share = ({ lossKw, loadKw }: Totals): string =>
  lossKw === null || loadKw <= 0
    ? ''
    : words.share(`${formatNumber((lossKw / loadKw) * 100, 1)}\u00a0%`);

const ROWS: readonly Row[] = [
  {
    label: words.load,
    quantity: 'loadKw',
    of: ({ loadKw }) => loadKw,
    note: ({ cutOff }) => (cutOff > 0 ? words.cutOff(cutOff) : ''),
  },
  { label: words.pv, quantity: 'pvKw', of: ({ pvKw }) => pvKw },
  { label: words.pack, quantity: 'packKw', of: ({ packKw }) => packKw },
  { label: words.grid, quantity: 'powerKw', of: ({ gridKw }) => gridKw },
  { label: words.loss, quantity: 'lossKw', of: ({ lossKw }) => lossKw, note: share },
  { label: words.lossReactive, quantity: 'lossKvar', of: ({ lossKvar }) => lossKvar },
  {
    label: words.lowest,
    quantity: 'voltagePu',
    of: ({ lowest }) => lowest?.voltagePu ?? null,
    note: ({ lowest }) => (lowest ? words.at(lowest.bus) : ''),
  },
];

const LARGE_KW = 50_000;
const LARGE_UNITS: Readonly<Record<string, string>> = { kW: 'MW', kvar: 'Mvar' };

@customElement('gl-totals')
export class GlTotals extends LitElement {
  static override readonly styles = [
    sections,
    cardStyle,
    css`
      table {
        inline-size: 100%;
      }
      th:first-child {
        text-align: start;
        font-weight: var(--weight);
      }
      td b {
        font-weight: var(--weight-strong);
      }
      .unit,
      .note {
        color: var(--ink-soft);
        font-size: var(--small);
      }
      .note::before {
        content: '· ';
      }
      th,
      td {
        padding-inline: 8px 0;
      }
      tbody th {
        white-space: normal;
      }
    `,
  ];

  @property({ attribute: false }) world!: World;
  @property({ attribute: false }) baseline: World | null = null;

  /** A transmission case in MW; one unit for the whole table, so that its rows compare. */
  private scaled(quantity: QuantityName, { loadKw }: Totals): { unit: string; factor: number } {
    const { unit } = QUANTITIES[quantity];
    const large = LARGE_UNITS[unit];
    return large && loadKw >= LARGE_KW ? { unit: large, factor: 1e-3 } : { unit, factor: 1 };
  }

  private row(row: Row, now: Totals, before: Totals | null): TemplateResult {
    const { digits } = QUANTITIES[row.quantity];
    const { unit, factor } = this.scaled(row.quantity, now);
    const scale = (value: number | null): number | null => (value === null ? null : value * factor);
    const [value, old] = [scale(row.of(now)), scale(before ? row.of(before) : null)];
    const change = value === null || old === null ? null : value - old;
    const sign = change !== null && change > 0 ? '+' : '';
    const note = before ? '' : (row.note?.(now) ?? '');
    return html`<tr>
      <th scope="row">
        ${row.label} <span class="unit">${unit}</span>
        ${note === '' || value === null ? nothing : html`<span class="note">${note}</span>`}
      </th>
      <td><b>${formatNumber(value, digits)}</b></td>
      ${
        before
          ? html`<td>${formatNumber(old, digits)}</td>
              <td>${change === null ? NO_VALUE : `${sign}${formatNumber(change, digits)}`}</td>`
          : nothing
      }
    </tr>`;
  }

  protected override render(): TemplateResult {
    const now = totalsOf(this.world);
    const before = this.baseline ? totalsOf(this.baseline) : null;
    return html`<h3 id="heading">${words.heading}</h3>
      <div class="scroll">
        <table aria-labelledby="heading">
          <thead>
            <tr>
              <th scope="col">${words.quantity}</th>
              <th scope="col">${words.now}</th>
              ${
                before
                  ? html`<th scope="col">${words.baseline}</th>
                      <th scope="col">${words.difference}</th>`
                  : nothing
              }
            </tr>
          </thead>
          <tbody>
            ${ROWS.map((row) => this.row(row, now, before))}
          </tbody>
        </table>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-totals': GlTotals;
  }
}
