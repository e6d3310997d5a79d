/** What a profile file's reading has found so far: problems for a person, notes without words. */
import type { Place, Problem } from '../assert.ts';
import { problem } from '../grid/problem.ts';
import type { ProfileUnit } from './csv-columns.ts';
import type { Separator } from './csv-table.ts';
import type { Gap } from './fit-year.ts';

/** What was found and mended; no words, so that the page can choose them. */
export interface ProfileNotes {
  readonly separator: Separator;
  readonly decimalComma: boolean;
  /** Rows of data, and minutes from one to the next; 0 while unknown. */
  readonly rows: number;
  readonly stepMinutes: number;
  /** First and last stamp as minutes since 1970, on a clock without summer time. */
  readonly firstMinute: number;
  readonly lastMinute: number;
  /** Headings of the columns that a bus could be chosen for ('2' for one without a heading). */
  readonly choices: readonly string[];
  /** The buses read, with their units, and the columns that were passed over. */
  readonly read: readonly { readonly bus: number; readonly unit: ProfileUnit }[];
  readonly ignored: readonly string[];
  /** The first 50; `gapCount` and `gapMinutes` count all of them. */
  readonly gaps: readonly (Gap & { readonly bus: number })[];
  readonly gapCount: number;
  readonly gapMinutes: number;
  /** Summer time taken out: minutes since 1970 as written. */
  readonly missingHours: readonly number[];
  readonly doubledHours: readonly number[];
  readonly offsetsDiffer: boolean;
  /** As in fit-year.ts. */
  readonly repeatedDays: number;
  readonly shiftedDays: number;
  readonly droppedDays: number;
}

type Notes = { -readonly [K in keyof ProfileNotes]: ProfileNotes[K] };

const PROBLEMS_MAX = 20;

/** Grows while a file is read; thrown away with everything else once something is wrong. */
export class Reading {
  readonly problems: Problem[] = [];
  readonly notes: Notes = {
    ...{ separator: ',', decimalComma: false, rows: 0, stepMinutes: 0 },
    ...{ firstMinute: 0, lastMinute: 0, choices: [], read: [], ignored: [] },
    ...{ gaps: [], gapCount: 0, gapMinutes: 0, missingHours: [], doubledHours: [] },
    ...{ offsetsDiffer: false, repeatedDays: 0, shiftedDays: 0, droppedDays: 0 },
  };

  /** Something is wrong: nothing of the file may be used. */
  get refused(): boolean {
    return this.problems.some(({ harmless }) => harmless !== true);
  }

  /** Notes a problem; answers null so that a reader can give up with it. */
  refuse(where: Place, rule: string, words: Parameters<typeof problem>[2]): null {
    if (this.problems.length < PROBLEMS_MAX) this.problems.push(problem(where, rule, words));
    return null;
  }
}
