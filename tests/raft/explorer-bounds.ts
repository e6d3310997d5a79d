// Where the explorer looks: each a corner small enough to be searched to its end.
import { BOUNDS } from './explorer.ts';
import type { Bounds } from './explorer.ts';

const careful = { preVote: true, checkQuorum: true };

/** With the least number of worlds each must have, so that a green run cannot be empty. */
export const CORNERS: readonly (Bounds & { readonly name: string; readonly floor: number })[] = [
  { ...BOUNDS, name: 'one term, a crash', crashes: 1, floor: 4_500 },
  { ...BOUNDS, name: 'two terms', terms: 2, floor: 18_000 },
  { ...BOUNDS, name: 'two terms, a crash', terms: 2, crashes: 1, floor: 120_000 },
  {
    ...{ ...BOUNDS, name: 'one term, a crash, a proposal' },
    ...{ crashes: 1, proposals: 1, floor: 240_000 },
  },
  {
    ...{ ...BOUNDS, name: 'two terms, a message that comes twice' },
    ...{ terms: 2, repeats: 1, floor: 130_000 },
  },
  { ...BOUNDS, name: 'two terms, a snapshot', terms: 2, compactions: 1, floor: 55_000 },
  {
    ...{ ...BOUNDS, name: 'two terms with pre-vote and check of the quorum' },
    ...{ terms: 2, campaigns: 2, options: careful, floor: 35_000 },
  },
  {
    ...{ ...BOUNDS, name: 'one term with pre-vote and check of the quorum, a crash' },
    ...{ campaigns: 2, crashes: 1, options: careful, floor: 55_000 },
  },
];

/** Just before figure 8 of the paper: two leaders wrote at index 1, nobody committed anything. */
export const FIGURE_8: Bounds = {
  ...BOUNDS,
  ...{ terms: 4, logs: [[1], [2], []] },
  options: { ...BOUNDS.options, maxEntriesPerAppend: 1 },
};
