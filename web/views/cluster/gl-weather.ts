/**
 * Delay, loss and order of all links: of the live network as it is, of the simulated one from the
 * tick shown.
 *
 * @fires gl-command
 */
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FaultNow } from '../../app/cluster-command.ts';
import type { Network } from '../../cluster/live.ts';
import type { Fault } from '../../scenario/fault.ts';
import { faults as words } from '../../strings/en/cluster-fault.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import '../grid/gl-number-field.ts';
import type { FieldChange } from '../grid/gl-number-field.ts';
import { networkNow } from './network-now.ts';

interface Field {
  readonly label: string;
  readonly value: number;
  readonly change: (value: number) => void;
}

/** Units with their most, their step and the end of their slider. */
const RANGES = {
  [words.ticks]: { max: 1000, step: 1, slideTo: 30 },
  [words.percent]: { max: 100, step: 5, slideTo: 100 },
  [words.ms]: { max: 2000, step: 10, slideTo: 500 },
} as const;

@customElement('gl-weather')
export class GlWeather extends LitElement {
  static override styles = [
    controls,
    css`
      .fields {
        display: grid;
        gap: 4px;
        margin-block: 6px;
      }
    `,
  ];

  @property({ attribute: false }) faults: readonly Fault[] = [];
  @property({ attribute: false }) faultTick = 0;
  /** Of the live cluster; null in the simulation. */
  @property({ attribute: false }) network: Network | null = null;
  @property({ attribute: false }) locked = false;

  #field(unit: keyof typeof RANGES, { label, value, change }: Field): TemplateResult {
    const { max, step, slideTo } = RANGES[unit];
    return html`<gl-number-field
      .label=${label}
      .unit=${unit}
      .value=${value}
      .min=${unit === words.ticks ? 1 : 0}
      .max=${max}
      .step=${step}
      .whole=${true}
      .slideTo=${slideTo}
      .disabled=${this.locked}
      @gl-value=${({ detail }: CustomEvent<FieldChange>) => change(detail.value)}
    ></gl-number-field>`;
  }

  #live({ delayMs, lossPercent, duplicatePercent }: Network): TemplateResult {
    const change = (part: Partial<Network>): void =>
      ask(this, { kind: 'live-network', change: part });
    return html`<div class="fields">
      ${this.#field(words.ms, {
        label: words.delay,
        value: delayMs,
        change: (value) => change({ delayMs: value }),
      })}
      ${this.#field(words.percent, {
        label: words.loss,
        value: lossPercent,
        change: (value) => change({ lossPercent: value }),
      })}
      ${this.#field(words.percent, {
        label: words.duplicate,
        value: duplicatePercent,
        change: (value) => change({ duplicatePercent: value }),
      })}
    </div>`;
  }

  #simulated(): TemplateResult {
    const now = networkNow(this.faults, this.faultTick);
    const [min, max] = now.delay;
    const fault = (wish: FaultNow): void => ask(this, { kind: 'run-fault', fault: wish });
    return html`<div class="fields">
        ${this.#field(words.ticks, {
          label: words.delayMin,
          value: min,
          change: (value) =>
            fault({ kind: 'delay', minTicks: value, maxTicks: Math.max(value, max) }),
        })}
        ${this.#field(words.ticks, {
          label: words.delayMax,
          value: max,
          change: (value) =>
            fault({ kind: 'delay', minTicks: Math.min(min, value), maxTicks: value }),
        })}
        ${this.#field(words.percent, {
          label: words.loss,
          value: now.lossPercent,
          change: (percent) => fault({ kind: 'loss', percent }),
        })}
        ${this.#field(words.percent, {
          label: words.duplicate,
          value: now.duplicatePercent,
          change: (percent) => fault({ kind: 'duplicate', percent }),
        })}
      </div>
      <label class="tick">
        <input
          type="checkbox"
          .checked=${now.reorder}
          ?disabled=${this.locked}
          @change=${(event: Event) =>
            fault({ kind: 'reorder', on: (event.target as HTMLInputElement).checked })}
        />
        ${words.reorder}
      </label>`;
  }

  protected override render(): TemplateResult {
    return this.network ? this.#live(this.network) : this.#simulated();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-weather': GlWeather;
  }
}
