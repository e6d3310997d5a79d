import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { VIEWS, type Snapshot, type ViewId } from '../../app/snapshot.ts';
import { frame } from '../../strings/en/frame.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import './gl-flyout.ts';
import type { GlFlyout } from './gl-flyout.ts';
import { icon } from '../icon.ts';

/** What one letter of an entry takes at most on average, in its own size, and what goes beside. */
const LETTER_EM = 0.6;
const BESIDE_EM = { row: 1.6, phone: 0.4 } as const;
/** A thumb finds this many entries, and "More". */
const PHONE_MOST = 5;
const phone = window.matchMedia('(max-width: 719px)');

/**
 * How many entries stand beside each other before the rest goes behind "More". Nothing goes there
 * alone: its place would hold it.
 */
export function entriesFitting(
  names: readonly string[],
  { widthEm, onPhone }: { readonly widthEm: number; readonly onPhone: boolean },
): number {
  const beside = onPhone ? BESIDE_EM.phone : BESIDE_EM.row;
  const wide = (name: string): number => name.length * LETTER_EM + beside;
  const sum = (list: readonly string[]): number =>
    list.reduce((total, name) => total + wide(name), 0);
  const most = onPhone ? PHONE_MOST : names.length;
  if (names.length <= most + 1 && sum(names) <= widthEm) return names.length;
  const room = widthEm - wide(frame.moreViews);
  let count = Math.min(most, names.length - 2);
  while (count > 1 && sum(names.slice(0, count)) > room) count -= 1;
  return count;
}

/**
 * The views: a row of tabs under the top bar, or at the bottom of a phone.
 *
 * @fires gl-command
 */
@customElement('gl-views')
export class GlViews extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        box-sizing: border-box;
        min-inline-size: 0;
        background: var(--ground);
        font-size: var(--size-m);
      }
      nav {
        display: flex;
        box-sizing: border-box;
        min-block-size: var(--bar-tabs);
        padding-inline: calc(var(--margin) - 12px);
        border-block-end: 1px solid var(--rule);
      }
      a {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        min-inline-size: var(--target);
        box-sizing: border-box;
        padding: 3px 12px;
        color: var(--ink-soft);
        text-decoration: none;
        white-space: nowrap;
      }
      a:hover {
        color: var(--ink);
      }
      a[aria-current] {
        color: var(--ink);
        font-weight: var(--weight-strong);
      }
      nav > a[aria-current] {
        padding-block-end: 0;
        border-block-end: 3px solid var(--select);
      }
      nav > a:focus-visible {
        outline-offset: -3px;
      }
      nav > a .icon {
        display: none;
      }
      gl-flyout::part(face) {
        block-size: 100%;
        padding: 3px 12px;
        border: 0;
        border-radius: 0;
        color: var(--ink-soft);
        font-size: var(--size-m);
      }
      gl-flyout.here::part(face) {
        padding-block-end: 0;
        border-block-end: 3px solid var(--select);
        color: var(--ink);
        font-weight: var(--weight-strong);
      }
      .rest {
        display: grid;
        min-inline-size: 10em;
      }
      .rest a {
        min-block-size: max(44px, var(--target));
      }
      @media (max-width: 719px) {
        nav {
          padding: 0;
          padding-block-end: env(safe-area-inset-bottom);
          border-block: 1px solid var(--rule);
          border-block-end: 0;
          font-size: var(--size-s);
        }
        nav > a,
        gl-flyout {
          flex: 1 1 auto;
        }
        nav > a,
        [slot='face'] {
          flex-direction: column;
          justify-content: center;
          gap: 0;
        }
        nav > a,
        gl-flyout::part(face) {
          padding: 0;
          font-size: var(--size-s);
        }
        gl-flyout::part(face) {
          inline-size: 100%;
        }
        nav > a[aria-current],
        gl-flyout.here::part(face) {
          border-block-start: 3px solid var(--select);
          border-block-end: 0;
        }
        nav > a .icon {
          display: block;
        }
        .rest {
          font-size: var(--size-m);
        }
      }
    `,
  ];

  @property({ attribute: false }) snapshot!: Snapshot;
  @state() private fitting: number = VIEWS.length;
  @query('nav') private readonly nav!: HTMLElement;
  @query('gl-flyout') private readonly more!: GlFlyout | null;
  /** The projector's larger letters come with a higher bar, so they are noticed too. */
  readonly #watch = new ResizeObserver(() => {
    // In the next frame: a new layout inside the observer's own round would loop.
    requestAnimationFrame(() => this.measure());
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watch.observe(this);
  }

  override disconnectedCallback(): void {
    this.#watch.disconnect();
    super.disconnectedCallback();
  }

  private measure(): void {
    if (!this.isConnected) return;
    const style = getComputedStyle(this.nav);
    const inside =
      this.nav.clientWidth -
      Number.parseFloat(style.paddingInlineStart) -
      Number.parseFloat(style.paddingInlineEnd);
    this.fitting = entriesFitting(
      VIEWS.map((view) => frame.views[view]),
      { widthEm: inside / Number.parseFloat(style.fontSize), onPhone: phone.matches },
    );
  }

  protected override render(): TemplateResult {
    const rest = VIEWS.slice(this.fitting);
    return html`<nav aria-label=${frame.viewsLabel}>
      ${VIEWS.slice(0, this.fitting).map((view) => this.entry(view))}
      ${rest.length === 0 ? nothing : this.rest(rest)}
    </nav>`;
  }

  private rest(views: readonly ViewId[]): TemplateResult {
    const open = views.find((view) => view === this.snapshot.view);
    return html`<gl-flyout
      class=${open ? 'here' : ''}
      .label=${open ? frame.moreViewsOpen(frame.views[open]) : frame.moreViewsLabel}
    >
      <span slot="face">${icon('more')}<span>${frame.moreViews}</span></span>
      <div class="rest">${views.map((view) => this.entry(view))}</div>
    </gl-flyout>`;
  }

  private entry(view: ViewId): TemplateResult {
    return html`<a
      href=${linkTo(this.snapshot, view)}
      aria-current=${view === this.snapshot.view ? 'page' : nothing}
      @click=${(event: MouseEvent) => this.go(event, view)}
      >${icon(view)}<span>${frame.views[view]}</span></a
    >`;
  }

  /** A plain click stays on the page; with a modifier the browser opens the link as it does. */
  private go(event: MouseEvent, view: ViewId): void {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.more?.close();
    ask(this, { kind: 'view', view });
    window.scrollTo(0, 0);
  }
}

/** The same state in another view. */
function linkTo({ link }: Snapshot, view: ViewId): string {
  return /^#\/[a-z]*/.test(link) ? link.replace(/^#\/[a-z]*/, `#/${view}`) : `#/${view}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-views': GlViews;
  }
}
