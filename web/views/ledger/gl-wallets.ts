import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Errand, WalletRow } from '../../app/ledger-show.ts';
import { words as all } from '../../strings/en/ledger-view.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { sections } from '../section-style.ts';
import { factStyle } from './facts.ts';
import { short } from './gl-hash.ts';
import './gl-thresholds.ts';
import { microOf, money } from './money.ts';
import { placeAnchor } from './place.ts';

const words = all.wallets;

/** Accounts, paying, topping up, alerts, and what became of what was sent. @fires gl-command */
@customElement('gl-wallets')
export class GlWallets extends LitElement {
  static override styles = [
    controls,
    sections,
    factStyle,
    css`
      :host {
        container-type: inline-size;
      }
      .two {
        display: grid;
        grid-template-columns: max-content minmax(22em, 36em);
        gap: 24px 48px;
        align-items: start;
      }
      @container (max-width: 60em) {
        .two {
          grid-template-columns: minmax(0, 1fr);
        }
        .acts {
          order: -1;
        }
      }
      /* Nothing of the table may hide behind its edge while there is room beside it. */
      th.word,
      td.word {
        white-space: nowrap;
      }
      form {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 12px;
        align-items: end;
        margin-block: 8px 16px;
      }
      form label {
        display: grid;
        gap: 2px;
      }
      input[inputmode] {
        inline-size: 8em;
      }
      .low,
      .urgent {
        font-weight: var(--weight-strong);
      }
      .low {
        color: var(--energy);
      }
      .urgent {
        color: var(--breach);
      }
      .low::before,
      .urgent::before {
        content: '▲ ' / '';
      }
      ol {
        list-style: none;
        margin: 4px 0;
        padding: 0;
      }
      li {
        padding-block: 6px;
        border-block-end: 1px solid var(--rule);
      }
    `,
  ];

  @property({ attribute: false }) wallets: readonly WalletRow[] = [];
  @property({ attribute: false }) errands: readonly Errand[] = [];
  @property() link = '';
  @property({ type: Boolean }) fixed = false;
  @state() private error = '';
  @state() private topUpError = '';

  protected override render(): TemplateResult {
    return html`<p class="soft">${words.lead}</p>
      <div class="two">
        <div>${this.table()}</div>
        <div class="acts">
          ${this.fixed ? nothing : html`${this.payForm()} ${this.topUpForm()}`}
          <h3>${words.errands}</h3>
          ${
            this.errands.length === 0
              ? html`<p class="soft">${words.none}</p>`
              : html`<ol role="log" aria-label=${words.errands}>
                  ${this.errands.map((errand) => this.errand(errand))}
                </ol>`
          }
        </div>
      </div>`;
  }

  private table(): TemplateResult {
    return html`<div class="scroll" tabindex="0" role="group" aria-label=${words.caption}>
      <table>
        <caption>
          ${words.caption}
        </caption>
        <thead>
          <tr>
            <th scope="col" class="word">${words.name}</th>
            <th scope="col">${words.balance}</th>
            <th scope="col">${words.sent}</th>
            <th scope="col" class="word">${words.alerts}</th>
          </tr>
        </thead>
        <tbody>
          ${this.wallets.map((wallet) => this.row(wallet))}
        </tbody>
      </table>
    </div>`;
  }

  private row(wallet: WalletRow): TemplateResult {
    const { publicKey, name } = wallet;
    const alert = alertOf(wallet);
    const place = { kind: 'account', publicKey } as const;
    return html`<tr>
      <th scope="row" class="word">${placeAnchor({ link: this.link, place }, name)}</th>
      <td>${wallet.role === 'faucet' ? '∞' : money(wallet.balanceMicro)}</td>
      <td>${wallet.nonce}</td>
      <td class="word">
        ${
          wallet.role === 'faucet'
            ? nothing
            : html`<span class=${alert}>${words.state[alert]}</span>
                <gl-thresholds .wallet=${wallet}></gl-thresholds>`
        }
      </td>
    </tr>`;
  }

