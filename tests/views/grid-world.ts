/**
 * Worlds for the view tests, solved by a plain backward–forward sweep over the tree, so that the
 * views can be tried without kernel, worker or session.
 */
import { FIRST_CLUSTER, FIRST_FORECAST, FIRST_LEDGER } from '../../web/app/annex-first.ts';
import type { Session } from '../../web/app/session.ts';
import type { Command } from '../../web/app/command.ts';
import type { Snapshot, World } from '../../web/app/snapshot.ts';
import { getCase } from '../../web/grid/cases.ts';
import type { GridCase } from '../../web/grid/case.ts';
import { topologyOf } from '../../web/grid/topology.ts';
import type { BranchResult, Day, Frame, PowerFlow } from '../../web/kernel/outcome.ts';
import { applyScenario } from '../../web/scenario/apply.ts';
import { openingScenario } from '../../web/scenario/default.ts';
import { PACK_KW, PANEL_WATTS_STC, type Scenario } from '../../web/scenario/scenario.ts';

type Complex = readonly [number, number];
const add = (a: Complex, b: Complex): Complex => [a[0] + b[0], a[1] + b[1]];
const sub = (a: Complex, b: Complex): Complex => [a[0] - b[0], a[1] - b[1]];
const mul = (a: Complex, b: Complex): Complex => [
  a[0] * b[0] - a[1] * b[1],
  a[0] * b[1] + a[1] * b[0],
];
const conj = (a: Complex): Complex => [a[0], -a[1]];
const div = (a: Complex, b: Complex): Complex => {
  const size = b[0] * b[0] + b[1] * b[1];
  return [(a[0] * b[0] + a[1] * b[1]) / size, (a[1] * b[0] - a[0] * b[1]) / size];
};

interface Injection {
  readonly kw: readonly number[];
  readonly kvar: readonly number[];
}

/** Radial only, no shunts; what is cut off stays at 1 pu. */
function sweep(grid: GridCase, { kw, kvar }: Injection, rounds = 200): PowerFlow {
  const { order, parent, parentBranch } = topologyOf(grid);
  const voltage: Complex[] = grid.buses.map(() => [1, 0]);
  const current: Complex[] = grid.buses.map(() => [0, 0]);
  const history: number[] = [];
  let change = 1;
  for (let round = 0; round < rounds && change > 1e-10; round += 1) {
    for (const bus of order)
      current[bus] = conj(
        div([-kw[bus]! / grid.baseKva, -kvar[bus]! / grid.baseKva], voltage[bus]!),
      );
    for (const bus of [...order].reverse())
      if (parent[bus]! >= 0) current[parent[bus]!] = add(current[parent[bus]!]!, current[bus]!);
    change = 0;
    for (const bus of order.slice(1)) {
      const branch = grid.branches[parentBranch[bus]!]!;
      const drop = mul([branch.resistancePu, branch.reactancePu], current[bus]!);
      const next = sub(voltage[parent[bus]!]!, drop);
      change = Math.max(change, Math.abs(next[0] - voltage[bus]![0]));
      voltage[bus] = next;
    }
    history.push(Number.isFinite(change) ? change : 1);
  }
  const converged = change <= 1e-10;
  const branches = grid.branches.map((branch, index): BranchResult => {
    const child = parentBranch.indexOf(index);
    const zero = { fromKw: 0, fromKvar: 0, toKw: 0, toKvar: 0, lossKw: 0, lossKvar: 0 };
    if (child < 0 || !branch.inService) return { from: branch.from, to: branch.to, ...zero };
    const power = (bus: number, sign: number): Complex => {
      const s = mul(voltage[bus]!, conj(current[child]!));
      return [sign * s[0] * grid.baseKva, sign * s[1] * grid.baseKva];
    };
    const sent = power(parent[child]!, 1);
    const got = power(child, -1);
    const forward = grid.buses[parent[child]!]!.id === branch.from;
    const [from, to] = forward ? [sent, got] : [got, sent];
    return {
      from: branch.from,
      to: branch.to,
      fromKw: from[0],
      fromKvar: from[1],
      toKw: to[0],
      toKvar: to[1],
      lossKw: sent[0] + got[0],
      lossKvar: sent[1] + got[1],
    };
  });
  const slack = order[0] ?? 0;
  return {
    converged,
    iterations: history.length,
    worstMismatchPu: change > 1e3 || Number.isNaN(change) ? 1 : change,
    worstBus: grid.buses.at(-1)!.id,
    lossKw: branches.reduce((sum, { lossKw }) => sum + lossKw, 0),
    lossKvar: branches.reduce((sum, { lossKvar }) => sum + lossKvar, 0),
    mismatchHistoryPu: Float64Array.from(history),
    buses: grid.buses.map(({ id }, index) => ({
      id,
      voltagePu: Math.sqrt(voltage[index]![0] ** 2 + voltage[index]![1] ** 2),
      angleRad: Math.atan2(voltage[index]![1], voltage[index]![0]),
      generationKw: index === slack ? current[slack]![0] * grid.baseKva : 0,
      generationKvar: index === slack ? -current[slack]![1] * grid.baseKva : 0,
    })),
    branches,
    atReactiveLimit: [],
  };
}

