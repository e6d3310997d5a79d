/** The Ledger view. */
import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Session } from '../app/session.ts';
import { controls } from './controls.ts';
import { sections } from './section-style.ts';
import { SessionController } from './session-controller.ts';

@customElement('gl-ledger')
export class GlLedger extends LitElement {
  static override styles = [controls, sections];

  @property({ attribute: false }) session!: Session;

  constructor() {
    super();
    new SessionController(this);
  }

  protected override firstUpdated(): void {
    this.session.dispatch({ kind: 'ledger-open' });
  }

  protected override render(): TemplateResult {
    return html`<p>${this.session.snapshot.ledger.words}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-ledger': GlLedger;
  }
}
