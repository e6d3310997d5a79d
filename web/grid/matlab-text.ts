/**
 * Reads the text of a MATLAB case file as data: which names get which literal tables, strings and
 * numbers. Nothing is ever evaluated; a statement that is not an assignment of a literal comes out
 * as 'code', word for word, and its reader decides.
 */

export interface Row {
  readonly line: number;
  /** As written; not yet checked to be numbers. */
  readonly cells: readonly string[];
}

export type Statement = { readonly line: number } & (
  | { readonly kind: 'function'; readonly output: string; readonly name: string }
  | { readonly kind: 'scalar'; readonly path: string; readonly text: string }
  | { readonly kind: 'string'; readonly path: string; readonly text: string }
  | {
      readonly kind: 'matrix' | 'cell';
      readonly path: string;
      readonly rows: readonly Row[];
      /** false: the file ended before the closing bracket. */
      readonly closed: boolean;
      /** The comment line above, which often names the columns. */
      readonly comment: string;
    }
  | { readonly kind: 'code'; readonly text: string }
);

interface Cursor {
  readonly text: string;
  at: number;
  line: number;
  comment: string;
}

/** Rows of a table that are kept; what is longer is refused by its length. */
const ROWS_MAX = 20_000;

const PATH = /[A-Za-z]\w*(?:\.[A-Za-z]\w*)*/y;
const ASSIGN = /[ \t]*=(?!=)[ \t]*/y;
const FUNCTION = /function[ \t]+(?:(\w+|\[[^\]\n]*\])[ \t]*=[ \t]*)?(\w+)[ \t]*(?:\([^)\n]*\))?/y;
const NUMBER = /[+-]?(?:[\d.][\w.+-]*|Inf|NaN)/iy;
/** A MATLAB real number: D and d are exponents too. */
const LITERAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eEdD][+-]?\d{1,4})?$/;
const NOT_FINITE = /^([+-]?)(inf|nan)$/i;
/** The longest number that is read; a double written in full has 767 digits. */
const NUMBER_MAX = 800;

/** The statements of `source` in order. Line ends may be of any kind. */
export function* statements(source: string): Generator<Statement> {
  const cursor: Cursor = { text: withoutBlockComments(source), at: 0, line: 1, comment: '' };
  for (;;) {
    skipBetween(cursor);
    if (cursor.at >= cursor.text.length) return;
    yield statement(cursor);
  }
}

/** A decimal that JavaScript reads too; 'Inf', '-Inf' or 'NaN'; null if it is no real number. */
export function numberText(cell: string): string | null {
  // Matching takes time that grows with the square of the length.
  if (cell.length > NUMBER_MAX) return null;
  if (LITERAL.test(cell)) return cell.replace(/d/i, 'e');
  const special = NOT_FINITE.exec(cell);
  if (!special) return null;
  return special[2]!.toLowerCase() === 'nan' ? 'NaN' : special[1] === '-' ? '-Inf' : 'Inf';
}

/** Code without comments, continuations and idle blanks, so that spelling alone decides. */
export function normalised(code: string): string {
  return code
    .replace(
      /\[([^\]]*)\]/g,
      (_, inner: string) =>
        `[${inner
          .trim()
          .split(/[\s,]+/)
          .join(',')}]`,
    )
    .replace(/\s+/g, '');
}

/** `%{` and `%}` alone on a line enclose a comment; lines stay, so that their numbers do. */
function withoutBlockComments(source: string): string {
  const text = source.replace(/\r\n?/g, '\n').replace(/^\ufeff/, '');
  if (!/^[ \t]*%\{[ \t]*$/m.test(text)) return text;
  let depth = 0;
  return text
    .split('\n')
    .map((line) => {
      if (/^[ \t]*%\{[ \t]*$/.test(line)) depth++;
      else if (depth > 0 && /^[ \t]*%\}[ \t]*$/.test(line)) depth--;
      else if (depth === 0) return line;
      return '';
    })
    .join('\n');
}

function take(cursor: Cursor, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text);
  if (found) cursor.at += found[0].length;
  return found;
}

function restOfLine(cursor: Cursor): string {
  const end = cursor.text.indexOf('\n', cursor.at);
  const stop = end < 0 ? cursor.text.length : end;
  const rest = cursor.text.slice(cursor.at, stop);
  cursor.at = stop;
  return rest;
}

function skipBetween(cursor: Cursor): void {
  for (;;) {
    const char = cursor.text[cursor.at];
    if (char === '\n') cursor.line++;
    else if (char === '%') {
      cursor.comment = restOfLine(cursor);
      continue;
    } else if (char === '.' && cursor.text.startsWith('...', cursor.at)) {
      restOfLine(cursor);
      continue;
    } else if (char === undefined || !/[\s;,]/.test(char)) return;
    cursor.at++;
  }
}

