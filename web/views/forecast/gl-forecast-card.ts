/** What is asked: whose load, which day, how much history, and what Prophet may do. */
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { busOf, metersOf } from '../../app/forecast-question.ts';
import { asksSun, panelsAt, sunBusOf } from '../../app/forecast-sun.ts';
import type { StudyPart } from '../../app/forecast-show.ts';
import { caseOf } from '../../app/world.ts';
import { BOUNDS, type NumberKey, valueOf } from '../../scenario/bounds.ts';
import { withOwnProfile, withValue } from '../../scenario/edit.ts';
import { PANEL_WATTS_STC, type Scenario } from '../../scenario/scenario.ts';
import { words as all } from '../../strings/en/forecast.ts';
import { sun as ofSun } from '../../strings/en/forecast-sun.ts';
import { time } from '../../strings/en/frame.ts';
import { formatNumber } from '../chart/number.ts';
import { shortDateOf } from '../clock.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { readFile } from '../frame/read-file.ts';
import { sections } from '../section-style.ts';
import { dayField, dayFieldStyle } from './day-field.ts';

const words = all.card;

/** How a field shows its value: as it is, or in percent. */
interface Field {
  readonly key: NumberKey;
  readonly label: string;
  readonly times?: 100;
}
const MODEL: readonly Field[] = [
  { key: 'forecast.band', label: words.band, times: 100 },
  { key: 'forecast.bendPrior', label: words.bend },
];
const TICKS = [
  ['forecast.holidays', words.holidays],
  ['forecast.growth', words.growth],
] as const;

/** @fires gl-command */
@customElement('gl-forecast-card')
export class GlForecastCard extends LitElement {
  @property({ attribute: false }) scenario!: Scenario;
  @property({ attribute: false }) study: StudyPart | null = null;
  /** As in the link: 'forecast' all of it, 'time' the day, 'loads' the meter. */
  @property({ attribute: false }) locked: readonly string[] = [];
  @state() private error = '';

