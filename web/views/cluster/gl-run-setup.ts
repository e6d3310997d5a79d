/**
 * What a run starts from: a story, the number of seats, the rules, a deliberate bug.
 *
 * @fires gl-command
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Bug, ClusterScenario } from '../../scenario/fault.ts';
import { STORIES } from '../../simulation/preset.ts';
import {
  bug as bugWords,
  bugs,
  rules,
  stories as words,
} from '../../strings/en/cluster-control.ts';
import { storyNames } from '../../strings/en/simulation.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import '../grid/gl-number-field.ts';
import type { FieldChange } from '../grid/gl-number-field.ts';
import { sections } from '../section-style.ts';

const SEATS = [3, 5, 7] as const;

@customElement('gl-run-setup')
export class GlRunSetup extends LitElement {
  static override styles = [
    controls,
    sections,
    css`
      .line {
        display: grid;
        gap: 2px;
        margin-block-end: 6px;
      }
      select {
        inline-size: 100%;
      }
      .warned {
        border-inline-start: 3px solid var(--energy);
        padding-inline-start: 8px;
      }
    `,
  ];

  @property({ attribute: false }) cluster!: ClusterScenario;
  @property({ attribute: false }) locked = false;

  #story(): TemplateResult {
    const text = JSON.stringify(this.cluster);
    const told = STORIES.find(({ cluster }) => JSON.stringify(cluster) === text);
    return html`<label class="line">
        <strong>${words.heading}</strong>
        <select
          ?disabled=${this.locked}
          @change=${(event: Event) => {
            const { value } = event.target as HTMLSelectElement;
            if (value !== '') ask(this, { kind: 'run-story', id: value });
          }}
        >
          <option value="" ?selected=${told === undefined}>${words.pick}</option>
          ${STORIES.map(
            ({ id }) =>
              html`<option value=${id} ?selected=${id === told?.id}>
                ${storyNames[id].name}
              </option>`,
          )}
        </select>
      </label>
      ${told ? html`<p class="soft">${storyNames[told.id].why}</p>` : nothing}`;
  }

  #bug(): TemplateResult {
    const names = Object.entries(bugs) as [Bug, string][];
    return html`<label class="line">
        <strong>${bugWords.label}</strong>
        <select
          ?disabled=${this.locked}
          @change=${(event: Event) => {
            const bug = (event.target as HTMLSelectElement).value as Bug;
            ask(this, {
              kind: 'run-setup',
              change: { bug },
              words: bugWords.change(bugs[bug]),
            });
          }}
        >
          ${names.map(
            ([id, name]) =>
              html`<option value=${id} ?selected=${id === this.cluster.bug}>${name}</option>`,
          )}
        </select>
      </label>
      ${this.cluster.bug === 'none' ? nothing : html`<p class="warned">${bugWords.on}</p>`}`;
  }

  #seats(): TemplateResult {
    return html`<fieldset>
      <legend>${rules.seats}</legend>
      <div class="choice">
        ${SEATS.map(
          (seats) =>
            html`<label>
              <input
                type="radio"
                name="seats"
                .checked=${seats === this.cluster.seats}
                ?disabled=${this.locked}
                @change=${() =>
                  ask(this, {
                    kind: 'run-setup',
                    change: { seats },
                    words: rules.seatsChange(seats),
                  })}
              />
              ${seats}
            </label>`,
        )}
      </div>
    </fieldset>`;
  }

  #rule(key: 'preVote' | 'checkQuorum'): TemplateResult {
    const said = key === 'preVote' ? rules.preVoteChange : rules.checkQuorumChange;
    return html`<label class="tick">
      <input
        type="checkbox"
        .checked=${this.cluster[key]}
        ?disabled=${this.locked}
        @change=${(event: Event) => {
          const on = (event.target as HTMLInputElement).checked;
          ask(this, { kind: 'run-setup', change: { [key]: on }, words: said(on) });
        }}
      />
      ${rules[key]}
    </label>`;
  }

  protected override render(): TemplateResult {
    return html`${this.#story()} ${this.#bug()}
      <details>
        <summary>${rules.more}</summary>
        ${this.#seats()} ${this.#rule('preVote')} ${this.#rule('checkQuorum')}
        <gl-number-field
          .label=${rules.workload}
          .unit=${`${rules.unit}, ${rules.never}`}
          .value=${this.cluster.workloadTicks}
          .min=${0}
          .max=${1000}
          .step=${5}
          .whole=${true}
          .disabled=${this.locked}
          @gl-value=${({ detail }: CustomEvent<FieldChange>) =>
            ask(this, {
              kind: 'run-setup',
              change: { workloadTicks: detail.value },
              words: rules.workloadChange(detail.value),
            })}
        ></gl-number-field>
      </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-run-setup': GlRunSetup;
  }
}
