/**
 * A few days that stand for the year, each with the number of days it stands for.
 *
 * k-medoids on what a day looks like by the hour: all loads together and the output of one panel,
 * each as a share of its highest hour. The day of the highest net load and the day of the highest
 * surplus are always among them, standing only for the days that resemble them most. A greedy
 * start and alternating improvement (Park and Jun, Expert Systems with Applications 36, 2009)
 * without anything random; ties go to the earlier day, so the choice is the same everywhere.
 */
import { assert } from '../assert.ts';
import type { YearInput } from '../kernel/outcome.ts';
import { DAYS } from '../profile/calendar.ts';

const HOURS = 24;
const ROUNDS_MAX = 100;

/** What the choice looks at; arrays as in YearInput. */
export type DaysInput = Pick<YearInput, 'slots' | 'loadKw' | 'panelKw'>;

export interface RepresentativeDay {
  /** 1 … 365 */
  readonly day: number;
  /** Days it stands for, itself included, whole. */
  readonly weight: number;
}

/**
 * @param busCount columns of `input.loadKw`
 * @param count days wanted, held to 1 … 365; with 1 or 2 the forced days are left out
 * @returns sorted by day; the weights sum to 365
 */
export function representativeDays(
  input: DaysInput,
  busCount: number,
  count: number,
): { readonly days: readonly RepresentativeDay[] } {
  assert(input.slots % (DAYS * HOURS) === 0, 'a year has 365 whole days', { slots: input.slots });
  const wanted = Math.max(1, Math.min(DAYS, Math.trunc(count)));
  const loads = shares(hourly(input.loadKw, busCount));
  const panels = shares(hourly(input.panelKw, 1));
  const far = distances(loads, panels);
  const forced = wanted < 3 ? [] : extremes(loads, panels);
  const medoids = improve(far, start(far, forced, wanted), forced.length);
  const weights = new Map(medoids.map((day) => [day, 0]));
  for (const medoid of nearest(far, medoids)) weights.set(medoid, weights.get(medoid)! + 1);
  const days = medoids.map((day) => ({ day: day + 1, weight: weights.get(day)! }));
  return { days: days.sort((a, b) => a.day - b.day) };
}

/** Means of each of 8,760 hours, columns added up. */
function hourly(values: Float64Array, columns: number): Float64Array {
  const hours = new Float64Array(DAYS * HOURS);
  const perHour = values.length / hours.length;
  for (let hour = 0, at = 0; hour < hours.length; hour++) {
    let sum = 0;
    for (const end = (hour + 1) * perHour; at < end; at++) sum += values[at]!;
    hours[hour] = (sum * columns) / perHour;
  }
  return hours;
}

/** Each hour as a share of the highest; all 0 stays 0. */
function shares(hours: Float64Array): Float64Array {
  const highest = hours.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  return highest === 0 ? hours : hours.map((value) => value / highest);
}

/** Squared distance of every day to every other, row-major. */
function distances(loads: Float64Array, panels: Float64Array): Float64Array {
  const far = new Float64Array(DAYS * DAYS);
  for (let a = 0; a < DAYS; a++) {
    for (let b = 0; b < a; b++) {
      let sum = 0;
      for (let hour = 0; hour < HOURS; hour++) {
        const load = loads[a * HOURS + hour]! - loads[b * HOURS + hour]!;
        const panel = panels[a * HOURS + hour]! - panels[b * HOURS + hour]!;
        sum += load * load + panel * panel;
      }
      far[a * DAYS + b] = sum;
      far[b * DAYS + a] = sum;
    }
  }
  return far;
}

/** Days, from 0, with the highest hour of load less sun and of sun less load, both as shares. */
function extremes(loads: Float64Array, panels: Float64Array): number[] {
  let highest = 0;
  let surplus = 0;
  for (let hour = 1; hour < loads.length; hour++) {
    const net = loads[hour]! - panels[hour]!;
    if (net > loads[highest]! - panels[highest]!) highest = hour;
    if (net < loads[surplus]! - panels[surplus]!) surplus = hour;
  }
  return [...new Set([Math.floor(highest / HOURS), Math.floor(surplus / HOURS)])];
}

/** The forced days, then each time the day that brings all others closest to some medoid. */
function start(far: Float64Array, forced: readonly number[], wanted: number): number[] {
  const medoids = [...forced];
  const closest = new Float64Array(DAYS).fill(Infinity);
  const take = (day: number): void => {
    for (let other = 0; other < DAYS; other++) {
      closest[other] = Math.min(closest[other]!, far[day * DAYS + other]!);
    }
  };
  medoids.forEach(take);
  while (medoids.length < wanted) {
    let best = -1;
    let least = Infinity;
    for (let day = 0; day < DAYS; day++) {
      if (medoids.includes(day)) continue;
      let sum = 0;
      for (let other = 0; other < DAYS; other++) {
        sum += Math.min(closest[other]!, far[day * DAYS + other]!);
      }
      if (sum < least) [best, least] = [day, sum];
    }
    medoids.push(best);
    take(best);
  }
  return medoids;
}

/** Moves each medoid but the first `fixed` to the middle of its days, until none moves. */
function improve(far: Float64Array, first: readonly number[], fixed: number): number[] {
  let medoids = [...first];
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const owners = nearest(far, medoids);
    const moved = medoids.map((medoid, index) => {
      if (index < fixed) return medoid;
      const members = owners.flatMap((owner, day) => (owner === medoid ? [day] : []));
      return middle(far, members, medoid);
    });
    if (moved.every((medoid, index) => medoid === medoids[index])) break;
    medoids = moved;
  }
  return medoids;
}

/** The member with the least sum of distances to all members; `medoid` where none is better. */
function middle(far: Float64Array, members: readonly number[], medoid: number): number {
  const total = (day: number): number => {
    return members.reduce((sum, other) => sum + far[day * DAYS + other]!, 0);
  };
  let best = medoid;
  let least = total(medoid);
  for (const day of members) {
    const sum = total(day);
    if (sum < least) [best, least] = [day, sum];
  }
  return best;
}

/** For each day the medoid that it resembles most: itself if it is one, else the first at a tie. */
function nearest(far: Float64Array, medoids: readonly number[]): number[] {
  return Array.from({ length: DAYS }, (_, day) => {
    if (medoids.includes(day)) return day;
    return medoids.reduce((best, medoid) => {
      return far[medoid * DAYS + day]! < far[best * DAYS + day]! ? medoid : best;
    });
  });
}
