import { expect } from '@open-wc/testing';
import type { Branch, GridCase } from '../../web/grid/case.ts';
import { getCase } from '../../web/grid/cases.ts';
import { loadKernelModule } from '../../web/kernel/module.ts';
import { packNetwork } from '../../web/kernel/network.ts';
import type { PowerFlow } from '../../web/kernel/outcome.ts';
import { powerFlow } from '../../web/kernel/power-flow.ts';
import { f64, openWasm, type Wasm } from '../../web/kernel/wasm.ts';
import { stream } from '../../web/rng.ts';
import ieee118 from '../cases/ieee118/published.json';
import ieee14 from '../cases/ieee14/published.json';
import ieee30 from '../cases/ieee30/published.json';
import ieee57 from '../cases/ieee57/published.json';
import { admittance, type TwinFlow, twinPowerFlow } from '../twin/newton.ts';
import { randomMeshed } from '../twin/random-grid.ts';

const CASES = ['thesis13', 'ieee14', 'ieee30', 'ieee33', 'ieee57', 'ieee69', 'ieee118'] as const;
const METHODS = ['newton-raphson', 'fast'] as const;
const DEGREES = 180 / Math.PI;

let wasm: Wasm;

before(async () => {
  wasm = openWasm(await loadKernelModule());
});

/** Largest distance of two complex voltages, per unit. */
function distance(flow: PowerFlow, twin: TwinFlow): number {
  const apart = flow.buses.map(({ voltagePu: v, angleRad: a }, i) =>
    Math.hypot(
      v * Math.cos(a) - twin.voltagePu[i]! * Math.cos(twin.angleRad[i]!),
      v * Math.sin(a) - twin.voltagePu[i]! * Math.sin(twin.angleRad[i]!),
    ),
  );
  return Math.max(...apart);
}

describe('Newton–Raphson and the fast method against the dense polar twin', () => {
  for (const id of CASES) {
    for (const method of METHODS) {
      it(`${id}, ${method}`, () => {
        const twin = twinPowerFlow(getCase(id));
        expect(twin.converged).to.equal(true);
        const flow = powerFlow(wasm, getCase(id), { method, tolerancePu: 1e-10 });
        expect(flow.converged).to.equal(true);
        expect(flow.worstMismatchPu).to.be.below(1e-8);
        expect(distance(flow, twin)).to.be.below(1e-8);
      });
    }
  }
});

interface Agreement {
  readonly id: string;
  readonly printed: readonly { id: number; voltagePu: number; angleDegrees: number }[];
  /** What has to be done to the case as printed. */
  readonly enforce: boolean;
  readonly mend?: (grid: GridCase) => GridCase;
  /** Misprints of the archive, by bus. */
  readonly leaveOut: readonly number[];
  /** Largest difference allowed, per unit and degrees; half a printed digit where it can be. */
  readonly voltagePu: number;
  readonly angleDegrees: number;
  /** Buses whose voltage agrees to the last printed digit, of all compared. */
  readonly exact: number;
}

// The archive's own solutions were found by hand-tuned programs of the 1960s and 1990s and do not
// all belong exactly to the data printed beside them:
// ieee14   bus 4 is printed 0.0013 too high; all the rest agrees.
// ieee30   needs the limit of unit 2 (50 Mvar). The printed angles belong to x = 0.1852 for line
//          1–3, the figure of Alsac and Stott 1974 (as in pglib_opf_case30_as.m of the IEEE PES
//          Power Grid Library); the data beside them say 0.1652. With 0.1852 they agree.
// ieee57   bus 46 is printed with the angle and voltage of no solution (46 Mvar out of balance).
// ieee118  needs the limits of units 19, 32, 34, 92, 103, 105; bus 30 is misprinted (0.968 for
//          0.986: 130 Mvar out of balance). Angles of the western part are off by up to 0.32°.
const AGREEMENTS: readonly Agreement[] = [
  {
    ...{ id: 'ieee14', printed: ieee14.buses, enforce: false, leaveOut: [4] },
    ...{ voltagePu: 0.00051, angleDegrees: 0.011, exact: 13 },
  },
  {
    ...{
      id: 'ieee30',
      printed: ieee30.buses,
      enforce: true,
      mend: withAlsacStottLine,
      leaveOut: [],
    },
    ...{ voltagePu: 0.0007, angleDegrees: 0.06, exact: 27 },
  },
  {
    ...{ id: 'ieee57', printed: ieee57.buses, enforce: false, leaveOut: [46] },
    ...{ voltagePu: 0.0009, angleDegrees: 0.053, exact: 51 },
  },
  {
    ...{ id: 'ieee118', printed: ieee118.buses, enforce: true, leaveOut: [30] },
    ...{ voltagePu: 0.001, angleDegrees: 0.32, exact: 114 },
  },
];

