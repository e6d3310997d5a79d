/**
 * One number with its label, unit, range and two step buttons; a slider where it helps. Says what
 * is allowed instead of changing anything when the text is not.
 *
 * @fires gl-value - CustomEvent<FieldChange>
 */
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { card } from '../../strings/en/grid-card.ts';
import { controls as words } from '../../strings/en/grid-view.ts';
import { controls } from '../controls.ts';

export interface FieldChange {
  readonly value: number;
  /** The same for one stay in the field or one pull of its slider: one step of undo. */
  readonly gesture: string;
}

let gestures = 0;

@customElement('gl-number-field')
export class GlNumberField extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: block;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 8px;
      }
      label {
        flex: 1 1 6em;
      }
      .entry {
        display: flex;
        flex: none;
        align-items: center;
      }
      input[type='number'] {
        inline-size: var(--entry, 6.2em);
        text-align: end;
        appearance: textfield;
      }
      input::-webkit-inner-spin-button {
        display: none;
      }
      .unit {
        min-inline-size: 4.3em;
        padding-inline-start: 6px;
      }
      .unit:empty {
        display: none;
      }
      button {
        padding: 0;
        border-color: var(--rule);
      }
      input[type='range'] {
        inline-size: 100%;
        min-block-size: 24px;
        margin: 0;
        accent-color: var(--select);
      }
      @media (pointer: coarse), (max-width: 719px) {
        input[type='range'] {
          min-block-size: var(--target);
        }
      }
      .error {
        margin: 2px 0 0;
        color: var(--breach);
      }
    `,
  ];

  @property({ attribute: false }) label = '';
  @property({ attribute: false }) unit = '';
  @property({ attribute: false }) value = 0;
  @property({ attribute: false }) min = -Infinity;
  @property({ attribute: false }) max = Infinity;
  @property({ attribute: false }) step = 1;
  @property({ attribute: false }) digits = 1;
  @property({ attribute: false }) whole = false;
  /** Upper end of a slider; 0 = no slider. */
  @property({ attribute: false }) slideTo = 0;
  @property({ attribute: false }) disabled = false;
  @state() private wrong = false;
  @query('input[type="number"]') private readonly input!: HTMLInputElement;

  private gesture = '';

  /** Puts the cursor into the field. */
  override focus(): void {
    this.input.focus();
  }

  private get shown(): string {
    if (!Number.isFinite(this.value)) return '';
    return String(Number(this.value.toFixed(this.whole ? 0 : this.digits)));
  }

  protected override updated(changed: PropertyValues<this>): void {
    const typing =
      this.renderRoot instanceof ShadowRoot && this.renderRoot.activeElement === this.input;
    if (typing && (this.wrong || Number(this.input.value) === this.value)) return;
    if (changed.has('value') || !typing) this.input.value = this.shown;
  }

  private allowed(value: number): boolean {
    const inside = Number.isFinite(value) && value >= this.min && value <= this.max;
    return inside && (!this.whole || Number.isInteger(value));
  }

  private send(value: number): void {
    this.wrong = !this.allowed(value);
    if (this.wrong || value === this.value) return;
    if (this.gesture === '') this.begin();
    const detail: FieldChange = { value, gesture: this.gesture };
    this.dispatchEvent(new CustomEvent('gl-value', { detail }));
  }

  private begin(): void {
    gestures += 1;
    this.gesture = `field-${gestures}`;
  }

  private typed(): void {
    const text = this.input.value.trim();
    this.send(text === '' ? Number.NaN : Number(text));
  }

  private stepBy(steps: number): void {
    this.begin();
    const moved = this.value + steps * this.step;
    const rounded = Number((Math.round(moved / this.step) * this.step).toFixed(9));
    this.send(Math.min(this.max, Math.max(this.min, rounded)));
  }

  private left(): void {
    this.gesture = '';
    this.wrong = false;
    this.input.value = this.shown;
  }

  private get range(): string {
    const kind = this.whole ? 'a whole number' : card.number;
    if (Number.isFinite(this.min) && Number.isFinite(this.max))
      return `${kind} from ${this.min} to ${this.max}`;
    return this.min === 0 ? card.positive : kind;
  }

  private slider(): TemplateResult | typeof nothing {
    if (this.slideTo === 0) return nothing;
    return html`<input
      type="range"
      aria-label=${this.label}
      min=${Math.max(0, this.min)}
      max=${Math.min(this.slideTo, this.max)}
      step=${this.step}
      .value=${String(this.value)}
      ?disabled=${this.disabled}
      @pointerdown=${this.begin}
      @input=${(event: Event) => this.send(Number((event.target as HTMLInputElement).value))}
      @change=${() => {
        this.gesture = '';
      }}
    />`;
  }

  protected override render(): TemplateResult {
    const button = (sign: string, name: string, steps: number) =>
      html`<button
        type="button"
        tabindex="-1"
        aria-label=${name}
        ?disabled=${this.disabled}
        @click=${() => this.stepBy(steps)}
      >
        ${sign}
      </button>`;
    return html`<div class="line">
        <label for="field">${this.label}</label>
        <span class="entry">
          ${button('−', words.less(this.label), -1)}
          <input
            id="field"
            type="number"
            inputmode="decimal"
            step="any"
            min=${Number.isFinite(this.min) ? this.min : nothing}
            max=${Number.isFinite(this.max) ? this.max : nothing}
            ?disabled=${this.disabled}
            aria-invalid=${this.wrong ? 'true' : 'false'}
            aria-describedby=${this.wrong ? 'error' : 'unit'}
            @focus=${this.begin}
            @input=${this.typed}
            @blur=${this.left}
            @keydown=${this.onKey}
          />
          ${button('+', words.plus(this.label), 1)}
          <span id="unit" class="unit">${this.unit}</span>
        </span>
      </div>
      ${this.slider()}
      <p id="error" class="error" role="alert" ?hidden=${!this.wrong}>${card.bad(this.range)}</p>`;
  }

  // step="any" lets every value be typed; the arrows take our step instead of the browser's 1.
  private onKey(event: KeyboardEvent): void {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    const gesture = this.gesture;
    this.stepBy(event.key === 'ArrowUp' ? 1 : -1);
    this.gesture = gesture;
    void this.updateComplete.then(() => {
      this.input.value = this.shown;
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-number-field': GlNumberField;
  }
}
