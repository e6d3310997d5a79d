/**
 * A meter's file as loads of the simulated year. Everything wrong is said with its line and what to
 * do; a file that has anything wrong changes nothing. What was mended is told as harmless problems,
 * and in the notes without words.
 *
 * Reads RFC 4180 with comma, semicolon or tab, decimal commas, stamps as ISO 8601 (with or without
 * offset) or 17.05.2023 14:30, the month-day-hour columns of PVWatts and the shares of SimBench, in
 * steps of 5, 10, 15, 30 or 60 minutes. Headings name buses: `bus7_load_kw`.
 */
import type { GridCase } from '../grid/case.ts';
import { shown } from '../grid/problem.ts';
import type { OwnProfile } from '../scenario/year.ts';
import type { Problem } from '../assert.ts';
import { type Column, type Layout, layoutOf, type ProfileUnit } from './csv-columns.ts';
import { type ProfileNotes, Reading } from './csv-reading.ts';
import { type CsvTable, readTable } from './csv-table.ts';
import { remarksOf } from './csv-remarks.ts';
import { onOneClock, shownMinute, type Stamp, stepOf } from './csv-time.ts';
import { keptStep, readColumn, type Wanted } from './csv-values.ts';

export interface ReadProfileOptions {
  /** The bus of a file whose headings name none. */
  readonly bus?: number;
  /** Which of `notes.choices` to read where no heading names a bus. */
  readonly column?: string;
  /** Instead of what headings say; then no size is refused. */
  readonly unit?: ProfileUnit;
  /** Of the profile, say the file's. */
  readonly name?: string;
}

export interface ReadProfile {
  /** null: refused, see the problems. */
  readonly profile: OwnProfile | null;
  readonly problems: readonly Problem[];
  readonly notes: ProfileNotes;
}

const TEXT_MAX = 60_000_000;
const ROWS_MAX = 400_000;
const DAYS_MAX = 1_100;
const DAYS_LEAST = 7;
const DAY = 1440;
const FILE = { kind: 'file' };

/** The profile of `text` for the buses of `grid`. Never throws, whatever the text. */
export function readProfileCsv(
  text: string,
  grid: GridCase,
  options: ReadProfileOptions = {},
): ReadProfile {
  const reading = new Reading();
  const buses = readBuses(text, { grid, options, reading });
  const { problems, notes } = reading;
  if (buses === null || reading.refused) return { profile: null, problems, notes };
  problems.push(...remarksOf(notes));
  const name = (options.name ?? 'Meter').slice(0, 200);
  return { profile: { name, stepMinutes: keptStep(notes.stepMinutes), buses }, problems, notes };
}

interface Given {
  readonly grid: GridCase;
  readonly options: ReadProfileOptions;
  readonly reading: Reading;
}

function readBuses(text: string, given: Given): OwnProfile['buses'] | null {
  const { reading } = given;
  const table = readRows(text, reading);
  const layout = table && readLayout(table, reading);
  const wanted = layout && pickColumns(layout, given);
  const minutes = layout && readMinutes(layout, reading);
  if (!wanted || !minutes || reading.refused) return null;
  const { grid, options } = given;
  const buses = wanted.flatMap((column) => {
    const bus = grid.buses.find(({ id }) => id === column.bus)!;
    const source = { rows: layout.rows, minutes, column, bus, forced: options.unit };
    const kw = readColumn(source, reading);
    return kw ? [{ bus: column.bus, kw: Array.from(kw) }] : [];
  });
  return buses.sort((a, b) => a.bus - b.bus);
}

function readRows(text: string, reading: Reading): CsvTable | null {
  const allowed = `up to ${TEXT_MAX / 1e6} MB and ${ROWS_MAX} rows`;
  const remedy = 'Export a year, hour by hour or by the quarter of an hour.';
  if (text.length > TEXT_MAX) {
    return reading.refuse(FILE, 'size', { found: `${text.length} characters`, allowed, remedy });
  }
  const table = readTable(text);
  reading.notes.separator = table.separator;
  if (table.openQuoteLine > 0) {
    return reading.refuse({ ...FILE, line: table.openQuoteLine }, 'quote', {
      found: 'a quote that never ends',
      allowed: 'quotes in pairs',
      remedy: 'Close the quote on this line, or write two for one inside a quoted cell.',
    });
  }
  if (table.rows.length > ROWS_MAX) {
    return reading.refuse(FILE, 'size', { found: `${table.rows.length} rows`, allowed, remedy });
  }
  return table;
}

function readLayout(table: CsvTable, reading: Reading): Layout | null {
  const layout = layoutOf(table.rows);
  if (!layout) {
    const first = table.rows[1] ?? table.rows[0];
    return reading.refuse({ ...FILE, line: first?.line ?? 1 }, 'time', {
      found: shown(first?.cells[0] ?? 'nothing'),
      allowed: 'a time in the first column, such as 2023-05-17T14:30 or 17.05.2023 14:30',
      remedy: 'Write the time of each row in the first column, year first.',
    });
  }
  const width = Math.max(...layout.columns.map(({ index }) => index), 0) + 1;
  for (const { line, cells } of layout.rows) {
    if (cells.length <= width) continue;
    return reading.refuse({ ...FILE, line }, 'cells', {
      found: `${cells.length} cells`,
      allowed: `at most ${width}, one for each column`,
      remedy: 'Separate columns with semicolons if numbers are written with a decimal comma.',
    });
  }
  reading.notes.rows = layout.rows.length;
  reading.notes.choices = layout.columns.map(labelOf);
  return layout;
}