function statement(cursor: Cursor): Statement {
  const { at, line } = cursor;
  const comment = cursor.comment;
  const made = declaration(cursor) ?? assignment(cursor, comment);
  if (made && atEnd(cursor)) return made;
  // A table that never closes has eaten the rest; saying so beats calling it code.
  if (made && 'closed' in made && !made.closed) return made;
  cursor.at = at;
  cursor.line = line;
  return { kind: 'code', line, text: codeText(cursor) };
}

function declaration(cursor: Cursor): Statement | null {
  const found = take(cursor, FUNCTION);
  if (!found) return null;
  const [, output = 'mpc', name = ''] = found;
  return { kind: 'function', line: cursor.line, output, name };
}

function assignment(cursor: Cursor, comment: string): Statement | null {
  const { line } = cursor;
  const path = take(cursor, PATH)?.[0];
  if (path === undefined || !take(cursor, ASSIGN)) return null;
  const char = cursor.text[cursor.at];
  if (char === '[' || char === '{') {
    const kind = char === '[' ? 'matrix' : 'cell';
    cursor.at++;
    return { kind, line, path, comment, ...table(cursor, kind) };
  }
  if (char === "'" || char === '"') {
    const text = quoted(cursor);
    return text === null ? null : { kind: 'string', line, path, text };
  }
  const number = take(cursor, NUMBER);
  return number && { kind: 'scalar', line, path, text: number[0] };
}

/** Only blanks, a comment or a separator may follow on the line. */
function atEnd(cursor: Cursor): boolean {
  take(cursor, /[^\S\n]*/y);
  const char = cursor.text[cursor.at];
  return char === undefined || /[\n;,%]/.test(char);
}

/** A string in its quotes, which are doubled inside; null if the line ends first. */
function quoted(cursor: Cursor): string | null {
  const quote = cursor.text[cursor.at]!;
  const stop = quote === "'" ? /['\n]/g : /["\n]/g;
  stop.lastIndex = cursor.at + 1;
  for (;;) {
    const found = stop.exec(cursor.text);
    if (found?.[0] !== quote) return null;
    if (cursor.text[stop.lastIndex] !== quote) break;
    stop.lastIndex++;
  }
  const text = cursor.text.slice(cursor.at + 1, stop.lastIndex - 1);
  cursor.at = stop.lastIndex;
  return text.replaceAll(quote + quote, quote);
}

function table(cursor: Cursor, kind: 'matrix' | 'cell'): { rows: Row[]; closed: boolean } {
  const closing = kind === 'matrix' ? ']' : '}';
  const rows: Row[] = [];
  let cells: string[] = [];
  let line = cursor.line;
  let rowStart = cursor.at;
  const endRow = (): void => {
    if (cells.length > 0 && rows.length <= ROWS_MAX) rows.push({ line, cells });
    cells = [];
  };
  for (;;) {
    take(cursor, /(?:[^\S\n]|,)+/y);
    const char = cursor.text[cursor.at];
    if (char === undefined || char === closing) {
      endRow();
      cursor.at += char === undefined ? 0 : 1;
      return { rows, closed: char !== undefined };
    }
    if (char === ';' || char === '\n') {
      endRow();
      cursor.at++;
      if (char === '\n') cursor.line++;
    } else if (char === '%') {
      restOfLine(cursor);
    } else if (char === '.' && cursor.text.startsWith('...', cursor.at)) {
      restOfLine(cursor);
      cursor.at++;
      cursor.line++;
    } else {
      if (cells.length === 0) [line, rowStart] = [cursor.line, cursor.at];
      const text = cell(cursor, kind);
      if (kind === 'matrix' && text === '=') {
        // The next assignment has begun: this table was never closed.
        [cursor.line, cursor.at] = [line, rowStart];
        return { rows, closed: false };
      }
      cells.push(text);
    }
  }
}

function cell(cursor: Cursor, kind: 'matrix' | 'cell'): string {
  const char = cursor.text[cursor.at]!;
  if (kind === 'cell' && (char === "'" || char === '"')) {
    const text = quoted(cursor);
    if (text !== null) return text;
  }
  const found = take(cursor, kind === 'matrix' ? /[^\s,;%\]]+/y : /[^\s,;%}]+/y);
  return found ? found[0] : '';
}

/** Up to the end of the statement, over continued lines, without comments. */
function codeText(cursor: Cursor): string {
  let text = '';
  for (;;) {
    const found = take(cursor, /[^\n;%.'"]+/y);
    if (found) text += found[0];
    const char = cursor.text[cursor.at];
    if (char === "'" || char === '"') {
      const start = cursor.at;
      // A lone quote is a transpose.
      if (quoted(cursor) === null) cursor.at++;
      text += cursor.text.slice(start, cursor.at);
    } else if (char === '.' && cursor.text.startsWith('...', cursor.at)) {
      restOfLine(cursor);
      if (cursor.at >= cursor.text.length) return text.trim();
      cursor.at++;
      cursor.line++;
      text += ' ';
    } else if (char === '.') {
      text += char;
      cursor.at++;
    } else {
      if (char === '%') restOfLine(cursor);
      return text.trim();
    }
  }
}
