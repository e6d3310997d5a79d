/**
 * Everything that decides the year beside network and devices, each field with its bounds.
 *
 * @fires gl-command
 */
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { BOUNDS, type NumberKey, valueOf } from '../../scenario/bounds.ts';
import { withValue, withYear } from '../../scenario/edit.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { type Dispatch, DISPATCHES } from '../../scenario/year.ts';
import { edits } from '../../strings/en/grid-card.ts';
import { assumptions as words } from '../../strings/en/year-assumption.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import '../grid/gl-number-field.ts';
import type { FieldChange } from '../grid/gl-number-field.ts';
import { sections } from '../section-style.ts';

const GROUPS = {
  sun: ['year.tiltDeg', 'year.azimuthDeg', 'year.cloudiness', 'year.albedo', 'latitudeDeg'],
  load: ['year.annualMwh', 'year.loadNoise'],
  pack: ['year.socMinShare', 'year.socMaxShare', 'year.chargeEfficiency'],
  price: [
    ...(['siting.gridPrice', 'siting.pvPrice', 'siting.packPrice', 'year.exportPrice'] as const),
    ...(['siting.fee', 'year.transactionFee', 'year.transactionsPerYear'] as const),
  ],
} as const satisfies Record<string, readonly NumberKey[]>;

/** What only this rule asks for: with the others these fields would do nothing. */
const OF_RULE: Readonly<Partial<Record<Dispatch, readonly NumberKey[]>>> = {
  'peak-shaving': ['year.shaveShare'],
  arbitrage: ['year.nightShare', 'year.nightFromHour', 'year.nightToHour'],
};

/** Keeps the place of a unit, so that the fields stand in one column. */
const NO_UNIT = '\u00a0';
/** Digits enough for the smallest step there is. */
const DIGITS = 5;

@customElement('gl-year-assumptions')
export class GlYearAssumptions extends LitElement {
  static override readonly styles = [
    controls,
    sections,
    css`
      .groups {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 24em), 1fr));
        gap: 16px 40px;
        align-items: start;
        margin-block-start: 8px;
      }
      .fields {
        display: grid;
        gap: 4px;
      }
      .fields {
        --entry: 7.6em;
      }
      .rule {
        max-inline-size: 32em;
      }
      h4 {
        margin-block-end: 4px;
      }
      fieldset {
        margin-block-end: 8px;
      }
    `,
  ];

  @property({ attribute: false }) scenario!: Scenario;
  @property({ attribute: false }) locked: readonly string[] = [];

  private get fixed(): boolean {
    return this.locked.includes('siting');
  }

  private change(scenario: Scenario, said: string, gesture?: string): void {
    const more = gesture === undefined ? {} : { gesture };
    ask(this, { kind: 'change', scenario, words: said, ...more });
  }

  private field(key: NumberKey): TemplateResult {
    const { label, unit, min, max, step, whole } = BOUNDS[key];
    return html`<gl-number-field
      data-key=${key}
      .label=${label}
      .unit=${unit === '' ? NO_UNIT : unit}
      .value=${valueOf(this.scenario, key) ?? 0}
      .min=${min}
      .max=${max}
      .step=${step}
      .digits=${DIGITS}
      .whole=${whole ?? false}
      .disabled=${this.fixed}
      @gl-value=${({ detail: { value, gesture } }: CustomEvent<FieldChange>) =>
        this.change(
          withValue(this.scenario, key, value),
          edits.setting(label, String(Number(value.toFixed(DIGITS)))),
          gesture,
        )}
    ></gl-number-field>`;
  }

  private choice<Value extends string | number>(
    { name, legend, now }: { name: string; legend: string; now: Value },
    options: readonly (readonly [Value, string])[],
    choose: (value: Value, label: string) => void,
  ): TemplateResult {
    return html`<fieldset ?disabled=${this.fixed}>
      <legend>${legend}</legend>
      <div class="choice">
        ${options.map(
          ([value, label]) =>
            html`<label>
              <input
                type="radio"
                name=${name}
                value=${value}
                .checked=${now === value}
                @change=${() => choose(value, label)}
              />${label}
            </label>`,
        )}
      </div>
    </fieldset>`;
  }

  private step(): TemplateResult {
    const { scenario } = this;
    return this.choice(
      { name: 'step', legend: words.step, now: scenario.year.stepMinutes },
      [
        [60, words.steps[60]],
        [15, words.steps[15]],
      ],
      (stepMinutes, label) =>
        this.change(withYear(scenario, { stepMinutes }), words.stepChange(label)),
    );
  }

  private dispatch(): TemplateResult {
    const { scenario } = this;
    const { dispatch } = scenario.year;
    return html`${this.choice(
        { name: 'dispatch', legend: words.dispatch, now: dispatch },
        DISPATCHES.map((rule) => [rule, words.dispatches[rule]] as const),
        (rule, label) =>
          this.change(withYear(scenario, { dispatch: rule }), words.dispatchChange(label)),
      )}
      <p>${words.dispatchDoes[dispatch]}</p>
      <div class="fields rule">${OF_RULE[dispatch]?.map((key) => this.field(key))}</div>`;
  }

  private feeBasis(): TemplateResult {
    const { scenario } = this;
    return this.choice(
      { name: 'fee', legend: words.feeBasis, now: scenario.year.feeBasis },
      [
        ['kwh', words.feeBases.kwh],
        ['transaction', words.feeBases.transaction],
      ],
      (feeBasis, label) => this.change(withYear(scenario, { feeBasis }), words.feeChange(label)),
    );
  }

  private tune(): TemplateResult {
    return html`<p>
      <button
        class="framed"
        ?disabled=${this.fixed || this.scenario.devices.length === 0}
        @click=${() => ask(this, { kind: 'year-tune' })}
      >
        ${words.tune}
      </button>
      <span class="soft">${words.tuneNote}</span>
    </p>`;
  }

  private group(name: keyof typeof GROUPS, more: unknown = nothing): TemplateResult {
    return html`<div role="group" aria-label=${words.groups[name]}>
      <h4>${words.groups[name]}</h4>
      <div class="fields">${GROUPS[name].map((key) => this.field(key))}</div>
      ${more}
    </div>`;
  }

  protected override render(): TemplateResult {
    return html`${this.fixed ? html`<p class="soft">${words.locked}</p>` : nothing} ${this.step()}
      ${this.dispatch()}
      <div class="groups">
        ${this.group('pack', this.tune())} ${this.group('sun')} ${this.group('load')}
        ${this.group('price', this.feeBasis())}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-year-assumptions': GlYearAssumptions;
  }
}
