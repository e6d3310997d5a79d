/** What the Cluster view draws. */
import type { LiveShow } from '../cluster/live.ts';
import type { SimulationShow } from '../simulation/show.ts';
import type { Job } from './snapshot.ts';

/** The simulated run and its player. */
export interface RunShow {
  readonly show: SimulationShow;
  readonly playing: boolean;
  /** Ticks of virtual time for one second of wall time; 0 = one message at a time. */
  readonly ticksPerSecond: number;
  /** A long run, a search for the shortest story. */
  readonly job: Job<null>;
  /** Where the faults of the scenario stand on the time line, and what they say. */
  readonly flags: readonly {
    readonly at: number;
    readonly index: number;
    readonly words: string;
  }[];
  /** A recorded live run is played, named by its origin; '' = the scenario's own run. */
  readonly recording: string;
}

export interface ClusterShow {
  readonly mode: 'live' | 'simulation';
  /** null: not started yet, or not to be had; `words` says which. */
  readonly live: LiveShow | null;
  readonly run: RunShow | null;
  /** What is going on while `live` or `run` are null; '' otherwise. */
  readonly words: string;
  /** The seat this tab was opened for by the link, 0 = none. */
  readonly ownSeat: number;
}
