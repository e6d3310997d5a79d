/**
 * The text of a CSV file as rows of cells, RFC 4180: quotes, doubled quotes, line ends of any kind,
 * a byte-order mark. Knows separators and decimal commas, nothing of times or loads.
 */

export type Separator = ',' | ';' | '\t';

export interface CsvRow {
  /** 1-based line on which the row begins. */
  readonly line: number;
  /** Trimmed. */
  readonly cells: readonly string[];
}

export interface CsvTable {
  readonly separator: Separator;
  /** Without empty rows and comments (#). */
  readonly rows: readonly CsvRow[];
  /** Line of a quote that never ends; 0 if all do. */
  readonly openQuoteLine: number;
}

/** The rows of `text`; whatever it holds, something comes back. */
export function readTable(text: string): CsvTable {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const separator = separatorOf(body);
  const rows: CsvRow[] = [];
  let openQuoteLine = 0;
  let at = 0;
  let line = 1;
  while (at < body.length) {
    const read = readRow(body, at, separator);
    const cells = read.cells.map((cell) => cell.trim());
    const first = cells[0]!;
    const empty = first === '' && cells.every((cell) => cell === '');
    if (!empty && !first.startsWith('#')) rows.push({ line, cells });
    if (read.open) openQuoteLine = line;
    at = read.next;
    line += read.lines;
  }
  return { separator, rows, openQuoteLine };
}

interface Read {
  readonly cells: string[];
  readonly next: number;
  /** Line ends passed. */
  readonly lines: number;
  readonly open: boolean;
}

function readRow(text: string, from: number, separator: Separator): Read {
  const cells: string[] = [];
  let at = from;
  let lines = 0;
  for (;;) {
    let cell = '';
    let open = false;
    if (text[at] === '"') {
      const quoted = readQuoted(text, at + 1);
      cell = quoted.cell;
      lines += quoted.lines;
      open = !quoted.closed;
      at = quoted.next;
    }
    const end = plainEnd(text, at, separator);
    cells.push(cell + text.slice(at, end));
    at = end;
    if (text[at] === separator) {
      at++;
      continue;
    }
    if (at >= text.length) return { cells, next: at, lines, open };
    const next = text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1;
    return { cells, next, lines: lines + 1, open };
  }
}

function readQuoted(
  text: string,
  from: number,
): { cell: string; next: number; lines: number; closed: boolean } {
  let cell = '';
  let at = from;
  for (;;) {
    const quote = text.indexOf('"', at);
    const end = quote < 0 ? text.length : quote;
    cell += text.slice(at, end);
    if (quote < 0 || text[quote + 1] !== '"') {
      const lines = text.slice(from, end).split(/\r\n|\r|\n/).length - 1;
      return { cell, next: quote < 0 ? end : quote + 1, lines, closed: quote >= 0 };
    }
    cell += '"';
    at = quote + 2;
  }
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

function plainEnd(text: string, from: number, separator: Separator): number {
  const mark = separator.charCodeAt(0);
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === mark || code === LINE_FEED || code === CARRIAGE_RETURN) break;
  }
  return at;
}

/** The first of tab, semicolon and comma that stands in most of the first lines, else comma. */
function separatorOf(body: string): Separator {
  const lines = body
    .slice(0, 20_000)
    .split(/\r\n|\r|\n/)
    .slice(0, 60)
    .map((line) => line.replace(/"[^"]*"/g, '').trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  for (const separator of ['\t', ';'] as const) {
    const having = lines.filter((line) => line.includes(separator)).length;
    if (having > lines.length * 0.7) return separator;
  }
  return ',';
}

/** How numbers are written in a column of cells. */
export type Decimal = 'point' | 'comma' | 'both';

const WITH_COMMA = /^[+-]?\d+,\d+(?:[eE][+-]?\d{1,3})?$/;
const WITH_POINT = /^[+-]?\d*\.\d+(?:[eE][+-]?\d{1,3})?$/;
const GROUPED_COMMA = /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/;
const MISSING = /^(?:|-|--|n\/?a|nan|null|none|missing|#n\/a)$/i;
const PLAIN_WHOLE = /^\d+$/;
const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

/** 'both' where commas and points both stand for decimals: nobody can tell what is meant. */
export function decimalOf(cells: Iterable<string>): Decimal {
  let comma = false;
  let point = false;
  for (const cell of cells) {
    // Most cells are whole numbers: nothing to learn from them.
    if (!cell.includes(',') && !cell.includes('.')) continue;
    if (WITH_COMMA.test(cell) || (cell.includes(',') && GROUPED_COMMA.test(cell))) comma = true;
    else if (WITH_POINT.test(cell) && !GROUPED_COMMA.test(cell)) point = true;
  }
  return comma ? (point ? 'both' : 'comma') : 'point';
}

/** The cell's number; NaN: nothing was measured; null: it is neither. */
export function numberOf(cell: string, decimal: Decimal): number | null {
  let text = cell;
  if (decimal === 'comma' && !PLAIN_WHOLE.test(cell)) {
    if (GROUPED_COMMA.test(cell)) text = cell.replaceAll('.', '');
    text = text.replace(',', '.');
  }
  if (!PLAIN.test(text)) return MISSING.test(cell) ? Number.NaN : null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}
