import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { time } from '../../strings/en/frame.ts';
import { controls } from '../controls.ts';
import { icon } from '../icon.ts';

interface SeedChange {
  readonly seed: number;
  readonly words: string;
}

/** The seed in hex, as it is read aloud. */
export function seedText(seed: number): string {
  return (seed >>> 0).toString(16).padStart(4, '0');
}

/** The number of a typed seed; null if it is not 1 to 8 hex digits. */
export function parseSeed(text: string): number | null {
  const digits = text.trim().replace(/^0x/i, '');
  return /^[0-9a-f]{1,8}$/i.test(digits) ? Number.parseInt(digits, 16) : null;
}

/**
 * @fires seed-change - with {@link SeedChange}
 */
@customElement('gl-seed')
export class GlSeed extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        gap: 2px;
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      input {
        inline-size: 9ch;
        font-family: var(--mono);
      }
      .rule {
        color: var(--breach);
        max-inline-size: 24ch;
      }
    `,
  ];

  @property({ type: Number }) seed = 0;
  @property({ type: Boolean }) locked = false;
  @state() private wrong = false;

  protected override render(): TemplateResult {
    return html`
      <label>
        <span class="soft">${time.seed}</span>
        <input
          .value=${seedText(this.seed)}
          aria-label=${time.seedField}
          title=${time.seedField}
          maxlength="10"
          spellcheck="false"
          autocomplete="off"
          ?disabled=${this.locked}
          aria-invalid=${this.wrong}
          aria-describedby=${this.wrong ? 'rule' : nothing}
          @change=${this.typed}
        />
      </label>
      ${this.wrong ? html`<span id="rule" class="rule" role="alert">${time.seedRule}</span>` : nothing}
      <button
        aria-label=${time.seedNew}
        title=${time.seedNew}
        ?disabled=${this.locked}
        @click=${this.draw}
      >
        ${icon('dice')}
      </button>
    `;
  }

  private typed(event: Event): void {
    const input = event.target as HTMLInputElement;
    const seed = parseSeed(input.value);
    this.wrong = seed === null;
    if (seed === null) return;
    input.value = seedText(seed);
    if (seed !== this.seed) this.send(seed);
  }

  /** Four digits are enough to differ and short enough to dictate. */
  private draw(): void {
    this.wrong = false;
    this.send(crypto.getRandomValues(new Uint16Array(1))[0] ?? 0);
  }

  private send(seed: number): void {
    const detail: SeedChange = { seed, words: time.seedChange(seedText(seed)) };
    this.dispatchEvent(new CustomEvent('seed-change', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-seed': GlSeed;
  }
}
