import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Snapshot } from '../../app/snapshot.ts';
import { frame } from '../../strings/en/frame.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { wish } from './frame-event.ts';
import './gl-offline.ts';
import './gl-scenario-menu.ts';
import { icon, mark } from '../icon.ts';

const NEXT_THEME = { system: 'light', light: 'dark', dark: 'system' } as const;
const THEME_ICON = { system: 'system', light: 'sun', dark: 'moon' } as const;

/**
 * Where am I, is it safe, and the way to help, which is always at the end.
 *
 * @fires gl-command
 * @fires gl-frame
 */
@customElement('gl-top-bar')
export class GlTopBar extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 4px;
        box-sizing: border-box;
        min-block-size: var(--bar-top);
        padding-inline: var(--margin);
        background: var(--ground);
      }
      .home {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        min-block-size: var(--target);
        margin-inline-end: 8px;
        color: var(--ink);
        font-size: 1.15rem;
        font-weight: var(--weight-strong);
        text-decoration: none;
      }
      .mark {
        inline-size: 30px;
        block-size: 30px;
      }
      .mark-sun {
        fill: var(--energy-fill);
        stroke: var(--energy);
        stroke-width: 1.5;
      }
      .mark-line {
        fill: none;
        stroke: var(--ledger);
        stroke-width: 2;
        stroke-linejoin: round;
      }
      gl-scenario-menu {
        flex: 0 1 auto;
      }
      .rest {
        flex: 1;
      }
      @media (max-width: 1099px) {
        .words {
          display: none;
        }
      }
      @media (max-width: 719px) {
        :host {
          gap: 0;
        }
        .name,
        .project {
          display: none;
        }
        .home {
          justify-content: center;
          min-inline-size: var(--target);
          margin-inline-start: -7px;
        }
      }
    `,
  ];

  @property({ attribute: false }) snapshot!: Snapshot;

  protected override render(): TemplateResult {
    const { hidden, projector, theme } = this.snapshot;
    return html`
      <a class="home" href="#/grid" aria-label=${frame.name} @click=${this.goHome}>
        ${mark()}<span class="name">${frame.name}</span>
      </a>
      ${
        hidden.includes('case')
          ? nothing
          : html`<gl-scenario-menu .snapshot=${this.snapshot}></gl-scenario-menu>`
      }
      <span class="rest"></span>
      ${this.cluster()}
      <gl-offline .offline=${this.snapshot.offline}></gl-offline>
      ${hidden.includes('share') ? nothing : this.shareButton()}
      <button
        class="project"
        aria-pressed=${projector}
        title=${projector ? frame.projectOff : frame.projectLong}
        aria-label=${projector ? frame.projectOff : frame.projectLong}
        @click=${() => ask(this, { kind: 'projector', on: !projector })}
      >
        ${icon('project')}<span class="words">${frame.project}</span>
      </button>
      ${
        projector
          ? nothing
          : html`<button
              aria-label=${frame.theme[theme]}
              title=${frame.theme[theme]}
              @click=${() => ask(this, { kind: 'theme', theme: NEXT_THEME[theme] })}
            >
              ${icon(THEME_ICON[theme])}
            </button>`
      }
      <button
        aria-label=${frame.help}
        title=${frame.help}
        @click=${() => wish(this, { open: 'help' })}
      >
        ${icon('help')}
      </button>
    `;
  }

  /** Who leads, once a cluster runs; loaded no sooner. */
  private cluster(): TemplateResult | typeof nothing {
    const { view, cluster, projector } = this.snapshot;
    const { live, run, mode } = cluster;
    const simulated = view === 'cluster' && mode === 'simulation' && run !== null;
    const show = simulated ? run.show : live;
    if (!show) return nothing;
    void import('../cluster/gl-leader-strip.ts');
    return html`<gl-leader-strip
      .seats=${show.seats}
      .simulated=${simulated}
      .brief=${projector}
    ></gl-leader-strip>`;
  }

  /** To the first view with everything as it is; the bare link would start afresh. */
  private goHome(event: MouseEvent): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    ask(this, { kind: 'view', view: 'grid' });
  }

  private shareButton(): TemplateResult {
    return html`<button
      aria-label=${frame.share}
      title=${frame.share}
      @click=${() => wish(this, { open: 'share' })}
    >
      ${icon('share')}<span class="words">${frame.share}</span>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-top-bar': GlTopBar;
  }
}
