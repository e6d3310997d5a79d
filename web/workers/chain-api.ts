/**
 * Whole chains, checked and read away from the page: verify-all, imported chains, "Change the
 * past". Lines come in pieces, so that a long chain neither freezes the page nor fills it.
 */
import type { Answer, Query } from '../cluster/live.ts';
import { openChain } from '../ledger/chain.ts';
import { contractTable } from '../ledger/contracts.ts';
import { parseBlockLine, parseGenesisLine } from '../ledger/export.ts';
import { demoAccountKey, demoSeatKey } from '../ledger/demo.ts';
import type { Genesis } from '../ledger/genesis.ts';
import { demoKey, signatureCache, verify } from '../ledger/key.ts';
import {
  accountPage,
  blockPage,
  blockRow,
  transactionPage,
  transactionRows,
  type StoredBlock,
} from '../ledger/pages.ts';
import { changePast, type Past, type PastBlock, type Rung } from '../ledger/past.ts';
import type { TransactionRow } from '../ledger/show.ts';
import { decodeTransaction, signedPart } from '../ledger/transaction.ts';
import { openVerifier, type ChainVerifier, type Verification } from '../ledger/verify.ts';
import { noteFast } from './fast-signature.ts';

const ROWS_MAX = 100;

export interface PastWish {
  /** The export of the true chain. */
  readonly lines: readonly string[];
  readonly rung: Rung;
  /** 0 = the newest block with a payment in it. */
  readonly height: number;
  /** The scenario's: the demonstration keys follow from it. */
  readonly seed: number;
}

export class ChainApi {
  #cache = signatureCache();
  #verifier: ChainVerifier | null = null;
  #genesis: Genesis | null = null;
  #keep = false;
  #blocks: StoredBlock[] = [];
  #positions = new Map<string, { readonly height: number; readonly position: number }>();

  /** Starts over. `keep`: the blocks that hold can be asked for afterwards. */
  begin(genesisHash: string, keep: boolean): void {
    this.#verifier = openVerifier({
      ...(genesisHash === '' ? {} : { genesisHash }),
      verifier: this.#cache,
    });
    this.#genesis = null;
    this.#keep = keep;
    this.#blocks = [];
    this.#positions = new Map();
  }

  /** Checks some lines more; stops believing at the first that does not hold. */
  async feed(lines: readonly string[]): Promise<Verification> {
    const verifier = this.#verifier ?? openVerifier({ verifier: this.#cache });
    this.#verifier = verifier;
    // Nothing can be claimed before the genesis says whose keys count.
    const [first] = lines;
    const opened = verifier.chain() !== null || first === undefined;
    if (!opened) {
      this.#genesis = parseGenesisLine(first);
      verifier.feed(first);
    }
    const blocks = opened ? lines : lines.slice(1);
    await noteFast(
      this.#cache,
      blocks.flatMap((line) => verifier.claims(line)),
    );
    for (const line of blocks) {
      if (verifier.result().problems.length > 0) break;
      const held = verifier.feed(line);
      if (held && this.#keep) this.#store({ ...held, verified: true });
    }
    return verifier.result();
  }

  /** A page of the chain that was kept. */
  query(query: Query): Answer {
    const chain = this.#verifier?.chain() ?? null;
    switch (query.kind) {
      case 'blocks': {
        const from = Math.min(query.from, this.#blocks.length);
        const rows = this.#blocks.slice(Math.max(0, from - query.count), from).reverse();
        return { kind: 'blocks', height: this.#blocks.length, rows: rows.map(blockRow) };
      }
      case 'block':
        return { kind: 'block', page: this.#blockPage(query.height) };
      case 'block-hash': {
        const found = this.#blocks.findIndex((stored) => blockRow(stored).hash === query.hash);
        return { kind: 'block', page: this.#blockPage(found + 1) };
      }
      case 'transaction': {
        const at = this.#positions.get(query.hash);
        const stored = at && this.#blocks[at.height - 1];
        const beside = chain && { chain, contracts: contractTable() };
        const page = stored && beside ? transactionPage(stored, at.position, beside) : null;
        return { kind: 'transaction', page };
      }
      case 'account':
        return { kind: 'account', page: this.#accountPage(query.publicKey) };
    }
  }

  /** Whether the transaction of these canonical bytes is signed by the account that it names. */
  checkSignature(raw: Uint8Array): { readonly held: boolean; readonly milliseconds: number } {
    const transaction = decodeTransaction(raw);
    const from = performance.now();
    const held =
      transaction !== null &&
      verify(transaction.signature, signedPart(transaction), transaction.from);
    return { held, milliseconds: performance.now() - from };
  }

  /** Performs the cheat of a rung on a copy; `past` null: there is no payment to change. */
  async past(
    wish: PastWish,
  ): Promise<{ readonly past: Past | null; readonly milliseconds: number }> {
    const [first = '', ...rest] = wish.lines;
    const genesis = parseGenesisLine(first);
    if (!genesis) return { past: null, milliseconds: 0 };
    const blocks = rest.flatMap((line): PastBlock[] => {
      const block = parseBlockLine(line);
      return block ? [{ bytes: block.bytes, certificate: block.certificate }] : [];
    });
    await this.#noteAll(wish.lines);
    const from = performance.now();
    const past = changePast(
      {
        genesis,
        blocks,
        accountKeys: genesis.accounts.map(({ name }) => demoAccountKey(wish.seed, name)),
        seatKeys: genesis.seats.map(({ seat }) => ({ seat, key: demoSeatKey(wish.seed, seat) })),
        stranger: demoKey(wish.seed, 'a stranger'),
      },
      wish.rung,
      wish.height,
      { contracts: contractTable(), verifier: this.#cache },
    );
    return { past, milliseconds: performance.now() - from };
  }

  async #noteAll(lines: readonly string[]): Promise<void> {
    const reader = openVerifier({ verifier: this.#cache });
    for (const line of lines) {
      await noteFast(this.#cache, reader.claims(line));
      reader.feed(line);
    }
  }

  #store(stored: StoredBlock): void {
    this.#blocks.push(stored);
    const height = this.#blocks.length;
    const chain = this.#verifier?.chain();
    if (!chain) return;
    transactionRows(stored, { chain, contracts: contractTable() }).forEach((row, position) => {
      this.#positions.set(row.hash, { height, position });
    });
  }

  #blockPage(height: number): ReturnType<typeof blockPage> | null {
    const stored = this.#blocks[height - 1];
    const chain = this.#verifier?.chain();
    return stored && chain ? blockPage(stored, { chain, contracts: contractTable() }) : null;
  }

  #accountPage(publicKey: string): ReturnType<typeof accountPage> {
    const genesis = this.#genesis;
    if (!genesis) return null;
    const chain = this.#verifier?.chain() ?? openChain(genesis);
    const beside = { chain, contracts: contractTable() };
    const rows: TransactionRow[] = [];
    let count = 0;
    for (const stored of [...this.#blocks].reverse()) {
      for (const row of [...transactionRows(stored, beside)].reverse()) {
        if (row.from !== publicKey && row.to !== publicKey) continue;
        count++;
        if (rows.length < ROWS_MAX) rows.push(row);
      }
    }
    return accountPage(publicKey, rows, count, beside);
  }
}
