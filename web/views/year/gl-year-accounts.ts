/** The year in energy and money, beside the pinned one where there is one. */
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { accounts as words } from '../../strings/en/year.ts';
import { formatShare } from '../../units.ts';
import { type CostLine, table10 } from '../../year/cost.ts';
import { controls } from '../controls.ts';
import { sections } from '../section-style.ts';
import {
  type AccountOnShow,
  energyRows,
  mwh,
  price,
  type Row,
  STATE_ROWS,
  usd,
} from './account-row.ts';

/** A change upwards says so, as one downwards does by its minus. */
const signed = (change: number, written: string): string => `${change > 0 ? '+' : ''}${written}`;

@customElement('gl-year-accounts')
export class GlYearAccounts extends LitElement {
  static override readonly styles = [
    controls,
    sections,
    css`
      :host {
        container-type: inline-size;
      }
      .tables {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 24px 40px;
        align-items: start;
      }
      @container (min-width: 56em) {
        .tables:not(.pinned) {
          grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
        }
      }
      th.word {
        min-inline-size: 8em;
      }
      table {
        inline-size: 100%;
      }

      caption {
        color: var(--ink);
        font-weight: var(--weight-strong);
      }
      .money {
        display: grid;
        gap: 24px;
        min-inline-size: 0;
      }
      td .soft {
        display: block;
        white-space: normal;
        font-size: var(--small);
      }
      .aside th,
      .aside td {
        color: var(--ink-soft);
      }
      .because {
        display: block;
        font-size: var(--small);
      }
      @media print {
        :host {
          display: block;
        }
      }
    `,
  ];

  @property({ attribute: false }) now!: AccountOnShow;
  @property({ attribute: false }) pinned: AccountOnShow | null = null;

  private framed(label: string, table: TemplateResult): TemplateResult {
    return html`<div class="scroll" role="region" tabindex="0" aria-label=${label}>${table}</div>`;
  }

  private value(row: Row, shown: AccountOnShow): TemplateResult {
    const value = row.of(shown);
    const note = row.note?.(shown) ?? '';
    return html`<td>
      ${value === null ? '–' : row.write(value)}
      ${note === '' ? nothing : html`<span class="soft">${note}</span>`}
    </td>`;
  }

  private change(row: Row, before: AccountOnShow): TemplateResult {
    const [was, is] = [row.of(before), row.of(this.now)];
    if (was === null || is === null) return html`<td>–</td>`;
    return html`<td>${signed(is - was, row.write(is - was))}</td>`;
  }

  private energy(): TemplateResult {
    const { now, pinned: before } = this;
    const rows = [...energyRows(before ? [now, before] : [now]), ...STATE_ROWS];
    return this.framed(
      words.energy,
      html`<table>
        <caption>
          ${words.energy}
        </caption>
        <thead>
          <tr>
            <th scope="col" class="word">${words.quantity}</th>
            <th scope="col">${words.now}</th>
            ${
              before
                ? html`<th scope="col">${words.before}</th>
                    <th scope="col">${words.change}</th>`
                : nothing
            }
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>
                <th scope="row" class="word">${row.name} <span class="unit">${row.unit}</span></th>
                ${this.value(row, now)}
                ${before ? html`${this.value(row, before)} ${this.change(row, before)}` : nothing}
              </tr>`,
          )}
        </tbody>
      </table>`,
    );
  }

  private because({ key }: CostLine, { scenario }: AccountOnShow): string {
    if (key !== 'fee') return words.because[key];
    const perKwh = scenario.year.feeBasis === 'kwh';
    return perKwh ? words.because.feeKwh : words.because.feeTransaction;
  }

  private costLine(line: CostLine): TemplateResult {
    const { pinned: before } = this;
    const { key, quantity, unit, counted } = line;
    const was = before?.account.cost.lines.find((each) => each.key === key);
    const isEnergy = unit === 'MWh';
    return html`<tr class=${counted ? '' : 'aside'}>
      <th scope="row" class="word">
        ${words.costs[key]}
        <span class="because soft">${this.because(line, this.now)}</span>
      </th>
      <td>
        ${isEnergy ? mwh(quantity) : usd(quantity)}
        <span class="unit">${isEnergy ? unit : words.transactions}</span>
      </td>
      <td>
        ${price(line.price)}
        <span class="unit">${isEnergy ? '$/kWh' : words.perTransaction}</span>
      </td>
      <td>
        ${usd(line.usd)}${counted ? nothing : html`<span class="soft">${words.notCounted}</span>`}
      </td>
      ${before ? html`<td>${was ? usd(was.usd) : '–'}</td>` : nothing}
    </tr>`;
  }

  private cost(): TemplateResult {
    const { now, pinned: before } = this;
    const { cost } = now.account;
    const sum = (name: string, usdNow: number, usdBefore: number | undefined): TemplateResult =>
      html`<tr>
        <th scope="row" class="word">${name}</th>
        <td></td>
        <td></td>
        <td>${usd(usdNow)}</td>
        ${before ? html`<td>${usd(usdBefore ?? 0)}</td>` : nothing}
      </tr>`;
    return this.framed(
      words.cost,
      html`<table>
        <caption>
          ${words.cost}
        </caption>
        <thead>
          <tr>
            <th scope="col" class="word">${words.line}</th>
            <th scope="col">${words.quantity}</th>
            <th scope="col">${words.price}</th>
            <th scope="col">${words.sum}</th>
            ${before ? html`<th scope="col">${words.before}</th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${cost.lines.map((line) => this.costLine(line))}
        </tbody>
        <tfoot>
          ${sum(words.total, cost.totalUsd, before?.account.cost.totalUsd)}
        </tfoot>
      </table>`,
    );
  }

  private table10(before: AccountOnShow): TemplateResult {
    const rows = table10(before.account, this.now.account);
    return html`<div>
      ${this.framed(
        words.table10,
        html`<table>
          <caption>
            ${words.table10}
          </caption>
          <thead>
            <tr>
              <th scope="col" class="word">${words.quantity}</th>
              <th scope="col">${words.before}</th>
              <th scope="col">${words.now}</th>
              <th scope="col">${words.change}</th>
            </tr>
          </thead>
          <tbody>
            ${rows.map(({ key, unit, before: was, after, relative }) => {
              const write = unit === '$' ? usd : mwh;
              return html`<tr>
                <th scope="row" class="word">
                  ${words.table10Rows[key]} <span class="unit">${unit}</span>
                </th>
                <td>${write(was)}</td>
                <td>${write(after)}</td>
                <td>${relative === null ? '–' : signed(relative, formatShare(relative))}</td>
              </tr>`;
            })}
          </tbody>
        </table>`,
      )}
      <p class="soft">${words.table10Note}</p>
    </div>`;
  }

  protected override render(): TemplateResult {
    const { pinned: before } = this;
    const { covered } = this.now.account.cost;
    return html`${covered < 1 ? html`<p>${words.covers(formatShare(covered, 0))}</p>` : nothing}
      <div class="tables ${before ? 'pinned' : ''}">
        ${this.energy()}
        <div class="money">${before ? this.table10(before) : nothing} ${this.cost()}</div>
      </div>
      ${before ? nothing : html`<p class="soft">${words.pinNote}</p>`}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-year-accounts': GlYearAccounts;
  }
}
