import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { placeText } from '../../app/annex-first.ts';
import type { Snapshot } from '../../app/snapshot.ts';
import { NO_EXTRAS, formatLink, type LinkExtras, type LinkMode } from '../../scenario/link.ts';
import { corner as cornerWords } from '../../strings/en/frame.ts';
import { share } from '../../strings/en/share.ts';
import { controls, sheets } from '../controls.ts';
import { copyText } from '../copy.ts';
import { wish } from './frame-event.ts';
import { icon } from '../icon.ts';
import { insideWords } from './inside-words.ts';
import { qrPicture } from './qr.ts';
import { shareStyle } from './share-style.ts';

/** Controls that a link can fix or leave out, by the names it uses. */
const LOCKABLE = [
  'case',
  'loads',
  'devices',
  'switched',
  'solver',
  'siting',
  'guess',
  'forecast',
  'time',
  'seed',
] as const;
const HIDEABLE = ['case', 'seed'] as const;
const LONG_LINK = 1500;

/**
 * The dialog that turns the present state into a link, a code for the wall or a file.
 *
 * @fires gl-frame
 */
@customElement('gl-share')
export class GlShare extends LitElement {
  static override styles = [controls, sheets, shareStyle];

  @property({ attribute: false }) snapshot!: Snapshot;
  /** Whether the code hangs in the corner of the page. */
  @property({ type: Boolean }) cornered = false;
  /** Held from the opening on: the page may play, the link must not run away. */
  @state() private moment: Snapshot | null = null;
  @state() private mode: LinkMode = 'full';
  @state() private locks: readonly string[] = [];
  @state() private hides: readonly string[] = [];
  @state() private said = '';
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  open(): void {
    this.said = '';
    this.moment = this.snapshot;
    this.locks = this.snapshot.locked;
    this.hides = this.snapshot.hidden;
    if (!this.dialog.open) this.dialog.showModal();
  }

  private get shown(): Snapshot {
    return this.moment ?? this.snapshot;
  }

  /** The whole address, with what is ticked. */
  get address(): string {
    const { world, view, playing, cluster, ledger } = this.shown;
    const extras: LinkExtras = {
      ...NO_EXTRAS,
      mode: this.mode,
      hide: this.hides,
      lock: this.locks,
      paused: !playing,
      simulated: cluster.mode === 'simulation',
      at: view === 'ledger' ? placeText(ledger.place) : '',
    };
    return `${location.href.replace(/#.*$/, '')}${formatLink(world.scenario, view, extras)}`;
  }

  protected override render(): TemplateResult {
    const link = this.address;
    return html`<dialog aria-labelledby="title" @click=${this.outside}>
      <div class="head">
        <h2 id="title">${share.title}</h2>
        <button aria-label=${share.close} title=${share.close} @click=${() => this.dialog.close()}>
          ${icon('close')}
        </button>
      </div>
      <div class="body">
        ${this.warnings(link)}
        <div class="two">
          <div>${this.linkRow(link)} ${this.inside()}</div>
          ${this.code(link)}
        </div>
        ${this.choices()}
        <h3>${share.file}</h3>
        <button class="framed" @click=${() => wish(this, { save: 'scenario' })}>
          ${icon('download')} ${share.save}
        </button>
      </div>
    </dialog>`;
  }

  private warnings(link: string): TemplateResult {
    const { scenario } = this.shown.world;
    const words = [
      ...(scenario.caseId === 'own' ? [share.own] : []),
      ...(link.length > LONG_LINK ? [share.long(link.length)] : []),
      ...(location.protocol === 'file:' ? [share.local] : []),
      ...(/^(localhost|127\.|\[::1\])/.test(location.hostname) ? [share.localHost] : []),
    ];
    return html`${words.map(
      (each) => html`<p class="warning">${icon('warning')} <span>${each}</span></p>`,
    )}`;
  }

  private linkRow(link: string): TemplateResult {
    const canSend = typeof navigator.share === 'function';
    return html`<label class="link">
        <span>${share.link}</span>
        <textarea
          readonly
          rows="4"
          .value=${link}
          @focus=${(event: FocusEvent) => (event.target as HTMLTextAreaElement).select()}
        ></textarea>
      </label>
      <div class="row">
        <button class="main" @click=${() => this.copy(link)}>
          ${icon(this.said === share.copied ? 'check' : 'copy')}
          ${this.said === share.copied ? share.copied : share.copy}
        </button>
        ${
          canSend
            ? html`<button class="framed" @click=${() => this.send(link)}>
                ${icon('share')} ${share.send}
              </button>`
            : nothing
        }
      </div>
      <p role="status">${this.said === share.copied ? nothing : this.said}</p>`;
  }

  private inside(): TemplateResult {
    return html`<h3>${share.inside}</h3>
      <ul>
        ${insideWords(this.shown.world, this.shown.cluster.mode === 'simulation').map((words) => html`<li>${words}</li>`)}
      </ul>
      <p class="soft">${share.insideNote}</p>`;
  }

  private code(link: string): TemplateResult | typeof nothing {
    // A path of this computer is of no use on a phone.
    if (location.protocol === 'file:') return nothing;
    const picture = qrPicture(link, cornerWords.code);
    if (!picture) return html`<p class="soft">${share.longQr}</p>`;
    return html`<div class="code">
      ${picture}
      <button
        aria-pressed=${this.cornered}
        class="framed"
        @click=${() => wish(this, { corner: this.cornered ? '' : link })}
      >
        ${this.cornered ? cornerWords.off : share.corner}
      </button>
    </div>`;
  }

  private choices(): TemplateResult {
    const modes = Object.entries(share.modes) as [LinkMode, string][];
    return html`<div class="choices">
      <fieldset>
        <legend>${share.may}</legend>
        ${LOCKABLE.map((name) =>
          this.tick(name, !this.locks.includes(name), (on) => {
            this.locks = on ? this.locks.filter((each) => each !== name) : [...this.locks, name];
          }),
        )}
      </fieldset>
      <fieldset>
        <legend>${share.hide}</legend>
        ${HIDEABLE.map((name) =>
          this.tick(name, !this.hides.includes(name), (on) => {
            this.hides = on ? this.hides.filter((each) => each !== name) : [...this.hides, name];
          }),
        )}
      </fieldset>
      <fieldset>
        <legend>${share.opens}</legend>
        ${modes.map(
          ([mode, words]) =>
            html`<label class="tick">
              <input
                type="radio"
                name="mode"
                .checked=${this.mode === mode}
                @change=${() => {
                  this.mode = mode;
                }}
              />
              ${words}
            </label>`,
        )}
      </fieldset>
    </div>`;
  }

  private tick(
    name: keyof typeof share.names,
    checked: boolean,
    changed: (on: boolean) => void,
  ): TemplateResult {
    return html`<label class="tick">
      <input
        type="checkbox"
        .checked=${checked}
        @change=${(event: Event) => {
          changed((event.target as HTMLInputElement).checked);
          this.said = '';
        }}
      />
      ${share.names[name]}
    </label>`;
  }

  private async copy(link: string): Promise<void> {
    this.said = (await copyText(link)) ? share.copied : share.copyFailed;
  }

  private async send(url: string): Promise<void> {
    try {
      await navigator.share({ title: share.shareTitle, url });
    } catch (error) {
      // Changing one's mind in the system's sheet is no failure.
      if (error instanceof DOMException && error.name === 'AbortError') return;
      this.said = share.sendFailed;
    }
  }

  private outside(event: MouseEvent): void {
    if (event.target === this.dialog) this.dialog.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-share': GlShare;
  }
}