  static override styles = [
    controls,
    sections,
    dayFieldStyle,
    css`
      .field {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 14em);
        gap: 4px 12px;
        align-items: center;
        min-block-size: calc(var(--target) + 4px);
      }
      .field input:not([type='radio']) {
        inline-size: 7em;
      }
      fieldset.field {
        display: flex;
        flex-wrap: wrap;
        border: none;
        padding: 0;
        margin: 0;
      }
      .field select {
        inline-size: 100%;
      }
      p.soft {
        margin-block: 0 6px;
      }
      input[type='file'] {
        display: none;
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  private isLocked(key: string): boolean {
    return this.locked.includes('forecast') || this.locked.includes(key);
  }

  protected override render(): TemplateResult {
    const { scenario, study } = this;
    const locked = this.isLocked('forecast');
    const sun = asksSun(scenario);
    const day = study && study.scenario.day === scenario.day ? study.coming.startMinute : null;
    return html`<h3>${words.heading}</h3>
      ${locked ? html`<p class="soft">${words.locked}</p>` : nothing}
      <fieldset class="field choice">
        <legend>${ofSun.what}</legend>
        ${this.choice('load', 0)} ${this.choice('sun', 1)}
      </fieldset>
      <label class="field"
        >${sun ? ofSun.bus : words.bus}
        <select ?disabled=${locked} @change=${this.onBus}>
          ${sun ? this.panels() : this.meters()}
        </select>
      </label>
      ${sun && study?.sun?.standing === 0 ? html`<p class="soft">${ofSun.none}</p>` : nothing}
      ${dayField({
        ...{ day: scenario.day, startMinute: day, locked: this.isLocked('time') },
        take: (to) => this.change('day', to, time.dayChange(shortDateOf(to))),
      })}
      ${this.field({ key: 'forecast.historyDays', label: words.history })}
      ${study?.cut ? html`<p class="soft">${words.cut(study.scenario.day - 1)}</p>` : nothing}
      <details>
        <summary>${words.model}</summary>
        ${MODEL.map((field) => this.field(field))}
        ${TICKS.filter(([key]) => !sun || key !== 'forecast.holidays').map(([key, label]) => this.tick(key, label))}
      </details>
      <p class="error" role="alert" ?hidden=${this.error === ''}>${this.error}</p>
      ${sun ? html`<p class="soft">${ofSun.year}</p>` : this.meter()}`;
  }

  private choice(name: 'load' | 'sun', value: number): TemplateResult {
    return html`<label>
      <input
        type="radio"
        name="what"
        ?disabled=${this.isLocked('forecast')}
        .checked=${this.scenario.forecast.what === value}
        @change=${() => this.change('forecast.what', value, ofSun.toWhat(ofSun.choices[name]))}
      />${ofSun.choices[name]}
    </label>`;
  }

  private meters(): TemplateResult[] {
    const { scenario } = this;
    const chosen = busOf(scenario);
    return metersOf(scenario).map(({ id, category, loadKw }) => {
      const metered = scenario.ownProfile?.buses.some(({ bus }) => bus === id);
      const kind = metered ? words.metered : all.kinds[category ?? 'none'];
      const peak = formatNumber(loadKw * scenario.loadScale, 0);
      return html`<option value=${id} ?selected=${id === chosen?.id}>
        ${words.busOption({ id, kind, peak })}
      </option>`;
    });
  }

  private panels(): TemplateResult[] {
    const { scenario } = this;
    const chosen = sunBusOf(scenario);
    return caseOf(scenario).buses.map(({ id }) => {
      const count = panelsAt(scenario, id);
      const installed = (count * PANEL_WATTS_STC * scenario.sunScale) / 1000;
      const said = { panels: formatNumber(count, 0), kw: formatNumber(installed, 0) };
      return html`<option value=${id} ?selected=${id === chosen?.id}>
        ${ofSun.busOption({ id, ...said })}
      </option>`;
    });
  }

  private field({ key, label, times = 1 as 100 }: Field): TemplateResult {
    const { min, max, step } = BOUNDS[key];
    const shown = (value: number): string => String(Math.round(value * times * 1e6) / 1e6);
    return html`<label class="field"
      >${label}
      <input
        type="number"
        min=${shown(min)}
        max=${shown(max)}
        step=${shown(step)}
        data-key=${key}
        ?disabled=${this.isLocked('forecast')}
        .value=${shown(valueOf(this.scenario, key) ?? min)}
        @change=${(event: Event) => {
          const input = event.target as HTMLInputElement;
          const value = input.value.trim() === '' ? NaN : Number(input.value) / times;
          if (!(value >= min && value <= max)) {
            this.error = words.error({ what: label, min: shown(min), max: shown(max) });
            return;
          }
          this.change(key, value, words.change(label, input.value));
        }}
      />
    </label>`;
  }

  private tick(key: NumberKey, label: string): TemplateResult {
    return html`<label class="tick">
      <input
        type="checkbox"
        ?disabled=${this.isLocked('forecast')}
        .checked=${valueOf(this.scenario, key) === 1}
        @change=${(event: Event) =>
          this.change(key, (event.target as HTMLInputElement).checked ? 1 : 0, label)}
      />${label}
    </label>`;
  }

  private change(key: NumberKey, value: number, said: string): void {
    this.error = '';
    ask(this, { kind: 'change', scenario: withValue(this.scenario, key, value), words: said });
  }

  private onBus(event: Event): void {
    const id = Number((event.target as HTMLSelectElement).value);
    this.change('forecast.bus', id, words.change(words.bus, String(id)));
  }

  private meter(): TemplateResult {
    const { scenario } = this;
    const locked = this.isLocked('loads');
    return html`<div class="row">
        <button
          class="framed"
          ?disabled=${locked}
          @click=${() => this.renderRoot.querySelector<HTMLInputElement>('#file')?.click()}
        >
          ${words.upload}
        </button>
        <input id="file" type="file" accept=".csv,.tsv,.txt,text/csv" @change=${this.onFile} />
        ${
          scenario.ownProfile === undefined
            ? nothing
            : html`<button
                ?disabled=${locked}
                @click=${() =>
                  ask(this, {
                    kind: 'change',
                    scenario: withOwnProfile(scenario, undefined),
                    words: words.dropped,
                  })}
              >
                ${words.drop}
              </button>`
        }
      </div>
      <p class="soft">${words.uploadNote}</p>`;
  }

  private async onFile(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    // The same file may be picked again after it was mended.
    input.value = '';
    if (!file) return;
    const read = await readFile(file);
    const bus = busOf(this.scenario)?.id;
    this.error = read.ok ? '' : read.words;
    if (!read.ok || read.command.kind !== 'import' || bus === undefined) return;
    const { name, text } = read.command;
    ask(this, { kind: 'year-import', name, text, bus });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-forecast-card': GlForecastCard;
  }
}
