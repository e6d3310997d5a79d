/**
 * What one seat keeps: its vote and term, its log, its snapshot and its chain.
 *
 * One IndexedDB database a seat. Log entries lie in one record per batch, each chained to the one
 * before by a checksum. Every write is one strict transaction that ends with the seal: how far the
 * log goes and what was voted. Blocks lie by height with their certificates.
 */
import type { Found, SeatDisk, SeatWrite, Spot, StoredBlock } from '../cluster/disk.ts';
import type { Hex } from '../ledger/transaction.ts';
import type { Entry, HardState, Snapshot } from '../raft/log-entry.ts';
import type { Persist } from '../raft/state.ts';
import { Tail, accountSpotsIn, segmentOf, spotsIn, type Segment } from './find-index.ts';
import { loadSeat, type LogMark } from './seat-load.ts';
import { entriesOf, logRecord, seal, snapshotRecord } from './seat-record.ts';
import type { Change, Shelves } from './shelf.ts';

const MAX = Number.MAX_SAFE_INTEGER;
const SEGMENTS_AT_ONCE = 16;
const NOTHING = new Uint8Array(0);

/** Opens a seat's disk: from here on only this holder can write to it. */
export async function openSeatStore(
  shelves: Shelves,
  seat: number,
  wasHere: boolean,
): Promise<SeatDisk> {
  const epoch = await shelves.claim();
  const { found, marks, cutFrom } = await loadSeat(shelves, seat, wasHere);
  if (cutFrom > 0) await shelves.write(epoch, [{ on: 'log', key: cutFrom, deleteTo: MAX }]);
  const store = new SeatStore(shelves, { epoch, found, marks });
  await store.openTail();
  return store;
}

class SeatStore implements SeatDisk {
  readonly found: Found;
  readonly #epoch: number;
  readonly durable: boolean;
  tipHeight = 0;
  readonly #shelves: Shelves;
  readonly #tail = new Tail();
  #marks: LogMark[];
  #snapshotIndex: number;

  constructor(
    shelves: Shelves,
    { epoch, found, marks }: { epoch: number; found: Found; marks: readonly LogMark[] },
  ) {
    this.#shelves = shelves;
    this.#epoch = epoch;
    this.found = found;
    this.durable = shelves.durable;
    this.#marks = [...marks];
    this.#snapshotIndex = found.kind === 'whole' ? found.snapshot.index : 0;
  }

  /** Reads the blocks back that were not in a segment when the seat stopped. */
  async openTail(): Promise<void> {
    const from = await this.#shelves.get('meta', 'tail');
    const start = typeof from === 'number' ? from : 1;
    for (const value of await this.#shelves.range('chain', { from: start, to: MAX })) {
      const block = value as StoredBlock;
      if (this.#tail.continues(block)) this.#tail.add(block);
    }
    this.tipHeight = this.#tail.empty ? start - 1 : this.#tail.to;
  }

  async begin(snapshot: Snapshot, hard: HardState, learnsTo = 0): Promise<void> {
    this.#marks = [];
    this.#snapshotIndex = snapshot.index;
    this.#tail.clear();
    this.tipHeight = 0;
    const everything = (['log', 'chain', 'find'] as const).map((on): Change => {
      return { on, key: 0, deleteTo: MAX };
    });
    await this.#shelves.write(this.#epoch, [
      ...everything,
      { on: 'meta', key: 'tail', put: 1 },
      { on: 'meta', key: 'learnsTo', put: learnsTo },
      { on: 'snap', key: 0, put: snapshotRecord(snapshot) },
      { on: 'meta', key: 'seal', put: this.#seal(hard) },
    ]);
  }

