/**
 * The Reproduce view: what of the study holds, every printed figure beside ours, and a report to
 * attach. It renders the session's snapshot and passes on what its parts ask for.
 */
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Session } from '../app/session.ts';
import type { Snapshot } from '../app/snapshot.ts';
import type { TableReport } from '../reproduce/table.ts';
import { words } from '../strings/en/reproduce.ts';
import { controls } from './controls.ts';
import { bigNumber, page, pageStyle } from './page.ts';
import './reproduce/gl-claims.ts';
import './reproduce/gl-report.ts';
import './reproduce/gl-table-report.ts';
import { reproduceRun } from './reproduce/reproduce-run.ts';
import { type Entry, entries, type Filter, filtered, passes } from './reproduce/tally.ts';
import { number, summary, why } from './reproduce/why.ts';
import { sections } from './section-style.ts';
import { SessionController } from './session-controller.ts';

const NO_REPORTS: readonly TableReport[] = [];

const reportsOf = ({ reproduce }: Snapshot): readonly TableReport[] =>
  'part' in reproduce ? (reproduce.part?.reports ?? NO_REPORTS) : NO_REPORTS;

@customElement('gl-reproduce')
export class GlReproduce extends LitElement {
  @property({ attribute: false }) session!: Session;
  @state() private filter: Filter = { only: 'all', table: '' };

  // Paper shows everything, whatever the screen is filtered to.
  private readonly beforePrint = (): void => {
    this.onScreen = this.filter;
    this.filter = { only: 'all', table: '' };
  };
  private readonly afterPrint = (): void => {
    this.filter = this.onScreen;
  };
  private onScreen: Filter = this.filter;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('beforeprint', this.beforePrint);
    addEventListener('afterprint', this.afterPrint);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('beforeprint', this.beforePrint);
    removeEventListener('afterprint', this.afterPrint);
  }

  static override styles = [
    controls,
    sections,
    pageStyle,
    css`
      .top {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 24em);
        gap: 20px 48px;
        margin-block: 14px 22px;
        align-items: start;
      }
      .side {
        display: grid;
        gap: 20px;
      }
      @container (max-width: 56em) {
        .top {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      .projector gl-claims {
        margin-block: 8px 12px;
      }
      .filters {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 24px;
        align-items: center;
        margin-block-end: 8px;
      }
      .filters label {
        min-inline-size: 0;
        max-inline-size: 100%;
      }
      .filters fieldset {
        display: flex;
        gap: 14px;
        align-items: center;
      }
      .filters legend {
        float: inline-start;
      }
      @media print {
        :host {
          padding: 0;
          container-type: normal;
        }
        .filters,
        .summary {
          display: none;
        }
        .top {
          display: block;
        }
      }
    `,
  ];

  constructor() {
    super();
    new SessionController(this);
  }

  override render(): TemplateResult {
    const { snapshot } = this.session;
    const reports = reportsOf(snapshot);
    const all = entries(snapshot.tables, reports);
    const { state: job } = snapshot.reproduce;
    const busy = job === 'running' || job === 'queued';
    const ready = snapshot.engine.state === 'ready';
    const { projector } = snapshot;
    const claims = html`<gl-claims .reports=${reports}></gl-claims>`;
    const run = reproduceRun({
      job: snapshot.reproduce,
      tables: snapshot.tables,
      ready,
      inline: projector,
    });
    const report = html`<gl-report
      .tables=${snapshot.tables}
      .reports=${reports}
      .kernelSha256=${snapshot.kernelSha256 ?? ''}
      .link=${snapshot.link}
    ></gl-report>`;
    const top = projector
      ? html`${bigNumber(...number(snapshot.tables, reports))} ${run} ${claims}
          <details>
            <summary>${words.report.heading}</summary>
            ${report}
          </details>`
      : html`<div class="top">
          ${claims}
          <div class="side">${run} ${report}</div>
        </div>`;
    return page({
      session: this.session,
      title: words.title,
      summary: summary(snapshot.tables, reports),
      why: { label: words.why.label, sentence: why(reports) },
      content: html`${top} ${this.#filters(all)}
      ${this.#tables(filtered(all, this.filter), busy || !ready)}`,
    });
  }

  #filters(all: readonly Entry[]): TemplateResult {
    const rows = all.flatMap(({ report }) => report?.rows ?? []);
    const shown = filtered(all, this.filter)
      .flatMap(({ report }) => report?.rows ?? [])
      .filter((row) => passes(row, this.filter)).length;
    const option = (only: Filter['only'], label: string): TemplateResult =>
      html`<label>
        <input
          type="radio"
          name="only"
          value=${only}
          .checked=${this.filter.only === only}
          @change=${() => {
            this.filter = { ...this.filter, only };
          }}
        />${label}
      </label>`;
    return html`<div class="filters">
      <fieldset class="choice">
        <legend>${words.filter.heading}</legend>
        ${option('all', words.filter.all)} ${option('differs', words.filter.differs)}
      </fieldset>
      <label
        >${words.filter.table}
        <select
          @change=${(event: Event) => {
            this.filter = { ...this.filter, table: (event.target as HTMLSelectElement).value };
          }}
        >
          <option value="" ?selected=${this.filter.table === ''}>${words.filter.allTables}</option>
          ${this.session.snapshot.tables.map(
            ({ id, title }) =>
              html`<option value=${id} ?selected=${this.filter.table === id}>${title}</option>`,
          )}
        </select></label
      >
      ${
        rows.length === 0
          ? nothing
          : html`<span class="soft" role="status"
              >${words.filter.count({ shown, all: rows.length })}</span
            >`
      }
    </div>`;
  }

  #tables(shown: readonly Entry[], busy: boolean): TemplateResult {
    if (shown.length === 0) return html`<p>${words.filter.nothing}</p>`;
    return html`${repeat(
      shown,
      ({ summary: { id } }) => id,
      (entry) =>
        html`<gl-table-report
          .entry=${entry}
          .filter=${this.filter}
          .busy=${busy}
          .folded=${this.session.snapshot.projector}
        ></gl-table-report>`,
    )}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-reproduce': GlReproduce;
  }
}
