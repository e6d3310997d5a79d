/** The shapes of plain values that posts are made of. Nothing here throws for plain data. */
import { isHex } from '../ledger/bytes.ts';

type Fields = Readonly<Record<string, unknown>>;
export type Is = (value: unknown) => boolean;
/** Looks at the fields of what is known to be a record. */
export type Shape = (fields: Fields) => boolean;

/** No seat has a larger number. */
const SEAT_MAX = 0xffff;

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Of a kind that is known, and of that kind's shape. */
export function isOneOf(value: unknown, shapes: Readonly<Record<string, Shape>>): boolean {
  if (!isRecord(value)) return false;
  const { kind } = value;
  return typeof kind === 'string' && Object.hasOwn(shapes, kind) && shapes[kind]!(value);
}

/** A record in which each of these fields is as it should be; others do not matter. */
export function hasFields(value: unknown, fields: Readonly<Record<string, Is>>): boolean {
  return isRecord(value) && Object.entries(fields).every(([name, is]) => is(value[name]));
}

export function isListOf(value: unknown, is: Is, max: number): value is readonly unknown[] {
  if (!Array.isArray(value) || value.length > max) return false;
  // Not `every`: it would pass over holes.
  for (const one of value as readonly unknown[]) if (!is(one)) return false;
  return true;
}

export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

export function isPositive(value: unknown): boolean {
  return isCount(value) && value > 0;
}

export function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

export function isFlag(value: unknown): boolean {
  return typeof value === 'boolean';
}

export function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array;
}

export function isSeat(value: unknown): boolean {
  return isPositive(value) && (value as number) <= SEAT_MAX;
}

/** 32 bytes in hex: a hash or a key. */
export function isName(value: unknown): boolean {
  return typeof value === 'string' && isHex(value, 32);
}

export function isText(value: unknown, max: number): boolean {
  return typeof value === 'string' && value.length <= max;
}
