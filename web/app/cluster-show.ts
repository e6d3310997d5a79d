/** What the Cluster and Ledger views draw, and what a person can ask for there. */
import type { LiveShow, Network } from '../cluster/live.ts';
import type { AccountPage, BlockPage, BlockRow, TransactionPage } from '../ledger/show.ts';
import type { Hex, Receipt, RefusalReason } from '../ledger/transaction.ts';
import type { Fault } from '../scenario/fault.ts';
import type { SimulationShow } from '../simulation/show.ts';
import type { Job } from './snapshot.ts';

/** The simulated run and its player. */
export interface RunShow {
  readonly show: SimulationShow;
  readonly playing: boolean;
  /** Ticks of virtual time for one second of wall time; 0 = one message at a time. */
  readonly ticksPerSecond: number;
  /** A long run, a search for the shortest story. */
  readonly job: Job<null>;
  /** Where the faults of the scenario stand on the time line, and what they say. */
  readonly flags: readonly {
    readonly at: number;
    readonly index: number;
    readonly words: string;
  }[];
  /** A recorded live run is played, named by its origin; '' = the scenario's own run. */
  readonly recording: string;
}

export interface ClusterShow {
  readonly mode: 'live' | 'simulation';
  /** null: not started yet, or not to be had; `words` says which. */
  readonly live: LiveShow | null;
  readonly run: RunShow | null;
  /** What is going on while `live` or `run` are null; '' otherwise. */
  readonly words: string;
  /** The seat this tab was opened for by the link, 0 = none. */
  readonly ownSeat: number;
}

/** What the Ledger view has open, as the link names it. */
export type LedgerPlace =
  | { readonly kind: 'chain' }
  | { readonly kind: 'block'; readonly height: number }
  | { readonly kind: 'transaction'; readonly hash: Hex }
  | { readonly kind: 'account'; readonly publicKey: Hex }
  | { readonly kind: 'past'; readonly rung: 1 | 2 | 3 | 4 | 5 }
  | { readonly kind: 'wallets' };

export interface WalletRow {
  readonly name: string;
  readonly publicKey: Hex;
  readonly balanceMicro: number;
  readonly nonce: number;
  /** The owner's two thresholds; below the lower one it is urgent. */
  readonly lowMicro: number;
  readonly urgentMicro: number;
  readonly role: 'home' | 'operator' | 'faucet';
}

/** A transaction on its way, or just arrived. */
export interface Errand {
  readonly id: number;
  readonly hash: Hex;
  /** 'Home 7 pays Home 3 4.20 USDT' */
  readonly words: string;
  readonly state:
    | { readonly kind: 'waiting' }
    | { readonly kind: 'committed'; readonly height: number; readonly receipt: Receipt }
    | { readonly kind: 'refused'; readonly reason: RefusalReason | 'no-leader' | 'busy' }
    | { readonly kind: 'unknown' };
}

/** Verification of the whole chain, block by block. */
export interface VerifyPart {
  readonly height: number;
  readonly milliseconds: number;
  /** Of the first block that fails, in words; '' while all is well. */
  readonly fault: string;
  readonly faultHeight: number;
}

/** One of five seats' copies in "Change the past". */
export interface PastCopy {
  readonly seat: number;
  readonly valid: boolean;
  readonly words: string;
  /** Short hash of its block at the height that was changed. */
  readonly blockHash: Hex;
  readonly forged: boolean;
}

/** One rung of the ladder, as it stands. */
export interface PastShow {
  readonly rung: 1 | 2 | 3 | 4 | 5;
  /** false: nothing was changed yet on this rung. */
  readonly done: boolean;
  readonly height: number;
  /** The bytes before and after, around the change. */
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  readonly changedFrom: number;
  readonly changedTo: number;
  /** What every check says now, in the order they are made. */
  readonly findings: readonly {
    readonly check: 'hash' | 'link' | 'merkle' | 'signature' | 'account' | 'certificate' | 'others';
    readonly held: boolean;
    readonly height: number;
    readonly words: string;
  }[];
  readonly chain: readonly {
    readonly height: number;
    readonly hash: Hex;
    readonly previousHash: Hex;
    readonly held: boolean;
  }[];
  readonly copies: readonly PastCopy[];
  readonly milliseconds: number;
}