  private payForm(): TemplateResult {
    return html`<h3>${words.payTitle}</h3>
      <form novalidate @submit=${this.pay}>
        ${this.choice('from', words.from, 0)} ${this.choice('to', words.to, 1)}
        ${amountField('pay-error', this.error !== '')}
        <button class="main">${words.pay}</button>
      </form>
      <p class="error" id="pay-error" role="alert" ?hidden=${this.error === ''}>${this.error}</p>`;
  }

  private topUpForm(): TemplateResult {
    return html`<h3>${words.topUpTitle}</h3>
      <form novalidate @submit=${this.topUp}>
        ${this.choice('to', words.to, 0)} ${amountField('top-error', this.topUpError !== '')}
        <button class="framed">${words.topUp}</button>
      </form>
      <p class="error" id="top-error" role="alert" ?hidden=${this.topUpError === ''}>
        ${this.topUpError}
      </p>`;
  }

  private choice(name: string, label: string, first: number): TemplateResult {
    const payers = this.wallets.filter(({ role }) => role !== 'faucet');
    return html`<label
      >${label}
      <select name=${name}>
        ${payers.map(
          (wallet, at) =>
            html`<option value=${wallet.publicKey} ?selected=${at === first}>
              ${wallet.name}
            </option>`,
        )}
      </select></label
    >`;
  }

  private readonly pay = (event: SubmitEvent): void => {
    event.preventDefault();
    const { from, to, valueMicro } = entered(event);
    if (from === to) this.error = words.same;
    else if (valueMicro === null) this.error = words.amountWrong('999 999 999');
    else {
      this.error = '';
      ask(this, { kind: 'wallet-pay', from, to, valueMicro });
    }
  };

  private readonly topUp = (event: SubmitEvent): void => {
    event.preventDefault();
    const { to, valueMicro } = entered(event);
    this.topUpError = valueMicro === null ? words.amountWrong('999 999 999') : '';
    if (valueMicro !== null) ask(this, { kind: 'wallet-top-up', to, valueMicro });
  };

  private errand({ words: sentence, state, hash }: Errand): TemplateResult {
    const place = { kind: 'transaction', hash } as const;
    const named = html`<code>${short(hash)}</code>`;
    return html`<li>
      ${sentence}<br />
      <span class=${toneOf(state)}>${stateWords(state)}</span> ·
      ${state.kind === 'committed' ? placeAnchor({ link: this.link, place }, named) : named}
    </li>`;
  }
}

const alertOf = ({ balanceMicro, lowMicro, urgentMicro }: WalletRow): 'fine' | 'low' | 'urgent' => {
  if (balanceMicro < urgentMicro) return 'urgent';
  return balanceMicro < lowMicro ? 'low' : 'fine';
};

const amountField = (described: string, wrong: boolean): TemplateResult =>
  html`<label
    >${words.amount}
    <span
      ><input
        name="amount"
        inputmode="decimal"
        autocomplete="off"
        value="1.00"
        aria-invalid=${wrong}
        aria-describedby=${described}
      />
      <span class="unit">${all.money.unit}</span></span
    ></label
  >`;

function entered(event: SubmitEvent): { from: string; to: string; valueMicro: number | null } {
  const data = new FormData(event.currentTarget as HTMLFormElement);
  const text = (name: string): string => {
    const value = data.get(name);
    return typeof value === 'string' ? value : '';
  };
  return { from: text('from'), to: text('to'), valueMicro: microOf(text('amount')) };
}

function toneOf(state: Errand['state']): string {
  if (state.kind === 'waiting' || state.kind === 'unknown') return 'soft';
  return state.kind === 'committed' && state.receipt.accepted ? 'good' : 'bad';
}

function stateWords(state: Errand['state']): string {
  switch (state.kind) {
    case 'waiting':
      return words.waiting;
    case 'unknown':
      return words.unknown;
    case 'refused':
      return words.refused(state.reason);
    case 'committed':
      return state.receipt.accepted
        ? words.committed(state.height)
        : words.committedRefused(state.height, state.receipt.reason);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-wallets': GlWallets;
  }
}
