/** What the Forecast view draws. */
import type { ProphetForecast } from '../forecast/forecast.ts';
import type { Study } from '../forecast/study.ts';
import type { SunStudy } from '../forecast/sun.ts';
import type { Category } from '../grid/case.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Comparison, ProcedureRun } from '../workers/forecast-protocol.ts';
import type { Job } from './snapshot.ts';

/** Whose meter it is. */
export interface MeterBus {
  readonly id: number;
  /** null: the case does not say who draws there. */
  readonly kind: Category | null;
  /** The bus's own peak on the feeder, kW, all loads scaled as the scenario says. */
  readonly peakKw: number;
  /** true: from a file; false: made from the seed. */
  readonly metered: boolean;
}

/** Whose output it is. */
export interface SunPart {
  /** Panels at the bus; 0: none, so one kWp is foretold in their place. */
  readonly standing: number;
  /** Panels that are foretold; parts of one where none stand. */
  readonly panels: number;
  /** Their nameplate, all panels scaled as the scenario says. */
  readonly installedKw: number;
}

/** The history, the day that comes, and what the simple methods make of it. */
export interface StudyPart extends Study {
  readonly scenario: Scenario;
  readonly bus: MeterBus;
  /** null: loads are foretold. */
  readonly sun: (SunPart & SunStudy['sky']) | null;
}

/** Prophet's answer for the day that comes. */
export interface FitPart {
  readonly scenario: Scenario;
  readonly forecast: ProphetForecast;
  /** Days of the history that were fitted as public holidays. */
  readonly holidayCount: number;
}

/** Prophet on the last days of the history. */
export interface ComparePart {
  readonly scenario: Scenario;
  readonly comparison: Comparison;
}

/** The thesis's procedure on this history. */
export interface ProcedurePart {
  readonly scenario: Scenario;
  readonly bus: MeterBus;
  readonly run: ProcedureRun;
  /** Highest value that the meter showed, kW. */
  readonly userPeakKw: number;
}

/** A curve drawn by hand. */
export interface GuessShow {
  readonly on: boolean;
  /** The day that comes has been shown; drawing is over. */
  readonly revealed: boolean;
  /** kW at every second hour from midnight; empty while the guess is off. */
  readonly handlesKw: readonly number[];
  /** How many of them were moved. */
  readonly moved: readonly boolean[];
}

export interface ForecastShow {
  /** null while it is computed for the first time. */
  readonly study: StudyPart | null;
  readonly fit: Job<FitPart>;
  readonly compare: Job<ComparePart>;
  readonly procedure: Job<ProcedurePart>;
  readonly guess: GuessShow;
  /** Why Prophet cannot be run here, in words; '' while nothing speaks against it. */
  readonly trouble: string;
}

/** Hours from one handle of the guess to the next. */
export const HANDLE_HOURS = 2;