  async write({ persist, hard, blocks, certified }: SeatWrite): Promise<void> {
    const changes = persist ? await this.#logChanges(persist) : [];
    for (const block of [...blocks, ...certified]) {
      changes.push({ on: 'chain', key: block.height, put: block });
    }
    changes.push(...this.#findChanges(blocks), {
      on: 'meta',
      key: 'seal',
      put: this.#seal(hard),
    });
    await this.#shelves.write(this.#epoch, changes);
    for (const { height } of blocks) this.tipHeight = Math.max(this.tipHeight, height);
  }

  async block(height: number): Promise<StoredBlock | null> {
    return ((await this.#shelves.get('chain', height)) as StoredBlock | undefined) ?? null;
  }

  async blocks(from: number, count: number): Promise<readonly StoredBlock[]> {
    const range = { from, to: from + count - 1 };
    return (await this.#shelves.range('chain', range)) as StoredBlock[];
  }

  async missing(to: number, from: number): Promise<number> {
    let lowest = from + 1;
    let highest = to;
    const whole = async (from: number, to: number): Promise<boolean> =>
      (await this.#shelves.count('chain', { from, to })) === to - from + 1;
    if (to <= from || (await whole(lowest, highest))) return 0;
    while (lowest < highest) {
      const middle = Math.ceil((lowest + highest) / 2);
      if (await whole(middle, highest)) highest = middle - 1;
      else lowest = middle;
    }
    return lowest;
  }

  async spotsOf(hash: Hex): Promise<readonly Spot[]> {
    const here = spotsIn(this.#tail.segment(), hash);
    if (here.length > 0) return here;
    for await (const segment of this.#segments()) {
      const found = spotsIn(segment, hash);
      if (found.length > 0) return found;
    }
    return [];
  }

  async spotsOfAccount(publicKey: Hex, limit: number): Promise<readonly Spot[]> {
    const found = accountSpotsIn(this.#tail.segment(), publicKey);
    for await (const segment of this.#segments()) {
      if (found.length >= limit) break;
      found.push(...accountSpotsIn(segment, publicKey));
    }
    found.sort((a, b) => b.height - a.height || b.position - a.position);
    return found.slice(0, limit);
  }

  close(): void {
    this.#shelves.close();
  }

  /** Newest first, a few at a time: a long chain has many. */
  async *#segments(): AsyncGenerator<Segment> {
    let to = MAX;
    for (;;) {
      const range = { from: 0, to, limit: SEGMENTS_AT_ONCE, descending: true };
      const some = (await this.#shelves.range('find', range)) as (Segment & { from: number })[];
      yield* some;
      const last = some.at(-1);
      if (!last || some.length < SEGMENTS_AT_ONCE) return;
      to = last.from - 1;
    }
  }

  async #logChanges(persist: Persist): Promise<Change[]> {
    const { truncateFrom, snapshot, firstIndex, entries } = persist;
    const changes: Change[] = [];
    if (truncateFrom > 0) changes.push(...(await this.#truncate(truncateFrom)));
    if (snapshot) {
      this.#snapshotIndex = snapshot.index;
      changes.push({ on: 'snap', key: 0, put: snapshotRecord(snapshot) });
      const kept = this.#marks.filter(({ last }) => last > snapshot.index);
      if (kept.length < this.#marks.length) {
        changes.push({ on: 'log', key: 0, deleteTo: (kept[0]?.first ?? MAX) - 1 });
        this.#marks = kept;
      }
    }
    if (entries.length > 0) {
      // Entries that the snapshot of the same write covers already need no place.
      const from = Math.max(0, this.#snapshotIndex + 1 - firstIndex);
      if (from < entries.length) changes.push(this.#append(firstIndex + from, entries.slice(from)));
    }
    return changes;
  }

  /** Discards from `index` on; the head of a record that is cut through is put again. */
  async #truncate(index: number): Promise<Change[]> {
    const changes: Change[] = [];
    const cut = this.#marks.find(({ first, last }) => first < index && last >= index);
    if (this.#marks.some(({ last }) => last >= index)) {
      const whole = cut && entriesOf(await this.#shelves.get('log', cut.first));
      this.#marks = this.#marks.filter(({ last }) => last < index);
      changes.push({ on: 'log', key: cut?.first ?? index, deleteTo: MAX });
      if (cut && whole) {
        changes.push(this.#append(cut.first, whole.entries.slice(0, index - cut.first)));
      }
    }
    return changes;
  }

  #append(first: number, entries: readonly Entry[]): Change {
    const record = logRecord(first, entries, this.#marks.at(-1)?.sum ?? NOTHING);
    this.#marks.push({ first, last: record.last, sum: record.sum });
    return { on: 'log', key: first, put: record };
  }

  #findChanges(blocks: readonly StoredBlock[]): Change[] {
    const changes: Change[] = [];
    const behind: StoredBlock[] = [];
    for (const block of blocks) {
      if (block.height < this.#tail.to) {
        behind.push(block);
        continue;
      }
      if (!this.#tail.continues(block) || this.#tail.full) {
        if (!this.#tail.empty) changes.push(segmentChange(this.#tail.from, this.#tail.segment()));
        this.#tail.clear();
        changes.push({ on: 'meta', key: 'tail', put: block.height });
      }
      this.#tail.add(block);
    }
    const lowest = behind[0];
    if (lowest) changes.push(segmentChange(lowest.height, segmentOf(behind)));
    return changes;
  }

  #seal({ term, vote, commit }: HardState): unknown {
    const last = this.#marks.at(-1);
    return seal({
      term,
      vote,
      commit,
      lastIndex: last?.last ?? this.#snapshotIndex,
      lastSum: last?.sum ?? NOTHING,
      snapshotIndex: this.#snapshotIndex,
    });
  }
}

function segmentChange(from: number, segment: Segment): Change {
  return { on: 'find', key: from, put: { ...segment, from } };
}
