/** Every method on the last days of the history, the simple ones at once, Prophet when asked. */
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sameQuestion } from '../../app/forecast-question.ts';
import type { ComparePart } from '../../app/forecast-show.ts';
import type { Job } from '../../app/snapshot.ts';
import { words as all } from '../../strings/en/forecast.ts';
import { sun } from '../../strings/en/forecast-sun.ts';
import { hiddenStyle, tableStyle } from '../chart/chart-style.ts';
import '../chart/gl-chart-tools.ts';
import type { Provenance } from '../chart/series.ts';
import { renderTable } from '../chart/table.ts';
import { controls } from '../controls.ts';
import { duration } from '../job/duration.ts';
import '../job/gl-job-run.ts';
import { sections } from '../section-style.ts';
import { daysOf, errorTable, finding } from './error-table.ts';
import { partOf, type Reading } from './reading.ts';
import { service } from './subject.ts';

/** @fires gl-command */
@customElement('gl-forecast-errors')
export class GlForecastErrors extends LitElement {
  @property({ attribute: false }) reading!: Reading;
  @property({ attribute: false }) job: Job<ComparePart> = { state: 'idle' };
  @property({ attribute: false }) trouble = '';
  @property({ attribute: false }) origin!: Omit<Provenance, 'title'>;

  static override styles = [
    controls,
    sections,
    hiddenStyle,
    tableStyle,
    css`
      .head {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        align-items: center;
      }
      .scroll {
        margin-block: 4px 8px;
      }
      @media print {
        :host {
          display: block;
        }
      }
    `,
  ];

  protected override render(): TemplateResult {
    const words = all.errors;
    const days = daysOf(this.reading);
    if (days === 0) {
      return html`<h3>${words.heading}</h3>
        <p>${words.none}</p>`;
    }
    const table = errorTable(this.reading);
    return html`<div class="head">
        <h3 id="heading">${words.heading}</h3>
        <gl-chart-tools
          .heading=${words.heading}
          .provenance=${{ ...this.origin, title: words.heading }}
          .table=${() => errorTable(this.reading)}
          .asTable=${null}
        ></gl-chart-tools>
      </div>
      <p>${finding(this.reading)}</p>
      ${this.reading.study.sun ? html`<p class="soft">${sun.night} ${service()}</p>` : nothing}
      <div class="scroll" role="region" aria-labelledby="heading" tabindex="0">
        ${renderTable(table)}
      </div>
      ${this.trouble === '' ? this.run(days) : html`<p class="soft">${this.trouble}</p>`}`;
  }

  private run(days: number): TemplateResult {
    const { job, reading } = this;
    const words = all.compare;
    const part = partOf(job);
    const stale = part !== null && !sameQuestion(part.scenario, reading.study.scenario);
    const busy = job.state === 'running' || job.state === 'queued';
    const fresh = job.state === 'done' && !stale;
    const label = fresh ? words.again : words.start(days);
    return html`<gl-job-run
      .job=${job}
      .words=${words}
      .offers=${[
        busy
          ? { label: words.cancel, command: { kind: 'forecast-compare-cancel' } as const }
          : { label, command: { kind: 'forecast-compare' } as const },
      ]}
      .idle=${words.idle}
      .done=${job.state === 'done' ? words.done(duration(job.elapsedMs / 1000)) : ''}
      .warning=${stale && !busy ? words.stale : ''}
      inline
    ></gl-job-run>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-forecast-errors': GlForecastErrors;
  }
}
