/**
 * What hangs on what: the tree from the slack, whether the network is radial, what is cut off,
 * and how far each bus is from the slack. Only branches in service count. Buses are indices into
 * the case's list throughout; a parallel branch makes a loop.
 */
import type { GridCase } from './case.ts';

export interface Topology {
  /** Buses reached from the slack, breadth first, neighbours in the order of the branch list. */
  readonly order: readonly number[];
  /** Bus before it on the way from the slack; −1 at the slack and where nothing was reached. */
  readonly parent: Int32Array;
  /** Branch to the parent, index into the case's list; −1 where there is none. */
  readonly parentBranch: Int32Array;
  /** Branches from the slack; −1 where nothing was reached. */
  readonly depth: Int32Array;
  /** No loops among what is reached from the slack. */
  readonly radial: boolean;
  /** Every bus is reached. */
  readonly connected: boolean;
}

interface Link {
  readonly other: number;
  readonly branch: number;
}

/** Per bus, its branches in service and where they lead; those with an unknown end left out. */
function neighbours(grid: GridCase): Link[][] {
  const indexOf = new Map(grid.buses.map((bus, index) => [bus.id, index]));
  const links: Link[][] = grid.buses.map(() => []);
  grid.branches.forEach(({ from, to, inService }, branch) => {
    const a = indexOf.get(from);
    const b = indexOf.get(to);
    if (!inService || a === undefined || b === undefined || a === b) return;
    links[a]!.push({ other: b, branch });
    links[b]!.push({ other: a, branch });
  });
  return links;
}

/** The breadth-first tree from the slack (from the first bus if there is no slack). */
export function topologyOf(grid: GridCase): Topology {
  const count = grid.buses.length;
  const links = neighbours(grid);
  const parent = new Int32Array(count).fill(-1);
  const parentBranch = new Int32Array(count).fill(-1);
  const depth = new Int32Array(count).fill(-1);
  const order: number[] = [];
  let ends = 0;
  if (count > 0) {
    const slack = Math.max(
      0,
      grid.buses.findIndex(({ kind }) => kind === 'slack'),
    );
    depth[slack] = 0;
    order.push(slack);
  }
  for (let at = 0; at < order.length; at++) {
    const bus = order[at]!;
    for (const { other, branch } of links[bus]!) {
      ends++;
      if (depth[other]! >= 0) continue;
      depth[other] = depth[bus]! + 1;
      parent[other] = bus;
      parentBranch[other] = branch;
      order.push(other);
    }
  }
  // A tree over n buses has n − 1 branches, each seen from both ends.
  const radial = ends === 2 * Math.max(0, order.length - 1);
  return { order, parent, parentBranch, depth, radial, connected: order.length === count };
}

/** No loops in service among the buses fed from the slack. */
export function isRadial(grid: GridCase): boolean {
  return topologyOf(grid).radial;
}

/** Groups of buses without a path in service to the slack, each in the case's order. */
export function islands(grid: GridCase): number[][] {
  const { depth } = topologyOf(grid);
  const links = neighbours(grid);
  const reached = Array.from(depth, (d) => d >= 0);
  const groups: number[][] = [];
  for (let start = 0; start < reached.length; start++) {
    if (reached[start]) continue;
    const group = [start];
    reached[start] = true;
    for (let at = 0; at < group.length; at++) {
      for (const { other } of links[group[at]!]!) {
        if (reached[other]) continue;
        reached[other] = true;
        group.push(other);
      }
    }
    groups.push(group.sort((a, b) => a - b));
  }
  return groups;
}

/**
 * Electrical distance of each bus from the slack, pu: the sum of |r + jx| along the shortest such
 * path in service (the only path if the network is radial). NaN where there is no path.
 */
export function electricalDistancePu(grid: GridCase): Float64Array {
  const links = neighbours(grid);
  const lengths = grid.branches.map(({ resistancePu: r, reactancePu: x }) =>
    Math.sqrt(r * r + x * x),
  );
  const distance = new Float64Array(grid.buses.length).fill(NaN);
  const done = new Uint8Array(grid.buses.length);
  const slack = grid.buses.findIndex(({ kind }) => kind === 'slack');
  if (slack < 0) return distance;
  distance[slack] = 0;
  for (;;) {
    let nearest = -1;
    for (let i = 0; i < done.length; i++) {
      if (done[i] === 1 || Number.isNaN(distance[i]!)) continue;
      if (nearest < 0 || distance[i]! < distance[nearest]!) nearest = i;
    }
    if (nearest < 0) return distance;
    done[nearest] = 1;
    for (const { other, branch } of links[nearest]!) {
      const through = distance[nearest]! + lengths[branch]!;
      if (!(distance[other]! <= through)) distance[other] = through;
    }
  }
}
