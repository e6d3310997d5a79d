/**
 * A history as JSON Lines, one event a line, in the form that Jepsen's tools made common:
 * {"op":"invoke"|"ok"|"fail"|"info","client":1,"type":"set","key":"x","value":3,"ts":12}.
 * What never was answered ends in an `info` line whose ts is null.
 */
import type { Problem } from '../assert.ts';
import type { Operation, Value } from './linearizable.ts';

interface Line {
  readonly op: 'invoke' | Operation['outcome'];
  readonly client: number;
  readonly type: Operation['type'];
  readonly key: string;
  readonly value: Value | readonly Value[] | null;
  readonly version?: number;
  readonly ts: number | null;
}

/** The history as text; operations of one client must not overlap. */
export function formatHistory(history: readonly Operation[]): string {
  const byClient = new Map<number, Operation[]>();
  for (const operation of history) {
    const own = byClient.get(operation.client);
    if (own) own.push(operation);
    else byClient.set(operation.client, [operation]);
  }
  const lines: { at: number; line: Line }[] = [];
  for (const own of byClient.values()) {
    own.sort((a, b) => a.invokedAt - b.invokedAt);
    own.forEach((operation, i) => {
      const { client, type, key, invokedAt, returnedAt, outcome } = operation;
      const asks = type === 'set' || type === 'append';
      const asked = asks ? operation.value : null;
      lines.push({
        at: invokedAt,
        line: { op: 'invoke', client, type, key, value: asked, ts: invokedAt },
      });
      const told = 'version' in operation && operation.version !== null;
      const version = told ? { version: operation.version } : {};
      lines.push({
        at: returnedAt ?? own[i + 1]?.invokedAt ?? Infinity,
        line: {
          ...{ op: outcome, client, type, key, value: operation.value },
          ...version,
          ts: returnedAt,
        },
      });
    });
  }
  // Stable: one client's lines of the same moment keep their order.
  lines.sort((a, b) => (a.at === b.at ? 0 : a.at - b.at));
  return lines.map(({ line }) => `${JSON.stringify(line)}\n`).join('');
}

/** The operations of such a text, in order of their calls, and what is wrong with its lines. */
export function parseHistory(text: string): {
  readonly operations: readonly Operation[];
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const waiting = new Map<number, { at: number; line: Line & { ts: number } }>();
  const operations: { at: number; operation: Operation }[] = [];
  const close = (client: number, end: Line | null): void => {
    const open = waiting.get(client);
    if (!open) return;
    waiting.delete(client);
    operations.push({ at: open.at, operation: join(open.line, end) });
  };
  text.split('\n').forEach((raw, i) => {
    if (raw.trim() === '') return;
    const line = readLine(raw);
    if (typeof line === 'string') {
      problems.push(wrong(i + 1, raw, line));
    } else if (line.op === 'invoke') {
      // A client that asks anew without an answer gave up: the old question stays open.
      close(line.client, null);
      waiting.set(line.client, { at: i, line: { ...line, ts: line.ts ?? 0 } });
    } else {
      const open = waiting.get(line.client)?.line;
      if (open?.type !== line.type || open.key !== line.key) {
        problems.push(wrong(i + 1, raw, 'an answer to what this client asked last'));
      } else if (line.ts !== null && line.ts < open.ts) {
        problems.push(wrong(i + 1, raw, 'an answer after its question'));
      } else close(line.client, line);
    }
  });
  for (const client of [...waiting.keys()]) close(client, null);
  operations.sort((a, b) => a.at - b.at);
  return { operations: operations.map(({ operation }) => operation), problems };
}

function join(asked: Line & { ts: number }, end: Line | null): Operation {
  const { client, key, type } = asked;
  const outcome = end === null || end.op === 'invoke' ? 'info' : end.op;
  const call = { client, key, invokedAt: asked.ts, returnedAt: end?.ts ?? null, outcome };
  const version = end?.version ?? null;
  const value = type === 'set' || type === 'append' ? asked.value : (end?.value ?? null);
  if (type === 'read') return { ...call, type, value: Array.isArray(value) ? value : [] };
  // readLine let lists through for reads only, and null for nothing that writes.
  const one = value as Value;
  if (type === 'append') return { ...call, type, value: one };
  return { ...call, type, value: one, version };
}

const OPS: readonly unknown[] = ['invoke', 'ok', 'fail', 'info'];
const TYPES: readonly unknown[] = ['set', 'get', 'append', 'read'];
const isValue = (x: unknown): boolean =>
  typeof x === 'string' || (typeof x === 'number' && Number.isFinite(x));

/** The line, or what it should have been. */
function readLine(raw: string): Line | string {
  let line: unknown;
  try {
    line = JSON.parse(raw);
  } catch {
    return 'one JSON object a line';
  }
  if (typeof line !== 'object' || line === null) return 'one JSON object a line';
  const { op, client, type, key, value, version, ts } = line as Record<string, unknown>;
  if (!OPS.includes(op)) return 'op invoke, ok, fail or info';
  if (!TYPES.includes(type)) return 'type set, get, append or read';
  if (!Number.isSafeInteger(client)) return 'a whole number as client';
  if (typeof key !== 'string') return 'a text as key';
  if (ts === null ? op !== 'info' : !Number.isFinite(ts)) return 'a number as ts';
  if (version !== undefined && !Number.isSafeInteger(version)) return 'a whole number as version';
  const writes = type === 'set' || type === 'append';
  if (writes ? !isValue(value) : !readable(op, type, value))
    return `the value of a ${String(type)}`;
  return line as Line;
}

function readable(op: unknown, type: unknown, value: unknown): boolean {
  if (op !== 'ok') return value === null || value === undefined || Array.isArray(value);
  if (type === 'read') return Array.isArray(value) && value.every(isValue);
  return value === null || isValue(value);
}

function wrong(line: number, raw: string, allowed: string): Problem {
  return {
    where: { kind: 'history', line },
    rule: 'history-line',
    found: raw.slice(0, 60),
    allowed,
    remedy: 'Correct the line or take it out.',
  };
}
