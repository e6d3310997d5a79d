import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { BlockRow } from '../../ledger/show.ts';
import { words as all } from '../../strings/en/ledger-view.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { sections } from '../section-style.ts';
import { chainStyle } from './chain-style.ts';
import { factStyle } from './facts.ts';
import { short } from './gl-hash.ts';
import { placeAnchor } from './place.ts';

const words = all.list;
const ROW_PX = 36;
/** Rows asked for beyond what is seen, so that a slow scroll shows no gap. */
const SPARE = 10;
/** Boxes in the picture above the list. */
const PICTURE_BLOCKS = 8;

/**
 * All blocks, newest first. Only the rows near the screen exist, whatever the chain's length; the
 * session fetches them as the list is scrolled.
 * @fires gl-command
 */
@customElement('gl-chain')
export class GlChain extends LitElement {
  static override styles = [
    controls,
    sections,
    factStyle,
    chainStyle,
    css`
      .chain {
        flex-wrap: nowrap;
        overflow: hidden;
      }
      .chain li {
        flex: none;
      }
      td.word,
      code {
        white-space: nowrap;
      }

      .scroll {
        max-block-size: min(60vh, 640px);
        overflow: auto;
        border-block: 1px solid var(--rule);
      }
      table {
        inline-size: 100%;
      }
      thead th {
        position: sticky;
        inset-block-start: 0;
        z-index: 1;
        background: var(--ground);
      }
      tbody tr {
        block-size: ${ROW_PX}px;
      }
      td.gap {
        padding: 0;
        border: 0;
      }
      @container (max-width: 34em) {
        .wide {
          display: none;
        }
      }
    `,
  ];

  /** Of the newest block; 0 = genesis only. */
  @property({ type: Number }) height = 0;
  @property({ type: Number }) rowsFrom = 0;
  @property({ attribute: false }) rows: readonly BlockRow[] = [];
  @property() link = '';
  @query('.scroll') private readonly scroller!: HTMLElement;
  #asked = '';

  protected override firstUpdated(): void {
    this.askFor();
  }

  protected override updated(): void {
    this.askFor();
  }

  protected override render(): TemplateResult {
    if (this.height <= 0) {
      const pay = placeAnchor({ link: this.link, place: { kind: 'wallets' } }, words.payFirst);
      return html`<p>${words.empty} ${pay}</p>`;
    }
    const above = this.rows.length === 0 ? this.height : this.height - this.rowsFrom;
    const below = Math.max(0, this.height - above - this.rows.length);
    return html`${this.picture()}
      <div
        class="scroll"
        tabindex="0"
        role="group"
        aria-label=${words.caption}
        @scroll=${this.askFor}
      >
        <table aria-rowcount=${this.height + 1}>
          <caption class="silent">
            ${words.caption}
          </caption>
          <thead>
            <tr>
              <th scope="col">${words.height}</th>
              <th scope="col" class="word">${words.hash}</th>
              <th scope="col">${words.transactions}</th>
              <th scope="col" class="wide">${words.proposer}</th>
              <th scope="col" class="wide">${words.term}</th>
              <th scope="col" class="wide">${words.signed}</th>
              <th scope="col" class="wide">${words.bytes}</th>
              <th scope="col" class="word">${words.checked}</th>
            </tr>
          </thead>
          <tbody>
            ${gap(above)} ${this.rows.map((row) => this.row(row))} ${gap(below)}
          </tbody>
        </table>
      </div>`;
  }

  /** The newest blocks, newest first, while the list stands at its top. */
  private picture(): TemplateResult | '' {
    if (this.rowsFrom !== this.height) return '';
    const newest = this.rows.slice(0, PICTURE_BLOCKS);
    return html`<ol class="chain" aria-label=${words.newest}>
      ${newest.map(({ height, hash, transactionCount, verified }) => {
        const place = { kind: 'block', height } as const;
        return html`<li class=${verified === false ? 'torn' : 'held'}>
          <strong>${placeAnchor({ link: this.link, place }, all.block.title(height))}</strong>
          <code>${short(hash)}</code>
          <span class="soft">${words.count(transactionCount)}</span>
        </li>`;
      })}
    </ol>`;
  }

  private row(row: BlockRow): TemplateResult {
    const place = { kind: 'block', height: row.height } as const;
    return html`<tr aria-rowindex=${this.height - row.height + 2}>
      <th scope="row">${placeAnchor({ link: this.link, place }, row.height)}</th>
      <td class="word"><code title=${row.hash}>${short(row.hash)}</code></td>
      <td>
        ${row.transactionCount}${
          row.refusedCount > 0
            ? html` <span class="soft">(${words.refused(row.refusedCount)})</span>`
            : ''
        }
      </td>
      <td class="wide">${words.seat(row.proposer)}</td>
      <td class="wide">${row.term} · ${row.index}</td>
      <td class="wide">${words.of(row.signed, row.needed)}</td>
      <td class="wide">${row.bytes}</td>
      <td class="word">${verdict(row.verified)}</td>
    </tr>`;
  }

  private readonly askFor = (): void => {
    const box = this.scroller as HTMLElement | null;
    if (this.height <= 0 || !box) return;
    const first = Math.max(0, Math.floor(box.scrollTop / ROW_PX) - SPARE);
    const count = Math.ceil((box.clientHeight || 400) / ROW_PX) + 2 * SPARE;
    const from = this.height - first;
    const asked = `${from}/${count}`;
    if (asked === this.#asked) return;
    this.#asked = asked;
    ask(this, { kind: 'ledger-window', from, count });
  };
}

const gap = (rows: number): TemplateResult | '' =>
  rows <= 0
    ? ''
    : html`<tr aria-hidden="true" .style=${`block-size: ${rows * ROW_PX}px`}>
        <td class="gap" colspan="8"></td>
      </tr>`;

export const verdict = (verified: boolean | null): TemplateResult => {
  if (verified === null) return html`<span class="soft">${words.notYet}</span>`;
  return verified
    ? html`<span class="good">${words.yes}</span>`
    : html`<span class="bad">${words.no}</span>`;
};

declare global {
  interface HTMLElementTagNameMap {
    'gl-chain': GlChain;
  }
}
