// One seat of the cluster. It listens at once; what it needs comes with the order to start.
import {
  aliveLock,
  areLocksRefused,
  hasLocks,
  holdLock,
  seatLock,
  tryLocks,
} from '../cluster/lock.ts';
import { Seat } from '../cluster/seat.ts';
import { CarriedWire, ChannelWire } from '../cluster/wire.ts';
import { TAKEN_OVER, wordsOf } from '../cluster/words.ts';
import { contractTable } from '../ledger/contracts.ts';
import { demoSeatKey } from '../ledger/demo.ts';
import { enrol, isEnrolled } from '../store/seat-roll.ts';
import { openSeatStore } from '../store/seat-store.ts';
import { MemoryShelves, openShelves } from '../store/shelf.ts';
import type { SeatNews, SeatOrder, SeatStart } from './seat-protocol.ts';
import { FastSignatures } from './signatures.ts';

interface Running {
  readonly seat: Seat;
  release(): void;
}

let running: Promise<Running | null> | null = null;
/** The seat as soon as there is one, to be halted at once. */
let here: Seat | null = null;
const tell = (news: SeatNews): void => postMessage(news);

addEventListener('message', ({ data }: MessageEvent<SeatOrder>) => {
  if (!('order' in data)) return;
  if (data.order === 'start') running ??= start(data).catch(failed);
  else void stop();
});

async function start(order: SeatStart): Promise<Running | null> {
  const { cluster, seat, waitMs, steal } = order;
  await tryLocks();
  const held = await holdLock(seatLock(cluster, seat), { waitMs, steal });
  if (!held) {
    tell({ news: 'held' });
    return null;
  }
  void held.stolen.then(() => fail(TAKEN_OVER));
  const alive = new AbortController();
  if (hasLocks()) {
    const { signal } = alive;
    const ended = new Promise<void>((done) => signal.addEventListener('abort', () => done()));
    // Not waited for: a frozen tab in this queue must not keep the seat from running.
    navigator.locks
      .request(aliveLock(cluster, seat), { signal }, () => ended)
      .catch(() => undefined);
  }
  const release = (): void => {
    alive.abort();
    held.release();
  };
  // Whoever refuses locks refuses storage, and says so in an error that could mean anything.
  const name = `gridledger/${cluster}/node/${seat}`;
  const shelves = areLocksRefused() ? null : await openShelves(name, fail);
  const wasHere = shelves ? await isEnrolled(cluster, seat) : !order.founds;
  const disk = await openSeatStore(shelves ?? new MemoryShelves(), seat, wasHere);
  const signatures = new FastSignatures(demoSeatKey(order.seed, seat));
  here = new Seat({
    ...order,
    disk,
    signatures,
    wire: order.carried ? new CarriedWire(globalThis) : new ChannelWire(cluster),
    rules: { contracts: contractTable(), verifier: signatures.verifier },
    weather: order.rules,
    seed: order.chance,
    enrol: async () => {
      if (shelves) await enrol(cluster, seat);
    },
    onFatal: fail,
  });
  await here.start();
  tell({ news: 'started', durable: disk.durable });
  return { seat: here, release };
}

async function stop(): Promise<void> {
  const ran = await running;
  await ran?.seat.stop();
  ran?.release();
  tell({ news: 'stopped' });
  close();
}

/** It promises nothing from here on, whether a page hears of it or not; the lock goes with it. */
function fail(words: string, full = false): void {
  here?.halt();
  tell({ news: 'failed', words, full });
  close();
}

function failed(error: unknown): null {
  fail(wordsOf(error));
  return null;
}
