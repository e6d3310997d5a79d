/** Tables as data: the twin of every picture, on the page and as CSV, from the same rows. */
import { html, nothing, type TemplateResult } from 'lit';
import { words } from '../../strings/en/chart.ts';
import { formatNumber } from './number.ts';
import {
  type Axis,
  type ChartPoint,
  type Provenance,
  readingOrder,
  type Series,
} from './series.ts';

/** null = there is none. */
export type Cell = string | number | null;

export interface Column {
  readonly label: string;
  readonly unit: string;
  readonly format?: (value: number) => string;
}

export interface Table {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

const ROWS_SHOWN_MAX = 2000;

const columnTitle = ({ label, unit }: Column): string =>
  unit === '' ? label : `${label} (${unit})`;

const columnOf = (label: string, axis: Axis): Column =>
  axis.format ? { label, unit: axis.unit, format: axis.format } : { label, unit: axis.unit };

const numberOrNull = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) ? value : null;

/** Labels by x when all series agree on them; null when they do not, so that none is lost. */
function sharedLabels(series: readonly Series[]): ReadonlyMap<number, string> | null {
  const labels = new Map<number, string>();
  for (const { x, label } of series.flatMap(({ points }) => points)) {
    if (label === undefined) continue;
    if ((labels.get(x) ?? label) !== label) return null;
    labels.set(x, label);
  }
  return labels;
}

function wideTable(options: ChartTableInput): Table | null {
  const { caption, x, y, series } = options;
  if (!series.every(({ kind }) => kind === 'line' || kind === 'step' || kind === 'bars'))
    return null;
  const xs = [...new Set(series.flatMap(({ points }) => points.map((point) => point.x)))];
  const longest = Math.max(0, ...series.map(({ points }) => points.length));
  if (xs.length > 1.5 * longest) return null;
  xs.sort((a, b) => a - b);
  const lookups = series.map(({ points }) => new Map(points.map((point) => [point.x, point.y])));
  const labels = sharedLabels(series);
  if (labels === null) return null;
  return {
    caption,
    columns: [
      columnOf(x.label, x),
      ...(labels.size > 0 ? [{ label: words.label, unit: '' }] : []),
      ...series.map(({ name }) => columnOf(name, y)),
    ],
    rows: xs.map((value) => [
      numberOrNull(value),
      ...(labels.size > 0 ? [labels.get(value) ?? null] : []),
      ...lookups.map((lookup) => numberOrNull(lookup.get(value))),
    ]),
  };
}

function longTable({ caption, x, y, series }: ChartTableInput): Table {
  const row = (name: string, { x: xValue, y: yValue, label }: ChartPoint): readonly Cell[] => [
    name,
    label ?? null,
    numberOrNull(xValue),
    numberOrNull(yValue),
  ];
  const rowsOf = (one: Series): readonly (readonly Cell[])[] =>
    one.kind === 'segments'
      ? readingOrder(one, x, y).map((index) => row(one.name, one.points[index] as ChartPoint))
      : one.points.map((point) => row(one.name, point));
  return {
    caption,
    columns: [
      { label: words.series, unit: '' },
      { label: words.label, unit: '' },
      columnOf(x.label, x),
      columnOf(y.label, y),
    ],
    rows: series.flatMap(rowsOf),
  };
}

export interface ChartTableInput {
  readonly caption: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
}

/** One column a series where they share their x values, otherwise one row a point. */
export function tableOfSeries(input: ChartTableInput): Table {
  const series = input.series.filter(({ decoration }) => !decoration);
  return wideTable({ ...input, series }) ?? longTable({ ...input, series });
}

const shown = (cell: Cell | undefined, column: Column | undefined): string => {
  if (cell === null || cell === undefined) return words.none;
  if (typeof cell === 'string') return cell;
  return column?.format ? column.format(cell) : formatNumber(cell);
};

/** The table as a person reads it. Long ones are cut, and say so. */
export function renderTable(table: Table): TemplateResult {
  const rows = table.rows.slice(0, ROWS_SHOWN_MAX);
  const cut = rows.length < table.rows.length;
  const isText = (at: number): boolean => rows.some((row) => typeof row[at] === 'string');
  const text = table.columns.map((_, at) => isText(at));
  return html`<table>
    <caption>
      ${table.caption} ${cut ? words.rowsShown(rows.length, table.rows.length) : nothing}
    </caption>
    <thead>
      <tr>
        ${table.columns.map(
          (column, at) =>
            html`<th scope="col" class=${text[at] ? 'text' : 'number'}>
              ${column.label}${
                column.unit === '' ? nothing : html` <span class="unit">(${column.unit})</span>`
              }
            </th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${table.columns.map((column, at) =>
              at === 0
                ? html`<th scope="row" class=${text[at] ? 'text' : 'number'}>
                    ${shown(row[at], column)}
                  </th>`
                : html`<td class=${text[at] ? 'text' : 'number'}>${shown(row[at], column)}</td>`,
            )}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

// A cell that starts like a formula would be run by a spreadsheet; the mark keeps it a text.
const guarded = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
const quoted = (text: string): string =>
  /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

const csvCell = (cell: Cell | undefined): string => {
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'number' ? String(cell) : quoted(guarded(cell));
};

/** One line that says where the figures come from. */
export const provenanceLine = (provenance: Provenance): string =>
  words.provenance(provenance).replaceAll(/[\r\n]+/g, ' ');

/** RFC 4180 rows at full precision under one comment line of provenance. */
export function csvOf(table: Table, provenance: Provenance): string {
  const lines = [
    `# ${provenanceLine(provenance)}`,
    table.columns.map((column) => quoted(guarded(columnTitle(column)))).join(','),
    ...table.rows.map((row) => table.columns.map((_, at) => csvCell(row[at])).join(',')),
  ];
  return `${lines.join('\r\n')}\r\n`;
}

/** The same rows separated by tabs, for the clipboard. */
export function tabsOf(table: Table, provenance: Provenance): string {
  const plain = (cell: Cell | undefined): string =>
    csvCell(typeof cell === 'string' ? cell.replaceAll(/[\t\r\n]+/g, ' ') : cell);
  const lines = [
    `# ${provenanceLine(provenance)}`,
    table.columns.map(columnTitle).join('\t'),
    ...table.rows.map((row) => table.columns.map((_, at) => plain(row[at])).join('\t')),
  ];
  return `${lines.join('\n')}\n`;
}
