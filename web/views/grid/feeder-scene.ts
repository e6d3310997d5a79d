/** The one-line diagram as SVG, drawn from the picture and its placement. No state, no events. */
import { nothing, svg, type SVGTemplateResult } from 'lit';
import { feeder } from '../../strings/en/grid.ts';
import { formatNumber, formatPower, formatShare } from '../../units.ts';
import { breachMark, wordOf } from './describe.ts';
import type { Handle } from './drag.ts';
import type { BranchPicture, BusPicture, FeederPicture } from './picture.ts';
import { linePath, type LinePath, type Placement, placeLabels } from './placement.ts';
import type { Selection } from './selection.ts';
import { voltageClass } from './voltage-scale.ts';

export interface SceneInput {
  readonly picture: FeederPicture;
  readonly placement: Placement;
  readonly selected: Selection | null;
  readonly hovered: Selection | null;
  readonly moving: boolean;
  /** Held during a drag so that the scale does not run away under the pointer. */
  readonly barKw: number;
}

const WIDEST_EM = 0.62;
/** 1.75 px on a desk, 3 px on a projector. */
const THINNEST_EM = 0.125;
/** Dashes inside a thinner line would only make it look broken. */
const FLOW_MIN_EM = 0.19;

const lineWidth = ({ share }: BranchPicture, em: number): number =>
  em * THINNEST_EM + Math.min(1, Math.max(0, share)) * em * WIDEST_EM;

const isSelected = (selection: Selection | null, kind: Selection['kind'], index: number): boolean =>
  selection?.kind === kind && selection.index === index;

function arrow(branch: BranchPicture, path: LinePath, em: number): SVGTemplateResult {
  const size = Math.min(em * 0.42 + lineWidth(branch, em) * 0.45, path.length * 0.16);
  const turn = path.angle + (branch.flowKw < 0 ? 180 : 0);
  const [x, y] = path.arrow;
  return svg`<path class="arrow"
    d="M${-size * 0.7} ${-size}L${size * 0.9} 0L${-size * 0.7} ${size}Z"
    transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${turn.toFixed(1)})"></path>`;
}

function line(branch: BranchPicture, input: SceneInput): SVGTemplateResult {
  const { picture, placement, moving } = input;
  const { em } = placement.view;
  const path = linePath(branch, picture, placement);
  const width = lineWidth(branch, em);
  const dead = !branch.inService || !picture.buses[branch.from]?.supplied;
  const flows = !dead && picture.converged && branch.apparentKva > 1e-6;
  const classes = [
    'line',
    dead ? 'dead' : '',
    branch.inService ? '' : 'open',
    branch.overloaded ? 'over' : '',
    isSelected(input.selected, 'line', branch.index) ? 'selected' : '',
    isSelected(input.hovered, 'line', branch.index) ? 'hovered' : '',
  ].join(' ');
  return svg`<g class=${classes}>
    <path class="halo" d=${path.d} stroke-width=${width + 8}></path>
    <path class="wire" d=${path.d} stroke-width=${dead ? em * THINNEST_EM : width}></path>
    ${
      flows && moving && width >= em * FLOW_MIN_EM
        ? svg`<path class="flow ${branch.flowKw < 0 ? 'back' : ''}" d=${path.d}
            stroke-width=${Math.max(1.2, width * 0.35)}></path>`
        : nothing
    }
    ${flows ? arrow(branch, path, em) : nothing}
    ${
      branch.inService
        ? nothing
        : svg`<path class="switch" d="M${path.arrow[0] - 6} ${path.arrow[1]}l11 -9"></path>
            <text x=${path.arrow[0]} y=${path.arrow[1] + em * 1.2} text-anchor="middle"
            >${feeder.open}</text>`
    }
    ${
      branch.overloaded
        ? svg`<text class="breach" x=${path.arrow[0]} y=${path.arrow[1] - em * 0.8}
            text-anchor="middle">▲ ${formatShare(branch.share, 0)}</text>`
        : nothing
    }
  </g>`;
}

