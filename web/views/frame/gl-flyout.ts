import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { controls, sheets } from '../controls.ts';

const MARGIN_PX = 8;

/**
 * A button with a panel that opens beside it, above everything, and closes by Escape or a click
 * elsewhere. The button's face is the slot `face`.
 */
@customElement('gl-flyout')
export class GlFlyout extends LitElement {
  static override styles = [
    controls,
    sheets,
    css`
      :host {
        display: inline-flex;
        min-inline-size: 0;
      }
      button {
        min-inline-size: var(--target);
        max-inline-size: 100%;
      }
      ::slotted([slot='face']) {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        min-inline-size: 0;
      }
    `,
  ];

  /** What the button is called; it should contain the words on its face. */
  @property() label = '';
  @property({ type: Boolean }) disabled = false;
  @state() private opened = false;
  @query('button') private readonly face!: HTMLButtonElement;
  @query('[popover]') private readonly panel!: HTMLElement;

  close(): void {
    if (this.opened) this.panel.hidePopover();
  }

  protected override render(): TemplateResult {
    return html`
      <button
        part="face"
        popovertarget="panel"
        aria-label=${this.label}
        title=${this.label}
        aria-expanded=${this.opened}
        ?disabled=${this.disabled}
        @keydown=${this.keepEscape}
      >
        <slot name="face"></slot>
      </button>
      <div
        popover
        id="panel"
        part="panel"
        role="group"
        aria-label=${this.label}
        @toggle=${this.toggled}
      >
        <slot></slot>
      </div>
    `;
  }

  private toggled(event: ToggleEvent): void {
    this.opened = event.newState === 'open';
    if (this.opened) this.place();
  }

  /** Escape closes the panel and nothing else, though the focus is still on the button. */
  private keepEscape(event: KeyboardEvent): void {
    if (this.opened && event.key === 'Escape') event.stopPropagation();
  }

  /** Below the button where there is room, else above; never outside the window. */
  private place(): void {
    const button = this.face.getBoundingClientRect();
    const { width, height } = this.panel.getBoundingClientRect();
    const below = button.bottom + 4;
    const fits = below + height <= window.innerHeight - MARGIN_PX;
    const top = fits ? below : button.top - height - 4;
    const start = getComputedStyle(this).direction === 'rtl' ? button.right - width : button.left;
    const left = Math.min(start, document.documentElement.clientWidth - width - MARGIN_PX);
    this.panel.style.top = `${Math.max(MARGIN_PX, top)}px`;
    this.panel.style.left = `${Math.max(MARGIN_PX, left)}px`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-flyout': GlFlyout;
  }
}
