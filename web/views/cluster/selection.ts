/** What of the picture is selected, and how the arrow keys walk through it. */
import type { ClusterPicture } from './picture.ts';

export type Selection =
  | { readonly kind: 'seat'; readonly seat: number }
  | { readonly kind: 'message'; readonly id: number };

export function sameSelection(a: Selection | null, b: Selection | null): boolean {
  if (a === null || b === null) return a === b;
  return a.kind === 'seat'
    ? b.kind === 'seat' && a.seat === b.seat
    : b.kind === 'message' && a.id === b.id;
}

/** Where `key` leads from `selected`; undefined: the key means nothing here. */
export function walked(
  { seats, messages }: ClusterPicture,
  selected: Selection | null,
  key: string,
): Selection | null | undefined {
  const ring = seats.map(({ seat }) => seat);
  const at = selected?.kind === 'seat' ? ring.indexOf(selected.seat) : -1;
  const seat = (i: number): Selection | null => {
    const number = ring[(i + ring.length) % ring.length];
    return number === undefined ? null : { kind: 'seat', seat: number };
  };
  switch (key) {
    case 'ArrowRight':
      return seat(at + 1);
    case 'ArrowLeft':
      return seat(at < 0 ? ring.length - 1 : at - 1);
    case 'Home':
      return seat(0);
    case 'End':
      return seat(ring.length - 1);
    case 'ArrowDown':
    case 'ArrowUp': {
      const ids = messages.map(({ id }) => id).sort((a, b) => a - b);
      const here = selected?.kind === 'message' ? ids.indexOf(selected.id) : -1;
      const step = key === 'ArrowDown' ? 1 : -1;
      const next =
        ids[here < 0 && step < 0 ? ids.length - 1 : (here + step + ids.length) % ids.length];
      return next === undefined ? null : { kind: 'message', id: next };
    }
    default:
      return undefined;
  }
}
