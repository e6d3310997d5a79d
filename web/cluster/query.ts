/** What explorers ask a seat: rows and pages from its disk and the blocks it has at hand. */
import { decodeBlock } from '../ledger/block.ts';
import type {
  AccountPage,
  BlockPage,
  BlockRow,
  TransactionPage,
  TransactionRow,
} from '../ledger/show.ts';
import {
  ACCOUNT_ROWS_MAX,
  accountPage,
  blockPage,
  blockRow,
  transactionPage,
  transactionRows,
  type Beside,
  type StoredBlock as PageBlock,
} from '../ledger/pages.ts';
import type { Hex } from '../ledger/transaction.ts';
import { isStoredBlock } from './check-post.ts';
import type { SeatDisk, StoredBlock } from './disk.ts';
import type { Host } from './host.ts';
import type { Answer, Query } from './live.ts';
import type { Notary } from './notary.ts';
import { alteredRow, type Rows } from './rows.ts';

/** Rows of one answer. */
const ROWS_MAX = 200;
/** How far back a hash of a block is looked for by reading block after block. */
const SCAN_AT_ONCE = 256;

export class Library {
  readonly #disk: SeatDisk;
  readonly #host: Host;
  readonly #notary: Notary;
  readonly #written: Rows;
  /** Blocks from this height on were applied here in this life, hence checked. */
  verifiedFrom = Infinity;

  constructor(disk: SeatDisk, host: Host, notary: Notary, written: Rows) {
    this.#disk = disk;
    this.#host = host;
    this.#notary = notary;
    this.#written = written;
  }

  async answer(query: Query): Promise<Answer> {
    switch (query.kind) {
      case 'blocks':
        return { kind: 'blocks', height: this.#host.height, rows: await this.#rows(query) };
      case 'block':
        return { kind: 'block', page: await this.#pageAt(query.height) };
      case 'block-hash':
        return { kind: 'block', page: await this.#pageAt(await this.#heightOf(query.hash)) };
      case 'transaction':
        return { kind: 'transaction', page: await this.#transaction(query.hash) };
      case 'account':
        return { kind: 'account', page: await this.#account(query.publicKey) };
    }
  }

  /** null: not here, or altered on disk. */
  async block(height: number): Promise<StoredBlock | null> {
    const kept = this.#notary.kept(height);
    if (kept) return kept;
    const stored = await this.#disk.block(height);
    return stored && this.#written.holds(stored, height) ? stored : null;
  }

  /** Ascending; blocks that are missing here or altered are left out. */
  async blocks(from: number, count: number): Promise<readonly StoredBlock[]> {
    const all = await this.#stretch(from, count);
    return all.filter(({ holds }) => holds).map(({ stored }) => stored);
  }

  async #stretch(
    from: number,
    count: number,
  ): Promise<readonly { readonly stored: StoredBlock; readonly holds: boolean }[]> {
    const all = await this.#unread(from, count);
    return all.map((stored) => {
      const kept = this.#notary.kept(stored.height) === stored;
      return { stored, holds: kept || this.#written.holds(stored, stored.height) };
    });
  }

  /** Those that are here, nothing of them looked at. */
  async #unread(from: number, count: number): Promise<readonly StoredBlock[]> {
    const length = Math.max(0, Math.min(from + count - 1, this.#host.height) - from + 1);
    const onDisk = new Map((await this.#disk.blocks(from, length)).map((row) => [row.height, row]));
    return Array.from({ length }, (_, i) => from + i)
      .map((height) => this.#notary.kept(height) ?? onDisk.get(height))
      .filter((block) => block !== undefined);
  }

  /** Where a transaction stands; null = not in this chain. */
  async find(hash: Hex): Promise<{ stored: StoredBlock; position: number } | null> {
    const known = this.#notary.placeOf(hash);
    const spots = known ? [known] : await this.#disk.spotsOf(hash);
    for (const { height, position } of spots) {
      const stored = await this.block(height);
      if (stored?.transactions[position]?.hash === hash) return { stored, position };
    }
    return null;
  }

  /** Raft's index of a block. */
  indexOf(stored: StoredBlock): number {
    return decodeBlock(stored.bytes)?.header.index ?? 0;
  }

  /** Downwards from `from`. */
  async #rows({ from, count }: { from: number; count: number }): Promise<readonly BlockRow[]> {
    const top = Math.min(from, this.#host.height);
    const length = Math.min(count, ROWS_MAX, Math.max(0, top));
    const blocks = await this.#stretch(top - length + 1, length);
    return blocks
      .map(({ stored, holds }) => (holds ? blockRow(this.#shown(stored)) : alteredRow(stored)))
      .reverse();
  }

  /** 0: no block is called that. */
  async #heightOf(hash: Hex): Promise<number> {
    for (let top = this.#host.height; top > 0; top -= SCAN_AT_ONCE) {
      const from = Math.max(1, top - SCAN_AT_ONCE + 1);
      const some = await this.#unread(from, top - from + 1);
      const found = some.find((one) => one.hash === hash);
      if (found) return found.height;
    }
    return 0;
  }

  async #transaction(hash: Hex): Promise<TransactionPage | null> {
    const place = await this.find(hash);
    return place && transactionPage(this.#shown(place.stored), place.position, this.#beside());
  }

  async #account(publicKey: Hex): Promise<AccountPage | null> {
    const spots = await this.#disk.spotsOfAccount(publicKey, 10 * ACCOUNT_ROWS_MAX);
    const near = this.#recent(publicKey);
    const seen = new Set(near.map(({ hash }) => hash));
    const rows = [...near];
    for (const { height, position } of spots) {
      if (rows.length >= ACCOUNT_ROWS_MAX) break;
      const stored = await this.block(height);
      const row = stored && transactionRows(this.#shown(stored), this.#beside())[position];
      if (!row || seen.has(row.hash) || (row.from !== publicKey && row.to !== publicKey)) continue;
      seen.add(row.hash);
      rows.push(row);
    }
    const count = Math.max(rows.length, near.length + spots.length);
    return accountPage(publicKey, rows.slice(0, ACCOUNT_ROWS_MAX), count, this.#beside());
  }

  /** Of blocks that may not be on disk yet, newest first. */
  #recent(publicKey: Hex): TransactionRow[] {
    const rows: TransactionRow[] = [];
    for (let height = this.#host.height; height > this.#disk.tipHeight; height--) {
      const stored = this.#notary.kept(height);
      if (!stored) break;
      const own = transactionRows(this.#shown(stored), this.#beside()).filter(
        ({ from, to }) => from === publicKey || to === publicKey,
      );
      rows.push(...own.reverse());
    }
    return rows;
  }

  async #pageAt(height: number): Promise<BlockPage | null> {
    const stored = await this.block(height);
    if (stored) return blockPage(this.#shown(stored), this.#beside());
    const altered = await this.#disk.block(height);
    if (!isStoredBlock(altered) || !decodeBlock(altered.bytes)) return null;
    const { bytes, certificate } = altered;
    return blockPage({ bytes, certificate, receipts: [], verified: false }, this.#beside());
  }

  #shown({ bytes, receipts, certificate, height }: StoredBlock): PageBlock {
    const verified = height >= this.verifiedFrom ? true : null;
    return { bytes, receipts, certificate, verified };
  }

  #beside(): Beside {
    return { chain: this.#host.chain, contracts: this.#host.rules.contracts };
  }
}
