import { expect } from '@open-wc/testing';
import { getCase } from '../../web/grid/cases.ts';
import { type Kernel, openKernel } from '../../web/kernel/kernel.ts';
import { stream } from '../../web/rng.ts';
import { defaultScenario } from '../../web/scenario/default.ts';
import { withDevices, withSiting, withYear } from '../../web/scenario/edit.ts';
import type { Scenario } from '../../web/scenario/scenario.ts';
import { DISPATCHES } from '../../web/scenario/year.ts';
import { annualCost, type AnnualCost, gridPriceAt, table10 } from '../../web/year/cost.ts';
import { ENERGIES, energiesOf } from '../../web/year/energies.ts';
import { yearTotals, type YearTotals } from '../../web/year/totals.ts';
import { SEED } from '../scenario/random-scenario.ts';

const NOWHERE = { value: 0, slot: -1 };
const LIMITS = { voltageMinPu: 0.9, voltageMaxPu: 1 };

/** Totals with some energies; import by the hour of the day as `byHour` says, MWh. */
function totalsOf(
  energies: Partial<YearTotals['year']>,
  { byHour = [] as readonly number[], forLoss = [] as readonly number[] } = {},
): YearTotals {
  const year = { ...energiesOf(new Float64Array(ENERGIES.length)), ...energies };
  const hours = (values: readonly number[]): Float64Array =>
    Float64Array.from({ length: 24 }, (_, hour) => values[hour] ?? 0);
  return {
    ...{ slots: 8760, slotHours: 1, solvedSlots: 8760, failedSlots: [], year, months: [] },
    importByHourMwh: hours(byHour),
    importForLossByHourMwh: hours(forLoss),
    ...{ chargeFromPvMwh: 0, chargeFromGridMwh: 0, selfConsumption: null, selfSufficiency: null },
    ...{ lossKvarh: 0, lowest: { ...NOWHERE, bus: 0 }, highest: { ...NOWHERE, bus: 0 } },
    ...{ hoursOutside: new Float64Array(13), hoursAnyOutside: 0, deviationMeanPu: 0 },
    ...{ deviationWorst: NOWHERE, gridHighest: NOWHERE, gridLowest: NOWHERE },
    residualWorst: NOWHERE,
  };
}

const line = (cost: AnnualCost, key: string) => cost.lines.find((each) => each.key === key)!;
const idle = withYear(defaultScenario(), { dispatch: 'idle' });

describe('the cost of a year', () => {
  it('has the thesis’s prices by default: its sums to the cent', () => {
    const before = totalsOf({ importMwh: 9903.75, lossMwh: 550.15 }, { byHour: [9903.75] });
    const cost = annualCost(before, idle);
    expect(cost.totalUsd).to.be.closeTo(2_703_723.75, 0.005);
    expect(cost.lossValueUsd).to.be.closeTo(150_190.95, 0.005);
    const grid = 10_425.476 - 3549.15 - 321.15;
    const after = totalsOf(
      { importMwh: grid, lossMwh: 238.66, pvMwh: 3549.15, dischargeMwh: 321.15 },
      { byHour: [grid] },
    );
    const fees = withYear(idle, { feeBasis: 'transaction' });
    expect(annualCost(after, fees).totalUsd).to.be.closeTo(2_202_879.048, 0.005);
    expect(annualCost(after, fees).lossValueUsd).to.be.closeTo(65_154.18, 0.005);
    // As stated, on each kWh of panels and packs.
    expect(line(annualCost(after, idle), 'fee').usd).to.be.closeTo(503.14, 0.005);
  });

  it('adds up by hand: losses apart, export earned, charging shown but not added', () => {
    const totals = {
      ...totalsOf(
        { importMwh: 100, exportMwh: 20, lossMwh: 9, pvMwh: 50, dischargeMwh: 10, chargeMwh: 12 },
        { byHour: [60, 40], forLoss: [4, 3] },
      ),
      ...{ chargeFromPvMwh: 11, chargeFromGridMwh: 1 },
    };
    const cost = annualCost(totals, withYear(idle, { exportPrice: 0.05 }));
    const usd = Object.fromEntries(cost.lines.map((each) => [each.key, each.usd]));
    expect(usd['grid']).to.be.closeTo(93_000 * 0.273, 1e-6);
    expect(usd['losses']).to.be.closeTo(7000 * 0.273, 1e-6);
    expect(usd['pv']).to.be.closeTo(50_000 * 0.08, 1e-6);
    expect(usd['packs']).to.be.closeTo(10_000 * 0.16, 1e-6);
    expect(usd['fee']).to.be.closeTo(60_000 * 0.00013, 1e-9);
    expect(usd['export']).to.be.closeTo(-20_000 * 0.05, 1e-6);
    expect(usd['charging-pv']).to.be.closeTo(11_000 * 0.08, 1e-6);
    expect(usd['charging-grid']).to.be.closeTo(1000 * 0.273, 1e-6);
    expect(cost.totalUsd).to.be.closeTo(27_300 + 4000 + 1600 + 7.8 - 1000, 1e-6);
    expect(cost.lines.filter(({ counted }) => !counted).map(({ key }) => key)).to.deep.equal([
      'charging-pv',
      'charging-grid',
    ]);
    for (const { quantity, unit, price, usd: paid } of cost.lines) {
      expect(paid).to.be.closeTo(quantity * price * (unit === 'MWh' ? 1000 : 1), 1e-6);
    }
  });

  it('knows nights only where the rule trades by the tariff', () => {
    const trade = withYear(idle, { dispatch: 'arbitrage', nightShare: 0.5 });
    expect([22, 23, 0, 6, 7].map((hour) => gridPriceAt(hour, trade))).to.deep.equal([
      ...[0.273, 0.1365, 0.1365, 0.1365, 0.273],
    ]);
    const noon = withYear(trade, { nightFromHour: 12, nightToHour: 14 });
    expect([11, 12, 13, 14].map((hour) => gridPriceAt(hour, noon))).to.deep.equal([
      ...[0.273, 0.1365, 0.1365, 0.273],
    ]);
    const totals = {
      ...totalsOf({ importMwh: 3 }, { byHour: [2, 0, 0, 0, 0, 0, 0, 0, 1] }),
      chargeFromGridMwh: 1.5,
    };
    const cost = annualCost(totals, trade);
    expect(line(cost, 'grid').usd).to.be.closeTo(2000 * 0.1365 + 273, 1e-9);
    // Packs that trade charge at night only, whatever the feeder's own mean price.
    expect(line(cost, 'charging-grid').price).to.be.closeTo(0.1365, 1e-12);
    const flat = annualCost(totals, withYear(trade, { dispatch: 'self-consumption' }));
    expect(line(flat, 'charging-grid').price).to.equal(0.273);
    for (const dispatch of DISPATCHES.filter((each) => each !== 'arbitrage')) {
      expect(gridPriceAt(0, withYear(trade, { dispatch })), dispatch).to.equal(0.273);
    }
  });

  it('takes the fee from a chain that has run, when it says how long', () => {
    const fees = withYear(idle, { feeBasis: 'transaction', transactionFee: 0.01 });
    const totals = totalsOf({});
    expect(line(annualCost(totals, fees), 'fee').usd).to.be.closeTo(600_000, 1e-6);
    const counted = annualCost(totals, fees, { blocks: 50, transactions: 240, hours: 2 });
    expect(line(counted, 'fee').quantity).to.be.closeTo(120 * 8760, 1e-6);
    expect(line(counted, 'ledger').usd).to.be.closeTo(2.4, 1e-12);
    expect(line(counted, 'ledger').counted).to.equal(false);
    const without = annualCost(totals, fees, { blocks: 50, transactions: 240 });
    expect(line(without, 'fee').usd).to.be.closeTo(600_000, 1e-6);
    // A quarter of the year, as all other lines: its transactions, not the year's.
    const part = annualCost({ ...totals, solvedSlots: 2190 }, fees);
    expect(line(part, 'fee').usd).to.be.closeTo(150_000, 1e-6);
    expect(part.totalUsd).to.equal(line(part, 'fee').usd);
  });
});

