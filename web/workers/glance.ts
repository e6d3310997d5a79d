/** What the page can show of the running chain before any of its seats has come up. */
import type { Glance } from '../cluster/live.ts';
import { unconfirmedRows } from '../cluster/rows.ts';
import { newestOnDisk } from '../store/glance.ts';

/** As many as a screen shows. */
const ROWS = 40;

export async function glanceAt(cluster: string, seats: readonly number[]): Promise<Glance | null> {
  const rows = unconfirmedRows(await newestOnDisk(cluster, seats, ROWS));
  return rows[0] ? { height: rows[0].height, rows } : null;
}
