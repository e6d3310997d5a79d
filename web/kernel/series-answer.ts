/** The arrays of a time series' answer: made, checked before they are filled again, emptied. */
import { checkNumber, checkRecord } from './argument.ts';
import type { TimeSeries } from './outcome.ts';

const SUMS = ['lossKw', 'lossKvar', 'slackKw', 'slackKvar'] as const;

/** The answer of `slots` × `busCount` in which nothing is solved yet: all 0. */
export function emptyAnswer(slots: number, busCount: number): TimeSeries {
  return {
    slots,
    voltagePu: new Float64Array(slots * busCount),
    lossKw: new Float64Array(slots),
    lossKvar: new Float64Array(slots),
    slackKw: new Float64Array(slots),
    slackKvar: new Float64Array(slots),
    converged: new Uint8Array(slots),
    iterations: new Uint16Array(slots),
  };
}

/** `into`, to be filled again. @throws TypeError, RangeError naming what does not fit. */
export function checkAnswer(into: TimeSeries, slots: number, busCount: number): TimeSeries {
  checkRecord('into', into);
  checkNumber('into.slots', into.slots);
  if (into.slots !== slots) {
    throw new RangeError(`into.slots must be input.slots = ${slots}; found ${into.slots}`);
  }
  checkRow('voltagePu', into.voltagePu, Float64Array, slots * busCount);
  for (const name of SUMS) checkRow(name, into[name], Float64Array, slots);
  checkRow('converged', into.converged, Uint8Array, slots);
  checkRow('iterations', into.iterations, Uint16Array, slots);
  return into;
}

type Kind = typeof Float64Array | typeof Uint8Array | typeof Uint16Array;

function checkRow(name: string, row: unknown, kind: Kind, length: number): void {
  if (!(row instanceof kind)) throw new TypeError(`into.${name} must be a ${kind.name}`);
  if (row.length === length) return;
  // An array that was transferred elsewhere has no length left.
  throw new RangeError(`into.${name} must hold ${length} figures; found ${row.length}`);
}

/** Slots from `first` on as if they had never been solved. */
export function clearFrom(answer: TimeSeries, first: number): void {
  const busCount = answer.voltagePu.length / answer.slots;
  answer.voltagePu.fill(0, first * busCount);
  for (const name of SUMS) answer[name].fill(0, first);
  answer.converged.fill(0, first);
  answer.iterations.fill(0, first);
}
