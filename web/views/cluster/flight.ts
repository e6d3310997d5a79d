/**
 * Messages between two snapshots. Simulated ones move to where their ticks put them; live ones
 * take a fraction of a millisecond, so each flies slowly enough to be seen. One that is gone from
 * the snapshot first completes its way.
 */
import type { MessageShow } from '../../raft/show.ts';
import { isCut, type ClusterPicture } from './picture.ts';

export interface Flying {
  readonly show: MessageShow;
  /** Shares of the way, from where to where, and when it moves between them. */
  readonly fromShare: number;
  readonly toShare: number;
  readonly startMs: number;
  readonly lengthMs: number;
  /** Gone from the snapshot: removed when it has arrived. */
  readonly leaving: boolean;
  readonly lost: boolean;
}

const STEP_MS = 320;
const PLAY_MAX_MS = 1000;
const LIVE_MS = 750;
const FLYING_MAX = 90;
/** Of the way that a message still under way never passes, so that arriving can be seen. */
const NEARLY = 0.9;

export class Flight {
  #flying: ReadonlyMap<number, Flying> = new Map();
  #takenMs = 0;
  #tick = 0;

  all(): readonly Flying[] {
    return [...this.#flying.values()];
  }

  get(id: number): Flying | undefined {
    return this.#flying.get(id);
  }

  /** The next snapshot; `slow` stretches it for a room that watches. */
  take(picture: ClusterPicture, { nowMs, slow }: { nowMs: number; slow: boolean }): void {
    const stretch = slow ? 1.6 : 1;
    if (picture.mode === 'live') this.#takeLive(picture, nowMs, LIVE_MS * stretch);
    else this.#takeRun(picture, nowMs, stretch);
  }

  share({ fromShare, toShare, startMs, lengthMs }: Flying, nowMs: number): number {
    const passed = Math.min(1, Math.max(0, (nowMs - startMs) / lengthMs));
    return fromShare + (toShare - fromShare) * passed;
  }

  /** Removes what has arrived; true if anything was. */
  clean(nowMs: number): boolean {
    const kept = this.all().filter(
      ({ leaving, startMs, lengthMs }) => !leaving || nowMs < startMs + lengthMs,
    );
    if (kept.length === this.#flying.size) return false;
    this.#flying = new Map(kept.map((each) => [each.show.id, each]));
    return true;
  }

  moving(nowMs: number): boolean {
    return this.all().some(
      ({ startMs, lengthMs, leaving }) => leaving || nowMs < startMs + lengthMs,
    );
  }

  #takeRun(
    { messages, cuts, tick, playing }: ClusterPicture,
    nowMs: number,
    stretch: number,
  ): void {
    const since = nowMs - this.#takenMs;
    // In step with the snapshots while it plays; a single step takes its time.
    const lengthMs = playing ? Math.min(PLAY_MAX_MS, since * 1.1) : STEP_MS * stretch;
    const back = tick < this.#tick;
    this.#takenMs = nowMs;
    this.#tick = tick;
    const next = new Map<number, Flying>();
    for (const show of messages) {
      const before = this.#flying.get(show.id);
      const toShare = show.held ? 0.5 : shareAt(show, tick);
      const fromShare = back ? toShare : before ? this.share(before, nowMs) : 0;
      const lost = isCut(cuts, show.from, show.to);
      next.set(show.id, {
        ...{ show, fromShare, toShare, startMs: nowMs, lengthMs },
        ...{ leaving: false, lost },
      });
    }
    if (!back) {
      for (const gone of this.all()) {
        if (next.has(gone.show.id) || gone.leaving) continue;
        const fromShare = this.share(gone, nowMs);
        const toShare = gone.lost ? fromShare : 1;
        next.set(gone.show.id, {
          ...{ ...gone, fromShare, toShare, startMs: nowMs, lengthMs },
          leaving: true,
        });
      }
    }
    this.#flying = new Map([...next].slice(-FLYING_MAX));
  }

  #takeLive({ messages }: ClusterPicture, nowMs: number, lengthMs: number): void {
    const next = new Map(this.#flying);
    for (const show of messages) {
      if (next.has(show.id) || next.size >= FLYING_MAX) continue;
      if (this.#crowded(show, [...next.values()], nowMs)) continue;
      next.set(show.id, {
        ...{ show, fromShare: 0, toShare: 1, startMs: nowMs, lengthMs },
        ...{ leaving: true, lost: false },
      });
    }
    this.#flying = next;
  }

  /** true: one of the same kind has only just left on the same way. */
  #crowded({ from, to, kind }: MessageShow, flying: readonly Flying[], nowMs: number): boolean {
    return flying.some(
      (each) =>
        each.show.from === from &&
        each.show.to === to &&
        each.show.kind === kind &&
        this.share(each, nowMs) < 0.3,
    );
  }
}

function shareAt({ sentAt, arrivesAt }: MessageShow, tick: number): number {
  const ticks = arrivesAt - sentAt;
  if (ticks <= 0) return NEARLY;
  return Math.min(NEARLY, Math.max(0.06, (tick - sentAt) / ticks));
}
