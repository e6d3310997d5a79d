/** The tidy tree of a radial network: a trunk to the right, laterals in rows beside it. */
import type { Point } from './layout.ts';
import type { Topology } from './topology.ts';

/** A trunk and everything hung on it; rows relative to the trunk's own. */
interface Block {
  readonly cells: { readonly bus: number; readonly row: number }[];
  /** Column of the bus it hangs on, where its elbow stands. */
  readonly first: number;
  /** Outermost rows taken, by column from `first` on. */
  readonly top: number[];
  readonly bottom: number[];
}

interface Tree {
  readonly depth: Int32Array;
  /** Sorted: the one that continues the trunk first. */
  readonly children: readonly (readonly number[])[];
}

/** One point a bus, columns by depth, rows so that no two branches cross. */
export function treePoints(topology: Topology): Point[] {
  const { order, depth } = topology;
  const root = order[0];
  const points: Point[] = Array.from(depth, (x) => ({ x, y: 0 }));
  if (root === undefined) return points;
  const block = blockOf(root, { depth, children: sortedChildren(topology) });
  for (const { bus, row } of block.cells) points[bus] = { x: depth[bus]!, y: row };
  return points;
}

function sortedChildren({ order, parent }: Topology): number[][] {
  const count = parent.length;
  const height = new Int32Array(count);
  const size = new Int32Array(count).fill(1);
  const children: number[][] = Array.from({ length: count }, () => []);
  for (let at = order.length - 1; at > 0; at--) {
    const bus = order[at]!;
    const above = parent[bus]!;
    height[above] = Math.max(height[above]!, height[bus]! + 1);
    size[above]! += size[bus]!;
    children[above]!.push(bus);
  }
  const weight = (a: number, b: number): number =>
    height[b]! - height[a]! || size[b]! - size[a]! || a - b;
  for (const list of children) list.sort(weight);
  return children;
}

function blockOf(start: number, tree: Tree): Block {
  const trunk = [start];
  for (let bus = start; ;) {
    const next = tree.children[bus]![0];
    if (next === undefined) break;
    trunk.push(next);
    bus = next;
  }
  const first = Math.max(0, tree.depth[start]! - 1);
  const last = tree.depth[trunk.at(-1)!]!;
  const width = last - first + 1;
  const block: Block = {
    cells: trunk.map((bus) => ({ bus, row: 0 })),
    first,
    top: new Array<number>(width).fill(0),
    bottom: new Array<number>(width).fill(0),
  };
  // From the far end back: what hangs nearer the slack must lie further out, or its elbow would
  // run through the rows of what hangs beyond it.
  let lastSide = 1;
  for (let at = trunk.length - 1; at >= 0; at--) {
    for (const child of tree.children[trunk[at]!]!.slice(1)) {
      lastSide = hang(block, blockOf(child, tree), -lastSide);
    }
  }
  return block;
}

/** Puts `child` on the nearer free side of `block`, `preferred` if equal; 1 = below, −1 = above. */
function hang(block: Block, child: Block, preferred: number): number {
  let below = 1;
  let above = 1;
  for (let column = 0; column < child.top.length; column++) {
    const at = column + child.first - block.first;
    below = Math.max(below, (block.bottom[at] ?? -Infinity) - child.top[column]! + 1);
    above = Math.max(above, child.bottom[column]! - (block.top[at] ?? Infinity) + 1);
  }
  const side = below === above ? preferred : below < above ? 1 : -1;
  const offset = side > 0 ? below : -above;
  for (const { bus, row } of child.cells) block.cells.push({ bus, row: row + offset });
  for (let column = 0; column < child.top.length; column++) {
    const at = column + child.first - block.first;
    const top = child.top[column]! + offset;
    const bottom = child.bottom[column]! + offset;
    block.top[at] = Math.min(block.top[at] ?? 0, top);
    block.bottom[at] = Math.max(block.bottom[at] ?? 0, bottom);
  }
  return side;
}
