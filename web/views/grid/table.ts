/** The table twins of the diagram: every bus and every line, at full precision in the CSV. */
import type { World } from '../../app/snapshot.ts';
import { tables } from '../../strings/en/grid-chart.ts';
import { formatNumber, QUANTITIES, type QuantityName } from '../../units.ts';
import type { Cell, Column, Table } from '../chart/table.ts';
import { wordOf } from './describe.ts';
import { pictureOf } from './picture.ts';

const column = (label: string, name: QuantityName): Column => ({
  label,
  unit: QUANTITIES[name].unit,
  format: (value) => formatNumber(value, QUANTITIES[name].digits),
});
const plain = (label: string): Column => ({ label, unit: '', format: String });

const finiteOrNull = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) ? value : null;

const DEGREES_PER_RADIAN = 180 / Math.PI;

/** All buses in the case's order. */
export function busTable(world: World): Table {
  const { bus, voltage, angle, state, load, reactive, panels, sun, packs, packPower } = tables;
  const flow = world.frame?.flow;
  return {
    caption: tables.buses,
    columns: [
      plain(bus),
      column(voltage, 'voltagePu'),
      plain(state),
      column(angle, 'angleDeg'),
      column(load, 'loadKw'),
      column(reactive, 'loadKvar'),
      plain(panels),
      column(sun, 'pvKw'),
      plain(packs),
      column(packPower, 'packKw'),
      column(tables.generation, 'powerKw'),
      column(tables.generationReactive, 'reactiveKvar'),
    ],
    rows: pictureOf(world).buses.map((one): Cell[] => {
      const angleRad = one.voltagePu === null ? null : flow?.buses[one.index]?.angleRad;
      return [
        one.id,
        one.voltagePu,
        wordOf(one),
        angleRad === null ? null : finiteOrNull((angleRad ?? Number.NaN) * DEGREES_PER_RADIAN),
        one.loadKw,
        one.loadKvar,
        one.panels,
        one.pvKw,
        one.packs,
        one.packKw,
        one.kind === 'pq' ? null : one.generationKw,
        one.kind === 'pq' ? null : one.generationKvar,
      ];
    }),
  };
}

/** All lines in the case's order; powers enter the line at the end named first. */
export function lineTable(world: World): Table {
  const picture = pictureOf(world);
  const flow = picture.converged ? world.frame?.flow : undefined;
  return {
    caption: tables.lines,
    columns: [
      plain(tables.from),
      plain(tables.to),
      plain(tables.state),
      column(tables.power, 'powerKw'),
      column(tables.reactivePower, 'reactiveKvar'),
      column(tables.loss, 'lossKw'),
      column(tables.reactiveLoss, 'lossKvar'),
      column(tables.apparent, 'apparentKva'),
      column(tables.rating, 'ratingKva'),
    ],
    rows: picture.branches.map((one): Cell[] => {
      const result = flow?.branches[one.index];
      const branch = world.grid.branches[one.index];
      return [
        picture.buses[one.from]?.id ?? null,
        picture.buses[one.to]?.id ?? null,
        one.inService ? tables.closed : tables.open,
        finiteOrNull(result?.fromKw),
        finiteOrNull(result?.fromKvar),
        finiteOrNull(result?.lossKw),
        finiteOrNull(result?.lossKvar),
        result ? one.apparentKva : null,
        branch && branch.ratingKva > 0 ? branch.ratingKva : null,
      ];
    }),
  };
}
