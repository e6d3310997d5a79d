/** What the session needs from outside: threads, storage, address, wall clock, offline badge. */
import type { ClusterOptions } from '../workers/cluster.ts';
import type { Compute } from '../workers/compute.ts';
import type { LiveCluster } from '../cluster/live.ts';
import type { SessionStore } from '../store/run-store.ts';
import type { StoreTrouble } from '../store/database.ts';
import type { Offline } from './snapshot.ts';

export interface Address {
  /** From the '#', '' when there is none. */
  readonly hash: string;
  /** Counts the links a person went to; all entries written between two of them have the same. */
  readonly chapter: number;
  /** `newEntry` true: the browser's Back returns to what was before. */
  write(hash: string, newEntry: boolean): void;
  /** A person went to another link, or went through the browser's history. */
  watch(onChange: (hash: string) => void): () => void;
}

export interface Clock {
  /** Milliseconds from anywhere, steadily rising. */
  now(): number;
  /** Calls back once; the returned function prevents it. */
  after(ms: number, call: () => void): () => void;
}

/** Calls back whenever the page may be about to go; it may also come back. */
export type Leaving = (call: () => void) => () => void;

export interface OfflineRim {
  watch(onChange: (offline: Offline) => void): () => void;
  updateNow(): void;
  saveOffline(): void;
}

export interface Rim {
  readonly compute: Compute;
  readonly openStore: (onTrouble: (trouble: StoreTrouble) => void) => SessionStore;
  readonly address: Address;
  readonly clock: Clock;
  readonly leaving: Leaving;
  readonly openCluster: (options: ClusterOptions) => Promise<LiveCluster>;
  /** Opens the page at `hash` in a tab or window of its own; false: the browser refused. */
  readonly openTab: (hash: string) => boolean;
  /** Hands the pieces of a text to the person as a file to keep. */
  readonly saveFile: (name: string, pieces: readonly string[]) => void;
  readonly offline: OfflineRim | null;
  /** The person asked the system for less motion: time stands still at first. */
  readonly prefersStill: boolean;
}
