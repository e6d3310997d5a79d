/**
 * Built-in cases are written as rows of text, one a bus, generator or branch, parted by a line end
 * or a comma, in the unit of their source; trailing columns that equal the default are left out.
 * This turns them into a {@link GridCase}. The rows are ours, so a broken one is a broken
 * invariant, not a Problem.
 */
import { assert } from '../assert.ts';
import type { Branch, Bus, BusKind, Category, Generator, GridCase } from './case.ts';
import { radiansOf, shiftedNumber } from './decimal.ts';

export interface CaseText {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly baseKva: number;
  /** Of buses that do not name their own, kV line to line; 0 = unknown. */
  readonly baseKv: number;
  readonly voltageMinPu: number;
  readonly voltageMaxPu: number;
  /** Of powers in the rows. */
  readonly powerUnit: 'kW' | 'MW';
  /** Of r and x in the rows. */
  readonly impedanceUnit: 'pu' | 'ohm';
  /** `id kind load reactive shuntP shuntQ kV vMin vMax`; kind s = slack, v = PV, q = PQ. */
  readonly buses: string;
  /** `bus power reactive reactiveMin reactiveMax voltage` */
  readonly generators: string;
  /** `from to r x charging tap shiftDegrees state rating` */
  readonly branches: string;
  readonly slackAngleDegrees?: number;
  readonly categories?: Readonly<Record<number, Category>>;
}

const KINDS: Readonly<Record<string, BusKind>> = { s: 'slack', v: 'pv', q: 'pq' };

/** The case that `text` describes. */
export function decode(text: CaseText): GridCase {
  const places = text.powerUnit === 'MW' ? 3 : 0;
  const power = (column: string | undefined): number => shiftedNumber(column ?? '0', places);
  const { id, name, source, baseKva } = text;
  const buses = rows(text.buses).map((row) => bus(row, text, power));
  return {
    id,
    name,
    source,
    baseKva,
    buses,
    generators: rows(text.generators).map((row) => generator(row, power)),
    branches: rows(text.branches).map((row) => branch(row, text, power)),
  };
}

type Row = readonly string[];
type Power = (column: string | undefined) => number;

function rows(text: string): Row[] {
  return text
    .trim()
    .split(/[\n,]/)
    .map((line) => line.trim().split(' '));
}

function plain(column: string | undefined, otherwise: number): number {
  if (column === undefined) return otherwise;
  const value = Number(column);
  assert(Number.isFinite(value), 'a built-in case holds numbers only', { column });
  return value;
}

function bus(row: Row, text: CaseText, power: Power): Bus {
  const id = plain(row[0], 0);
  const kind = KINDS[row[1] ?? ''];
  assert(kind, 'every built-in bus has a kind', { id });
  const category = text.categories?.[id];
  const angle = kind === 'slack' ? text.slackAngleDegrees : undefined;
  return {
    id,
    kind,
    loadKw: power(row[2]),
    loadKvar: power(row[3]),
    shuntKw: power(row[4]),
    // The sources write a capacitor as positive Mvar supplied; here a shunt is what it draws.
    shuntKvar: 0 - power(row[5]),
    baseKv: plain(row[6], text.baseKv),
    voltageMinPu: plain(row[7], text.voltageMinPu),
    voltageMaxPu: plain(row[8], text.voltageMaxPu),
    ...(category === undefined ? {} : { category }),
    ...(angle === undefined ? {} : { angleRad: radiansOf(angle) }),
  };
}

function generator(row: Row, power: Power): Generator {
  return {
    bus: plain(row[0], 0),
    powerKw: power(row[1]),
    reactiveKvar: power(row[2]),
    reactiveMinKvar: power(row[3]),
    reactiveMaxKvar: power(row[4]),
    voltagePu: plain(row[5], 1),
    inService: true,
  };
}

function branch(row: Row, text: CaseText, power: Power): Branch {
  const baseOhm = text.impedanceUnit === 'ohm' ? ohmBase(text.baseKv, text.baseKva) : 1;
  return {
    from: plain(row[0], 0),
    to: plain(row[1], 0),
    resistancePu: plain(row[2], 0) / baseOhm,
    reactancePu: plain(row[3], 0) / baseOhm,
    chargingPu: plain(row[4], 0),
    tapRatio: plain(row[5], 1),
    shiftRad: radiansOf(plain(row[6], 0)),
    inService: plain(row[7], 1) === 1,
    ratingKva: power(row[8]),
  };
}

/**
 * Base impedance in Ω of a base voltage in kV and a base power in kVA. Volts and volt-amperes are
 * squared and divided in this order because the distribution cases published with a conversion do
 * so, and an imported file then equals the built-in case to the last bit.
 */
export function ohmBase(baseKv: number, baseKva: number): number {
  const volts = baseKv * 1e3;
  return (volts * volts) / (baseKva * 1e3);
}
