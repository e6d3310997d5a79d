/** The still part of a picture as SVG: bands, axes, marks, names, rules. No state, no events. */
import { svg, type SVGTemplateResult } from 'lit';
import { cloudNames, type Name } from './cloud-names.ts';
import { type Axes, markPath } from './mark.ts';
import { isNamedAtEnd, type Plot, textWidth, titles } from './plot.ts';
import {
  type Band,
  dashOf,
  hasName,
  markerOf,
  placeable,
  type Rule,
  type Series,
} from './series.ts';

export interface SceneInput {
  readonly plot: Plot;
  readonly axes: Axes;
  readonly series: readonly Series[];
  readonly bands: readonly Band[];
  readonly rules: readonly Rule[];
}

const clamp = (value: number, low: number, high: number): number =>
  Math.min(Math.max(value, low), high);

// Inside the band, or ending at the plot's edge where the band is narrower than its words.
const bandTextX = (label: string, [from]: readonly [number, number], plot: Plot): number =>
  Math.max(plot.left, Math.min(from + 4, plot.right - textWidth(label, plot.em)));

function band(one: Band, { plot }: SceneInput): SVGTemplateResult {
  const [low, high] = one.axis === 'x' ? plot.xDomain : plot.yDomain;
  const place = one.axis === 'x' ? plot.x : plot.y;
  const from = clamp(one.from, low, high);
  const to = clamp(one.to, low, high);
  if (!(from < to)) return svg``;
  const [a, b] = [place(from), place(to)].sort((p, q) => p - q) as [number, number];
  const box =
    one.axis === 'x'
      ? { x: a, y: plot.top, width: b - a, height: plot.bottom - plot.top }
      : { x: plot.left, y: a, width: plot.right - plot.left, height: b - a };
  // The inner edge is the limit itself; the label stands inside the band, next to it.
  const limits = [from, to].filter((value) => value > low && value < high).map(place);
  const middle = (a + b) / 2 + plot.em * 0.35;
  return svg`<g class="band">
    <rect
      x=${box.x}
      y=${box.y}
      width=${box.width}
      height=${box.height}
      class=${one.hatched ? 'hatched' : 'plain'}
      fill=${one.hatched ? 'url(#hatch)' : 'currentColor'}
    ></rect>
    ${limits.map((at) =>
      one.axis === 'x'
        ? svg`<line class="limit" x1=${at} x2=${at} y1=${plot.top} y2=${plot.bottom}></line>`
        : svg`<line class="limit" x1=${plot.left} x2=${plot.right} y1=${at} y2=${at}></line>`,
    )}
    ${
      one.axis === 'x'
        ? svg`<text x=${bandTextX(one.label, [a, b], plot)} y=${plot.bottom - plot.em * 0.6}
            >${one.label}</text>`
        : svg`<text x=${plot.left + plot.em * 0.5} y=${middle}>${one.label}</text>`
    }
  </g>`;
}

function axisLines({ plot, axes }: SceneInput): SVGTemplateResult {
  const { left, right, top, bottom, em } = plot;
  const title = titles(axes.x, axes.y);
  return svg`<g class="axis">
    ${plot.yTicks.map(
      ({ at, text }) => svg`<line class="grid" x1=${left} x2=${right} y1=${at} y2=${at}></line>
        <text x=${left - em * 0.45} y=${at + em * 0.34} text-anchor="end">${text}</text>`,
    )}
    ${plot.xTicks.map(
      ({ at, text }) => svg`<line x1=${at} x2=${at} y1=${bottom} y2=${bottom + em * 0.3}></line>
        <text x=${at} y=${bottom + em * 1.35} text-anchor="middle">${text}</text>`,
    )}
    <line x1=${left} x2=${right} y1=${bottom} y2=${bottom}></line>
    <text class="title" x="0" y=${top - em * 0.9}>${title.y}</text>
    <text class="title" x=${right} y=${bottom + em * 2.6} text-anchor="end">${title.x}</text>
  </g>`;
}

const markClasses = (series: Series): string =>
  `mark ${series.kind} tone-${series.tone}${series.ghost ? ' ghost' : ''}`;

function marks(input: SceneInput): SVGTemplateResult[] {
  const bars = input.series.filter(({ kind }) => kind === 'bars');
  return input.series.map((series) => {
    const marker = markerOf(series);
    const path = markPath({
      series,
      plot: input.plot,
      axes: input.axes,
      marker,
      slot: { index: Math.max(0, bars.indexOf(series)), count: Math.max(1, bars.length) },
    });
    const dash = series.kind === 'points' || series.kind === 'bars' ? 'none' : dashOf(series);
    return svg`<path
      class="${markClasses(series)}${marker === 'cross' ? ' open' : ''}"
      d=${path}
      stroke-dasharray=${dash}
      clip-path="url(#plot)"
      data-series=${series.id}
    ></path>`;
  });
}

