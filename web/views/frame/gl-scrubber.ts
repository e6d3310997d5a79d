import { LitElement, css, html, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { World } from '../../app/snapshot.ts';
import { MINUTES_PER_SLOT, SLOTS_PER_DAY, hasClock } from '../../scenario/scenario.ts';
import { time } from '../../strings/en/frame.ts';
import { clockOf, dateOf } from '../clock.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { dayStrip, type DayStrip } from './day-strip.ts';

const LAST_SLOT = SLOTS_PER_DAY - 1;

/**
 * The 96 slots of the day as one slider over a strip of sun, load and breached limits.
 *
 * @fires gl-command
 */
@customElement('gl-scrubber')
export class GlScrubber extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        position: relative;
        display: block;
        min-inline-size: 80px;
        block-size: 44px;
      }
      svg {
        position: absolute;
        inset-block: 2px;
        inset-inline: 7px;
        inline-size: calc(100% - 14px);
        block-size: calc(100% - 4px);
        overflow: visible;
      }
      :host(:dir(rtl)) svg {
        transform: scaleX(-1);
      }
      path {
        vector-effect: non-scaling-stroke;
        fill: none;
      }
      .axis {
        stroke: var(--rule-strong);
        stroke-width: 1;
      }
      .sun {
        fill: var(--energy-fill);
        fill-opacity: 0.55;
        stroke: var(--energy);
        stroke-width: 1;
      }
      .load {
        stroke: var(--load);
        stroke-width: 1.75;
        stroke-dasharray: 5 2;
      }
      .tag {
        position: absolute;
        color: var(--ink-soft);
        font-size: var(--small);
        line-height: 1;
        pointer-events: none;
      }
      .sun-tag {
        inset-block-end: 5px;
        inset-inline-start: 40%;
      }
      .load-tag {
        inset-block-start: 8px;
        inset-inline-start: 8px;
        background: var(--ground);
      }
      :host([small]) .tag {
        display: none;
      }
      .breach {
        stroke: var(--breach);
        stroke-width: 5;
      }
      input {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
        margin: 0;
        background: none;
        appearance: none;
        cursor: ew-resize;
      }
      input:disabled {
        cursor: default;
        opacity: 0.4;
      }
      input::-webkit-slider-runnable-track {
        block-size: 100%;
        background: none;
      }
      input::-moz-range-track {
        block-size: 100%;
        background: none;
      }
      input::-webkit-slider-thumb {
        appearance: none;
        inline-size: 14px;
        block-size: 100%;
        border: 5.5px solid transparent;
        border-block-width: 0;
        border-radius: 0;
        background: var(--select) padding-box;
      }
      input::-moz-range-thumb {
        inline-size: 3px;
        block-size: 100%;
        border: 5.5px solid transparent;
        border-block-width: 0;
        border-radius: 0;
        background: var(--select) padding-box;
      }
      @media (forced-colors: active) {
        input {
          forced-color-adjust: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) world!: World;
  @property({ type: Boolean }) locked = false;
  /** Without the words inside, where there is no room. */
  @property({ type: Boolean, reflect: true }) small = false;

  protected override render(): TemplateResult {
    const { minute, day, moment } = this.world.scenario;
    const strip = dayStrip(this.world);
    return html`
      <svg viewBox="0 0 ${LAST_SLOT} 100" preserveAspectRatio="none" aria-hidden="true">
        <path class="axis" d="M0 96H${LAST_SLOT}M0 96v-8M24 96v-8M48 96v-8M72 96v-8M95 96v-8" />
        ${strip ? this.paths(strip) : nothing}
      </svg>
      <span class="tag sun-tag" aria-hidden="true">${time.stripSun}</span>
      <span class="tag load-tag" aria-hidden="true">${time.stripLoad}</span>
      <input
        type="range"
        min="0"
        max=${LAST_SLOT}
        step="1"
        .value=${String(minute / MINUTES_PER_SLOT)}
        ?disabled=${!hasClock(moment) || this.locked}
        aria-label=${time.slider}
        aria-valuetext=${time.slot(clockOf(minute), dateOf(day))}
        title=${strip ? time.stripTitle(strip.breachedSlots) : time.slider}
        @input=${this.seek}
        @keydown=${this.hourKeys}
      />
    `;
  }

  private paths({ sunPath, loadPath, breachPath }: DayStrip): TemplateResult<2> {
    return svg`<path class="sun" d=${sunPath} /><path class="load" d=${loadPath} />
      <path class="breach" d=${breachPath} />`;
  }

  private seek(event: Event): void {
    const slot = Number((event.target as HTMLInputElement).value);
    ask(this, { kind: 'seek', minute: slot * MINUTES_PER_SLOT });
  }

  /** A page is an hour; the browser's own tenth of the day is no number anyone thinks in. */
  private hourKeys(event: KeyboardEvent): void {
    const hours = event.key === 'PageUp' ? 1 : event.key === 'PageDown' ? -1 : 0;
    if (hours === 0) return;
    event.preventDefault();
    const minute = this.world.scenario.minute + hours * 60;
    ask(this, {
      kind: 'seek',
      minute: Math.min(LAST_SLOT * MINUTES_PER_SLOT, Math.max(0, minute)),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-scrubber': GlScrubber;
  }
}
