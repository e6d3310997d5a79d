/** The whole feeder in a few numbers, of now or of the baseline. Pure; null = not known. */
import type { World } from '../../app/snapshot.ts';
import { pictureOf } from './picture.ts';

export interface Totals {
  /** Of the buses that are supplied: what is cut off draws nothing. */
  readonly loadKw: number;
  readonly pvKw: number;
  /** Discharge positive. */
  readonly packKw: number;
  /** Taken from the grid; negative = fed back. */
  readonly gridKw: number | null;
  readonly lossKw: number | null;
  readonly lossKvar: number | null;
  readonly lowest: { readonly bus: number; readonly voltagePu: number } | null;
  readonly highest: { readonly bus: number; readonly voltagePu: number } | null;
  /** Buses outside their limits. */
  readonly breaches: number;
  readonly cutOff: number;
}

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

export function totalsOf(world: World): Totals {
  const { buses, converged, slack } = pictureOf(world);
  const live = buses.filter(({ supplied }) => supplied);
  const flow = converged ? world.frame?.flow : undefined;
  const known = buses.flatMap(({ id, voltagePu, kind }) =>
    voltagePu === null || kind === 'slack' ? [] : [{ bus: id, voltagePu }],
  );
  const sorted = known.sort((a, b) => a.voltagePu - b.voltagePu);
  return {
    loadKw: sum(live.map(({ loadKw }) => loadKw)),
    pvKw: sum(live.map(({ pvKw }) => pvKw)),
    packKw: sum(live.map(({ packKw }) => packKw)),
    gridKw: flow && slack >= 0 ? (buses[slack]?.generationKw ?? null) : null,
    lossKw: flow?.lossKw ?? null,
    lossKvar: flow?.lossKvar ?? null,
    lowest: sorted[0] ?? null,
    highest: sorted.at(-1) ?? null,
    breaches: buses.filter(({ breach }) => breach).length,
    cutOff: buses.length - live.length,
  };
}
