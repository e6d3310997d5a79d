/** What a person can ask for in the Cluster and Ledger views. */
import type { Network } from '../cluster/live.ts';
import type { Rung } from '../ledger/past.ts';
import type { Hex } from '../ledger/transaction.ts';
import type { ClusterScenario, Fault } from '../scenario/fault.ts';
import type { LedgerPlace } from './ledger-show.ts';

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
  /** Empties every disk and begins a new chain: what nothing undoes, so the view asks first. */
  | { readonly kind: 'live-reset' }
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
  /** Another founding, another rule, a deliberate bug, bad luck: undoable under `words`. */
  | { readonly kind: 'run-setup'; readonly change: RunSetup; readonly words: string }
  /** From a recording back to the scenario's own run. */
  | { readonly kind: 'run-scenario' }
  /** A prepared story by its id. */
  | { readonly kind: 'run-story'; readonly id: string }
  | { readonly kind: 'run-shortest' };

/** What of a simulated cluster is no fault of a moment. */
type RunSetup = Partial<Omit<ClusterScenario, 'faults'>>;

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
  /** Back from an imported chain to the running one. */
  | { readonly kind: 'ledger-live' }
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
      readonly rung: Rung;
      readonly act: 'do' | 'undo' | 'repair';
    };