describe('two years beside each other', () => {
  let kernel: Kernel;
  before(async () => {
    kernel = await openKernel();
  });

  const accountOf = (scenario: Scenario) => {
    const totals = yearTotals(getCase('thesis13'), kernel.year(scenario), LIMITS);
    return { totals, cost: annualCost(totals, scenario) };
  };

  it('pay for every kWh of the balance once, whatever the rule and the prices', () => {
    const rng = stream(SEED, 'year-cost');
    for (const dispatch of DISPATCHES) {
      let scenario = withYear(defaultScenario(), { dispatch, exportPrice: rng.unit() / 10 });
      scenario = withSiting(scenario, { gridPrice: 0.1 + rng.unit() / 5, pvPrice: rng.unit() / 5 });
      scenario = withDevices(scenario, {
        bus: 7,
        panels: 1 + rng.below(4000),
        packs: 1 + rng.below(9),
      });
      const place = `seed ${SEED.toString(16)}, ${dispatch}`;
      const { totals, cost } = accountOf(scenario);
      const { year } = totals;
      const bought = line(cost, 'grid').quantity + line(cost, 'losses').quantity;
      expect(bought, place).to.be.closeTo(year.importMwh, 1e-6);
      expect(line(cost, 'losses').quantity, place).to.be.at.most(year.lossMwh + 1e-6);
      expect(line(cost, 'pv').quantity, place).to.equal(year.pvMwh);
      const given = bought + year.pvMwh + year.dischargeMwh;
      const taken = year.loadMwh + year.chargeMwh + year.lossMwh + year.exportMwh;
      expect(given, place).to.be.closeTo(taken, 1e-6);
      const charged = totals.chargeFromPvMwh + totals.chargeFromGridMwh;
      expect(charged, place).to.be.closeTo(year.chargeMwh, 1e-6);
      // What packs give is at most what they took, less the loss, plus one filling.
      const most = year.chargeMwh * scenario.year.chargeEfficiency + 9 * 0.21;
      expect(year.dischargeMwh, place).to.be.at.most(most);
    }
  });

  it('stand in the rows of Table 10, load with charging', () => {
    const scenario = defaultScenario();
    const before = accountOf(scenario);
    const after = accountOf(withDevices(scenario, { bus: 7, panels: 2000, packs: 4 }));
    const rows = new Map(table10(before, after).map((row) => [row.key, row]));
    const load = rows.get('load')!;
    expect(load.before).to.equal(before.totals.year.loadMwh);
    expect(load.change).to.be.closeTo(after.totals.year.chargeMwh, 1e-6);
    expect(rows.get('pv')!.relative).to.equal(null);
    expect(rows.get('losses')!.change).to.be.below(0);
    expect(rows.get('cost')!.relative).to.be.within(-0.5, 0);
    expect(rows.get('cost')!.after).to.equal(after.cost.totalUsd);
    expect([...rows.keys()]).to.have.length(7);
  });
});
