/** Reading a seat's disk back, and deciding whether what it promised is all there. */
import type { Problem } from '../assert.ts';
import type { Found } from '../cluster/disk.ts';
import type { Entry } from '../raft/log-entry.ts';
import { entriesOf, readSeal, readSnapshot, sameBytes, type LogRecord } from './seat-record.ts';
import type { Shelves } from './shelf.ts';

/** What the store remembers of a log record. */
export type LogMark = Pick<LogRecord, 'first' | 'last' | 'sum'>;

export interface Loaded {
  readonly found: Found;
  readonly marks: readonly LogMark[];
  /** Index from which records were never acknowledged and must go; 0 = none. */
  readonly cutFrom: number;
}

const ALL = { from: 0, to: Number.MAX_SAFE_INTEGER };

/**
 * Checks every checksum. Log records after the seal were never acknowledged, so they are cut;
 * anything missing or altered before it means that this seat no longer knows what it promised.
 */
export async function loadSeat(shelves: Shelves, seat: number, wasHere: boolean): Promise<Loaded> {
  const damaged = (field: string, rule: string, found: string): Loaded => {
    const problem = damage(seat, { field, rule, found });
    return { found: { kind: 'damaged', problem }, marks: [], cutFrom: 0 };
  };
  const [sealed, learns, snapValue, records] = await Promise.all([
    shelves.get('meta', 'seal'),
    shelves.get('meta', 'learnsTo'),
    shelves.get('snap', 0),
    shelves.range('log', ALL),
  ]);
  if (sealed === undefined) {
    if (records.length > 0 || snapValue !== undefined) {
      return damaged('seal', 'present', 'no seal beside a log');
    }
    return { found: { kind: wasHere ? 'lost' : 'new' }, marks: [], cutFrom: 0 };
  }
  const seal = readSeal(sealed);
  if (!seal) return damaged('seal', 'checksum', 'a seal that does not hold');
  const snapshot = readSnapshot(snapValue);
  if (!snapshot || snapshot.index !== seal.snapshotIndex) {
    return damaged('snapshot', 'checksum', `no whole snapshot of entry ${seal.snapshotIndex}`);
  }

  const log: Entry[] = [];
  const marks: LogMark[] = [];
  let next = 0;
  let cutFrom = 0;
  for (const value of records) {
    const first = (value as LogRecord | null)?.first ?? next;
    if (first > seal.lastIndex) {
      cutFrom = seal.lastIndex + 1;
      break;
    }
    const whole = entriesOf(value);
    if (!whole) return damaged('log', 'checksum', `the record of entry ${first} is altered`);
    const { record, entries } = whole;
    const before = marks.at(-1);
    if (before && (record.first !== next || !sameBytes(record.previous, before.sum))) {
      return damaged('log', 'chain', `the record before entry ${record.first} is another`);
    }
    marks.push(record);
    next = record.last + 1;
    log.push(...entries);
  }
  const logFirst = marks[0]?.first ?? seal.snapshotIndex + 1;
  const logLast = marks.at(-1)?.last ?? seal.snapshotIndex;
  if (logFirst > seal.snapshotIndex + 1) {
    return damaged('log', 'present', `entries before ${logFirst} are missing`);
  }
  const sum = marks.at(-1)?.sum;
  if (logLast !== seal.lastIndex || (sum && !sameBytes(sum, seal.lastSum))) {
    return damaged('log', 'present', `the log ends at ${logLast}, not at ${seal.lastIndex}`);
  }
  const { term, vote, commit } = seal;
  const learnsTo = typeof learns === 'number' ? learns : 0;
  const kept = log.slice(Math.max(0, seal.snapshotIndex + 1 - logFirst));
  return {
    found: { kind: 'whole', hard: { term, vote, commit }, snapshot, log: kept, learnsTo },
    marks,
    cutFrom,
  };
}

function damage(
  seat: number,
  { field, rule, found }: { field: string; rule: string; found: string },
): Problem {
  return {
    where: { kind: 'disk', id: seat, field },
    rule,
    found: found.slice(0, 60),
    allowed: 'what this seat wrote, unaltered',
    remedy: 'It does not vote on what is left. The other seats send it a fresh copy.',
  };
}
