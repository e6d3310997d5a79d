/**
 * A seat's records as bytes, and the checksums that tie them together. Layouts are numbered by
 * FORMAT; integers are big-endian.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import type { ConfigurationChange, Entry, HardState, Snapshot } from '../raft/log-entry.ts';

/** Raise it when a layout changes; a disk of another format is not read. */
const FORMAT = 1;

/** One batch of the log, under the index of its first entry. */
export interface LogRecord {
  readonly first: number;
  readonly last: number;
  readonly bytes: Uint8Array;
  /** Checksum of the record before, so that none can be missing or exchanged. */
  readonly previous: Uint8Array;
  /** Over `previous`, `first`, `last` and `bytes`. */
  readonly sum: Uint8Array;
}

/**
 * The last thing put in every transaction: what was promised up to now. A log record after
 * `lastIndex` was never acknowledged, for answers wait for the transaction that holds both.
 */
export interface Seal extends HardState {
  readonly format: number;
  readonly lastIndex: number;
  readonly lastSum: Uint8Array;
  readonly snapshotIndex: number;
  readonly sum: Uint8Array;
}

export interface SnapshotRecord {
  readonly bytes: Uint8Array;
  readonly sum: Uint8Array;
}

const KINDS = ['noop', 'data', 'conf'] as const;
/** Kind, term in two words, length. */
const ENTRY_HEAD_BYTES = 13;
const TWO_32 = 0x100000000;

function encodeEntries(entries: readonly Entry[]): Uint8Array {
  const payloads = entries.map(payloadOf);
  const length = payloads.reduce((sum, part) => sum + ENTRY_HEAD_BYTES + part.length, 0);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  entries.forEach((entry, i) => {
    const payload = payloads[i]!;
    bytes[at] = KINDS.indexOf(entry.kind);
    view.setUint32(at + 1, Math.floor(entry.term / TWO_32));
    view.setUint32(at + 5, entry.term % TWO_32);
    view.setUint32(at + 9, payload.length);
    bytes.set(payload, at + ENTRY_HEAD_BYTES);
    at += ENTRY_HEAD_BYTES + payload.length;
  });
  return bytes;
}

/** null: not what `encodeEntries` writes. */
function decodeEntries(bytes: Uint8Array): Entry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: Entry[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (at + ENTRY_HEAD_BYTES > bytes.length) return null;
    const kind = KINDS[bytes[at]!];
    const term = view.getUint32(at + 1) * TWO_32 + view.getUint32(at + 5);
    const end = at + ENTRY_HEAD_BYTES + view.getUint32(at + 9);
    if (kind === undefined || end > bytes.length) return null;
    const payload = bytes.slice(at + ENTRY_HEAD_BYTES, end);
    if (kind === 'noop') entries.push({ term, kind });
    else if (kind === 'data') entries.push({ term, kind, data: payload });
    else entries.push({ term, kind, change: JSON.parse(text(payload)) as ConfigurationChange });
    at = end;
  }
  return entries;
}

/** The record that holds `entries` and follows a record with the checksum `previous`. */
export function logRecord(
  first: number,
  entries: readonly Entry[],
  previous: Uint8Array,
): LogRecord {
  const bytes = encodeEntries(entries);
  const last = first + entries.length - 1;
  return { first, last, bytes, previous, sum: sumOf(previous, [first, last], bytes) };
}

/** Its entries; null if it is not whole. */
export function entriesOf(value: unknown): { record: LogRecord; entries: Entry[] } | null {
  const record = value as LogRecord | null;
  if (!isBytes(record?.bytes) || !isBytes(record.previous) || !isBytes(record.sum)) return null;
  const sum = sumOf(record.previous, [record.first, record.last], record.bytes);
  if (!sameBytes(sum, record.sum)) return null;
  const entries = decodeEntries(record.bytes);
  return entries?.length === record.last - record.first + 1 ? { record, entries } : null;
}

export function seal(content: Omit<Seal, 'format' | 'sum'>): Seal {
  const whole = { ...content, format: FORMAT };
  return { ...whole, sum: sealSum(whole) };
}

/** null: not whole, or of another format. */
export function readSeal(value: unknown): Seal | null {
  const found = value as Seal | null;
  if (found?.format !== FORMAT || !isBytes(found.lastSum) || !isBytes(found.sum)) return null;
  return sameBytes(sealSum(found), found.sum) ? found : null;
}

export function snapshotRecord(snapshot: Snapshot): SnapshotRecord {
  const { index, term, configuration, data } = snapshot;
  const head = new TextEncoder().encode(JSON.stringify({ index, term, configuration }));
  const bytes = new Uint8Array(4 + head.length + data.length);
  new DataView(bytes.buffer).setUint32(0, head.length);
  bytes.set(head, 4);
  bytes.set(data, 4 + head.length);
  return { bytes, sum: sha256(bytes) };
}

/** null: not whole. */
export function readSnapshot(value: unknown): Snapshot | null {
  const record = value as SnapshotRecord | null;
  if (!isBytes(record?.bytes) || !isBytes(record.sum)) return null;
  const { bytes } = record;
  if (!sameBytes(sha256(bytes), record.sum)) return null;
  const headEnd = 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const head = JSON.parse(text(bytes.subarray(4, headEnd))) as Omit<Snapshot, 'data'>;
  return { ...head, data: bytes.slice(headEnd) };
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function payloadOf(entry: Entry): Uint8Array {
  if (entry.kind === 'data') return entry.data;
  return entry.kind === 'noop'
    ? new Uint8Array(0)
    : new TextEncoder().encode(JSON.stringify(entry.change));
}

function sealSum(content: Omit<Seal, 'sum'>): Uint8Array {
  const { term, vote, commit, format, lastIndex, snapshotIndex, lastSum } = content;
  return sumOf(lastSum, [term, vote, commit, format, lastIndex, snapshotIndex], new Uint8Array(0));
}

function sumOf(before: Uint8Array, numbers: readonly number[], bytes: Uint8Array): Uint8Array {
  const hash = sha256.create().update(before);
  const head = new DataView(new ArrayBuffer(8 * numbers.length));
  numbers.forEach((value, i) => head.setFloat64(8 * i, value));
  return hash.update(new Uint8Array(head.buffer)).update(bytes).digest();
}

function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array;
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
