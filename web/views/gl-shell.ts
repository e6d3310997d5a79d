import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Session } from '../app/session.ts';
import type { Snapshot, ViewId } from '../app/snapshot.ts';
import { frame, notices } from '../strings/en/frame.ts';
import type { CommandEvent } from './command-event.ts';
import { controls } from './controls.ts';
import type { FrameEvent } from './frame/frame-event.ts';
import './frame/gl-overlays.ts';
import type { GlOverlays } from './frame/gl-overlays.ts';
import './frame/gl-time-bar.ts';
import './frame/gl-top-bar.ts';
import './frame/gl-views.ts';
import { icon, mark } from './icon.ts';
import { hideIntro, isIntroHidden } from './frame/intro-memory.ts';
import { keyAct, pressOf } from './frame/keys.ts';
import { applyLook, watchSystemTheme } from './frame/page-look.ts';
import { SessionController } from './session-controller.ts';
import { shellStyle } from './frame/shell-style.ts';

const LOAD: Readonly<Record<ViewId, () => Promise<unknown>>> = {
  grid: () => import('./gl-grid.ts'),
  optimise: () => import('./gl-optimise.ts'),
  forecast: () => import('./gl-forecast.ts'),
  ledger: () => import('./gl-ledger.ts'),
  cluster: () => import('./gl-cluster.ts'),
  reproduce: () => import('./gl-reproduce.ts'),
};

/**
 * The frame: bars, tabs and time around one view. What the page shows before any script has run
 * stands in the slots `intro` and `first`; the latter gives way to the live view.
 */
@customElement('gl-shell')
export class GlShell extends LitElement {
  static override styles = [controls, shellStyle];

  @property({ attribute: false }) session!: Session;
  @state() private loaded: ReadonlySet<ViewId> = new Set();
  @state() private broken: ReadonlySet<ViewId> = new Set();
  @state() private introShown = !isIntroHidden();
  @query('gl-overlays') private readonly overlays!: GlOverlays;
  @query('main') private readonly main!: HTMLElement;
  #leave: readonly (() => void)[] = [];

  private get snapshot(): Snapshot {
    return this.session.snapshot;
  }

  constructor() {
    super();
    new SessionController(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const onKey = (event: KeyboardEvent): void => this.pressed(event);
    window.addEventListener('keydown', onKey);
    this.#leave = [
      () => window.removeEventListener('keydown', onKey),
      watchSystemTheme(() => applyLook(this.snapshot)),
    ];
  }

  override disconnectedCallback(): void {
    for (const leave of this.#leave) leave();
    super.disconnectedCallback();
  }

  protected override willUpdate(): void {
    void this.load(this.snapshot.view);
  }

  protected override updated(): void {
    applyLook(this.snapshot);
  }

  protected override render(): TemplateResult {
    const { snapshot } = this;
    return html`
      <div role="navigation" aria-label=${frame.skipLabel}>
        <a class="skip" href="#view" @click=${this.skip}>${frame.skip}</a>
      </div>
      ${snapshot.mode === 'embed' ? this.alone() : this.top()}
      <main id="view" tabindex="-1">
        <h1 class="silent">${frame.heading(frame.views[snapshot.view])}</h1>
        ${this.intro()} ${this.failure()} ${this.view()}
      </main>
      <gl-time-bar
        role="region"
        aria-label=${frame.timeLabel}
        .snapshot=${snapshot}
        @gl-command=${this.forward}
      ></gl-time-bar>
      <gl-overlays .snapshot=${snapshot} @gl-command=${this.forward} @gl-frame=${this.wished}>
      </gl-overlays>
    `;
  }

  private top(): TemplateResult {
    const { snapshot } = this;
    return html`<gl-top-bar
        role="banner"
        .snapshot=${snapshot}
        @gl-command=${this.forward}
        @gl-frame=${this.wished}
      ></gl-top-bar>
      <gl-views .snapshot=${snapshot} @gl-command=${this.forward}></gl-views>`;
  }

  /** Inside someone else's page: the name and a way out. */
  private alone(): TemplateResult {
    const address = `${location.href.replace(/#.*$/, '')}${this.snapshot.link}`;
    return html`<p class="alone">
      <span>${mark()} ${frame.name}</span>
      <a href=${address.replace(/&mode=embed\b/, '')} target="_blank" rel="noopener"
        >${frame.openAlone}</a
      >
    </p>`;
  }

  private intro(): TemplateResult | typeof nothing {
    const { view, projector, mode } = this.snapshot;
    if (!this.introShown || view !== 'grid' || projector || mode === 'embed') return nothing;
    const hide = (): void => {
      this.introShown = false;
      hideIntro();
      this.main.focus();
    };
    return html`<div class="intro">
      <slot name="intro"><p>${frame.purpose} ${frame.promise}</p></slot>
      <button aria-label=${frame.hideIntro} title=${frame.hideIntro} @click=${hide}>
        ${icon('close')}
      </button>
    </div>`;
  }

  private failure(): TemplateResult | typeof nothing {
    const { engine } = this.snapshot;
    if (engine.state !== 'failed') return nothing;
    return html`<section class="failed" role="alert">
      <h2>${notices.engineTitle}</h2>
      <p>${engine.words}</p>
    </section>`;
  }

  private view(): TemplateResult {
    const { view, world, engine } = this.snapshot;
    if (this.broken.has(view)) {
      return html`<p class="wait" role="alert">${frame.viewMissing(frame.views[view])}</p>`;
    }
    const waiting = !this.loaded.has(view) || (world.frame === null && engine.state !== 'ready');
    if (view === 'grid' && waiting) return html`<slot name="first"></slot>`;
    if (waiting && !this.loaded.has(view)) {
      return html`<p class="wait" role="status">${frame.viewLoading}</p>`;
    }
    switch (view) {
      case 'grid':
        return html`<gl-grid .session=${this.session}></gl-grid>`;
      case 'optimise':
        return html`<gl-optimise .session=${this.session}></gl-optimise>`;
      case 'forecast':
        return html`<gl-forecast .session=${this.session}></gl-forecast>`;
      case 'ledger':
        return html`<gl-ledger .session=${this.session}></gl-ledger>`;
      case 'cluster':
        return html`<gl-cluster .session=${this.session}></gl-cluster>`;
      case 'reproduce':
        return html`<gl-reproduce .session=${this.session}></gl-reproduce>`;
    }
  }

  private async load(view: ViewId): Promise<void> {
    if (this.loaded.has(view) || this.broken.has(view)) return;
    try {
      await LOAD[view]();
      this.loaded = new Set([...this.loaded, view]);
    } catch (error) {
      // A part that did not arrive is the network's failure, said where the view would stand.
      if (!(error instanceof TypeError)) throw error;
      this.broken = new Set([...this.broken, view]);
    }
  }

  private readonly forward = ({ detail }: CommandEvent): void => this.session.dispatch(detail);

  private readonly wished = ({ detail }: FrameEvent): void => void this.overlays.fulfil(detail);

  private pressed(event: KeyboardEvent): void {
    if (event.defaultPrevented) return;
    const act = keyAct(pressOf(event), this.snapshot);
    if (!act) return;
    event.preventDefault();
    if ('command' in act) this.session.dispatch(act.command);
    else void this.overlays.fulfil(act.wish);
  }

  private skip(event: MouseEvent): void {
    event.preventDefault();
    this.main.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-shell': GlShell;
  }
}
