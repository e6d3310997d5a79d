/**
 * The running cluster as one tab sees it: seats in workers of this tab and of others, reached
 * over channels. An interface; the page gets a tab of web/workers.
 */
import type { Problem } from '../assert.ts';
import type { Genesis } from '../ledger/genesis.ts';
import type { AccountPage, BlockPage, BlockRow, TransactionPage } from '../ledger/show.ts';
import type { Hex, RefusalReason } from '../ledger/transaction.ts';
import type { MessageShow, SeatShow } from '../raft/show.ts';
import type { Trace } from '../simulation/trace.ts';

/** Why no cluster of tabs, or only a part of it, is to be had here, in stable words. */
export type Limit =
  /** Plain http: no locks and no fast cryptography. All seats run in this tab, unlocked. */
  | 'insecure'
  /** No storage (private window, blocked): chains last as long as the tab. */
  | 'memory-only'
  /** Inside a frame of another site: other tabs cannot be met. */
  | 'framed'
  /** No BroadcastChannel: other tabs cannot be met. */
  | 'no-channel'
  /** Another tab runs another version of the page; it must be reloaded first. */
  | 'version'
  /** The disk is full: nothing new is promised. */
  | 'full';

export interface LiveShow {
  readonly cluster: string;
  readonly genesis: Genesis;
  readonly genesisHash: Hex;
  readonly seats: readonly SeatShow[];
  /** Sampled, for the picture only; `sentAt` in ms of performance.timeOrigin + now(). */
  readonly messages: readonly MessageShow[];
  readonly cuts: readonly (readonly [from: number, to: number])[];
  readonly network: Network;
  readonly limits: readonly Limit[];
  /** This tab's own small number, the same everywhere. */
  readonly tab: number;
  /** Where the chain stands for whoever asks now; −1 while nobody answers. */
  readonly height: number;
  readonly leader: number;
  /** Seats that are up and seats that a majority needs. */
  readonly up: number;
  readonly needed: number;
  /** Damage found on a disk of this tab, by seat. */
  readonly damage: readonly { readonly seat: number; readonly problem: Problem }[];
}

export interface Network {
  readonly delayMs: number;
  readonly lossPercent: number;
  readonly duplicatePercent: number;
}

/**
 * - refused: certainly not executed, and why.
 * - unknown: no answer in time; it may or may not be in the chain. Ask again by its hash.
 */
export type Submitted =
  | {
      readonly outcome: 'committed';
      readonly height: number;
      readonly index: number;
      readonly hash: Hex;
      /** Set when the block holds it as refused. */
      readonly reason: RefusalReason | null;
    }
  | { readonly outcome: 'refused'; readonly reason: RefusalReason | 'no-leader' | 'busy' }
  | { readonly outcome: 'unknown'; readonly hash: Hex };

export type Query =
  | { readonly kind: 'blocks'; readonly from: number; readonly count: number }
  | { readonly kind: 'block'; readonly height: number }
  | { readonly kind: 'block-hash'; readonly hash: Hex }
  | { readonly kind: 'transaction'; readonly hash: Hex }
  | { readonly kind: 'account'; readonly publicKey: Hex };

export type Answer =
  | { readonly kind: 'blocks'; readonly height: number; readonly rows: readonly BlockRow[] }
  | { readonly kind: 'block'; readonly page: BlockPage | null }
  | { readonly kind: 'transaction'; readonly page: TransactionPage | null }
  | { readonly kind: 'account'; readonly page: AccountPage | null };

/** Rows that no seat has confirmed: `verified` of each is null. */
export interface Glance {
  readonly height: number;
  /** Newest first. */
  readonly rows: readonly BlockRow[];
}

export interface LiveCluster {
  /** Calls back at once and then at most 20 times a second, until the returned function is called. */
  watch(listener: (show: LiveShow) => void): () => void;
  /** This tab takes the seat over; words say why it could not ('' = it did). */
  host(seat: number): Promise<string>;
  /** Stops the seat here in good order and frees it for another tab. */
  release(seat: number): Promise<void>;
  /** Stops it like a crash, wherever it runs. */
  crash(seat: number): Promise<void>;
  restart(seat: number): Promise<string>;
  /** Its disk is emptied; it comes back as a learner. */
  wipe(seat: number): Promise<void>;
  /** Takes the seat from a tab that froze: its lock is stolen, its writes are fenced. */
  takeOver(seat: number): Promise<string>;
  timeoutNow(seat: number): Promise<void>;
  partition(groups: readonly (readonly number[])[]): void;
  cut(from: number, to: number, lost: boolean): void;
  heal(): void;
  network(change: Partial<Network>): void;
  transferLeadership(seat: number): Promise<string>;
  /** The lowest seat that is no member comes in as a learner; words say why not. */
  addSeat(): Promise<string>;
  /** Voted out, stopped, its disk emptied; no page starts it again until it is added. */
  removeSeat(seat: number): Promise<string>;
  /**
   * Every disk is emptied and a new chain begins; seats that run elsewhere are asked to stop. Words
   * name one that another tab keeps: then nothing is emptied. The genesis stays, so transactions
   * of the old chain are valid on the new one.
   */
  reset(): Promise<string>;
  /** Canonical bytes of a signed transaction. */
  submit(bytes: Uint8Array, timeoutMs?: number): Promise<Submitted>;
  /** A linearizable look at one key of the state; undefined bytes = absent. */
  read(key: string, timeoutMs?: number): Promise<ReadAnswer>;
  query(query: Query): Promise<Answer>;
  /** The newest rows that lie on a disk of this browser, whether or not a seat runs; null: none. */
  glance(): Promise<Glance | null>;
  /** The whole chain with certificates as JSON Lines, one line at a time; throws if a block lacks. */
  export(): AsyncIterable<string>;
  /** What happened here since the page opened, for the player. */
  trace(): Promise<Trace>;
  dispose(): Promise<void>;
}

export type ReadAnswer =
  | { readonly outcome: 'read'; readonly bytes: Uint8Array | undefined; readonly height: number }
  | { readonly outcome: 'unknown' };
