import type { SitingPart } from '../../app/snapshot.ts';
import type { Design } from '../../kernel/outcome.ts';

const FRONTS_MAX = 16;
/** Of one earlier front; enough to see its shape, and a large population stays quick to draw. */
const DESIGNS_MAX = 60;

interface Kept {
  readonly generation: number;
  readonly front: readonly Design[];
}

/** Earlier fronts of one search, thinned as it goes on, so that its way can be drawn. */
export interface Trail {
  readonly kept: readonly Kept[];
  readonly stride: number;
}

export const EMPTY_TRAIL: Trail = { kept: [], stride: 1 };

/** The trail after `part` was seen; a search that starts afresh starts a new trail. */
export function extend(trail: Trail, part: SitingPart | null): Trail {
  if (part === null) return trail.kept.length === 0 ? trail : EMPTY_TRAIL;
  const last = trail.kept.at(-1);
  const base = last !== undefined && part.generation < last.generation ? EMPTY_TRAIL : trail;
  const newest = base.kept.at(-1);
  if (newest !== undefined && part.generation < newest.generation + base.stride) return base;
  const stride = Math.ceil(part.front.length / DESIGNS_MAX);
  const front = part.front.filter((_, index) => index % stride === 0);
  const kept = [...base.kept, { generation: part.generation, front }];
  if (kept.length <= FRONTS_MAX) return { kept, stride: base.stride };
  return { kept: kept.filter((_, index) => index % 2 === 0), stride: base.stride * 2 };
}

/** All designs of the trail that are not on the front now. */
export function earlier(trail: Trail, front: readonly Design[]): readonly Design[] {
  const now = new Set(front);
  return trail.kept.flatMap((kept) => kept.front).filter((design) => !now.has(design));
}
