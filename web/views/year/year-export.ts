/** The year as a CSV, written in pieces so that the page stays free meanwhile. */
import type { YearPart } from '../../app/year-show.ts';
import { timeOfSlot } from '../../kernel/year.ts';
import { map, table as words } from '../../strings/en/year.ts';
import { QUANTITIES } from '../../units.ts';
import type { Provenance } from '../chart/series.ts';
import { provenanceLine } from '../chart/table.ts';
import { clockOf, dateOf } from '../clock.ts';
import { QUANTITY, type QuantityId } from './quantity.ts';
import { FAILED, UNSOLVED, type YearSlots } from './slots.ts';

interface Field {
  readonly title: string;
  readonly of: (slot: number) => number | string;
}

const PIECE_MS = 12;

const cell = (value: number | string): string =>
  typeof value === 'string' || Number.isFinite(value) ? String(value) : '';

/** A turn of the loop, in which the page draws and answers. */
const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

async function written(
  fields: readonly Field[],
  slots: number,
  provenance: Provenance,
): Promise<readonly string[]> {
  const titles = fields.map(({ title }) => title).join(',');
  const pieces = [`# ${provenanceLine(provenance)}\r\n${titles}\r\n`];
  let untilMs = performance.now() + PIECE_MS;
  let text = '';
  for (let slot = 0; slot < slots; slot++) {
    text += `${fields.map(({ of }) => cell(of(slot))).join(',')}\r\n`;
    if (performance.now() < untilMs) continue;
    pieces.push(text);
    text = '';
    await rest();
    untilMs = performance.now() + PIECE_MS;
  }
  pieces.push(text);
  return pieces;
}

function timeFields({ year }: YearPart, { standing }: YearSlots): readonly Field[] {
  const { stepMinutes } = year.input;
  const at = (slot: number) => timeOfSlot(slot, stepMinutes);
  return [
    { title: words.day, of: (slot) => at(slot).day },
    { title: words.date, of: (slot) => dateOf(at(slot).day) },
    { title: words.clock, of: (slot) => clockOf(at(slot).minute) },
    { title: words.state, of: (slot) => words.states[standing[slot]!] ?? '' },
  ];
}

const titled = (title: string, unit: string): string =>
  unit === '' ? title : `${title} (${unit})`;

function quantityField(id: QuantityId, slots: YearSlots): Field {
  const { of, format } = QUANTITY[id];
  const values = of(slots);
  const { unit } = QUANTITIES[format];
  return { title: titled(map.names[id], unit), of: (slot) => values[slot]! };
}

/** What is plotted, slot by slot. */
export function plottedCsv(
  part: YearPart,
  slots: YearSlots,
  id: QuantityId,
): (provenance: Provenance) => Promise<readonly string[]> {
  const fields = [...timeFields(part, slots), quantityField(id, slots)];
  return (provenance) => written(fields, slots.standing.length, provenance);
}

/** A column a bus; those that are 0 all year are left out. */
function busFields(
  { grid }: YearPart,
  values: Float64Array,
  { title, unit, known }: { title: string; unit: string; known?: (slot: number) => boolean },
): readonly Field[] {
  const count = grid.buses.length;
  const used = grid.buses.map(() => false);
  for (let at = 0; at < values.length; at++) if (values[at] !== 0) used[at % count] = true;
  return grid.buses.flatMap(({ id }, bus) =>
    used[bus]
      ? [
          {
            title: titled(`${title} ${id}`, unit),
            of: (slot: number) =>
              known && !known(slot) ? Number.NaN : values[slot * count + bus]!,
          },
        ]
      : [],
  );
}

/** Everything of every slot: weather, sums, and each bus. */
export function wholeCsv(
  part: YearPart,
  slots: YearSlots,
  provenance: Provenance,
): Promise<readonly string[]> {
  const { input, dispatch, series } = part.year;
  const { columns } = words;
  const weather = (title: string, values: Float64Array): Field => ({
    title,
    of: (slot) => values[slot]!,
  });
  const known = (slot: number): boolean =>
    slots.standing[slot] !== UNSOLVED && slots.standing[slot] !== FAILED;
  const bus = (title: string, unit: string, values: Float64Array): readonly Field[] =>
    busFields(part, values, { title, unit });
  const fields: readonly Field[] = [
    ...timeFields(part, slots),
    weather(columns.plane, input.planeKwM2),
    weather(columns.horizontal, input.horizontalKwM2),
    weather(columns.ambient, input.ambientC),
    weather(columns.wind, input.windMs),
    weather(columns.cloud, input.cloudShare),
    ...(['load', 'pv', 'curtailed', 'pack', 'stored'] as const).map((id) =>
      quantityField(id, slots),
    ),
    ...(['grid', 'loss', 'lowest', 'highest'] as const).map((id) => quantityField(id, slots)),
    { title: columns.gridKvar, of: (slot) => (known(slot) ? series.slackKvar[slot]! : '') },
    ...busFields(part, series.voltagePu, { title: columns.voltage, unit: 'pu', known }),
    ...bus(columns.load, 'kW', input.loadKw),
    ...bus(columns.pv, 'kW', dispatch.pvKw),
    ...bus(columns.pack, 'kW', dispatch.packKw),
  ];
  return written(fields, input.slots, provenance);
}