function withAlsacStottLine(grid: GridCase): GridCase {
  const branches = grid.branches.map((branch) =>
    branch.from === 1 && branch.to === 3 ? { ...branch, reactancePu: 0.1852 } : branch,
  );
  return { ...grid, branches };
}

/** Σ V conj(Y V) less what the bus shunts take, per unit: the matrix only, no branch by branch. */
function twinLosses(grid: GridCase): { kw: number; kvar: number } {
  const { voltagePu, angleRad } = twinPowerFlow(grid);
  const { g, b } = admittance(grid);
  let [kw, kvar] = [0, 0];
  voltagePu.forEach((v, i) => {
    voltagePu.forEach((w, k) => {
      const angle = angleRad[i]! - angleRad[k]!;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      kw += v * w * (g[i]![k]! * cos + b[i]![k]! * sin);
      kvar += v * w * (g[i]![k]! * sin - b[i]![k]! * cos);
    });
    kw -= (v * v * grid.buses[i]!.shuntKw) / grid.baseKva;
    kvar -= (v * v * grid.buses[i]!.shuntKvar) / grid.baseKva;
  });
  return { kw, kvar };
}

describe('published solutions', () => {
  for (const each of AGREEMENTS) {
    it(each.id, () => {
      const grid = each.mend ? each.mend(getCase(each.id)) : getCase(each.id);
      const flow = powerFlow(wasm, grid, {
        method: 'newton-raphson',
        enforceReactiveLimits: each.enforce,
      });
      expect(flow.converged).to.equal(true);
      const compared = each.printed.filter(({ id }) => !each.leaveOut.includes(id));
      let exact = 0;
      for (const printed of compared) {
        const ours = flow.buses.find(({ id }) => id === printed.id)!;
        const off = Math.abs(ours.voltagePu - printed.voltagePu);
        const turned = Math.abs(ours.angleRad * DEGREES - printed.angleDegrees);
        expect(off, `V at bus ${printed.id}`).to.be.below(each.voltagePu);
        expect(turned, `angle at bus ${printed.id}`).to.be.below(each.angleDegrees);
        if (off < 0.00051) exact++;
      }
      expect(exact).to.be.at.least(each.exact);
    });
  }

  // The archive prints what the slack gives, too: 232.4 MW (first row of mpc.gen in MATPOWER's
  // case14.m, converted from ieee14cdf.txt). Not compared for the larger cases, whose printed
  // solutions do not belong exactly to the data beside them.
  it('ieee14, slack power', () => {
    const flow = powerFlow(wasm, getCase('ieee14'), { method: 'newton-raphson' });
    expect(flow.buses[0]!.generationKw / 1000).to.be.closeTo(232.4, 0.05);
  });

  for (const id of CASES) {
    it(`losses of ${id} are those of the twin's voltages`, () => {
      const flow = powerFlow(wasm, getCase(id), { method: 'newton-raphson', tolerancePu: 1e-11 });
      const { kw, kvar } = twinLosses(getCase(id));
      expect(flow.lossKw / getCase(id).baseKva).to.be.closeTo(kw, 1e-8);
      expect(flow.lossKvar / getCase(id).baseKva).to.be.closeTo(kvar, 1e-8);
    });
  }
});

