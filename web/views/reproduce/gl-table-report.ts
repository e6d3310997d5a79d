import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { RowReport, TableReport } from '../../reproduce/table.ts';
import { words as all } from '../../strings/en/reproduce.ts';
import { formatNumber } from '../chart/number.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { duration } from '../job/duration.ts';
import { sections } from '../section-style.ts';
import { difference, figure, printed } from './figure.ts';
import { spreadStrip } from './spread-strip.ts';
import { tableReportStyle } from './table-style.ts';
import { type Entry, type Filter, notes, passes, tally, VERDICTS, worstFirst } from './tally.ts';

const words = all.table;
type Notes = ReturnType<typeof notes>;

/** A figure with the words that go with it, or the words alone. */
const value = (
  number: number | null,
  said: string | undefined,
  format: (number: number) => string,
): TemplateResult => {
  if (number === null) return html`<span class="said">${said ?? words.none}</span>`;
  return html`${format(number)}${
    said === undefined ? nothing : html`<span class="said soft">${said}</span>`
  }`;
};

const letter = (place: number): string => String.fromCharCode(96 + place);

/**
 * One table of the study: its verdicts in a line, and every figure beside ours.
 * @fires gl-command
 */
@customElement('gl-table-report')
export class GlTableReport extends LitElement {
  @property({ attribute: false }) entry!: Entry;
  @property({ attribute: false }) filter: Filter = { only: 'all', table: '' };
  @property({ type: Boolean }) busy = false;
  /** Closed until opened by hand, also when it holds a difference. */
  @property({ type: Boolean }) folded = false;
  /** null: open when it holds a difference or stands alone. */
  @state() private openChosen: boolean | null = null;

  static override styles = [controls, sections, tableReportStyle];

  private get open(): boolean {
    if (this.openChosen !== null) return this.openChosen;
    const { summary, report } = this.entry;
    if (report === null) return false;
    const differs = tally(report.rows).differs > 0 && !this.folded;
    return differs || this.filter.table === summary.id;
  }

  override render(): TemplateResult {
    const { summary, report } = this.entry;
    return html`<div class="head">
        <h3>
          <button
            aria-expanded=${this.open ? 'true' : 'false'}
            aria-controls="body"
            @click=${() => {
              this.openChosen = !this.open;
            }}
          >
            ${summary.title}
          </button>
        </h3>
        ${this.#counts(report)}
        <button
          class="framed"
          ?disabled=${this.busy}
          aria-label="${report === null ? all.run.one : all.run.again}: ${summary.title}"
          @click=${() => ask(this, { kind: 'reproduce', tables: [summary.id] })}
        >
          ${report === null ? all.run.one : all.run.again}
        </button>
      </div>
      <div class="body" id="body" ?hidden=${!this.open}>
        <p class="about">${summary.about}</p>
        ${report === null ? html`<p>${words.notRun}</p>` : this.#report(report)}
      </div>`;
  }

