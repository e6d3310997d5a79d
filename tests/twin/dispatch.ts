/**
 * The rules of dispatch in plain TypeScript, pack by pack and slot by slot, written from the words
 * of public/docs/model.md; no code of the kernel.
 */
import type { YearScenario } from '../../web/scenario/year.ts';

export interface TwinYear {
  readonly slotsPerDay: number;
  readonly slots: number;
  readonly busCount: number;
  /** [slot][bus] */
  readonly loadKw: Float64Array;
  /** AC kW of one panel, sun's scale included. */
  readonly panelKw: Float64Array;
  readonly panels: readonly number[];
  readonly packs: readonly number[];
  readonly rules: YearScenario;
}

export interface TwinDispatch {
  readonly pvKw: Float64Array;
  readonly packKw: Float64Array;
  readonly curtailedKw: Float64Array;
  readonly storedKwh: Float64Array;
}

/** A group of packs that are always alike. */
class Store {
  stored: number;
  readonly #year: TwinYear;
  readonly #count: number;

  constructor(year: TwinYear, count: number, stored = count * 210 * year.rules.socMinShare) {
    this.#year = year;
    this.#count = count;
    this.stored = stored;
  }

  /** Gives (above 0) or takes as much of `wantedKw` as it can. */
  run(wantedKw: number): number {
    const { socMinShare, socMaxShare, chargeEfficiency } = this.#year.rules;
    const hours = 24 / this.#year.slotsPerDay;
    const room = this.#count * 210 * socMaxShare - this.stored;
    const spare = this.stored - this.#count * 210 * socMinShare;
    if (wantedKw >= 0) {
      const kw = Math.min(wantedKw, 50 * this.#count, Math.max(0, spare) / hours);
      this.stored -= kw * hours;
      return kw;
    }
    const most = Math.max(0, room) / chargeEfficiency / hours;
    const kw = Math.min(-wantedKw, 50 * this.#count, most);
    this.stored += kw * hours * chargeEfficiency;
    return -kw;
  }

  copy(): Store {
    return new Store(this.#year, this.#count, this.stored);
  }
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

export function dispatchByTwin(year: TwinYear): TwinDispatch {
  const { slots, busCount } = year;
  const answer: TwinDispatch = {
    pvKw: new Float64Array(slots * busCount),
    packKw: new Float64Array(slots * busCount),
    curtailedKw: new Float64Array(slots),
    storedKwh: new Float64Array(slots),
  };
  if (year.rules.dispatch === 'own-bus') ownBuses(year, answer);
  else feeder(year, answer);
  return answer;
}

function ownBuses(year: TwinYear, answer: TwinDispatch): void {
  for (let bus = 0; bus < year.busCount; bus++) {
    const store = new Store(year, year.packs[bus]!);
    for (let slot = 0; slot < year.slots; slot++) {
      const at = slot * year.busCount + bus;
      const madeKw = year.panels[bus]! * year.panelKw[slot]!;
      const drawnKw = year.loadKw[at]!;
      const packKw = store.run(drawnKw - madeKw);
      const fedKw = Math.max(0, Math.min(madeKw, drawnKw + Math.max(0, -packKw)));
      answer.pvKw[at] = fedKw;
      answer.packKw[at] = packKw;
      answer.curtailedKw[slot]! += madeKw - fedKw;
      answer.storedKwh[slot]! += store.stored;
    }
  }
}

function feeder(year: TwinYear, answer: TwinDispatch): void {
  const { slots, busCount, slotsPerDay } = year;
  const panels = sum(year.panels);
  const packs = sum(year.packs);
  const netKw = Array.from({ length: slots }, (_, slot) => {
    const row = year.loadKw.subarray(slot * busCount, (slot + 1) * busCount);
    return sum(Array.from(row)) - panels * year.panelKw[slot]!;
  });
  const store = new Store(year, packs);
  let levelKw: number | null = null;
  for (let slot = 0; slot < slots; slot++) {
    const day = Math.floor(slot / slotsPerDay);
    const newDay = slot % slotsPerDay === 0;
    if (newDay && year.rules.dispatch === 'forecast') {
      levelKw = levelOf(year, netKw.slice(0, day * slotsPerDay), store);
    }
    const allKw = packs === 0 ? 0 : store.run(wantedOf(year, { netKw, slot, packs, levelKw }));
    for (let bus = 0; bus < busCount; bus++) {
      answer.pvKw[slot * busCount + bus] = year.panels[bus]! * year.panelKw[slot]!;
      answer.packKw[slot * busCount + bus] = packs === 0 ? 0 : (allKw * year.packs[bus]!) / packs;
    }
    answer.storedKwh[slot] = store.stored;
  }
}

interface Moment {
  readonly netKw: readonly number[];
  readonly slot: number;
  readonly packs: number;
  readonly levelKw: number | null;
}

function wantedOf(year: TwinYear, { netKw, slot, packs, levelKw }: Moment): number {
  const { rules, slotsPerDay } = year;
  const now = netKw[slot]!;
  switch (rules.dispatch) {
    case 'self-consumption':
      return now;
    case 'peak-shaving':
      return now - rules.shaveShare * Math.max(0, ...netKw);
    case 'forecast':
      return levelKw === null ? 0 : now - levelKw;
    case 'arbitrage': {
      if (rules.chargeEfficiency <= rules.nightShare) return 0;
      const hour = (24 * (slot % slotsPerDay)) / slotsPerDay;
      const { nightFromHour: from, nightToHour: to } = rules;
      const night = from <= to ? hour >= from && hour < to : hour >= from || hour < to;
      return night ? -50 * packs : Math.max(0, now);
    }
    default:
      return 0;
  }
}

/** What would have been forecast for day `day` from what was known before it. */
function forecastOf(pastKw: readonly number[], day: number, slotsPerDay: number): number[] {
  return Array.from({ length: slotsPerDay }, (_, k) => {
    const weeks = [1, 2, 3, 4].map((w) => day - 7 * w).filter((d) => d >= 0);
    const days = weeks.length > 0 ? weeks : [day - 1];
    return sum(days.map((d) => pastKw[d * slotsPerDay + k]!)) / days.length;
  });
}

function levelOf(year: TwinYear, pastKw: readonly number[], store: Store): number | null {
  const { slotsPerDay } = year;
  const today = pastKw.length / slotsPerDay;
  if (today === 0) return null;
  const band = forecastOf(pastKw, today, slotsPerDay).map((kw, k) => {
    let square: number | null = null;
    for (let day = 1; day < today; day++) {
      const error = pastKw[day * slotsPerDay + k]! - forecastOf(pastKw, day, slotsPerDay)[k]!;
      square = square === null ? error * error : 0.9 * square + 0.1 * error * error;
    }
    return kw + 1.28 * Math.sqrt(square ?? 0);
  });
  const kept = (levelKw: number): boolean => {
    const trial = store.copy();
    return band.every((kw) => kw - trial.run(kw - levelKw) <= levelKw + 1e-9);
  };
  if (kept(0)) return 0;
  const peak = Math.max(0, ...band);
  let [low, high] = [Math.max(0, peak - 50 * sum(year.packs)), peak];
  for (let k = 0; k < 12; k++) {
    const middle = (low + high) / 2;
    if (kept(middle)) high = middle;
    else low = middle;
  }
  return high;
}