const labelOf = ({ heading, index }: Column): string => heading || String(index + 1);

function pickColumns({ columns }: Layout, { grid, options, reading }: Given): Wanted[] | null {
  const known = new Set(grid.buses.map(({ id }) => id));
  const loads = columns.filter(({ unit }) => unit !== 'kvar');
  const named = loads.filter((column): column is Wanted => column.bus !== null);
  const wanted = named.length > 0 ? named : chosenColumn(loads, { grid, options, reading });
  if (!wanted) return null;
  wanted.forEach(({ bus, heading, index }, at) => {
    const where = { kind: 'column', id: heading || String(index + 1) };
    const allowed = `a bus of the network: ${[...known].slice(0, 12).join(', ')}`;
    if (!known.has(bus)) {
      const remedy = 'Name a bus of the network in the heading, or remove the column.';
      reading.refuse(where, 'known-bus', { found: `bus ${bus}`, allowed, remedy });
    } else if (wanted.findIndex((other) => other.bus === bus) !== at) {
      const remedy = 'Keep one column for each bus.';
      reading.refuse(where, 'once', { found: `bus ${bus} again`, allowed, remedy });
    }
  });
  const taken = new Set(wanted.map(({ index }) => index));
  reading.notes.ignored = columns.filter(({ index }) => !taken.has(index)).map(labelOf);
  return wanted;
}

/** The one column of a file that names no bus, for the bus that was chosen for it. */
function chosenColumn(
  loads: readonly Column[],
  { grid, options, reading }: Given,
): Wanted[] | null {
  const column =
    loads.find((each) => labelOf(each) === options.column) ??
    (loads.length === 1 ? loads[0] : undefined);
  if (!column) {
    return reading.refuse(FILE, 'column', {
      found:
        loads.length === 0 ? 'no column of loads' : `${loads.length} columns, none names a bus`,
      allowed: 'a heading such as bus7_load_kw',
      remedy: 'Choose the column to read, or name the bus in its heading.',
    });
  }
  const consumers = grid.buses.filter(({ loadKw }) => loadKw !== 0);
  const bus = options.bus ?? (consumers.length === 1 ? consumers[0]!.id : undefined);
  if (bus !== undefined) return [{ ...column, bus }];
  return reading.refuse({ kind: 'column', id: labelOf(column) }, 'bus', {
    found: 'a heading that names no bus',
    allowed: 'a heading such as bus7_load_kw',
    remedy: 'Choose the bus that this meter stands at.',
  });
}

/** The minute of every row on one clock, rising by whole steps; null if that cannot be. */
function readMinutes(layout: Layout, reading: Reading): readonly number[] | null {
  const stamps: Stamp[] = [];
  for (const row of layout.rows) {
    const stamp = layout.stampOf(row);
    if (stamp) stamps.push(stamp);
    else {
      reading.refuse({ ...FILE, line: row.line }, 'time', {
        found: shown(row.cells[0]),
        allowed: 'a time like those above it',
        remedy: 'Correct the time, or remove the row.',
      });
    }
  }
  if (reading.refused) return null;
  const step = stepOf(stamps);
  if (step === 0) {
    return reading.refuse(FILE, 'step', {
      found: `${stamps.length} rows without a usual step`,
      allowed: 'steps of 5, 10, 15, 30 or 60 minutes',
      remedy: 'Export the meter with one of these steps.',
    });
  }
  const clock = onOneClock(stamps, step);
  const { minutes } = clock;
  for (let i = 1; i < minutes.length; i++) {
    const change = minutes[i]! - minutes[i - 1]!;
    if (change > 0 && change % step === 0) continue;
    return reading.refuse({ ...FILE, line: layout.rows[i]!.line }, 'rising', {
      found: `${shownMinute(minutes[i]!)} after ${shownMinute(minutes[i - 1]!)}`,
      allowed: `later by ${step} minutes, or by whole steps where some are missing`,
      remedy: 'Sort the rows by time and keep one for each time.',
    });
  }
  return withSpan(minutes, { ...clock, step }, reading);
}

function withSpan(
  minutes: readonly number[],
  clock: Pick<ProfileNotes, 'missingHours' | 'doubledHours' | 'offsetsDiffer'> & { step: number },
  reading: Reading,
): readonly number[] | null {
  const [first, last] = [minutes[0]!, minutes.at(-1)!];
  const { missingHours, doubledHours, offsetsDiffer, step } = clock;
  const found = { stepMinutes: step, firstMinute: first, lastMinute: last };
  Object.assign(reading.notes, { ...found, missingHours, doubledHours, offsetsDiffer });
  const days = (last - first + step) / DAY;
  if (days >= DAYS_LEAST && days <= DAYS_MAX) return minutes;
  return reading.refuse(FILE, 'span', {
    found: `${Number(days.toPrecision(4))} days`,
    allowed: `${DAYS_LEAST} to ${DAYS_MAX} days`,
    remedy: 'Export at least a week, so that every weekday is known, and at best a year.',
  });
}
