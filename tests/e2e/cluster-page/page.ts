/** A page with a cluster and nothing else, for tests that crash, freeze and duplicate tabs. */
import type { LiveCluster, LiveShow, Submitted } from '../../../web/cluster/live.ts';
import { decodeCell, register, registerKey } from '../../../web/ledger/contracts/register.ts';
import { demoAccountKey } from '../../../web/ledger/demo.ts';
import { encodeTransaction, signTransaction } from '../../../web/ledger/transaction.ts';
import {
  checkLinearizable,
  type Operation,
  type Verdict,
} from '../../../web/simulation/linearizable.ts';
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
  /** Sets and gets one cell, one after the other, for so long; what the client was told. */
  exercise(client: number, forMs: number): Promise<readonly Operation[]>;
  check(history: readonly Operation[]): Verdict;
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
  async exercise(client, forMs) {
    const history: Operation[] = [];
    const clock = (): number => performance.timeOrigin + performance.now();
    const ends = clock() + forMs;
    for (let nonce = 1; clock() < ends;) {
      const call = { client, key: 'x', invokedAt: clock() };
      if (history.length % 2 === 0) {
        const value = `${client}/${nonce}`;
        const { outcome } = await cluster.submit(
          page.set(`Home ${client}`, nonce, 'x', value),
          3000,
        );
        const told = { committed: 'ok', refused: 'fail', unknown: 'info' } as const;
        const returnedAt = outcome === 'unknown' ? null : clock();
        const version = null;
        history.push({ ...call, type: 'set', value, version, returnedAt, outcome: told[outcome] });
        // What is not known may still come: its number must not be used for anything else.
        if (outcome === 'unknown') await settleNonce(client, nonce);
        if (outcome !== 'refused') nonce += 1;
      } else {
        const answer = await cluster.read(registerKey('x'), 3000);
        const cell = answer.outcome === 'read' ? decodeCell(answer.bytes) : null;
        const ok = answer.outcome === 'read';
        const [value, version] = [cell?.value ?? null, cell?.version ?? 0];
        const returnedAt = ok ? clock() : null;
        const outcome = ok ? 'ok' : 'info';
        history.push({ ...call, type: 'get', value, version, returnedAt, outcome });
      }
    }
    return history;
  },
  check: (history) => checkLinearizable(history),
  async verify() {
    const verifier = openVerifier({ genesisHash: page.show.genesisHash });
    for await (const piece of cluster.export()) {
      for (const line of piece.split('\n')) if (line !== '') verifier.feed(`${line}\n`);
    }
    const { valid, height, problems } = verifier.result();
    return { valid, height, words: JSON.stringify(problems) };
  },
};

/** Until the chain has the number: the same transaction again is harmless. */
async function settleNonce(client: number, nonce: number): Promise<void> {
  const bytes = page.set(`Home ${client}`, nonce, 'x', `${client}/${nonce}`);
  while ((await cluster.submit(bytes, 3000)).outcome !== 'committed');
}

cluster.watch((show) => (page.show = show));
globalThis.page = page;
