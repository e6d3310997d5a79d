/** Units of meters, and whether the size of what was read can be right for its bus. */
import type { Problem } from '../assert.ts';
import type { Bus } from '../grid/case.ts';
import { problem, remark } from '../grid/problem.ts';
import type { ProfileUnit } from './csv-columns.ts';

/** Highest reading as a share of the bus's load: beyond, it must be another unit. */
const LEAST_SHARE = 0.01;
const MOST_SHARE = 10;
/** What is plausible at once, to guess which unit was meant. */
const LIKELY = { least: 0.05, most: 3 };

/** kW of one unit; energies are what one interval of `stepMinutes` holds. */
export function kwPer(unit: ProfileUnit, stepMinutes: number, bus: Bus): number {
  const perHour = 60 / stepMinutes;
  const factors: Readonly<Record<ProfileUnit, number>> = {
    ...{ kw: 1, w: 0.001, mw: 1000 },
    ...{ kwh: perHour, wh: perHour / 1000, mwh: perHour * 1000 },
    share: bus.loadKw,
  };
  return factors[unit];
}

export interface Sized {
  readonly bus: Bus;
  /** Highest reading in size, kW. */
  readonly highestKw: number;
  readonly unit: ProfileUnit;
  /** Said by the heading or by the person, not assumed. */
  readonly named: boolean;
  readonly stepMinutes: number;
}

/**
 * Compares the highest reading with the bus's load: far off, the unit must be wrong and the file is
 * refused; a share of an hour, it may be energy, which is said and let pass.
 */
export function checkSize(sized: Sized, forced: boolean): Problem[] {
  const { bus, highestKw, unit, named, stepMinutes } = sized;
  const peak = Math.abs(bus.loadKw);
  if (peak === 0 || highestKw === 0) return [];
  const where = { kind: 'bus', id: bus.id, field: 'loadKw' };
  const share = highestKw / peak;
  const found = `at most ${Number(highestKw.toPrecision(3))} kW read as ${unit}`;
  if (share < LEAST_SHARE || share > MOST_SHARE) {
    const likely = likelyUnits(sized);
    const headings = likely.map((other) => headingFor(bus.id, other)).join(' or ');
    const words = {
      found,
      allowed: `readings near the bus’s load of ${Number(peak.toPrecision(4))} kW`,
      remedy:
        likely.length === 0
          ? 'Check the bus, or set its load to what the meter reads.'
          : `If the meter gives ${likely.map((other) => UNIT_WORDS[other]).join(' or ')}, ` +
            `call the column ${headings}.`,
    };
    return [forced ? remark(where, 'unit', words) : problem(where, 'unit', words)];
  }
  // A quarter of the load from quarter-hours: perhaps kWh that nobody called so.
  const part = stepMinutes / 60;
  if (named || part === 1 || share > part * 1.3 || share < part * 0.7) return [];
  const heading = headingFor(bus.id, 'kwh');
  const remedy = `If the meter gives kWh for each interval, call the column ${heading}.`;
  const allowed = `readings near the bus’s load of ${Number(peak.toPrecision(4))} kW`;
  return [remark(where, 'energy', { found, allowed, remedy })];
}

/** Units that would make the highest reading plausible, the likeliest first. */
function likelyUnits({ bus, highestKw, unit, stepMinutes }: Sized): ProfileUnit[] {
  const raw = highestKw / kwPer(unit, stepMinutes, bus);
  const others: readonly ProfileUnit[] = ['w', 'kw', 'mw', 'kwh', 'wh', 'share'];
  return others
    .filter((other) => {
      const share = Math.abs((raw * kwPer(other, stepMinutes, bus)) / bus.loadKw);
      return other !== unit && share >= LIKELY.least && share <= LIKELY.most;
    })
    .slice(0, 2);
}

/** A heading that names bus and unit. */
function headingFor(bus: number, unit: ProfileUnit): string {
  return unit === 'share' ? `bus${bus}_pload` : `bus${bus}_load_${unit}`;
}

const UNIT_WORDS: Readonly<Record<ProfileUnit, string>> = {
  kw: 'kW',
  w: 'W',
  mw: 'MW',
  kwh: 'kWh',
  wh: 'Wh',
  mwh: 'MWh',
  share: 'share of the load',
};
