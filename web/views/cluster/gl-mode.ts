/**
 * Live tabs or simulation.
 *
 * @fires gl-command
 */
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ClusterShow } from '../../app/cluster-show.ts';
import { view as words } from '../../strings/en/cluster-control.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { sections } from '../section-style.ts';

@customElement('gl-mode')
export class GlMode extends LitElement {
  static override styles = [
    controls,
    sections,
    css`
      .choice {
        gap: 0;
      }
      .choice label {
        padding-inline: 12px;
        border: 1px solid var(--rule-strong);
      }
      .choice label + label {
        border-inline-start: 0;
      }
      .choice label:has(:checked) {
        border-color: var(--select);
        box-shadow: inset 0 -3px var(--select);
        font-weight: var(--weight-strong);
      }
    `,
  ];

  @property({ attribute: false }) mode: ClusterShow['mode'] = 'live';
  @property({ attribute: false }) locked = false;

  protected override render(): TemplateResult {
    return html`<fieldset ?disabled=${this.locked}>
      <legend class="silent">${words.modeLegend}</legend>
      <div class="choice">
        ${(['live', 'simulation'] as const).map(
          (mode) =>
            html`<label>
              <input
                type="radio"
                name="mode"
                value=${mode}
                .checked=${mode === this.mode}
                @change=${() => ask(this, { kind: 'cluster-mode', mode })}
              />
              ${words[mode]}
            </label>`,
        )}
      </div>
    </fieldset>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-mode': GlMode;
  }
}
