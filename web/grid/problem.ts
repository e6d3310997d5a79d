/** Wording of Problems about networks, so that each names what was found and what is allowed. */
import type { Place, Problem } from '../assert.ts';

/** `value` for a person: numbers and words as they are, the rest by its type; 60 characters. */
export function shown(value: unknown): string {
  const text =
    typeof value === 'string'
      ? `'${value}'`
      : typeof value === 'object' && value !== null
        ? Array.isArray(value)
          ? 'a list'
          : 'a record'
        : String(value);
  const clean = text.replace(/[\p{Cc}\p{Cf}]/gu, '·');
  return clean.length > 60 ? `${clean.slice(0, 59)}…` : clean;
}

interface Words {
  /** Raw; {@link shown} is applied unless it is a finished phrase. */
  readonly found: string;
  readonly allowed: string;
  readonly remedy: string;
}

export function problem(where: Place, rule: string, words: Words): Problem {
  const { found, allowed, remedy } = words;
  const short = found.length > 60 ? `${found.slice(0, 59)}…` : found;
  return { where, rule, found: short, allowed, remedy };
}

/** A problem that did not stop the input from being used. */
export function remark(where: Place, rule: string, words: Words): Problem {
  return { ...problem(where, rule, words), harmless: true };
}

export interface Range {
  readonly min: number;
  readonly max: number;
  /** Empty for a pure number. */
  readonly unit: string;
  /** What to do instead, where there is something better to say than 'write such a number'. */
  readonly remedy?: string;
}

/** Breaches of 'a finite number within `range`', at most one. */
export function inRange(where: Place, value: unknown, range: Range): Problem[] {
  const { min, max, unit } = range;
  const suffix = unit === '' ? '' : ` ${unit}`;
  const allowed = `a number from ${min} to ${max}${suffix}`;
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    const remedy = 'Write a finite number here.';
    return [problem(where, 'finite', { found: shown(value), allowed, remedy })];
  }
  if (value >= min && value <= max) return [];
  const remedy = range.remedy ?? `Write ${allowed}.`;
  return [problem(where, 'range', { found: `${value}${suffix}`, allowed, remedy })];
}

/** Breach of `low ≤ high`; silent where either is not a number, which is reported elsewhere. */
export function ordered(where: Place, limits: { low: number; high: number }): Problem[] {
  const { low, high } = limits;
  if (!(low > high)) return [];
  return [
    problem(where, 'limits-order', {
      found: `lower limit ${low} above upper limit ${high}`,
      allowed: 'a lower limit that is at most the upper one',
      remedy: 'Exchange the two limits.',
    }),
  ];
}
