/** The sums behind a year's totals, grown slot by slot; what they mean stands in totals.ts. */
import type { GridCase } from '../grid/case.ts';
import { islands } from '../grid/topology.ts';
import type { Year } from '../kernel/outcome.ts';
import { ENERGIES, type Energies, energiesOf } from './energies.ts';
import type { AtBus, AtSlot, VoltageLimits, YearTotals } from './totals.ts';

/** What stands at a bus all year. */
interface BusFacts {
  readonly id: number;
  readonly slack: boolean;
  readonly fed: boolean;
  readonly generationKw: number;
  readonly shuntKw: number;
}

/** What one slot has in all, kW. */
interface SlotSums {
  loadKw: number;
  pvKw: number;
  chargeKw: number;
  dischargeKw: number;
  generationKw: number;
  shuntKw: number;
  unservedKw: number;
  /** Charging beyond what the same bus's panels make. */
  chargeBeyondKw: number;
  /** Panels and packs at slack buses, which the solver's slack does not see. */
  slackDevicesKw: number;
  deviationPu: number;
  outside: boolean;
}

/** Adds slot after slot; `result` may be asked at any time. */
export class Tally {
  readonly #year: Year;
  readonly #limits: VoltageLimits;
  readonly #buses: readonly BusFacts[];
  readonly #hours: number;
  readonly #months = Array.from({ length: 12 }, () => new Float64Array(ENERGIES.length));
  readonly #importByHour = new Float64Array(24);
  readonly #lossByHour = new Float64Array(24);
  readonly #hoursOutside: Float64Array;
  #solved = 0;
  #lossKvarh = 0;
  #chargeFromPvKwh = 0;
  #chargeFromGridKwh = 0;
  #pvExportedKwh = 0;
  #anyOutside = 0;
  #deviationSum = 0;
  #lowest: AtBus = { value: Infinity, slot: -1, bus: 0 };
  #highest: AtBus = { value: -Infinity, slot: -1, bus: 0 };
  #deviationWorst: AtSlot = { value: -Infinity, slot: -1 };
  #gridHighest: AtSlot = { value: -Infinity, slot: -1 };
  #gridLowest: AtSlot = { value: Infinity, slot: -1 };
  #residualWorst: AtSlot = { value: -Infinity, slot: -1 };

  constructor(grid: GridCase, year: Year, limits: VoltageLimits) {
    this.#year = year;
    this.#limits = limits;
    this.#buses = busFacts(grid);
    this.#hours = year.input.stepMinutes / 60;
    this.#hoursOutside = new Float64Array(grid.buses.length);
  }

  add(slot: number, month: number): void {
    const { series, dispatch } = this.#year;
    const sums = this.#sumBuses(slot);
    const gridKw = series.slackKw[slot]! - sums.slackDevicesKw;
    const lossKw = series.lossKw[slot]!;
    const hours = this.#hours;
    const importKw = Math.max(0, gridKw);
    const row = [
      ...[sums.loadKw, lossKw, importKw, Math.max(0, -gridKw)],
      ...[sums.pvKw, dispatch.curtailedKw[slot]!, sums.chargeKw, sums.dischargeKw],
      ...[sums.generationKw, sums.shuntKw, sums.unservedKw],
    ];
    const monthly = this.#months[month]!;
    for (let i = 0; i < row.length; i++) monthly[i]! += (row[i]! * hours) / 1000;
    const hour = Math.floor(slot * hours) % 24;
    this.#importByHour[hour]! += (importKw * hours) / 1000;
    this.#lossByHour[hour]! += (Math.max(0, Math.min(importKw, lossKw)) * hours) / 1000;
    const fromGrid = Math.min(sums.chargeBeyondKw, importKw);
    this.#chargeFromGridKwh += fromGrid * hours;
    this.#chargeFromPvKwh += (sums.chargeKw - fromGrid) * hours;
    this.#pvExportedKwh += Math.min(Math.max(0, -gridKw), Math.max(0, sums.pvKw)) * hours;
    this.#lossKvarh += series.lossKvar[slot]! * hours;
    this.#solved++;
    if (sums.outside) this.#anyOutside += hours;
    this.#deviationSum += sums.deviationPu;
    const given = gridKw + sums.pvKw + sums.dischargeKw + sums.generationKw;
    const taken = sums.loadKw + sums.chargeKw + lossKw + sums.shuntKw;
    this.#deviationWorst = higher(this.#deviationWorst, sums.deviationPu, slot);
    this.#residualWorst = higher(this.#residualWorst, Math.abs(given - taken), slot);
    this.#gridHighest = higher(this.#gridHighest, gridKw, slot);
    if (gridKw < this.#gridLowest.value) this.#gridLowest = { value: gridKw, slot };
  }

  #sumBuses(slot: number): SlotSums {
    const { input, dispatch } = this.#year;
    const sums = { ...NOTHING };
    const count = this.#buses.length;
    for (let index = 0, at = slot * count; index < count; index++, at++) {
      const bus = this.#buses[index]!;
      if (!bus.fed) {
        sums.unservedKw += input.loadKw[at]!;
        continue;
      }
      const pvKw = dispatch.pvKw[at]!;
      const packKw = dispatch.packKw[at]!;
      const chargeKw = Math.max(0, -packKw);
      const voltage = this.#year.series.voltagePu[at]!;
      sums.loadKw += input.loadKw[at]!;
      sums.pvKw += pvKw;
      sums.chargeKw += chargeKw;
      sums.dischargeKw += Math.max(0, packKw);
      sums.chargeBeyondKw += Math.max(0, chargeKw - Math.max(0, pvKw));
      sums.generationKw += bus.generationKw;
      sums.shuntKw += bus.shuntKw * voltage * voltage;
      if (bus.slack) sums.slackDevicesKw += pvKw + packKw;
      else this.#judge(sums, slot, index);
    }
    return sums;
  }

