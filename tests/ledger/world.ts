// A small chain that tests can grow: the lesson's genesis, its keys, and whole blocks in one call.
import type { Block, Certificate } from '../../web/ledger/block.ts';
import { attest } from '../../web/ledger/certificate.ts';
import {
  type Applied,
  applyBlock,
  buildBlock,
  type Chain,
  openChain,
  type Rules,
} from '../../web/ledger/chain.ts';
import { contractTable } from '../../web/ledger/contracts.ts';
import type { Payment } from '../../web/ledger/contracts/payment.ts';
import { transfer } from '../../web/ledger/contracts/transfer.ts';
import { demoAccountKey, demoGenesis, demoSeatKey } from '../../web/ledger/demo.ts';
import { blockLine, genesisLine } from '../../web/ledger/export.ts';
import type { Genesis } from '../../web/ledger/genesis.ts';
import { type KeyPair, signatureCache } from '../../web/ledger/key.ts';
import type { PastBlock } from '../../web/ledger/past.ts';
import { accountOf } from '../../web/ledger/state.ts';
import { type SignedTransaction, signTransaction } from '../../web/ledger/transaction.ts';

export const SEED = 0x7f3a;

// Keys are slow to make; the same few serve every test.
const keys = new Map<string, KeyPair>();
export const keyOf = (name: string): KeyPair => {
  const known = keys.get(name);
  if (known) return known;
  const key = name.startsWith('seat ')
    ? demoSeatKey(SEED, Number(name.slice(5)))
    : demoAccountKey(SEED, name);
  keys.set(name, key);
  return key;
};

const genesis5 = demoGenesis({ seed: SEED, seats: 5, homes: 8 });

export interface World {
  readonly genesis: Genesis;
  chain: Chain;
  readonly rules: Rules;
  readonly blocks: PastBlock[];
  readonly applied: Applied[];
}

/** Checked once is checked for all tests: the cache only saves time. */
const verifier = signatureCache();

export const openWorld = (genesis: Genesis = genesis5): World => ({
  genesis,
  chain: openChain(genesis),
  rules: { contracts: contractTable(), verifier },
  blocks: [],
  applied: [],
});

export interface Wish {
  readonly from: string;
  readonly contract: string;
  readonly payload: Uint8Array;
  readonly nonce?: number;
  readonly chain?: string;
  readonly version?: number;
}

/** Signed by the account called `from`, with its next nonce unless told otherwise. */
export const signed = ({ chain }: World, wish: Wish): SignedTransaction => {
  const key = keyOf(wish.from);
  const next = (accountOf(chain.state, key.publicKey)?.nonce ?? 0) + 1;
  return signTransaction(
    {
      chain: wish.chain ?? chain.genesisHash,
      contract: wish.contract,
      contractVersion: wish.version ?? 1,
      from: key.publicKey,
      nonce: wish.nonce ?? next,
      payload: wish.payload,
    },
    key,
  );
};

export const payment = (to: string, valueMicro: number): Uint8Array =>
  transfer.encode({ to: keyOf(to).publicKey, valueMicro } satisfies Payment);

export const pay = (
  world: World,
  [from, to]: readonly [from: string, to: string],
  valueMicro: number,
  nonce?: number,
): SignedTransaction =>
  signed(world, {
    from,
    contract: 'transfer',
    payload: payment(to, valueMicro),
    ...(nonce === undefined ? {} : { nonce }),
  });

export const certify = (hash: string, seats: readonly number[]): Certificate =>
  seats.map((seat) => attest(hash, seat, keyOf(`seat ${seat}`)));

/** One block more, certified by a bare majority; its term and index follow from its height. */
export const grow = (
  world: World,
  transactions: readonly SignedTransaction[],
  voters: readonly number[] = world.chain.tip.voters,
): Applied & { readonly block: Block } => {
  const index = world.chain.tip.height + 2;
  const bytes = buildBlock(world.chain, { transactions, term: 1, index, proposer: 1, voters });
  const applied = applyBlock(world.chain, bytes, { term: 1, index }, world.rules);
  if (!applied.block) throw new Error(`block refused: ${JSON.stringify(applied.fault)}`);
  world.chain = applied.chain;
  world.applied.push(applied);
  world.blocks.push({ bytes, certificate: certify(applied.hash, voters.slice(0, 3)) });
  return { ...applied, block: applied.block };
};

export const exportOf = ({ genesis, blocks }: World): string[] => [
  genesisLine(genesis),
  ...blocks.map(({ bytes, certificate }, i) => blockLine({ height: i + 1, bytes, certificate })),
];

/** Sum over all accounts, exactly. */
export const money = ({ genesis, chain }: World): bigint =>
  genesis.accounts.reduce(
    (sum, { publicKey }) => sum + BigInt(accountOf(chain.state, publicKey)?.balanceMicro ?? 0),
    0n,
  );
