/**
 * Where Raft and the ledger meet: a committed entry becomes a block on the chain, and waiting
 * transactions become the next block's entry.
 *
 * It does no I/O and knows no clock; its driver writes, sends and waits. Invariants: the chain is
 * a function of the committed entries alone; a seat proposes only on top of a chain that holds
 * every block and every change of members of its log, so a block's index, link, state root and
 * voters are known when it is built: it names exactly those who vote where it stands.
 */
import type { BlockHeader } from '../ledger/block.ts';
import { decodeBlock } from '../ledger/block.ts';
import {
  applyBlock,
  buildBlock,
  decodeChain,
  encodeChain,
  openChain,
  type Chain,
  type Rules,
} from '../ledger/chain.ts';
import type { Genesis } from '../ledger/genesis.ts';
import type { Claim } from '../ledger/key.ts';
import { admit, emptyMempool, nextTransactions, settle, type Mempool } from '../ledger/mempool.ts';
import { stateGet, stateRoot } from '../ledger/state.ts';
import {
  decodeTransaction,
  signedPart,
  transactionClaim,
  transactionHash,
  type Hex,
  type Receipt,
  type RefusalReason,
  type SignedTransaction,
} from '../ledger/transaction.ts';
import type { Entry, Snapshot } from '../raft/log-entry.ts';
import type { RaftState } from '../raft/state.ts';
import { entriesBetween, isJoint, lastIndex } from '../raft/view.ts';
import type { StoredBlock, TransactionMark } from './disk.ts';

/** A block that was just put on the chain. */
export interface NewBlock {
  readonly stored: StoredBlock;
  readonly header: BlockHeader;
}

/** This seat's state is not the others': it must stop and say so. */
export class Diverged extends Error {
  override readonly name = 'Diverged';
}

export interface Admitted {
  readonly hash: Hex;
  /** null: it waits for a block. */
  readonly refused: RefusalReason | 'busy' | null;
  /** Pushed out by it: certainly not executed from here. */
  readonly evicted: readonly Hex[];
}

/** Bounds of one block: what a disk, a channel and a lesson's eye can take at once. */
const BLOCK_LIMITS = { transactionsMax: 256, bytesMax: 128 * 1024 };

export class Host {
  readonly genesis: Genesis;
  readonly rules: Rules;
  /** The log index up to which `chain` speaks. */
  appliedIndex = 0;
  chain: Chain;
  #pool: Mempool = emptyMempool();
  /** Transactions of the block proposed last: they may be executed whatever the pool does. */
  #proposed: ReadonlySet<Hex> = new Set();
  /** Names of a block's transactions by its bytes: they cost a hash each and are asked for twice. */
  readonly #names = new WeakMap<Uint8Array, readonly Hex[]>();
  readonly #labels = new WeakMap<Uint8Array, string>();

  constructor(genesis: Genesis, rules: Rules) {
    this.genesis = genesis;
    this.rules = rules;
    this.chain = openChain(genesis);
  }

  get height(): number {
    return this.chain.tip.height;
  }

  get root(): Hex {
    return stateRoot(this.chain.state);
  }

  /** Starts over from a snapshot; the one at index 0 has no data and stands for the genesis. */
  install({ index, data }: Snapshot): void {
    const chain = index === 0 ? openChain(this.genesis) : decodeChain(this.genesis, data);
    if (!chain) throw new Diverged('a snapshot holds no chain of this genesis');
    this.chain = chain;
    this.appliedIndex = index;
    this.#pool = settle(this.#pool, chain);
  }

  /** The chain as it stands, for a snapshot of `appliedIndex`. */
  snapshot(): Uint8Array {
    return encodeChain(this.chain);
  }

  /** Takes the next committed entry; null where no block comes of it. */
  apply(index: number, entry: Entry): NewBlock | null {
    this.appliedIndex = index;
    if (entry.kind !== 'data') return null;
    const before = this.chain;
    const place = { term: entry.term, index };
    const { chain, block, hash, receipts, fault } = applyBlock(
      before,
      entry.data,
      place,
      this.rules,
    );
    if (fault?.kind === 'diverged') {
      throw new Diverged(
        `block ${before.tip.height + 1} says state ${fault.found.slice(0, 12)}, ` +
          `this seat has ${fault.expected.slice(0, 12)}`,
      );
    }
    if (!block) return null;
    this.chain = chain;
    this.#pool = settle(this.#pool, chain);
    const stored: StoredBlock = {
      height: block.header.height,
      hash,
      bytes: entry.data,
      receipts,
      certificate: [],
      transactions: this.marksOf(entry.data, block.transactions),
    };
    return { stored, header: block.header };
  }

