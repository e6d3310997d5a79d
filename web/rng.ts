/**
 * Seeded randomness: xoshiro128** 1.1 (Blackman and Vigna, https://prng.di.unimi.it), seeded by
 * splitmix32 from a 32-bit seed and a stream name, so that a new consumer never shifts another's
 * numbers. `assembly/rng.ts` is the same generator; both meet the vectors in tests/vectors.
 *
 * Not for keys or secrets.
 */
export interface Rng {
  /** Uniform integer in [0, 2³²). */
  u32(): number;
  /** Uniform double in [0, 1), a multiple of 2⁻⁵³. */
  unit(): number;
  /** Uniform integer in [0, below), 1 ≤ below ≤ 2³², without modulo bias. */
  below(below: number): number;
}

/** The stream called `name` of the world `seed` (an integer in [0, 2³²)). */
export function stream(seed: number, name: string): Rng {
  // FNV-1a over UTF-16 code units: any fixed, well-spread function of the name will do.
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return fromState(expand((seed ^ hash) >>> 0));
}

/** What splitmix32 adds to its state before each number. */
export const SPLITMIX_STEP = 0x9e3779b9;

/** splitmix32's number for `state` (32 bits), for those who must keep their state as one word. */
export function splitmix32(state: number): number {
  let z = state;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) >>> 0;
}

/** Four words from one by splitmix32; never all zero. */
function expand(seed: number): [number, number, number, number] {
  let x = seed >>> 0;
  const next = (): number => {
    x = (x + SPLITMIX_STEP) >>> 0;
    return splitmix32(x);
  };
  return [next(), next(), next(), next() || 1];
}

export function fromState([a, b, c, d]: readonly [number, number, number, number]): Rng {
  const u32 = (): number => {
    const r = Math.imul(b, 5);
    const result = Math.imul((r << 7) | (r >>> 25), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    return result;
  };
  return {
    u32,
    unit: () => ((u32() >>> 5) * 0x4000000 + (u32() >>> 6)) / 0x20000000000000,
    below(below) {
      const limit = Math.floor(0x100000000 / below) * below;
      for (;;) {
        const x = u32();
        if (x < limit) return x % below;
      }
    },
  };
}
