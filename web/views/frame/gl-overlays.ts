import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Notice, Snapshot } from '../../app/snapshot.ts';
import { formatScenarioFile } from '../../scenario/file.ts';
import { COMMIT, VERSION } from '../../build-info.ts';
import { corner as cornerWords, menu } from '../../strings/en/frame.ts';
import { session as sessionWords } from '../../strings/en/session.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { saveText } from '../copy.ts';
import { watchFaults } from './faults.ts';
import type { FrameWish } from './frame-event.ts';
import './gl-notices.ts';
import { icon } from '../icon.ts';
import { readFile, watchDrops } from './read-file.ts';

type DialogName = 'share' | 'help' | 'paste' | 'doc';

const LOAD: Readonly<Record<DialogName, () => Promise<unknown>>> = {
  share: () => import('./gl-share.ts'),
  help: () => import('./gl-help.ts'),
  paste: () => import('./gl-paste.ts'),
  doc: () => import('./gl-doc.ts'),
};

/**
 * What lies above the page now and then: messages, dialogs (loaded when first asked for), the
 * code in the corner, the hint while a file is dragged, the presenter's ring.
 *
 * @fires gl-command
 */
@customElement('gl-overlays')
export class GlOverlays extends LitElement {
  static override styles = [
    controls,
    css`
      gl-notices {
        position: fixed;
        z-index: 15;
        inset-block-end: calc(var(--bar-time) + 12px);
        inset-inline-end: var(--margin);
        inline-size: min(480px, calc(100vw - 2 * var(--margin)));
      }
      .drop {
        position: fixed;
        inset: 12px;
        z-index: 50;
        display: grid;
        place-content: center;
        justify-items: center;
        gap: 8px;
        border: 3px dashed var(--select);
        border-radius: 12px;
        background: var(--ground);
        opacity: 0.94;
        font-size: var(--size-l);
        text-align: center;
        pointer-events: none;
      }
      .corner {
        position: fixed;
        z-index: 14;
        inset-block-end: calc(var(--bar-time) + 12px);
        inset-inline-start: var(--margin);
        display: grid;
        justify-items: end;
        border: 1px solid var(--rule-strong);
        background: var(--ground);
      }
      .corner svg:not(.icon) {
        display: block;
        inline-size: min(260px, 34vh);
        block-size: auto;
      }
      @media (max-width: 719px) {
        gl-notices,
        .corner {
          inset-block-end: calc(var(--bar-time) + var(--bar-tabs) + 8px);
        }
      }
    `,
  ];

  @property({ attribute: false }) snapshot!: Snapshot;
  @state() private said: readonly Notice[] = [];
  @state() private dialogs: ReadonlySet<DialogName> = new Set();
  @state() private corner: TemplateResult | null = null;
  @state() private dragging = false;
  #leave: readonly (() => void)[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    const drops = watchDrops({
      over: (dragging) => {
        this.dragging = dragging;
      },
      file: (file) => void this.fulfil({ file }),
      text: (text) => ask(this, { kind: 'import', name: menu.pastedName, text }),
    });
    this.#leave = [drops, watchFaults((fault) => this.confess(fault))];
  }

  override disconnectedCallback(): void {
    for (const leave of this.#leave) leave();
    super.disconnectedCallback();
  }

  /** Does what a part of the frame asked for. */
  async fulfil(wish: FrameWish): Promise<void> {
    if ('open' in wish) await this.openDialog(wish.open);
    else if ('read' in wish) await this.openDialog('doc', wish.read);
    else if ('say' in wish) this.say(wish.say);
    else if ('corner' in wish) await this.hangCode(wish.corner);
    else if ('save' in wish) this.saveScenario();
    else {
      const read = await readFile(wish.file);
      if (read.ok) ask(this, read.command);
      else this.say(read.words);
    }
  }

  protected override render(): TemplateResult {
    const { snapshot } = this;
    if (snapshot.projector) void import('./gl-presenter.ts');
    return html`
      <gl-notices
        .notices=${[...snapshot.notices, ...this.said]}
        @say-dismiss=${({ detail }: CustomEvent<number>) => {
          this.said = this.said.filter(({ id }) => id !== detail);
        }}
      ></gl-notices>
      ${
        this.dialogs.has('share')
          ? html`<gl-share .snapshot=${snapshot} ?cornered=${this.corner !== null}></gl-share>`
          : nothing
      }
      ${
        this.dialogs.has('help')
          ? html`<gl-help ?shortcuts=${snapshot.shortcuts}></gl-help>`
          : nothing
      }
      ${this.dialogs.has('paste') ? html`<gl-paste></gl-paste>` : nothing}
      ${this.dialogs.has('doc') ? html`<gl-doc></gl-doc>` : nothing}
      ${this.corner ? this.cornerCode(this.corner) : nothing}
      ${snapshot.projector ? html`<gl-presenter></gl-presenter>` : nothing}
      ${
        this.dragging
          ? html`<div class="drop">
              <strong>${menu.drop}</strong><span class="soft">${menu.dropSoft}</span>
            </div>`
          : nothing
      }
    `;
  }

  private cornerCode(picture: TemplateResult): TemplateResult {
    const close = (): void => {
      this.corner = null;
    };
    return html`<div class="corner">
      <button aria-label=${cornerWords.off} title=${cornerWords.off} @click=${close}>
        ${icon('close')}
      </button>
      ${picture}
    </div>`;
  }

  private async openDialog(name: DialogName, page = ''): Promise<void> {
    try {
      await LOAD[name]();
    } catch (error) {
      // The network's failure, not ours: the part was not saved yet and could not be fetched.
      if (!(error instanceof TypeError)) throw error;
      this.say(menu.partMissing);
      return;
    }
    this.dialogs = new Set([...this.dialogs, name]);
    await this.updateComplete;
    const dialog = this.renderRoot.querySelector(`gl-${name}`);
    await dialog?.updateComplete;
    await dialog?.open(page);
  }

  private async hangCode(link: string): Promise<void> {
    const { qrPicture } = await import('./qr.ts');
    this.corner = link === '' ? null : qrPicture(link, cornerWords.code);
  }

  private say(words: string, more: Partial<Notice> = {}): void {
    const id = Math.min(0, ...this.said.map((notice) => notice.id)) - 1;
    const others = this.said.filter((notice) => notice.words !== words);
    this.said = [...others, { id, tone: 'warning', words, problems: [], offers: [], ...more }];
  }

  private confess(fault: Error): void {
    const report = sessionWords.bugReport({
      version: VERSION,
      commit: COMMIT,
      link: this.snapshot.link,
      error: `${fault.name}: ${fault.message}`,
      stack: fault.stack ?? '',
      agent: navigator.userAgent,
    });
    this.say(sessionWords.bug, { tone: 'failure', report });
  }

  private saveScenario(): void {
    const { world, link } = this.snapshot;
    const name = `gridledger-${world.grid.id}.json`;
    saveText(name, formatScenarioFile(world.scenario, link), 'application/json');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-overlays': GlOverlays;
  }
}
