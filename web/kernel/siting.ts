/**
 * The siting search: panels and packs per bus for one hour of a network, by NSGA-II inside wasm.
 *
 * Knows the course of a run: generations, migrations, the growing front, stop and resume. Never
 * draws a random number nor evaluates a design; the kernel does. For a given problem, seed,
 * population and island count the result is the same to the bit in every engine, in one go or
 * stopped and resumed, with all islands here or spread over workers.
 * Source: the thesis's formulation; public/docs/decisions/0003-ga-loop-inside-wasm.md.
 */
import type { Design, Judgement, SitingResult } from './outcome.ts';
import { checkCallback, checkList, checkRecord, checkSignal, whole } from './argument.ts';
import { packSiting, type SitingOptions, type SitingProblem } from './siting-problem.ts';
import { seal, unseal } from './seal.ts';
import { migrationDue, readDesign, SitingHost } from './siting-host.ts';
import { f64, type Wasm } from './wasm.ts';

/** As in assembly/siting.ts. */
const UNSOLVED = 1e6;

export interface SitingProgress {
  readonly generation: number;
  /** Non-dominated designs over all islands, cheapest first. */
  readonly front: readonly Design[];
  /** Objectives divided by the no-device point, reference (1, 1, 1). */
  readonly hypervolume: number;
}

/** A run with all its islands in one instance, which it owns from then on. */
export class SitingRun {
  readonly #host: SitingHost;
  #history: number[] = [];

  private constructor(host: SitingHost) {
    this.#host = host;
  }

  /** Throws RangeError for a problem or options that cannot be searched. */
  static create(wasm: Wasm, problem: SitingProblem, options: SitingOptions): SitingRun {
    return new SitingRun(new SitingHost(wasm, problem, options));
  }

  get generation(): number {
    return this.#history.length;
  }

  /** Runs `generations` more (whole, at least 1); the first one of all draws the designs. */
  step(generations: number): SitingProgress {
    whole('generations', generations, [1, 1_000_000]);
    for (let g = 0; g < generations; g++) this.advance();
    return this.progress();
  }

  /** One generation without building the front; answers the hypervolume. */
  advance(): number {
    const host = this.#host;
    host.step();
    const hypervolume = host.hypervolume(host.hosted.map((k) => host.points(k)));
    this.#history.push(hypervolume);
    if (migrationDue(this.generation, host.options.islands)) migrate([host], host.options.islands);
    return hypervolume;
  }

  progress(): SitingProgress {
    return {
      generation: this.generation,
      front: this.generation === 0 ? [] : this.#front(),
      hypervolume: this.#history.at(-1) ?? 0,
    };
  }

