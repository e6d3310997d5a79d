// Seeded randomness: xoshiro128** 1.1 (Blackman and Vigna, https://prng.di.unimi.it), seeded by
// splitmix32; the same generator, streams and numbers as web/rng.ts (tests/vectors/rng.json).
// One stream is live at a time, in globals for speed; owners load and save its four words.

let s0: u32 = 1;
let s1: u32 = 2;
let s2: u32 = 3;
let s3: u32 = 4;
let splitmix: u32 = 0;

/** Where FNV-1a starts. */
const NO_NAME: u32 = 0x811c9dc5;

/** Makes the four words at `from` the live stream. */
export function rngLoad(from: usize): void {
  s0 = load<u32>(from);
  s1 = load<u32>(from, 4);
  s2 = load<u32>(from, 8);
  s3 = load<u32>(from, 12);
}

/** Writes the live stream's four words to `to`. */
export function rngSave(to: usize): void {
  store<u32>(to, s0);
  store<u32>(to, s1, 4);
  store<u32>(to, s2, 8);
  store<u32>(to, s3, 12);
}

/** Sets the live stream's words; not all zero. */
export function rngSetState(a: u32, b: u32, c: u32, d: u32): void {
  s0 = a;
  s1 = b;
  s2 = c;
  s3 = d;
}

/** One step of splitmix32. */
function nextSeedWord(): u32 {
  splitmix += 0x9e3779b9;
  let z = splitmix;
  z = (z ^ (z >>> 16)) * 0x21f0aaad;
  z = (z ^ (z >>> 15)) * 0x735a2d97;
  return z ^ (z >>> 15);
}

/** One step of FNV-1a. */
function mixName(hash: u32, code: u32): u32 {
  return (hash ^ code) * 0x01000193;
}

function mixText(hash: u32, text: string): u32 {
  for (let i = 0; i < text.length; i++) hash = mixName(hash, <u32>text.charCodeAt(i));
  return hash;
}

function expand(seed: u32): void {
  splitmix = seed;
  s0 = nextSeedWord();
  s1 = nextSeedWord();
  s2 = nextSeedWord();
  s3 = nextSeedWord();
  if (s3 == 0) s3 = 1;
}

/** Starts the stream that web/rng.ts calls `stream(seed, name)`. */
export function rngStart(seed: u32, name: string): void {
  expand(seed ^ mixText(NO_NAME, name));
}

/** Starts the stream that web/rng.ts calls `stream(seed, 'island-' + index)`, 0 ≤ index. */
export function rngStartIsland(seed: u32, index: i32): void {
  let hash = mixText(NO_NAME, "island-");
  let unitPlace = 1;
  while (index / unitPlace >= 10) unitPlace *= 10;
  for (; unitPlace > 0; unitPlace /= 10) {
    hash = mixName(hash, <u32>(48 + ((index / unitPlace) % 10)));
  }
  expand(seed ^ hash);
}

/** Uniform integer in [0, 2³²). */
export function rngU32(): u32 {
  const result = rotl<u32>(s1 * 5, 7) * 9;
  const t = s1 << 9;
  s2 ^= s0;
  s3 ^= s1;
  s1 ^= s2;
  s0 ^= s3;
  s2 ^= t;
  s3 = rotl<u32>(s3, 11);
  return result;
}

/** Uniform double in [0, 1), a multiple of 2⁻⁵³. */
export function rngUnit(): f64 {
  const high = <f64>(rngU32() >>> 5);
  const low = <f64>(rngU32() >>> 6);
  return (high * 67108864.0 + low) * (1.0 / 9007199254740992.0);
}

/** Uniform integer in [0, below), 1 ≤ below < 2³², without modulo bias. */
export function rngBelow(below: u32): u32 {
  const all: u64 = 0x100000000;
  const limit = (all / <u64>below) * <u64>below;
  let x = rngU32();
  while (<u64>x >= limit) x = rngU32();
  return x % below;
}
