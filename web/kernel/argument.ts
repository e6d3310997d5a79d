/**
 * Checks of what a caller without types may hand over. The wrong kind of thing throws TypeError,
 * the right kind with a value out of range throws RangeError; both name the argument.
 */

/** Throws TypeError unless `value` is an object that is no list. */
export function checkRecord(name: string, value: unknown): void {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return;
  throw new TypeError(`${name} must be an object; found ${told(value)}`);
}

/** Throws TypeError unless `value` is a list. */
export function checkList(name: string, value: unknown): void {
  if (!Array.isArray(value)) throw new TypeError(`${name} must be a list`);
}

/** Throws TypeError unless `value` is a string. */
export function checkText(name: string, value: unknown): void {
  if (typeof value !== 'string') throw new TypeError(`${name} must be a string`);
}

/** Throws TypeError unless `value` is a number; NaN is one. */
export function checkNumber(name: string, value: unknown): void {
  if (typeof value !== 'number') throw new TypeError(`${name} must be a number`);
}

/** Throws TypeError unless `value` is true, false or left out. */
export function checkFlag(name: string, value: unknown): void {
  if (value === undefined || typeof value === 'boolean') return;
  throw new TypeError(`${name} must be true or false; found ${told(value)}`);
}

/** Throws TypeError unless `value` is a function or left out. */
export function checkCallback(name: string, value: unknown): void {
  if (value === undefined || typeof value === 'function') return;
  throw new TypeError(`${name} must be a function; found ${told(value)}`);
}

/** Throws TypeError unless `value` is an AbortSignal, or anything else that says `aborted`. */
export function checkSignal(name: string, value: unknown): void {
  if (value === undefined) return;
  const aborted: unknown = typeof value === 'object' && value !== null && 'aborted' in value;
  if (aborted !== true) throw new TypeError(`${name} must be an AbortSignal; found ${told(value)}`);
}

/** Throws TypeError for no number, RangeError unless `value` is whole and within the range. */
export function whole(name: string, value: number, [least, most]: readonly [number, number]): void {
  checkNumber(name, value);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`${name} must be a whole number from ${least} to ${most}, found ${value}`);
  }
}

/** Throws TypeError for no number, RangeError unless `value` lies within the range. */
export function within(
  name: string,
  value: number,
  [least, most]: readonly [number, number],
): void {
  checkNumber(name, value);
  if (!(value >= least && value <= most)) {
    throw new RangeError(`${name} must be from ${least} to ${most}, found ${value}`);
  }
}

function told(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}
