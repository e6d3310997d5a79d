import { expect } from '@open-wc/testing';
import { getCase } from '../../web/grid/cases.ts';
import { loadKernelModule } from '../../web/kernel/module.ts';
import type { Year } from '../../web/kernel/outcome.ts';
import { openWasm } from '../../web/kernel/wasm.ts';
import { solveYear } from '../../web/kernel/year.ts';
import { openingScenario } from '../../web/scenario/default.ts';
import { withAllDevices, withYear } from '../../web/scenario/edit.ts';
import { messagesOfDay } from '../../web/year/message.ts';

const LIMITS = { voltageMinPu: 0.9, voltageMaxPu: 1 };
const GRID = getCase('thesis13');
const BUSES = GRID.buses.length;
/** One pack at bus 7, reserve a fifth of it. */
const SCENARIO = withYear(withAllDevices(openingScenario(), [{ bus: 7, panels: 0, packs: 1 }]), {
  socMinShare: 0.2,
  chargeEfficiency: 0.8,
});

/** A quiet year of hours: all voltages 0.95, nothing charged, nothing curtailed. */
function quiet(): Year {
  const slots = 8760;
  const zero = (): Float64Array => new Float64Array(slots);
  const wide = (): Float64Array => new Float64Array(slots * BUSES);
  return {
    input: {
      ...{ stepMinutes: 60, slots, planeKwM2: zero(), horizontalKwM2: zero(), ambientC: zero() },
      ...{ windMs: zero(), cloudShare: zero(), panelKw: zero(), loadKw: wide(), loadKvar: wide() },
    },
    dispatch: { pvKw: wide(), packKw: wide(), curtailedKw: zero(), storedKwh: zero() },
    series: {
      ...{ slots, voltagePu: wide().fill(0.95), lossKw: zero(), lossKvar: zero() },
      ...{ slackKw: zero(), slackKvar: zero() },
      converged: new Uint8Array(slots).fill(1),
      iterations: new Uint16Array(slots).fill(4),
    },
  };
}

const told = (year: Year, day: number): readonly string[] =>
  messagesOfDay(GRID, year, SCENARIO, { day, limits: LIMITS }).map(({ slot, kind, bus }) =>
    `${String(slot % 24)} ${kind} ${bus ?? ''}`.trim(),
  );

describe('messages of a day', () => {
  it('are none on a quiet one', () => {
    expect(told(quiet(), 100)).to.deep.equal([]);
  });

  it('say when packs are full and when they are at their reserve, by hand', () => {
    const year = quiet();
    const at = (hour: number): number => (99 * 24 + hour) * BUSES + 6;
    // 42 kWh in reserve, 168 kWh of room: 210 kWh taken in at 80 %.
    for (const hour of [9, 10, 11, 12]) year.dispatch.packKw[at(hour)] = -50;
    year.dispatch.packKw[at(13)] = -10;
    for (const hour of [18, 19, 20]) year.dispatch.packKw[at(hour)] = 50;
    year.dispatch.packKw[at(21)] = 18;
    expect(told(year, 100)).to.deep.equal(['13 full 7', '21 reserve 7']);
    expect(told(year, 99)).to.deep.equal([]);
    expect(told(year, 101)).to.deep.equal([]);
  });

  it('say when a voltage leaves its limits, comes back, and when there is no solution', () => {
    const year = quiet();
    const { voltagePu, converged } = year.series;
    voltagePu[19 * BUSES + 8] = 0.89;
    voltagePu[20 * BUSES + 8] = 0.88;
    voltagePu[12 * BUSES + 6] = 1.02;
    converged[22] = 0;
    expect(told(year, 1)).to.deep.equal([
      '12 voltage-high 7',
      '13 voltage-back',
      '19 voltage-low 9',
      '21 voltage-back',
      '22 unsolved',
      '23 voltage-back',
    ]);
  });

  it('say from when to when sun finds no taker', () => {
    const year = quiet();
    for (const hour of [11, 12, 13]) year.dispatch.curtailedKw[hour] = 5;
    expect(told(year, 1)).to.deep.equal(['11 curtailed', '14 curtailed-end']);
  });

  it('agree with what the kernel says is stored, on every day of a real year', async () => {
    const scenario = withYear(
      withAllDevices(openingScenario(), [{ bus: 7, panels: 2500, packs: 2 }]),
      {
        dispatch: 'own-bus',
      },
    );
    const year = solveYear(openWasm(await loadKernelModule()), GRID, scenario);
    const { storedKwh } = year.dispatch;
    const [low, high] = [0.2 * 420, 420];
    let full = 0;
    let reserve = 0;
    for (let day = 1; day <= 365; day++) {
      for (const { slot, kind } of messagesOfDay(GRID, year, scenario, { day, limits: LIMITS })) {
        if (kind === 'full') {
          full++;
          expect(storedKwh[slot]).to.be.closeTo(high, 0.01);
        }
        if (kind === 'reserve') {
          reserve++;
          expect(storedKwh[slot]).to.be.closeTo(low, 0.01);
        }
      }
    }
    expect(full, 'days that fill the packs').to.be.above(50);
    expect(reserve, 'nights that empty them').to.be.above(50);
  });
});
