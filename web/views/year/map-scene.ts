/** Everything of the year's map that is not its cells: axes, scale, marks and cursors, as SVG. */
import { nothing, svg, type SVGTemplateResult } from 'lit';
import { map as words, MONTHS } from '../../strings/en/year.ts';
import { formatQuantity } from '../../units.ts';
import { cssColour, type Ramp } from './colour.ts';
import { MONTH_STARTS, type Place } from './map-cursor.ts';
import { DAYS, shareOf } from './painter.ts';
import { type Domain, QUANTITY, type QuantityId } from './quantity.ts';

export interface MapSize {
  readonly width: number;
  readonly height: number;
  readonly em: number;
}

/** Room for hours at the left, months and scale below. */
export function placeOf({ width, height, em }: MapSize): Place {
  const left = em * 2.4;
  const top = em * 0.4;
  return {
    left,
    top,
    width: Math.max(1, width - left - 1),
    height: Math.max(1, height - top - em * 4.6),
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** The slots that stand so, as one path of the runs within each day. */
export function marksPath(
  standing: Uint8Array,
  state: number,
  { left, top, width, height }: Place,
): string {
  const rows = standing.length / DAYS;
  const [dx, dy] = [width / DAYS, height / rows];
  let path = '';
  for (let day = 0; day < DAYS; day++) {
    const from = day * rows;
    for (let row = 0; row < rows; row++) {
      if (standing[from + row] !== state) continue;
      const start = row;
      while (row < rows && standing[from + row] === state) row++;
      const x = round(left + day * dx);
      const y = round(top + height - start * dy);
      path += `M${x} ${y}V${round(y - (row - start) * dy)}H${round(x + dx)}V${y}Z`;
    }
  }
  return path;
}

function hours({ left, top, width, height }: Place, em: number): SVGTemplateResult {
  return svg`${[0, 6, 12, 18, 24].map((hour) => {
    const y = top + height - (hour / 24) * height;
    return svg`<line class="tick" x1=${left - em * 0.3} x2=${left} y1=${y} y2=${y}></line>
      <text x=${left - em * 0.45} y=${Math.max(em * 0.75, y + em * 0.34)} text-anchor="end"
        >${String(hour).padStart(2, '0')}</text>`;
  })}<rect class="frame" x=${left} y=${top} width=${width} height=${height}></rect>`;
}

function months({ left, top, width, height }: Place, em: number): SVGTemplateResult {
  const bottom = top + height;
  const month = width / 12;
  const letters = month > em * 2.4 ? 3 : 1;
  return svg`${MONTH_STARTS.map((start, at) => {
    const x = left + (start / DAYS) * width;
    const middle = x + month / 2;
    return svg`<line class="tick" x1=${x} x2=${x} y1=${bottom} y2=${bottom + em * 0.35}></line>
      <text x=${middle} y=${bottom + em * 1.25} text-anchor="middle"
        >${(MONTHS[at] ?? '').slice(0, letters)}</text>`;
  })}`;
}

interface Scale {
  readonly id: QuantityId;
  readonly ramp: Ramp;
  readonly domain: Domain;
  /** Hatched marks stand on the map. */
  readonly marked: boolean;
}

const SWATCHES = 32;
/** Width of an average letter, of the em. */
const LETTER = 0.56;
const widthOf = (text: string, em: number): number => text.length * em * LETTER;

/** What stands under the two ends and the middle of a scale. */
function scaleWords({ id, domain }: Scale): readonly [string, string, string] {
  const { low, middle, high } = domain;
  // Where the scale ends at its middle, there is nothing to call high or low.
  const [lowWord = '', highWord = ''] = words.ends[id] ?? [];
  const around = QUANTITY[id].scale === 'around';
  // The ends are round: '1,500 kW' says as much as '1,500.0 kW' in less room.
  const written = (value: number): string =>
    formatQuantity(QUANTITY[id].format, around ? Math.abs(value) : value).replace(/\.0(?=\D)/, '');
  const label = (word: string, value: number): string => `${written(value)} ${word}`.trim();
  return [
    label(low < middle ? lowWord : '', low),
    written(middle),
    label(high > middle ? highWord : '', high),
  ];
}

function scaleBar(
  { left, top, width, height }: Place,
  em: number,
  scale: Scale,
): SVGTemplateResult {
  const { ramp, domain, marked } = scale;
  const { low, middle, high } = domain;
  const [lowText, middleText, highText] = scaleWords(scale);
  const y = top + height + em * 2.1;
  const beside = width - widthOf(words.legendOutside, em) - em * 3;
  // In a narrow place the tick box above, which says what is hatched, must do for a legend.
  const hasLegend = marked && beside > widthOf(lowText + highText, em) + em;
  const long = Math.min(hasLegend ? beside : width, em * 26);
  const each = long / SWATCHES;
  const share = (middle - low) / (high - low);
  const half = widthOf(middleText, em) / 2 + em;
  const hasMiddle =
    long * share > widthOf(lowText, em) + half && long * (1 - share) > widthOf(highText, em) + half;
  return svg`<g class="scale">
    ${Array.from({ length: SWATCHES }, (_, at) => {
      const value = low + (at / (SWATCHES - 1)) * (high - low);
      const colour = ramp[Math.round(shareOf(value, domain) * (ramp.length - 1))] ?? 0;
      return svg`<rect x=${left + at * each} y=${y} width=${each + 0.5} height=${em * 0.8}
        fill=${cssColour(colour)}></rect>`;
    })}
    <rect class="frame" x=${left} y=${y} width=${long} height=${em * 0.8}></rect>
    <text x=${left} y=${y + em * 1.9}>${lowText}</text>
    <text x=${left + long * share} y=${y + em * 1.9} text-anchor="middle"
      >${hasMiddle ? middleText : ''}</text>
    <text x=${left + long} y=${y + em * 1.9} text-anchor="end">${highText}</text>
    ${hasLegend ? legend(left + long + em, y, em) : nothing}
  </g>`;
}

function legend(x: number, y: number, em: number): SVGTemplateResult {
  return svg`<rect class="hatched" x=${x} y=${y} width=${em * 1.6} height=${em * 0.8}
      fill="url(#outside)"></rect>
    <rect class="frame" x=${x} y=${y} width=${em * 1.6} height=${em * 0.8}></rect>
    <text x=${x + em * 2} y=${y + em * 0.75}>${words.legendOutside}</text>`;
}

export interface Scene extends Scale {
  readonly place: Place;
  readonly em: number;
  readonly outsidePath: string;
  readonly failedPath: string;
  /** false: there is no year, so there is nothing that a scale could run between. */
  readonly scaled: boolean;
  /** For the picture that is saved: the cells as a small image; '' on the page. */
  readonly cells: string;
}

export function mapScene(scene: Scene): SVGTemplateResult {
  const { place, em, outsidePath, failedPath, cells, marked, scaled } = scene;
  const { left, top, width, height } = place;
  return svg`<defs>
      <pattern id="outside" patternUnits="userSpaceOnUse" width="5" height="5"
        patternTransform="rotate(45)">
        <rect class="hatch-ground" width="2.4" height="5"></rect>
        <rect class="hatch-line" width="1.2" height="5"></rect>
      </pattern>
      <pattern id="failed" patternUnits="userSpaceOnUse" width="4" height="4">
        <rect class="hatch-ground" width="4" height="4"></rect>
        <path class="cross" d="M0 0L4 4M4 0L0 4"></path>
      </pattern>
    </defs>
    ${
      cells === ''
        ? nothing
        : svg`<image class="cells" x=${left} y=${top} width=${width} height=${height}
            preserveAspectRatio="none" image-rendering="pixelated" href=${cells}></image>`
    }
    ${marked ? svg`<path class="hatched" fill="url(#outside)" d=${outsidePath}></path>` : nothing}
    <path class="hatched" fill="url(#failed)" d=${failedPath}></path>
    ${hours(place, em)} ${months(place, em)} ${scaled ? scaleBar(place, em, scene) : nothing}`;
}

export interface CursorAt {
  readonly slot: number;
  readonly perDay: number;
  readonly place: Place;
  readonly em: number;
}

const middleOf = ({ slot, perDay, place }: CursorAt): readonly [number, number] => [
  place.left + ((Math.floor(slot / perDay) + 0.5) / DAYS) * place.width,
  place.top + place.height - (((slot % perDay) + 0.5) / perDay) * place.height,
];

/** The moment on the feeder: a rule through its day and a dot at its hour. */
export function shownMark(at: CursorAt): SVGTemplateResult {
  const [x, y] = middleOf(at);
  const { top, height } = at.place;
  return svg`<g class="shown">
    <line class="halo" x1=${x} x2=${x} y1=${top} y2=${top + height}></line>
    <line class="now" x1=${x} x2=${x} y1=${top} y2=${top + height}></line>
    <circle class="dot" cx=${x} cy=${y} r=${at.em * 0.36}></circle>
  </g>`;
}

/** Where the data cursor stands: hair lines and a ring that shows on every colour. */
export function cursorMark(at: CursorAt): SVGTemplateResult {
  const [x, y] = middleOf(at);
  const { left, top, width, height } = at.place;
  return svg`<g data-cursor>
    <line class="hair" x1=${x} x2=${x} y1=${top} y2=${top + height}></line>
    <line class="hair" x1=${left} x2=${left + width} y1=${y} y2=${y}></line>
    <circle class="halo" cx=${x} cy=${y} r=${at.em * 0.5}></circle>
    <circle class="here" cx=${x} cy=${y} r=${at.em * 0.5}></circle>
  </g>`;
}
