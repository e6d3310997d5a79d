/** Recordings as JSON text, merged from several tabs, and read back without trusting a word. */
import type { Problem } from '../assert.ts';
import { isMessage } from '../raft/check-message.ts';
import { DEFAULT_OPTIONS } from '../raft/state.ts';
import { SEATS_MAX } from './network.ts';
import { TRACE_FORMAT, type Trace, type TraceLine } from './trace.ts';

const HEX = 'hex';
const LINES_MAX = 2_000_000;
const TERM_MAX = 0x1_0000_0000_0000;

/** One recording of several, in the order of the common clock. */
export function mergeTraces(parts: readonly (readonly TraceLine[])[], recordedBy: string): Trace {
  const lines = parts
    .flatMap((part, from) => part.map((line, place) => ({ line, from, place })))
    .sort((a, b) => a.line.at - b.line.at || a.from - b.from || a.place - b.place)
    .map(({ line }) => line);
  return { format: TRACE_FORMAT, version: 1, recordedBy, lines };
}

/** The recording as text; bytes stand in it as {"hex": "…"}. */
export function formatTrace(trace: Trace): string {
  return JSON.stringify(trace, (_key, value: unknown) =>
    value instanceof Uint8Array ? { [HEX]: toHex(value) } : value,
  );
}

/** The recording of a text; null with a problem where it is none. */
export function parseTrace(text: string): {
  readonly trace: Trace | null;
  readonly problems: readonly Problem[];
} {
  let value: unknown;
  try {
    value = JSON.parse(text, (_key, part: unknown) => fromHex(part) ?? part);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refused(error.message, 'a JSON text');
  }
  const file = record(value);
  if (file?.['format'] !== TRACE_FORMAT || file['version'] !== 1) {
    return refused(text, `a file with "format": "${TRACE_FORMAT}" and version 1`);
  }
  const { lines, recordedBy } = file;
  if (!Array.isArray(lines) || lines.length > LINES_MAX) return refused(text, 'a list of lines');
  let last = -Infinity;
  for (const [i, line] of (lines as readonly unknown[]).entries()) {
    const wrong = wrongLine(line, last);
    if (wrong !== '') return refused(JSON.stringify(line), wrong, i + 1);
    last = (line as TraceLine).at;
  }
  const by = typeof recordedBy === 'string' ? recordedBy.slice(0, 60) : '';
  const read = lines as readonly TraceLine[];
  return {
    trace: { format: TRACE_FORMAT, version: 1, recordedBy: by, lines: read },
    problems: [],
  };
}

/** What the line should have been; '' = it is as it should be. */
function wrongLine(value: unknown, last: number): string {
  const line = record(value);
  if (!line) return 'an object';
  const { at, seat, kind } = line;
  if (!whole(at) || at < last) return 'whole microseconds that never fall';
  if (!whole(seat) || seat < 1 || seat > SEATS_MAX) return `a seat from 1 to ${String(SEATS_MAX)}`;
  if (kind === 'stop') return '';
  if (kind === 'start') return isRestart(line['restart'], seat) ? '' : 'what a seat starts from';
  if (kind === 'input') return isInput(line['input']) ? '' : 'an input of the core';
  return 'kind start, input or stop';
}

function isInput(value: unknown): boolean {
  const input = record(value);
  switch (input?.['kind']) {
    case 'tick':
    case 'campaign':
    case 'heartbeat':
      return true;
    case 'message':
      return isMessage(input['message']);
    case 'propose':
      return input['data'] instanceof Uint8Array;
    case 'proposeConf':
      return isEntry({ term: 1, kind: 'conf', change: input['change'] }, 1);
    case 'transfer':
      return whole(input['to']);
    case 'readIndex':
      return whole(input['id']);
    case 'compact':
      return whole(input['index']) && input['data'] instanceof Uint8Array;
    case 'resumed':
      return whole(input['gapTicks']);
    default:
      return false;
  }
}

function isRestart(value: unknown, seat: number): boolean {
  const restart = record(value);
  const [hard, snapshot] = [record(restart?.['hard']), record(restart?.['snapshot'])];
  const options = record(restart?.['options']);
  if (!restart || !hard || !snapshot || !options || restart['id'] !== seat) return false;
  if (!whole(restart['seed']) || !Array.isArray(restart['log'])) return false;
  const known = Object.entries(DEFAULT_OPTIONS).every(
    ([key, one]) => typeof options[key] === typeof one,
  );
  if (!known || ![hard['term'], hard['vote'], hard['commit']].every(whole)) return false;
  const { index, term, data, configuration } = snapshot;
  if (!whole(index) || !whole(term) || (index === 0) !== (term === 0)) return false;
  // Logs and configurations are as they would be in a message: one check serves both.
  const piece = { ...{ kind: 'snapshot', from: 1, to: 2, term: TERM_MAX, index: 1, entryTerm: 1 } };
  const totalBytes = data instanceof Uint8Array ? Math.max(1, data.length) : 0;
  const settled = { configuration, offset: 0, totalBytes, data };
  const log = restart['log'] as readonly unknown[];
  return isMessage({ ...piece, ...settled }) && log.every((entry) => isEntry(entry, TERM_MAX));
}

function isEntry(entry: unknown, term: number): boolean {
  const place = { previousIndex: 0, previousTerm: 0, commit: 0 };
  return isMessage({ kind: 'append', from: 1, to: 2, term, ...place, entries: [entry] });
}

function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

function fromHex(value: unknown): Uint8Array | null {
  const hex = record(value)?.[HEX];
  if (typeof hex !== 'string' || !/^(?:[0-9a-f]{2})*$/.test(hex)) return null;
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++)
    bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

function whole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function record(value: unknown): Readonly<Record<string, unknown>> | null {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord ? (value as Record<string, unknown>) : null;
}

function refused(
  found: string,
  allowed: string,
  line?: number,
): { readonly trace: null; readonly problems: readonly Problem[] } {
  const where = { kind: 'recording', ...(line === undefined ? {} : { line }) };
  const remedy = 'Choose a recording that GridLedger saved.';
  const problem = { where, rule: 'recording', found: found.slice(0, 60), allowed, remedy };
  return { trace: null, problems: [problem] };
}
