/**
 * A menu beside what was pressed: arrow keys go through it, Enter does it, Escape closes it and
 * gives the focus back.
 *
 * @fires gl-closed
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { controls, sheets } from '../controls.ts';

export interface MenuItem {
  readonly label: string;
  readonly act: () => void;
  readonly disabled?: boolean;
}

export interface Menu {
  readonly heading: string;
  /** What is selected, in a sentence. */
  readonly said: string;
  readonly items: readonly MenuItem[];
}

const MARGIN_PX = 8;

@customElement('gl-menu')
export class GlMenu extends LitElement {
  static override styles = [
    controls,
    sheets,
    css`
      [popover] {
        inline-size: max-content;
        max-inline-size: min(22em, calc(100vw - 16px));
        padding: 8px;
      }
      p {
        margin: 0 8px 6px;
        max-inline-size: 20em;
      }
      strong {
        font-weight: var(--weight-strong);
      }
      [role='menu'] {
        display: grid;
      }
      [role='menuitem'] {
        justify-content: start;
        text-align: start;
        white-space: normal;
      }
    `,
  ];

  @state() private menu: Menu | null = null;
  @query('[popover]') private readonly panel!: HTMLElement;

  /** Opens beside `place`, inside the window, with the first entry focused. */
  async open(menu: Menu, place: DOMRect): Promise<void> {
    this.menu = menu;
    await this.updateComplete;
    this.panel.showPopover();
    const { width, height } = this.panel.getBoundingClientRect();
    const { clientWidth } = document.documentElement;
    const right = place.right + 6;
    const left = right + width > clientWidth - MARGIN_PX ? place.left - width - 6 : right;
    const fit = (at: number, size: number, room: number): number =>
      Math.max(MARGIN_PX, Math.min(at, room - size - MARGIN_PX));
    this.panel.style.left = `${fit(left, width, clientWidth)}px`;
    this.panel.style.top = `${fit(place.top, height, window.innerHeight)}px`;
    this.#entries[0]?.focus();
  }

  get isOpen(): boolean {
    return this.menu !== null;
  }

  /** Follows what is shown while the menu is open. */
  refresh(menu: Menu): void {
    if (this.menu) this.menu = menu;
  }

  get #entries(): readonly HTMLButtonElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLButtonElement>('[role="menuitem"]')];
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const entries = this.#entries;
    const at = entries.findIndex((entry) => entry.matches(':focus'));
    const last = entries.length - 1;
    const target: Readonly<Record<string, number>> = {
      ArrowDown: at >= last ? 0 : at + 1,
      ArrowUp: at <= 0 ? last : at - 1,
      Home: 0,
      End: last,
    };
    const next = target[event.key];
    if (next !== undefined) entries[next]?.focus();
    else if (event.key === 'Tab') this.panel.hidePopover();
    else if (event.key === 'Escape') this.panel.hidePopover();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  readonly #toggled = (event: ToggleEvent): void => {
    if (event.newState === 'open') return;
    this.menu = null;
    this.dispatchEvent(new CustomEvent('gl-closed'));
  };

  #choose({ act }: MenuItem): void {
    this.panel.hidePopover();
    act();
  }

  protected override render(): TemplateResult {
    const { menu } = this;
    return html`<div popover @toggle=${this.#toggled} @keydown=${this.#onKey}>
      ${
        menu
          ? html`<p><strong>${menu.heading}</strong></p>
              <p class="soft">${menu.said}</p>
              <div role="menu" aria-label=${menu.heading}>
                ${menu.items.map(
                  (item) =>
                    html`<button
                      role="menuitem"
                      tabindex="-1"
                      aria-disabled=${item.disabled ? 'true' : nothing}
                      ?disabled=${item.disabled ?? false}
                      @click=${() => this.#choose(item)}
                    >
                      ${item.label}
                    </button>`,
                )}
              </div>`
          : nothing
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-menu': GlMenu;
  }
}
