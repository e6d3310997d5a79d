import { expect } from '@open-wc/testing';
import type { LiveCluster, LiveShow } from '../../web/cluster/live.ts';
import { demoAccountKey } from '../../web/ledger/demo.ts';
import { register, registerKey, decodeCell } from '../../web/ledger/contracts/register.ts';
import { encodeTransaction, signTransaction } from '../../web/ledger/transaction.ts';
import { openCluster } from '../../web/workers/cluster.ts';
import { startSeatWorker } from '../../web/workers/worker-factory.ts';

const seed = crypto.getRandomValues(new Uint32Array(1))[0]!;
const key = demoAccountKey(seed, 'Home 1');

function until(cluster: LiveCluster, holds: (show: LiveShow) => boolean): Promise<LiveShow> {
  return new Promise((resolve, reject) => {
    let last: LiveShow | null = null;
    const timer = setTimeout(() => {
      stop();
      reject(new Error(JSON.stringify(last?.seats.map((s) => [s.seat, s.state, s.role, s.words]))));
    }, 15_000);
    let stop = (): void => undefined;
    stop = cluster.watch((show) => {
      last = show;
      if (!holds(show)) return;
      clearTimeout(timer);
      queueMicrotask(() => stop());
      resolve(show);
    });
  });
}

function setCell(show: LiveShow, nonce: number, value: string): Uint8Array {
  const { name: contract, version: contractVersion } = register;
  const payload = register.encode({ name: 'x', value });
  const from = key.publicKey;
  return encodeTransaction(
    signTransaction(
      { chain: show.genesisHash, contract, contractVersion, from, nonce, payload },
      key,
    ),
  );
}

describe('a live cluster in one tab', () => {
  let cluster: LiveCluster;
  before(async () => {
    cluster = await openCluster({ seed, seats: 5, seat: 0, startWorker: startSeatWorker });
  });
  after(() => cluster.dispose());

  it('elects, commits and reads', async () => {
    const show = await until(cluster, ({ leader }) => leader > 0);
    const times: number[] = [];
    for (let nonce = 1; nonce <= 30; nonce++) {
      const start = performance.now();
      const submitted = await cluster.submit(setCell(show, nonce, `v${nonce}`));
      times.push(performance.now() - start);
      expect(submitted.outcome).to.equal('committed');
    }
    console.log(times.map((ms) => ms.toFixed(1)).join(' '));
    const answer = await cluster.read(registerKey('x'));
    expect(answer.outcome).to.equal('read');
    if (answer.outcome === 'read') expect(decodeCell(answer.bytes)?.value).to.equal('v30');
  });
});