  /** true: the last block names those who vote now; no change may come before it does. */
  isAnchored(state: RaftState): boolean {
    const { voters } = state.configuration;
    const named = this.chain.tip.voters;
    return voters.length === named.length && voters.every((seat, i) => seat === named[i]);
  }

  /**
   * The next block's bytes if this seat leads, knows every block of its log and has something to
   * say: transactions, or that the voters have changed. `hold`: a change of members waits, so only
   * the last one is still to be said.
   */
  propose(state: RaftState, hold: boolean): Uint8Array | null {
    if (state.role !== 'leader' || state.transferee !== 0) return null;
    const changed = !isJoint(state.configuration) && !this.isAnchored(state);
    if (!changed && (hold || this.#pool.count === 0)) return null;
    const unseen = entriesBetween(state, this.appliedIndex + 1, lastIndex(state));
    if (unseen.some(({ kind }) => kind !== 'noop')) return null;
    const transactions = nextTransactions(this.#pool, this.chain, BLOCK_LIMITS);
    if (transactions.length === 0 && !changed) return null;
    this.#proposed = new Set(transactions.map(transactionHash));
    return buildBlock(this.chain, {
      transactions,
      term: state.hard.term,
      index: lastIndex(state) + 1,
      proposer: state.id,
      voters: state.configuration.voters,
    });
  }

  /** A client's transaction, as canonical bytes. */
  submit(bytes: Uint8Array): Admitted {
    const transaction = decodeTransaction(bytes);
    if (!transaction) return { hash: '', refused: 'bytes', evicted: [] };
    const hash = transactionHash(transaction);
    const { pool, refused, evicted } = admit(this.#pool, transaction, this.chain, this.rules);
    this.#pool = pool;
    const lost = evicted.map((waiting) => waiting.hash).filter((one) => !this.#proposed.has(one));
    return { hash, refused, evicted: lost };
  }

  /** Whoever no longer leads promises nothing about what waits. */
  dropWaiting(): void {
    this.#pool = emptyMempool();
  }

  /** Signatures that applying these bytes will ask for. */
  claimsOfBlock(bytes: Uint8Array): readonly Claim[] {
    const claims = (decodeBlock(bytes)?.transactions ?? []).map(claimOf);
    // A claim bears the name of its transaction.
    const names = claims.map(({ id }) => id);
    this.#names.set(bytes, names);
    return claims;
  }

  claimsOfTransaction(bytes: Uint8Array): readonly Claim[] {
    const transaction = decodeTransaction(bytes);
    return transaction ? [claimOf(transaction)] : [];
  }

  read(key: string): Uint8Array | undefined {
    return stateGet(this.chain.state, key);
  }

  /** An entry in two words. */
  label(data: Uint8Array): string {
    const known = this.#labels.get(data);
    if (known !== undefined) return known;
    const block = decodeBlock(data);
    const label = block ? `block ${block.header.height}` : 'no block';
    this.#labels.set(data, label);
    return label;
  }

  /** How the transactions of a block are found again. */
  marksOf(bytes: Uint8Array, transactions: readonly SignedTransaction[]): TransactionMark[] {
    const names = this.#names.get(bytes);
    return transactions.map((transaction, i) => {
      const { contract, contractVersion, payload, from } = transaction;
      const rules = this.rules.contracts.find(contract, contractVersion);
      const content = rules?.decode(payload);
      const to = rules && content !== null ? rules.meaning(content).to : '';
      const hash = names?.[i] ?? transactionHash(transaction);
      return { hash, accounts: to === '' ? [from] : [from, to] };
    });
  }
}

function claimOf(transaction: SignedTransaction): Claim {
  return transactionClaim(transaction, transactionHash(transaction), signedPart(transaction));
}

/** What a client is told about a transaction of a block. */
export function reasonOf(receipt: Receipt | undefined): RefusalReason | null {
  return receipt && !receipt.accepted ? receipt.reason : null;
}
