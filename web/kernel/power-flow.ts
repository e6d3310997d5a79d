/**
 * One power flow of a case by any method, as plain data in kW, kvar and per unit.
 *
 * Knows which kernel answers for which method; never believes one: flows, losses, generation and
 * the remaining mismatch come from one independent routine (assembly/mismatch.ts), whoever solved.
 */
import type { GridCase } from '../grid/case.ts';
import type { Method } from '../scenario/scenario.ts';
import { checkFlag, checkNumber, checkRecord, whole } from './argument.ts';
import {
  type Injections,
  ownInjections,
  packNetwork,
  type Packed,
  PQ,
  setInjections,
  SLACK,
} from './network.ts';
import type { BranchResult, BusResult, PowerFlow } from './outcome.ts';
import { f64, i32, type Wasm } from './wasm.ts';

export interface PowerFlowOptions {
  /** Default 'fast': power summation on radial feeders, Newton with kept factors elsewhere. */
  readonly method?: Method;
  /**
   * Largest power mismatch of a bus, per unit, above 0 and at most 1; default 1e-8. Gauss–Seidel:
   * largest move of a voltage in one sweep, per unit; the distance left, judged by the rate of the
   * last sweeps, is then within the larger of a tenth of it and 1e-9. Below what doubles can
   * express for the network (1e-6 at most), that is what counts.
   */
  readonly tolerancePu?: number;
  /** 1 … 1 000 000; default 20 000 (Gauss–Seidel), 50 (Newton–Raphson) or 1000 (fast). */
  readonly iterationsMax?: number;
  /** Gauss–Seidel's factor, above 0 and at most 2; default 1. Others ignore it. */
  readonly acceleration?: number;
  /** Lets PV buses go when their units reach a reactive limit; default false. */
  readonly enforceReactiveLimits?: boolean;
}

/** The most sweeps or iterations unless told otherwise. */
const ITERATIONS_MAX: Record<Method, number> = {
  'gauss-seidel': 20_000,
  'newton-raphson': 50,
  fast: 1_000,
};

/** The power balance that every converged answer meets at least, per unit. */
const BALANCE_PU = 1e-8;

/**
 * Solves `grid` from a flat start. `injections` replaces its loads and fixed generation.
 * @throws TypeError, RangeError naming the argument; not converging is an answer, not an error.
 */
export function powerFlow(
  wasm: Wasm,
  grid: GridCase,
  options: PowerFlowOptions = {},
  injections?: Injections,
): PowerFlow {
  checkRecord('options', options);
  checkFlag('enforceReactiveLimits', options.enforceReactiveLimits);
  const { method, ...common } = checkSolver(options);
  const settings = { ...common, enforce: options.enforceReactiveLimits === true ? 1 : 0 };
  const packed = packNetwork(wasm, grid);
  if (injections) setInjections(wasm, packed, injections);
  const solved = solve(wasm, method, settings);
  const worst = wasm.verify();
  wasm.polar();
  const enough = Math.max(settings.tolerance, BALANCE_PU, wasm.attainable());
  return readOutcome(wasm, packed, {
    converged: solved === 1 && worst <= enough * (1 + 1e-6),
    given: injections ?? ownInjections(grid),
  });
}

/** What every solver is told. */
export interface SolverSettings {
  readonly method: Method;
  readonly tolerance: number;
  readonly iterationsMax: number;
  readonly alpha: number;
}

interface Settings extends Omit<SolverSettings, 'method'> {
  readonly enforce: number;
}

/** The settings of `options`, defaults filled in. @throws TypeError, RangeError. */
export function checkSolver(options: PowerFlowOptions): SolverSettings {
  const { method = 'fast', tolerancePu = BALANCE_PU, acceleration = 1 } = options;
  checkMethod(method);
  const { iterationsMax = ITERATIONS_MAX[method] } = options;
  checkTolerance(tolerancePu);
  whole('iterationsMax', iterationsMax, [1, 1_000_000]);
  checkAcceleration(acceleration);
  return { method, tolerance: tolerancePu, iterationsMax, alpha: acceleration };
}

