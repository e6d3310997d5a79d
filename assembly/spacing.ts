// One-by-one pruning for three and more objectives, where gaps along single objectives say
// little about how lonely a design is: crowding is the product of the squared distances to the
// m nearest members of the front, objectives divided by the front's ranges (M-NN of Kukkonen and
// Deb, PPSN 2006). First and last in any objective are infinite. The most crowded member is
// dropped, those that had it among their nearest look for new ones, and so on.
//
// O(n²) distances for a front of n, then O(n) for each member that loses a neighbour: about m of
// them a removal. Ties fall on the higher row, so that older rows stay.

import { alloc } from "./memory";

let stride: i32 = 0; // objectives
let members: i32 = 0;
let place: usize = 0; // f64[rows × m]: normalised objectives, in the order of the list
let lonely: usize = 0; // f64[rows]: crowding, in the order of the list
let extreme: usize = 0; // u8[rows]
let nearest: usize = 0; // i32[rows × m]: the nearest members, closest first
let distance: usize = 0; // f64[rows × m]: their squared distances
let alive: usize = 0; // i32[rows]: members not dropped yet, ascending

/** Reserves the work arrays. */
export function openSpacing(rows: i32, objectives: i32): void {
  stride = objectives;
  const n = <usize>rows;
  place = alloc((n * <usize>objectives) << 3);
  lonely = alloc(n << 3);
  extreme = alloc(n);
  nearest = alloc((n * <usize>objectives) << 2);
  distance = alloc((n * <usize>objectives) << 3);
  alive = alloc(n << 2);
}

/** Copies the front's objectives, normalised, and marks the ends of every objective. */
function lay(list: usize, n: i32, objectives: usize): void {
  const m = stride;
  memory.fill(extreme, 0, <usize>n);
  for (let k = 0; k < m; k++) {
    let least = 0;
    let most = 0;
    let low = Infinity;
    let high = -Infinity;
    for (let i = 0; i < n; i++) {
      const row = load<i32>(list + ((<usize>i) << 2));
      const value = load<f64>(objectives + ((<usize>(row * m + k)) << 3));
      if (value < low) {
        low = value;
        least = i;
      }
      if (value > high) {
        high = value;
        most = i;
      }
      store<f64>(place + ((<usize>(i * m + k)) << 3), value);
    }
    store<u8>(extreme + <usize>least, 1);
    store<u8>(extreme + <usize>most, 1);
    const scale = high > low ? 1.0 / (high - low) : 0.0;
    for (let i = 0; i < n; i++) {
      const at = place + ((<usize>(i * m + k)) << 3);
      store<f64>(at, (load<f64>(at) - low) * scale);
    }
  }
}

/** Squared distance of two places; a stand-alone function so that it is inlined. */
function apart(a: usize, b: usize): f64 {
  const x = load<f64>(a) - load<f64>(b);
  const y = load<f64>(a, 8) - load<f64>(b, 8);
  let sum = x * x + y * y;
  for (let k = 2; k < stride; k++) {
    const z = load<f64>(a + ((<usize>k) << 3)) - load<f64>(b + ((<usize>k) << 3));
    sum += z * z;
  }
  return sum;
}

/** Finds the nearest living members of member `i` and sets its crowding. */
function look(i: i32, count: i32): void {
  const m = stride;
  const mine = place + ((<usize>(i * m)) << 3);
  const far = distance + ((<usize>(i * m)) << 3);
  const who = nearest + ((<usize>(i * m)) << 2);
  for (let k = 0; k < m; k++) {
    store<f64>(far + ((<usize>k) << 3), Infinity);
    store<i32>(who + ((<usize>k) << 2), -1);
  }
  const lastFar = far + ((<usize>(m - 1)) << 3);
  let limit = Infinity;
  for (let a = 0; a < count; a++) {
    const j = load<i32>(alive + ((<usize>a) << 2));
    const d = apart(mine, place + ((<usize>(j * m)) << 3));
    if (d >= limit || j == i) continue;
    let k = m - 1;
    for (; k > 0; k--) {
      const before = load<f64>(far + ((<usize>(k - 1)) << 3));
      if (before <= d) break;
      store<f64>(far + ((<usize>k) << 3), before);
      store<i32>(who + ((<usize>k) << 2), load<i32>(who + ((<usize>(k - 1)) << 2)));
    }
    store<f64>(far + ((<usize>k) << 3), d);
    store<i32>(who + ((<usize>k) << 2), j);
    limit = load<f64>(lastFar);
  }
  let product = 1.0;
  for (let k = 0; k < m; k++) product *= load<f64>(far + ((<usize>k) << 3));
  // Fewer than m others are left: lonely, even beside a twin (0 × ∞ would be no number).
  const end = load<u8>(extreme + <usize>i) != 0 || limit == Infinity;
  store<f64>(lonely + ((<usize>i) << 3), end ? Infinity : product);
}

function knows(i: i32, gone: i32): bool {
  const who = nearest + ((<usize>(i * stride)) << 2);
  for (let k = 0; k < stride; k++) if (load<i32>(who + ((<usize>k) << 2)) == gone) return true;
  return false;
}

/** Drops the most crowded of `count` living members; those it was near to look again. */
function dropOne(count: i32): void {
  let worst = 0;
  let least = Infinity;
  for (let a = 0; a < count; a++) {
    const value = load<f64>(lonely + ((<usize>load<i32>(alive + ((<usize>a) << 2))) << 3));
    if (value <= least) {
      least = value;
      worst = a;
    }
  }
  const at = alive + ((<usize>worst) << 2);
  const gone = load<i32>(at);
  memory.copy(at, at + 4, (<usize>(count - 1 - worst)) << 2);
  for (let a = 0; a < count - 1; a++) {
    const i = load<i32>(alive + ((<usize>a) << 2));
    if (knows(i, gone)) look(i, count - 1);
  }
}

/** As `pruneFront` of crowding.ts, for the number of objectives of `openSpacing`, 2 or more. */
export function pruneBySpacing(
  list: usize,
  n: i32,
  keep: i32,
  objectives: usize,
  crowding: usize,
): void {
  lay(list, n, objectives);
  for (let i = 0; i < n; i++) store<i32>(alive + ((<usize>i) << 2), i);
  for (let i = 0; i < n; i++) look(i, n);
  members = n;
  for (; members > keep; members--) dropOne(members);
  for (let a = 0; a < members; a++) {
    const i = load<i32>(alive + ((<usize>a) << 2));
    const row = load<i32>(list + ((<usize>i) << 2));
    store<f64>(crowding + ((<usize>row) << 3), load<f64>(lonely + ((<usize>i) << 3)));
    store<i32>(list + ((<usize>a) << 2), row);
  }
}
