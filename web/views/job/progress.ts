/** What a long job says about itself: how far, how long, how much is left, and when to speak. */
import type { Job } from '../../app/snapshot.ts';

export interface Progress {
  readonly percent: number;
  readonly elapsedMs: number;
  /** Rounded so that it does not flicker; null before 5 %. */
  readonly leftSeconds: number | null;
}

export function progressOf(done: number, total: number, elapsedMs: number): Progress {
  const share = total > 0 ? Math.min(1, done / total) : 0;
  const leftMs = share > 0 ? (elapsedMs / share) * (1 - share) : 0;
  return {
    percent: Math.floor(share * 100),
    elapsedMs,
    leftSeconds: share < 0.05 ? null : roundSeconds(leftMs / 1000),
  };
}

/** To 5 s below a minute, to 30 s below ten, then to minutes. */
function roundSeconds(seconds: number): number {
  const step = seconds < 60 ? 5 : seconds < 600 ? 30 : 60;
  return Math.max(step, Math.ceil(seconds / step) * step);
}

/** 0, 25, 50, 75 or 100: what a screen reader hears; null when the job is not under way. */
export function quarter(job: Job<unknown>): number | null {
  if (job.state === 'done') return 100;
  if (job.state !== 'running') return null;
  return job.total > 0 ? Math.floor((job.done / job.total) * 4) * 25 : 0;
}
