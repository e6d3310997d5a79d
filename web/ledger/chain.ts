/**
 * The chain as a state machine: a genesis, then one block after the other, each a pure step that
 * gives the same chain, receipts and faults on every seat, in every browser.
 *
 * Knows nothing of Raft but the two numbers under which an entry was committed. Never looks at a
 * clock; never leaves half a block behind.
 */
import { assert } from '../assert.ts';
import {
  type Block,
  BLOCK_BYTES_MAX,
  BLOCK_TRANSACTIONS_MAX,
  type BlockHeader,
  decodeBlockParts,
  encodeBlock,
  headerHash,
  readSeats,
} from './block.ts';
import { hexOf, KIND, LAYOUT_VERSION, Reader, Writer } from './bytes.ts';
import { isStep } from './certificate.ts';
import { execute, type Rules } from './execute.ts';
import { type Genesis, genesisHash } from './genesis.ts';
import { DOMAIN, hashOf } from './hash.ts';
import { merkleRoot } from './merkle.ts';
import {
  accountKey,
  decodeAccount,
  EMPTY_STATE,
  encodeAccount,
  isKey,
  type State,
  stateEntries,
  stateRoot,
  stateWith,
  VALUE_BYTES_MAX,
} from './state.ts';
import {
  type Hex,
  type Receipt,
  type RefusalReason,
  signedPart,
  type SignedTransaction,
  transactionHash,
} from './transaction.ts';
import { WorkingState } from './view.ts';

export type { Rules } from './execute.ts';

/** All that is needed to go on: the chain's end and the state there. Immutable plain data. */
export interface Chain {
  readonly genesis: Genesis;
  readonly genesisHash: Hex;
  readonly tip: Tip;
  readonly state: State;
}

interface Tip {
  /** 0 = only the genesis. */
  readonly height: number;
  /** Of the genesis, where there is no block yet. */
  readonly hash: Hex;
  /** Of its entry in Raft's log; 0 = only the genesis. */
  readonly term: number;
  readonly index: number;
  /** Who voted on it; of the genesis, the founding voters. */
  readonly voters: readonly number[];
}

/** Where Raft put the entry that carries a block. */
export interface LogPlace {
  readonly term: number;
  readonly index: number;
}

export interface Proposal extends LogPlace {
  readonly transactions: readonly SignedTransaction[];
  readonly proposer: number;
  /** Sorted. */
  readonly voters: readonly number[];
}

/** Why a committed entry is no block of this chain; the same answer on every seat. */
export type VoidReason =
  | 'bytes'
  | 'chain'
  | 'height'
  | 'previous'
  /** Elsewhere than where it was committed. */
  | 'place'
  /** Before the last block in the log, or of an earlier term. */
  | 'order'
  | 'proposer'
  | 'voters'
  | 'merkle';

export type BlockFault =
  /** Skipped by every seat alike; the chain stays as it was. */
  | { readonly kind: 'void'; readonly reason: VoidReason }
  /**
   * Its proposer had another state before it: this seat or that one is broken, and must stop.
   * `expected` is the root here, `found` the one in the header.
   */
  | { readonly kind: 'diverged'; readonly expected: Hex; readonly found: Hex };

export interface Applied {
  /** The chain with the block on top; unchanged if there is a fault. */
  readonly chain: Chain;
  /** null if there is a fault. */
  readonly block: Block | null;
  /** The block's hash, '' if there is a fault. */
  readonly hash: Hex;
  /** One for each transaction, in order. */
  readonly receipts: readonly Receipt[];
  readonly fault: BlockFault | null;
}

/** A chain without blocks. `genesis` must have no problems (checkGenesis). */
export function openChain(genesis: Genesis): Chain {
  const hash = genesisHash(genesis);
  const accounts = genesis.accounts.map(({ publicKey, name, balanceMicro, role }) => {
    const account = encodeAccount({ balanceMicro, nonce: 0, role, name });
    return [accountKey(publicKey), account] as const;
  });
  return {
    genesis,
    genesisHash: hash,
    tip: { height: 0, hash, term: 0, index: 0, voters: genesis.voters },
    state: stateWith(EMPTY_STATE, new Map(accounts)),
  };
}

/** The canonical bytes of the next block. */
export function buildBlock(chain: Chain, proposal: Proposal): Uint8Array {
  const { transactions, term, index, proposer, voters } = proposal;
  assert(transactions.length <= BLOCK_TRANSACTIONS_MAX, 'a block that fits');
  const header: BlockHeader = {
    height: chain.tip.height + 1,
    previousHash: chain.tip.hash,
    chain: chain.genesisHash,
    term,
    index,
    proposer,
    voters,
    merkleRoot: merkleRoot(transactions.map(transactionHash)),
    stateRoot: stateRoot(chain.state),
    transactionCount: transactions.length,
  };
  const bytes = encodeBlock({ header, transactions });
  assert(bytes.length <= BLOCK_BYTES_MAX, 'a block that fits', { bytes: bytes.length });
  return bytes;
}

/** The last bytes of a signed transaction. */
const SIGNATURE_BYTES = 64;

