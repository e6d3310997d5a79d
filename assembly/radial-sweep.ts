// The two half-sweeps of DistFlow (see distflow.ts) over a fixed schedule in raw memory.
//
// One record per bus, parents before children, so that a walk from the end meets leaves first and
// a walk from the start meets parents first. A record holds the constants of the line to the
// parent and the state of up to four operating points, two pairs A and B:
//
//   0 u32 record of the parent   4 u32 16 × bus index   8 r   16 x   24 2r   32 2x   40 r² + x²
//   48 b, 56 g of all shunts at the bus, halves of line charging included        (f64, per unit)
//   64 A: v = |V|², 1/v, P, Q, drop of v, l = |I|², demand P, demand Q           (f64x2 each)
//   192 B: the same
//
// P and Q are first what the bus draws, then, after `up`, what the line to the parent delivers.
// Interleaving A and B hides the latency of one chain of sums behind the other: 1.5× at 13 buses.

import { alloc } from "./memory";

export const RECORD: usize = 320;
/** From pair A to pair B. */
export const PAIR: usize = 128;
export const V: usize = 64;
export const W: usize = 80;
export const P: usize = 96;
export const Q: usize = 112;
export const DROP: usize = 128;
export const CURRENT: usize = 144;
export const DEMAND_P: usize = 160;
export const DEMAND_Q: usize = 176;

/** Unused at the slack otherwise: what its bus draws by itself, where `up` starts adding. */
const SLACK_P: usize = DROP;
const SLACK_Q: usize = W;

/** First record (the slack's) and the end of the last. */
export let records: usize = 0;
export let recordsEnd: usize = 0;
/** Two pairs: the largest |Δv| of the last half-sweep down, lanes of A and of B. */
export let change: usize = 0;

let constants: usize = 0; // 1, 1 and the mask that clears signs
let conducts: bool = false;

/** Reserves `count` records. */
export function openRecords(count: i32): void {
  records = alloc(<usize>count * RECORD);
  recordsEnd = records + <usize>count * RECORD;
  change = alloc(32);
  constants = alloc(32);
  conducts = false;
  v128.store(constants, f64x2.splat(1));
  v128.store(constants, i64x2.splat(0x7fffffffffffffff), 16);
}

/** Tells the sweeps that some bus has a shunt conductance. */
export function withConductance(): void {
  conducts = true;
}

/** Demand of pair `pair` (0 or PAIR) = `scale` × the f64x2 arrays at `p` and `q`, by bus. */
export function demand(p: usize, q: usize, scale: f64, pair: usize): void {
  const factor = f64x2.splat(scale);
  for (let at = records; at < recordsEnd; at += RECORD) {
    const bus = <usize>load<u32>(at, 4);
    const state = at + pair;
    const v = v128.load(state, V);
    const dp = f64x2.mul(factor, v128.load(p + bus));
    const dq = f64x2.mul(factor, v128.load(q + bus));
    v128.store(state, dp, DEMAND_P);
    v128.store(state, dq, DEMAND_Q);
    v128.store(state, f64x2.add(dp, f64x2.mul(v128.load64_splat(at, 56), v)), P);
    v128.store(state, f64x2.sub(dq, f64x2.mul(v128.load64_splat(at, 48), v)), Q);
  }
  // the slack's voltage stands still, so what it draws by itself does too
  v128.store(records + pair, v128.load(records + pair, P), SLACK_P);
  v128.store(records + pair, v128.load(records + pair, Q), SLACK_Q);
}

/** Leaves to slack, pair A only: powers, currents and voltage drops at the present voltages. */
export function upOne(): void {
  v128.store(records, v128.load(records, SLACK_P), P);
  v128.store(records, v128.load(records, SLACK_Q), Q);
  for (let at = recordsEnd - RECORD; at > records; at -= RECORD) {
    const parent = <usize>load<u32>(at);
    const p = v128.load(at, P);
    const q = v128.load(at, Q);
    const l = f64x2.mul(f64x2.add(f64x2.mul(p, p), f64x2.mul(q, q)), v128.load(at, W));
    const pIn = f64x2.add(p, f64x2.mul(v128.load64_splat(at, 8), l));
    const qIn = f64x2.add(q, f64x2.mul(v128.load64_splat(at, 16), l));
    v128.store(parent, f64x2.add(v128.load(parent, P), pIn), P);
    v128.store(parent, f64x2.add(v128.load(parent, Q), qIn), Q);
    const byPower = f64x2.add(
      f64x2.mul(v128.load64_splat(at, 24), p),
      f64x2.mul(v128.load64_splat(at, 32), q),
    );
    v128.store(at, f64x2.add(byPower, f64x2.mul(v128.load64_splat(at, 40), l)), DROP);
    v128.store(at, l, CURRENT);
  }
}

