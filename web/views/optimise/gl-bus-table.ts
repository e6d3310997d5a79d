import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { GridCase } from '../../grid/case.ts';
import type { Design, Frame } from '../../kernel/outcome.ts';
import type { SitingAssumptions } from '../../scenario/scenario.ts';
import { words as all } from '../../strings/en/optimise.ts';
import { formatNumber } from '../chart/number.ts';
import { controls } from '../controls.ts';
import { sections } from '../section-style.ts';
import { sizeKw } from './size.ts';

const words = all.design;

interface Row {
  readonly bus: number;
  readonly panels: number;
  readonly packs: number;
  readonly sizeKw: number;
  readonly feedsKw: number | null;
  readonly voltagePu: number | null;
}
type Column = keyof Row;
const COLUMNS: readonly Column[] = ['bus', 'panels', 'packs', 'sizeKw', 'feedsKw', 'voltagePu'];
const TITLE: Readonly<Record<Column, string>> = {
  bus: words.bus,
  panels: words.panels,
  packs: words.packs,
  sizeKw: words.size,
  feedsKw: words.feeds,
  voltagePu: words.voltage,
};
const SUMMED: readonly Column[] = ['panels', 'packs', 'sizeKw', 'feedsKw'];

/** The rows of one design: what stands at each bus, what it feeds in, and the voltage there. */
function rowsOf(grid: GridCase, design: Design, frame: Frame | null): readonly Row[] {
  return grid.buses.flatMap((bus, at) => {
    if (bus.kind === 'slack') return [];
    const panels = design.panels[at] ?? 0;
    const packs = design.packs[at] ?? 0;
    const solved = frame !== null && frame.flow.converged ? frame : null;
    return [
      {
        bus: bus.id,
        panels,
        packs,
        sizeKw: sizeKw({ panels, packs }),
        feedsKw: solved === null ? null : (solved.pvKw[at] ?? 0) + (solved.packKw[at] ?? 0),
        voltagePu: solved?.flow.buses[at]?.voltagePu ?? null,
      },
    ];
  });
}

/** What a voltage is called against the limits; '' inside them. */
function breach(
  voltagePu: number | null,
  limits: Pick<SitingAssumptions, 'voltageMinPu' | 'voltageMaxPu'>,
): string {
  if (voltagePu === null) return '';
  // The search accepts equality; the last bits of a solved voltage must not cry wolf.
  if (voltagePu < limits.voltageMinPu - 1e-9) return words.tooLow;
  return voltagePu > limits.voltageMaxPu + 1e-9 ? words.tooHigh : '';
}

/** The selected design bus by bus; a column's heading sorts by it. */
@customElement('gl-bus-table')
export class GlBusTable extends LitElement {
  @property({ attribute: false }) grid!: GridCase;
  @property({ attribute: false }) design!: Design;
  @property({ attribute: false }) frame: Frame | null = null;
  @property({ attribute: false }) limits!: SitingAssumptions;
  @state() private by: Column = 'bus';
  @state() private down = false;

  static override styles = [
    controls,
    sections,
    css`
      table {
        inline-size: 100%;
      }
      th button {
        padding: 0 2px;
        color: var(--ink-soft);
        white-space: normal;
        text-align: end;
      }
      th[aria-sort] button {
        color: var(--ink);
        font-weight: var(--weight-strong);
      }
      .breach {
        color: var(--breach);
      }
      .none {
        color: var(--ink-soft);
      }
      @media print {
        :host {
          display: block;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const rows = [...rowsOf(this.grid, this.design, this.frame)].sort((a, b) => {
      const [x, y] = [a[this.by] ?? 0, b[this.by] ?? 0];
      return (this.down ? y - x : x - y) || a.bus - b.bus;
    });
    return html`<div class="scroll" role="region" aria-label=${words.perBus} tabindex="0">
      <table>
        <caption>
          ${words.perBus}
        </caption>
        <thead>
          <tr>
            ${COLUMNS.map((column) => this.#heading(column))}
          </tr>
        </thead>
        <tbody>
          ${rows.map((row) => this.#row(row))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">${words.total}</th>
            ${COLUMNS.slice(1).map((column) => {
              const sum = rows.reduce((total, row) => total + (row[column] ?? 0), 0);
              const known = SUMMED.includes(column) && rows.every((row) => row[column] !== null);
              return html`<td>${known ? formatNumber(sum, 0) : nothing}</td>`;
            })}
          </tr>
        </tfoot>
      </table>
    </div>`;
  }

  #heading(column: Column): TemplateResult {
    const active = column === this.by;
    return html`<th
      scope="col"
      aria-sort=${active ? (this.down ? 'descending' : 'ascending') : nothing}
    >
      <button
        title=${words.sortBy(TITLE[column])}
        @click=${() => {
          this.down = active ? !this.down : column !== 'bus';
          this.by = column;
        }}
      >
        ${TITLE[column]}${active ? (this.down ? ' ↓' : ' ↑') : ''}
      </button>
    </th>`;
  }

  #row(row: Row): TemplateResult {
    const word = breach(row.voltagePu, this.limits);
    const count = (value: number): TemplateResult =>
      html`<td class=${value === 0 ? 'none' : ''}>${formatNumber(value, 0)}</td>`;
    return html`<tr>
      <th scope="row">${row.bus}</th>
      ${count(row.panels)} ${count(row.packs)}
      <td>${formatNumber(row.sizeKw, 0)}</td>
      <td>${row.feedsKw === null ? '…' : formatNumber(row.feedsKw, 0)}</td>
      <td class=${word === '' ? '' : 'breach'}>
        ${row.voltagePu === null ? '…' : formatNumber(row.voltagePu, 4)}
        ${word === '' ? nothing : html` ▲ ${word}`}
      </td>
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-bus-table': GlBusTable;
  }
}
