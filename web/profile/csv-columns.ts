/** Which column of a profile file says the time, which belongs to which bus, and in what unit. */
import type { CsvRow } from './csv-table.ts';
import { minuteOf, readStamp, type Stamp } from './csv-time.ts';
import { CALENDAR_YEAR } from './calendar.ts';

/** What a column holds; 'share' of the bus's load, as in SimBench. */
export type ProfileUnit = 'kw' | 'w' | 'mw' | 'kwh' | 'wh' | 'mwh' | 'share';

export interface Column {
  /** Position in a row. */
  readonly index: number;
  /** As written; empty without a heading. */
  readonly heading: string;
  /** Named by the heading; null: any. */
  readonly bus: number | null;
  /** Named by the heading; null: not said. */
  readonly unit: ProfileUnit | 'kvar' | null;
}

export interface Layout {
  /** Rows that are data. */
  readonly rows: readonly CsvRow[];
  /** Every column that does not say the time. */
  readonly columns: readonly Column[];
  readonly stampOf: (row: CsvRow) => Stamp | null;
}

/** Rows before the data: descriptions of the site and the heading. */
const HEAD_ROWS_MAX = 60;
const BUS = /^bus[ _-]?(\d{1,9})(?![\d.])/i;
const UNIT = /(?:^|[\s_([-])(kwh|wh|mwh|kw|mw|w|kvar|kvarh|mvar|pload|qload)[)\]]?$/i;
const UNIT_NAMES: Readonly<Record<string, ProfileUnit | 'kvar'>> = {
  ...{ kwh: 'kwh', wh: 'wh', mwh: 'mwh', kw: 'kw', mw: 'mw', w: 'w' },
  ...{ kvar: 'kvar', kvarh: 'kvar', mvar: 'kvar', qload: 'kvar', pload: 'share' },
};

/** null: no row of the first ones begins with a time. */
export function layoutOf(rows: readonly CsvRow[]): Layout | null {
  for (let first = 0; first < Math.min(rows.length, HEAD_ROWS_MAX); first++) {
    const head = rows[first - 1];
    const parts = head ? calendarParts(head) : null;
    if (parts && partsStamp(rows[first]!, parts)) {
      return {
        rows: rows.slice(first),
        columns: columnsOf(rows[first]!, head, parts),
        stampOf: (row) => partsStamp(row, parts),
      };
    }
    if (!readStamp(rows[first]!.cells[0]!)) continue;
    return {
      rows: rows.slice(first),
      columns: columnsOf(rows[first]!, head, [0]),
      stampOf: (row) => readStamp(row.cells[0]!),
    };
  }
  return null;
}

/** Positions of month, day and hour where a heading has them, as PVWatts writes it. */
function calendarParts({ cells }: CsvRow): readonly number[] | null {
  const names = cells.map((cell) => cell.toLowerCase());
  const parts = ['month', 'day', 'hour'].map((name) => names.indexOf(name));
  return parts.includes(-1) ? null : parts;
}

/** Such a year is typical and has no date: it is read as the year that is simulated. */
function partsStamp({ cells }: CsvRow, parts: readonly number[]): Stamp | null {
  const [month, day, hour] = parts.map((index) => cells[index] ?? '');
  if (![month, day, hour].every((text) => text !== undefined && /^\d{1,2}$/.test(text)))
    return null;
  const minute = minuteOf([String(CALENDAR_YEAR), month, day], hour, '0');
  return minute === null ? null : { minute, offset: null };
}

function columnsOf(
  row: CsvRow,
  head: CsvRow | undefined,
  times: readonly number[],
): readonly Column[] {
  const width = Math.max(row.cells.length, head?.cells.length ?? 0);
  const columns: Column[] = [];
  for (let index = 0; index < width; index++) {
    if (times.includes(index)) continue;
    const heading = head?.cells[index] ?? '';
    const bus = BUS.exec(heading);
    const unit = UNIT.exec(heading);
    columns.push({
      index,
      heading,
      bus: bus ? Number(bus[1]) : null,
      unit: unit ? UNIT_NAMES[unit[1]!.toLowerCase()]! : null,
    });
  }
  return columns;
}
