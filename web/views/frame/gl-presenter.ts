import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { keys } from '../../strings/en/help.ts';

const SHOWN_MS = 1500;

/** For the audience of a projector: a ring around the pointer and the key that was just pressed. */
@customElement('gl-presenter')
export class GlPresenter extends LitElement {
  static override styles = css`
    :host {
      position: fixed;
      inset: 0;
      z-index: 30;
      pointer-events: none;
    }
    .ring {
      position: absolute;
      inset: -28px auto auto -28px;
      inline-size: 56px;
      block-size: 56px;
      box-sizing: border-box;
      border: 4px solid var(--select);
      border-radius: 50%;
      visibility: hidden;
    }
    .key {
      position: absolute;
      inset-inline-start: 24px;
      inset-block-end: calc(var(--bar-time) + 24px);
      padding: 6px 18px;
      border: 3px solid var(--ink);
      border-radius: 8px;
      background: var(--ground);
      color: var(--ink);
      font: var(--weight-strong) var(--size-l) / 1.3 var(--font);
    }
    @media print {
      :host {
        display: none;
      }
    }
  `;

  @state() private pressed = '';
  @query('.ring') private readonly ring!: HTMLElement;
  #timer = 0;
  #listening: AbortController | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    window.addEventListener('pointermove', (event) => this.follow(event), {
      signal,
      passive: true,
    });
    window.addEventListener('keydown', (event) => this.show(event), { signal, capture: true });
  }

  override disconnectedCallback(): void {
    this.#listening?.abort();
    window.clearTimeout(this.#timer);
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    return html`<div class="ring" aria-hidden="true"></div>
      ${
        this.pressed === ''
          ? nothing
          : html`<div class="key" aria-hidden="true">${this.pressed}</div>`
      }`;
  }

  private follow({ clientX, clientY, pointerType }: PointerEvent): void {
    this.ring.style.visibility = pointerType === 'mouse' ? 'visible' : 'hidden';
    this.ring.style.transform = `translate(${clientX}px, ${clientY}px)`;
  }

  private show({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): void {
    if (['Control', 'Meta', 'Shift', 'Alt', 'Tab'].includes(key)) return;
    const name = key === ' ' ? keys.space : key.length === 1 ? key.toUpperCase() : key;
    const chord = ctrlKey || metaKey;
    this.pressed = [...(chord ? ['Ctrl'] : []), ...(chord && shiftKey ? ['Shift'] : []), name].join(
      ' + ',
    );
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      this.pressed = '';
    }, SHOWN_MS);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-presenter': GlPresenter;
  }
}
