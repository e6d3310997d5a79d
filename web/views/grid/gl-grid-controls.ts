/**
 * The control card: moment, scales, place, power factor, base power. Every change is undoable.
 *
 * @fires gl-command
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { World } from '../../app/snapshot.ts';
import { BOUNDS, type TopKey } from '../../scenario/bounds.ts';
import { withBaseKva, withMoment, withReactiveLimits, withValue } from '../../scenario/edit.ts';
import type { Moment, Scenario } from '../../scenario/scenario.ts';
import { edits } from '../../strings/en/grid-card.ts';
import { controls as words } from '../../strings/en/grid-view.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { sections } from '../section-style.ts';
import { cardStyle } from './card-style.ts';
import './gl-number-field.ts';
import type { FieldChange } from './gl-number-field.ts';

const MOMENTS: readonly Moment[] = ['day', 'year', 'noon', 'evening'];
const SLIDE_TO: Partial<Record<TopKey, number>> = { loadScale: 3, sunScale: 3 };

@customElement('gl-grid-controls')
export class GlGridControls extends LitElement {
  static override readonly styles = [
    controls,
    sections,
    cardStyle,
    css`
      fieldset {
        margin-block-end: 6px;
      }
      details .fields {
        padding-block-end: 8px;
      }
    `,
  ];

  @property({ attribute: false }) world!: World;
  @property({ attribute: false }) locked: readonly string[] = [];

  private change(scenario: Scenario, said: string, gesture?: string): void {
    ask(this, {
      kind: 'change',
      scenario,
      words: said,
      ...(gesture === undefined ? {} : { gesture }),
    });
  }

  private field(key: TopKey, label: string, lockedBy: string): TemplateResult {
    const { scenario, grid } = this.world;
    const bounds = BOUNDS[key];
    const value = key === 'baseKva' ? grid.baseKva : scenario[key];
    return html`<gl-number-field
      data-key=${key}
      .label=${label}
      .unit=${bounds.unit}
      .value=${value}
      .min=${bounds.min}
      .max=${bounds.max}
      .step=${bounds.step}
      .digits=${3}
      .whole=${bounds.whole ?? false}
      .slideTo=${SLIDE_TO[key] ?? 0}
      .disabled=${this.locked.includes(lockedBy)}
      @gl-value=${({ detail }: CustomEvent<FieldChange>) =>
        this.change(
          withValue(scenario, key, detail.value),
          edits.setting(label, String(Number(detail.value.toFixed(3)))),
          detail.gesture,
        )}
    ></gl-number-field>`;
  }

  private moment(): TemplateResult {
    const { scenario } = this.world;
    return html`<fieldset ?disabled=${this.locked.includes('time')}>
      <legend>${words.moment}</legend>
      <div class="choice">
        ${MOMENTS.map(
          (moment) =>
            html`<label>
              <input
                type="radio"
                name="moment"
                value=${moment}
                .checked=${scenario.moment === moment}
                @change=${() =>
                  this.change(
                    withMoment(scenario, moment),
                    edits.moment(words.momentNames[moment]),
                  )}
              />
              ${words.momentNames[moment]}
            </label>`,
        )}
      </div>
    </fieldset>`;
  }

  private caseBase(): TemplateResult | typeof nothing {
    const { scenario } = this.world;
    if (scenario.baseKva === undefined) return nothing;
    return html`<button
      class="framed"
      @click=${() => this.change(withBaseKva(scenario, undefined), edits.base)}
    >
      ${words.asInCase}
    </button>`;
  }

  private limits(): TemplateResult {
    const { scenario } = this.world;
    return html`<label class="tick">
      <input
        type="checkbox"
        .checked=${scenario.enforceReactiveLimits}
        ?disabled=${this.locked.includes('solver')}
        @change=${(event: Event) => {
          const on = (event.target as HTMLInputElement).checked;
          this.change(withReactiveLimits(scenario, on), edits.limits(on));
        }}
      />
      ${words.reactiveLimits}
    </label>`;
  }

  protected override render(): TemplateResult {
    return html`<section aria-labelledby="heading">
      <h3 id="heading">${words.heading}</h3>
      ${this.locked.length > 0 ? html`<p class="soft">${words.locked}</p>` : nothing}
      ${this.moment()}
      <div class="fields">
        ${this.field('loadScale', words.loadScale, 'loads')}
        ${this.field('sunScale', words.sunScale, 'devices')}
      </div>
      <details>
        <summary>${words.more}</summary>
        <div class="fields">
          ${this.field('day', words.day, 'time')}
          ${this.field('latitudeDeg', words.latitude, 'time')}
          ${this.field('powerFactor', words.powerFactor, 'devices')}
          ${this.field('baseKva', words.base, 'case')} ${this.caseBase()} ${this.limits()}
        </div>
      </details>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-grid-controls': GlGridControls;
  }
}
