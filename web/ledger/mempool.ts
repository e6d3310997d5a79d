/**
 * Transactions that wait for a block. Deterministic and immutable: what it gives depends on what
 * it was given, in that order, and on nothing else.
 *
 * Fair to accounts: each block takes one of each account in turn and begins one account further
 * than the block before; when the pool is full, the account with most waiting gives up its last.
 */
import { accountOf } from './state.ts';
import { type Chain, checkTransaction, type Rules } from './chain.ts';
import { contractInForce } from './execute.ts';
import {
  encodeTransaction,
  type Hex,
  type RefusalReason,
  signedPart,
  type SignedTransaction,
  transactionClaim,
  transactionHash,
} from './transaction.ts';

/** A checked transaction that waits for a block. */
interface Waiting {
  readonly hash: Hex;
  readonly transaction: SignedTransaction;
  /** Of its canonical bytes. */
  readonly bytes: number;
}

export interface MempoolLimits {
  /** All together, 1 and up. */
  readonly transactionsMax: number;
  /** Of one account, and how far a nonce may be ahead of the chain. */
  readonly perAccountMax: number;
}

/** Immutable: every change answers with a new one that shares what stayed. */
export interface Mempool {
  readonly limits: MempoolLimits;
  /** By account, each list in the order of nonces. */
  readonly accounts: ReadonlyMap<Hex, readonly Waiting[]>;
  readonly count: number;
}

export interface Admission {
  readonly pool: Mempool;
  /** null: it waits now (or waited already). 'busy': no room, try again later. */
  readonly refused: RefusalReason | 'busy' | null;
  /** Pushed out by it; their clients must be told 'busy'. */
  readonly evicted: readonly Waiting[];
}

const DEFAULT_LIMITS: MempoolLimits = { transactionsMax: 4096, perAccountMax: 1024 };

/** A block's transactions take at most so many bytes, well below what makes it void. */
const BYTES_MAX = 524_288;

/** A pool in which nothing waits. */
export function emptyMempool(limits: Partial<MempoolLimits> = {}): Mempool {
  const all = { ...DEFAULT_LIMITS, ...limits };
  return { limits: all, accounts: new Map(), count: 0 };
}

/** Why it can never be executed, or not now; null: it may wait. */
function reasonAgainst(
  transaction: SignedTransaction,
  hash: Hex,
  chain: Chain,
  rules: Rules,
): RefusalReason | null {
  if (transaction.chain !== chain.genesisHash) return 'chain';
  const account = accountOf(chain.state, transaction.from);
  if (!account) return 'authority';
  if (transaction.nonce <= account.nonce) return 'nonce';
  // The next one of its account: its contract can be asked now.
  if (transaction.nonce === account.nonce + 1) return checkTransaction(chain, transaction, rules);
  const claim = transactionClaim(transaction, hash, signedPart(transaction));
  if (!rules.verifier.holds(claim)) return 'signature';
  const contract = contractInForce(chain.genesis, rules.contracts, transaction);
  if (!contract) return 'contract';
  return contract.decode(transaction.payload) === null ? 'payload' : null;
}

/** The account with most waiting; of equals the first by key. */
function heaviest(accounts: ReadonlyMap<Hex, readonly Waiting[]>): Hex {
  let most: Hex = '';
  let count = 0;
  for (const [key, list] of accounts) {
    if (list.length > count || (list.length === count && key < most)) {
      most = key;
      count = list.length;
    }
  }
  return most;
}

/** Takes a transaction in, or says why not. */
export function admit(
  pool: Mempool,
  transaction: SignedTransaction,
  chain: Chain,
  rules: Rules,
): Admission {
  const refuse = (refused: Admission['refused']): Admission => ({ pool, refused, evicted: [] });
  const { from, nonce } = transaction;
  const list = pool.accounts.get(from) ?? [];
  const hash = transactionHash(transaction);
  const rival = list.find((waiting) => waiting.transaction.nonce === nonce);
  if (rival) return refuse(rival.hash === hash ? null : 'nonce');
  const reason = reasonAgainst(transaction, hash, chain, rules);
  if (reason) return refuse(reason);
  const { transactionsMax, perAccountMax } = pool.limits;
  const ahead = nonce - (accountOf(chain.state, from)?.nonce ?? 0);
  if (ahead > perAccountMax || list.length >= perAccountMax) return refuse('busy');

  const accounts = new Map(pool.accounts);
  const evicted: Waiting[] = [];
  if (pool.count >= transactionsMax) {
    const victim = heaviest(accounts);
    const theirs = accounts.get(victim) ?? [];
    if (victim === from || theirs.length <= list.length + 1) return refuse('busy');
    evicted.push(...theirs.slice(-1));
    accounts.set(victim, theirs.slice(0, -1));
  }
  const bytes = encodeTransaction(transaction).length;
  const at = list.findLastIndex((waiting) => waiting.transaction.nonce < nonce) + 1;
  accounts.set(from, [...list.slice(0, at), { hash, transaction, bytes }, ...list.slice(at)]);
  const count = pool.count + 1 - evicted.length;
  return { pool: { ...pool, accounts, count }, refused: null, evicted };
}

/** What the next block takes: each account in turn, by nonce, without gaps. */
export function nextTransactions(
  pool: Mempool,
  chain: Chain,
  limits: { readonly transactionsMax?: number; readonly bytesMax?: number } = {},
): readonly SignedTransaction[] {
  const { transactionsMax = 1024, bytesMax = BYTES_MAX } = limits;
  const keys = [...pool.accounts.keys()].sort((a, b) => (a < b ? -1 : 1));
  const first = keys.length > 0 ? chain.tip.height % keys.length : 0;
  const turn = [...keys.slice(first), ...keys.slice(0, first)];
  let queues = turn.map((key) => ({
    list: pool.accounts.get(key)!,
    at: 0,
    nonce: (accountOf(chain.state, key)?.nonce ?? 0) + 1,
  }));
  const transactions: SignedTransaction[] = [];
  let bytes = 0;
  while (queues.length > 0) {
    const waiting: typeof queues = [];
    for (const queue of queues) {
      const next = queue.list[queue.at];
      if (next?.transaction.nonce !== queue.nonce) continue;
      if (transactions.length >= transactionsMax || bytes + next.bytes > bytesMax) {
        return transactions;
      }
      transactions.push(next.transaction);
      bytes += next.bytes;
      queue.at++;
      queue.nonce++;
      waiting.push(queue);
    }
    queues = waiting;
  }
  return transactions;
}

/** After a block: what was executed, or can no longer be, leaves. */
export function settle(pool: Mempool, chain: Chain): Mempool {
  const accounts = new Map<Hex, readonly Waiting[]>();
  let count = 0;
  for (const [key, list] of pool.accounts) {
    const { nonce } = accountOf(chain.state, key) ?? { nonce: Infinity };
    const rest = list.filter((waiting) => waiting.transaction.nonce > nonce);
    if (rest.length === 0) continue;
    accounts.set(key, rest.length === list.length ? list : rest);
    count += rest.length;
  }
  return { ...pool, accounts, count };
}
