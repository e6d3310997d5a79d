/** A page with a cluster and nothing else, for tests that crash, freeze and duplicate tabs. */
import type { LiveCluster, LiveShow, Submitted } from '../../../web/cluster/live.ts';
import { decodeCell, register, registerKey } from '../../../web/ledger/contracts/register.ts';
import { demoAccountKey } from '../../../web/ledger/demo.ts';
import { encodeTransaction, signTransaction } from '../../../web/ledger/transaction.ts';
import { openVerifier } from '../../../web/ledger/verify.ts';
import { openCluster } from '../../../web/workers/cluster.ts';

const wish = new URLSearchParams(location.hash.slice(1));
const number = (name: string, otherwise: number): number => Number(wish.get(name) ?? otherwise);
const seed = number('seed', 1);
const seats = number('seats', 5) as 3 | 5 | 7;

interface Page {
  readonly cluster: LiveCluster;
  show: LiveShow;
  /** Signed by `name`'s key. */
  set(name: string, nonce: number, cell: string, value: string): Uint8Array;
  put(name: string, nonce: number, cell: string, value: string): Promise<Submitted>;
  get(cell: string): Promise<string | null | undefined>;
  verify(): Promise<{ valid: boolean; height: number; words: string }>;
}

declare global {
  var page: Page;
}

const cluster = await openCluster({ seed, seats, seat: number('seat', 0) });
const page: Page = {
  cluster,
  show: null as unknown as LiveShow,
  set(name, nonce, cell, value) {
    const key = demoAccountKey(seed, name);
    const { name: contract, version: contractVersion } = register;
    const payload = register.encode({ name: cell, value });
    const { genesisHash: chain } = page.show;
    const from = key.publicKey;
    return encodeTransaction(
      signTransaction({ chain, contract, contractVersion, from, nonce, payload }, key),
    );
  },
  put: (name, nonce, cell, value) => cluster.submit(page.set(name, nonce, cell, value), 8000),
  async get(cell) {
    const answer = await cluster.read(registerKey(cell), 8000);
    if (answer.outcome !== 'read') return undefined;
    return decodeCell(answer.bytes)?.value ?? null;
  },
  async verify() {
    const verifier = openVerifier({ genesisHash: page.show.genesisHash });
    for await (const piece of cluster.export()) {
      for (const line of piece.split('\n')) if (line !== '') verifier.feed(`${line}\n`);
    }
    const { valid, height, problems } = verifier.result();
    return { valid, height, words: JSON.stringify(problems) };
  },
};
cluster.watch((show) => (page.show = show));
globalThis.page = page;
