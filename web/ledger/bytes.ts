/**
 * The ledger's own byte layout: fixed fields, big-endian integers, lengths before anything that
 * varies. Each value has exactly one form (public/docs/model.md, "Bytes of the ledger"), and
 * reading refuses every other, so equal hashes mean equal things.
 */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { assert } from '../assert.ts';
import type { Hex } from './transaction.ts';
import { decodeUtf8, encodeUtf8 } from './utf8.ts';

/** First byte of every stored or signed form; a new layout takes a new number. */
export const LAYOUT_VERSION = 1;

/** Second byte: what it is. Two kinds never share signed or hashed bytes. */
export const KIND = {
  transaction: 1,
  block: 2,
  genesis: 4,
  snapshot: 5,
  attestation: 6,
} as const;

const U32 = 0x100000000;

/** Lower-case hex of bytes. */
export const hexOf = (bytes: Uint8Array): Hex => bytesToHex(bytes);

/** Bytes of lower-case hex. @throws if it is none; ask {@link isHex} first. */
export const bytesOf = (hex: Hex): Uint8Array => hexToBytes(hex);

/** Whether `text` is the lower-case hex of exactly `length` bytes. */
export function isHex(text: unknown, length: number): text is Hex {
  if (typeof text !== 'string' || !Number.isInteger(length)) return false;
  if (text.length !== length * 2) return false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (!((code >= 48 && code <= 57) || (code >= 97 && code <= 102))) return false;
  }
  return true;
}

/** Writes canonical bytes. Arguments out of range are a bug of the caller and crash. */
export class Writer {
  private bytes = new Uint8Array(256);
  private at = 0;

  private room(count: number): number {
    const start = this.at;
    this.at += count;
    if (this.at > this.bytes.length) {
      const grown = new Uint8Array(Math.max(this.at, this.bytes.length * 2));
      grown.set(this.bytes);
      this.bytes = grown;
    }
    return start;
  }

  private integer(value: number, width: number, below: number): this {
    if (!(Number.isSafeInteger(value) && value >= 0 && value < below)) {
      assert(false, 'an integer that fits', { value, width });
    }
    const start = this.room(width);
    let rest = value;
    for (let i = width - 1; i >= 0; i--) {
      this.bytes[start + i] = rest % 256;
      rest = Math.floor(rest / 256);
    }
    return this;
  }

  u8(value: number): this {
    return this.integer(value, 1, 0x100);
  }

  u16(value: number): this {
    return this.integer(value, 2, 0x10000);
  }

  u32(value: number): this {
    return this.integer(value, 4, U32);
  }

  /** 0 … 2⁵³ − 1, in eight bytes. */
  u64(value: number): this {
    return this.integer(value, 8, Number.MAX_SAFE_INTEGER + 1);
  }

  raw(bytes: Uint8Array): this {
    // First the room: it may take a larger array.
    const start = this.room(bytes.length);
    this.bytes.set(bytes, start);
    return this;
  }

  /** Hex of exactly `length` bytes, without its length. */
  hex(hex: Hex, length: number): this {
    assert(isHex(hex, length), 'hex of the right length', { hex, length });
    return this.raw(bytesOf(hex));
  }

  /** A length of 16 bits, then the bytes. */
  bytes16(bytes: Uint8Array): this {
    return this.u16(bytes.length).raw(bytes);
  }

  /** A length of 32 bits, then the bytes. */
  bytes32(bytes: Uint8Array): this {
    return this.u32(bytes.length).raw(bytes);
  }

  /** A length of 16 bits, then UTF-8. */
  text(text: string): this {
    return this.bytes16(encodeUtf8(text));
  }

  done(): Uint8Array {
    return this.bytes.slice(0, this.at);
  }
}

/**
 * Reads canonical bytes. Never throws: after the first thing that does not fit, `failed` is true
 * and everything read is zero or empty. A reading counts only if `end()` says so.
 */
export class Reader {
  failed = false;
  private readonly bytes: Uint8Array;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Marks the reading as failed unless `condition` holds. */
  require(condition: boolean): void {
    if (!condition) this.failed = true;
  }

  private integer(width: number): number {
    if (this.failed || this.at + width > this.bytes.length) {
      this.failed = true;
      return 0;
    }
    let value = 0;
    for (let i = 0; i < width; i++) value = value * 256 + (this.bytes[this.at + i] ?? 0);
    this.at += width;
    return value;
  }

  u8(): number {
    return this.integer(1);
  }

  u16(): number {
    return this.integer(2);
  }

  u32(): number {
    return this.integer(4);
  }

  /** Eight bytes; what is above 2⁵³ − 1 does not fit. */
  u64(): number {
    const high = this.integer(4);
    const low = this.integer(4);
    this.require(high < 0x200000);
    return this.failed ? 0 : high * U32 + low;
  }

  /** A copy, so that nobody can change what was read. */
  raw(length: number): Uint8Array {
    if (this.failed || this.at + length > this.bytes.length) {
      this.failed = true;
      return new Uint8Array(0);
    }
    const part = this.bytes.slice(this.at, this.at + length);
    this.at += length;
    return part;
  }

  hex(length: number): Hex {
    return hexOf(this.raw(length));
  }

  bytes16(): Uint8Array {
    return this.raw(this.u16());
  }

  bytes32(): Uint8Array {
    return this.raw(this.u32());
  }

  text(): string {
    const text = decodeUtf8(this.bytes16());
    this.require(text !== null);
    return text ?? '';
  }

  /** The version and kind every form begins with. */
  start(kind: number): void {
    this.require(this.u8() === LAYOUT_VERSION);
    this.require(this.u8() === kind);
  }

  /** true: all of it was read and all of it fitted. */
  end(): boolean {
    return !this.failed && this.at === this.bytes.length;
  }
}