  result(): SitingResult {
    return {
      front: this.generation === 0 ? [] : this.#front(),
      hypervolumeHistory: Float64Array.from(this.#history),
      generation: this.generation,
      evaluations: this.#host.evaluations,
    };
  }

  #front(): Design[] {
    return mergeFronts(this.#host.hosted.map((k) => this.#host.designs(k)));
  }

  /** The whole run as bytes, to be stored and given to `restore` of the same run. */
  state(): Uint8Array {
    const words = Uint32Array.of(this.generation, 0);
    const history = Float64Array.from(this.#history);
    const islands = this.#host.hosted.map((k) => this.#host.state(k));
    const parts = [new Uint8Array(words.buffer), new Uint8Array(history.buffer), ...islands];
    return seal(this.#host.mark, parts);
  }

  /** Continues where `state` was taken. Throws RangeError for bytes of another run. */
  restore(bytes: Uint8Array): void {
    const body = unseal(this.#host.mark, bytes);
    const generation = new Uint32Array(body.buffer, 0, 1)[0]!;
    const start = 8 + 8 * generation;
    const bytesEach = (body.length - start) / this.#host.options.islands;
    for (const k of this.#host.hosted) {
      const from = start + k * bytesEach;
      this.#host.restore(k, body.subarray(from, from + bytesEach));
    }
    this.#history = Array.from(new Float64Array(body.buffer, 8, generation));
  }
}

/** Sends the emigrants of every island to the next one around the ring. */
export function migrate(hosts: readonly SitingHost[], islands: number): void {
  const hostOf = (island: number): SitingHost => {
    const host = hosts.find((each) => each.hosted.includes(island));
    if (host === undefined) throw new RangeError(`no host has island ${island}`);
    return host;
  };
  const mail = Array.from({ length: islands }, (_, k) => hostOf(k).takeEmigrants(k));
  mail.forEach((bytes, k) => hostOf((k + 1) % islands).acceptImmigrants((k + 1) % islands, bytes));
}

/**
 * The non-dominated feasible designs of several fronts, each design once, cheapest first; where
 * none is feasible, the least violating ones.
 */
export function mergeFronts(fronts: readonly (readonly Design[])[]): Design[] {
  const all = fronts.flat();
  const least = Math.min(...all.map((design) => design.violation));
  const best = all.filter((design) => design.violation === least).sort(inOrder);
  const once = best.filter((design, i) => i === 0 || inOrder(best[i - 1]!, design) !== 0);
  // One island's first front needs no second look; violating designs are alike in rank.
  if (fronts.length === 1 || least > 0) return once;
  return once.filter((design) => !once.some((other) => dominates(other, design)));
}

function dominates(a: Design, b: Design): boolean {
  const cost = a.costUsdPerHour - b.costUsdPerHour;
  const loss = a.apparentLossKva - b.apparentLossKva;
  const away = a.voltageDeviationPu - b.voltageDeviationPu;
  return cost <= 0 && loss <= 0 && away <= 0 && (cost < 0 || loss < 0 || away < 0);
}

/** By cost, loss, deviation, then panels and packs: a total order of different designs. */
function inOrder(a: Design, b: Design): number {
  const first =
    a.costUsdPerHour - b.costUsdPerHour ||
    a.apparentLossKva - b.apparentLossKva ||
    a.voltageDeviationPu - b.voltageDeviationPu;
  if (first !== 0) return first;
  const [x, y] = [a, b].map((design) => [...design.panels, ...design.packs]);
  const k = x!.findIndex((value, i) => value !== y![i]);
  return k < 0 ? 0 : x![k]! - y![k]!;
}

export interface OptimiseOptions extends SitingOptions {
  /** 1 … 5000 */
  readonly generations: number;
  readonly onGeneration?: (progress: SitingProgress) => void;
  /** Looked at after each generation; what was found so far is the answer. */
  readonly signal?: AbortSignal;
}

/** A whole search in one call, on an instance that it may use up. */
export function optimiseSiting(
  wasm: Wasm,
  problem: SitingProblem,
  options: OptimiseOptions,
): SitingResult {
  checkRecord('options', options);
  const { generations, onGeneration, signal } = options;
  checkCallback('onGeneration', onGeneration);
  checkSignal('signal', signal);
  whole('generations', generations, [1, 5000]);
  const run = SitingRun.create(wasm, problem, options);
  while (run.generation < generations && signal?.aborted !== true) {
    run.advance();
    onGeneration?.(run.progress());
  }
  const result = run.result();
  if (problem.scenario !== 'days' || result.front.length === 0) return result;
  // The run is over, so its instance may take another problem.
  return { ...result, front: judgeWholeYear(wasm, problem, result.front) };
}

/** What was found of a design, without the design. */
export function judgementOf(design: Design): Judgement {
  const { costUsdPerHour, voltageDeviationPu, apparentLossKva, feasible, violation, worst } =
    design;
  const judgement = { costUsdPerHour, voltageDeviationPu, apparentLossKva, feasible, violation };
  return worst === undefined ? judgement : { ...judgement, worst };
}

/**
 * The same designs, each with what the whole year says of it: representative days are a shortcut
 * whose error is to be seen. Forgets what the instance held before.
 */
export function judgeWholeYear(
  wasm: Wasm,
  problem: SitingProblem,
  designs: readonly Design[],
): Design[] {
  const judged = evaluateDesigns(wasm, { ...problem, scenario: 'year' }, designs);
  return designs.map((design, at) => ({ ...design, wholeYear: judgementOf(judged[at]!) }));
}

/**
 * Objectives and feasibility of one design, per bus in the case's order (the slack's entries must
 * be 0; fractions are allowed). Forgets what the instance held before.
 */
export function evaluateDesign(
  wasm: Wasm,
  problem: SitingProblem,
  design: Pick<Design, 'panels' | 'packs'>,
): Design {
  checkRecord('design', design);
  return evaluateDesigns(wasm, problem, [design])[0]!;
}

/** The same for several designs of one problem, which is packed once. */
export function evaluateDesigns(
  wasm: Wasm,
  problem: SitingProblem,
  designs: readonly Pick<Design, 'panels' | 'packs'>[],
): Design[] {
  const siting = packSiting(wasm, problem);
  const { sites, packed } = siting;
  const at = wasm.openSitingIsland(1);
  const siteSet = new Set(sites);
  return designs.map((design) => {
    for (const name of ['panels', 'packs'] as const) {
      checkCounts(name, design[name], { busCount: packed.busCount, siteSet });
    }
    const genome = f64(wasm, wasm.islandGenome(at), 2 * sites.length);
    sites.forEach((bus, site) => {
      genome[site] = design.panels[bus]!;
      genome[sites.length + site] = design.packs[bus]!;
    });
    wasm.evaluateRows(at, 1);
    const judged = readDesign(wasm, siting, { at, row: 0 });
    return siting.year && judged.violation < UNSOLVED
      ? { ...judged, worst: readWorst(wasm) }
      : judged;
  });
}

function checkCounts(
  name: string,
  counts: readonly number[],
  { busCount, siteSet }: { readonly busCount: number; readonly siteSet: ReadonlySet<number> },
): void {
  checkList(name, counts);
  if (counts.length !== busCount) {
    throw new RangeError(`${name} must have ${busCount} entries, one a bus`);
  }
  if (!counts.every((count) => count >= 0 && Number.isFinite(count))) {
    throw new RangeError(`${name} must be finite and not negative`);
  }
  if (counts.some((count, bus) => count > 0 && !siteSet.has(bus))) {
    throw new RangeError(`${name}: a slack bus or one without supply cannot hold devices`);
  }
}

/** The extremes of the design that the instance judged last. */
function readWorst(wasm: Wasm): NonNullable<Design['worst']> {
  const [voltageDeviationPu, lowestPu, highestPu] = f64(wasm, wasm.yearWorst.value, 3);
  return { voltageDeviationPu: voltageDeviationPu!, lowestPu: lowestPu!, highestPu: highestPu! };
}
