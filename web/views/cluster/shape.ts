/** Shapes that carry meaning: of a seat by its role, of a message by its kind. */
import { svg, type SVGTemplateResult } from 'lit';
import type { MessageKind } from '../../raft/message.ts';
import type { MessageShow, SeatShow } from '../../raft/show.ts';

export type SeatForm =
  'star' | 'triangle' | 'open-triangle' | 'circle' | 'small' | 'half' | 'cross' | 'away' | 'bar';

/** Shape first, tint second: no two states share a form. */
export function formOf({ state, role, membership }: SeatShow): SeatForm {
  if (state === 'down') return 'cross';
  if (state === 'asleep') return 'half';
  if (state === 'away') return 'away';
  if (state === 'refusing') return 'bar';
  if (role === 'leader') return 'star';
  if (role === 'candidate') return 'triangle';
  if (role === 'pre-candidate') return 'open-triangle';
  return membership === 'voter' ? 'circle' : 'small';
}

/** A seat's shape around 0,0 with radius 1, as a path; stroke and fill come from its class. */
const SEAT_PATHS: Readonly<Record<SeatForm, string>> = {
  star: star(5, 1.08, 0.52),
  triangle: 'M0-1 .95.72H-.95Z',
  'open-triangle': 'M0-1 .95.72H-.95Z',
  circle: disc(0.82),
  small: disc(0.5),
  half: 'M-.82 0A.82.82 0 0 0 .82 0Z',
  cross: 'M-.8-.8-.42-.42M.42.42.8.8M.8-.8.42-.42M-.42.42-.8.8',
  away: disc(0.7),
  bar: `${disc(0.8)}M-.45 0H.45`,
};

export function seatShape(form: SeatForm, radius: number): SVGTemplateResult {
  const whole = svg`<path class="form outline" d=${disc(0.82)} transform="scale(${radius})" />`;
  return svg`${form === 'half' ? whole : ''}<path
    class="form ${form}" d=${SEAT_PATHS[form]} transform="scale(${radius})" />`;
}

/** Requests and their replies share a shape; the reply is small. */
const MESSAGE_PATHS: Readonly<Record<MessageKind, string>> = {
  vote: 'M0-1.15 1.15 0 0 1.15-1.15 0Z',
  voteReply: 'M0-1.15 1.15 0 0 1.15-1.15 0Z',
  append: 'M-.9-.9H.9V.9H-.9Z',
  appendReply: 'M-.9-.9H.9V.9H-.9Z',
  heartbeat: disc(0.9),
  heartbeatReply: disc(0.9),
  snapshot: 'M-.6-1.05H.6L1.2 0 .6 1.05H-.6L-1.2 0Z',
  snapshotReply: 'M-.6-1.05H.6L1.2 0 .6 1.05H-.6L-1.2 0Z',
  timeoutNow: star(4, 1.3, 0.45),
};

const REPLY_SCALE = 0.62;

function isReply(kind: MessageKind): boolean {
  return kind.endsWith('Reply');
}

/** A message's shape around 0,0. */
export function messageShape(
  { kind, light, held }: Pick<MessageShow, 'kind' | 'light' | 'held'>,
  size: number,
): SVGTemplateResult {
  const scale = isReply(kind) ? size * REPLY_SCALE : size;
  return svg`<path
      class="message ${light ? 'light' : ''}"
      d=${MESSAGE_PATHS[kind]}
      transform="scale(${scale})"
    />${
      held
        ? svg`<path class="held" d="M-${size * 1.7}-${size}V${size}M${size * 1.7}-${size}V${size}" />`
        : ''
    }`;
}

/** The part of a circle of `radius` from the top clockwise; '' for nothing. */
export function arcPath(share: number, radius: number): string {
  const part = Math.min(0.9999, Math.max(0, share));
  if (part === 0) return '';
  const angle = part * 2 * Math.PI - Math.PI / 2;
  const [x, y] = [radius * Math.cos(angle), radius * Math.sin(angle)];
  const large = part > 0.5 ? 1 : 0;
  return `M0-${radius}A${radius} ${radius} 0 ${large} 1 ${x.toFixed(2)} ${y.toFixed(2)}`;
}

function disc(radius: number): string {
  return `M0-${radius}A${radius} ${radius} 0 1 1 0 ${radius}A${radius} ${radius} 0 1 1 0-${radius}Z`;
}

function star(points: number, outer: number, inner: number): string {
  const corners = Array.from({ length: 2 * points }, (_, i) => {
    const angle = (i * Math.PI) / points - Math.PI / 2;
    const radius = i % 2 === 0 ? outer : inner;
    return `${(radius * Math.cos(angle)).toFixed(3)} ${(radius * Math.sin(angle)).toFixed(3)}`;
  });
  return `M${corners.join('L')}Z`;
}