/** `upOne` for both pairs. */
export function upTwo(): void {
  v128.store(records, v128.load(records, SLACK_P), P);
  v128.store(records, v128.load(records, SLACK_Q), Q);
  v128.store(records, v128.load(records, SLACK_P + PAIR), P + PAIR);
  v128.store(records, v128.load(records, SLACK_Q + PAIR), Q + PAIR);
  for (let at = recordsEnd - RECORD; at > records; at -= RECORD) {
    const parent = <usize>load<u32>(at);
    const r = v128.load64_splat(at, 8);
    const x = v128.load64_splat(at, 16);
    const r2 = v128.load64_splat(at, 24);
    const x2 = v128.load64_splat(at, 32);
    const z2 = v128.load64_splat(at, 40);
    const p = v128.load(at, P);
    const q = v128.load(at, Q);
    const l = f64x2.mul(f64x2.add(f64x2.mul(p, p), f64x2.mul(q, q)), v128.load(at, W));
    v128.store(parent, f64x2.add(v128.load(parent, P), f64x2.add(p, f64x2.mul(r, l))), P);
    v128.store(parent, f64x2.add(v128.load(parent, Q), f64x2.add(q, f64x2.mul(x, l))), Q);
    const byPower = f64x2.add(f64x2.mul(r2, p), f64x2.mul(x2, q));
    v128.store(at, f64x2.add(byPower, f64x2.mul(z2, l)), DROP);
    v128.store(at, l, CURRENT);
    const s = v128.load(at, P + PAIR);
    const t = v128.load(at, Q + PAIR);
    const m = f64x2.mul(f64x2.add(f64x2.mul(s, s), f64x2.mul(t, t)), v128.load(at, W + PAIR));
    const sIn = f64x2.add(s, f64x2.mul(r, m));
    const tIn = f64x2.add(t, f64x2.mul(x, m));
    v128.store(parent, f64x2.add(v128.load(parent, P + PAIR), sIn), P + PAIR);
    v128.store(parent, f64x2.add(v128.load(parent, Q + PAIR), tIn), Q + PAIR);
    const byOther = f64x2.add(f64x2.mul(r2, s), f64x2.mul(x2, t));
    v128.store(at, f64x2.add(byOther, f64x2.mul(z2, m)), DROP + PAIR);
    v128.store(at, m, CURRENT + PAIR);
  }
}

/** Slack to leaves, pair A only: voltages, and what each bus draws at them. */
export function downOne(): void {
  const one = v128.load(constants);
  const magnitude = v128.load(constants, 16);
  let top = v128.xor(one, one);
  for (let at = records + RECORD; at < recordsEnd; at += RECORD) {
    const parent = <usize>load<u32>(at);
    const v = f64x2.sub(v128.load(parent, V), v128.load(at, DROP));
    top = f64x2.pmax(top, v128.and(f64x2.sub(v, v128.load(at, V)), magnitude));
    v128.store(at, v, V);
    v128.store(at, f64x2.div(one, v), W);
    let p = v128.load(at, DEMAND_P);
    if (conducts) p = f64x2.add(p, f64x2.mul(v128.load64_splat(at, 56), v));
    v128.store(at, p, P);
    const q = f64x2.mul(v128.load64_splat(at, 48), v);
    v128.store(at, f64x2.sub(v128.load(at, DEMAND_Q), q), Q);
  }
  v128.store(change, top);
}

/** `downOne` for both pairs. */
export function downTwo(): void {
  const one = v128.load(constants);
  const magnitude = v128.load(constants, 16);
  let top = v128.xor(one, one);
  let other = top;
  for (let at = records + RECORD; at < recordsEnd; at += RECORD) {
    const parent = <usize>load<u32>(at);
    const b = v128.load64_splat(at, 48);
    const v = f64x2.sub(v128.load(parent, V), v128.load(at, DROP));
    const u = f64x2.sub(v128.load(parent, V + PAIR), v128.load(at, DROP + PAIR));
    top = f64x2.pmax(top, v128.and(f64x2.sub(v, v128.load(at, V)), magnitude));
    other = f64x2.pmax(other, v128.and(f64x2.sub(u, v128.load(at, V + PAIR)), magnitude));
    v128.store(at, v, V);
    v128.store(at, u, V + PAIR);
    v128.store(at, f64x2.div(one, v), W);
    v128.store(at, f64x2.div(one, u), W + PAIR);
    let p = v128.load(at, DEMAND_P);
    let s = v128.load(at, DEMAND_P + PAIR);
    if (conducts) {
      const g = v128.load64_splat(at, 56);
      p = f64x2.add(p, f64x2.mul(g, v));
      s = f64x2.add(s, f64x2.mul(g, u));
    }
    v128.store(at, p, P);
    v128.store(at, s, P + PAIR);
    v128.store(at, f64x2.sub(v128.load(at, DEMAND_Q), f64x2.mul(b, v)), Q);
    v128.store(at, f64x2.sub(v128.load(at, DEMAND_Q + PAIR), f64x2.mul(b, u)), Q + PAIR);
  }
  v128.store(change, top);
  v128.store(change, other, 16);
}