const lastPlaced = (
  series: Series,
  { plot, axes }: SceneInput,
): readonly [number, number] | null => {
  for (let at = series.points.length - 1; at >= 0; at -= 1) {
    const point = series.points[at];
    if (!point || !placeable(point.x, axes.x) || !placeable(point.y, axes.y)) continue;
    const [x, y] = [plot.x(point.x), plot.y(point.y)];
    if (x <= plot.right + 1) return [x, y];
  }
  return null;
};

/** Moves names apart so that none covers another, keeping their order. */
function spread(names: Name[], { plot }: SceneInput): Name[] {
  const step = plot.em * 1.15;
  names.sort((a, b) => a.y - b.y);
  names.forEach((name, at) => {
    const before = names[at - 1];
    name.y = Math.max(name.y, before ? before.y + step : plot.top);
  });
  for (let at = names.length - 1; at >= 0; at -= 1) {
    const name = names[at] as Name;
    const after = names[at + 1];
    name.y = Math.min(name.y, after ? after.y - step : plot.bottom);
  }
  return names;
}

function endNames(input: SceneInput): Name[] {
  const { plot } = input;
  const names: Name[] = [];
  for (const series of input.series.filter(isNamedAtEnd)) {
    const end = hasName(series) ? lastPlaced(series, input) : null;
    if (!end) continue;
    names.push({
      text: series.name,
      tone: series.ghost ? 'ghost' : series.tone,
      x: plot.gutter ? plot.right + plot.em * 0.5 : plot.right - plot.em * 0.3,
      y: clamp(end[1] + (plot.gutter ? 0.34 : -0.5) * plot.em, plot.top, plot.bottom - 4),
      anchor: plot.gutter ? 'start' : 'end',
    });
  }
  return spread(names, input);
}

function writtenPoints({ plot, axes, series }: SceneInput): SVGTemplateResult[] {
  return series.flatMap((one) =>
    (one.written ?? []).map((at) => {
      const point = one.points[at];
      if (!point?.label || !placeable(point.x, axes.x) || !placeable(point.y, axes.y)) return svg``;
      const [x, y] = [plot.x(point.x), plot.y(point.y)];
      const width = textWidth(point.label, plot.em);
      const anchor =
        x + width / 2 > plot.right ? 'end' : x - width / 2 < plot.left ? 'start' : 'middle';
      const below = y + plot.em * 1.6 < plot.bottom;
      return svg`<circle class="dot tone-${one.tone}" cx=${x} cy=${y} r=${plot.em * 0.3}></circle>
        <text class="name tone-${one.tone}" x=${x} y=${y + plot.em * (below ? 1.4 : -0.7)}
          text-anchor=${anchor}>${point.label}</text>`;
    }),
  );
}

function rule(one: Rule, { plot }: SceneInput): SVGTemplateResult {
  const { left, right, top, bottom, em } = plot;
  const vertical = one.x !== undefined;
  const at = vertical ? plot.x(one.x ?? NaN) : plot.y(one.y ?? NaN);
  const [low, high] = vertical ? [left, right] : [top, bottom];
  if (!(at >= low - 1 && at <= high + 1)) return svg``;
  const end = vertical && at + textWidth(one.label, em) > right;
  return vertical
    ? svg`<line class="rule" x1=${at} x2=${at} y1=${top} y2=${bottom}></line>
        <text class="rule-label" x=${at + (end ? -0.3 : 0.3) * em} y=${top + em * 0.2}
          text-anchor=${end ? 'end' : 'start'}>${one.label}</text>`
    : svg`<line class="rule" x1=${left} x2=${right} y1=${at} y2=${at}></line>
        <text class="rule-label" x=${left + em * 0.4} y=${at - em * 0.35}>${one.label}</text>`;
}

/** Everything but the cursor; `hatch` and `plot` are ids local to the element's shadow root. */
export function scene(input: SceneInput): SVGTemplateResult {
  const { plot } = input;
  const pad = plot.em * 0.6;
  return svg`<defs>
      <pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)">
        <rect class="hatch-line" width="1.5" height="8"></rect>
      </pattern>
      <clipPath id="plot">
        <rect x=${plot.left - pad} y=${plot.top - pad} width=${plot.right - plot.left + 2 * pad}
          height=${plot.bottom - plot.top + 2 * pad}></rect>
      </clipPath>
    </defs>
    ${input.bands.map((one) => band(one, input))} ${axisLines(input)} ${marks(input)}
    ${input.rules.map((one) => rule(one, input))} ${writtenPoints(input)}
    ${[...endNames(input), ...cloudNames(input.series, input)].map(
      ({ text, tone, x, y, anchor }) =>
        svg`<text class="name tone-${tone}" x=${x} y=${y} text-anchor=${anchor}>${text}</text>`,
    )}`;
}
