/**
 * How fast a simulated run is shown, down to one message at a time.
 *
 * @fires gl-command
 */
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { player as words } from '../../strings/en/cluster-control.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';

/** Ticks a second, slowest first; 0 = one message at a time. */
const SPEEDS = [0, 1, 2, 4, 10, 20, 40, 100, 200, 1000, 2000] as const;

@customElement('gl-run-speed')
export class GlRunSpeed extends LitElement {
  static override styles = controls;

  @property({ attribute: false }) ticksPerSecond = 0;

  protected override render(): TemplateResult {
    const { ticksPerSecond } = this;
    const speeds = [...new Set([...SPEEDS, ticksPerSecond])].sort((a, b) => a - b);
    return html`<label>
      <span class="silent">${words.speed}</span>
      <select
        @change=${(event: Event) => {
          const chosen = Number((event.target as HTMLSelectElement).value);
          ask(this, { kind: 'run-speed', ticksPerSecond: chosen });
        }}
      >
        ${speeds.map(
          (speed) =>
            html`<option value=${speed} ?selected=${speed === ticksPerSecond}>
              ${words.speedWords(speed)}
            </option>`,
        )}
      </select>
    </label>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-run-speed': GlRunSpeed;
  }
}
