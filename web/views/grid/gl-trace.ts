/**
 * The solver's own trace: mismatch per round on a log axis, method and factor as controls, earlier
 * runs of the same question as ghosts.
 *
 * @fires gl-command
 */
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Snapshot } from '../../app/snapshot.ts';
import { BOUNDS } from '../../scenario/bounds.ts';
import { withMethod, withValue } from '../../scenario/edit.ts';
import type { Method, Scenario } from '../../scenario/scenario.ts';
import { charts } from '../../strings/en/grid-chart.ts';
import { edits } from '../../strings/en/grid-card.ts';
import { methodNames } from '../../strings/en/grid.ts';
import '../chart/gl-chart.ts';
import { powerOfTen } from '../chart/number.ts';
import type { Provenance } from '../chart/series.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { cardStyle } from './card-style.ts';
import './gl-number-field.ts';
import type { FieldChange } from './gl-number-field.ts';
import {
  COMPARED,
  type Run,
  runOf,
  sameQuestion,
  type Setting,
  traceChart,
  traceWhy,
  withRun,
  withSetting,
} from './trace.ts';

const METHODS: readonly Method[] = ['gauss-seidel', 'newton-raphson', 'fast'];
const TOLERANCE_EXPONENTS = [-4, -6, -8, -10, -12];
let comparisons = 0;

@customElement('gl-trace')
export class GlTrace extends LitElement {
  static override readonly styles = [
    controls,
    cardStyle,
    css`
      .fields {
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 19em), 1fr));
        gap: 6px 24px;
        margin-block-start: 6px;
      }
      .fields + .row {
        margin-block-start: 10px;
      }
      .pick {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 8px;
        align-items: center;
        justify-content: space-between;
      }
    `,
  ];

  @property({ attribute: false }) snapshot!: Snapshot;
  @property({ attribute: false }) provenance: Provenance | null = null;
  @state() private runs: readonly Run[] = [];

  private asked: Scenario | null = null;
  private queue: readonly Setting[] = [];
  private gesture = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('snapshot')) return;
    const { scenario } = this.snapshot.world;
    const run = runOf(this.snapshot);
    if (this.asked && !sameQuestion(this.asked, scenario)) {
      this.runs = [];
      this.queue = [];
    }
    this.asked = scenario;
    if (run && this.runs.at(-1)?.history !== run.history) this.runs = withRun(this.runs, run);
  }

  protected override updated(): void {
    if (this.queue.length > 0 && runOf(this.snapshot)) this.next();
  }

  // Asks for the next setting only when the last has answered, so that no run is skipped.
  private next(): void {
    const [setting, ...rest] = this.queue;
    this.queue = rest;
    if (!setting) return;
    const scenario = withSetting(this.snapshot.world.scenario, setting);
    ask(this, { kind: 'change', scenario, words: charts.compare, gesture: this.gesture });
    if (rest.length === 0) this.requestUpdate();
  }

  private compare(): void {
    comparisons += 1;
    this.gesture = `compare-${comparisons}`;
    this.queue = COMPARED;
    // A moving clock would ask a new question at every step.
    if (this.snapshot.playing) ask(this, { kind: 'pause' });
    this.next();
  }

  private change(scenario: Scenario, words: string, gesture?: string): void {
    this.queue = [];
    ask(this, {
      kind: 'change',
      scenario,
      words,
      ...(gesture === undefined ? {} : { gesture }),
    });
  }

  private picker(): TemplateResult {
    const { scenario } = this.snapshot.world;
    return html`<div class="pick">
      <label for="method">${charts.method}</label>
      <select
        id="method"
        .value=${scenario.method}
        @change=${(event: Event) => {
          const method = (event.target as HTMLSelectElement).value as Method;
          this.change(withMethod(scenario, method), edits.method(methodNames[method]));
        }}
      >
        ${METHODS.map(
          (method) =>
            html`<option value=${method} ?selected=${method === scenario.method}>
              ${methodNames[method]}
            </option>`,
        )}
      </select>
    </div>`;
  }

  private tolerance(): TemplateResult {
    const { scenario } = this.snapshot.world;
    const values = TOLERANCE_EXPONENTS.map((exponent) => Number(`1e${exponent}`));
    const options = values.includes(scenario.tolerancePu)
      ? values
      : [scenario.tolerancePu, ...values];
    const name = (value: number): string => {
      const exponent = TOLERANCE_EXPONENTS.find((each) => Number(`1e${each}`) === value);
      return exponent === undefined ? String(value) : powerOfTen(exponent);
    };
    return html`<div class="pick">
      <label for="tolerance">${charts.toleranceField}</label>
      <span>
        <select
          id="tolerance"
          @change=${(event: Event) => {
            const value = Number((event.target as HTMLSelectElement).value);
            this.change(
              withValue(scenario, 'tolerancePu', value),
              edits.setting(charts.toleranceField, name(value)),
            );
          }}
        >
          ${options.map(
            (value) =>
              html`<option value=${value} ?selected=${value === scenario.tolerancePu}>
                ${name(value)}
              </option>`,
          )}
        </select>
        <span class="unit">pu</span>
      </span>
    </div>`;
  }

  private field(key: 'acceleration' | 'iterationsMax', label: string): TemplateResult {
    const { scenario } = this.snapshot.world;
    const bounds = BOUNDS[key];
    return html`<gl-number-field
      data-key=${key}
      .label=${label}
      .value=${scenario[key]}
      .min=${bounds.min}
      .max=${bounds.max}
      .step=${bounds.step}
      .digits=${2}
      .whole=${bounds.whole ?? false}
      .slideTo=${key === 'acceleration' ? bounds.max : 0}
      @gl-value=${({ detail }: CustomEvent<FieldChange>) =>
        this.change(
          withValue(scenario, key, detail.value),
          edits.setting(label, String(detail.value)),
          detail.gesture,
        )}
    ></gl-number-field>`;
  }

  protected override render(): TemplateResult {
    const { scenario } = this.snapshot.world;
    const data = traceChart(this.runs, scenario.tolerancePu);
    const busy = this.queue.length > 0;
    const locked = this.snapshot.locked.includes('solver');
    return html`<gl-chart
        .heading=${data.heading}
        .summary=${data.summary}
        .x=${data.x}
        .y=${data.y}
        .series=${data.series}
        .rules=${data.rules}
        .provenance=${this.provenance}
      ></gl-chart>
      <p>${traceWhy(this.runs.at(-1), scenario)}</p>
      ${
        locked
          ? nothing
          : html`<div class="fields">
                ${this.picker()}
                ${
                  scenario.method === 'gauss-seidel'
                    ? this.field('acceleration', charts.factor)
                    : nothing
                }
                ${this.tolerance()} ${this.field('iterationsMax', charts.most)}
              </div>
              <div class="row">
                <button class="framed" ?disabled=${busy} @click=${this.compare}>
                  ${busy ? charts.comparing : charts.compare}
                </button>
                ${
                  this.runs.length > 1
                    ? html`<button
                        @click=${() => {
                          this.runs = this.runs.slice(-1);
                        }}
                      >
                        ${charts.forget}
                      </button>`
                    : nothing
                }
              </div>`
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-trace': GlTrace;
  }
}
