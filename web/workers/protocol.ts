/** What travels between the page and its compute workers. Plain data; long arrays move. */
import type { GridCase } from '../grid/case.ts';
import type { Day, Design, Frame, NoseCurve, TimeSeries } from '../kernel/outcome.ts';
import type { YearGround } from '../kernel/year.ts';
import type { ReadProfileOptions } from '../profile/read-csv.ts';
import type { TableReport } from '../reproduce/table.ts';
import type { Scenario } from '../scenario/scenario.ts';

export interface SolveRequest {
  readonly scenario: Scenario;
  /** The scenario already applied to its case. */
  readonly grid: GridCase;
  /** Digest of the day that is already known for this scenario; null = solve the day as well. */
  readonly dayDigest: string | null;
}

export interface Solved {
  readonly frame: Frame;
  /** null when the request brought the digest of a known day. */
  readonly day: Day | null;
  readonly dayDigest: string;
  /** First 8 hex digits over the day and the moment. */
  readonly stamp: string;
}

export interface NoseAnswer {
  readonly nose: NoseCurve | null;
  /** 'idle': nothing to scale; 'unsolvable': no solution even without loads. */
  readonly kind: 'found' | 'idle' | 'unsolvable';
}

export interface StarsRequest {
  readonly scenario: Scenario;
  readonly grid: GridCase;
  /** The thesis's Table 7, or null where the feeder is another. */
  readonly thesis: Scenario['devices'] | null;
}

/** The designs drawn as stars; null = cannot be judged by this formulation. */
export interface Stars {
  readonly thesis: Design | null;
  readonly guess: Design | null;
  readonly none: Design | null;
}

export interface DesignRequest {
  readonly scenario: Scenario;
  readonly grid: GridCase;
  readonly design: Design;
}

export interface DesignsRequest {
  readonly scenario: Scenario;
  readonly grid: GridCase;
  readonly designs: readonly Design[];
}

export interface ProfileRequest {
  readonly text: string;
  readonly grid: GridCase;
  readonly options: ReadProfileOptions;
}

export interface YearRequest {
  readonly scenario: Scenario;
  readonly grid: GridCase;
}

/** What a year stands on, and in how many chunks it is solved. */
export interface YearOpened {
  readonly ground: YearGround;
  readonly chunks: number;
}

export interface YearBlockAnswer {
  readonly firstChunk: number;
  readonly chunks: number;
  readonly series: TimeSeries;
  /** SHA-256 over the results of each chunk, 64 hex digits. */
  readonly digests: readonly string[];
}

export interface SunRequest {
  readonly scenario: Scenario;
  /** How many panels of 365 W; parts of one are allowed. */
  readonly panels: number;
}

/** AC kW in each slot of the year. */
export interface SunAnswer {
  readonly stepMinutes: 60 | 15;
  readonly output: Float64Array;
  /** Under a sky without clouds all year. */
  readonly clearSky: Float64Array;
  /** Under the clouds that were foretold for each day at the midnight before it. */
  readonly foretold: Float64Array;
}

export interface ReproduceRequest {
  /** Empty = all. */
  readonly tables: readonly string[];
}

export interface ReproduceProgress {
  readonly done: number;
  readonly total: number;
  readonly reports: readonly TableReport[];
}
