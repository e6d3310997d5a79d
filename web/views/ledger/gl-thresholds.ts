import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { WalletRow } from '../../app/ledger-show.ts';
import { words as all } from '../../strings/en/ledger-view.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import '../frame/gl-flyout.ts';
import { icon } from '../icon.ts';
import type { GlFlyout } from '../frame/gl-flyout.ts';
import { sections } from '../section-style.ts';
import { amount, microOf, typedAmount } from './money.ts';

const words = all.wallets;

/** The two amounts below which an owner wants to be told. @fires gl-command */
@customElement('gl-thresholds')
export class GlThresholds extends LitElement {
  static override styles = [
    controls,
    sections,
    css`
      :host {
        display: inline-block;
      }
      form {
        display: grid;
        gap: 8px;
      }
      label {
        display: flex;
        gap: 8px;
        justify-content: space-between;
        align-items: center;
      }
      input {
        inline-size: 8em;
      }
    `,
  ];

  @property({ attribute: false }) wallet!: WalletRow;
  @state() private error = '';
  @query('gl-flyout') private readonly flyout!: GlFlyout;

  protected override render(): TemplateResult {
    const { name, lowMicro, urgentMicro } = this.wallet;
    const field = (key: string, label: string, micro: number): TemplateResult =>
      html`<label
        >${label}
        <input name=${key} inputmode="decimal" .value=${typedAmount(micro)} autocomplete="off"
      /></label>`;
    const face = `${amount(lowMicro)} · ${amount(urgentMicro)}`;
    return html`<gl-flyout label=${`${words.thresholds(name)}: ${words.below(face)}`}>
      <span slot="face" class="soft">${words.below(face)} ${icon('down')}</span>
      <form novalidate @submit=${this.set}>
        <strong>${words.thresholds(name)}</strong>
        ${field('low', words.low, lowMicro)} ${field('urgent', words.urgent, urgentMicro)}
        <p class="error" role="alert" ?hidden=${this.error === ''}>${this.error}</p>
        <button class="framed">${words.set}</button>
      </form>
    </gl-flyout>`;
  }

  private readonly set = (event: SubmitEvent): void => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const micro = (key: string): number | null => {
      const text = data.get(key);
      return typeof text === 'string' ? microOf(text.replaceAll(' ', '')) : null;
    };
    const [low, urgent] = [micro('low'), micro('urgent')];
    if (low === null || urgent === null || urgent > low) {
      this.error = words.thresholdWrong;
      return;
    }
    this.error = '';
    const account = this.wallet.publicKey;
    ask(this, { kind: 'wallet-thresholds', account, lowMicro: low, urgentMicro: urgent });
    this.flyout.close();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-thresholds': GlThresholds;
  }
}
