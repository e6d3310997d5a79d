import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { help } from '../../strings/en/help.ts';
import { controls, sheets } from '../controls.ts';
import { icon } from '../icon.ts';
import { markdown } from './markdown.ts';

const FOLDER = './docs/';

/** Reads one of the pages that ship with this one, offline too. */
@customElement('gl-doc')
export class GlDoc extends LitElement {
  static override styles = [
    controls,
    sheets,
    css`
      dialog {
        inline-size: min(900px, calc(100vw - 24px));
        font-size: var(--size-m);
      }
      h2 {
        font-size: var(--size-l);
      }
      h4 {
        margin: 14px 0 2px;
        font-size: var(--size-m);
      }
      li {
        margin-block: 3px;
      }
      p,
      li,
      blockquote {
        max-inline-size: 72ch;
      }
      blockquote {
        margin: 8px 0;
        padding-inline-start: 12px;
        border-inline-start: 3px solid var(--rule-strong);
        color: var(--ink-soft);
      }
      pre {
        padding: 10px;
        overflow-x: auto;
        background: var(--panel);
        font: var(--size-s) / 1.45 var(--mono);
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        border-collapse: collapse;
        font-size: var(--size-s);
      }
      th,
      td {
        padding: 4px 10px 4px 0;
        border-block-end: 1px solid var(--rule);
        text-align: start;
        vertical-align: top;
      }
    `,
  ];

  @state() private text = '';
  @state() private address = '';
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  /** `page`: an address inside the folder of pages, such as 'model.md'. */
  async open(page: string): Promise<void> {
    this.text = help.docWait;
    this.address = page;
    if (!this.dialog.open) this.dialog.showModal();
    const text = await fetchPage(page);
    if (this.address !== page) return;
    this.text = text ?? help.docMissing;
    await this.updateComplete;
    this.dialog.scrollTo(0, 0);
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-label=${help.read}>
      <div class="head">
        <span class="soft">${help.read}</span>
        <button aria-label=${help.close} title=${help.close} @click=${() => this.dialog.close()}>
          ${icon('close')}
        </button>
      </div>
      <div class="body">${markdown(this.text, (address, words) => this.link(address, words))}</div>
    </dialog>`;
  }

  private link(address: string, words: TemplateResult): TemplateResult {
    const inside = resolve(address, this.address);
    if (inside === null) return html`<a href=${safe(address)} rel="noreferrer">${words}</a>`;
    const go = (event: MouseEvent): void => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      void this.open(inside);
    };
    return html`<a href=${FOLDER + inside} @click=${go}>${words}</a>`;
  }
}

/** null when the page is not there; a server may answer with another page instead of 404. */
async function fetchPage(page: string): Promise<string | null> {
  try {
    const response = await fetch(FOLDER + page);
    const type = response.headers.get('content-type') ?? '';
    return response.ok && !type.includes('html') ? await response.text() : null;
  } catch (error) {
    // No network and not saved, or a page opened from a file.
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** The page a relative link means, seen from the page it stands on; null when it leads out. */
function resolve(address: string, from: string): string | null {
  if (/^[a-z]+:|^[#/]/i.test(address)) return null;
  const base = new URL(from, 'https://docs.invalid/');
  const { pathname, origin } = new URL(address, base);
  return origin === base.origin && pathname.endsWith('.md') ? pathname.slice(1) : null;
}

function safe(address: string): string {
  return /^(https?:|#|\.)/i.test(address) ? address : '#';
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-doc': GlDoc;
  }
}
