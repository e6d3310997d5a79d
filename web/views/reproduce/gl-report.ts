import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { reportJson, reportMarkdown } from '../../reproduce/report.ts';
import type { TableReport, TableSummary } from '../../reproduce/table.ts';
import { words as all } from '../../strings/en/reproduce.ts';
import { controls } from '../controls.ts';
import { saveText } from '../copy.ts';
import { sections } from '../section-style.ts';
import { type Machine, machine } from './provenance.ts';
import { complete } from './tally.ts';

const words = all.report;

/** The report as files and on paper, and what computed it. */
@customElement('gl-report')
export class GlReport extends LitElement {
  @property({ attribute: false }) tables: readonly TableSummary[] = [];
  @property({ attribute: false }) reports: readonly TableReport[] = [];
  @property() kernelSha256 = '';
  @property() link = '';
  @state() private said = '';

  static override styles = [
    controls,
    sections,
    css`
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 2px 12px;
        margin: 6px 0 0;
      }
      dt {
        color: var(--ink-soft);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
      @media print {
        :host {
          display: block;
        }
        .row,
        .lead,
        .heading {
          display: none;
        }
        summary::before {
          content: none !important;
        }
        details::details-content {
          content-visibility: visible;
          block-size: auto;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const empty = this.reports.length === 0;
    return html`<h3 class="heading">${words.heading}</h3>
      <p class="lead">${words.lead}</p>
      <div class="row">
        <button
          class="framed"
          data-format="json"
          ?disabled=${empty}
          @click=${() =>
            this.#save('gridledger-report.json', this.#written(reportJson), 'application/json')}
        >
          ${words.json}
        </button>
        <button
          class="framed"
          data-format="markdown"
          ?disabled=${empty}
          @click=${() =>
            this.#save('gridledger-report.md', this.#written(reportMarkdown), 'text/markdown')}
        >
          ${words.markdown}
        </button>
        <button class="framed" data-format="print" ?disabled=${empty} @click=${() => print()}>
          ${words.print}
        </button>
      </div>
      <p class="soft lead" role="status">
        ${this.said}
        ${empty ? '' : words.partial({ tables: this.reports.length, all: this.tables.length })}
      </p>
      <details>
        <summary>${words.provenance}</summary>
        ${this.#facts(this.#machine())}
      </details>`;
  }

  #machine(): Machine {
    return machine({ kernelSha256: this.kernelSha256, link: this.link, now: new Date() });
  }

  #written(write: typeof reportJson): string {
    const at = this.#machine();
    const browser = at.system === '' ? at.browser : `${at.browser}, ${at.system}`;
    return write(complete(this.tables, this.reports), { ...at, browser });
  }

  #save(name: string, text: string, type: string): void {
    saveText(name, text, type);
    this.said = words.saved(name);
  }

  #facts(at: Machine): TemplateResult {
    const facts: readonly (readonly [string, string])[] = [
      [words.version, at.version],
      [words.commit, at.commit],
      [words.kernel, at.kernelSha256 === '' ? words.pending : at.kernelSha256],
      [words.browser, at.browser],
      [words.system, at.system],
      [words.cores, at.cores === 0 ? all.table.none : String(at.cores)],
      [words.date, at.date],
      [words.link, at.link],
    ];
    return html`<dl>
      ${facts.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-report': GlReport;
  }
}
