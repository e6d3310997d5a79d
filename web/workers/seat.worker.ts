// One seat of the cluster. It listens at once; what it needs comes with the order to start.
import { aliveLock, holdLock, seatLock } from '../cluster/lock.ts';
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
const tell = (news: SeatNews): void => postMessage(news);

addEventListener('message', ({ data }: MessageEvent<SeatOrder>) => {
  if (!('order' in data)) return;
  if (data.order === 'start') running ??= start(data).catch(failed);
  else void stop();
});

async function start(order: SeatStart): Promise<Running | null> {
  const { cluster, seat, waitMs, steal } = order;
  const held = await holdLock(seatLock(cluster, seat), { waitMs, steal });
  if (!held) {
    tell({ news: 'held' });
    return null;
  }
  void held.stolen.then(() => fail(TAKEN_OVER));
  const alive = new AbortController();
  if ('locks' in navigator) {
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
  const shelves = await openShelves(`gridledger/${cluster}/node/${seat}`, fail);
  const wasHere = shelves ? await isEnrolled(cluster, seat) : order.lived;
  const disk = await openSeatStore(shelves ?? new MemoryShelves(), seat, wasHere);
  const signatures = new FastSignatures(demoSeatKey(order.seed, seat));
  const running = new Seat({
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
  await running.start();
  tell({ news: 'started', durable: disk.durable });
  return { seat: running, release };
}

async function stop(): Promise<void> {
  const here = await running;
  await here?.seat.stop();
  here?.release();
  tell({ news: 'stopped' });
  close();
}

/** The page ends this worker when it hears of it; the lock goes with the worker. */
function fail(words: string, full = false): void {
  tell({ news: 'failed', words, full });
}

function failed(error: unknown): null {
  fail(wordsOf(error));
  return null;
}