  #judge(sums: SlotSums, slot: number, index: number): void {
    const value = this.#year.series.voltagePu[slot * this.#buses.length + index]!;
    const bus = this.#buses[index]!.id;
    sums.deviationPu += Math.abs(1 - value);
    if (value < this.#lowest.value) this.#lowest = { value, slot, bus };
    if (value > this.#highest.value) this.#highest = { value, slot, bus };
    const { voltageMinPu, voltageMaxPu } = this.#limits;
    if (value >= voltageMinPu && value <= voltageMaxPu) return;
    sums.outside = true;
    this.#hoursOutside[index]! += this.#hours;
  }

  result(failedSlots: readonly number[]): YearTotals {
    const months = this.#months.map(energiesOf);
    const year = energiesOf(
      Float64Array.from(ENERGIES, (_, i) => this.#months.reduce((sum, row) => sum + row[i]!, 0)),
    );
    return {
      slots: this.#year.input.slots,
      slotHours: this.#hours,
      solvedSlots: this.#solved,
      failedSlots,
      year,
      months,
      importByHourMwh: this.#importByHour,
      importForLossByHourMwh: this.#lossByHour,
      chargeFromPvMwh: this.#chargeFromPvKwh / 1000,
      chargeFromGridMwh: this.#chargeFromGridKwh / 1000,
      ...sharesOf(year, this.#pvExportedKwh / 1000),
      lossKvarh: this.#lossKvarh,
      lowest: stated(this.#lowest),
      highest: stated(this.#highest),
      hoursOutside: this.#hoursOutside,
      hoursAnyOutside: this.#anyOutside,
      deviationMeanPu: this.#solved === 0 ? 0 : this.#deviationSum / this.#solved,
      deviationWorst: stated(this.#deviationWorst),
      gridHighest: stated(this.#gridHighest),
      gridLowest: stated(this.#gridLowest),
      residualWorst: stated(this.#residualWorst),
    };
  }
}

const NOTHING: SlotSums = {
  loadKw: 0,
  pvKw: 0,
  chargeKw: 0,
  dischargeKw: 0,
  generationKw: 0,
  shuntKw: 0,
  unservedKw: 0,
  chargeBeyondKw: 0,
  slackDevicesKw: 0,
  deviationPu: 0,
  outside: false,
};

function busFacts(grid: GridCase): BusFacts[] {
  const dark = new Set(islands(grid).flat());
  return grid.buses.map((bus, index) => {
    const slack = bus.kind === 'slack';
    const units = slack ? [] : grid.generators.filter((unit) => unit.bus === bus.id);
    const generationKw = units.reduce((sum, { inService, powerKw }) => {
      return inService ? sum + powerKw : sum;
    }, 0);
    return { id: bus.id, slack, fed: !dark.has(index), generationKw, shuntKw: bus.shuntKw };
  });
}

function sharesOf(
  { pvMwh, importMwh, exportMwh, generationMwh }: Energies,
  pvExportedMwh: number,
): Pick<YearTotals, 'selfConsumption' | 'selfSufficiency'> {
  const used = importMwh + pvMwh + generationMwh - exportMwh;
  return {
    selfConsumption: pvMwh > 0 ? 1 - pvExportedMwh / pvMwh : null,
    selfSufficiency: used > 0 ? 1 - importMwh / used : null,
  };
}

function higher(so: AtSlot, value: number, slot: number): AtSlot {
  return value > so.value ? { value, slot } : so;
}

/** An extreme that was never met is 0. */
function stated<T extends AtSlot>(extreme: T): T {
  return extreme.slot < 0 ? { ...extreme, value: 0 } : extreme;
}
