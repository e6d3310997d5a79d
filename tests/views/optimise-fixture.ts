/** A hand-made world for tests of the views: the 13-bus feeder, a small front, a fake session. */
import { FIRST_CLUSTER, FIRST_FORECAST, FIRST_LEDGER } from '../../web/app/annex-first.ts';
import type { Command } from '../../web/app/command.ts';
import type { Session } from '../../web/app/session.ts';
import type { SitingPart, Snapshot } from '../../web/app/snapshot.ts';
import type { GridCase } from '../../web/grid/case.ts';
import type { Design, Frame } from '../../web/kernel/outcome.ts';
import { defaultScenario } from '../../web/scenario/default.ts';
import type { Scenario } from '../../web/scenario/scenario.ts';

const LOADS: Readonly<Record<number, readonly [number, number]>> = {
  4: [411, 288],
  5: [172, 122],
  6: [233, 135],
  7: [1158, 662],
  8: [181, 155],
  9: [842, 461],
  11: [191, 83],
  13: [127, 85],
};
const LINES: readonly (readonly [number, number, number])[] = [
  [1, 2, 0.015],
  [2, 3, 0.004],
  [3, 4, 0.004],
  [2, 5, 0.004],
  [5, 6, 0.002],
  [2, 7, 0.015],
  [7, 8, 0.002],
  [8, 9, 0.004],
  [7, 10, 0.002],
  [10, 11, 0.002],
  [10, 13, 0.006],
  [7, 12, 0.007],
];

export const FEEDER: GridCase = {
  id: 'thesis13',
  name: 'The thesis’s feeder',
  source: 'fixture',
  baseKva: 1000,
  buses: Array.from({ length: 13 }, (_, at) => ({
    id: at + 1,
    kind: at === 0 ? ('slack' as const) : ('pq' as const),
    loadKw: LOADS[at + 1]?.[0] ?? 0,
    loadKvar: LOADS[at + 1]?.[1] ?? 0,
    shuntKw: 0,
    shuntKvar: 0,
    baseKv: 4.22,
    voltageMinPu: 0.9,
    voltageMaxPu: 1,
  })),
  generators: [],
  branches: LINES.map(([from, to, pu]) => ({
    from,
    to,
    resistancePu: pu,
    reactancePu: pu,
    chargingPu: 0,
    ratingKva: 0,
    tapRatio: 1,
    shiftRad: 0,
    inService: true,
  })),
};

/** Cost, deviation and loss of eight designs that do not dominate one another. */
const OBJECTIVES_OF_FRONT: readonly (readonly [number, number, number])[] = [
  [266.3, 0.1328, 10.15],
  [267.6, 0.0622, 18.35],
  [268.9, 0.1015, 11.87],
  [272.9, 0.0551, 15.28],
  [275.8, 0.0649, 11.43],
  [285.8, 0.0579, 8.96],
  [291.7, 0.0331, 10.27],
  [298.5, 0.0002, 10.24],
];

export const design = (
  [costUsdPerHour, voltageDeviationPu, apparentLossKva]: readonly [number, number, number],
  changes: Partial<Design> = {},
): Design => ({
  panels: [0, 7, 0, 1164, 183, 754, 3545, 595, 2599, 40, 538, 0, 381],
  packs: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  costUsdPerHour,
  voltageDeviationPu,
  apparentLossKva,
  feasible: true,
  violation: 0,
  ...changes,
});

export const FRONT: readonly Design[] = OBJECTIVES_OF_FRONT.map((objectives, at) =>
  design(objectives, {
    panels: [0, 7 + at, 0, 1164 + 30 * at, 183, 754, 3545, 595, 2599, 40, 538, 0, 381],
    packs: [0, 0, 0, 0, 0, 0, 0, 0, at === 7 ? 1 : 0, 0, 0, 0, 0],
  }),
);
export const NO_DEVICES = design([1043.888, 1.67234, 719.353], {
  panels: Array.from({ length: 13 }, () => 0),
  feasible: false,
  violation: 0.5,
});
const THESIS = design([512.4, 0.41, 118.2], { feasible: false, violation: 0.02 });

