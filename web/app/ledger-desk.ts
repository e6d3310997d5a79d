/**
 * The Ledger view's desk: which page is open, the rows on screen, search, files and checks. The
 * chain on show is the running cluster's, or an imported one that a worker holds.
 */
import type { Answer, LiveCluster, LiveShow, Query } from '../cluster/live.ts';
import { isBeyondRepair } from '../cluster/lost.ts';
import { ledger as said } from '../strings/en/ledger-desk.ts';
import { ChainReader } from '../workers/chain.ts';
import type { AnnexHouse } from './annex.ts';
import { ChainCheck } from './chain-check.ts';
import type { ClusterDesk } from './cluster-desk.ts';
import type { LedgerCommand } from './cluster-command.ts';
import { reportBug } from './failure.ts';
import { findPlace } from './ledger-search.ts';
import type { LedgerPlace, LedgerShow } from './ledger-show.ts';
import { PastDesk } from './past-desk.ts';
import { WalletDesk } from './wallet-desk.ts';

/** What the parts of the desk share. */
export interface LedgerCounter {
  readonly house: AnnexHouse;
  readonly show: LedgerShow;
  publish(change: Partial<LedgerShow>): void;
  live(): Promise<LiveCluster>;
}

export class LedgerDesk implements LedgerCounter {
  readonly house: AnnexHouse;
  readonly #cluster: ClusterDesk;
  readonly #imported = new ChainReader();
  readonly #check: ChainCheck;
  readonly #wallets: WalletDesk;
  readonly #past: PastDesk;
  readonly #leave: () => void;
  #window = { from: 0, count: 0 };
  /** What was on show when the rows and pages were last fetched. */
  #seen = '';
  #opened = false;
  readonly #told = new Set<string>();

  constructor(house: AnnexHouse, cluster: ClusterDesk) {
    this.house = house;
    this.#cluster = cluster;
    this.#check = new ChainCheck(this);
    this.#wallets = new WalletDesk(this);
    this.#past = new PastDesk(this);
    this.#leave = house.stage.subscribe(() => this.#follow());
  }

  get show(): LedgerShow {
    return this.house.stage.snapshot.ledger;
  }

  publish(change: Partial<LedgerShow>): void {
    this.house.stage.publish({ ledger: { ...this.show, ...change } });
  }

  live(): Promise<LiveCluster> {
    return this.#cluster.live();
  }

  take(command: LedgerCommand): void {
    this.#handle(command).catch((error: unknown) => reportBug(this.house.stage, error));
  }

  dispose(): void {
    this.#leave();
    this.#check.cancel();
    this.#imported.end();
    this.#past.end();
  }

