import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { COMMIT, VERSION } from '../../build-info.ts';
import { frame } from '../../strings/en/frame.ts';
import { help, keys } from '../../strings/en/help.ts';
import { ask } from '../command-event.ts';
import { controls, sheets } from '../controls.ts';
import { copyText } from '../copy.ts';
import { wish } from './frame-event.ts';
import { icon } from '../icon.ts';

const KEY_LIST: readonly (readonly [keys: readonly string[], words: string])[] = [
  [['Space'], keys.list.play],
  [['.'], keys.list.step],
  [[','], keys.list.back],
  [['1', '2', '3'], keys.list.view],
  [['P'], keys.list.projector],
  [['B'], keys.list.pin],
  [['S'], keys.list.share],
  [['?'], keys.list.help],
  [['Ctrl', 'Z'], keys.list.undo],
  [['Ctrl', 'Shift', 'Z'], keys.list.redo],
  [['Esc'], keys.list.escape],
];

const DOCS = Object.entries(help.docs) as [keyof typeof help.docs, string][];

/** BibTeX of this version. */
export function citation(version: string, commit: string): string {
  return [
    '@software{gridledger,',
    '  title = {GridLedger: a microgrid simulated whole in the browser},',
    `  version = {${version}},`,
    `  note = {build ${commit}},`,
    '}',
  ].join('\n');
}

/**
 * What the page is for, its keys, its limits and how to cite it.
 *
 * @fires gl-command
 * @fires gl-frame
 */
@customElement('gl-help')
export class GlHelp extends LitElement {
  static override styles = [
    controls,
    sheets,
    css`
      .lead {
        font-size: var(--size-m);
      }
      li {
        margin-block: 3px;
        max-inline-size: 68ch;
      }
      ul,
      ol {
        margin: 4px 0;
        padding-inline-start: 20px;
      }
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(290px, 100%), 1fr));
        gap: 4px 24px;
        margin: 6px 0;
      }
      dl div {
        display: flex;
        gap: 10px;
        align-items: baseline;
      }
      dt {
        flex: none;
        inline-size: 9.5em;
      }
      dd {
        margin: 0;
      }
      pre {
        margin: 6px 0;
        padding: 8px;
        background: var(--panel);
        font-family: var(--mono);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ type: Boolean }) shortcuts = true;
  @state() private said = '';
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  open(): void {
    this.said = '';
    if (!this.dialog.open) this.dialog.showModal();
  }

  protected override render(): TemplateResult {
    const list = (entries: readonly string[]): TemplateResult =>
      html`<ul>
        ${entries.map((entry) => html`<li>${entry}</li>`)}
      </ul>`;
    return html`<dialog aria-labelledby="title" @click=${this.outside}>
      <div class="head">
        <h2 id="title">${help.title}</h2>
        <button aria-label=${help.close} title=${help.close} @click=${() => this.dialog.close()}>
          ${icon('close')}
        </button>
      </div>
      <div class="body">
        <p class="lead">${frame.purpose}</p>
        <p>${frame.promise} ${help.privacy}</p>
        <h3>${help.start}</h3>
        ${list(help.steps)} ${this.keyList()}
        <h3>${help.model}</h3>
        ${list(help.limits)}
        <h3>${help.signs}</h3>
        ${list(help.signRules)} ${this.cite()}
        <h3>${help.read}</h3>
        ${this.pages()}
        <p class="soft">${help.version(VERSION, COMMIT)}</p>
      </div>
    </dialog>`;
  }

  private pages(): TemplateResult {
    if (location.protocol === 'file:') return html`<p>${help.docsElsewhere}</p>`;
    return html`<ul>
      ${DOCS.map(
        ([page, words]) =>
          html`<li>
            <a href="./docs/${page}.md" @click=${(event: MouseEvent) => this.read(event, page)}
              >${words}</a
            >
          </li>`,
      )}
    </ul>`;
  }

  private read(event: MouseEvent, page: string): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.dialog.close();
    wish(this, { read: `${page}.md` });
  }

  private keyList(): TemplateResult {
    return html`<h3>${keys.title}</h3>
      <label class="tick">
        <input
          type="checkbox"
          .checked=${this.shortcuts}
          @change=${(event: Event) =>
            ask(this, { kind: 'shortcuts', on: (event.target as HTMLInputElement).checked })}
        />
        ${keys.on}
      </label>
      <dl>
        ${KEY_LIST.map(
          ([names, words]) =>
            html`<div>
              <dt>${names.map((name) => html`<kbd>${name}</kbd> `)}</dt>
              <dd>${words}</dd>
            </div>`,
        )}
      </dl>
      <p class="soft">${keys.remote}</p>`;
  }

  private cite(): TemplateResult {
    const text = citation(VERSION, COMMIT);
    return html`<h3>${help.cite}</h3>
      <pre tabindex="0" aria-label=${help.cite}>${text}</pre>
      <button class="framed" @click=${() => this.copy(text)}>
        ${icon(this.said === help.copied ? 'check' : 'copy')} ${help.copyCite}
      </button>
      <span role="status">${this.said}</span>
      <p class="soft">${help.citeNote}</p>`;
  }

  private async copy(text: string): Promise<void> {
    this.said = (await copyText(text)) ? help.copied : help.copyFailed;
  }

  private outside(event: MouseEvent): void {
    if (event.target === this.dialog) this.dialog.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-help': GlHelp;
  }
}
