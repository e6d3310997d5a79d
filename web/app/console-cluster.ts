/** `gridledger.cluster`: the live seats from the browser's console; loaded at the first call. */
import type { LiveCluster, LiveShow, Network } from '../cluster/live.ts';
import type { SeatShow } from '../raft/show.ts';

/** What this tab knows of one seat. */
type SeatStatus = Pick<
  SeatShow,
  | 'seat'
  | 'here'
  | 'role'
  | 'term'
  | 'votedFor'
  | 'leader'
  | 'commitIndex'
  | 'appliedIndex'
  | 'height'
  | 'tipHash'
  | 'stateRoot'
> & { readonly running: boolean };

interface ClusterStatus {
  readonly seats: readonly SeatStatus[];
}

/** Every promise rejects with the reason when what was asked cannot be done. */
export interface ClusterConsole {
  status(): Promise<ClusterStatus>;
  host(seat: number): Promise<void>;
  release(seat: number): Promise<void>;
  crash(seat: number): Promise<void>;
  restart(seat: number): Promise<void>;
  wipe(seat: number): Promise<void>;
  partition(groups: readonly (readonly number[])[]): Promise<void>;
  heal(): Promise<void>;
  network(change: Partial<Network>): Promise<void>;
  transferLeadership(seat: number): Promise<void>;
  addSeat(): Promise<void>;
  removeSeat(seat: number): Promise<void>;
  /** Empties every disk and begins a new chain; the old one is gone. */
  reset(): Promise<void>;
}

export function clusterConsole(live: () => Promise<LiveCluster>): ClusterConsole {
  /** Words say why it could not be done. */
  const willing = async (words: Promise<string>): Promise<void> => {
    const why = await words;
    if (why !== '') throw new Error(why);
  };
  return {
    status: async () => statusOf(await live()),
    host: async (seat) => willing((await live()).host(checked(seat))),
    release: async (seat) => (await live()).release(checked(seat)),
    crash: async (seat) => (await live()).crash(checked(seat)),
    restart: async (seat) => willing((await live()).restart(checked(seat))),
    wipe: async (seat) => (await live()).wipe(checked(seat)),
    partition: async (groups) => (await live()).partition(checkedGroups(groups)),
    heal: async () => (await live()).heal(),
    network: async (change) => (await live()).network(checkedNetwork(change)),
    transferLeadership: async (seat) => willing((await live()).transferLeadership(checked(seat))),
    addSeat: async () => willing((await live()).addSeat()),
    removeSeat: async (seat) => willing((await live()).removeSeat(checked(seat))),
    reset: async () => willing((await live()).reset()),
  };
}

/** The first thing a watcher hears is how everything stands. */
async function statusOf(live: LiveCluster): Promise<ClusterStatus> {
  let stop: () => void = () => undefined;
  const first = await new Promise<LiveShow>((resolve) => {
    stop = live.watch(resolve);
  });
  stop();
  return { seats: seatsOf(first) };
}

function seatsOf({ seats }: LiveShow): readonly SeatStatus[] {
  return [...seats]
    .sort((a, b) => a.seat - b.seat)
    .map((show) => {
      const { seat, here, state, role, term, votedFor, leader } = show;
      const { commitIndex, appliedIndex, height, tipHash, stateRoot } = show;
      return {
        ...{ seat, here, running: state === 'up', role, term, votedFor, leader },
        ...{ commitIndex, appliedIndex, height, tipHash, stateRoot },
      };
    });
}

function checked(seat: unknown): number {
  if (!Number.isInteger(seat)) throw new TypeError('seat must be a whole number');
  if ((seat as number) < 1 || (seat as number) > 9) throw new RangeError('seat must be 1 … 9');
  return seat as number;
}

function checkedGroups(groups: unknown): readonly (readonly number[])[] {
  const lists = Array.isArray(groups) && groups.every((group) => Array.isArray(group));
  if (!lists) throw new TypeError('groups must be a list of lists of seats, as [[1,2],[3,4,5]]');
  const all = (groups as readonly (readonly unknown[])[]).map((group) => group.map(checked));
  const named = all.flat();
  if (named.length === 0) throw new RangeError('groups must name a seat; heal() mends all links');
  if (new Set(named).size < named.length) throw new RangeError('groups must not name a seat twice');
  return all;
}

const NETWORK_MAX: Readonly<Record<keyof Network, number>> = {
  delayMs: 60_000,
  lossPercent: 100,
  duplicatePercent: 100,
};

function checkedNetwork(change: unknown): Partial<Network> {
  if (typeof change !== 'object' || change === null) {
    throw new TypeError('change must be an object, as { delayMs: 50 }');
  }
  for (const [key, value] of Object.entries(change)) {
    const max = Object.hasOwn(NETWORK_MAX, key) ? NETWORK_MAX[key as keyof Network] : undefined;
    if (max === undefined) throw new TypeError(`${key} is not a setting of the network`);
    if (typeof value !== 'number' || !(value >= 0 && value <= max)) {
      throw new RangeError(`${key} must be a number from 0 to ${max}`);
    }
  }
  return change;
}
