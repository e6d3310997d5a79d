/** What the snapshot says about the document itself: theme, mode, title. */
import type { Snapshot } from '../../app/snapshot.ts';
import { frame } from '../../strings/en/frame.ts';

const dark = window.matchMedia('(prefers-color-scheme: dark)');

/** Sets theme and mode on the root element and the title; cheap when nothing changed. */
export function applyLook(snapshot: Snapshot): void {
  const root = document.documentElement;
  const system = dark.matches ? 'dark' : 'light';
  set(root, 'theme', snapshot.theme === 'system' ? system : snapshot.theme);
  set(root, 'mode', snapshot.projector ? 'projector' : snapshot.mode);
  const title = titleOf(snapshot);
  if (document.title !== title) document.title = title;
}

/** Calls `changed` when the system turns dark or light. */
export function watchSystemTheme(changed: () => void): () => void {
  dark.addEventListener('change', changed);
  return () => dark.removeEventListener('change', changed);
}

/** A seat's own tab, then the running job first, because a tab shows no more than that. */
export function titleOf({ view, world, siting, reproduce, forecast, cluster }: Snapshot): string {
  const { ownSeat, live } = cluster;
  const own = live?.seats.find(({ seat }) => seat === ownSeat);
  if (own) return frame.seatTitle(ownSeat, own.state === 'up' ? own.role : own.state);
  const jobs = [
    ['optimise', siting],
    ['reproduce', reproduce],
    ['forecast', forecast.compare],
  ] as const;
  for (const [of, job] of jobs) {
    if (job.state !== 'running' || job.total === 0) continue;
    return frame.jobTitle(Math.floor((100 * job.done) / job.total), frame.views[of]);
  }
  return frame.pageTitle(frame.views[view], world.grid.name);
}

function set(root: HTMLElement, key: 'theme' | 'mode', value: string): void {
  if (root.dataset[key] !== value) root.dataset[key] = value;
}
