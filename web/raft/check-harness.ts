/** Whether what third parties give the harness can be: errors name the argument that cannot. */
import { isConfigurationChange } from './check-message.ts';

type Fields = Readonly<Record<string, unknown>>;

/** As for messages: sums of two of them stay exact. */
const NUMBER_MAX = 0x1_0000_0000_0000;
const SEAT_MAX = 0xffff;

/** @throws TypeError or RangeError that names the field which cannot be. */
export function checkSeat(seat: unknown): void {
  const { id, conf, hard = {}, log = [], snap = null, options = {} } = record('seat', seat);
  checkSeatNumber('id', id);
  checkOptions(record('options', options));
  const numbers: Fields = { term: 0, vote: 0, commit: 0, ...record('hard', hard) };
  for (const name of ['term', 'vote', 'commit']) checkCount(`hard.${name}`, numbers[name], 0);
  const start = snap === null ? { index: 0, term: 0 } : checkSnapshot(record('snap', snap));
  if (snap === null || record('snap', snap)['conf'] === undefined) checkMembers('conf', conf);
  if (!Array.isArray(log)) throw new TypeError('log must be a list of entries');
  checkLog(log, start.term);
  if ((numbers['commit'] as number) > start.index + log.length) {
    throw new RangeError('hard.commit must be in the log');
  }
}

/** @throws TypeError or RangeError that names `name`. */
export function checkCount(name: string, value: unknown, least: number): void {
  if (typeof value !== 'number') throw new TypeError(`${name} must be a number`);
  if (Number.isSafeInteger(value) && value >= least && value <= NUMBER_MAX) return;
  throw new RangeError(`${name} must be a whole number from ${least} to 2^48`);
}

/** @throws TypeError or RangeError that names `name`. */
export function checkSeatNumber(name: string, value: unknown): void {
  checkCount(name, value, 1);
  if ((value as number) > SEAT_MAX) throw new RangeError(`${name} must be at most ${SEAT_MAX}`);
}

/** @throws TypeError that names `name`. */
export function checkData(name: string, data: unknown): void {
  if (typeof data === 'string' || data instanceof Uint8Array) return;
  throw new TypeError(`${name} must be a text or a Uint8Array`);
}

/** @throws TypeError that names `name`. */
export function checkChange(name: string, change: unknown): void {
  if (isConfigurationChange(change)) return;
  throw new TypeError(`${name} must be an object, as { add: [4] } or { remove: [1] }`);
}

function checkOptions({ preVote, checkQuorum, maxEntriesPerAppend = 1 }: Fields): void {
  for (const [name, value] of Object.entries({ preVote, checkQuorum })) {
    if (value !== undefined) checkFlag(`options.${name}`, value);
  }
  checkCount('options.maxEntriesPerAppend', maxEntriesPerAppend, 1);
}

function checkSnapshot(snap: Fields): { readonly index: number; readonly term: number } {
  const { index, term, conf, data } = snap;
  checkCount('snap.index', index, 0);
  checkCount('snap.term', term, 0);
  if ((index === 0) !== (term === 0)) {
    throw new RangeError('snap.index and snap.term must be 0 together');
  }
  if (conf !== undefined) checkMembers('snap.conf', conf);
  if (data !== undefined && !(data instanceof Uint8Array)) {
    throw new TypeError('snap.data must be a Uint8Array');
  }
  return { index: index as number, term: term as number };
}

function checkMembers(name: string, members: unknown): void {
  const { voters, learners = [], outgoing = [], learnersNext = [], auto } = record(name, members);
  const lists = { voters, learners, outgoing, learnersNext };
  for (const [list, ids] of Object.entries(lists)) checkSeats(`${name}.${list}`, ids);
  if ((voters as number[]).length === 0) throw new RangeError(`${name}.voters must name a seat`);
  const learning = [...(learners as number[]), ...(learnersNext as number[])];
  const voting = [...(voters as number[]), ...(outgoing as number[])];
  if (learning.some((id) => (voters as number[]).includes(id))) {
    throw new RangeError(`${name}.learners must not name a voter`);
  }
  if ((learners as number[]).some((id) => voting.includes(id))) {
    throw new RangeError(`${name}.learners must not name one of ${name}.outgoing`);
  }
  if (auto !== undefined) checkFlag(`${name}.auto`, auto);
}

function checkSeats(name: string, ids: unknown): void {
  if (!Array.isArray(ids)) throw new TypeError(`${name} must be a list of seats`);
  for (const id of ids as readonly unknown[]) checkSeatNumber(name, id);
  if (new Set(ids).size < ids.length) throw new RangeError(`${name} must not name a seat twice`);
}

function checkLog(log: readonly unknown[], leastTerm: number): void {
  let least = Math.max(1, leastTerm);
  for (const entry of log) {
    const { term, data, change } = record('log', entry, 'hold objects');
    checkCount('log.term', term, least);
    least = term as number;
    if (data !== undefined && data !== null) checkData('log.data', data);
    if (change !== undefined && change !== null) checkChange('log.change', change);
  }
}

function checkFlag(name: string, value: unknown): void {
  if (typeof value !== 'boolean') throw new TypeError(`${name} must be true or false`);
}

function record(name: string, value: unknown, must = 'be an object'): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new TypeError(`${name} must ${must}`);
}
