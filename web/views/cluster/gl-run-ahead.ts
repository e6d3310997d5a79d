/**
 * What a run offers beside its player: far ahead in one go, its hash, and the way back from a
 * recording.
 *
 * @fires gl-command
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { RunShow } from '../../app/cluster-show.ts';
import { player as words } from '../../strings/en/cluster-control.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { copyText } from '../copy.ts';
import { icon } from '../icon.ts';
import '../job/gl-job-run.ts';
import { sections } from '../section-style.ts';

const FAR_TICKS = [1_000, 10_000] as const;

@customElement('gl-run-ahead')
export class GlRunAhead extends LitElement {
  static override styles = [
    controls,
    sections,
    css`
      .hash-button {
        justify-content: start;
        padding-inline: 4px;
      }
    `,
  ];

  @property({ attribute: false }) run!: RunShow;
  @state() private said = '';

  #hash(): TemplateResult {
    const { runHash } = this.run.show;
    const label = words.hashLong(runHash);
    return html`<button
      class="hash-button"
      title=${words.hashNote}
      aria-label=${label}
      @click=${() => this.#copy(runHash)}
    >
      <span class="soft">${words.hash}</span> <span class="hash">${runHash}</span>
      ${icon(this.said === words.copied ? 'check' : 'copy')}
    </button>`;
  }

  async #copy(text: string): Promise<void> {
    this.said = (await copyText(text)) ? words.copied : words.copyFailed;
  }

  #job(running: boolean): TemplateResult {
    return html`<gl-job-run
      inline
      .job=${this.run.job}
      .words=${{
        heading: words.jobHeading,
        progress: words.jobProgress,
        stopped: words.jobStopped,
        spoken: words.jobSpoken,
      }}
      .offers=${running ? [{ label: words.cancel, command: { kind: 'run-cancel' as const } }] : []}
    ></gl-job-run>`;
  }

  #recording(): TemplateResult | typeof nothing {
    const { recording } = this.run;
    if (recording === '') return nothing;
    return html`<p>
      ${words.recording(recording)}
      <button class="framed" @click=${() => ask(this, { kind: 'run-scenario' })}>
        ${words.toScenario}
      </button>
    </p>`;
  }

  protected override render(): TemplateResult {
    const { job, show, recording } = this.run;
    const running = job.state === 'running' || job.state === 'queued';
    return html`${this.#recording()}
      <div class="row" role="group" aria-label=${words.runs}>
        ${(recording === '' ? FAR_TICKS : []).map(
          (ticks) =>
            html`<button
              class="framed"
              ?disabled=${running || show.violation !== null}
              @click=${() => ask(this, { kind: 'run-ticks', ticks })}
            >
              ${words.run(ticks)}
            </button>`,
        )}
        ${this.#hash()}
      </div>
      ${running || job.state === 'stopped' ? this.#job(running) : nothing}
      <span class="silent" role="status">${this.said}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-run-ahead': GlRunAhead;
  }
}