export const part = (scenario: Scenario, changes: Partial<SitingPart> = {}): SitingPart => ({
  generation: 400,
  evaluations: 48_000,
  front: FRONT,
  hypervolumeHistory: Float64Array.from({ length: 400 }, (_, at) => 0.733 - 0.6 / (at + 1)),
  scenario,
  ...changes,
});

export function frame(voltagePu: (bus: number) => number): Frame {
  const zeros = (): Float64Array => new Float64Array(13);
  return {
    slot: 48,
    loadKw: Float64Array.from(FEEDER.buses, (bus) => bus.loadKw),
    loadKvar: Float64Array.from(FEEDER.buses, (bus) => bus.loadKvar),
    pvKw: Float64Array.from(FRONT[0]!.panels, (count) => count * 0.3388),
    packKw: zeros(),
    deviceKvar: zeros(),
    irradianceKwM2: 1,
    ambientC: 30,
    flow: {
      converged: true,
      iterations: 5,
      worstMismatchPu: 1e-9,
      worstBus: 9,
      lossKw: 8,
      lossKvar: 8,
      mismatchHistoryPu: Float64Array.of(1, 1e-9),
      buses: FEEDER.buses.map((bus) => ({
        id: bus.id,
        voltagePu: voltagePu(bus.id),
        angleRad: 0,
        generationKw: 0,
        generationKvar: 0,
      })),
      branches: LINES.map(([from, to]) => ({
        from,
        to,
        fromKw: 10,
        fromKvar: 5,
        toKw: -10,
        toKvar: -5,
        lossKw: 0,
        lossKvar: 0,
      })),
      atReactiveLimit: [],
    },
    solveMs: 0.1,
  };
}

export function snapshotOf(changes: Partial<Snapshot> = {}): Snapshot {
  return {
    view: 'optimise',
    world: { scenario: defaultScenario(), grid: FEEDER, frame: null, day: null },
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
    link: 'https://example.org/#/optimise?v=1',
    stamp: '9c1e0000',
    canUndo: false,
    canRedo: false,
    undoWords: '',
    redoWords: '',
    siting: { state: 'idle' },
    selectedDesign: -1,
    selectedFrame: null,
    thesisDesign: THESIS,
    guessDesign: null,
    noDevices: NO_DEVICES,
    tables: [],
    reproduce: { state: 'idle' },
    kernelSha256: 'ab'.repeat(32),
    offline: { state: 'ready', bytes: 600_000 },
    notices: [],
    projector: false,
    theme: 'system',
    shortcuts: true,
    hidden: [],
    locked: [],
    mode: 'full',
    engine: { state: 'ready' },
    ...changes,
  };
}

/** The search is done and the third design is selected. */
export const finished = (): Partial<Snapshot> => ({
  siting: { state: 'done', elapsedMs: 812, part: part(defaultScenario()) },
  selectedDesign: 2,
  selectedFrame: frame((bus) => 1 - 0.004 * (bus - 1)),
});

export interface Fake {
  /** What the views get; it has everything that they use of a session. */
  readonly session: Session;
  readonly asked: Command[];
  readonly publish: (changes: Partial<Snapshot>) => void;
}

/** A session that records what it was asked and applies only what the views show at once. */
export function fakeSession(changes: Partial<Snapshot> = {}): Fake {
  const asked: Command[] = [];
  const listeners = new Set<(snapshot: Snapshot) => void>();
  let snapshot = snapshotOf(changes);
  const publish = (next: Partial<Snapshot>): void => {
    snapshot = { ...snapshot, ...next };
    for (const listener of listeners) listener(snapshot);
  };
  const dispatch = (command: Command): void => {
    asked.push(command);
    if (command.kind === 'change') {
      publish({ world: { ...snapshot.world, scenario: command.scenario } });
    }
    if (command.kind === 'select-design') publish({ selectedDesign: command.index });
  };
  const face: Pick<Session, 'snapshot' | 'subscribe' | 'dispatch'> = {
    get snapshot() {
      return snapshot;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispatch,
  };
  return { session: face as Session, asked, publish };
}
