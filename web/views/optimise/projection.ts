/** One projection of the front as chart data: series, axes, and the way back to the designs. */
import type { Design } from '../../kernel/outcome.ts';
import { words } from '../../strings/en/optimise.ts';
import type { Axis, ChartPoint, PointRef, Series } from '../chart/series.ts';
import { type Objective, OBJECTIVES } from './front.ts';

export type Zoom = 'front' | 'all';

export interface Star {
  readonly id: 'none' | 'thesis' | 'guess';
  readonly design: Design;
}

export interface ProjectionInput {
  readonly front: readonly Design[];
  readonly earlier: readonly Design[];
  readonly stars: readonly Star[];
  readonly selected: number;
  readonly zoom: Zoom;
  /** Position of each design of the front along cost, from 1. */
  readonly ranks: readonly number[];
}

export interface Projection {
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  /** The design of the front under a mark, −1 for stars and earlier generations. */
  readonly indexOf: (ref: PointRef) => number;
  readonly refOf: (index: number) => PointRef | null;
}

type Domain = readonly [number, number];
export type Domains = Readonly<Record<Objective, Domain | null>>;

const SCALE: Readonly<Record<Zoom, Readonly<Record<Objective, 'linear' | 'log'>>>> = {
  front: { costUsdPerHour: 'linear', voltageDeviationPu: 'linear', apparentLossKva: 'linear' },
  all: { costUsdPerHour: 'linear', voltageDeviationPu: 'log', apparentLossKva: 'log' },
};

/** The part of each axis to show; the same in all projections so that they stay comparable. */
export function domains({ front, stars, earlier, zoom }: ProjectionInput): Domains {
  const shown =
    zoom === 'front' && front.length > 0
      ? front
      : [...front, ...earlier, ...stars.map((star) => star.design)];
  const one = (objective: Objective): Domain | null => {
    const log = SCALE[zoom][objective] === 'log';
    const values = shown.map((design) => design[objective]).filter((v) => (log ? v > 0 : true));
    if (values.length === 0) return null;
    const [low, high] = [Math.min(...values), Math.max(...values)];
    if (log) return [low / 1.6, high * 1.6];
    const pad = high > low ? (high - low) * 0.08 : Math.max(Math.abs(high) * 0.05, 1e-4);
    return [low >= 0 ? Math.max(0, low - pad) : low - pad, high + pad];
  };
  return {
    costUsdPerHour: one('costUsdPerHour'),
    voltageDeviationPu: one('voltageDeviationPu'),
    apparentLossKva: one('apparentLossKva'),
  };
}

/** true: the design lies inside what the axes show in every objective. */
export const inside = (design: Design, shown: Domains): boolean =>
  OBJECTIVES.every((objective) => {
    const domain = shown[objective];
    return domain === null || (design[objective] >= domain[0] && design[objective] <= domain[1]);
  });

const axis = (objective: Objective, zoom: Zoom, shown: Domains): Axis => {
  const { name, unit } = words.objective[objective];
  const domain = shown[objective];
  const plain: Axis = { label: name, unit, scale: SCALE[zoom][objective] };
  return domain === null ? plain : { ...plain, domain };
};

export function project(
  [a, b]: readonly [Objective, Objective],
  input: ProjectionInput,
): Projection {
  const { front, zoom, selected } = input;
  const shown = domains(input);
  const at = (design: Design, label: string): ChartPoint => ({ x: design[a], y: design[b], label });
  const feasible = front.map((_, i) => i).filter((i) => front[i]!.feasible);
  const breaking = front.map((_, i) => i).filter((i) => !front[i]!.feasible);
  const marks = (indices: readonly number[]): ChartPoint[] =>
    indices.map((i) => at(front[i]!, words.front.design(input.ranks[i]!)));
  const series: Series[] = [
    {
      id: 'earlier',
      name: '',
      kind: 'points',
      ghost: true,
      tone: 'ghost',
      points: input.earlier.filter((design) => inside(design, shown)).map((d) => at(d, '')),
    },
    {
      id: 'front',
      name: feasible.length > 0 ? words.front.series.front : '',
      kind: 'points',
      tone: 'energy',
      marker: 'circle',
      selectable: true,
      points: marks(feasible),
    },
    {
      id: 'infeasible',
      name: breaking.length > 0 ? words.front.series.infeasible : '',
      kind: 'points',
      tone: 'breach',
      marker: 'cross',
      selectable: true,
      points: marks(breaking),
    },
    ...input.stars.filter((star) => inside(star.design, shown)).map((star) => starSeries(star, at)),
  ];
  const chosen = front[selected];
  if (chosen) series.push(selectedSeries(at(chosen, words.front.design(input.ranks[selected]!))));
  const groups: Readonly<Record<string, readonly number[]>> = {
    front: feasible,
    infeasible: breaking,
    selected: [selected],
  };
  return {
    x: axis(a, zoom, shown),
    y: axis(b, zoom, shown),
    series,
    indexOf: (ref) => groups[ref.seriesId]?.[ref.index] ?? -1,
    refOf: (index) => {
      const seriesId = front[index]?.feasible === true ? 'front' : 'infeasible';
      const place = groups[seriesId]!.indexOf(index);
      return place < 0 ? null : { seriesId, index: place };
    },
  };
}

const starSeries = (
  { id, design }: Star,
  at: (design: Design, label: string) => ChartPoint,
): Series => ({
  id,
  name: design.feasible ? words.front.star[id] : words.front.starBreaks(words.front.star[id]),
  kind: 'points',
  tone: id === 'guess' ? 'ledger' : id === 'thesis' ? 'pack' : 'grid',
  marker: 'star',
  points: [at(design, '')],
});

const selectedSeries = (point: ChartPoint): Series => ({
  id: 'selected',
  name: words.front.series.selected,
  kind: 'points',
  tone: 'select',
  marker: 'diamond',
  points: [point],
});
