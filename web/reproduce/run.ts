/** Runs one table and reports on each of its rows. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { formatScenario } from '../scenario/link.ts';
import { type Calculator, Facts } from './facts.ts';
import { getTable } from './registry.ts';
import { notRun, reportRow } from './row.ts';
import type { RowReport, TableReport } from './table.ts';
import { SITING_SEED } from './tables/siting.ts';

export interface RunOptions {
  /** Further seeds for the spread of stochastic rows; default 30 of them, from 2 on. */
  readonly seeds?: readonly number[];
  /** After each search: `done` of `total`. A table without searches tells nothing. */
  readonly onProgress?: (progress: RunProgress) => void;
  /** Looked at between searches; rows that were not reached are reported as not run. */
  readonly signal?: { readonly aborted: boolean };
  /** A clock for the seconds shown; without one they are 0. */
  readonly nowMs?: () => number;
}

interface RunProgress {
  readonly done: number;
  readonly total: number;
  readonly seed: number;
}

/** 2 … 31: the table itself stands on seed 1. */
export const SPREAD_SEEDS: readonly number[] = Array.from({ length: 30 }, (_, i) => i + 2);

/**
 * The table `id`, computed by `kernel`.
 * @throws RangeError for an unknown table or seeds that are not whole numbers from 0 to 2³² − 1.
 */
export function runTable(kernel: Calculator, id: string, options: RunOptions = {}): TableReport {
  const table = getTable(id);
  const { seeds = SPREAD_SEEDS, nowMs = () => 0, signal } = options;
  for (const seed of seeds) {
    if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
      throw new RangeError(`seeds: ${seed} is not a whole number from 0 to 4294967295`);
    }
  }
  const started = nowMs();
  const facts = new Facts(kernel);
  const searched = table.stochastic ? search(facts, [SITING_SEED, ...seeds], options) : [];
  const stopped = signal?.aborted === true && !searched.includes(SITING_SEED);
  const others = searched.filter((seed) => seed !== SITING_SEED);
  const rows = table.rows.map((row) => {
    return table.stochastic && stopped ? notRun(row) : reportRow(row, facts, others);
  });
  return {
    id,
    title: table.title,
    scenarioLink: formatScenario(table.scenario),
    seeds: searched,
    rows,
    problems: [],
    resultHash: digest(id, rows),
    seconds: (nowMs() - started) / 1000,
  };
}

/** Runs the searches one by one; answers the seeds that were finished. */
function search(facts: Facts, wanted: readonly number[], options: RunOptions): number[] {
  const seeds = [...new Set(wanted)];
  const done: number[] = [];
  for (const seed of seeds) {
    if (options.signal?.aborted === true) break;
    facts.searched(seed);
    done.push(seed);
    options.onProgress?.({ done: done.length, total: seeds.length, seed });
  }
  return done;
}

/** SHA-256 over names and the exact bits of every number of ours, hex. */
export function digest(id: string, rows: readonly RowReport[]): string {
  const hash = sha256.create().update(utf8ToBytes(`${id}\n`));
  for (const { quantity, ours, spread } of rows) {
    const numbers = [ours ?? 0, spread?.min ?? 0, spread?.median ?? 0, spread?.max ?? 0];
    const bytes = new DataView(new ArrayBuffer(1 + 8 * numbers.length));
    bytes.setUint8(0, (ours === null ? 0 : 1) + (spread === undefined ? 0 : 2));
    numbers.forEach((value, index) => bytes.setFloat64(1 + 8 * index, value));
    hash.update(utf8ToBytes(`${quantity}\n`)).update(new Uint8Array(bytes.buffer));
  }
  return bytesToHex(hash.digest());
}
