/** What the views render: one immutable value. A new one is published after every change. */
import type { Problem } from '../assert.ts';
import type { GridCase } from '../grid/case.ts';
import type { ByChoice, Day, Design, Frame, NoseCurve } from '../kernel/outcome.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { ClusterShow } from './cluster-show.ts';
import type { Command } from './command.ts';
import type { WalletAlert } from '../store/run-store.ts';
import type { ForecastShow } from './forecast-show.ts';
import type { LedgerShow } from './ledger-show.ts';
import type { YearPart } from './year-show.ts';
import type { TableReport, TableSummary } from '../reproduce/table.ts';

/** Every view in the order of its entries and of the keys 1 to 9. */
export const VIEWS = ['grid', 'optimise', 'forecast', 'ledger', 'cluster', 'reproduce'] as const;

export type ViewId = (typeof VIEWS)[number];

export interface World {
  readonly scenario: Scenario;
  /** The case with the scenario's base power, loads and switched lines applied. */
  readonly grid: GridCase;
  readonly frame: Frame | null;
  readonly day: Day | null;
}

/** The five states of a long job; `part` is what there is to show so far. */
export type Job<Part> =
  | { readonly state: 'idle' }
  | { readonly state: 'queued'; readonly position: number }
  | {
      readonly state: 'running';
      readonly done: number;
      readonly total: number;
      readonly elapsedMs: number;
      readonly part: Part | null;
    }
  | { readonly state: 'done'; readonly elapsedMs: number; readonly part: Part }
  /** `resumable`: continue gives the same end as if it had never stopped. */
  | {
      readonly state: 'stopped';
      readonly reason: string;
      readonly done: number;
      readonly total: number;
      readonly part: Part | null;
      readonly resumable: boolean;
    };

export interface SitingPart {
  readonly generation: number;
  readonly evaluations: number;
  readonly front: readonly Design[];
  readonly hypervolumeHistory: Float64Array;
  /** The scenario the search runs for; a later edit makes the job stale, not wrong. */
  readonly scenario: Scenario;
}

export interface ReproducePart {
  readonly reports: readonly TableReport[];
}

export type Offline =
  | { readonly state: 'online-only'; readonly why: string }
  /** The page is a file that needs nothing else. */
  | { readonly state: 'file' }
  | { readonly state: 'saving'; readonly percent: number }
  | { readonly state: 'ready'; readonly bytes: number }
  | { readonly state: 'offline' }
  | { readonly state: 'update-ready' };

export interface Notice {
  readonly id: number;
  readonly tone: 'info' | 'warning' | 'failure';
  readonly words: string;
  readonly problems: readonly Problem[];
  /** Text to copy into a report of a fault of ours; present only then. */
  readonly report?: string;
  /** A command offered with the notice, by its label. */
  readonly offers: readonly {
    readonly label: string;
    readonly command: Command;
  }[];
}

export interface Snapshot {
  readonly view: ViewId;
  /** null until the kernel answered for the first time. */
  readonly world: World;
  readonly baseline: World | null;
  /** Of the current world; null while it is not asked for or being computed. */
  readonly nose: NoseCurve | null;
  /** Set when the nose cannot be found, in words. */
  readonly playing: boolean;
  /** Seconds of wall time for one day. */
  readonly daySeconds: number;
  readonly link: string;
  /** First 8 hex digits of the SHA-256 over the scenario's results; '' while computing. */
  readonly stamp: string;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** What undo would take back, in words; '' when nothing. */
  readonly undoWords: string;
  readonly redoWords: string;
  readonly siting: Job<SitingPart>;
  /** Index into siting.part.front, −1 = none. */
  readonly selectedDesign: number;
  /** The selected design solved at the search's hour, for its voltages; null while computing. */
  readonly selectedFrame?: Frame | null;
  /** The selected design by every choice of hours; null while computing. */
  readonly selectedChoices?: ByChoice | null;
  /** Objectives of the stars: the thesis's Table 7 and the user's guess (null = not evaluable). */
  readonly thesisDesign: Design | null;
  readonly guessDesign: Design | null;
  readonly noDevices: Design | null;
  readonly tables: readonly TableSummary[];
  readonly reproduce: Job<ReproducePart>;
  readonly year: Job<YearPart>;
  /** The year others are compared with; null = none is pinned. */
  readonly yearBaseline: YearPart | null;
  readonly forecast: ForecastShow;
  readonly cluster: ClusterShow;
  readonly ledger: LedgerShow;
  /** What owners set themselves; accounts without an entry have the usual thresholds. */
  readonly alerts: readonly WalletAlert[];
  /** SHA-256 over the bytes of kernel.wasm, 64 hex digits; '' or absent until computed. */
  readonly kernelSha256?: string;
  readonly offline: Offline;
  readonly notices: readonly Notice[];
  readonly projector: boolean;
  readonly theme: 'system' | 'light' | 'dark';
  readonly shortcuts: boolean;
  /** Controls that the link hides or locks: 'seed', 'case', 'devices', … */
  readonly hidden: readonly string[];
  readonly locked: readonly string[];
  readonly mode: 'full' | 'embed';
  /** 'starting' → 'ready', or 'failed' with the sentence to show. */
  readonly engine:
    { readonly state: 'starting' | 'ready' } | { readonly state: 'failed'; readonly words: string };
}
