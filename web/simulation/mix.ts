/** Integer mixing: chance that depends on nothing but its place, and fingerprints of runs. */
import { SPLITMIX_STEP, splitmix32 } from '../rng.ts';

/**
 * The number at `place` of the stream `stream` of the world `seed`, 32 bits, uniform. Without a
 * state: taking a fault out of a run leaves every other draw as it was.
 */
export function draw(seed: number, stream: number, place: number): number {
  const start = splitmix32((seed ^ Math.imul(stream + 1, 0x85ebca6b)) >>> 0);
  return splitmix32((start + Math.imul(place + 1, SPLITMIX_STEP)) >>> 0);
}

/** Two 32-bit lanes; equal inputs in equal order give equal lanes in every engine. */
export class Fingerprint {
  a = 0x6a09e667;
  b = 0xbb67ae85 | 0;

  /** `value`: an integer; only its lowest 32 bits count. */
  add(value: number): void {
    const a = Math.imul(this.a ^ value, 0x9e3779b1);
    this.a = a ^ (a >>> 15);
    const b = Math.imul((this.b ^ value) + 0x7f4a7c15, 0x85ebca77);
    this.b = b ^ (b >>> 13);
  }

  addBytes(bytes: Uint8Array): void {
    this.add(bytes.length);
    let i = 0;
    for (; i + 4 <= bytes.length; i += 4) {
      this.add(bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24));
    }
    for (; i < bytes.length; i++) this.add(bytes[i]!);
  }

  /** 53 bits in one number: the whole of one lane and 21 bits of the other. */
  number(): number {
    return packed(this.a, this.b);
  }

  /** 16 hex digits. */
  hex(): string {
    return hex32(this.a) + hex32(this.b);
  }
}

/** Two lanes as one integer of 53 bits. */
function packed(a: number, b: number): number {
  return (a >>> 0) * 0x200000 + (b >>> 11);
}

/** Eight hex digits of the lowest 32 bits. */
export function hex32(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0');
}

/** The fingerprint of a list that `value` was added to, 53 bits; `chain` is that of the rest. */
export function chained(chain: number, value: number): number {
  const high = Math.floor(chain / 0x200000);
  const low = chain - high * 0x200000;
  const a = Math.imul(high ^ value, 0x9e3779b1) ^ low;
  const b = Math.imul((low ^ (value >>> 7)) + (a ^ 0x7f4a7c15), 0x85ebca77) ^ high;
  return packed(a ^ (a >>> 15), b ^ (b >>> 13) ^ Math.imul(a, 0x27d4eb2f));
}