/** What is wrong with the reactive side of `flow`: nothing, if every unit is where it may be. */
function misplaced(grid: GridCase, flow: PowerFlow): string[] {
  return grid.buses.flatMap((bus, i) => {
    const units = grid.generators.filter((unit) => unit.inService && unit.bus === bus.id);
    if (bus.kind !== 'pv' || units.length === 0) return [];
    const most = units.reduce((sum, unit) => sum + unit.reactiveMaxKvar, 0);
    const least = units.reduce((sum, unit) => sum + unit.reactiveMinKvar, 0);
    const over = flow.buses[i]!.voltagePu - units[0]!.voltagePu;
    const given = flow.buses[i]!.generationKvar;
    const margin = 1e-6 * grid.baseKva;
    const regulates = Math.abs(over) < 1e-8 && given < most + margin && given > least - margin;
    const atMost = Math.abs(given - most) < margin && over < 1e-6;
    const atLeast = Math.abs(given - least) < margin && over > -1e-6;
    return regulates || atMost || atLeast ? [] : [`bus ${bus.id}: ${given} kvar, ${over} pu`];
  });
}

describe('reactive limits', () => {
  // 118: six units at limits as published. 57 and 14: ranges narrowed until some bind above and
  // some below. 30: unit 2 binds as published.
  const NARROWED = [
    { id: 'ieee118', share: 1, held: [19, 32, 34, 92, 103, 105] },
    { id: 'ieee30', share: 1, held: [2] },
    { id: 'ieee57', share: 0.4 },
    { id: 'ieee14', share: 0.3 },
  ];
  for (const { id, share, held } of NARROWED) {
    it(`${id} with ${share} of every range`, () => {
      const generators = getCase(id).generators.map((unit) => ({
        ...unit,
        reactiveMinKvar: share * unit.reactiveMinKvar,
        reactiveMaxKvar: share * unit.reactiveMaxKvar,
      }));
      const grid = { ...getCase(id), generators };
      const twin = twinPowerFlow(grid, { enforce: true });
      expect(twin.held).to.have.lengthOf.above(0);
      if (held) expect(twin.held).to.deep.equal(held);
      for (const method of METHODS) {
        const options = { method, tolerancePu: 1e-10, enforceReactiveLimits: true };
        const flow = powerFlow(wasm, grid, options);
        expect(flow.converged).to.equal(true);
        expect(misplaced(grid, flow)).to.deep.equal([]);
        expect(flow.atReactiveLimit).to.deep.equal(twin.held);
        expect(distance(flow, twin)).to.be.below(1e-8);
      }
      const free = powerFlow(wasm, grid, { method: 'newton-raphson' });
      expect(misplaced(grid, free)).to.have.lengthOf.above(0);
    });
  }

  it('finds every unit its place in 300 random networks', () => {
    let held = 0;
    for (let seed = 0; seed < 300; seed++) {
      const grid = randomMeshed(seed);
      const options = { method: 'newton-raphson', enforceReactiveLimits: true } as const;
      const flow = powerFlow(wasm, grid, { ...options, tolerancePu: 1e-10 });
      expect(flow.converged, `seed ${seed}`).to.equal(true);
      expect(misplaced(grid, flow), `seed ${seed}`).to.deep.equal([]);
      held += flow.atReactiveLimit.length;
    }
    expect(held).to.be.above(300);
  });

  /** Half the ranges, more units and set points that pull against each other. */
  function quarrel(seed: number): GridCase {
    const grid = randomMeshed(seed);
    const rng = stream(seed, 'twist');
    const generators = grid.generators.map((unit) => ({ ...unit }));
    const buses = grid.buses.map((bus) => {
      if (bus.kind !== 'pq' || rng.unit() >= 0.3) return bus;
      const reactiveMinKvar = -2000 * rng.unit();
      const reactiveMaxKvar = 3000 * rng.unit();
      const own = { bus: bus.id, powerKw: 500, reactiveKvar: 0, voltagePu: 1, inService: true };
      generators.push({ ...own, reactiveMinKvar, reactiveMaxKvar });
      return { ...bus, kind: 'pv' as const };
    });
    for (const unit of generators) {
      if (buses.find(({ id }) => id === unit.bus)!.kind !== 'pv') continue;
      unit.reactiveMinKvar *= 0.5;
      unit.reactiveMaxKvar *= 0.5;
      unit.voltagePu = 1 + 0.03 * (2 * rng.unit() - 1);
    }
    return { ...grid, buses, generators };
  }

  it('settles units that push each other to and fro, by moving them one at a time', () => {
    // Of 1,500 seeds the three whose units end in the wrong place when all are always switched
    // at once, and three more.
    for (const seed of [82, 343, 779, 0, 1, 2]) {
      const grid = quarrel(seed);
      for (const method of METHODS) {
        const options = { method, tolerancePu: 1e-10, enforceReactiveLimits: true };
        const flow = powerFlow(wasm, grid, options);
        expect(flow.converged, `${method} ${seed}`).to.equal(true);
        expect(misplaced(grid, flow), `${method} ${seed}`).to.deep.equal([]);
      }
    }
  });

  it('holds more units at once than it takes rounds', () => {
    const ids = Array.from({ length: 120 }, (_, k) => k + 2);
    const [slack] = getCase('ieee14').buses;
    const [line] = getCase('ieee14').branches;
    const [unit] = getCase('ieee14').generators;
    const grid: GridCase = {
      ...getCase('ieee14'),
      buses: [1, ...ids].map((id) => ({ ...slack!, id, kind: id === 1 ? 'slack' : 'pv' })),
      branches: ids.map((to) => ({ ...line!, from: 1, to })),
      generators: [1, ...ids].map((bus) => ({
        ...{ ...unit!, bus, powerKw: 0, reactiveKvar: 0, voltagePu: bus === 1 ? 1 : 1.05 },
        ...{ reactiveMinKvar: -1000, reactiveMaxKvar: 1000 + 10 * bus },
      })),
    };
    const flow = powerFlow(wasm, grid, { method: 'newton-raphson', enforceReactiveLimits: true });
    expect(flow.converged).to.equal(true);
    expect(flow.atReactiveLimit).to.deep.equal(ids);
    expect(misplaced(grid, flow)).to.deep.equal([]);
  });
});