function symbol(bus: BusPicture, input: SceneInput): SVGTemplateResult {
  const { placement, picture } = input;
  const { em } = placement.view;
  const [x, y] = placement.spots[bus.index]!;
  const small = placement.spots.length > 40 && placement.view.zoom < 2;
  const r = em * (small ? 0.3 : 0.46);
  const stuck = !picture.converged && bus.index === picture.worst;
  const classes = [
    'bus',
    bus.kind,
    voltageClass(bus.voltagePu),
    bus.supplied ? '' : 'dead',
    bus.breach || stuck ? 'breach' : '',
    isSelected(input.selected, 'bus', bus.index) ? 'selected' : '',
    isSelected(input.hovered, 'bus', bus.index) ? 'hovered' : '',
  ].join(' ');
  const at = `translate(${x.toFixed(1)} ${y.toFixed(1)})`;
  const square = r * 1.35;
  return svg`<g class=${classes} transform=${at}>
    <circle class="halo" r=${r + 6}></circle>
    ${bus.breach || stuck ? svg`<circle class="warn" r=${r + 4} fill="url(#hatch)"></circle>` : nothing}
    ${
      bus.kind === 'slack'
        ? svg`<rect class="dot" x=${-square} y=${-square} width=${2 * square} height=${2 * square}
            ></rect><path class="wave" d="M${-r} 0q${r / 2} ${-r * 1.5} ${r} 0t${r} 0"></path>`
        : svg`<circle class="dot" r=${r}></circle>`
    }
    ${bus.kind === 'pv' ? svg`<circle class="ring" r=${r + 2.5}></circle>` : nothing}
  </g>`;
}

const HANDLES: readonly Handle[] = ['load', 'pv', 'pack'];

const barValues = (bus: BusPicture): Readonly<Record<Handle, readonly [number, number]>> => ({
  load: [bus.peakKw, bus.loadKw],
  pv: [bus.pvSizeKw, bus.pvKw],
  pack: [bus.packSizeKw, Math.abs(bus.packKw)],
});

const BAR_PITCH_EM = 1.75;

function knob(handle: Handle, x: number, y: number): SVGTemplateResult {
  if (handle === 'pv') return svg`<circle class="knob" cx=${x} cy=${y} r="4.5"></circle>`;
  return handle === 'load'
    ? svg`<path class="knob" d="M${x - 5.5} ${y - 4}h11l-5.5 9z"></path>`
    : svg`<rect class="knob" x=${x - 4.5} y=${y - 4.5} width="9" height="9"></rect>`;
}

/** Load, sun and packs of one bus as bars: outline = size, fill = now. */
function bars(bus: BusPicture, input: SceneInput): SVGTemplateResult {
  const { placement, barKw } = input;
  const { em } = placement.view;
  const active = [input.selected, input.hovered].some((one) => isSelected(one, 'bus', bus.index));
  const values = barValues(bus);
  const shown = HANDLES.filter((handle) => active || (placement.roomy && values[handle][0] > 0));
  if (bus.kind === 'slack' || shown.length === 0) return svg``;
  const [x, y] = placement.spots[bus.index]!;
  const reach = placement.barReach;
  const foot = y + em * 0.75 + reach;
  const tall = (kw: number): number => Math.min(1.15, Math.max(0, kw) / barKw) * reach;
  return svg`<g class="bars ${active ? 'active' : ''}">
    ${
      active
        ? svg`<rect class="shade" x=${x + em * 0.1} y=${y + em * 0.45}
            width=${BAR_PITCH_EM * em * 3 + em * 0.1} height=${reach + em * 0.7} rx="4"></rect>`
        : nothing
    }
    <path class="stand" d="M${x + em * 0.32} ${y + em * 0.7}V${foot}H${
      x + em * (0.95 + BAR_PITCH_EM * HANDLES.indexOf(shown.at(-1)!)) + 6
    }"></path>
    ${HANDLES.map((handle, at) => {
      if (!shown.includes(handle)) return nothing;
      const middle = x + em * (0.95 + BAR_PITCH_EM * at);
      const [size, now] = values[handle];
      const [outline, fill] = [tall(size), Math.min(tall(size), tall(now))];
      return svg`<g class="bar ${handle}">
        <rect class="size" x=${middle - 4} y=${foot - outline} width="8" height=${outline}></rect>
        <rect class="now" x=${middle - 4} y=${foot - fill} width="8" height=${fill}></rect>
        <line class="foot" x1=${middle - 6} x2=${middle + 6} y1=${foot} y2=${foot}></line>
        ${knob(handle, middle, foot - outline - 5)}
        <rect class="handle" data-handle=${handle} data-bus=${bus.index}
          x=${middle - (em * BAR_PITCH_EM) / 2} y=${y + em * 0.45} width=${em * BAR_PITCH_EM}
          height=${reach + em * 0.7}></rect>
      </g>`;
    })}
  </g>`;
}

