/** Named cells that anyone with an account may set, for lessons and for checks of linearizability. */
import type { Problem } from '../../assert.ts';
import { Reader, Writer } from '../bytes.ts';
import type { Contract } from '../contract.ts';
import { type State, stateGet } from '../state.ts';
import { encodeUtf8, isWellFormed } from '../utf8.ts';
import { NO_ENERGY } from './payment.ts';

export interface RegisterSet {
  /** Printable ASCII, 1 … 64 characters. */
  readonly name: string;
  /** At most 1,024 bytes of UTF-8. */
  readonly value: string;
}

export interface Cell {
  readonly value: string;
  /** How often it was set: 1 and up. */
  readonly version: number;
}

const VALUE_BYTES = 1024;
const isCellName = (name: string): boolean => /^[\x20-\x7e]{1,64}$/.test(name);
const isCellValue = (value: string): boolean =>
  value.length <= VALUE_BYTES && isWellFormed(value) && encodeUtf8(value).length <= VALUE_BYTES;

/** The state's key of a cell, for linearizable reads. */
export const registerKey = (name: string): string => `register/${name}`;

/** The cell in the bytes of the state; null: never set. */
export function decodeCell(bytes: Uint8Array | undefined): Cell | null {
  if (!bytes) return null;
  const reader = new Reader(bytes);
  const cell = { version: reader.u64(), value: reader.text() };
  return reader.end() ? cell : null;
}

/** The cell called `name`; null: never set. */
export function registerCell(state: State, name: string): Cell | null {
  return decodeCell(stateGet(state, registerKey(name)));
}

function check(payload: unknown): readonly Problem[] {
  const { name, value } = (payload ?? {}) as Partial<Record<keyof RegisterSet, unknown>>;
  const problems: Problem[] = [];
  if (typeof name !== 'string' || !isCellName(name)) {
    problems.push({
      where: { kind: 'transaction', field: 'name' },
      rule: 'cell-name',
      found: String(name).slice(0, 60),
      allowed: '1 to 64 printable ASCII characters',
      remedy: 'Name the cell in plain letters and digits.',
    });
  }
  if (typeof value !== 'string' || !isCellValue(value)) {
    problems.push({
      where: { kind: 'transaction', field: 'value' },
      rule: 'cell-value',
      found: String(value).slice(0, 60),
      allowed: 'text of at most 1024 bytes',
      remedy: 'Shorten the value.',
    });
  }
  return problems;
}

/** Refusal: 'overflow', after 2⁵³ − 1 sets. */
export const register: Contract<RegisterSet> = {
  name: 'register',
  version: 1,
  check,
  encode: ({ name, value }) => new Writer().text(name).text(value).done(),
  decode(bytes) {
    const reader = new Reader(bytes);
    const payload = { name: reader.text(), value: reader.text() };
    return reader.end() && check(payload).length === 0 ? payload : null;
  },
  apply(view, _call, { name, value }) {
    const key = registerKey(name);
    const version = (decodeCell(view.get(key))?.version ?? 0) + 1;
    if (!Number.isSafeInteger(version)) return { accepted: false, reason: 'overflow' };
    view.set(key, new Writer().u64(version).text(value).done());
    return { accepted: true };
  },
  meaning: ({ name, value }) => ({
    to: '',
    valueMicro: 0,
    feeMicro: 0,
    energyWh: NO_ENERGY,
    fields: [
      ['name', name],
      ['value', value],
    ],
  }),
};