/** Hashes of transactions from their canonical bytes. */
const hashesOf = (transactionBytes: readonly Uint8Array[]): readonly Hex[] =>
  transactionBytes.map((bytes) => hexOf(hashOf(DOMAIN.transaction, bytes)));

/** Why a header cannot come next, the first reason in a fixed order; null: it can. */
export function headerFault(
  chain: Chain,
  header: BlockHeader,
  place: LogPlace | null,
): VoidReason | null {
  const { tip, genesis } = chain;
  if (header.chain !== chain.genesisHash) return 'chain';
  if (header.height !== tip.height + 1) return 'height';
  if (header.previousHash !== tip.hash) return 'previous';
  if (place && (header.term !== place.term || header.index !== place.index)) return 'place';
  if (header.index <= tip.index || header.term < tip.term) return 'order';
  const known = (id: number): boolean => genesis.seats.some(({ seat }) => seat === id);
  if (!known(header.proposer)) return 'proposer';
  if (!header.voters.every(known) || !isStep(tip.voters, header.voters)) return 'voters';
  return null;
}

/**
 * The next block on top. `place` is where Raft committed it; null: not known (an imported chain),
 * then the header's own is believed. Never throws for any bytes.
 */
export function applyBlock(
  chain: Chain,
  bytes: Uint8Array,
  place: LogPlace | null,
  rules: Rules,
): Applied {
  const fault = (found: BlockFault): Applied => {
    return { chain, block: null, hash: '', receipts: [], fault: found };
  };
  const parts = decodeBlockParts(bytes);
  if (!parts) return fault({ kind: 'void', reason: 'bytes' });
  const hashes = hashesOf(parts.transactionBytes);
  const { block, transactionBytes } = parts;
  const { header } = block;
  const reason = headerFault(chain, header, place);
  if (reason) return fault({ kind: 'void', reason });
  if (header.merkleRoot !== merkleRoot(hashes)) return fault({ kind: 'void', reason: 'merkle' });
  const expected = stateRoot(chain.state);
  if (header.stateRoot !== expected) {
    return fault({ kind: 'diverged', expected, found: header.stateRoot });
  }
  const view = new WorkingState(chain.state);
  const { genesis, genesisHash: chainHash } = chain;
  const ground = { genesis, genesisHash: chainHash, height: header.height, rules };
  const receipts = block.transactions.map((transaction, i) => {
    const whole = transactionBytes[i]!;
    const signed = whole.subarray(0, whole.length - SIGNATURE_BYTES);
    return execute(view, { transaction, hash: hashes[i]!, signed }, ground);
  });
  const hash = headerHash(header);
  const { height, term, index, voters } = header;
  const tip = { height, hash, term, index, voters };
  return {
    chain: { genesis, genesisHash: chainHash, tip, state: view.result() },
    block,
    hash,
    receipts,
    fault: null,
  };
}

/**
 * Why a transaction would be refused if it came next; null if it would not. Before the log, for
 * clients: by the time it is in a block, others may have come before it.
 */
export function checkTransaction(
  chain: Chain,
  transaction: SignedTransaction,
  rules: Rules,
): RefusalReason | null {
  const receipt = execute(
    new WorkingState(chain.state),
    {
      transaction,
      hash: transactionHash(transaction),
      signed: signedPart(transaction),
    },
    {
      genesis: chain.genesis,
      genesisHash: chain.genesisHash,
      height: chain.tip.height + 1,
      rules,
    },
  );
  return receipt.accepted ? null : receipt.reason;
}

/** Bytes of a snapshot, for a newcomer without the blocks: genesis hash, tip, then the state's entries in the order of their keys. */
export function encodeChain({ genesisHash: chain, tip, state }: Chain): Uint8Array {
  const writer = new Writer().u8(LAYOUT_VERSION).u8(KIND.snapshot).hex(chain, 32);
  writer.u64(tip.height).hex(tip.hash, 32).u64(tip.term).u64(tip.index).u8(tip.voters.length);
  for (const voter of tip.voters) writer.u16(voter);
  const entries = stateEntries(state);
  writer.u32(entries.length);
  for (const { key, value } of entries) writer.text(key).bytes32(value);
  return writer.done();
}

/** null: not the canonical bytes of any chain that began with `genesis`. */
export function decodeChain(genesis: Genesis, bytes: Uint8Array): Chain | null {
  const reader = new Reader(bytes);
  reader.start(KIND.snapshot);
  const chain = genesisHash(genesis);
  reader.require(reader.hex(32) === chain);
  const tip = {
    height: reader.u64(),
    hash: reader.hex(32),
    term: reader.u64(),
    index: reader.u64(),
    voters: readSeats(reader),
  };
  const count = reader.u32();
  const entries = new Map<string, Uint8Array>();
  let before = '';
  for (let i = 0; i < count && !reader.failed; i++) {
    const key = reader.text();
    const value = reader.bytes32();
    reader.require(isKey(key) && key > before && value.length <= VALUE_BYTES_MAX);
    if (key.startsWith('account/')) reader.require(decodeAccount(value) !== null);
    entries.set(key, value);
    before = key;
  }
  if (!reader.end()) return null;
  return { genesis, genesisHash: chain, tip, state: stateWith(EMPTY_STATE, entries) };
}
