/** What the kernels answer: plain data, typed arrays where long, units in the names. */
import type { SitingHour } from '../scenario/scenario.ts';

export interface BusResult {
  readonly id: number;
  readonly voltagePu: number;
  readonly angleRad: number;
  /** What generators inject at this bus (slack and PV solved), 0 where there is none. */
  readonly generationKw: number;
  readonly generationKvar: number;
}

export interface BranchResult {
  readonly from: number;
  readonly to: number;
  /** Into the branch at each end; 0 when out of service. */
  readonly fromKw: number;
  readonly fromKvar: number;
  readonly toKw: number;
  readonly toKvar: number;
  readonly lossKw: number;
  readonly lossKvar: number;
}

export interface PowerFlow {
  readonly converged: boolean;
  readonly iterations: number;
  /** Largest |ΔP| or |ΔQ| left, per unit, and the bus it stands at. Finite, always. */
  readonly worstMismatchPu: number;
  readonly worstBus: number;
  readonly lossKw: number;
  readonly lossKvar: number;
  /** After each sweep or iteration; entry 0 is the start. */
  readonly mismatchHistoryPu: Float64Array;
  /** In the case's order. Not converged: the last finite iterate. */
  readonly buses: readonly BusResult[];
  /** In the case's order, branches out of service included. */
  readonly branches: readonly BranchResult[];
  /** PV buses held at a reactive limit, by id. */
  readonly atReactiveLimit: readonly number[];
}

/** Row-major slots × buses, buses in the case's order. Powers as in the scenario's convention. */
export interface TimeSeriesInput {
  readonly slots: number;
  readonly loadKw: Float64Array;
  readonly loadKvar: Float64Array;
  readonly injectionKw: Float64Array;
  readonly injectionKvar: Float64Array;
}

export interface TimeSeries {
  readonly slots: number;
  /** slots × buses */
  readonly voltagePu: Float64Array;
  readonly lossKw: Float64Array;
  readonly lossKvar: Float64Array;
  readonly slackKw: Float64Array;
  readonly slackKvar: Float64Array;
  /** 1 = converged */
  readonly converged: Uint8Array;
  readonly iterations: Uint16Array;
}

/** All loads (and fixed generation) scaled together by λ; from λ = 0 through the nose. */
export interface NoseCurve {
  /** Largest λ with a solution. */
  readonly lambdaMax: number;
  /** Bus with the lowest voltage at the nose. */
  readonly weakestBus: number;
  readonly voltageAtNosePu: number;
  /** Points along the curve, upper branch first: λ and the weakest bus's voltage. */
  readonly lambda: Float64Array;
  readonly voltagePu: Float64Array;
  /** points × buses */
  readonly voltagesPu: Float64Array;
}

/** Every quantity of the network at one moment, as the views show it. */
export interface Frame {
  readonly slot: number;
  /** What was fed to the solver, per bus in the case's order. */
  readonly loadKw: Float64Array;
  readonly loadKvar: Float64Array;
  readonly pvKw: Float64Array;
  /** Discharge positive. */
  readonly packKw: Float64Array;
  readonly deviceKvar: Float64Array;
  readonly irradianceKwM2: number;
  readonly ambientC: number;
  readonly flow: PowerFlow;
  /** Spent inside the solver, for the status line only. */
  readonly solveMs: number;
}

/** The 96 quarter-hours of the scenario's day. */
export interface Day {
  readonly series: TimeSeries;
  readonly loadKw: Float64Array;
  readonly pvKw: Float64Array;
  readonly packKw: Float64Array;
  /** Energy in the packs at the end of each slot, all buses together, kWh; length 96. */
  readonly storedKwh: Float64Array;
  readonly irradianceKwM2: Float64Array;
}

/** What a year is computed from, before any device acts; arrays from 1 January 00:00. */
export interface YearInput {
  readonly stepMinutes: 60 | 15;
  readonly slots: number;
  /** kW/m² on the panels and on level ground, °C, m/s, share of the sky under cloud. */
  readonly planeKwM2: Float64Array;
  readonly horizontalKwM2: Float64Array;
  readonly ambientC: Float64Array;
  readonly windMs: Float64Array;
  readonly cloudShare: Float64Array;
  /** AC kW of one panel. */
  readonly panelKw: Float64Array;
  /** Row-major slots × buses, `loadScale` included. */
  readonly loadKw: Float64Array;
  readonly loadKvar: Float64Array;
}

/** What panels and packs do over a year; row-major slots × buses, kW at the bus. */
export interface YearDispatch {
  /** After what was curtailed. */
  readonly pvKw: Float64Array;
  /** Discharge positive. */
  readonly packKw: Float64Array;
  /** Per slot: what panels could have made and nobody was allowed to take. */
  readonly curtailedKw: Float64Array;
  /** In all packs at the end of each slot, kWh. */
  readonly storedKwh: Float64Array;
}

/** A year, solved or being solved: slots that no chunk has reached yet stay 0. */
export interface Year {
  readonly input: YearInput;
  readonly dispatch: YearDispatch;
  readonly series: TimeSeries;
}

/** One design of the siting search, with its objectives. */
export interface Design {
  /** Per bus in the case's order (0 on the slack). */
  readonly panels: readonly number[];
  readonly packs: readonly number[];
  /** $ for the hour, or the mean of the hours that were judged; so the two below */
  readonly costUsdPerHour: number;
  /** Σ |1 − V| over the buses other than the slack, pu */
  readonly voltageDeviationPu: number;
  /** |Σ line losses|, kVA */
  readonly apparentLossKva: number;
  readonly feasible: boolean;
  /** Sum of relative breaches; 0 when feasible. */
  readonly violation: number;
  /** Where many hours were judged: Σ |1 − V| of the worst one, and the extremes of V, pu. */
  readonly worst?: {
    readonly voltageDeviationPu: number;
    readonly lowestPu: number;
    readonly highestPu: number;
  };
  /** Where representative days decided: what the whole year says of the same design. */
  readonly wholeYear?: Judgement;
}

/** One design by every choice of hours; null where some hour has no power flow. */
export type ByChoice = Readonly<Record<SitingHour, Judgement | null>>;

/** How a design does, by whatever hours judged it. */
export type Judgement = Omit<Design, 'panels' | 'packs' | 'wholeYear'>;

export interface SitingResult {
  /** The non-dominated feasible designs (least violating ones if none is feasible). */
  readonly front: readonly Design[];
  /** After each generation, objectives divided by the no-device point, reference (1, 1, 1). */
  readonly hypervolumeHistory: Float64Array;
  readonly generation: number;
  readonly evaluations: number;
}
