import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Offline } from '../../app/snapshot.ts';
import { VERSION } from '../../build-info.ts';
import { offline } from '../../strings/en/frame.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import './gl-flyout.ts';
import { icon, type IconName } from '../icon.ts';

const ICONS: Readonly<Record<Offline['state'], IconName>> = {
  'online-only': 'unsaved',
  file: 'saved',
  saving: 'saving',
  ready: 'saved',
  offline: 'saved',
  'update-ready': 'update',
};

/** The badge's words for a state. */
export function badgeWords(state: Offline): string {
  switch (state.state) {
    case 'saving':
      return offline.badge.saving(state.percent);
    case 'ready':
      return offline.badge.ready(VERSION, offline.megabytes(state.bytes));
    default:
      return offline.badge[state.state];
  }
}

/**
 * Says exactly what is saved for use without a network, and lets a new version in on request.
 *
 * @fires gl-command
 */
@customElement('gl-offline')
export class GlOffline extends LitElement {
  static override styles = [
    controls,
    css`
      .panel {
        display: grid;
        gap: 10px;
        justify-items: start;
        inline-size: min(380px, calc(100vw - 44px));
      }
      p {
        margin: 0;
      }
      @media (max-width: 899px) {
        .words {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) offline!: Offline;
  @state() private keeping: 'unknown' | 'kept' | 'refused' = 'unknown';

  protected override render(): TemplateResult {
    const words = badgeWords(this.offline);
    const { state } = this.offline;
    const saved = state === 'ready' || state === 'update-ready';
    return html`
      <gl-flyout .label=${words}>
        <span slot="face">${icon(ICONS[state])}<span class="words">${words}</span></span>
        <div class="panel">
          <strong>${words}</strong>
          <p>${this.explain()}</p>
          ${saved && isSafari() ? html`<p>${offline.safari}</p>` : nothing}
          ${
            state === 'update-ready'
              ? html`<button class="main" @click=${() => ask(this, { kind: 'update-now' })}>
                  ${offline.update}
                </button>`
              : nothing
          }
          ${saved ? this.keep() : nothing}
        </div>
      </gl-flyout>
      <span class="silent" role="status">${words}</span>
    `;
  }

  private explain(): string {
    const now = this.offline;
    switch (now.state) {
      case 'online-only':
        return now.why;
      case 'ready':
        return offline.long.ready(offline.megabytes(now.bytes));
      case 'saving':
        return offline.long.saving;
      case 'offline':
        return 'serviceWorker' in navigator && navigator.serviceWorker.controller
          ? offline.long.offline
          : offline.long.offlineUnsaved;
      default:
        return offline.long[now.state];
    }
  }

  private keep(): TemplateResult | typeof nothing {
    if (!('storage' in navigator) || !('persist' in navigator.storage)) return nothing;
    if (this.keeping === 'kept') return html`<p>${offline.kept}</p>`;
    return html`
      ${this.keeping === 'refused' ? html`<p>${offline.notKept}</p>` : nothing}
      <button class="framed" @click=${this.askToKeep}>${offline.keep}</button>
    `;
  }

  // The answer may never come (one browser leaves it behind a prompt): nothing waits for it.
  private askToKeep(): void {
    ask(this, { kind: 'save-offline' });
    void navigator.storage.persist().then((kept) => {
      this.keeping = kept ? 'kept' : 'refused';
    });
  }
}

/** Only Safari clears script-written storage after a week; it alone has this mark and no other. */
function isSafari(): boolean {
  return /^((?!chrome|android|crios|fxios).)*safari/i.test(navigator.userAgent);
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-offline': GlOffline;
  }
}