export interface LedgerShow {
  readonly place: LedgerPlace;
  /** '' when all is well; otherwise what is missing, e.g. a majority of the seats. */
  readonly words: string;
  readonly height: number;
  readonly genesisHash: Hex;
  /** The rows of the list that are on screen, newest first, from height `rowsFrom` downwards. */
  readonly rowsFrom: number;
  readonly rows: readonly BlockRow[];
  /** Of the open place; null while it is fetched or when there is no such thing. */
  readonly block: BlockPage | null;
  readonly transaction: TransactionPage | null;
  readonly account: AccountPage | null;
  readonly missing: boolean;
  readonly wallets: readonly WalletRow[];
  readonly errands: readonly Errand[];
  readonly verify: Job<VerifyPart>;
  /** The answer to "verify this signature yourself", for the open transaction. */
  readonly checked: {
    readonly hash: Hex;
    readonly held: boolean;
    readonly milliseconds: number;
  } | null;
  readonly past: PastShow | null;
  readonly searchWords: string;
}

export type ClusterCommand =
  /** Starts what the view needs; dispatched by the view when it is first shown. */
  | { readonly kind: 'cluster-open' }
  | { readonly kind: 'cluster-mode'; readonly mode: 'live' | 'simulation' }
  /** Live seats. */
  | {
      readonly kind: 'seat';
      readonly seat: number;
      readonly act:
        | 'host'
        | 'release'
        | 'crash'
        | 'restart'
        | 'wipe'
        | 'take-over'
        | 'timeout-now'
        | 'lead'
        | 'remove'
        | 'open-tab';
    }
  | { readonly kind: 'seat-add' }
  | { readonly kind: 'live-partition'; readonly groups: readonly (readonly number[])[] }
  | {
      readonly kind: 'live-cut';
      readonly from: number;
      readonly to: number;
      readonly lost: boolean;
    }
  | { readonly kind: 'live-heal' }
  | { readonly kind: 'live-network'; readonly change: Partial<Network> }
  /** Opens what was recorded here in the player. */
  | { readonly kind: 'live-trace' }
  /** The simulation's player. */
  | { readonly kind: 'run-play' }
  | { readonly kind: 'run-pause' }
  | { readonly kind: 'run-step'; readonly steps: 1 | -1 }
  | { readonly kind: 'run-ticks'; readonly ticks: number }
  | { readonly kind: 'run-seek'; readonly step: number }
  | { readonly kind: 'run-speed'; readonly ticksPerSecond: number }
  | { readonly kind: 'run-cancel' }
  /** Adds to the scenario's list at the tick shown: undoable, and in the link. */
  | { readonly kind: 'run-fault'; readonly fault: FaultNow }
  | { readonly kind: 'run-fault-remove'; readonly index: number }
  /** A prepared story by its id. */
  | { readonly kind: 'run-story'; readonly id: string }
  | { readonly kind: 'run-shortest' };

/** A fault without its time: it happens now. */
export type FaultNow = Fault extends infer Each
  ? Each extends Fault
    ? Omit<Each, 'at'>
    : never
  : never;

export type LedgerCommand =
  | { readonly kind: 'ledger-open' }
  | { readonly kind: 'ledger-go'; readonly place: LedgerPlace }
  /** The list shows `count` rows from `from` downwards. */
  | { readonly kind: 'ledger-window'; readonly from: number; readonly count: number }
  /** Hash, height, account's name or key. */
  | { readonly kind: 'ledger-search'; readonly text: string }
  | { readonly kind: 'ledger-verify' }
  | { readonly kind: 'ledger-verify-cancel' }
  | { readonly kind: 'ledger-check-signature'; readonly hash: Hex }
  | { readonly kind: 'ledger-export' }
  /** JSON Lines of a chain, checked and shown beside the live one. */
  | { readonly kind: 'ledger-import'; readonly name: string; readonly text: string }
  | {
      readonly kind: 'wallet-pay';
      readonly from: Hex;
      readonly to: Hex;
      readonly valueMicro: number;
    }
  | { readonly kind: 'wallet-top-up'; readonly to: Hex; readonly valueMicro: number }
  | {
      readonly kind: 'wallet-thresholds';
      readonly account: Hex;
      readonly lowMicro: number;
      readonly urgentMicro: number;
    }
  /** The ladder: do the cheat of this rung, take it back, ask the others for the true copy. */
  | {
      readonly kind: 'past';
      readonly rung: 1 | 2 | 3 | 4 | 5;
      readonly act: 'do' | 'undo' | 'repair';
    };