describe('a case without a solution', () => {
  for (const method of METHODS) {
    it(`${method}: says so and stays finite`, () => {
      const flow = powerFlow(wasm, getCase('thesis13-490'), { method });
      expect(flow.converged).to.equal(false);
      expect(flow.worstMismatchPu).to.be.above(1e-3);
      expect(Number.isFinite(flow.worstMismatchPu)).to.equal(true);
      for (const bus of flow.buses) expect(Number.isFinite(bus.voltagePu)).to.equal(true);
      for (const left of flow.mismatchHistoryPu) expect(Number.isFinite(left)).to.equal(true);
    });
  }
});

describe('odd networks', () => {
  it('a bus without supply answers 0 and disturbs nobody', () => {
    const grid = getCase('ieee14');
    const cut = (id: number) => (branch: Branch) => branch.from === id || branch.to === id;
    const branches = grid.branches.map((branch) =>
      cut(8)(branch) ? { ...branch, inService: false } : branch,
    );
    const rest: GridCase = {
      ...grid,
      buses: grid.buses.filter(({ id }) => id !== 8),
      generators: grid.generators.filter(({ bus }) => bus !== 8),
      branches: grid.branches.filter((branch) => !cut(8)(branch)),
    };
    const twin = twinPowerFlow(rest);
    for (const method of METHODS) {
      const flow = powerFlow(wasm, { ...grid, branches }, { method, tolerancePu: 1e-10 });
      expect(flow.converged).to.equal(true);
      expect(flow.buses.find(({ id }) => id === 8)!.voltagePu).to.equal(0);
      const alive = { ...flow, buses: flow.buses.filter(({ id }) => id !== 8) };
      expect(distance(alive, twin)).to.be.below(1e-8);
    }
  });

  it('two slack buses share the load', () => {
    const grid = getCase('ieee30');
    const buses = grid.buses.map((bus) => (bus.id === 13 ? { ...bus, kind: 'slack' } : bus));
    const two = { ...grid, buses } as GridCase;
    const flow = powerFlow(wasm, two, { method: 'newton-raphson', tolerancePu: 1e-10 });
    const twin = twinPowerFlow(two);
    expect(twin.converged && flow.converged).to.equal(true);
    const apart = flow.buses.map(({ voltagePu }, i) => Math.abs(voltagePu - twin.voltagePu[i]!));
    expect(Math.max(...apart)).to.be.below(1e-8);
    expect(flow.buses.filter(({ id }) => id === 1 || id === 13)).to.have.length(2);
  });

  it('a Jacobian that is singular is a failure to converge, with finite voltages', () => {
    // +j0.1 and −j0.1 in parallel carry nothing: every entry of bus 2 is exactly 0.
    const grid = getCase('ieee14');
    const line = { ...grid.branches[0]!, resistancePu: 0, chargingPu: 0 };
    const quiet = { ...grid.buses[0]!, loadKw: 0, loadKvar: 0, angleRad: 0 };
    const odd: GridCase = {
      ...grid,
      buses: [
        { ...quiet, id: 1, kind: 'slack' },
        { ...quiet, id: 2, kind: 'pq', loadKw: 1000 },
      ],
      generators: [],
      branches: [
        { ...line, from: 1, to: 2, reactancePu: 0.1 },
        { ...line, from: 1, to: 2, reactancePu: -0.1 },
      ],
    };
    for (const method of METHODS) {
      const flow = powerFlow(wasm, odd, { method });
      expect(flow.converged).to.equal(false);
      expect(Number.isFinite(flow.worstMismatchPu)).to.equal(true);
      for (const bus of flow.buses) expect(Number.isFinite(bus.voltagePu)).to.equal(true);
    }
  });
});

