/**
 * A contract is a pure reducer with a name and a version. It sees the state through a view, and
 * either changes it or refuses with a reason; a refusal leaves no trace but the nonce and the
 * receipt. Only integers; no clock but the block's height.
 */
import type { Problem } from '../assert.ts';
import type { Hex, Receipt } from './transaction.ts';

/** Read and write access to the state during one transaction. Writes of a refusal are undone. */
export interface StateView {
  /** Canonical bytes under a key, or undefined. Keys are printable ASCII, at most 96 characters. */
  get(key: string): Uint8Array | undefined;
  set(key: string, value: Uint8Array): void;
  delete(key: string): void;
  /** Keys that start with `prefix`, in code unit order. */
  keys(prefix: string): readonly string[];
}

interface Call {
  readonly from: Hex;
  readonly role: 'home' | 'operator' | 'faucet' | 'unknown';
  readonly height: number;
  readonly nonce: number;
}

/** What a transaction means for people and explorers. */
export interface Meaning {
  /** Receiving account, '' when nobody receives. */
  readonly to: Hex;
  readonly valueMicro: number;
  readonly feeMicro: number;
  readonly energyWh: { readonly pv: number; readonly bess: number; readonly grid: number };
  /** The payload field by field, in order, for the table and the console. */
  readonly fields: readonly (readonly [name: string, value: string])[];
}

export interface Contract<Payload> {
  readonly name: string;
  readonly version: number;
  /** Everything wrong with a payload a person made; empty = `encode` will succeed. */
  check(payload: unknown): readonly Problem[];
  encode(payload: Payload): Uint8Array;
  /** null: not the canonical form of any payload. */
  decode(bytes: Uint8Array): Payload | null;
  apply(view: StateView, call: Call, payload: Payload): Receipt;
  meaning(payload: Payload): Meaning;
}
