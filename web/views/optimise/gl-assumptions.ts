import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { BOUNDS, valueOf } from '../../scenario/bounds.ts';
import { atHour, withValue, withYear } from '../../scenario/edit.ts';
import {
  judgesYear,
  type Scenario,
  SITING_HOURS,
  type SitingHour,
} from '../../scenario/scenario.ts';
import { type Dispatch, DISPATCHES } from '../../scenario/year.ts';
import { words as all } from '../../strings/en/optimise.ts';
import { assumptions as year } from '../../strings/en/year-assumption.ts';
import { formatNumber } from '../chart/number.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { sections } from '../section-style.ts';
import {
  type FieldGroup,
  type FieldKey,
  fieldsOf,
  isRecommended,
  read,
  recommended,
  toRecommended,
} from './field.ts';

const words = all.assumptions;

/** A setting as one writes it: no trailing zeros, thousands set apart only from five digits. */
const plain = (value: number): string =>
  Number.isInteger(value) ? formatNumber(value, 0) : String(value).replace('-', '−');

const rangeOf = (key: FieldKey): string => {
  const { min, max, unit } = BOUNDS[key];
  return words.range({ min: plain(min), max: plain(max), unit });
};

/**
 * Every assumption of the search with its unit, range and recommended value.
 * @fires gl-command
 */
@customElement('gl-assumptions')
export class GlAssumptions extends LitElement {
  @property({ attribute: false }) scenario!: Scenario;
  @property({ type: Boolean }) locked = false;
  @state() private errors: Readonly<Partial<Record<FieldKey, string>>> = {};

