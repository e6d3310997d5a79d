/** Units of the layout to pixels of the diagram: zoom, paths of the lines, room for labels. */
import type { Layout } from '../../grid/layout.ts';
import type { BranchPicture, FeederPicture } from './picture.ts';
import { type Box, overlap, Tiles } from './tiles.ts';

export interface View {
  readonly width: number;
  readonly height: number;
  /** Font size, px. */
  readonly em: number;
  /** 1 = all of it. */
  readonly zoom: number;
  /** Middle of what is seen, as shares of the layout's box, 0 … 1. */
  readonly centre: readonly [number, number];
}

type Spot = readonly [number, number];

export interface Placement {
  readonly view: View;
  readonly spots: readonly Spot[];
  /** Room for bars beside every bus. */
  readonly roomy: boolean;
  /** Height of the tallest bar, px. */
  readonly barReach: number;
  /** Largest radius, px, at which the hit discs of any two buses do not overlap. */
  readonly hitRadii: readonly number[];
}

const HIT_RADIUS_MAX_PX = 22;

/** The last placement of each layout: a frame asks for it more than once. */
const placed = new WeakMap<Layout, Placement>();

export function place({ layout }: Pick<FeederPicture, 'layout'>, view: View): Placement {
  const last = placed.get(layout);
  if (last && sameView(last.view, view)) return last;
  const placement = placeAnew(layout, view);
  placed.set(layout, placement);
  return placement;
}

const sameView = (a: View, b: View): boolean =>
  a.width === b.width &&
  a.height === b.height &&
  a.em === b.em &&
  a.zoom === b.zoom &&
  a.centre[0] === b.centre[0] &&
  a.centre[1] === b.centre[1];

function placeAnew(layout: Layout, view: View): Placement {
  const { width, height, em, zoom, centre } = view;
  const slim = width < em * 40;
  const margin = {
    left: em * (slim ? 1.4 : 3),
    right: em * (slim ? 7 : 5.5),
    top: em * 2.4,
    bottom: em * (slim ? 2 : 3.6),
  };
  const room = [
    Math.max(1, width - margin.left - margin.right),
    Math.max(1, height - margin.top - margin.bottom),
  ] as const;
  let scale = [room[0] / Math.max(1, layout.width), room[1] / Math.max(1, layout.height)] as [
    number,
    number,
  ];
  // A drawing of a mesh would be bent by two scales; a tree only gets wider steps.
  if (layout.kind === 'mesh') {
    const stretch = Math.min(scale[0] / scale[1], 1.35);
    const even = Math.min(scale[0], scale[1]);
    scale = scale[0] > scale[1] ? [even * stretch, even] : [even, even];
  }
  const used = [scale[0] * layout.width, scale[1] * layout.height] as const;
  const start = [margin.left + (room[0] - used[0]) / 2, margin.top + (room[1] - used[1]) / 2];
  const spots = layout.points.map(({ x, y }): Spot => {
    const flat = [start[0]! + x * scale[0], start[1]! + y * scale[1]] as const;
    const middle = [start[0]! + used[0] * centre[0], start[1]! + used[1] * centre[1]] as const;
    if (zoom <= 1) return flat;
    return [width / 2 + (flat[0] - middle[0]) * zoom, height / 2 + (flat[1] - middle[1]) * zoom];
  });
  const pitch = [scale[0] * zoom, scale[1] * zoom];
  return {
    view,
    spots,
    barReach: Math.min(em * 2.8, Math.max(em * 2.2, pitch[1]! - em * 3.4)),
    roomy: layout.kind === 'tree' && pitch[0]! >= em * 6.5 && pitch[1]! >= em * 5.2,
    hitRadii: hitRadii(spots),
  };
}

/** Only who stands closer than two discs can make one smaller. */
function hitRadii(spots: readonly Spot[]): number[] {
  const reach = 2 * HIT_RADIUS_MAX_PX;
  const near = new Tiles<number>(reach);
  const at = ([x, y]: Spot, by: number): Box => {
    return { left: x - by, right: x + by, top: y - by, bottom: y + by };
  };
  spots.forEach((spot, index) => near.add(at(spot, 0), index));
  return spots.map((spot, index) => {
    let nearest = reach;
    near.some(at(spot, reach), (other) => {
      if (other === index) return false;
      const [dx, dy] = [spots[other]![0] - spot[0], spots[other]![1] - spot[1]];
      nearest = Math.min(nearest, Math.sqrt(dx * dx + dy * dy));
      return nearest === 0;
    });
    return nearest / 2;
  });
}

