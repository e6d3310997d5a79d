/**
 * "Change the past": five cheats on a copy of the chain, and what each check says to them. Every
 * finding is the answer of the real check, from the transactions up; nothing is staged.
 */
import { type Certificate, decodeBlock, encodeBlock, headerHash } from './block.ts';
import { attest, majorityOf } from './certificate.ts';
import { applyBlock, buildBlock, type Chain, openChain, type Rules } from './chain.ts';
import { transfer } from './contracts/transfer.ts';
import type { Genesis } from './genesis.ts';
import type { KeyPair } from './key.ts';
import { changedRange, examine, findings, rowsAround, type Target } from './past-check.ts';
import { accountOf } from './state.ts';
import { type Hex, type SignedTransaction, signTransaction } from './transaction.ts';

export type Rung = 1 | 2 | 3 | 4 | 5;

/** The true chain, and the keys a cheat may steal. */
export interface PastSource {
  readonly genesis: Genesis;
  /** Heights 1, 2, 3 … with their certificates. */
  readonly blocks: readonly PastBlock[];
  readonly accountKeys: readonly KeyPair[];
  readonly seatKeys: readonly { readonly seat: number; readonly key: KeyPair }[];
  /** Somebody who has no account here. */
  readonly stranger: KeyPair;
}

export interface PastBlock {
  readonly bytes: Uint8Array;
  readonly certificate: Certificate;
}

/** What is checked of a copy of the chain, in this order. */
export type PastCheck =
  /** The block's content gives the name under which it is known. */
  | 'hash'
  /** Each block names the one before it. */
  | 'link'
  /** Transactions give the Merkle root of the header. */
  | 'merkle'
  /** The payment's signature is by the key it names. */
  | 'signature'
  /** That key is an account's, and still the payer's. */
  | 'account'
  /** A majority of the seats signed the header. */
  | 'certificate'
  /** A majority of the seats hold the same block. */
  | 'others';

export interface PastFinding {
  readonly check: PastCheck;
  readonly held: boolean;
  /** The first block where it fails; of a check that held, the changed one. */
  readonly height: number;
  /** For the sentence: how many seats signed or agree, and how many are needed; else 0. */
  readonly count: number;
  readonly needed: number;
}

interface PastSeat {
  readonly seat: number;
  /** Every check on its own copy holds. */
  readonly valid: boolean;
  readonly forged: boolean;
  /** Of its block at the changed height. */
  readonly blockHash: Hex;
}

export interface Past {
  readonly rung: Rung;
  /** Of the changed block. */
  readonly height: number;
  /** Position of the payment in it. */
  readonly position: number;
  /** Names of the payer, and what was paid before and after the change. */
  readonly payer: string;
  readonly valueMicroBefore: number;
  readonly valueMicroAfter: number;
  /** The block's bytes; they differ from `changedFrom` up to but not including `changedTo`. */
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  readonly changedFrom: number;
  readonly changedTo: number;
  readonly findings: readonly PastFinding[];
  /** The forged copy around the change. */
  readonly chain: readonly {
    readonly height: number;
    readonly hash: Hex;
    readonly previousHash: Hex;
    readonly held: boolean;
  }[];
  readonly seats: readonly PastSeat[];
  /** Seats that signed two different blocks of one height: their own signatures convict them. */
  readonly equivocators: readonly number[];
  /** The forged copy, block by block. */
  readonly forged: readonly PastBlock[];
}

/** Runs the true chain once; null: it is not valid, or there is no payment where one is wanted. */
function findTarget({ genesis, blocks }: PastSource, wanted: number, rules: Rules): Target | null {
  let chain = openChain(genesis);
  let newest: Target | null = null;
  let older: Target | null = null;
  for (const { bytes } of blocks) {
    const { chain: next, block, receipts } = applyBlock(chain, bytes, null, rules);
    if (!block) return null;
    const { height } = block.header;
    const position = block.transactions.findIndex(
      ({ contract }, i) => contract === transfer.name && receipts[i]?.accepted,
    );
    if (position >= 0) {
      const target = { height, position, block, before: chain };
      if (height === wanted) return target;
      older = newest;
      newest = target;
    }
    chain = next;
  }
  if (wanted !== 0) return null;
  // With blocks on top there are links to break.
  return newest?.height === chain.tip.height ? (older ?? newest) : newest;
}