  static override styles = [
    controls,
    sections,
    css`
      .fields {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 6px 10px;
        align-items: center;
      }
      .fields label span {
        display: block;
      }
      .value {
        display: inline-flex;
        gap: 6px;
        align-items: center;
      }
      .value input {
        inline-size: 6.2em;
        text-align: end;
      }
      .value .unit {
        min-inline-size: 3.6em;
      }
      .error {
        grid-column: 1 / -1;
      }
      .mark {
        color: var(--select);
        font-weight: var(--weight-strong);
      }
      h4 {
        margin: 14px 0 6px;
      }
      .group:first-of-type h4 {
        margin-block-start: 6px;
      }
      @media print {
        :host {
          display: block;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const { scenario } = this;
    const groups = fieldsOf(scenario.siting.hour);
    const keys = groups.flatMap(([, each]) => each);
    const changed = keys.filter((key) => !isRecommended(scenario, key)).length;
    return html`<h3>${words.heading}</h3>
      ${this.#hour()}
      <details>
        <summary>
          <span>${words.lead} <span class="soft">(${words.changedCount(changed)})</span></span>
        </summary>
        ${groups.map(([group, each]) => this.#group(group, each))}
        <p>
          <button class="framed" ?disabled=${this.locked || changed === 0} @click=${this.#reset}>
            ${words.reset}
          </button>
        </p>
      </details>`;
  }

  #hour(): TemplateResult {
    const { hour } = this.scenario.siting;
    const option = (value: SitingHour): TemplateResult =>
      html`<label>
        <input
          type="radio"
          name="hour"
          value=${value}
          .checked=${hour === value}
          ?disabled=${this.locked}
          @change=${() =>
            ask(this, {
              kind: 'change',
              scenario: atHour(this.scenario, value),
              words: words.hourChange(value),
            })}
        />${words.hours[value]}
      </label>`;
    return html`<fieldset>
        <legend class="soft">${words.hour}</legend>
        <span class="choice">${SITING_HOURS.map(option)}</span>
      </fieldset>
      <p>${words.hourWhy[hour]}</p>
      ${judgesYear(hour) ? this.#dispatch() : nothing}`;
  }

  /** By what rule packs act while the year judges: the same as in the Grid view's year. */
  #dispatch(): TemplateResult {
    const { siting } = this.scenario;
    const { dispatch } = this.scenario.year;
    return html`<p>
        <label
          >${words.dispatch}
          <select
            ?disabled=${this.locked}
            @change=${(event: Event) => {
              const rule = (event.target as HTMLSelectElement).value as Dispatch;
              ask(this, {
                kind: 'change',
                scenario: withYear(this.scenario, { dispatch: rule }),
                words: words.dispatchChange(year.dispatches[rule]),
              });
            }}
          >
            ${DISPATCHES.map(
              (rule) =>
                html`<option value=${rule} ?selected=${rule === dispatch}>
                  ${year.dispatches[rule]}
                </option>`,
            )}
          </select></label
        >
      </p>
      <p class="soft">${year.dispatchDoes[dispatch]}</p>
      ${
        siting.hour === 'days' && dispatch === 'forecast'
          ? html`<p>${words.daysForget}</p>`
          : nothing
      }`;
  }

  #group(group: FieldGroup, keys: readonly FieldKey[]): TemplateResult {
    return html`<div class="group" role="group" aria-label=${words.groups[group]}>
      <h4>${words.groups[group]}</h4>
      <div class="fields">${keys.map((key) => this.#field(key))}</div>
    </div>`;
  }

  #field(key: FieldKey): TemplateResult {
    const { label, min, max, unit } = BOUNDS[key];
    const id = key.replace('.', '-');
    const error = this.errors[key];
    const hint = words.hint({
      min: plain(min),
      max: plain(max),
      recommended: plain(recommended(this.scenario, key)),
    });
    return html`<label for=${id}>
        <span
          >${label}
          ${
            isRecommended(this.scenario, key)
              ? nothing
              : html`<span class="mark">(${words.changed})</span>`
          }</span
        >
        <span class="soft" id="${id}-hint">${hint}</span>
      </label>
      <span class="value">
        <input
          id=${id}
          inputmode="decimal"
          autocomplete="off"
          aria-describedby=${error ? `${id}-error ${id}-hint` : `${id}-hint`}
          aria-invalid=${error ? 'true' : 'false'}
          ?disabled=${this.locked}
          .value=${String(valueOf(this.scenario, key))}
          @change=${(event: Event) => this.#typed(key, (event.target as HTMLInputElement).value)}
        />
        <span class="unit">${unit}</span>
      </span>
      ${error ? html`<p class="error" role="alert" id="${id}-error">${error}</p>` : nothing}`;
  }

  #typed(key: FieldKey, text: string): void {
    const reading = read(this.scenario, key, text);
    if (!reading.ok) {
      this.errors = { ...this.errors, [key]: this.#sentence(key, reading.rule) };
      return;
    }
    this.errors = Object.fromEntries(
      Object.entries(this.errors).filter(([field]) => field !== key),
    );
    const { label, unit } = BOUNDS[key];
    ask(this, {
      kind: 'change',
      scenario: withValue(this.scenario, key, reading.value),
      words: words.change({ label, value: plain(reading.value), unit }),
    });
  }

  #sentence(key: FieldKey, rule: keyof typeof words.errors): string {
    const { label } = BOUNDS[key];
    if (rule === 'islands') {
      return words.errors.islands({ label, group: 4 * this.scenario.search.islands });
    }
    return rule === 'order'
      ? words.errors.order({ label })
      : words.errors[rule]({ label, range: rangeOf(key) });
  }

  #reset(): void {
    this.errors = {};
    ask(this, {
      kind: 'change',
      scenario: toRecommended(this.scenario),
      words: words.resetDone,
    });
    // A refused text is not in the scenario, so the fields would keep it.
    for (const field of this.renderRoot.querySelectorAll<HTMLInputElement>('.value input')) {
      const key = field.id.replace('-', '.') as FieldKey;
      field.value = String(recommended(this.scenario, key));
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-assumptions': GlAssumptions;
  }
}
