import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { BlockPage } from '../../ledger/show.ts';
import { words as all } from '../../strings/en/ledger-view.ts';
import { controls } from '../controls.ts';
import { sections } from '../section-style.ts';
import { factStyle, facts, hexDump } from './facts.ts';
import { verdict } from './gl-chain.ts';
import './gl-hash.ts';
import { placeAnchor } from './place.ts';
import { transactionTable } from './transaction-table.ts';

const words = all.block;

/** One block: its header, who signed it, what it holds, its bytes. @fires gl-command */
@customElement('gl-block')
export class GlBlock extends LitElement {
  static override styles = [controls, sections, factStyle];

  @property({ attribute: false }) page!: BlockPage;
  @property({ type: Number }) height = 0;
  @property() link = '';

  protected override render(): TemplateResult {
    const { page } = this;
    const { header } = page;
    const hash = (value: string, label: string): TemplateResult =>
      html`<gl-hash .value=${value} label=${label}></gl-hash>`;
    return html`<h3>${words.title(page.height)}</h3>
      <p class="row">
        ${page.height < this.height ? this.step(page.height + 1, words.newer) : ''}
        ${page.height > 1 ? this.step(page.height - 1, words.older) : ''}
      </p>
      ${facts([
        [all.list.hash, hash(page.hash, all.list.hash)],
        [words.previous, hash(header.previousHash, words.previous)],
        [all.list.checked, verdict(page.verified)],
        [words.merkle, hash(header.merkleRoot, words.merkle)],
        [words.state, hash(header.stateRoot, words.state)],
        [words.term, header.term],
        [words.index, header.index],
        [words.proposer, all.list.seat(header.proposer)],
        [words.voters, header.voters.join(', ')],
        [
          words.certificate,
          html`${words.certificateOf(page.signed, page.needed)}
            <details>
              <summary>${all.list.signed}</summary>
              ${facts(
                page.certificate.map(({ seat, signature }) => [
                  all.list.seat(seat),
                  hash(signature, `${all.transaction.signature} ${seat}`),
                ]),
              )}
            </details>`,
        ],
      ])}
      ${
        page.transactions.length === 0
          ? html`<p>${words.empty}</p>`
          : transactionTable({ link: this.link, rows: page.transactions, withBlock: false })
      }
      <details>
        <summary>${words.raw} (${page.raw.length})</summary>
        <pre tabindex="0">${hexDump(page.raw, 0, Math.min(page.raw.length, 4096))}</pre>
      </details>`;
  }

  private step(height: number, label: string): TemplateResult {
    return placeAnchor({ link: this.link, place: { kind: 'block', height } }, label);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-block': GlBlock;
  }
}
