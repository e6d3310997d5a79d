/** The real checks on a forged copy, each from the transactions up. */
import {
  type Block,
  type BlockHeader,
  type Certificate,
  decodeBlock,
  decodeBlockParts,
  headerHash,
} from './block.ts';
import { hexOf } from './bytes.ts';
import { attestationClaim, certificateFault, majorityOf } from './certificate.ts';
import type { Chain, Rules } from './chain.ts';
import type { Genesis } from './genesis.ts';
import { DOMAIN, hashOf } from './hash.ts';
import { verify } from './key.ts';
import { merkleRoot } from './merkle.ts';
import type { Past, PastBlock, PastCheck, PastFinding } from './past.ts';
import { accountOf } from './state.ts';
import { type Hex, signedPart, type SignedTransaction } from './transaction.ts';

/** Where the cheat sets in: an accepted payment, and the chain before its block. */
export interface Target {
  readonly height: number;
  readonly position: number;
  readonly block: Block;
  readonly before: Chain;
}

/** Rows of the forged chain to show: some before the change, some after. */
const ROWS_BEFORE = 2;
const ROWS_AFTER = 4;

/** The header that a block's transactions deserve, whatever Merkle root it claims. */
function contentHeader(bytes: Uint8Array): BlockHeader {
  const { block, transactionBytes } = decodeBlockParts(bytes)!;
  const hashes = transactionBytes.map((each) => hexOf(hashOf(DOMAIN.transaction, each)));
  return { ...block.header, merkleRoot: merkleRoot(hashes) };
}

/** A forged block with what its bytes say, and what its content gives. */
export interface Examined {
  readonly claimed: BlockHeader;
  readonly content: BlockHeader;
  readonly hash: Hex;
  readonly certificate: Certificate;
}

/** The forged blocks from the changed one on. */
export function examine(forged: readonly PastBlock[]): readonly Examined[] {
  return forged.map(({ bytes, certificate }) => {
    const content = contentHeader(bytes);
    const claimed = decodeBlock(bytes)!.header;
    return { claimed, content, hash: headerHash(content), certificate };
  });
}

/** How many seats really signed what the block holds. */
function signedBy({ certificate, hash }: Examined, genesis: Genesis, rules: Rules): number {
  return certificate.filter((attestation) => {
    const claim = attestationClaim(attestation, hash, genesis);
    return claim && rules.verifier.holds(claim);
  }).length;
}

/** All checks of the forged blocks, the first of which is the changed one. */
export function findings(
  blocks: readonly Examined[],
  payment: SignedTransaction,
  target: Target,
  { genesis, rules, holders }: { genesis: Genesis; rules: Rules; holders: readonly number[] },
): readonly PastFinding[] {
  const none = { count: 0, needed: 0 };
  const finding = (check: PastCheck, failed: number, counts = none): PastFinding => {
    const height = target.height + Math.max(0, failed);
    return { check, held: failed < 0, height, ...counts };
  };
  const first = (holds: (block: Examined, i: number) => boolean): number =>
    blocks.findIndex((block, i) => !holds(block, i));
  const merkle = first(({ claimed, content }) => claimed.merkleRoot === content.merkleRoot);
  const { transactions } = target.block;
  const payer = transactions[target.position]!.from;
  const signed = verify(payment.signature, signedPart(payment), payment.from);
  const owned = payment.from === payer && accountOf(target.before.state, payment.from) !== null;
  const certified = first(({ certificate, content }) => {
    return !certificateFault(certificate, content, genesis, rules.verifier);
  });
  const shown = blocks[Math.max(0, certified)]!;
  const needed = majorityOf(shown.content.voters);
  const others = holders.length >= majorityOf(blocks[0]!.content.voters);
  return [
    finding('hash', merkle),
    finding(
      'link',
      first(({ content }, i) => i === 0 || content.previousHash === blocks[i - 1]!.hash),
    ),
    finding('merkle', merkle),
    finding('signature', signed ? -1 : 0),
    finding('account', owned ? -1 : 0),
    finding('certificate', certified, { count: signedBy(shown, genesis, rules), needed }),
    finding('others', others ? -1 : 0, {
      count: holders.length,
      needed: majorityOf(blocks[0]!.content.voters),
    }),
  ];
}

/** First and last difference of two byte strings, as a range in `after`. */
export function changedRange(before: Uint8Array, after: Uint8Array): [from: number, to: number] {
  let from = 0;
  while (from < after.length && before[from] === after[from]) from++;
  let to = after.length;
  let old = before.length;
  while (to > from && old > from && before[old - 1] === after[to - 1]) {
    to--;
    old--;
  }
  return [from, to];
}

/** Rows of the forged chain; after a broken name or link nothing can be believed. */
export function rowsAround(
  forged: readonly PastBlock[],
  height: number,
  unbroken: boolean,
): Past['chain'] {
  const from = Math.max(1, height - ROWS_BEFORE);
  return forged.slice(from - 1, height + ROWS_AFTER).map(({ bytes }, i) => {
    const header = contentHeader(bytes);
    return {
      height: header.height,
      hash: headerHash(header),
      previousHash: header.previousHash,
      held: unbroken || from + i < height,
    };
  });
}
