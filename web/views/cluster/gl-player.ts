/**
 * The player of a simulated run: play, pause, step, scrub over the faults' flags, speed down to
 * one message at a time, and far ahead.
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
import { icon, type IconName } from '../icon.ts';
import '../job/gl-job-run.ts';
import { sections } from '../section-style.ts';

/** Ticks a second, slowest first; 0 = one message at a time. */
const SPEEDS = [0, 1, 2, 4, 10, 20, 40, 100, 200, 1000, 2000] as const;
const FAR_TICKS = [1_000, 10_000] as const;

@customElement('gl-player')
export class GlPlayer extends LitElement {
  static override styles = [
    controls,
    sections,
    css`
      .transport {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 8px;
        align-items: center;
      }
      .at {
        flex: 1 1 auto;
        text-align: end;
        color: var(--ink-soft);
      }
      .play {
        border-color: var(--rule-strong);
      }
      .scrub {
        position: relative;
        padding-block-start: 14px;
      }
      .scrub input,
      .speed input {
        inline-size: 100%;
        min-block-size: 24px;
        margin: 0;
        accent-color: var(--select);
      }
      .flag {
        position: absolute;
        inset-block-start: 0;
        inline-size: 2px;
        block-size: 22px;
        background: var(--breach);
        pointer-events: none;
      }
      .flag::before {
        content: '';
        position: absolute;
        inset-inline-start: 0;
        border: 4px solid transparent;
        border-inline-start: 8px solid var(--breach);
      }
      .speed {
        display: grid;
        grid-template-columns: auto minmax(6em, 1fr);
        gap: 0 12px;
        align-items: center;
      }
      .hash {
        justify-content: start;
        padding-inline: 4px;
      }
      @media (pointer: coarse), (max-width: 719px) {
        .scrub input,
        .speed input {
          min-block-size: var(--target);
        }
      }
      @media (forced-colors: active) {
        .flag {
          forced-color-adjust: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) run!: RunShow;
  /** In few lines, where the picture needs the room. */
  @property({ type: Boolean, reflect: true }) inline = false;
  @state() private said = '';

  #button(name: IconName, label: string, act: () => void, disabled = false): TemplateResult {
    return html`<button
      class=${name === 'play' || name === 'pause' ? 'play' : ''}
      aria-label=${label}
      title=${label}
      ?disabled=${disabled}
      @click=${act}
    >
      ${icon(name)}
    </button>`;
  }

  #transport(): TemplateResult {
    const { playing, show } = this.run;
    const still = show.violation !== null;
    return html`<div class="transport" role="group" aria-label=${words.heading}>
      ${this.#button(
        'reset',
        words.start,
        () => ask(this, { kind: 'run-seek', step: 0 }),
        show.step === 0,
      )}
      ${this.#button(
        'back',
        words.back,
        () => ask(this, { kind: 'run-step', steps: -1 }),
        show.step === 0,
      )}
      ${this.#button(
        playing ? 'pause' : 'play',
        playing ? words.pause : words.play,
        () => ask(this, { kind: playing ? 'run-pause' : 'run-play' }),
        still && !playing,
      )}
      ${this.#button('step', words.step, () => ask(this, { kind: 'run-step', steps: 1 }), still)}
      <span class="at">${this.run.recording === '' ? words.at(show) : words.atMs(show)}</span>
    </div>`;
  }

  #scrub(): TemplateResult {
    const { show, flags } = this.run;
    const width = Math.max(1, show.tickMax);
    const inside = flags.filter(({ at }) => at <= show.tickMax);
    return html`<div class="scrub">
      ${inside.map(
        ({ at, words: said }) =>
          html`<span
            class="flag"
            title=${words.flag({ at, words: said })}
            .style=${`inset-inline-start: calc(8px + ${at / width} * (100% - 16px))`}
          ></span>`,
      )}
      <input
        type="range"
        min="0"
        max=${Math.max(1, show.stepMax)}
        .value=${String(show.step)}
        aria-label=${words.scrub}
        aria-valuetext=${words.spokenStep(show)}
        @input=${(event: Event) =>
          ask(this, { kind: 'run-seek', step: Number((event.target as HTMLInputElement).value) })}
      />
    </div>`;
  }

  #speed(): TemplateResult {
    const { ticksPerSecond } = this.run;
    const at = Math.max(
      0,
      SPEEDS.findLastIndex((each) => each <= ticksPerSecond),
    );
    const said = words.speedWords(ticksPerSecond);
    return html`<label class="speed">
      <span>${words.speed}: <strong>${said}</strong></span>
      <input
        type="range"
        min="0"
        max=${SPEEDS.length - 1}
        .value=${String(at)}
        aria-label=${words.speed}
        aria-valuetext=${said}
        @input=${(event: Event) => {
          const index = Number((event.target as HTMLInputElement).value);
          ask(this, { kind: 'run-speed', ticksPerSecond: SPEEDS[index] ?? 0 });
        }}
      />
    </label>`;
  }

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

  #far(): TemplateResult {
    const { job, show } = this.run;
    const running = job.state === 'running' || job.state === 'queued';
    const far = this.run.recording === '' ? FAR_TICKS : [];
    return html`<div class="row" role="group" aria-label=${words.runs}>
        ${far.map(
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
      ${
        running || job.state === 'stopped'
          ? html`<gl-job-run
              inline
              .job=${job}
              .words=${{
                heading: words.jobHeading,
                progress: words.jobProgress,
                stopped: words.jobStopped,
                spoken: words.jobSpoken,
              }}
              .offers=${
                running ? [{ label: words.cancel, command: { kind: 'run-cancel' as const } }] : []
              }
            ></gl-job-run>`
          : nothing
      }`;
  }

  protected override render(): TemplateResult {
    const { recording } = this.run;
    return html`<h3 class="silent">${words.heading}</h3>
      ${
        recording === ''
          ? nothing
          : html`<p>
              ${words.recording(recording)}
              <button class="framed" @click=${() => ask(this, { kind: 'run-scenario' })}>
                ${words.toScenario}
              </button>
            </p>`
      }
      ${this.#transport()} ${this.#scrub()} ${this.#speed()} ${this.inline ? nothing : this.#far()}
      <span class="silent" role="status">${this.said}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-player': GlPlayer;
  }
}
