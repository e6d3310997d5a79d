import { expect } from '@open-wc/testing';
import { decodeBlock, decodeBlockParts, encodeBlock } from '../../web/ledger/block.ts';
import {
  applyBlock,
  buildBlock,
  checkTransaction,
  decodeChain,
  encodeChain,
} from '../../web/ledger/chain.ts';
import { LEDGER_CONTRACTS } from '../../web/ledger/contracts.ts';
import { decodeGenesis, encodeGenesis } from '../../web/ledger/genesis.ts';
import { strictVerifier, type Verifier } from '../../web/ledger/key.ts';
import { stateRoot } from '../../web/ledger/state.ts';
import {
  decodeTransaction,
  encodeTransaction,
  type SignedTransaction,
} from '../../web/ledger/transaction.ts';
import { openVerifier } from '../../web/ledger/verify.ts';
import { type Rng, stream } from '../../web/rng.ts';
import { exportOf, grow, openWorld, pay, payment, signed } from './world.ts';

const SEED = 0x5eed;
const EACH = 34_000;
const where = (round: number): string => `seed ${SEED} round ${round}`;

/** Some bytes flipped, overwritten, cut out, doubled or put in. */
function mutate(bytes: Uint8Array, rng: Rng): Uint8Array {
  let changed = bytes.slice();
  for (let times = rng.below(3); times >= 0; times--) {
    const at = rng.below(Math.max(1, changed.length));
    const length = rng.below(8) + 1;
    switch (rng.below(6)) {
      case 0:
        changed[at] = (changed[at] ?? 0) ^ (1 << rng.below(8));
        break;
      case 1:
        changed[at] = [0, 1, 0x7f, 0x80, 0xff][rng.below(5)]!;
        break;
      case 2:
        changed = Uint8Array.of(...changed.slice(0, at), ...changed.slice(at + length));
        break;
      case 3:
        changed = Uint8Array.of(...changed.slice(0, at + length), ...changed.slice(at));
        break;
      case 4:
        changed.fill(0xff, at, at + length);
        break;
      default:
        changed = changed.slice(0, at);
    }
  }
  return changed;
}

function mutateText(text: string, rng: Rng): string {
  const at = rng.below(text.length);
  const length = rng.below(6) + 1;
  switch (rng.below(7)) {
    case 0:
      return text.slice(0, at) + text.slice(at + length);
    case 1:
      return text.slice(0, at + length) + text.slice(at);
    case 2:
      return text.slice(0, at);
    case 3:
      return text.replace(/\d+/, ['-1', '1e999', '9007199254740993', '0.5', 'null'][rng.below(5)]!);
    case 4:
      return (
        text.slice(0, at) + ['"', '{', '[', '\\', '\u0000', '🙂'][rng.below(6)]! + text.slice(at)
      );
    case 5: {
      const digit = rng.below(16).toString(16);
      return text.slice(0, at) + digit + text.slice(at + 1);
    }
    default:
      return text.replace(/"(?:block|certificate|seat|signature|genesis|voters)"/, '"__proto__"');
  }
}

const world = openWorld();
grow(world, [pay(world, ['Home 1', 'Home 2'], 1)]);
const pending: readonly SignedTransaction[] = [
  pay(world, ['Home 1', 'Home 3'], 4_200_000),
  pay(world, ['Home 2', 'Home 3'], 99_000_000),
  signed(world, { from: 'Faucet', contract: 'top-up', payload: payment('Home 8', 5) }),
];

/**
 * The real verifier, with the true claims known beforehand and a count of what it let through: a
 * changed message under an old signature must never be among them.
 */
const known = new Map<string, boolean>();
const strict: Verifier = {
  holds(claim) {
    const id = `${claim.id}/${claim.publicKey}/${claim.signature}`;
    const answer = known.get(id) ?? strictVerifier.holds(claim);
    if (known.size < 5000) known.set(id, answer);
    return answer;
  },
};
const rules = { ...world.rules, verifier: strict };
const { chain } = world;
const root = stateRoot(chain.state);

