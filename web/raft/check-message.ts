/**
 * Whether something that came over a channel has the shape of a {@link Message}. It says nothing
 * about truth: a well-formed lie passes. Every number is bounded so that sums of two of them stay
 * exact, and a message that no correct seat could have built is refused.
 */
import type { Configuration, ConfigurationChange, Entry } from './log-entry.ts';
import type { Message, MessageKind } from './message.ts';

/** No term, index or size is larger: 2⁴⁸, centuries of steps. */
const NUMBER_MAX = 0x1_0000_0000_0000;
/** No seat has a larger number. */
const SEAT_MAX = 0xffff;
/** More seats than any cluster here has. */
const SEATS_MAX = 64;
const ENTRIES_MAX = 100_000;
/** A thousand times a lesson's state. */
const SNAPSHOT_BYTES_MAX = 64 * 1024 * 1024;

type Fields = Readonly<Record<string, unknown>>;

/** true: `value` is a well-formed message. Never throws for plain data. */
export function isMessage(value: unknown): value is Message {
  if (!isRecord(value)) return false;
  const { kind, from, to, term } = value;
  if (!isMessageKind(kind)) return false;
  if (!isSeat(from) || !isSeat(to) || from === to || !isNumber(term)) return false;
  return SHAPES[kind](value, term);
}

/** true: there are messages of this kind. */
export function isMessageKind(value: unknown): value is MessageKind {
  return typeof value === 'string' && Object.hasOwn(SHAPES, value);
}

/** By kind: whether the fields beside the envelope are as they should be in a message of `term`. */
const SHAPES: Readonly<Record<MessageKind, (fields: Fields, term: number) => boolean>> = {
  vote: ({ pre, transfer, lastIndex, lastTerm }, term) =>
    isFlag(pre) && isFlag(transfer) && isPosition(lastIndex, lastTerm) && Number(lastTerm) < term,
  voteReply: ({ pre, granted }) => isFlag(pre) && isFlag(granted),
  append: isAppend,
  appendReply: ({ index, refused, hintIndex, hintTerm }, term) =>
    [index, hintIndex, hintTerm].every(isNumber) && isFlag(refused) && Number(hintTerm) <= term,
  heartbeat: ({ commit, round }) => isNumber(commit) && isNumber(round),
  heartbeatReply: ({ round }) => isNumber(round),
  snapshot: isPiece,
  snapshotReply: ({ index, offset }) => isNumber(index) && isNumber(offset),
  timeoutNow: () => true,
};

function isAppend(fields: Fields, term: number): boolean {
  const { previousIndex, previousTerm, entries, commit } = fields;
  if (!isPosition(previousIndex, previousTerm) || !isNumber(commit)) return false;
  if (!Array.isArray(entries) || entries.length > ENTRIES_MAX) return false;
  let last = Number(previousTerm);
  for (const entry of entries as readonly unknown[]) {
    // Terms never fall along a log, and no leader has entries of a later term than its own.
    if (!isEntry(entry) || entry.term < last || entry.term > term) return false;
    last = entry.term;
  }
  return last <= term;
}

function isPiece(fields: Fields, term: number): boolean {
  const { index, entryTerm, configuration, offset, totalBytes, data } = fields;
  if (!isNumber(index) || index === 0 || !isNumber(entryTerm) || entryTerm > term) return false;
  if (entryTerm === 0 || !isNumber(offset) || !isNumber(totalBytes)) return false;
  // Whoever collects the pieces must not be made to fill up.
  if (totalBytes > SNAPSHOT_BYTES_MAX) return false;
  if (!(data instanceof Uint8Array) || offset + data.length > totalBytes) return false;
  return isConfiguration(configuration);
}

function isEntry(value: unknown): value is Entry {
  if (!isRecord(value) || !isNumber(value['term']) || value['term'] === 0) return false;
  switch (value['kind']) {
    case 'noop':
      return true;
    case 'data':
      return value['data'] instanceof Uint8Array;
    case 'conf':
      return isConfigurationChange(value['change']);
    default:
      return false;
  }
}

/** true: `value` is a well-formed change of members. Never throws for plain data. */
export function isConfigurationChange(value: unknown): value is ConfigurationChange {
  if (!isRecord(value)) return false;
  const { add = [], addLearner = [], remove = [], explicit = false } = value;
  return [add, addLearner, remove].every(isSeatList) && isFlag(explicit);
}

function isConfiguration(value: unknown): value is Configuration {
  if (!isRecord(value)) return false;
  const { voters, outgoing, learners, learnersNext, autoLeave } = value;
  const lists = [voters, outgoing, learners, learnersNext];
  if (!lists.every(isSeatList) || !isFlag(autoLeave)) return false;
  return (voters as readonly number[]).length > 0 && lists.every(isSorted);
}

function isSeatList(value: unknown): value is readonly number[] {
  if (!Array.isArray(value) || value.length > SEATS_MAX) return false;
  // Not `every`: it would pass over holes.
  for (const id of value as readonly unknown[]) if (!isSeat(id)) return false;
  return true;
}

function isSorted(ids: unknown): boolean {
  return (ids as readonly number[]).every((id, i, all) => i === 0 || all[i - 1]! < id);
}

/** An index and the term there: both 0 before the first entry, neither after it. */
function isPosition(index: unknown, term: unknown): boolean {
  return isNumber(index) && isNumber(term) && (index === 0) === (term === 0);
}

function isNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= NUMBER_MAX;
}

function isSeat(value: unknown): value is number {
  return isNumber(value) && value > 0 && value <= SEAT_MAX;
}

function isFlag(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
