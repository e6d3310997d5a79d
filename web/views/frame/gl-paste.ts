import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { menu } from '../../strings/en/frame.ts';
import { ask } from '../command-event.ts';
import { controls, sheets } from '../controls.ts';
import { icon } from '../icon.ts';

/**
 * A field for the text of a case or scenario, for machines where files cannot be opened.
 *
 * @fires gl-command
 */
@customElement('gl-paste')
export class GlPaste extends LitElement {
  static override styles = [
    controls,
    sheets,
    css`
      label {
        display: grid;
        gap: 4px;
        margin-block-end: 10px;
      }
      textarea {
        inline-size: 100%;
        min-block-size: 260px;
        padding: 8px;
        font-family: var(--mono);
        white-space: pre;
      }
    `,
  ];

  @state() private empty = true;
  @query('dialog') private readonly dialog!: HTMLDialogElement;
  @query('textarea') private readonly field!: HTMLTextAreaElement;

  open(): void {
    if (!this.dialog.open) this.dialog.showModal();
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="title">
      <div class="head">
        <h2 id="title">${menu.pasteTitle}</h2>
        <button aria-label=${menu.close} title=${menu.close} @click=${() => this.dialog.close()}>
          ${icon('close')}
        </button>
      </div>
      <div class="body">
        <label>
          <span>${menu.pasteField}</span>
          <textarea
            autofocus
            spellcheck="false"
            autocomplete="off"
            @input=${() => {
              this.empty = this.field.value.trim() === '';
            }}
          ></textarea>
        </label>
        <button class="main" ?disabled=${this.empty} @click=${this.read}>${menu.pasteGo}</button>
      </div>
    </dialog>`;
  }

  private read(): void {
    ask(this, { kind: 'import', name: menu.pastedName, text: this.field.value });
    this.dialog.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-paste': GlPaste;
  }
}
