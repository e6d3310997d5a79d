/**
 * A cluster without Raft: one chain in memory that takes every transaction at once. The ledger in
 * it is the real one; only agreement is missing.
 */
import { contractTable } from '../../web/ledger/contracts.ts';
import type {
  Answer,
  Glance,
  LiveCluster,
  LiveShow,
  Query,
  Submitted,
} from '../../web/cluster/live.ts';
import { attest } from '../../web/ledger/certificate.ts';
import {
  applyBlock,
  buildBlock,
  checkTransaction,
  openChain,
  type Chain,
} from '../../web/ledger/chain.ts';
import { demoGenesis, demoSeatKey } from '../../web/ledger/demo.ts';
import { blockLine, genesisLine } from '../../web/ledger/export.ts';
import { signatureCache } from '../../web/ledger/key.ts';
import {
  accountPage,
  blockPage,
  blockRow,
  transactionPage,
  transactionRows,
  type StoredBlock,
} from '../../web/ledger/pages.ts';
import { decodeTransaction, transactionHash } from '../../web/ledger/transaction.ts';

const VOTERS = [1, 2, 3, 4, 5];

export class MemoryCluster {
  chain: Chain;
  readonly blocks: StoredBlock[] = [];
  readonly #seed: number;
  readonly #rules = { contracts: contractTable(), verifier: signatureCache() };
  readonly #listeners = new Set<(show: LiveShow) => void>();
  leader = 3;
  /** true: no seat is up yet, and whoever asks one waits. */
  asleep = false;
  #awake: (() => void)[] = [];

  constructor(seed: number) {
    this.#seed = seed;
    this.chain = openChain(demoGenesis({ seed, seats: 5, homes: 8 }));
  }

  /** As the page asks for it; what is missing here throws when used. */
  get live(): LiveCluster {
    const parts: Partial<LiveCluster> = {
      watch: (listener) => {
        this.#listeners.add(listener);
        listener(this.show());
        return () => void this.#listeners.delete(listener);
      },
      submit: (bytes) => Promise.resolve(this.submit(bytes)),
      query: async (query) => {
        if (this.asleep) await new Promise<void>((resolve) => this.#awake.push(resolve));
        return this.query(query);
      },
      glance: () => Promise.resolve(this.glance()),
      export: () => this.lines(),
      dispose: () => Promise.resolve(),
    };
    return parts as LiveCluster;
  }

  /** Another seat leads; 0 = none. */
  lead(seat: number): void {
    this.leader = seat;
    for (const listener of this.#listeners) listener(this.show());
  }

  wake(): void {
    this.asleep = false;
    this.lead(this.leader);
    for (const resolve of this.#awake.splice(0)) resolve();
  }

  /** What lies on the disk. */
  glance(): Glance | null {
    const rows = this.blocks.map((stored) => blockRow({ ...stored, verified: null })).reverse();
    return rows[0] ? { height: rows[0].height, rows } : null;
  }

  submit(bytes: Uint8Array): Submitted {
    const transaction = decodeTransaction(bytes);
    if (!transaction) return { outcome: 'refused', reason: 'bytes' };
    if (this.leader === 0) return { outcome: 'refused', reason: 'no-leader' };
    const reason = checkTransaction(this.chain, transaction, this.#rules);
    if (reason !== null) return { outcome: 'refused', reason };
    const index = this.chain.tip.height + 2;
    const place = { term: 2, index };
    const block = buildBlock(this.chain, {
      ...place,
      transactions: [transaction],
      proposer: this.leader,
      voters: VOTERS,
    });
    const applied = applyBlock(this.chain, block, place, this.#rules);
    if (applied.fault) throw new Error(JSON.stringify(applied.fault));
    this.chain = applied.chain;
    this.blocks.push({
      bytes: block,
      receipts: applied.receipts,
      certificate: VOTERS.slice(0, 4).map((seat) =>
        attest(applied.hash, seat, demoSeatKey(this.#seed, seat)),
      ),
      verified: true,
    });
    for (const listener of this.#listeners) listener(this.show());
    const hash = transactionHash(transaction);
    return { outcome: 'committed', height: this.chain.tip.height, index, hash, reason: null };
  }

  query(query: Query): Answer {
    const beside = { chain: this.chain, contracts: this.#rules.contracts };
    const page = (height: number): ReturnType<typeof blockPage> | null => {
      const stored = this.blocks[height - 1];
      return stored ? blockPage(stored, beside) : null;
    };
    switch (query.kind) {
      case 'blocks': {
        const from = Math.min(query.from, this.blocks.length);
        const rows = this.blocks.slice(Math.max(0, from - query.count), from).reverse();
        return { kind: 'blocks', height: this.blocks.length, rows: rows.map(blockRow) };
      }
      case 'block':
        return { kind: 'block', page: page(query.height) };
      case 'block-hash':
        return {
          kind: 'block',
          page: page(this.blocks.findIndex((each) => blockRow(each).hash === query.hash) + 1),
        };
      case 'transaction': {
        for (const stored of this.blocks) {
          const at = transactionRows(stored, beside).findIndex(({ hash }) => hash === query.hash);
          if (at >= 0) {
            return { kind: 'transaction', page: transactionPage(stored, at, beside) };
          }
        }
        return { kind: 'transaction', page: null };
      }
      case 'account': {
        const { publicKey } = query;
        const rows = this.blocks
          .flatMap((stored) => transactionRows(stored, beside))
          .filter(({ from, to }) => from === publicKey || to === publicKey)
          .reverse();
        return { kind: 'account', page: accountPage(publicKey, rows, rows.length, beside) };
      }
    }
  }

  // eslint wants a generator of promises to await; the real one reads from a disk.
  async *lines(): AsyncIterable<string> {
    yield await Promise.resolve(genesisLine(this.chain.genesis));
    for (const [at, { bytes, certificate }] of this.blocks.entries()) {
      yield blockLine({ height: at + 1, bytes, certificate });
    }
  }

  show(): LiveShow {
    return {
      cluster: 'memory',
      genesis: this.chain.genesis,
      genesisHash: this.chain.genesisHash,
      seats: [],
      messages: [],
      cuts: [],
      network: { delayMs: 0, lossPercent: 0, duplicatePercent: 0 },
      limits: [],
      tab: 1,
      height: this.asleep ? -1 : this.chain.tip.height,
      leader: this.asleep ? 0 : this.leader,
      up: this.asleep ? 0 : 5,
      needed: 3,
      damage: [],
    };
  }
}
