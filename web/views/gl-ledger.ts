/**
 * The Ledger view: the chain and its pages as block explorers have them, wallets, and "Change the
 * past". It renders the session's snapshot and passes on what its parts ask for.
 */
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { SINGLE } from '../build-info.ts';
import type { LedgerPlace, LedgerShow, VerifyPart } from '../app/ledger-show.ts';
import type { Job } from '../app/snapshot.ts';
import type { Session } from '../app/session.ts';
import { words } from '../strings/en/ledger-view.ts';
import { ask } from './command-event.ts';
import { controls } from './controls.ts';
import { readFile } from './frame/read-file.ts';
import './job/gl-job-run.ts';
import './ledger/gl-account.ts';
import './ledger/gl-block.ts';
import './ledger/gl-chain.ts';
import './ledger/gl-past.ts';
import './ledger/gl-transaction.ts';
import './ledger/gl-wallets.ts';
import { placeAnchor } from './ledger/place.ts';
import { bigNumber, page, pageStyle } from './page.ts';
import { sections } from './section-style.ts';
import { SessionController } from './session-controller.ts';

const TABS = [
  ['chain', { kind: 'chain' }],
  ['wallets', { kind: 'wallets' }],
  ['past', { kind: 'past', rung: 1 }],
] as const;

const tabOf = ({ kind }: LedgerPlace): string =>
  kind === 'wallets' || kind === 'past' ? kind : 'chain';

@customElement('gl-ledger')
export class GlLedger extends LitElement {
  @property({ attribute: false }) session!: Session;
  @state() private fileWords = '';

