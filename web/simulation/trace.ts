/**
 * A recorded live run: from what each seat started and every input it took, in order. The core is
 * deterministic, so this is all that is needed to step through the run again.
 *
 * Recorder: push a 'start' line when a seat starts or restarts (with exactly what was given to the
 * core), an 'input' line for each input right before it is stepped, a 'stop' line when a seat
 * stops in good order. Lines of several tabs are merged by `mergeTraces`.
 */
import type { SeatId } from '../raft/message.ts';
import type { Input, Restart } from '../raft/state.ts';

export const TRACE_FORMAT = 'gridledger-trace';

interface At {
  /** Whole microseconds of the clock that all tabs share (performance.timeOrigin + now()). */
  readonly at: number;
  readonly seat: SeatId;
}

export type TraceLine =
  | (At & { readonly kind: 'start'; readonly restart: Restart })
  | (At & { readonly kind: 'input'; readonly input: Input })
  | (At & { readonly kind: 'stop' });

export interface Trace {
  readonly format: typeof TRACE_FORMAT;
  readonly version: 1;
  /** Of the page that recorded it: another version may step otherwise. */
  readonly recordedBy: string;
  /** Sorted by `at`; lines of one seat keep their order. */
  readonly lines: readonly TraceLine[];
}
