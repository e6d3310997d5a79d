/** `gridledger.ledger`: the chain from the browser's console; loaded at the first call. */
import type { LiveCluster, LiveShow, Submitted } from '../cluster/live.ts';
import { contractTable } from '../ledger/contracts.ts';
import { decodeCell, registerKey } from '../ledger/contracts/register.ts';
import { demoAccountKey } from '../ledger/demo.ts';
import type { AccountPage, BlockPage, TransactionPage } from '../ledger/show.ts';
import {
  encodeTransaction,
  signTransaction,
  type Hex,
  type SignedTransaction,
} from '../ledger/transaction.ts';
import type { Verification } from '../ledger/verify.ts';
import { ChainReader } from '../workers/chain.ts';

interface Committed {
  readonly height: number;
  readonly index: number;
  readonly hash: Hex;
}

/** Not executed for certain ('refused'), or nobody can tell ('unknown': ask again by its hash). */
class LedgerError extends Error {
  override readonly name = 'LedgerError';
  readonly outcome: 'refused' | 'unknown';

  constructor(outcome: 'refused' | 'unknown', why: string) {
    super(`${outcome}: ${why}`);
    this.outcome = outcome;
  }
}

/** Promises reject with a LedgerError when something was not done, or may not have been. */
export interface LedgerConsole {
  submit(transaction: SignedTransaction): Promise<Committed>;
  /** The register contract, signed with a demonstration key of this tab. */
  set(name: string, value: string): Promise<Committed>;
  /** A linearizable read; value null and version 0: never set. */
  get(name: string): Promise<{ readonly value: string | null; readonly version: number }>;
  /** By public key or by name; null: no such account. */
  balance(account: string): Promise<AccountPage | null>;
  block(height: number): Promise<BlockPage | null>;
  transaction(hash: Hex): Promise<TransactionPage | null>;
  /** The whole chain with certificates as JSON Lines. */
  export(): Promise<string>;
  /** Checks such a text against the running chain's genesis. */
  verify(text: string): Promise<Verification>;
}

interface Rooms {
  live(): Promise<LiveCluster>;
  /** The scenario's: the demonstration keys derive from it. */
  seed(): number;
}

export function ledgerConsole({ live, seed }: Rooms): LedgerConsole {
  const submit = async (bytes: Uint8Array): Promise<Committed> =>
    settled(await (await live()).submit(bytes));
  /** One after the other: each number of the account is used once. */
  let queue: Promise<unknown> = Promise.resolve();
  const set = async (name: string, value: string): Promise<Committed> => {
    const cluster = await live();
    for (let tries = 0; ; tries++) {
      try {
        return await submit(await signedSet(cluster, seed(), { name, value }));
      } catch (error) {
        // Somebody else signed for the same account meanwhile; its number is known by now.
        const overtaken = error instanceof LedgerError && error.message === 'refused: nonce';
        if (!overtaken || tries >= 3) throw error;
      }
    }
  };
  return {
    submit: async (transaction) => submit(encodeTransaction(transaction)),
    set(name, value) {
      const done = queue.then(() => set(name, value));
      queue = done.catch(() => undefined);
      return done;
    },
    async get(name) {
      const answer = await (await live()).read(registerKey(name));
      if (answer.outcome === 'unknown') throw new LedgerError('unknown', 'no answer in time');
      return decodeCell(answer.bytes) ?? { value: null, version: 0 };
    },
    async balance(account) {
      const cluster = await live();
      const { accounts } = (await lookAt(cluster)).genesis;
      const publicKey = accounts.find(({ name }) => name === account)?.publicKey ?? account;
      const answer = await cluster.query({ kind: 'account', publicKey });
      return answer.kind === 'account' ? answer.page : null;
    },
    async block(height) {
      const answer = await (await live()).query({ kind: 'block', height });
      return answer.kind === 'block' ? answer.page : null;
    },
    async transaction(hash) {
      const answer = await (await live()).query({ kind: 'transaction', hash });
      return answer.kind === 'transaction' ? answer.page : null;
    },
    async export() {
      const pieces: string[] = [];
      for await (const piece of (await live()).export()) pieces.push(piece);
      return pieces.join('');
    },
    verify: async (text) => verify(text, (await lookAt(await live())).genesisHash),
  };
}

function settled(answer: Submitted): Committed {
  if (answer.outcome === 'refused') throw new LedgerError('refused', answer.reason);
  if (answer.outcome === 'unknown') throw new LedgerError('unknown', answer.hash);
  if (answer.reason) throw new LedgerError('refused', answer.reason);
  const { height, index, hash } = answer;
  return { height, index, hash };
}

/** Each tab has a home's account to itself, so that two tabs do not use the same number. */
async function signedSet(
  cluster: LiveCluster,
  seed: number,
  payload: { readonly name: string; readonly value: string },
): Promise<Uint8Array> {
  const rules = contractTable().find('register', 1);
  const problems = rules?.check(payload) ?? [];
  const [problem] = problems;
  if (!rules || problem) throw new LedgerError('refused', problem?.remedy ?? 'contract');
  const { genesis, genesisHash, tab } = await lookAt(cluster);
  const homes = genesis.accounts.filter(({ role }) => role === 'home');
  const signer = homes[Math.max(0, tab - 1) % homes.length]!;
  const answer = await cluster.query({ kind: 'account', publicKey: signer.publicKey });
  const nonce = (answer.kind === 'account' ? (answer.page?.nonce ?? 0) : 0) + 1;
  const transaction = {
    ...{ chain: genesisHash, contract: 'register', contractVersion: 1 },
    ...{ from: signer.publicKey, nonce, payload: rules.encode(payload) },
  };
  return encodeTransaction(signTransaction(transaction, demoAccountKey(seed, signer.name)));
}

/** The first thing a watcher hears is how everything stands. */
async function lookAt(cluster: LiveCluster): Promise<LiveShow> {
  let stop: () => void = () => undefined;
  const first = await new Promise<LiveShow>((resolve) => {
    stop = cluster.watch(resolve);
  });
  stop();
  return first;
}

async function verify(text: string, genesisHash: Hex): Promise<Verification> {
  const reader = new ChainReader();
  try {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    const signal = new AbortController().signal;
    return await reader.check({
      lines,
      genesisHash,
      keep: false,
      signal,
      progress: () => undefined,
    });
  } finally {
    reader.end();
  }
}
