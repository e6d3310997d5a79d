/**
 * From a world to what the one-line diagram shows: one entry a bus and a branch, in the case's
 * order, every number finite or null. Pure; the same world gives the same picture.
 */
import type { World } from '../../app/snapshot.ts';
import type { BusKind, GridCase } from '../../grid/case.ts';
import { layout, type Layout } from '../../grid/layout.ts';
import { topologyOf, type Topology } from '../../grid/topology.ts';
import { PACK_KW, PANEL_WATTS_STC, type Scenario } from '../../scenario/scenario.ts';
import { voltageWord } from '../../units.ts';

type VoltageWord = ReturnType<typeof voltageWord>;

export interface BusPicture {
  readonly index: number;
  readonly id: number;
  readonly kind: BusKind;
  /** A path in service leads to the slack. */
  readonly supplied: boolean;
  /** null without a solution or a supply. */
  readonly voltagePu: number | null;
  readonly word: VoltageWord;
  /** Outside its limits; never the slack, whose voltage is given. */
  readonly breach: boolean;
  readonly minPu: number;
  readonly maxPu: number;
  /** Drawn now, and at the peak. */
  readonly loadKw: number;
  readonly loadKvar: number;
  readonly peakKw: number;
  readonly peakKvar: number;
  readonly panels: number;
  readonly pvKw: number;
  readonly pvSizeKw: number;
  readonly packs: number;
  /** Discharge positive. */
  readonly packKw: number;
  readonly packSizeKw: number;
  /** What slack and PV buses inject; 0 elsewhere. */
  readonly generationKw: number;
  readonly generationKvar: number;
  /** Per unit of |z| from the slack, along the tree. */
  readonly atLimit: boolean;
}

export interface BranchPicture {
  readonly index: number;
  /** Indices into the buses. */
  readonly from: number;
  readonly to: number;
  readonly inService: boolean;
  /** Active power in the middle, positive from `from` to `to`. */
  readonly flowKw: number;
  readonly flowKvar: number;
  readonly apparentKva: number;
  /** Of the rating, or of the largest flow when `rated` is false; 0 … */
  readonly share: number;
  readonly rated: boolean;
  readonly overloaded: boolean;
  readonly lossKw: number;
}

export interface FeederPicture {
  readonly layout: Layout;
  readonly topology: Topology;
  readonly buses: readonly BusPicture[];
  readonly branches: readonly BranchPicture[];
  readonly converged: boolean;
  /** Bus that stands worst: the lowest voltage, or where the solver is stuck; −1 = none. */
  readonly worst: number;
  readonly slack: number;
  /** The tallest bar: the largest load, plant or battery of one bus. */
  readonly barKw: number;
}

const layouts = new WeakMap<GridCase['branches'], Layout>();
const layoutKeys = new Map<string, Layout>();

// Switching a line must not move the picture, so it is laid out with every line as the case has it.
function stillLayout(scenario: Scenario, grid: GridCase): Layout {
  const known = layouts.get(grid.branches);
  if (known) return known;
  const switched = new Set(scenario.switched);
  const branches = grid.branches.map((branch, index) =>
    switched.has(index) ? { ...branch, inService: !branch.inService } : branch,
  );
  const key = [
    ...grid.buses.map(({ id, kind }) => `${id}${kind}`),
    ...branches.map(({ from, to, inService }) => `${from}-${to}${inService ? '' : '!'}`),
  ].join(' ');
  const found = layoutKeys.get(key) ?? layout({ ...grid, branches });
  if (layoutKeys.size > 20) layoutKeys.clear();
  layoutKeys.set(key, found);
  layouts.set(grid.branches, found);
  return found;
}

const finite = (value: number | undefined): number =>
  value !== undefined && Number.isFinite(value) ? value : 0;

// Judged as it is shown: 1.000001 beside a limit of 1 would read "1.0000, high".
const asShown = (voltagePu: number): number => Math.round(voltagePu * 1e4) / 1e4;

