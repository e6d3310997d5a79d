/** The replicated application of a simulated cluster: what committed entries are applied to. */

/**
 * Pure functions over an immutable state, so that a player may keep every state there ever was.
 * Only entries of kind 'data' get here; empty ones and membership changes leave the state alone.
 */
export interface Application<State> {
  /** Before the first entry; equal at all seats. */
  initial(): State;
  apply(state: State, entry: AppliedEntry): State;
  /** Everything `restore` needs to go on from here. */
  snapshot(state: State): Uint8Array;
  restore(data: Uint8Array): State;
  /** A fingerprint of the whole state, an integer of at most 53 bits: equal states, equal roots. */
  root(state: State): number;
  /** The same in hex, as people compare it. */
  rootHex(state: State): string;
  /** Blocks so far, and the hash of the last one; 0 and '' where there is no chain. */
  height(state: State): number;
  tipHash(state: State): string;
  /** An entry in a few characters, for logs: 'x = 3'. */
  label(data: Uint8Array): string;
  /** A client's write of the register; the number tells one operation from all others. */
  write(operation: number, value: number): Uint8Array;
  /** Number of the operation in an entry made by `write`; 0 for any other entry. */
  operationOf(data: Uint8Array): number;
  read(state: State): RegisterValue;
}

interface AppliedEntry {
  readonly index: number;
  readonly term: number;
  readonly data: Uint8Array;
}

export interface RegisterValue {
  readonly value: number;
  /** Log index of the write it comes from; 0 = never written. */
  readonly version: number;
}
