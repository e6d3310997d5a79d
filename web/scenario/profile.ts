/**
 * The simple seeded day: what every bus draws in each of 96 quarter-hours, and when packs charge.
 *
 * Assumptions, ours and typical rather than measured: one shape of the day per category, given by
 * the hour as a share of the bus's peak and joined by straight lines; the case's load is that
 * peak; kvar follow kW; below the shape each bus wanders by up to 8 % on its own seeded stream.
 * Buses without a category follow a flatter, residential-like shape. Only + − × ÷ are used, so the
 * day is the same to the last bit everywhere.
 */
import type { Bus, Category, GridCase } from '../grid/case.ts';
import { stream } from '../rng.ts';
import {
  MINUTES_PER_SLOT,
  PACK_EFFICIENCY,
  PACK_KW,
  PACK_KWH,
  SLOTS_PER_DAY,
  type Scenario,
} from './scenario.ts';

/** Share of the peak at each full hour, 0 … 23; the highest is 1. */
export const DAY_SHAPES: Readonly<Record<Category | 'neutral', readonly number[]>> = {
  // Up in the morning, quiet at noon, everyone at home after sunset.
  residential: [
    0.42, 0.36, 0.33, 0.31, 0.31, 0.35, 0.46, 0.58, 0.6, 0.55, 0.51, 0.5, 0.52, 0.53, 0.51, 0.52,
    0.57, 0.68, 0.84, 0.97, 1, 0.93, 0.76, 0.56,
  ],
  // Opening hours.
  commercial: [
    0.28, 0.27, 0.26, 0.26, 0.27, 0.3, 0.4, 0.58, 0.78, 0.92, 0.98, 1, 0.97, 0.96, 0.98, 0.97, 0.93,
    0.86, 0.77, 0.66, 0.54, 0.44, 0.36, 0.31,
  ],
  // Two shifts and a base load that never stops.
  industrial: [
    0.55, 0.54, 0.53, 0.53, 0.55, 0.62, 0.78, 0.92, 0.98, 1, 0.99, 0.97, 0.93, 0.96, 0.98, 0.97,
    0.94, 0.88, 0.84, 0.82, 0.78, 0.71, 0.64, 0.58,
  ],
  neutral: [
    0.52, 0.48, 0.46, 0.45, 0.46, 0.5, 0.6, 0.7, 0.75, 0.76, 0.76, 0.77, 0.77, 0.76, 0.75, 0.76,
    0.79, 0.85, 0.93, 0.99, 1, 0.95, 0.81, 0.64,
  ],
};

const WANDER = 0.08;
const SLOT_HOURS = MINUTES_PER_SLOT / 60;
const CHARGE_FROM_SLOT = 40;
const CHARGE_TO_SLOT = 60;
const DISCHARGE_FROM_SLOT = 72;
const DISCHARGE_TO_SLOT = 88;

export interface DayLoads {
  /** Row-major 96 × buses in the case's order, `loadScale` included. */
  readonly loadKw: Float64Array;
  readonly loadKvar: Float64Array;
}

/** What every bus of `grid` (the scenario already applied) draws over the scenario's day. */
export function dayLoads(scenario: Scenario, grid: GridCase): DayLoads {
  const count = grid.buses.length;
  const loadKw = new Float64Array(SLOTS_PER_DAY * count);
  const loadKvar = new Float64Array(SLOTS_PER_DAY * count);
  grid.buses.forEach((bus, index) => {
    const shares = busDay(scenario, bus);
    for (let slot = 0; slot < SLOTS_PER_DAY; slot++) {
      const share = shares[slot]! * scenario.loadScale;
      loadKw[slot * count + index] = bus.loadKw * share;
      loadKvar[slot * count + index] = bus.loadKvar * share;
    }
  });
  return { loadKw, loadKvar };
}

/** Share of its peak one bus draws in each slot, above 0 and at most 1. */
export function busDay(scenario: Scenario, bus: Bus): Float64Array {
  const hourly = DAY_SHAPES[bus.category ?? 'neutral'];
  const rng = stream(scenario.seed, `load/${scenario.day}/${bus.id}`);
  const shares = new Float64Array(SLOTS_PER_DAY);
  let wander = rng.unit();
  for (let slot = 0; slot < SLOTS_PER_DAY; slot++) {
    const hour = Math.floor(slot / 4);
    const from = hourly[hour]!;
    const to = hourly[(hour + 1) % 24]!;
    const shape = from + ((to - from) * (slot % 4)) / 4;
    // Mostly where it was a quarter of an hour ago, so that the line breathes and does not hiss.
    wander = 0.85 * wander + 0.15 * rng.unit();
    shares[slot] = shape * (1 - WANDER * wander);
  }
  return shares;
}

export interface PackDay {
  /** Of one pack at its terminals, discharge positive, kW; length 96. */
  readonly packKw: Float64Array;
  /** In one pack at the end of each slot, kWh; length 96; starts and ends the day alike. */
  readonly storedKwh: Float64Array;
}

/**
 * The fixed daily rule of one pack: charge from 10:00 to 15:00 while the sun is up, discharge from
 * 18:00 to 22:00. What is stored equals what is given back, losses of 11 % fall on charging, and
 * neither direction exceeds 50 kW.
 * @param irradianceKwM2 over the day, length 96
 */
export function packDay(irradianceKwM2: ArrayLike<number>): PackDay {
  const charging = slotsBetween(CHARGE_FROM_SLOT, CHARGE_TO_SLOT).filter(
    (slot) => irradianceKwM2[slot]! > 0,
  );
  const dischargeSlots = DISCHARGE_TO_SLOT - DISCHARGE_FROM_SLOT;
  const storableKwh = charging.length * SLOT_HOURS * PACK_KW * PACK_EFFICIENCY;
  const cycledKwh = Math.min(storableKwh, dischargeSlots * SLOT_HOURS * PACK_KW, PACK_KWH);
  const packKw = new Float64Array(SLOTS_PER_DAY);
  for (const slot of charging) {
    packKw[slot] = -cycledKwh / (PACK_EFFICIENCY * SLOT_HOURS * charging.length);
  }
  for (const slot of slotsBetween(DISCHARGE_FROM_SLOT, DISCHARGE_TO_SLOT)) {
    packKw[slot] = cycledKwh / (SLOT_HOURS * dischargeSlots);
  }
  const storedKwh = new Float64Array(SLOTS_PER_DAY);
  let stored = (PACK_KWH - cycledKwh) / 2;
  for (let slot = 0; slot < SLOTS_PER_DAY; slot++) {
    const kwh = packKw[slot]! * SLOT_HOURS;
    stored += kwh < 0 ? -kwh * PACK_EFFICIENCY : -kwh;
    storedKwh[slot] = stored;
  }
  return { packKw, storedKwh };
}

function slotsBetween(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
