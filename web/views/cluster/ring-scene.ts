/** The ring as SVG: links, whole and broken, and seats with their timers and names. */
import { svg, type SVGTemplateResult } from 'lit';
import type { SeatShow } from '../../raft/show.ts';
import { seat as words } from '../../strings/en/cluster.ts';
import { stateWord } from './describe.ts';
import { isNarrow, linksOf, type Link, type RingLayout, type Spot, type Track } from './layout.ts';
import { isUp, type ClusterPicture } from './picture.ts';
import type { Selection } from './selection.ts';
import { arcPath, formOf, seatShape } from './shape.ts';

interface Scene {
  readonly picture: ClusterPicture;
  readonly layout: RingLayout;
  readonly selected: Selection | null;
  /** A line that is being drawn to cut. */
  readonly knife: Track | null;
}

export function ringScene({ picture, layout, selected, knife }: Scene): SVGTemplateResult {
  const spotOf = (seat: number): Spot => layout.spots.find((spot) => spot.seat === seat)!;
  return svg`
    <g class="links">${linksOf(picture).map((link) => drawLink(link, spotOf, layout))}</g>
    ${picture.seats.map((show) =>
      drawSeat(show, spotOf(show.seat), {
        layout,
        selected: selected?.kind === 'seat' && selected.seat === show.seat,
        simulated: picture.mode === 'simulation',
      }),
    )}
    ${
      knife
        ? svg`<line class="knife" x1=${knife.x1} y1=${knife.y1} x2=${knife.x2} y2=${knife.y2} />`
        : ''
    }`;
}

/** A cut link ends at a bar before a gap: on both sides, or on the side of what is lost. */
function drawLink(
  { a, b, state }: Link,
  spotOf: (seat: number) => Spot,
  { shape }: RingLayout,
): SVGTemplateResult {
  const [from, to] = [spotOf(a), spotOf(b)];
  if (state === 'whole') {
    return svg`<line class="link" x1=${from.x} y1=${from.y} x2=${to.x} y2=${to.y} />`;
  }
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / length, dy / length];
  const gap = shape * 1.6;
  const [mx, my] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
  const stump = (spot: Spot, sign: number, barred: boolean): SVGTemplateResult => {
    const [x, y] = [mx + sign * ux * gap, my + sign * uy * gap];
    const bar = svg`<path class="bar" d="M${x - uy * shape} ${y + ux * shape}L${x + uy * shape} ${
      y - ux * shape
    }" />`;
    return svg`<line class="link cut" x1=${spot.x} y1=${spot.y} x2=${x} y2=${y} />
      ${barred ? bar : ''}`;
  };
  return svg`${stump(from, -1, true)}${stump(to, 1, state === 'both')}`;
}

function drawSeat(
  show: SeatShow,
  spot: Spot,
  {
    layout,
    selected,
    simulated,
  }: { readonly layout: RingLayout; readonly selected: boolean; readonly simulated: boolean },
): SVGTemplateResult {
  const { radius } = layout;
  const timer = isUp(show) && show.timerTicks > 0 ? show.timerElapsed / show.timerTicks : 0;
  return svg`<g class="seat ${show.state} ${selected ? 'selected' : ''}">
    <g transform="translate(${spot.x} ${spot.y})">
      <circle class="ground" r=${radius * 1.32} />
      <circle class="dial" r=${radius * 1.32} />
      <path class="timer ${show.role}" d=${arcPath(timer, radius * 1.32)} />
      ${seatShape(formOf(show), radius)}
      <text class="number ${formOf(show)}" dy="0.36em">${show.seat}</text>
      <circle class="hit" data-seat=${show.seat} r=${Math.max(22, radius * 1.45)} />
    </g>
    ${drawLabel(show, spot, { layout, simulated })}
  </g>`;
}

function drawLabel(
  show: SeatShow,
  { labelX, labelY, anchor }: Spot,
  { layout, simulated }: { readonly layout: RingLayout; readonly simulated: boolean },
): SVGTemplateResult {
  const clock = words.clock[show.clockRate] ?? '';
  const where = simulated || show.tab === 0 ? '' : show.here ? words.here : words.tab(show.tab);
  const chain = show.tipHash === '' ? words.entries(show.commitIndex) : words.block(show.height);
  const { em } = layout.size;
  const state = stateWord(show).split(':')[0] ?? '';
  const [term, vote] = [words.term(show.term), words.vote(show.votedFor)];
  // The number stands in the shape already, and the log row says the rest.
  const parts = isNarrow(layout.size)
    ? [
        [state, clock === '' && !show.here ? where : clock],
        [term, vote],
      ]
    : [
        [words.name(show.seat), where, clock],
        [state, term],
        [vote, chain],
      ];
  const lines = parts.map((line) => line.filter((part) => part !== '').join(' · '));
  return svg`<text class="label" text-anchor=${anchor} x=${labelX} y=${labelY}>
    ${lines.map(
      (line, i) =>
        svg`<tspan class=${i === 0 ? 'name' : ''} x=${labelX} dy=${i === 0 ? 0 : em * 1.25}>${line}</tspan>`,
    )}
  </text>`;
}
