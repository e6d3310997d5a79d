/**
 * The application of a simulated cluster when nothing else is plugged in: one register, and a
 * fingerprint chained over every entry ever applied, so that any difference between two seats'
 * histories shows in their roots for good.
 */
import type { Application } from './application.ts';
import { Fingerprint, chained, hex32 } from './mix.ts';

export interface Register {
  readonly value: number;
  /** Writes so far. */
  readonly version: number;
  /** Over all entries, 53 bits. */
  readonly root: number;
}

const EMPTY: Register = { value: 0, version: 0, root: 0x1a2b3c4d5e6 };
/** Marks a client's write; other entries are only fingerprinted. */
const MARK = 0x57;
const WRITE_BYTES = 9;
const SNAPSHOT_BYTES = 16;

export const REGISTER: Application<Register> = {
  initial: () => EMPTY,
  apply(state, { index, term, data }) {
    const root = chained(chained(state.root, index ^ Math.imul(term, 0x9e3779b1)), digest(data));
    if (!isWrite(data)) return { ...state, root };
    return { value: word(data, 5), version: state.version + 1, root };
  },
  snapshot({ value, version, root }) {
    const data = new Uint8Array(SNAPSHOT_BYTES);
    const high = Math.floor(root / 0x100000000);
    [value, version, high, root].forEach((part, i) => put(data, 4 * i, part));
    return data;
  },
  restore(data) {
    if (data.length !== SNAPSHOT_BYTES) return EMPTY;
    const root = (word(data, 8) >>> 0) * 0x100000000 + (word(data, 12) >>> 0);
    return { value: word(data, 0), version: word(data, 4), root };
  },
  root: ({ root }) => root,
  rootHex: ({ root }) => hex32(root / 0x100000000) + hex32(root),
  height: () => 0,
  tipHash: () => '',
  label: (data) => (isWrite(data) ? `x = ${String(word(data, 5))}` : `${String(data.length)} B`),
  write(operation, value) {
    const data = new Uint8Array(WRITE_BYTES);
    data[0] = MARK;
    put(data, 1, operation);
    put(data, 5, value);
    return data;
  },
  operationOf: (data) => (isWrite(data) ? word(data, 1) : 0),
  read: ({ value, version }) => ({ value, version }),
};

function isWrite(data: Uint8Array): boolean {
  return data.length === WRITE_BYTES && data[0] === MARK;
}

function digest(data: Uint8Array): number {
  if (isWrite(data)) return Math.imul(word(data, 1), 0x85ebca6b) ^ word(data, 5);
  const print = new Fingerprint();
  print.addBytes(data);
  return print.a ^ print.b;
}

function word(data: Uint8Array, at: number): number {
  return data[at]! | (data[at + 1]! << 8) | (data[at + 2]! << 16) | (data[at + 3]! << 24);
}

function put(data: Uint8Array, at: number, value: number): void {
  for (let i = 0; i < 4; i++) data[at + i] = value >>> (8 * i);
}
