/** Words of "Change the past". */
import type { Past, PastCheck, PastFinding } from '../../ledger/past.ts';
import { formatCount, formatMicro } from '../../units.ts';

const plural = (count: number, one: string, many: string): string => (count === 1 ? one : many);

const usdt = (micro: number): string => `${formatMicro(micro)} USDT`;

export const past = {
  lead: 'Five ways to rewrite history, each cleverer than the one before, and who notices.',
  rungs: {
    1: {
      title: 'Edit my copy',
      cheat: 'Write ten times the amount into a block on my own disk.',
      lesson: 'A hash names content: other content, other name.',
    },
    2: {
      title: 'Recompute all hashes',
      cheat: 'Give the block, and every one after it, a fitting name again.',
      lesson: 'Hashes alone stop nobody. A signature says who agreed to the words.',
    },
    3: {
      title: 'Sign with my own key',
      cheat: 'Replace the missing signature by one of mine.',
      lesson: 'A valid signature of a stranger opens no account.',
    },
    4: {
      title: 'Steal the key, rewrite my seat',
      cheat: 'With the owner’s own key, make one seat’s copy perfect in itself.',
      lesson: 'Four other seats hold the true block. Replication and majority repair the copy.',
    },
    5: {
      title: 'Corrupt three seats',
      cheat: 'Let a majority of the seats sign the forgery.',
      lesson:
        'Now the forgery is the truth. Raft survives crashes, not liars: against f liars one ' +
        'needs a Byzantine protocol with 3f + 1 nodes.',
    },
  },
  do: 'Do it',
  undo: 'Undo',
  repair: 'Ask the others',
  bytes: 'Show bytes',
  before: 'before',
  after: 'after',
  link: 'Link to this rung',
  checks: 'What every check says now',
  held: 'holds',
  broken: 'broken',
  copies: 'The five seats’ copies',
  copy: (seat: number): string => `Seat ${seat}`,
  true: 'true copy',
  forged: 'forged',
  chain: 'The chain on this seat',
  took: (ms: number): string => `Checked by this browser in ${ms} ms.`,
  needs: 'The chain needs a payment first. Make one under Wallets.',
  notDone: 'Nothing is changed yet.',
  change: (past: Past): string =>
    `Block ${formatCount(past.height)}: ${past.payer} paid ${usdt(past.valueMicroBefore)}; the copy now says ` +
    `${usdt(past.valueMicroAfter)}.`,
  finding: ({ check, held, height, count, needed }: PastFinding, past: Past): string => {
    switch (check) {
      case 'hash':
        return held
          ? `Block ${formatCount(height)} matches its own name.`
          : `Block ${formatCount(height)} does not match its own name.`;
      case 'link':
        return held
          ? 'Every block names the one before it.'
          : `Block ${formatCount(height)} names a block that is not there; everything after it hangs loose.`;
      case 'merkle':
        return held
          ? 'The transactions give the root in the header.'
          : `The transactions of block ${formatCount(height)} do not give the root in its header.`;
      case 'signature':
        return held
          ? 'The payment’s signature is by the key it names.'
          : `${past.payer} never signed this.`;
      case 'account':
        return held
          ? `The key is ${past.payer}’s own.`
          : 'Signed by a stranger: this key has no account, so the payment is refused.';
      case 'certificate':
        return held
          ? `${count} seats signed the block; ${needed} are needed.`
          : `${count} of the ${needed} seats that are needed signed this block.`;
      case 'others':
        return held
          ? `${count} seats hold this block; ${needed} make a majority.`
          : `Only ${count} ${plural(count, 'seat holds', 'seats hold')} this block; ` +
              `${needed} make a majority.`;
    }
  },
  repaired: {
    hash: 'The block matches its own name again.',
    link: 'Every block names the one before it.',
    merkle: 'The transactions give the root in the header.',
    signature: 'The payment’s signature is by the key it names.',
    account: 'The key is the payer’s own.',
    certificate: 'A majority signed the block.',
    others: 'The others sent the true block with a majority’s signatures; the copy is repaired.',
  } satisfies Record<PastCheck, string>,
} as const;
