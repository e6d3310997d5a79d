import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AccountPage } from '../../ledger/show.ts';
import { words as all } from '../../strings/en/ledger-view.ts';
import { controls } from '../controls.ts';
import { sections } from '../section-style.ts';
import { factStyle, facts } from './facts.ts';
import './gl-hash.ts';
import { money } from './money.ts';
import { transactionTable } from './transaction-table.ts';

const words = all.account;

/** One account: what it holds and what it did. @fires gl-command */
@customElement('gl-account')
export class GlAccount extends LitElement {
  static override styles = [controls, sections, factStyle];

  @property({ attribute: false }) page!: AccountPage;
  @property() link = '';

  protected override render(): TemplateResult {
    const { page } = this;
    return html`<h3>${page.name || words.roles.unknown}</h3>
      ${facts([
        [words.balance, html`${money(page.balanceMicro)} (${all.money.simulated})`],
        [words.number, page.nonce],
        [words.role, words.roles[page.role]],
        [
          words.key,
          html`<gl-hash .value=${page.publicKey} label=${words.key}></gl-hash>
            <div class="soft">${words.demo}</div>`,
        ],
      ])}
      ${
        page.transactions.length === 0
          ? html`<p>${words.none}</p>`
          : transactionTable({ link: this.link, rows: page.transactions, withBlock: true })
      }
      ${page.more > 0 ? html`<p class="soft">${words.more(page.more)}</p>` : ''}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-account': GlAccount;
  }
}