function labels(input: SceneInput): SVGTemplateResult[] {
  const { picture, placement, selected, hovered } = input;
  const { em } = placement.view;
  const weight = (bus: BusPicture): number => {
    if ([selected, hovered].some((one) => isSelected(one, 'bus', bus.index))) return 4;
    if (bus.index === picture.worst || bus.kind === 'slack') return 3;
    return bus.breach ? 2 + Math.abs((bus.voltagePu ?? 1) - 1) : bus.supplied ? 1 : 2;
  };
  const long = (bus: BusPicture): string =>
    bus.voltagePu === null
      ? wordOf(bus)
      : [formatNumber(bus.voltagePu, 3), breachMark(bus), wordOf(bus)].filter(Boolean).join(' ');
  // Without a solution the word stands once, where the solver is stuck, not at every bus.
  const worded = (bus: BusPicture): boolean =>
    picture.converged || !bus.supplied || bus.index === picture.worst;
  const wishes = [...picture.buses]
    .sort((a, b) => weight(b) - weight(a) || a.index - b.index)
    .map((bus) => ({
      bus: bus.index,
      full: String(bus.id).length + (worded(bus) ? long(bus).length + 2 : 0),
      short: String(bus.id).length,
      important: weight(bus) >= 3,
    }));
  return placeLabels(placement, wishes).map(({ bus: at, text, x, y, anchor }) => {
    const bus = picture.buses[at]!;
    return svg`<text class="label ${bus.breach ? 'breach' : ''}" x=${x} y=${y}
      text-anchor=${anchor}><tspan class="id">${bus.id}</tspan>${
        text === 'full' && worded(bus) ? svg`<tspan dx=${em * 0.4}>${long(bus)}</tspan>` : nothing
      }</text>`;
  });
}

function slackPower({ picture, placement }: SceneInput): SVGTemplateResult {
  const bus = picture.buses[picture.slack];
  const spot = placement.spots[picture.slack];
  if (!bus || !spot || bus.voltagePu === null || !placement.roomy) return svg``;
  const { em } = placement.view;
  const words = bus.generationKw >= 0 ? feeder.fromGrid : feeder.toGrid;
  return svg`<text class="power" x=${Math.max(4, spot[0] - em * 2.6)} y=${spot[1] + em * 2.1}
    >${words(formatPower(Math.abs(bus.generationKw)))}</text>`;
}

/** Hit areas on top of everything: they never overlap, so every bus can be met. */
function hits({ picture, placement }: SceneInput): SVGTemplateResult {
  return svg`<g class="hits">
    ${picture.branches.map(
      (branch) => svg`<path class="hit-line" data-line=${branch.index}
        d=${linePath(branch, picture, placement).d}></path>`,
    )}
    ${picture.buses.map((bus) => {
      const [x, y] = placement.spots[bus.index]!;
      return svg`<circle class="hit" data-bus=${bus.index} cx=${x} cy=${y}
        r=${placement.hitRadii[bus.index]}></circle>`;
    })}
  </g>`;
}

export function feederScene(input: SceneInput): SVGTemplateResult {
  const { picture } = input;
  return svg`<defs>
      <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"><rect class="hatch-line" width="2" height="5"></rect></pattern>
    </defs>
    ${picture.branches.map((branch) => line(branch, input))}
    ${picture.buses.map((bus) => symbol(bus, input))}
    ${labels(input)} ${slackPower(input)} ${hits(input)}
    ${picture.buses.map((bus) => bars(bus, input))}`;
}
