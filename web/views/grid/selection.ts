/** What of the feeder a person has picked, and how the keys walk from one to the next. */
import type { BranchPicture, FeederPicture } from './picture.ts';

/** `index` into the case's list of buses or branches. */
export interface Selection {
  readonly kind: 'bus' | 'line';
  readonly index: number;
}

export const sameSelection = (a: Selection | null, b: Selection | null): boolean =>
  a?.kind === b?.kind && a?.index === b?.index;

const bus = (index: number): Selection => ({ kind: 'bus', index });
const line = (index: number): Selection => ({ kind: 'line', index });

const farEnd = ({ from, to }: BranchPicture, near: number): number => (from === near ? to : from);

/** Branches at a bus from the highest drawn far end to the lowest, the way to the slack left out. */
function branchesAway(picture: FeederPicture, at: number): BranchPicture[] {
  const { branches, topology, layout } = picture;
  const y = (branch: BranchPicture): number => layout.points[farEnd(branch, at)]?.y ?? 0;
  const own = layout.points[at]?.y ?? 0;
  return branches
    .filter((branch) => branch.from === at || branch.to === at)
    .filter(({ index }) => index !== topology.parentBranch[at])
    .sort((a, b) => Math.abs(y(a) - own) - Math.abs(y(b) - own) || a.index - b.index);
}

/** The end of a branch nearer the slack; by drawing where one end is cut off. */
function nearEnd({ topology, layout }: FeederPicture, { from, to }: BranchPicture): number {
  const [a, b] = [topology.depth[from] ?? -1, topology.depth[to] ?? -1];
  if (a >= 0 && b >= 0) return a <= b ? from : to;
  if (a >= 0 || b >= 0) return a >= 0 ? from : to;
  return (layout.points[from]?.x ?? 0) <= (layout.points[to]?.x ?? 0) ? from : to;
}

function fromBus(picture: FeederPicture, at: number, key: string): Selection | null {
  const { topology, layout } = picture;
  if (key === 'ArrowRight') {
    const [first] = branchesAway(picture, at);
    return first ? line(first.index) : null;
  }
  if (key === 'ArrowLeft') {
    const up = topology.parentBranch[at] ?? -1;
    if (up >= 0) return line(up);
    const [any] = branchesAway(picture, at);
    return at !== picture.slack && any ? line(any.index) : null;
  }
  const peers = picture.buses
    .filter(({ index }) => topology.depth[index] === topology.depth[at])
    .sort(
      (a, b) =>
        (layout.points[a.index]?.y ?? 0) - (layout.points[b.index]?.y ?? 0) || a.index - b.index,
    );
  const place = peers.findIndex(({ index }) => index === at);
  const next = peers[place + (key === 'ArrowDown' ? 1 : -1)];
  return next ? bus(next.index) : null;
}

function fromLine(picture: FeederPicture, at: number, key: string): Selection | null {
  const branch = picture.branches[at];
  if (!branch) return null;
  const near = nearEnd(picture, branch);
  if (key === 'ArrowRight') return bus(farEnd(branch, near));
  if (key === 'ArrowLeft') return bus(near);
  const peers = branchesAway(picture, near).sort(
    (a, b) =>
      (picture.layout.points[farEnd(a, near)]?.y ?? 0) -
      (picture.layout.points[farEnd(b, near)]?.y ?? 0),
  );
  const place = peers.findIndex(({ index }) => index === at);
  const next = peers[place + (key === 'ArrowDown' ? 1 : -1)];
  return next ? line(next.index) : null;
}

/** Where a key leads; undefined when the key is not the diagram's, null when there is no way on. */
export function walked(
  picture: FeederPicture,
  from: Selection | null,
  key: string,
): Selection | null | undefined {
  if (key === 'Home') return bus(Math.max(0, picture.slack));
  if (key === 'End') return picture.worst >= 0 ? bus(picture.worst) : null;
  if (!key.startsWith('Arrow')) return undefined;
  if (!from) return bus(Math.max(0, picture.slack));
  return from.kind === 'bus'
    ? fromBus(picture, from.index, key)
    : fromLine(picture, from.index, key);
}
