/** One column of a profile file as the kW of 365 days, with what had to be mended in the notes. */
import type { Bus } from '../grid/case.ts';
import { shown } from '../grid/problem.ts';
import { LOAD_MAX_KW } from '../scenario/bounds.ts';
import type { Column, ProfileUnit } from './csv-columns.ts';
import type { Reading } from './csv-reading.ts';
import { type CsvRow, decimalOf, numberOf } from './csv-table.ts';
import { checkSize, kwPer } from './csv-unit.ts';
import { filled, fitYear, gapsOf, type Measured } from './fit-year.ts';

const DAY = 1440;
const GAPS_SHOWN = 50;
const DAYS_LEAST = 7;
/** Share of the slots that may be missing. */
const MISSING_MOST = 0.5;

/** A column with the bus it is read for. */
export interface Wanted extends Column {
  readonly bus: number;
}

export interface Source {
  readonly rows: readonly CsvRow[];
  /** Of each row, rising by whole steps. */
  readonly minutes: readonly number[];
  readonly column: Wanted;
  readonly bus: Bus;
  /** What a person said the unit is. */
  readonly forced: ProfileUnit | undefined;
}

/** Minutes of a slot that is kept from steps of `stepMinutes`. */
export function keptStep(stepMinutes: number): 60 | 15 {
  return stepMinutes === 5 || stepMinutes === 15 ? 15 : 60;
}

/** kW of each slot of the year; null: refused, see the reading's problems. */
export function readColumn(source: Source, reading: Reading): Float64Array | null {
  const { column, bus, forced } = source;
  const where = { kind: 'column', id: column.heading || String(column.index + 1) };
  const values = numbersOf(source, reading);
  if (!values) return null;
  const measured = wholeDays(inSlots(values, source, reading.notes.stepMinutes));
  const highestKw = measured.values.reduce((max, kw) => {
    return Number.isNaN(kw) ? max : Math.max(max, Math.abs(kw));
  }, 0);
  const { stepMinutes } = reading.notes;
  const named = column.unit !== null || forced !== undefined;
  const unit = unitOf(source);
  reading.problems.push(
    ...checkSize({ bus, highestKw, unit, named, stepMinutes }, forced !== undefined),
  );
  const missing = measured.values.reduce((sum, kw) => sum + (Number.isNaN(kw) ? 1 : 0), 0);
  const whole = missing > measured.values.length * MISSING_MOST ? null : filled(measured);
  if (!whole || highestKw > LOAD_MAX_KW) {
    return reading.refuse(where, whole ? 'range' : 'gaps', {
      found: whole ? `${highestKw} kW` : `${missing} of ${measured.values.length} slots missing`,
      allowed: whole ? `at most ${LOAD_MAX_KW} kW` : 'at least half of them, and every hour of day',
      remedy: whole ? 'Check the unit.' : 'Export a stretch in which the meter worked.',
    });
  }
  const fitted = fitYear({ ...measured, values: whole });
  note(reading, measured, { bus: bus.id, unit });
  const { repeatedDays, shiftedDays, droppedDays } = fitted;
  Object.assign(reading.notes, { repeatedDays, shiftedDays, droppedDays });
  return fitted.values;
}

const unitOf = ({ forced, column }: Source): ProfileUnit => {
  return forced ?? (column.unit === null || column.unit === 'kvar' ? 'kw' : column.unit);
};

/** Readings in kW, NaN where there is none. */
function numbersOf(source: Source, reading: Reading): Float64Array | null {
  const { rows, column, bus } = source;
  const cells = rows.map((row) => row.cells[column.index] ?? '');
  const where = { kind: 'column', id: column.heading || String(column.index + 1) };
  const decimal = decimalOf(cells);
  if (decimal === 'both') {
    return reading.refuse(where, 'decimal', {
      found: 'numbers with a comma and numbers with a point',
      allowed: 'one sign for decimals throughout',
      remedy: 'Write all numbers with a point.',
    });
  }
  if (decimal === 'comma') reading.notes.decimalComma = true;
  const factor = kwPer(unitOf(source), reading.notes.stepMinutes, bus);
  const values = Float64Array.from(cells, (cell, row) => {
    const value = numberOf(cell, decimal);
    if (value !== null) return value * factor;
    reading.refuse({ ...where, line: rows[row]!.line }, 'number', {
      found: shown(cell),
      allowed: 'a number, or nothing where the meter missed it',
      remedy: 'Correct the cell, or leave it empty.',
    });
    return Number.NaN;
  });
  return reading.refused ? null : values;
}

/** Means over the slots that are kept, from the midnight before the first row on. */
function inSlots(values: Float64Array, { minutes }: Source, step: number): Measured {
  const stepMinutes = keptStep(step);
  const firstDay = Math.floor(minutes[0]! / DAY);
  const days = Math.floor(minutes.at(-1)! / DAY) - firstDay + 1;
  const sums = new Float64Array((days * DAY) / stepMinutes);
  const counts = new Float64Array(sums.length);
  values.forEach((value, row) => {
    if (Number.isNaN(value)) return;
    const slot = Math.floor((minutes[row]! - firstDay * DAY) / stepMinutes);
    sums[slot]! += value;
    counts[slot]!++;
  });
  // A slot stands on at least half of the rows that it should have.
  const least = stepMinutes / step / 2;
  const means = sums.map((sum, slot) =>
    counts[slot]! >= least ? sum / counts[slot]! : Number.NaN,
  );
  return { stepMinutes, firstDay, values: means };
}

/** Without a first and a last day of which less than half is there, as long as a week is left. */
function wholeDays(measured: Measured): Measured {
  const inDay = DAY / measured.stepMinutes;
  const most = measured.values.length / inDay;
  const scarce = (day: number): boolean => {
    const slots = measured.values.subarray(day * inDay, (day + 1) * inDay);
    return slots.reduce((sum, kw) => sum + (Number.isNaN(kw) ? 0 : 1), 0) < inDay / 2;
  };
  const from = most > DAYS_LEAST && scarce(0) ? 1 : 0;
  const to = most - from > DAYS_LEAST && scarce(most - 1) ? most - 1 : most;
  const values = measured.values.subarray(from * inDay, to * inDay);
  return { ...measured, firstDay: measured.firstDay + from, values };
}

function note(
  reading: Reading,
  measured: Measured,
  read: { readonly bus: number; readonly unit: ProfileUnit },
): void {
  const { notes } = reading;
  const gaps = gapsOf(measured);
  notes.read = [...notes.read, read];
  notes.gapCount += gaps.length;
  notes.gapMinutes += gaps.reduce((sum, { minutes }) => sum + minutes, 0);
  const shownGaps = gaps.map((gap) => ({ ...gap, bus: read.bus }));
  notes.gaps = [...notes.gaps, ...shownGaps].slice(0, GAPS_SHOWN);
}
