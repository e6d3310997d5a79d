/**
 * Faults as they stand in links and files: `430!stop3`, `600!part1-2.3-4-5`. A fault is the tick,
 * an exclamation mark, a word and its numbers; every text there is has one meaning, and every
 * fault one text.
 */
import type { Fault } from './fault.ts';

export const FAULTS_MAX = 500;
const FAULT_TICK_MAX = 10_000_000;
/** Highest number a seat may have: up to seven founders and two that join. */
const SEAT_MAX = 9;
const TICKS_MAX = 1000;
const MESSAGE_MAX = 1_000_000_000;
const VALUE_MAX = 0x7fffffff;

type Kind = Fault['kind'];
type Values = Readonly<Record<string, unknown>>;

/** What each field may hold. */
const FIELDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  at: whole(0, FAULT_TICK_MAX),
  seat: whole(1, SEAT_MAX),
  from: whole(1, SEAT_MAX),
  to: whole(1, SEAT_MAX),
  both: (value) => typeof value === 'boolean',
  on: (value) => typeof value === 'boolean',
  rate: (value) => value === 0.5 || value === 1 || value === 2,
  groups: areGroups,
  minTicks: whole(1, TICKS_MAX),
  maxTicks: whole(1, TICKS_MAX),
  percent: whole(0, 100),
  message: whole(1, MESSAGE_MAX),
  ticks: whole(0, TICKS_MAX),
  value: whole(0, VALUE_MAX),
};

/** The fields of each kind, in the order of its numbers in the text. */
const SHAPES: Readonly<Record<Kind, readonly string[]>> = {
  stop: ['seat'],
  'lose-unsynced': ['seat'],
  restart: ['seat'],
  wipe: ['seat'],
  sleep: ['seat'],
  wake: ['seat'],
  'timeout-now': ['seat'],
  clock: ['seat', 'rate'],
  cut: ['from', 'to', 'both'],
  join: ['from', 'to', 'both'],
  partition: ['groups'],
  heal: [],
  delay: ['minTicks', 'maxTicks'],
  loss: ['percent'],
  duplicate: ['percent'],
  reorder: ['on'],
  hold: ['message'],
  release: ['message'],
  drop: ['message'],
  disk: ['seat', 'ticks'],
  transfer: ['from', 'to'],
  'add-seat': ['seat'],
  'remove-seat': ['seat'],
  compact: ['seat'],
  write: ['seat', 'value'],
  read: ['seat'],
};

/** Word of the text → kind, and the fields that the word itself settles. */
const WORDS: Readonly<Record<string, readonly [kind: Kind, settled: Values]>> = {
  stop: ['stop', {}],
  lose: ['lose-unsynced', {}],
  start: ['restart', {}],
  wipe: ['wipe', {}],
  sleep: ['sleep', {}],
  wake: ['wake', {}],
  now: ['timeout-now', {}],
  slow: ['clock', { rate: 0.5 }],
  even: ['clock', { rate: 1 }],
  fast: ['clock', { rate: 2 }],
  cut: ['cut', { both: true }],
  mute: ['cut', { both: false }],
  join: ['join', { both: true }],
  hear: ['join', { both: false }],
  part: ['partition', {}],
  heal: ['heal', {}],
  delay: ['delay', {}],
  loss: ['loss', {}],
  dup: ['duplicate', {}],
  mix: ['reorder', { on: true }],
  sort: ['reorder', { on: false }],
  hold: ['hold', {}],
  free: ['release', {}],
  drop: ['drop', {}],
  disk: ['disk', {}],
  lead: ['transfer', {}],
  add: ['add-seat', {}],
  rem: ['remove-seat', {}],
  pack: ['compact', {}],
  set: ['write', {}],
  get: ['read', {}],
};

/** '430!stop3' */
export function formatFault(fault: Fault): string {
  const values = fault as unknown as Values;
  const found = Object.entries(WORDS).find(
    ([, [kind, settled]]) =>
      kind === fault.kind && Object.entries(settled).every(([key, value]) => values[key] === value),
  );
  const [word, [, settled]] = found!;
  const open = SHAPES[fault.kind].filter((field) => !Object.hasOwn(settled, field));
  const numbers =
    fault.kind === 'partition'
      ? fault.groups.map((group) => group.join('-')).join('.')
      : open.map((field) => String(values[field])).join('.');
  return `${String(fault.at)}!${word}${numbers}`;
}

/** The fault of a text; null = it is none. */
export function parseFault(text: string): Fault | null {
  const parts = /^(\d{1,8})!([a-z]{2,5})([\d.-]{0,40})$/.exec(text);
  if (!parts) return null;
  const [, at = '', word = '', numbers = ''] = parts;
  const entry = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
  if (!entry) return null;
  const [kind, settled] = entry;
  const open = SHAPES[kind].filter((field) => !Object.hasOwn(settled, field));
  const values: Record<string, unknown> = { at: number(at), kind, ...settled };
  if (kind === 'partition') {
    values['groups'] = numbers.split('.').map((group) => group.split('-').map(number));
  } else {
    const given = numbers === '' ? [] : numbers.split('.').map(number);
    if (given.length !== open.length) return null;
    open.forEach((field, i) => (values[field] = given[i]));
  }
  return readFault(values);
}

/** A fault out of plain data, with nothing else in it; null = it is none. */
export function readFault(value: unknown): Fault | null {
  if (typeof value !== 'object' || value === null) return null;
  const values = value as Values;
  const { kind } = values;
  if (typeof kind !== 'string' || !Object.hasOwn(SHAPES, kind)) return null;
  const fault: Record<string, unknown> = { at: values['at'], kind };
  for (const field of SHAPES[kind as Kind]) fault[field] = values[field];
  for (const [field, content] of Object.entries(fault)) {
    if (field !== 'kind' && !FIELDS[field]!(content)) return null;
  }
  const read = fault as unknown as Fault;
  if (read.kind === 'delay' && read.minTicks > read.maxTicks) return null;
  if ('from' in read && read.from === read.to) return null;
  return read;
}

/** Only plain decimal digits without leading zeros; so that every text is the canonical one. */
function number(text: string): number {
  return /^(?:0|[1-9]\d{0,9})$/.test(text) ? Number(text) : Number.NaN;
}

function whole(min: number, max: number): (value: unknown) => boolean {
  return (value) =>
    typeof value === 'number' &&
    Number.isInteger(value) &&
    value >= min &&
    value <= max &&
    !Object.is(value, -0);
}

function areGroups(value: unknown): boolean {
  if (!Array.isArray(value) || value.length < 1 || value.length > SEAT_MAX) return false;
  const groups: readonly unknown[] = value;
  if (!groups.every((group) => Array.isArray(group) && group.length > 0)) return false;
  const seats = groups.flat();
  return seats.every(whole(1, SEAT_MAX)) && new Set(seats).size === seats.length;
}
