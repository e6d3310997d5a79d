/** The thesis's seven steps with the numbers of this meter, and the thesis's own example beside. */
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { busesOf, worstCaseOf } from '../../app/forecast-load.ts';
import { sameQuestion } from '../../app/forecast-question.ts';
import type { ProcedurePart, StudyPart } from '../../app/forecast-show.ts';
import type { Job } from '../../app/snapshot.ts';
import type { Judgement } from '../../forecast/procedure.ts';
import type { GridCase } from '../../grid/case.ts';
import { words as view } from '../../strings/en/forecast.ts';
import { procedure as words } from '../../strings/en/forecast-procedure.ts';
import { hiddenStyle, tableStyle } from '../chart/chart-style.ts';
import '../chart/gl-chart-tools.ts';
import type { Provenance } from '../chart/series.ts';
import { renderTable } from '../chart/table.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { duration } from '../job/duration.ts';
import '../job/gl-job-run.ts';
import { sections } from '../section-style.ts';
import { procedureStyle } from './procedure-style.ts';
import { exampleTable, roundsTable, stepsOf } from './procedure-words.ts';
import { partOf } from './reading.ts';

/** @fires gl-command */
@customElement('gl-forecast-procedure')
export class GlForecastProcedure extends LitElement {
  @property({ attribute: false }) study!: StudyPart;
  @property({ attribute: false }) grid!: GridCase;
  @property({ attribute: false }) job: Job<ProcedurePart> = { state: 'idle' };
  @property({ attribute: false }) trouble = '';
  @property({ attribute: false }) origin!: Omit<Provenance, 'title'>;
  /** The link keeps the loads as they are. */
  @property({ type: Boolean }) locked = false;

  static override styles = [controls, sections, hiddenStyle, tableStyle, procedureStyle];

  protected override render(): TemplateResult {
    const part = this.fresh;
    const rounds = part?.run.rounds ?? [];
    return html`<h3>${words.heading}</h3>
      ${this.trouble === '' ? this.run() : html`<p class="soft">${this.trouble}</p>`}
      <ol class="steps">
        ${stepsOf(part, this.job.state === 'done').map(
          ({ step, said, reached }) =>
            html`<li class=${reached ? 'reached' : ''}>
              <b>${words.steps[step].name}</b>
              <span class="plan">${words.steps[step].plan}</span>
              ${said === '' ? nothing : html`<span class="did">${said}</span>`}
            </li>`,
        )}
      </ol>
      ${this.apply(part)}
      <div class="beside">
        ${rounds.length === 0 ? nothing : this.rounds(rounds)} ${this.example()}
      </div>`;
  }

  /** What was found for the question on show. */
  private get fresh(): ProcedurePart | null {
    const part = partOf(this.job);
    return part && sameQuestion(part.scenario, this.study.scenario) ? part : null;
  }

  private run(): TemplateResult {
    const { job } = this;
    const stale = partOf(job) !== null && this.fresh === null;
    const busy = job.state === 'running' || job.state === 'queued';
    const again = job.state === 'done' && !stale;
    const offer = busy
      ? { label: words.job.cancel, command: { kind: 'forecast-procedure-cancel' } as const }
      : {
          label: again ? words.job.again : words.job.start,
          command: { kind: 'forecast-procedure' } as const,
        };
    return html`<gl-job-run
      .job=${job}
      .words=${words.job}
      .offers=${[offer]}
      .idle=${words.job.idle}
      .done=${job.state === 'done' ? doneOf(job.part, job.elapsedMs) : ''}
      .warning=${stale && !busy ? words.job.stale : ''}
      inline
    ></gl-job-run>`;
  }

  private apply(part: ProcedurePart | null): TemplateResult {
    const worst = part && worstCaseOf(part);
    const accepted = part?.run.rounds.at(-1)?.accepted === true && this.job.state === 'done';
    if (!part || !worst || !accepted) return html`<p class="soft">${words.applyWait}</p>`;
    const others = busesOf(this.grid, part.bus, 'kind').length;
    const kind = view.kinds[part.bus.kind ?? 'none'];
    return html`<div class="row">
        <button
          class="main"
          ?disabled=${this.locked}
          @click=${() => ask(this, { kind: 'forecast-apply', scope: 'bus' })}
        >
          ${words.apply}
        </button>
        ${
          others < 2
            ? nothing
            : html`<button
                class="framed"
                ?disabled=${this.locked}
                @click=${() => ask(this, { kind: 'forecast-apply', scope: 'kind' })}
              >
                ${words.applyKind({ count: others, kind })}
              </button>`
        }
      </div>
      <p class="soft">${words.applyNote}</p>`;
  }

  private rounds(rounds: readonly Judgement[]): TemplateResult {
    return html`<div>
      <div class="head">
        <h4 id="rounds">${words.rounds}</h4>
        <gl-chart-tools
          .heading=${words.rounds}
          .provenance=${{ ...this.origin, title: words.rounds }}
          .table=${() => roundsTable(rounds)}
          .asTable=${null}
        ></gl-chart-tools>
      </div>
      <div class="scroll" role="region" aria-labelledby="rounds" tabindex="0">
        ${renderTable(roundsTable(rounds))}
      </div>
    </div>`;
  }

  private example(): TemplateResult {
    return html`<div>
      <div class="head"><h4 id="example">${words.example.heading}</h4></div>
      <div class="scroll" role="region" aria-labelledby="example" tabindex="0">
        ${renderTable(exampleTable())}
      </div>
      <p class="soft">${words.example.note}</p>
    </div>`;
  }
}

function doneOf({ run }: ProcedurePart, elapsedMs: number): string {
  const accepted = run.rounds.at(-1)?.accepted === true;
  const rounds = run.rounds.length;
  if (rounds === 0) return words.steps['collect-more'].ended;
  const time = duration(elapsedMs / 1000);
  return words.job.done({ rounds, time, accepted });
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-forecast-procedure': GlForecastProcedure;
  }
}