  async #handle(command: LedgerCommand): Promise<void> {
    switch (command.kind) {
      case 'ledger-open':
        return this.#open();
      case 'ledger-go':
        return this.#go(command.place);
      case 'ledger-window':
        this.#window = { from: command.from, count: command.count };
        return this.#fetchRows();
      case 'ledger-search':
        return this.#search(command.text);
      case 'ledger-verify':
        return this.#check.start();
      case 'ledger-verify-cancel':
        this.#check.cancel();
        return;
      case 'ledger-check-signature':
        return this.#checkSignature(command.hash);
      case 'ledger-export':
        return this.#check.export();
      case 'ledger-import':
        return this.#import(command.name, command.text);
      case 'ledger-live':
        this.#imported.end();
        this.publish({ imported: '', place: { kind: 'chain' } });
        return this.#refresh();
      case 'past':
        return this.#past.take(command);
      default:
        return this.#wallets.take(command);
    }
  }

  async #open(): Promise<void> {
    if (this.#opened) return;
    this.#opened = true;
    const live = await this.live();
    this.#follow();
    await this.#glance(live);
  }

  /** Until a seat answers, the list shows what lies on the disk, and says so. */
  async #glance(live: LiveCluster): Promise<void> {
    const seen = this.#waits ? await live.glance() : null;
    // A seat may have answered meanwhile.
    if (!seen || !this.#waits) return;
    this.publish({ height: seen.height, rowsFrom: seen.height, rows: seen.rows });
  }

  /** true: the running chain is to be shown, and no seat has said anything of it yet. */
  get #waits(): boolean {
    const { live } = this.house.stage.snapshot.cluster;
    return live !== null && live.height < 0 && this.show.imported === '';
  }

  async #go(place: LedgerPlace): Promise<void> {
    const cleared = { block: null, transaction: null, account: null, missing: false };
    this.publish({ place, ...cleared, checked: null, searchWords: '' });
    this.house.settle(true);
    await this.#fetchPlace();
  }

  /** Rows, wallets and the open page follow the chain as it grows, and the place the link names. */
  #follow(): void {
    if (!this.#opened) return;
    const { live } = this.house.stage.snapshot.cluster;
    if (!live) return;
    this.#tellAltered(live);
    const { imported, place } = this.show;
    const { genesisHash, height, leader, up, needed } = live;
    const seen = JSON.stringify([genesisHash, height, leader, up, needed, imported, place]);
    if (seen === this.#seen) return;
    this.#seen = seen;
    this.#refresh().catch((error: unknown) => reportBug(this.house.stage, error));
  }

  /** Once a seat: blocks on its disk are not what was written. */
  #tellAltered({ genesisHash, damage }: LiveShow): void {
    for (const { seat, problem } of damage) {
      const told = `${genesisHash}/${seat}`;
      if (problem.where.field !== 'chain' || this.#told.has(told)) continue;
      this.#told.add(told);
      const words = said.altered(seat);
      this.house.stage.say({ tone: 'warning', words, problems: [problem] });
    }
  }

  async #refresh(): Promise<void> {
    const { live } = this.house.stage.snapshot.cluster;
    const running = this.show.imported === '';
    if (live && running) {
      const lost = isBeyondRepair(live) ? said.beyondRepair : said.noLeader(live.up, live.needed);
      const words = live.leader > 0 ? '' : lost;
      const { genesisHash } = live;
      // What was read from the disk stays until a seat says more.
      const seen = genesisHash === this.show.genesisHash ? this.show.height : -1;
      this.publish({ genesisHash, height: live.height < 0 ? seen : live.height, words });
    } else if (running) return;
    // Whoever is asked now answers no sooner than it is heard of, and then all this comes again.
    if (this.#waits) return;
    await Promise.all([this.#fetchRows(), this.#fetchPlace(), this.#wallets.refresh()]);
  }

  #ask(query: Query): Promise<Answer> {
    if (this.show.imported !== '') return this.#imported.query(query);
    return this.live().then((live) => live.query(query));
  }

  async #fetchRows(): Promise<void> {
    const { from, count } = this.#window;
    if (count === 0 || this.#waits) return;
    // A list that stands at its top stays there when a block comes.
    const atTop = from >= this.show.rowsFrom && this.show.rowsFrom > 0;
    const top = atTop ? this.show.height : Math.min(from, this.show.height);
    const answer = await this.#ask({ kind: 'blocks', from: top, count });
    if (answer.kind === 'blocks') this.publish({ rowsFrom: top, rows: answer.rows });
  }

  async #fetchPlace(): Promise<void> {
    const { place } = this.show;
    const answer = await this.#answerFor(place);
    if (!answer || this.show.place !== place) return;
    const page = 'page' in answer ? answer.page : null;
    this.publish({
      block: answer.kind === 'block' ? answer.page : null,
      transaction: answer.kind === 'transaction' ? answer.page : null,
      account: answer.kind === 'account' ? answer.page : null,
      missing: page === null,
    });
  }

  #answerFor(place: LedgerPlace): Promise<Answer> | null {
    switch (place.kind) {
      case 'block':
        return this.#ask({ kind: 'block', height: place.height });
      case 'transaction':
        return this.#ask({ kind: 'transaction', hash: place.hash });
      case 'account':
        return this.#ask({ kind: 'account', publicKey: place.publicKey });
      default:
        return null;
    }
  }

  async #search(text: string): Promise<void> {
    const { live } = this.house.stage.snapshot.cluster;
    const names = live?.genesis.accounts ?? [];
    const { rows, errands, block, account } = this.show;
    const seen = [
      ...rows.map(({ hash }) => hash),
      ...errands.map(({ hash }) => hash),
      ...(block?.transactions ?? account?.transactions ?? []).map(({ hash }) => hash),
      ...names.map(({ publicKey }) => publicKey),
    ];
    const ask = (query: Query): Promise<Answer> => this.#ask(query);
    const place = await findPlace(text, names, { seen, ask });
    if (place) await this.#go(place);
    else this.publish({ searchWords: text });
  }

  async #checkSignature(hash: string): Promise<void> {
    const { transaction } = this.show;
    if (transaction?.hash !== hash) return;
    const checked = await this.#imported.checkSignature(transaction.raw);
    this.publish({ checked: { hash, ...checked } });
  }

  /** A chain that does not hold is not shown; what is wrong with it is. */
  async #import(name: string, text: string): Promise<void> {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    const done = new AbortController();
    const reader = this.#imported;
    reader.end();
    this.publish({ imported: '' });
    const verification = await reader.check({
      lines,
      genesisHash: '',
      keep: true,
      signal: done.signal,
      progress: () => undefined,
    });
    if (!verification.valid) {
      const { problems } = verification;
      this.house.stage.say({ tone: 'warning', words: said.notAChain(name), problems });
      return this.#refresh();
    }
    this.#window = { ...this.#window, from: verification.height };
    this.house.stage.publish({ view: 'ledger' });
    this.publish({
      imported: name.slice(0, 60) || said.unnamed,
      height: verification.height,
      rowsFrom: 0,
      place: { kind: 'chain' },
    });
    this.house.settle(true);
    return this.#refresh();
  }
}
