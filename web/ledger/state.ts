/**
 * What the chain knows after a block: values under keys, in 256 buckets, with a Merkle tree over
 * the buckets. Immutable: a change answers with a new state that shares what stayed, and hashes
 * only the buckets it touched.
 *
 * Never does: decide anything. Equal contents have equal roots, however they came about.
 */
import { assert } from '../assert.ts';
import { hexOf, isHex, Reader, Writer } from './bytes.ts';
import { DOMAIN, hashOf } from './hash.ts';
import type { Hex } from './transaction.ts';

export interface Entry {
  readonly key: string;
  readonly value: Uint8Array;
}

export interface State {
  /** 256 lists, each in the order of keys. */
  readonly buckets: readonly (readonly Entry[])[];
  /** Merkle tree over the buckets as a heap of 512: [1] is the root, [256 + i] the bucket i. */
  readonly tree: readonly Uint8Array[];
}

export interface Account {
  readonly balanceMicro: number;
  /** Of the last transaction executed; 0 = none yet. */
  readonly nonce: number;
  readonly role: 'home' | 'operator' | 'faucet';
  readonly name: string;
}

const BUCKETS = 256;
const KEY_LENGTH_MAX = 96;
/** Longest value under one key, in bytes. */
export const VALUE_BYTES_MAX = 65_535;

/** Whether a key may stand in the state: printable ASCII, 1 … 96 characters. */
export const isKey = (key: string): boolean =>
  key.length <= KEY_LENGTH_MAX && /^[\x20-\x7e]+$/.test(key);

/** Which bucket a key belongs to: FNV-1a over its characters, folded to eight bits. */
function bucketOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 8) ^ (hash >>> 16) ^ (hash >>> 24)) & (BUCKETS - 1);
}

function bucketHash(bucket: readonly Entry[]): Uint8Array {
  const writer = new Writer();
  for (const { key, value } of bucket) writer.text(key).bytes32(value);
  return hashOf(DOMAIN.stateBucket, writer.done());
}

/** Hashes anew what lies above the buckets in `touched`. */
function treeOver(
  buckets: readonly (readonly Entry[])[],
  old: readonly Uint8Array[],
  touched: ReadonlySet<number>,
): readonly Uint8Array[] {
  const tree = old.slice();
  let level = new Set<number>();
  for (const bucket of touched) {
    tree[BUCKETS + bucket] = bucketHash(buckets[bucket]!);
    level.add((BUCKETS + bucket) >> 1);
  }
  while (level.size > 0) {
    const above = new Set<number>();
    for (const node of level) {
      tree[node] = hashOf(DOMAIN.stateNode, tree[node * 2]!, tree[node * 2 + 1]!);
      if (node > 1) above.add(node >> 1);
    }
    level = above;
  }
  return tree;
}

/** The state in which nothing stands. */
export const EMPTY_STATE: State = (() => {
  const buckets: Entry[][] = Array.from({ length: BUCKETS }, () => []);
  const all = new Set(buckets.keys());
  return { buckets, tree: treeOver(buckets, new Array<Uint8Array>(BUCKETS * 2), all) };
})();

/** Where `key` stands or would stand. */
function placeOf(bucket: readonly Entry[], key: string): number {
  let low = 0;
  let high = bucket.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bucket[middle]!.key < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The root of the whole state. */
export function stateRoot(state: State): Hex {
  return hexOf(state.tree[1]!);
}

/** The value under `key`, not to be changed; undefined: nothing stands there. */
export function stateGet(state: State, key: string): Uint8Array | undefined {
  const bucket = state.buckets[bucketOf(key)]!;
  const entry = bucket[placeOf(bucket, key)];
  return entry?.key === key ? entry.value : undefined;
}

/** Keys that begin with `prefix`, in code unit order. */
export function stateKeys(state: State, prefix: string): readonly string[] {
  const keys: string[] = [];
  for (const bucket of state.buckets) {
    for (let i = placeOf(bucket, prefix); i < bucket.length; i++) {
      const { key } = bucket[i]!;
      if (!key.startsWith(prefix)) break;
      keys.push(key);
    }
  }
  return keys.sort((a, b) => (a < b ? -1 : 1));
}

/** The state with `writes` done; null takes a key away. */
export function stateWith(state: State, writes: ReadonlyMap<string, Uint8Array | null>): State {
  if (writes.size === 0) return state;
  const buckets = state.buckets.slice();
  const touched = new Map<number, Entry[]>();
  for (const [key, value] of writes) {
    const index = bucketOf(key);
    let bucket = touched.get(index);
    if (!bucket) {
      bucket = buckets[index]!.slice();
      touched.set(index, bucket);
      buckets[index] = bucket;
    }
    const at = placeOf(bucket, key);
    const present = bucket[at]?.key === key ? 1 : 0;
    if (value) bucket.splice(at, present, { key, value });
    else bucket.splice(at, present);
  }
  return { buckets, tree: treeOver(buckets, state.tree, new Set(touched.keys())) };
}

/** All entries in the order of their keys, as a snapshot holds them. */
export function stateEntries(state: State): readonly Entry[] {
  return state.buckets.flat().sort((a, b) => (a.key < b.key ? -1 : 1));
}

const ROLES = ['home', 'operator', 'faucet'] as const;

/** The key under which an account stands. */
export const accountKey = (publicKey: Hex): string => `account/${publicKey}`;

/** Canonical bytes of an account. */
export function encodeAccount({ balanceMicro, nonce, role, name }: Account): Uint8Array {
  return new Writer().u64(balanceMicro).u64(nonce).u8(ROLES.indexOf(role)).text(name).done();
}

/** null: not the canonical bytes of an account. */
export function decodeAccount(bytes: Uint8Array): Account | null {
  const reader = new Reader(bytes);
  const balanceMicro = reader.u64();
  const nonce = reader.u64();
  const role = ROLES[reader.u8()];
  const name = reader.text();
  return reader.end() && role ? { balanceMicro, nonce, role, name } : null;
}

/** The account of a key; null: it has none. */
export function accountOf(state: State, publicKey: Hex): Account | null {
  const bytes = isHex(publicKey, 32) ? stateGet(state, accountKey(publicKey)) : undefined;
  if (!bytes) return null;
  const account = decodeAccount(bytes);
  assert(account, 'only canonical accounts stand in the state', { publicKey });
  return account;
}
