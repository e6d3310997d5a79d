import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LedgerShow } from '../../app/ledger-show.ts';
import type { TransactionPage } from '../../ledger/show.ts';
import { words as all } from '../../strings/en/ledger-view.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { sections } from '../section-style.ts';
import { factStyle, facts, hexDump } from './facts.ts';
import './gl-hash.ts';
import { money } from './money.ts';
import { placeAnchor } from './place.ts';
import { status } from './transaction-table.ts';
import { formatNumber } from '../../units.ts';

const words = all.transaction;

/** One transaction, in the order people know from block explorers. @fires gl-command */
@customElement('gl-transaction')
export class GlTransaction extends LitElement {
  static override styles = [
    controls,
    sections,
    factStyle,
    css`
      li {
        overflow-wrap: anywhere;
      }
      ol {
        margin: 4px 0 12px;
        padding-inline-start: 24px;
      }
    `,
  ];

  @property({ attribute: false }) page!: TransactionPage;
  @property({ attribute: false }) checked: LedgerShow['checked'] = null;
  @property() link = '';

  protected override render(): TemplateResult {
    const { page } = this;
    const block = { kind: 'block', height: page.height } as const;
    return html`<h3>${words.title}</h3>
      ${facts([
        [words.hash, html`<gl-hash .value=${page.hash} label=${words.hash}></gl-hash>`],
        [words.status, status(page)],
        [
          words.block,
          html`${placeAnchor({ link: this.link, place: block }, page.height)} ·
          ${words.confirmations(page.confirmations)}`,
        ],
        [words.time, words.timeOf(page.term, page.index)],
        [words.from, this.party(page.from, page.fromName, words.from)],
        [words.to, this.party(page.to, page.toName, words.to)],
        [words.value, money(page.valueMicro)],
        [words.energy, energy(page.energyWh)],
        [words.fee, money(page.feeMicro)],
        [words.contract, `${page.contract} · ${page.transaction.contractVersion}`],
        [words.number, page.transaction.nonce],
        [
          words.payload,
          page.meaning.fields.map(
            ([name, value]) => html`<div><span class="soft">${name}</span> ${value}</div>`,
          ),
        ],
        [words.signature, this.signature()],
      ])}
      <h4>${words.path}</h4>
      <p class="soft">${words.pathLead}</p>
      <ol>
        ${page.path.map(
          ({ hash, side }) => html`<li>${words.sibling[side]}: <code>${hash}</code></li>`,
        )}
        <li>${words.root}: <code>${page.merkleRoot}</code></li>
      </ol>
      <details>
        <summary>${words.raw} (${page.raw.length})</summary>
        <pre tabindex="0">${hexDump(page.raw)}</pre>
      </details>`;
  }

  private party(key: string, name: string, label: string): TemplateResult {
    if (key === '') return html`<span class="soft">${words.nobody}</span>`;
    const place = { kind: 'account', publicKey: key } as const;
    return html`${name === '' ? '' : placeAnchor({ link: this.link, place }, name)}
      <gl-hash .value=${key} label=${label} brief></gl-hash>`;
  }

  private signature(): TemplateResult {
    const { page, checked } = this;
    const mine = checked?.hash === page.hash ? checked : null;
    return html`<gl-hash .value=${page.transaction.signature} label=${words.signature}></gl-hash>
      <div class="row">
        <button
          class="framed"
          @click=${() => ask(this, { kind: 'ledger-check-signature', hash: page.hash })}
        >
          ${words.verify}
        </button>
        <span role="status">${mine ? said(mine) : ''}</span>
      </div>`;
  }
}

const said = ({ held, milliseconds }: { held: boolean; milliseconds: number }): TemplateResult => {
  const ms = Math.max(1, Math.round(milliseconds));
  return held
    ? html`<span class="good">${words.verified(ms)}</span>`
    : html`<span class="bad">${words.notVerified(ms)}</span>`;
};

function energy(wh: TransactionPage['energyWh']): string {
  const parts = (['pv', 'bess', 'grid'] as const)
    .filter((source) => wh[source] > 0)
    .map((source) => `${formatNumber(wh[source] / 1000, 3)} kWh ${words.energyOf[source]}`);
  return parts.length === 0 ? words.noEnergy : parts.join(', ');
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-transaction': GlTransaction;
  }
}