function solve(wasm: Wasm, method: Method, settings: Settings): number {
  const { tolerance, iterationsMax, alpha, enforce } = settings;
  wasm.openResult(iterationsMax + 1);
  if (method === 'gauss-seidel') return wasm.gaussSeidel(alpha, tolerance, iterationsMax, enforce);
  if (method === 'fast' && wasm.radialPrepare() === 0) {
    return wasm.distFlow(tolerance, iterationsMax);
  }
  wasm.newtonPrepare();
  wasm.openFlows();
  wasm.newtonKeep(method === 'fast' ? 1 : 0);
  const within = Math.max(tolerance, wasm.attainable());
  return wasm.newtonSolve(within, iterationsMax, enforce, 0);
}

function readOutcome(
  wasm: Wasm,
  packed: Packed,
  { converged, given }: { converged: boolean; given: Injections },
): PowerFlow {
  const { grid, busCount } = packed;
  const worst = wasm.worstMismatch.value;
  const held = i32(wasm, wasm.atLimit.value, busCount);
  const branches = readBranches(wasm, packed);
  return {
    converged,
    iterations: wasm.iterations.value,
    worstMismatchPu: Number.isFinite(worst) ? worst : Number.MAX_VALUE,
    worstBus: grid.buses[wasm.worstBus.value]!.id,
    lossKw: branches.reduce((sum, branch) => sum + branch.lossKw, 0),
    lossKvar: branches.reduce((sum, branch) => sum + branch.lossKvar, 0),
    mismatchHistoryPu: f64(wasm, wasm.history.value, wasm.historyCount.value).slice(),
    buses: readBuses(wasm, packed, given),
    branches,
    atReactiveLimit: grid.buses.filter((_, i) => held[i] !== 0).map((bus) => bus.id),
  };
}

function readBuses(wasm: Wasm, packed: Packed, given: Injections): BusResult[] {
  const { grid, busCount, kind, dead } = packed;
  const magnitude = f64(wasm, wasm.voltageMagnitude.value, busCount);
  const angle = f64(wasm, wasm.voltageAngle.value, busCount);
  const solvedP = f64(wasm, wasm.solvedP.value, busCount);
  const solvedQ = f64(wasm, wasm.solvedQ.value, busCount);
  return grid.buses.map((bus, i) => {
    const fixedKw = kind[i] === SLACK ? solvedP[i]! * grid.baseKva : given.injectionKw[i]!;
    const fixedKvar = kind[i] === PQ ? given.injectionKvar[i]! : solvedQ[i]! * grid.baseKva;
    return {
      id: bus.id,
      voltagePu: magnitude[i]!,
      angleRad: angle[i]!,
      generationKw: dead[i] === 1 ? 0 : fixedKw,
      generationKvar: dead[i] === 1 ? 0 : fixedKvar,
    };
  });
}

function readBranches(wasm: Wasm, packed: Packed): BranchResult[] {
  const { grid, branchIndex } = packed;
  const flows = f64(wasm, wasm.branchFlow.value, branchIndex.length * 4);
  const results: BranchResult[] = grid.branches.map(({ from, to }) => {
    return { from, to, fromKw: 0, fromKvar: 0, toKw: 0, toKvar: 0, lossKw: 0, lossKvar: 0 };
  });
  branchIndex.forEach((index, k) => {
    const [fromKw, fromKvar, toKw, toKvar] = Array.from(
      flows.subarray(4 * k, 4 * k + 4),
      (perUnit) => perUnit * grid.baseKva,
    ) as [number, number, number, number];
    results[index] = {
      ...results[index]!,
      ...{ fromKw, fromKvar, toKw, toKvar },
      lossKw: fromKw + toKw,
      lossKvar: fromKvar + toKvar,
    };
  });
  return results;
}

function checkMethod(method: Method): void {
  if (Object.hasOwn(ITERATIONS_MAX, method)) return;
  const known = Object.keys(ITERATIONS_MAX).join(', ');
  throw new RangeError(`method must be one of ${known}; found ${method}`);
}

function checkTolerance(tolerancePu: number): void {
  checkNumber('tolerancePu', tolerancePu);
  if (tolerancePu > 0 && tolerancePu <= 1) return;
  throw new RangeError(`tolerancePu must be above 0 and at most 1; found ${tolerancePu}`);
}

function checkAcceleration(acceleration: number): void {
  checkNumber('acceleration', acceleration);
  if (acceleration > 0 && acceleration <= 2) return;
  throw new RangeError(`acceleration must be above 0 and at most 2; found ${acceleration}`);
}
