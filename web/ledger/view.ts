/**
 * The state during one block: reads fall through to what was before, writes gather above it, those
 * of the running transaction apart, so that a refusal leaves nothing behind.
 */
import { assert } from '../assert.ts';
import type { StateView } from './contract.ts';
import {
  type Account,
  accountKey,
  decodeAccount,
  encodeAccount,
  isKey,
  type State,
  stateGet,
  stateKeys,
  stateWith,
  VALUE_BYTES_MAX,
} from './state.ts';
import type { Hex } from './transaction.ts';

export class WorkingState implements StateView {
  private readonly base: State;
  private readonly kept = new Map<string, Uint8Array | null>();
  private open = new Map<string, Uint8Array | null>();

  constructor(base: State) {
    this.base = base;
  }

  get(key: string): Uint8Array | undefined {
    const open = this.open.get(key);
    if (open !== undefined) return open ?? undefined;
    const kept = this.kept.get(key);
    if (kept !== undefined) return kept ?? undefined;
    return stateGet(this.base, key);
  }

  set(key: string, value: Uint8Array): void {
    assert(isKey(key), 'a key of printable ASCII', { key });
    assert(value.length <= VALUE_BYTES_MAX, 'a value that fits', { key, bytes: value.length });
    this.open.set(key, value);
  }

  delete(key: string): void {
    this.open.set(key, null);
  }

  keys(prefix: string): readonly string[] {
    const keys = new Set(stateKeys(this.base, prefix));
    for (const writes of [this.kept, this.open]) {
      for (const [key, value] of writes) {
        if (!key.startsWith(prefix)) continue;
        if (value) keys.add(key);
        else keys.delete(key);
      }
    }
    return [...keys].sort((a, b) => (a < b ? -1 : 1));
  }

  /** What the transaction wrote stays. */
  keep(): void {
    for (const [key, value] of this.open) this.kept.set(key, value);
    this.open.clear();
  }

  /** What the transaction wrote is forgotten. */
  drop(): void {
    this.open.clear();
  }

  /** The state after all that was kept. */
  result(): State {
    return stateWith(this.base, this.kept);
  }
}

/** The account of a key as it stands now; null: it has none. */
export function readAccount(view: StateView, publicKey: Hex): Account | null {
  const bytes = view.get(accountKey(publicKey));
  return bytes ? decodeAccount(bytes) : null;
}

/** Puts an account back, changed. */
export function writeAccount(view: StateView, publicKey: Hex, account: Account): void {
  view.set(accountKey(publicKey), encodeAccount(account));
}
