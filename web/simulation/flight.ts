/** Messages on their way, as a heap by time of arrival; equal times keep the order of sending. */
import type { Message } from '../raft/message.ts';

export interface Flight {
  /** Unique in one run; rises with the time of sending. */
  readonly id: number;
  readonly message: Message;
  readonly sentAt: number;
  readonly arrivesAt: number;
}

const earlier = (a: Flight, b: Flight): boolean =>
  a.arrivesAt < b.arrivesAt || (a.arrivesAt === b.arrivesAt && a.id < b.id);

/** Puts `flight` into the heap. */
export function push(heap: Flight[], flight: Flight): void {
  let at = heap.length;
  heap.push(flight);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!earlier(flight, heap[parent]!)) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = flight;
}

/** Takes the earliest out of a heap that is not empty. */
export function pop(heap: Flight[]): Flight {
  const first = heap[0]!;
  const last = heap.pop()!;
  const { length } = heap;
  if (length === 0) return first;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= length) break;
    if (child + 1 < length && earlier(heap[child + 1]!, heap[child]!)) child++;
    if (!earlier(heap[child]!, last)) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = last;
  return first;
}

/** Takes out all that `picked` is true of; answers with them, earliest first. */
export function takeOut(heap: Flight[], picked: (flight: Flight) => boolean): Flight[] {
  const out = heap.filter(picked);
  if (out.length === 0) return out;
  const rest = heap.filter((flight) => !picked(flight));
  heap.length = 0;
  for (const flight of rest) push(heap, flight);
  return out.sort((a, b) => a.arrivesAt - b.arrivesAt || a.id - b.id);
}
