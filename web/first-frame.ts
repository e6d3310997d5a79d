/**
 * The first picture of the page as static SVG: the thesis's feeder at one solved moment, in the
 * HTML itself, so that it is there before any script. The build calls it with the kernel's own
 * numbers, so it cannot go stale. Knows no DOM and computes no physics.
 */
import { layout, type Point } from './grid/layout.ts';
import type { GridCase } from './grid/case.ts';
import type { BranchResult, Frame } from './kernel/outcome.ts';
import { formatNumber, formatPower, formatShare, voltageWord } from './units.ts';

export interface FirstMoment {
  readonly grid: GridCase;
  readonly frame: Frame;
  /** '21 June, 12:45' */
  readonly when: string;
}

const PITCH_X = 240;
const PITCH_Y = 100;
const MARGIN_X = 70;
const MARGIN_Y = 50;
const WIDTH_MIN = 2;
const WIDTH_MAX = 10;

/** A `<figure>` with the picture and the sentence that says what it shows. */
export function firstFrame({ grid, frame, when }: FirstMoment): string {
  const { points, width, height, kind } = layout(grid);
  const places = points.map(({ x, y }) => ({
    x: Math.round(MARGIN_X + x * PITCH_X),
    y: Math.round(MARGIN_Y + y * PITCH_Y),
  }));
  const box = [width * PITCH_X + 2 * MARGIN_X, height * PITCH_Y + 2 * MARGIN_Y].map(Math.round);
  const finding = findingWords({ grid, frame, when });
  const lines = branchMarks({ grid, frame, when }, places, kind === 'tree');
  const buses = grid.buses.map((_, index) => busMark({ grid, frame, when }, places, index));
  return [
    `<figure><figcaption>${finding}</figcaption>`,
    `<svg viewBox="0 0 ${box.join(' ')}" role="img" aria-label="${attribute(finding)}">`,
    ...lines,
    ...buses,
    '</svg></figure>',
  ].join('');
}

/** The picture's finding in a sentence; markup is limited to `<strong>`. */
function findingWords({ grid, frame, when }: FirstMoment): string {
  const lowest = frame.flow.buses.reduce((a, b) => (b.voltagePu < a.voltagePu ? b : a));
  const loadKw = sum(frame.loadKw);
  const pvKw = sum(frame.pvKw);
  return (
    `<strong>${escape(grid.name)}, ${when}.</strong> The sun gives ${formatPower(pvKw)}, the village ` +
    `uses ${formatPower(loadKw)}, ${formatPower(frame.flow.lossKw)} ` +
    `(${formatShare(frame.flow.lossKw / loadKw)}) is lost in the lines. ` +
    `Lowest voltage: ${formatNumber(lowest.voltagePu, 3)} pu at bus ${lowest.id}.`
  );
}

function busMark({ grid, frame }: FirstMoment, places: readonly Point[], index: number): string {
  const bus = grid.buses[index]!;
  const { x, y } = places[index]!;
  const { voltagePu } = frame.flow.buses[index]!;
  const limits = { minPu: bus.voltageMinPu, maxPu: bus.voltageMaxPu };
  const word = bus.kind === 'slack' ? 'main grid' : voltageWord(voltagePu, limits);
  const tone = word.endsWith('low') ? ' ff-low' : word.endsWith('high') ? ' ff-high' : '';
  const sun =
    (frame.pvKw[index] ?? 0) > 0
      ? `<path class="ff-sun" d="M${x - 34} ${y - 12}a9 9 0 0 1 18 0z"/>`
      : '';
  return (
    `<circle class="ff-bus${tone}" cx="${x}" cy="${y}" r="9"/>${sun}` +
    `<text class="ff-id" x="${x}" y="${y}" dy="-1.1em">${bus.id}</text>` +
    `<text class="ff-pu" x="${x}" y="${y}" dy="1.75em">${formatNumber(voltagePu, 3)} pu` +
    `<tspan class="ff-word" x="${x}" dy="1.2em">${word}</tspan></text>`
  );
}

function branchMarks(moment: FirstMoment, places: readonly Point[], tree: boolean): string[] {
  const { grid, frame } = moment;
  const flows = frame.flow.branches.map(apparent);
  const largest = Math.max(...flows, 1e-9);
  const indexOf = new Map(grid.buses.map((bus, index) => [bus.id, index]));
  return grid.branches.map((branch, index) => {
    const a = places[indexOf.get(branch.from)!]!;
    const b = places[indexOf.get(branch.to)!]!;
    const share = flows[index]! / largest;
    const width = (WIDTH_MIN + (WIDTH_MAX - WIDTH_MIN) * share).toFixed(1);
    const path = tree ? `M${a.x} ${a.y}V${b.y}H${b.x}` : `M${a.x} ${a.y}L${b.x} ${b.y}`;
    const corner = tree && a.x !== b.x ? { x: a.x, y: b.y } : a;
    const forward = frame.flow.branches[index]!.fromKw >= 0;
    const arrow = share > 0.01 ? arrowMark(forward ? corner : b, forward ? b : corner) : '';
    return `<path class="ff-line" stroke-width="${width}" d="${path}"/>${arrow}`;
  });
}

/** A triangle half way, pointing along. */
function arrowMark(from: Point, to: Point): string {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.sqrt(dx * dx + dy * dy);
  if (length === 0) return '';
  const [ux, uy] = [dx / length, dy / length];
  const [x, y] = [from.x + dx / 2, from.y + dy / 2];
  const corner = (along: number, across: number): string =>
    `${(x + along * ux - across * uy).toFixed(1)} ${(y + along * uy + across * ux).toFixed(1)}`;
  return `<path class="ff-arrow" d="M${corner(9, 0)}L${corner(-7, 7)}L${corner(-7, -7)}Z"/>`;
}

function apparent({ fromKw, fromKvar }: BranchResult): number {
  return Math.sqrt(fromKw * fromKw + fromKvar * fromKvar);
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function attribute(markup: string): string {
  return markup.replace(/<[^>]*>/g, '');
}