function frameOf(scenario: Scenario, grid: GridCase, hour: number): Frame {
  const sun =
    scenario.moment === 'evening' ? 0 : Math.max(0, Math.sin(((hour - 6) / 12) * Math.PI));
  const share = scenario.moment === 'day' ? 0.7 + 0.3 * Math.sin(((hour - 8) / 12) * Math.PI) : 1;
  const device = (id: number) => scenario.devices.find(({ bus }) => bus === id);
  const loadKw = grid.buses.map((bus) => bus.loadKw * share * scenario.loadScale);
  const loadKvar = grid.buses.map((bus) => bus.loadKvar * share * scenario.loadScale);
  const pvKw = grid.buses.map(
    ({ id }) => ((device(id)?.panels ?? 0) * PANEL_WATTS_STC * sun * scenario.sunScale) / 1000,
  );
  const packKw = grid.buses.map(
    ({ id }) => (device(id)?.packs ?? 0) * PACK_KW * (hour > 18 ? 0.8 : hour > 10 ? -0.6 : 0),
  );
  return {
    slot: Math.round(hour * 4),
    loadKw: Float64Array.from(loadKw),
    loadKvar: Float64Array.from(loadKvar),
    pvKw: Float64Array.from(pvKw),
    packKw: Float64Array.from(packKw),
    deviceKvar: new Float64Array(grid.buses.length),
    irradianceKwM2: sun,
    ambientC: 30,
    flow: sweep(grid, {
      kw: loadKw.map((load, bus) => pvKw[bus]! + packKw[bus]! - load),
      kvar: loadKvar.map((load) => -load),
    }),
    solveMs: 0.4,
  };
}

function dayOf(scenario: Scenario, grid: GridCase): Day {
  const count = grid.buses.length;
  const frames = Array.from({ length: 96 }, (_, slot) => frameOf(scenario, grid, slot / 4));
  const flat = (pick: (frame: Frame) => ArrayLike<number>): Float64Array =>
    Float64Array.from(frames.flatMap((frame) => Array.from(pick(frame))));
  const slack = grid.buses.findIndex(({ kind }) => kind === 'slack');
  return {
    series: {
      slots: 96,
      voltagePu: flat(({ flow }) => flow.buses.map(({ voltagePu }) => voltagePu)),
      lossKw: flat(({ flow }) => [flow.lossKw]),
      lossKvar: flat(({ flow }) => [flow.lossKvar]),
      slackKw: flat(({ flow }) => [flow.buses[slack]!.generationKw]),
      slackKvar: flat(({ flow }) => [flow.buses[slack]!.generationKvar]),
      converged: Uint8Array.from(frames, ({ flow }) => Number(flow.converged)),
      iterations: Uint16Array.from(frames, ({ flow }) => flow.iterations),
    },
    loadKw: flat(({ loadKw }) => loadKw),
    pvKw: flat(({ pvKw }) => pvKw),
    packKw: flat(({ packKw }) => packKw),
    storedKwh: Float64Array.from({ length: 96 * (count > 0 ? 1 : 0) }, (_, slot) => 1000 + slot),
    irradianceKwM2: flat(({ irradianceKwM2 }) => [irradianceKwM2]),
  };
}

export function worldOf(change: Partial<Scenario> = {}): World {
  const scenario: Scenario = { ...openingScenario(), ...change };
  const grid = applyScenario(scenario, scenario.ownCase ?? getCase(scenario.caseId));
  return {
    scenario,
    grid,
    frame: frameOf(scenario, grid, scenario.minute / 60),
    day: dayOf(scenario, grid),
  };
}

export function snapshotOf(world: World, more: Partial<Snapshot> = {}): Snapshot {
  return {
    view: 'grid',
    world,
    baseline: null,
    nose: null,
    year: { state: 'idle' },
    yearBaseline: null,
    forecast: FIRST_FORECAST,
    cluster: FIRST_CLUSTER,
    ledger: FIRST_LEDGER,
    alerts: [],
    playing: false,
    daySeconds: 90,
    link: 'https://example.org/#/grid?v=1&s=7f3a',
    stamp: '9c1e0000',
    canUndo: false,
    canRedo: false,
    undoWords: '',
    redoWords: '',
    siting: { state: 'idle' },
    selectedDesign: -1,
    thesisDesign: null,
    guessDesign: null,
    noDevices: null,
    tables: [],
    reproduce: { state: 'idle' },
    offline: { state: 'online-only', why: '' },
    notices: [],
    projector: false,
    theme: 'light',
    shortcuts: true,
    hidden: [],
    locked: [],
    mode: 'full',
    engine: { state: 'ready' },
    ...more,
  };
}

/** Stands in for the session: answers `change` and `seek` at once with a world solved here. */
export function sessionOf(first: Snapshot, heard: Command[] = []): Session {
  let snapshot = first;
  const listeners = new Set<(snapshot: Snapshot) => void>();
  const publish = (changes: Partial<Snapshot>): void => {
    snapshot = { ...snapshot, ...changes };
    for (const listener of listeners) listener(snapshot);
  };
  const stand = {
    get snapshot(): Snapshot {
      return snapshot;
    },
    subscribe(listener: (snapshot: Snapshot) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispatch(command: Command): void {
      heard.push(command);
      if (command.kind === 'change') publish({ world: worldOf(command.scenario) });
      if (command.kind === 'seek')
        publish({ world: worldOf({ ...snapshot.world.scenario, minute: command.minute }) });
    },
  };
  return stand as unknown as Session;
}
