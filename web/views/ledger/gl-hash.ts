import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { words } from '../../strings/en/ledger-view.ts';
import { controls } from '../controls.ts';
import { copyText } from '../copy.ts';
import { icon } from '../icon.ts';

/** The middle of a long hash left out: '3fa9c1…77e02b'. */
export const short = (hash: string): string =>
  hash.length > 20 ? `${hash.slice(0, 8)}…${hash.slice(-6)}` : hash;

/** A hash, key or signature in full, with a button that copies it. */
@customElement('gl-hash')
export class GlHash extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        min-inline-size: 0;
        max-inline-size: 100%;
      }
      code {
        overflow-wrap: anywhere;
      }
      button {
        flex: none;
      }
    `,
  ];

  @property() value = '';
  /** What it is, for the button's name. */
  @property() label = '';
  @property({ type: Boolean }) brief = false;
  @state() private said = '';

  protected override render(): TemplateResult {
    if (this.value === '') return html`${nothing}`;
    return html`<code title=${this.value}>${this.brief ? short(this.value) : this.value}</code>
      <button aria-label=${`${words.copy} ${this.label}`} title=${words.copy} @click=${this.copy}>
        ${icon(this.said === words.copied ? 'check' : 'copy')}
      </button>
      <span class="silent" role="status">${this.said}</span>`;
  }

  private readonly copy = async (): Promise<void> => {
    this.said = (await copyText(this.value)) ? words.copied : words.notCopied;
    setTimeout(() => {
      this.said = '';
    }, 2000);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-hash': GlHash;
  }
}