describe('two lanes', () => {
  /** Packs `id` and returns a solver of two load levels; voltages come back lane by lane. */
  function open(id: string) {
    const n = packNetwork(wasm, getCase(id)).busCount;
    wasm.newtonPrepare();
    const p = wasm.alloc(16 * n);
    const q = wasm.alloc(16 * n);
    const solve = (levels: readonly [number, number], warm: number) => {
      for (const [to, from] of [
        [p, wasm.injectionP.value],
        [q, wasm.injectionQ.value],
      ] as const) {
        const one = f64(wasm, from, n);
        const two = f64(wasm, to, 2 * n);
        one.forEach((value, i) => levels.forEach((level, l) => (two[2 * i + l] = level * value)));
      }
      const ok = wasm.newtonSolve2(p, q, warm);
      const both = f64(wasm, wasm.newtonVoltage.value, 4 * n);
      return { ok, lanes: [0, 1].map((lane) => both.filter((_, at) => at % 2 === lane)) };
    };
    return solve;
  }

  it('gives each lane the bits it has on its own, whoever is beside it', () => {
    const solve = open('ieee57');
    const alone = solve([0.9, 0.9], 0);
    expect(alone.ok).to.equal(3);
    expect(alone.lanes[0]).to.deep.equal(alone.lanes[1]);
    for (const other of [0, 1.1, 5, NaN]) {
      expect(solve([0.9, other], 0).lanes[0], `beside ${other}`).to.deep.equal(alone.lanes[0]);
      expect(solve([other, 0.9], 0).lanes[1], `beside ${other}`).to.deep.equal(alone.lanes[0]);
    }
  });

  it('reports the lane that fails, keeps it finite and starts it afresh', () => {
    const solve = open('thesis13');
    const bad = solve([1, 2], 0);
    expect(bad.ok).to.equal(1);
    for (const value of bad.lanes[1]!) expect(Number.isFinite(value)).to.equal(true);
    const cold = solve([1, 1.2], 0);
    solve([1, 2], 0);
    expect(solve([1, 1.2], 1).lanes[1]).to.deep.equal(cold.lanes[1]);
  });

  it('comes to the same voltages from a warm start, in fewer iterations', () => {
    const solve = open('ieee118');
    const cold = solve([1, 0.95], 0);
    const coldSteps = wasm.stepCount.value;
    solve([0.98, 0.93], 0);
    const warm = solve([1, 0.95], 1);
    expect(wasm.stepCount.value).to.be.below(coldSteps);
    warm.lanes.forEach((lane, l) =>
      lane.forEach((value, i) => expect(value).to.be.closeTo(cold.lanes[l]![i]!, 1e-8)),
    );
  });
});