/** Ten times the payment, or whatever the payer had. */
function dearer(transaction: SignedTransaction, { state }: Chain): [from: number, to: number] {
  const valueMicro = transfer.decode(transaction.payload)?.valueMicro ?? 0;
  const { balanceMicro } = accountOf(state, transaction.from) ?? { balanceMicro: 0 };
  const most = Math.min(valueMicro * 10, balanceMicro);
  return [valueMicro, most > valueMicro ? most : valueMicro + 1];
}

/** The payment as the cheat of this rung leaves it. */
function forge(
  transaction: SignedTransaction,
  valueMicro: number,
  rung: Rung,
  { accountKeys, stranger }: PastSource,
): SignedTransaction {
  const { to } = transfer.decode(transaction.payload)!;
  const changed = { ...transaction, payload: transfer.encode({ to, valueMicro }) };
  if (rung <= 2) return changed;
  const owner = accountKeys.find(({ publicKey }) => publicKey === transaction.from);
  const key = rung === 3 ? stranger : (owner ?? stranger);
  return signTransaction({ ...changed, from: key.publicKey }, key);
}

/** The chain from the changed block on, built again as an honest leader would build it. */
function rebuild(
  target: Target,
  transactions: readonly SignedTransaction[],
  source: PastSource,
  { rules, signers }: { readonly rules: Rules; readonly signers: readonly number[] },
): PastBlock[] {
  let chain = target.before;
  return source.blocks.slice(target.height - 1).map(({ bytes: old, certificate }, i) => {
    const block = i === 0 ? target.block : decodeBlock(old)!;
    const { term, index, proposer, voters } = block.header;
    const wanted = i === 0 ? transactions : block.transactions;
    const proposal = { transactions: wanted, term, index, proposer, voters };
    const bytes = buildBlock(chain, proposal);
    const applied = applyBlock(chain, bytes, null, rules);
    chain = applied.chain;
    const keys = source.seatKeys.filter(({ seat }) => signers.includes(seat));
    const forged = keys.map(({ seat, key }) => attest(applied.hash, seat, key));
    return { bytes, certificate: signers.length > 0 ? forged : certificate };
  });
}

/**
 * Performs the cheat of a rung on a copy and asks every check. `height` 0: the newest payment
 * with blocks on top of it. null: the chain holds no payment to change.
 */
export function changePast(
  source: PastSource,
  rung: Rung,
  height: number,
  rules: Rules,
): Past | null {
  const target = findTarget(source, height, rules);
  if (!target) return null;
  const { block, position, before: chainBefore } = target;
  const { voters } = block.header;
  const payment = block.transactions[position]!;
  const [valueMicroBefore, valueMicroAfter] = dearer(payment, chainBefore);
  const forgedPayment = forge(payment, valueMicroAfter, rung, source);
  const transactions = block.transactions.with(position, forgedPayment);
  const holders = voters.slice(0, rung === 5 ? majorityOf(voters) : 1);
  const { bytes: before, certificate } = source.blocks[target.height - 1]!;
  const edited = { bytes: encodeBlock({ header: block.header, transactions }), certificate };
  const tail =
    rung === 1
      ? [edited, ...source.blocks.slice(target.height)]
      : rebuild(target, transactions, source, { rules, signers: rung >= 4 ? holders : [] });
  const examined = examine(tail);
  const { genesis } = source;
  const found = findings(examined, forgedPayment, target, { genesis, rules, holders });
  const after = tail[0]!.bytes;
  const [changedFrom, changedTo] = changedRange(before, after);
  const forged = [...source.blocks.slice(0, target.height - 1), ...tail];
  const trueHash = headerHash(block.header);
  const signedTwice = examined[0]!.certificate.filter(({ seat }) => {
    return rung >= 4 && certificate.some((attestation) => attestation.seat === seat);
  });
  const sound = found.every(({ check, held }) => held || check === 'others');
  const unbroken = found.every(({ check, held }) => held || !['hash', 'link'].includes(check));
  return {
    rung,
    height: target.height,
    position,
    payer: accountOf(chainBefore.state, payment.from)?.name ?? '',
    valueMicroBefore,
    valueMicroAfter,
    before,
    after,
    changedFrom,
    changedTo,
    findings: found,
    chain: rowsAround(forged, target.height, unbroken),
    seats: voters.map((seat) => {
      const mine = holders.includes(seat);
      const blockHash = mine ? examined[0]!.hash : trueHash;
      return { seat, valid: sound || !mine, forged: mine, blockHash };
    }),
    equivocators: signedTwice.map(({ seat }) => seat),
    forged,
  };
}
