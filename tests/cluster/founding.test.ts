import { expect } from '@open-wc/testing';
import type { LiveCluster } from '../../web/cluster/live.ts';
import { holdLock, tabLock } from '../../web/cluster/lock.ts';
import { openCluster } from '../../web/workers/cluster.ts';
import type { SeatOrder, SeatStart } from '../../web/workers/seat-protocol.ts';

/** What seats are told when they start; they claim to have started, without storage. */
function quietSeats(): { orders: SeatStart[]; startWorker: () => Worker } {
  const orders: SeatStart[] = [];
  const startWorker = (): Worker => {
    const worker = new EventTarget();
    const postMessage = (order: SeatOrder): void => {
      if (order.order === 'start') orders.push(order);
      const data = { news: order.order === 'start' ? 'started' : 'stopped', durable: false };
      setTimeout(() => worker.dispatchEvent(new MessageEvent('message', { data })));
    };
    return Object.assign(worker, { postMessage, terminate: () => undefined }) as unknown as Worker;
  };
  return { orders, startWorker };
}

describe('seats without storage', () => {
  let cluster: LiveCluster | null = null;
  afterEach(() => cluster?.dispose());
  const told = (orders: readonly SeatStart[]): unknown =>
    orders.map(({ seat, founds }) => [seat, founds]).sort();
  const started = async (orders: readonly unknown[], count: number): Promise<void> => {
    for (let i = 0; i < 200 && orders.length < count; i++) {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  };

  it('are founders only when all begin together, and never on their own again', async () => {
    const { orders, startWorker } = quietSeats();
    const seed = crypto.getRandomValues(new Uint32Array(1))[0]!;
    cluster = await openCluster({ seed, seats: 3, seat: 0, startWorker });
    await started(orders, 3);
    expect(told(orders.splice(0))).to.deep.equal([
      [1, true],
      [2, true],
      [3, true],
    ]);
    await cluster.crash(2);
    expect(await cluster.restart(2)).to.equal('');
    expect(told(orders.splice(0))).to.deep.equal([[2, false]]);
  });

  it('are none while another tab lives, whose memory holds their votes', async () => {
    const { orders, startWorker } = quietSeats();
    const seed = crypto.getRandomValues(new Uint32Array(1))[0]!;
    const first = await openCluster({ seed, seats: 3, seat: 0, startWorker });
    await started(orders, 3);
    let name = '';
    first.watch((show) => (name = show.cluster));
    await first.dispose();
    orders.splice(0);
    const other = (await holdLock(tabLock(name, 7), { waitMs: 1000 }))!;
    cluster = await openCluster({ seed, seats: 3, seat: 0, startWorker });
    await started(orders, 3);
    other.release();
    expect(told(orders)).to.deep.equal([
      [1, false],
      [2, false],
      [3, false],
    ]);
  });
});
