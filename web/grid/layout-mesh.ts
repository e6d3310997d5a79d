/** Coordinates for a meshed network: distances on paper follow the count of branches between. */
import type { GridCase } from './case.ts';
import type { Point } from './layout.ts';

/** Above this the all-pairs distances cost too much; buses are then laid in layers. */
const STRESS_BUSES_MAX = 400;
const STRESS_ROUNDS = 250;
const SPREAD_ROUNDS = 200;
/** Units a branch is long on paper, before buses are pushed off each other. */
const BRANCH_UNITS = 1.5;

interface Plane {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** One point a bus; branches out of service count too, so that switching moves nothing. */
export function meshPoints(grid: GridCase): Point[] {
  const links = allLinks(grid);
  const slack = Math.max(
    0,
    grid.buses.findIndex(({ kind }) => kind === 'slack'),
  );
  if (links.length > STRESS_BUSES_MAX) return layered(links, slack);
  const hops = links.map((_, start) => hopsFrom(start, links));
  const plane = startingPlane(hops, slack);
  majorise(plane, hops);
  turn(plane, slack);
  spread(plane);
  return Array.from(plane.x, (x, i) => ({ x, y: plane.y[i]! }));
}

function allLinks(grid: GridCase): number[][] {
  const indexOf = new Map(grid.buses.map((bus, index) => [bus.id, index]));
  const links: number[][] = grid.buses.map(() => []);
  for (const { from, to } of grid.branches) {
    const a = indexOf.get(from);
    const b = indexOf.get(to);
    if (a === undefined || b === undefined || a === b || links[a]!.includes(b)) continue;
    links[a]!.push(b);
    links[b]!.push(a);
  }
  return links;
}

/** Branches between `start` and every bus; unreached ones stand two beyond the farthest. */
function hopsFrom(start: number, links: readonly (readonly number[])[]): Int32Array {
  const hops = new Int32Array(links.length).fill(-1);
  hops[start] = 0;
  const queue = [start];
  let farthest = 0;
  for (let at = 0; at < queue.length; at++) {
    const bus = queue[at]!;
    farthest = hops[bus]!;
    for (const other of links[bus]!) {
      if (hops[other]! >= 0) continue;
      hops[other] = farthest + 1;
      queue.push(other);
    }
  }
  return hops.map((hop) => (hop < 0 ? farthest + 2 : hop));
}

/** Two axes, each the difference of distances to two buses far apart. */
function startingPlane(hops: readonly Int32Array[], slack: number): Plane {
  const farthest = (score: (bus: number) => number): number => {
    let best = 0;
    for (let bus = 1; bus < hops.length; bus++) if (score(bus) > score(best)) best = bus;
    return best;
  };
  const a = farthest((bus) => hops[slack]![bus]!);
  const b = farthest((bus) => hops[a]![bus]!);
  const aside = (bus: number): number =>
    Math.min(hops[a]![bus]!, hops[b]![bus]!) * 4 - Math.abs(hops[a]![bus]! - hops[b]![bus]!);
  const c = farthest(aside);
  const d = farthest((bus) => aside(bus) + 2 * hops[c]![bus]!);
  const x = new Float64Array(hops.length);
  const y = new Float64Array(hops.length);
  for (let i = 0; i < hops.length; i++) {
    // The last term parts buses whose distances are all the same.
    x[i] = (hops[b]![i]! - hops[a]![i]!) / 2 + ((i * 7) % 11) / 50;
    y[i] = (hops[d]![i]! - hops[c]![i]!) / 2 + ((i * 5) % 13) / 50;
  }
  return { x, y };
}

/** Each bus in turn moves to where its distances to all others fit best, weighted by 1/hops². */
function majorise({ x, y }: Plane, hops: readonly Int32Array[]): void {
  for (let round = 0; round < STRESS_ROUNDS; round++) {
    for (let i = 0; i < x.length; i++) {
      let sumX = 0;
      let sumY = 0;
      let weights = 0;
      for (let j = 0; j < x.length; j++) {
        if (j === i) continue;
        const wanted = hops[i]![j]!;
        const weight = 1 / (wanted * wanted);
        const dx = x[i]! - x[j]!;
        const dy = y[i]! - y[j]!;
        const pull = wanted / Math.sqrt(dx * dx + dy * dy + 1e-9);
        sumX += weight * (x[j]! + dx * pull);
        sumY += weight * (y[j]! + dy * pull);
        weights += weight;
      }
      if (weights === 0) continue;
      x[i] = sumX / weights;
      y[i] = sumY / weights;
    }
  }
}

/** Widest direction along x, slack in the left and upper half; then to units. */
function turn({ x, y }: Plane, slack: number): void {
  const count = x.length;
  const meanX = x.reduce((sum, value) => sum + value, 0) / count;
  const meanY = y.reduce((sum, value) => sum + value, 0) / count;
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (let i = 0; i < count; i++) {
    x[i]! -= meanX;
    y[i]! -= meanY;
    xx += x[i]! * x[i]!;
    xy += x[i]! * y[i]!;
    yy += y[i]! * y[i]!;
  }
  // Eigenvector of the larger eigenvalue of [[xx, xy], [xy, yy]].
  const half = (xx - yy) / 2;
  const root = Math.sqrt(half * half + xy * xy);
  const [along, across] = half >= 0 ? [half + root, xy] : [xy, root - half];
  const length = Math.sqrt(along * along + across * across);
  const [cos, sin] = length > 0 ? [along / length, across / length] : [1, 0];
  for (let i = 0; i < count; i++) {
    const px = (x[i]! * cos + y[i]! * sin) * BRANCH_UNITS;
    y[i] = (y[i]! * cos - x[i]! * sin) * BRANCH_UNITS;
    x[i] = px;
  }
  if (x[slack]! > 0) x.forEach((value, i) => (x[i] = -value));
  if (y[slack]! > 0) y.forEach((value, i) => (y[i] = -value));
}

/** Pushes buses closer than one unit apart until none is. */
function spread({ x, y }: Plane): void {
  for (let round = 0; round < SPREAD_ROUNDS; round++) {
    let crowded = false;
    for (let i = 0; i < x.length; i++) {
      for (let j = i + 1; j < x.length; j++) {
        const dx = x[j]! - x[i]!;
        const dy = y[j]! - y[i]!;
        const distance = Math.sqrt(dx * dx + dy * dy);
        if (distance >= 1) continue;
        crowded = true;
        const push = (1.02 - distance) / 2;
        const [ux, uy] = distance > 1e-6 ? [dx / distance, dy / distance] : [0, 1];
        x[i]! -= ux * push;
        y[i]! -= uy * push;
        x[j]! += ux * push;
        y[j]! += uy * push;
      }
    }
    if (!crowded) return;
  }
}

/** Columns by branches from the slack, rows by the mean row of the neighbours already placed. */
function layered(links: readonly (readonly number[])[], slack: number): Point[] {
  const hops = hopsFrom(slack, links);
  // Sparse: nothing stands between the farthest bus and those without any path.
  const columns: (number[] | undefined)[] = [];
  hops.forEach((hop, bus) => (columns[hop] ??= []).push(bus));
  const row = new Float64Array(links.length);
  for (const column of columns) {
    if (!column) continue;
    const mean = new Map<number, number>();
    for (const bus of column) {
      const before = links[bus]!.filter((other) => hops[other]! < hops[bus]!);
      const sum = before.reduce((total, other) => total + row[other]!, 0);
      mean.set(bus, before.length > 0 ? sum / before.length : 0);
    }
    column.sort((a, b) => mean.get(a)! - mean.get(b)! || a - b);
    column.forEach((bus, at) => (row[bus] = at - (column.length - 1) / 2));
  }
  return Array.from(hops, (hop, bus) => ({ x: 2 * hop, y: row[bus]! }));
}
