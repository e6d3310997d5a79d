/** The day behind the scrubber: sun, load and breached limits of the 96 slots as SVG paths. */
import type { World } from '../../app/snapshot.ts';
import type { Day } from '../../kernel/outcome.ts';
import { SLOTS_PER_DAY } from '../../scenario/scenario.ts';

export interface DayStrip {
  /** In a box of 95 × 100 units, one unit a slot. */
  readonly sunPath: string;
  readonly loadPath: string;
  readonly breachPath: string;
  /** Slots in which a voltage is outside its limits or the solver found none. */
  readonly breachedSlots: number;
}

const kept = new WeakMap<Day, DayStrip>();
const FLOOR = 96;
const CEILING = 26;

/** null while the day is being computed. */
export function dayStrip({ day, grid }: World): DayStrip | null {
  if (!day) return null;
  const known = kept.get(day);
  if (known) return known;
  const slots = Array.from({ length: SLOTS_PER_DAY }, (_, slot) => slot);
  const buses = grid.buses.length;
  const load = slots.map((slot) => sumOf(day.loadKw, slot, buses));
  const sun = slots.map((slot) => day.irradianceKwM2[slot] ?? 0);
  const breached = slots.filter((slot) => isBreached(day, grid.buses, slot));
  const strip = {
    sunPath: `M0 ${FLOOR}${lineTo(sun, 1)}L${SLOTS_PER_DAY - 1} ${FLOOR}Z`,
    loadPath: lineTo(load, Math.max(...load)).replace('L', 'M'),
    breachPath: breached.map((slot) => `M${slot - 0.5} 8h1`).join(''),
    breachedSlots: breached.length,
  };
  kept.set(day, strip);
  return strip;
}

function sumOf(values: Float64Array, slot: number, buses: number): number {
  let sum = 0;
  for (let bus = 0; bus < buses; bus += 1) sum += values[slot * buses + bus] ?? 0;
  return sum;
}

function lineTo(values: readonly number[], largest: number): string {
  const scale = largest > 0 ? (FLOOR - CEILING) / largest : 0;
  const y = (value: number): string => (FLOOR - Math.max(0, value) * scale).toFixed(1);
  return values.map((value, slot) => `L${slot} ${y(value)}`).join('');
}

function isBreached(day: Day, buses: World['grid']['buses'], slot: number): boolean {
  if (day.series.converged[slot] === 0) return true;
  return buses.some((bus, index) => {
    const voltagePu = day.series.voltagePu[slot * buses.length + index] ?? Number.NaN;
    // The slack is a given, not an outcome.
    return (
      bus.kind !== 'slack' && !(voltagePu >= bus.voltageMinPu && voltagePu <= bus.voltageMaxPu)
    );
  });
}
