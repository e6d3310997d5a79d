/**
 * Loads from one's own meter: a CSV in, whose loads they are, and back to the generated ones.
 *
 * @fires gl-command
 */
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { GridCase } from '../../grid/case.ts';
import { withOwnProfile } from '../../scenario/edit.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { OwnProfile } from '../../scenario/year.ts';
import { assumptions } from '../../strings/en/year-assumption.ts';
import { meter as words } from '../../strings/en/year-assumption.ts';
import { formatBare, formatNumber } from '../../units.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { readFile } from '../frame/read-file.ts';
import { sections } from '../section-style.ts';

@customElement('gl-own-meter')
export class GlOwnMeter extends LitElement {
  static override readonly styles = [
    controls,
    sections,
    css`
      input[type='file'] {
        max-inline-size: 100%;
        padding-block: 4px;
      }
      .row {
        margin-block: 6px;
      }
    `,
  ];

  @property({ attribute: false }) scenario!: Scenario;
  @property({ attribute: false }) grid!: GridCase;
  @property({ attribute: false }) locked: readonly string[] = [];
  /** −1 = the columns say whose it is. */
  @state() private bus = -1;
  @state() private refused = '';

  private async open(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    // The same file must be able to come again, mended.
    input.value = '';
    if (!file) return;
    const read = await readFile(file);
    this.refused = read.ok ? '' : read.words;
    if (!read.ok || read.command.kind !== 'import') return;
    const { name, text } = read.command;
    const bus = this.bus < 0 ? {} : { bus: this.bus };
    ask(this, { kind: 'year-import', name, text, ...bus });
  }

  private loads({ name, stepMinutes, buses }: OwnProfile): TemplateResult {
    const step = assumptions.steps[stepMinutes].toLowerCase();
    return html`<table>
        <caption>
          ${words.shown({ name, step })}
        </caption>
        <thead>
          <tr>
            <th scope="col">${words.busColumn}</th>
            <th scope="col">${words.energy} <span class="unit">MWh</span></th>
            <th scope="col">${words.peak} <span class="unit">kW</span></th>
          </tr>
        </thead>
        <tbody>
          ${buses.map(({ bus, kw }) => {
            const kwh = kw.reduce((sum, each) => sum + each, 0) * (stepMinutes / 60);
            const peakKw = kw.reduce((most, each) => Math.max(most, each), 0);
            return html`<tr>
              <th scope="row">${bus}</th>
              <td>${formatNumber(kwh / 1000, 1)}</td>
              <td>${formatBare('loadKw', peakKw)}</td>
            </tr>`;
          })}
        </tbody>
      </table>
      <p>
        <button
          class="framed"
          @click=${() =>
            ask(this, {
              kind: 'change',
              scenario: withOwnProfile(this.scenario, undefined),
              words: words.removed,
            })}
        >
          ${words.remove}
        </button>
      </p>`;
  }

  protected override render(): TemplateResult {
    const { scenario, grid, locked, refused } = this;
    if (locked.includes('loads')) return html`<p class="soft">${words.locked}</p>`;
    return html`<p>${words.lead}</p>
      <div class="row">
        <label
          >${words.bus}
          <select
            @change=${(event: Event) => {
              this.bus = Number((event.target as HTMLSelectElement).value);
            }}
          >
            <option value="-1" ?selected=${this.bus < 0}>${words.byColumn}</option>
            ${grid.buses
              .filter(({ kind }) => kind !== 'slack')
              .map(
                ({ id }) =>
                  html`<option value=${id} ?selected=${this.bus === id}>
                    ${words.busName(id)}
                  </option>`,
              )}
          </select></label
        >
        <label
          ><span class="silent">${words.file}</span>
          <input
            type="file"
            accept=".csv,.txt,text/csv,text/plain"
            @change=${(event: Event) => this.open(event.target as HTMLInputElement)}
        /></label>
      </div>
      ${refused === '' ? nothing : html`<p class="error" role="alert">${refused}</p>`}
      ${scenario.ownProfile ? this.loads(scenario.ownProfile) : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-own-meter': GlOwnMeter;
  }
}