  #counts(report: TableReport | null): TemplateResult {
    const { summary } = this.entry;
    if (report === null) {
      const { mark, word } = all.verdict['not run'];
      return html`<ul class="counts">
        <li><span class="mark" aria-hidden="true">${mark}</span> ${word}</li>
        <li class="soft">${words.rows(summary.rowCount)}</li>
        ${summary.stochastic ? html`<li class="soft">${words.stochastic}</li>` : nothing}
      </ul>`;
    }
    const counts = tally(report.rows);
    return html`<ul class="counts">
      ${VERDICTS.filter((verdict) => counts[verdict] > 0).map((verdict) => {
        const { mark, word } = all.verdict[verdict];
        return html`<li class=${verdict === 'differs' ? 'differs' : ''}>
          <span class="mark" aria-hidden="true">${mark}</span>
          ${words.counts({ count: counts[verdict], word: verdict === 'differs' ? all.differ(counts[verdict]) : word })}
        </li>`;
      })}
      <li class="soft">${words.seconds(duration(report.seconds))}</li>
    </ul>`;
  }

  #report(report: TableReport): TemplateResult {
    const rows = worstFirst(report.rows).filter((row) => passes(row, this.filter));
    const reasons = notes(rows.map((row) => row.reason));
    const tolerances = notes(rows.map((row) => row.toleranceWhy));
    return html`${report.problems.map(
        ({ where, found, allowed, remedy }) =>
          html`<p class="error">
            ${[where.kind, where.id, where.field].filter(Boolean).join(' ')}: ${found}; ${allowed}.
            ${remedy}
          </p>`,
      )}
      <div class="scroll" role="region" aria-label=${report.title} tabindex="0">
        <table>
          <thead>
            <tr>
              <th scope="col" class="word">${words.quantity}</th>
              <th scope="col">${words.published}</th>
              <th scope="col">${words.ours}</th>
              <th scope="col">${words.difference}</th>
              <th scope="col">${words.relative}</th>
              <th scope="col">${words.tolerance}</th>
              <th scope="col" class="word">${words.verdict}</th>
              <th scope="col" class="word">${words.finding}</th>
            </tr>
          </thead>
          <tbody>
            ${rows.map((row) => this.#row(row, reasons, tolerances))}
          </tbody>
        </table>
      </div>
      ${rows.some((row) => row.spread) ? html`<p class="soft">${words.legend}</p>` : nothing}
      ${this.#notes(reasons, tolerances)}
      <p class="row foot">
        ${
          report.scenarioLink === ''
            ? nothing
            : html`<button class="framed" @click=${() => this.#openScenario(report)}>
                ${words.open}
              </button>`
        }
        <span class="soft">
          ${report.seeds.length > 0 ? html`${words.seeds(report.seeds.length)} · ` : nothing}
          ${words.hash} <code class="short">${report.resultHash.slice(0, 16)}…</code
          ><code class="full">${report.resultHash}</code>
        </span>
      </p>`;
  }

  #row(row: RowReport, reasons: Notes, tolerances: Notes): TemplateResult {
    const { mark, word } = all.verdict[row.verdict];
    const unit = row.unit === '' ? nothing : html` <span class="unit">${row.unit}</span>`;
    const reason = reasons.numberOf(row.reason);
    const why = tolerances.numberOf(row.toleranceWhy);
    const relative =
      row.relative === null ? words.none : words.percent(formatNumber(row.relative * 100, 2));
    return html`<tr>
      <th scope="row" class="word">${row.quantity}${unit}</th>
      <td>${value(row.published, row.publishedWords, () => printed(row))}</td>
      <td>
        ${value(row.ours, row.oursWords, (ours) => figure(ours, row))}
        ${row.spread ? spreadStrip(row) : nothing}
      </td>
      <td>${row.difference === null ? words.none : difference(row.difference, row)}</td>
      <td>${relative}</td>
      <td>
        ±${formatNumber(row.tolerance)}${why > 0 ? html` <span class="note">[${letter(why)}]</span>` : nothing}
      </td>
      <td class="verdict ${row.verdict === 'differs' ? 'differs' : ''}">
        <span class="mark" aria-hidden="true">${mark}</span> ${word}
      </td>
      <td class="word">
        ${all.finding[row.finding]}${reason > 0 ? html` <span class="note">[${reason}]</span>` : nothing}
      </td>
    </tr>`;
  }

  #notes(reasons: Notes, tolerances: Notes): TemplateResult {
    return html`<div class="notes">
      ${
        reasons.list.length === 0
          ? nothing
          : html`<div>
              <h4>${words.reasons}</h4>
              <ol>
                ${reasons.list.map((reason) => html`<li>${reason}</li>`)}
              </ol>
            </div>`
      }
      ${
        tolerances.list.length === 0
          ? nothing
          : html`<details>
              <summary>${words.tolerances}</summary>
              <ol class="letters">
                ${tolerances.list.map((why) => html`<li>${why}</li>`)}
              </ol>
            </details>`
      }
    </div>`;
  }

  #openScenario(report: TableReport): void {
    const hash = report.scenarioLink.includes('#')
      ? report.scenarioLink.slice(report.scenarioLink.indexOf('#'))
      : report.scenarioLink;
    ask(this, { kind: 'open-link', hash });
    ask(this, { kind: 'view', view: 'grid' });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-table-report': GlTableReport;
  }
}