export interface LinePath {
  readonly d: string;
  /** Where the arrow stands and where it points, degrees clockwise from the right. */
  readonly arrow: Spot;
  readonly angle: number;
  /** Of the stretch the arrow stands on, px. */
  readonly length: number;
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** The line of a branch, drawn from its `from` end to its `to` end. */
export function linePath(
  branch: BranchPicture,
  picture: FeederPicture,
  placement: Placement,
): LinePath {
  const [fx, fy] = placement.spots[branch.from] ?? [0, 0];
  const [tx, ty] = placement.spots[branch.to] ?? [0, 0];
  const depth = picture.topology.depth;
  if (picture.layout.kind === 'mesh' || fx === tx || fy === ty) {
    const angle = (Math.atan2(ty - fy, tx - fx) * 180) / Math.PI;
    return {
      d: `M${round(fx)} ${round(fy)}L${round(tx)} ${round(ty)}`,
      arrow: [(fx + tx) / 2, (fy + ty) / 2],
      angle,
      length: Math.sqrt((tx - fx) * (tx - fx) + (ty - fy) * (ty - fy)),
    };
  }
  // Along y first, from the end nearer the slack; cut-off ends have no depth, so x decides.
  const near = (depth[branch.from] ?? -1) >= 0 && (depth[branch.to] ?? -1) >= 0;
  const fromFirst = near ? depth[branch.from]! <= depth[branch.to]! : fx <= tx;
  const d = fromFirst
    ? `M${round(fx)} ${round(fy)}V${round(ty)}H${round(tx)}`
    : `M${round(fx)} ${round(fy)}H${round(tx)}V${round(ty)}`;
  const level = fromFirst ? ty : fy;
  return {
    d,
    arrow: [(fx + tx) / 2, level],
    angle: tx >= fx ? 0 : 180,
    length: Math.abs(tx - fx),
  };
}

export interface Label {
  readonly bus: number;
  readonly text: 'full' | 'short';
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end';
}

export interface LabelWish {
  readonly bus: number;
  /** Characters of the long and of the short form. */
  readonly full: number;
  readonly short: number;
  /** Only these get the long form in a crowded picture. */
  readonly important: boolean;
}

/** Labels that fit without covering one another or a bus; wishes come in falling importance. */
export function placeLabels(placement: Placement, wishes: readonly LabelWish[]): Label[] {
  const { spots, view, roomy } = placement;
  const { em, width, height } = view;
  const half = em * 0.38;
  const taken = new Tiles<Box>(4 * em);
  for (const [x, y] of spots) {
    const box = { left: x - half, right: x + half, top: y - half, bottom: y + half };
    taken.add(box, box);
  }
  const labels: Label[] = [];
  const tryAt = (wish: LabelWish, text: 'full' | 'short', corner: number): boolean => {
    const [x, y] = spots[wish.bus]!;
    const chars = text === 'full' ? wish.full : wish.short;
    const left = corner >= 2;
    const below = corner % 2 === 1;
    const labelX = x + (left ? -0.6 : 0.6) * em;
    const labelY = y + (below ? 1.45 : -0.6) * em;
    const long = chars * em * 0.55;
    const box = {
      left: left ? labelX - long : labelX,
      right: left ? labelX : labelX + long,
      top: labelY - em * 0.95,
      bottom: labelY + em * 0.2,
    };
    const inside = box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height;
    if (!inside || taken.some(box, (other) => overlap(other, box))) return false;
    taken.add(box, box);
    labels.push({ bus: wish.bus, text, x: labelX, y: labelY, anchor: left ? 'end' : 'start' });
    return true;
  };
  const crowded = spots.length > 20 && view.zoom < 2;
  for (const wish of wishes) {
    const [x, y] = spots[wish.bus]!;
    if (x < 0 || y < 0 || x > width || y > height) continue;
    const corners = roomy ? [0, 2] : [0, 1, 2, 3];
    const forms = crowded && !wish.important ? (['short'] as const) : (['full', 'short'] as const);
    forms.some((form) => corners.some((corner) => tryAt(wish, form, corner)));
  }
  return labels;
}