function busPicture(world: World, index: number, supplied: boolean): BusPicture {
  const { scenario, grid, frame } = world;
  const bus = grid.buses[index]!;
  const device = scenario.devices.find((entry) => entry.bus === bus.id);
  const result = frame?.flow.converged ? frame.flow.buses[index] : undefined;
  const voltage = result?.voltagePu;
  const known = supplied && voltage !== undefined && Number.isFinite(voltage);
  const limits = { minPu: bus.voltageMinPu, maxPu: bus.voltageMaxPu };
  const word = known ? voltageWord(asShown(voltage), limits) : 'unknown';
  return {
    index,
    id: bus.id,
    kind: bus.kind,
    supplied,
    voltagePu: known ? voltage : null,
    word,
    breach: known && bus.kind !== 'slack' && word !== 'in limits',
    ...limits,
    loadKw: finite(frame?.loadKw[index]),
    loadKvar: finite(frame?.loadKvar[index]),
    peakKw: bus.loadKw,
    peakKvar: bus.loadKvar,
    panels: device?.panels ?? 0,
    pvKw: finite(frame?.pvKw[index]),
    pvSizeKw: ((device?.panels ?? 0) * PANEL_WATTS_STC) / 1000,
    packs: device?.packs ?? 0,
    packKw: finite(frame?.packKw[index]),
    packSizeKw: (device?.packs ?? 0) * PACK_KW,
    generationKw: known ? finite(result?.generationKw) : 0,
    generationKvar: known ? finite(result?.generationKvar) : 0,
    atLimit: frame?.flow.atReactiveLimit.includes(bus.id) ?? false,
  };
}

function branchPictures(world: World, busAt: ReadonlyMap<number, number>): BranchPicture[] {
  const { grid, frame } = world;
  const flow = frame?.flow.converged ? frame.flow : undefined;
  const apparent = grid.branches.map((_, index) => {
    const { fromKw = 0, fromKvar = 0, toKw = 0, toKvar = 0 } = flow?.branches[index] ?? {};
    return finite(
      Math.max(
        Math.sqrt(fromKw * fromKw + fromKvar * fromKvar),
        Math.sqrt(toKw * toKw + toKvar * toKvar),
      ),
    );
  });
  // Without load only line charging flows; that is not to look like a full line.
  const largest = Math.max(grid.baseKva * 1e-3, ...apparent);
  return grid.branches.map((branch, index) => {
    const result = flow?.branches[index];
    const rated = branch.ratingKva > 0;
    const share = apparent[index]! / (rated ? branch.ratingKva : largest);
    return {
      index,
      from: busAt.get(branch.from) ?? 0,
      to: busAt.get(branch.to) ?? 0,
      inService: branch.inService,
      flowKw: finite(result ? (result.fromKw - result.toKw) / 2 : 0),
      flowKvar: finite(result ? (result.fromKvar - result.toKvar) / 2 : 0),
      apparentKva: apparent[index]!,
      share,
      rated,
      overloaded: rated && share > 1,
      lossKw: finite(result?.lossKw),
    };
  });
}

function worstOf(world: World, buses: readonly BusPicture[]): number {
  const { frame } = world;
  if (frame && !frame.flow.converged)
    return buses.findIndex(({ id }) => id === frame.flow.worstBus);
  return buses.reduce((worst, bus) => {
    if (bus.voltagePu === null || bus.kind === 'slack') return worst;
    const before = buses[worst]?.voltagePu ?? Infinity;
    return bus.voltagePu < before ? bus.index : worst;
  }, -1);
}

const pictures = new WeakMap<World, FeederPicture>();

/** Kept per world: the diagram, the charts and the tables ask for the same one. */
export function pictureOf(world: World): FeederPicture {
  const known = pictures.get(world);
  if (known) return known;
  const { grid, scenario, frame } = world;
  const topology = topologyOf(grid);
  const busAt = new Map(grid.buses.map(({ id }, index) => [id, index]));
  const buses = grid.buses.map((_, index) =>
    busPicture(world, index, (topology.depth[index] ?? -1) >= 0),
  );
  const picture: FeederPicture = {
    layout: stillLayout(scenario, grid),
    topology,
    buses,
    branches: branchPictures(world, busAt),
    converged: frame?.flow.converged ?? false,
    worst: worstOf(world, buses),
    slack: buses.findIndex(({ kind }) => kind === 'slack'),
    barKw: Math.max(
      1,
      ...buses.flatMap((bus) => [bus.peakKw, bus.loadKw, bus.pvSizeKw, bus.packSizeKw]),
    ),
  };
  pictures.set(world, picture);
  return picture;
}
