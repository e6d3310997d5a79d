/**
 * The player of a simulated run: play, pause, step and scrub over the faults' flags. It stands in
 * the frame's bar, where other views have the day; its parts are laid out there as the bar's own.
 *
 * @fires gl-command
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RunShow } from '../../app/cluster-show.ts';
import { player as words } from '../../strings/en/cluster-control.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { icon, type IconName } from '../icon.ts';

@customElement('gl-player')
export class GlPlayer extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: contents;
      }
      .transport {
        display: inline-flex;
        align-items: center;
        gap: 2px;
      }
      .transport button {
        padding: 0;
      }
      .play {
        border-color: var(--rule-strong);
        border-radius: 999px;
      }
      .at {
        white-space: nowrap;
        font-variant-numeric: tabular-nums;
      }
      /* Room for the numbers to come, so that the slider keeps its place. */
      .tick {
        display: inline-block;
        min-inline-size: 6.5em;
        font-size: var(--size-m);
        font-weight: var(--weight-strong);
      }
      .steps {
        display: inline-block;
        min-inline-size: 11em;
      }
      .scrub {
        position: relative;
        flex: 1 1 140px;
        min-inline-size: 80px;
        block-size: 44px;
      }
      .scrub input {
        inline-size: 100%;
        block-size: 100%;
        margin: 0;
        accent-color: var(--select);
      }
      .flag {
        position: absolute;
        inset-block: 0 50%;
        inline-size: 2px;
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
      :host([width='narrow']) .transport {
        order: 1;
      }
      @media (forced-colors: active) {
        .flag {
          forced-color-adjust: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) run!: RunShow;
  /** The room the bar has. */
  @property({ reflect: true }) width: 'wide' | 'middle' | 'narrow' = 'wide';

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
    </div>`;
  }

  #at(): TemplateResult {
    const { show, recording } = this.run;
    const at = recording === '' ? words.at(show.tick) : words.atMs(show.tick);
    return html`<span class="at">
      <span class="tick">${at}</span>
      ${this.width === 'wide' ? html`<span class="steps soft">${words.steps(show)}</span>` : nothing}
    </span>`;
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

  protected override render(): TemplateResult {
    return html`${this.#transport()} ${this.#at()} ${this.#scrub()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-player': GlPlayer;
  }
}