describe('hostile bytes', () => {
  it(`${EACH} changed transactions: refused, or exactly what was signed`, () => {
    const rng = stream(SEED, 'transactions');
    const wholes = pending.map(encodeTransaction);
    const honest = new Set(wholes.map(String));
    let decoded = 0;
    for (let round = 0; round < EACH; round++) {
      const bytes = mutate(wholes[rng.below(wholes.length)]!, rng);
      const transaction = decodeTransaction(bytes);
      if (!transaction) continue;
      decoded++;
      expect(encodeTransaction(transaction), where(round)).to.deep.equal(bytes);
      const fate = checkTransaction(chain, transaction, rules);
      if (honest.has(String(bytes))) continue;
      const early = fate !== null && ['signature', 'nonce', 'chain', 'authority'].includes(fate);
      expect(early, `${where(round)} ${String(fate)}`).to.equal(true);
    }
    expect(decoded).to.be.above(EACH / 20);
    expect(stateRoot(chain.state)).to.equal(root);
  });

  it(`${EACH} changed blocks: void, or their payments change nothing without a signature`, () => {
    const rng = stream(SEED, 'blocks');
    const index = 4;
    const later = openWorld();
    grow(later, [pay(later, ['Home 1', 'Home 2'], 1)]);
    const { block } = grow(later, pending);
    const whole = encodeBlock(block);
    let applied = 0;
    for (let round = 0; round < EACH; round++) {
      const bytes = mutate(whole, rng);
      const place = rng.below(2) === 0 ? { term: 1, index } : null;
      const result = applyBlock(chain, bytes, place, rules);
      if (result.fault) {
        expect(result.chain).to.equal(chain);
        continue;
      }
      applied++;
      // Only the header's free fields (term, index, proposer, voters) may differ without notice.
      const parts = decodeBlockParts(bytes);
      const payments = parts?.transactionBytes.map(String);
      expect(payments, where(round)).to.deep.equal(
        pending.map((each) => String(encodeTransaction(each))),
      );
    }
    expect(applied).to.be.above(20);
    expect(stateRoot(chain.state)).to.equal(root);
  });

  it('4,000 changed payments in blocks of honest form: nothing moves unsigned', () => {
    const rng = stream(SEED, 'forgeries');
    const wholes = pending.map(encodeTransaction);
    const honest = new Set(wholes.map(String));
    let looked = 0;
    for (let round = 0; round < 4000; round++) {
      const bytes = mutate(wholes[rng.below(wholes.length)]!, rng);
      const transaction = decodeTransaction(bytes);
      if (!transaction || honest.has(String(bytes))) continue;
      looked++;
      const place = { term: 1, index: 4 };
      const proposal = {
        transactions: [transaction],
        ...place,
        proposer: 1,
        voters: [1, 2, 3, 4, 5],
      };
      const result = applyBlock(chain, buildBlock(chain, proposal), place, rules);
      expect(result.receipts[0]?.accepted, where(round)).to.equal(false);
      expect(stateRoot(result.chain.state), where(round)).to.equal(root);
    }
    expect(looked).to.be.above(1000);
  });

  it(`${EACH} changed lines: a problem or the same chain, never an exception`, () => {
    const rng = stream(SEED, 'lines');
    const small = openWorld();
    for (let i = 0; i < 3; i++) grow(small, [pay(small, ['Home 1', 'Home 2'], i + 1)]);
    const lines = exportOf(small);
    const heads = lines.map((_, at) => {
      const verifier = openVerifier({ verifier: strict });
      lines.slice(0, at).forEach((line) => verifier.feed(line));
      return verifier.chain();
    });
    let refused = 0;
    for (let round = 0; round < EACH; round++) {
      // The genesis is checked point by point and slow; a few hundred of it will do.
      const at = round % 80 === 0 ? 0 : rng.below(3) + 1;
      const line = mutateText(lines[at]!, rng);
      const head = heads[at] ?? null;
      const verifier = openVerifier({ verifier: strict, ...(head ? { chain: head } : {}) });
      verifier.claims(line);
      const held = verifier.feed(line);
      const { valid, problems } = verifier.result();
      if (problems.length > 0) {
        refused++;
        expect(valid, where(round)).to.equal(false);
        expect(held, where(round)).to.equal(null);
      } else if (held) {
        // White space and the order of fields are all that may differ.
        expect(held.hash, where(round)).to.equal(small.applied[at - 1]?.hash);
      }
    }
    expect(refused).to.be.above(EACH / 2);
  });

  it('changed certificates, geneses, snapshots and payloads are read strictly or not at all', () => {
    const rng = stream(SEED, 'others');
    const genesisBytes = encodeGenesis(world.genesis);
    const snapshot = encodeChain(chain);
    for (let round = 0; round < 2000; round++) {
      const back = decodeChain(world.genesis, mutate(snapshot, rng));
      if (back) expect(back.genesisHash).to.equal(chain.genesisHash);
      decodeBlock(mutate(snapshot, rng));
      if (round < 300) decodeGenesis(mutate(genesisBytes, rng));
      const noise = Uint8Array.from({ length: rng.below(80) }, () => rng.below(256));
      for (const contract of LEDGER_CONTRACTS) {
        const payload = contract.decode(noise);
        if (payload !== null) expect(contract.encode(payload)).to.deep.equal(noise);
        expect(contract.check(noise)).to.be.an('array');
      }
    }
  });
});
