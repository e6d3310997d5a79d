/** Writes down what a seat started from and every input it took, for the player; bounded. */
import type { Input, Restart } from '../raft/state.ts';
import type { TraceLine } from '../simulation/trace.ts';

/** A recording that is full ends there: its beginning replays exactly, a middle would not. */
const LINES_MAX = 60_000;
const BYTES_MAX = 16 * 1024 * 1024;

export class Recorder {
  readonly lines: TraceLine[] = [];
  readonly #seat: number;
  #bytes = 0;

  constructor(seat: number) {
    this.#seat = seat;
  }

  start(restart: Restart): void {
    this.#add({ ...this.#now(), kind: 'start', restart }, restart.snapshot.data.length);
  }

  input(input: Input): void {
    this.#add({ ...this.#now(), kind: 'input', input }, bytesOf(input));
  }

  stop(): void {
    this.#add({ ...this.#now(), kind: 'stop' }, 0);
  }

  #now(): { at: number; seat: number } {
    return { at: commonMicroseconds(), seat: this.#seat };
  }

  #add(line: TraceLine, bytes: number): void {
    if (this.lines.length >= LINES_MAX || this.#bytes >= BYTES_MAX) return;
    this.#bytes += bytes;
    this.lines.push(line);
  }
}

/** The clock that all tabs of a browser share, in whole µs. */
export function commonMicroseconds(): number {
  return Math.round(1000 * (performance.timeOrigin + performance.now()));
}

function bytesOf(input: Input): number {
  if (input.kind === 'propose' || input.kind === 'compact') return input.data.length;
  if (input.kind !== 'message') return 0;
  const { message } = input;
  if (message.kind === 'snapshot') return message.data.length;
  if (message.kind !== 'append') return 0;
  return message.entries.reduce(
    (sum, entry) => sum + (entry.kind === 'data' ? entry.data.length : 0),
    0,
  );
}