  static override styles = [
    controls,
    sections,
    pageStyle,
    css`
      .bar {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 28px;
        align-items: center;
        margin-block: 10px 16px;
      }
      nav {
        display: flex;
        gap: 4px;
      }
      nav a {
        display: inline-flex;
        align-items: center;
        min-block-size: var(--target);
        padding-inline: 12px;
        color: inherit;
        text-decoration: none;
        border-block-end: 3px solid transparent;
      }
      nav a[aria-current] {
        border-block-end-color: var(--ledger);
        font-weight: var(--weight-strong);
      }
      form {
        display: flex;
        flex: 1 1 18em;
        gap: 6px;
        max-inline-size: 34em;
      }
      form input {
        flex: 1 1 auto;
        min-inline-size: 0;
      }
      .below {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 16px 40px;
        align-items: start;
        margin-block-start: 16px;
      }
      @container (max-width: 48em) {
        .below {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  constructor() {
    super();
    new SessionController(this);
  }

  protected override firstUpdated(): void {
    this.session.dispatch({ kind: 'ledger-open' });
  }

  protected override render(): TemplateResult {
    const { ledger, cluster, projector } = this.session.snapshot;
    const opened = ledger.height >= 0;
    const unconfirmed = opened && ledger.imported === '' && (cluster.live?.height ?? 0) < 0;
    return page({
      session: this.session,
      title: words.title,
      summary: unconfirmed
        ? words.unconfirmed(ledger.height)
        : opened
          ? words.summary({ height: ledger.height, seats: cluster.live?.seats.length ?? 0 })
          : words.opening,
      why: { label: words.why.label, sentence: why(ledger) },
      content: html`${
        projector && opened && ledger.place.kind === 'chain'
          ? bigNumber(ledger.height, words.blocks)
          : nothing
      }
      ${this.bar()}
      ${opened ? this.place(ledger) : html`<p role="status">${waiting(ledger, cluster.words)}</p>`}`,
    });
  }

  private bar(): TemplateResult {
    const { ledger, link } = this.session.snapshot;
    return html`<div class="bar">
        <nav aria-label=${words.tabs.label}>
          ${TABS.map(([name, place]) => {
            const here = tabOf(ledger.place) === name;
            return placeAnchor({ link, place, here }, words.tabs[name]);
          })}
        </nav>
        <form role="search" @submit=${this.search}>
          <input
            name="wanted"
            aria-label=${words.search.label}
            placeholder=${words.search.hint}
            autocomplete="off"
          />
          <button class="framed">${words.search.go}</button>
        </form>
      </div>
      <p role="status" class=${ledger.searchWords === '' ? 'silent' : ''}>
        ${ledger.searchWords === '' ? '' : words.search.nothing(ledger.searchWords)}
      </p>`;
  }

  private place(ledger: LedgerShow): TemplateResult {
    const { link, locked } = this.session.snapshot;
    const { place, height } = ledger;
    switch (place.kind) {
      case 'chain':
        return this.chain(ledger);
      case 'wallets':
        return html`<gl-wallets
          .wallets=${ledger.wallets}
          .errands=${ledger.errands}
          .link=${link}
          ?fixed=${locked.includes('ledger') || ledger.imported !== ''}
        ></gl-wallets>`;
      case 'past':
        return html`<gl-past
          .rung=${place.rung}
          .past=${ledger.past}
          ?ready=${height > 0}
          .link=${link}
        ></gl-past>`;
      case 'block':
        return ledger.block
          ? html`<gl-block .page=${ledger.block} .height=${height} .link=${link}></gl-block>`
          : missing(ledger, words.block.missing);
      case 'transaction':
        return ledger.transaction
          ? html`<gl-transaction
              .page=${ledger.transaction}
              .checked=${ledger.checked}
              .link=${link}
            ></gl-transaction>`
          : missing(ledger, words.transaction.missing);
      case 'account':
        return ledger.account
          ? html`<gl-account .page=${ledger.account} .link=${link}></gl-account>`
          : missing(ledger, words.account.missing);
    }
  }

  private chain(ledger: LedgerShow): TemplateResult {
    return html`${ledger.imported === '' ? nothing : this.imported(ledger.imported)}
      <p role="status" class=${this.fileWords === '' ? 'silent' : 'error'}>${this.fileWords}</p>
      <gl-chain
        .height=${ledger.height}
        .rowsFrom=${ledger.rowsFrom}
        .rows=${ledger.rows}
        .link=${this.session.snapshot.link}
      ></gl-chain>
      <div class="below">
        ${ledger.imported === '' ? verifyRun(ledger) : html`<p>${words.verify.imported}</p>`}
        <div class="row">
          <button class="framed" @click=${(event: Event) => ask(target(event), EXPORT)}>
            ${words.files.export}
          </button>
          <label class="button framed"
            >${words.files.import}
            <input class="silent" type="file" accept=".jsonl,.json,.txt" @change=${this.opened} />
          </label>
          ${SINGLE ? nothing : html`<a href="verify.html">${words.files.verifier}</a>`}
        </div>
      </div>`;
  }

  private imported(name: string): TemplateResult {
    return html`<p class="row">
      ${words.imported(name)}
      <button
        class="framed"
        @click=${(event: Event) => ask(target(event), { kind: 'ledger-live' })}
      >
        ${words.backToLive}
      </button>
    </p>`;
  }

  private readonly search = (event: SubmitEvent): void => {
    event.preventDefault();
    const wanted = new FormData(event.currentTarget as HTMLFormElement).get('wanted');
    if (typeof wanted === 'string' && wanted.trim() !== '') {
      this.session.dispatch({ kind: 'ledger-search', text: wanted });
    }
  };

  private readonly opened = async (event: Event): Promise<void> => {
    const input = event.currentTarget as HTMLInputElement;
    const file = input.files?.[0];
    if (!file) return;
    const read = await readFile(file);
    input.value = '';
    this.fileWords = read.ok ? '' : read.words;
    if (read.ok && read.command.kind === 'import') {
      this.session.dispatch({ ...read.command, kind: 'ledger-import' });
    }
  };
}

const EXPORT = { kind: 'ledger-export' } as const;

const target = (event: Event): HTMLElement => event.currentTarget as HTMLElement;

const missing = (ledger: LedgerShow, sentence: string): TemplateResult =>
  html`<p role="status">${ledger.missing ? sentence : words.opening}</p>`;

const waiting = (ledger: LedgerShow, said: string): string =>
  [ledger.words, said].find((sentence) => sentence !== '') ?? words.opening;

function why(ledger: LedgerShow): string {
  if (ledger.words !== '') return words.why.stalled(ledger.words);
  return ledger.height > 0 ? words.why.some : words.why.none;
}

function verifyRun(ledger: LedgerShow): TemplateResult {
  const job: Job<VerifyPart> = ledger.verify;
  const running = job.state === 'running' || job.state === 'queued';
  const part = job.state === 'done' ? job.part : null;
  const done = part && part.fault === '' ? words.verify.holds(part) : '';
  return html`<gl-job-run
    .job=${job}
    .words=${words.verify}
    .offers=${[
      running
        ? { label: words.verify.stop, command: { kind: 'ledger-verify-cancel' } }
        : {
            label: words.verify.start,
            command: { kind: 'ledger-verify' },
            disabled: ledger.height <= 0,
          },
    ]}
    .idle=${words.verify.idle}
    .done=${done}
    .warning=${part && part.fault !== '' ? words.verify.fails(part.faultHeight, part.fault) : ''}
  ></gl-job-run>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-ledger': GlLedger;
  }
}
