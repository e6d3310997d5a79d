import { expect } from '@open-wc/testing';
import { decodeBlock } from '../../web/ledger/block.ts';
import { transfer } from '../../web/ledger/contracts/transfer.ts';
import { blockLine, genesisLine } from '../../web/ledger/export.ts';
import { demoKey } from '../../web/ledger/key.ts';
import { changePast, type Past, type PastSource, type Rung } from '../../web/ledger/past.ts';
import { openVerifier } from '../../web/ledger/verify.ts';
import { grow, keyOf, openWorld, pay, SEED } from './world.ts';

const world = openWorld();
for (let i = 0; i < 8; i++) grow(world, [pay(world, ['Home 7', 'Home 3'], 400_000 + i)]);
const source: PastSource = {
  genesis: world.genesis,
  blocks: world.blocks,
  accountKeys: world.genesis.accounts.map(({ name }) => keyOf(name)),
  seatKeys: world.genesis.seats.map(({ seat }) => ({ seat, key: keyOf(`seat ${String(seat)}`) })),
  stranger: demoKey(SEED, 'a stranger'),
};
const cheat = (rung: Rung, height = 5): Past => changePast(source, rung, height, world.rules)!;
const failed = ({ findings }: Past): readonly string[] =>
  findings.filter(({ held }) => !held).map(({ check }) => check);

/** What the verifier of exports says to the forged copy; it shares no code with the findings. */
const verdict = ({ forged }: Past) => {
  const verifier = openVerifier({ verifier: world.rules.verifier });
  verifier.feed(genesisLine(world.genesis));
  forged.forEach((block, i) => verifier.feed(blockLine({ height: i + 1, ...block })));
  return verifier.result();
};

describe('change the past', () => {
  it('rung 1: the content no longer gives the name, and the chain breaks there', () => {
    const past = cheat(1);
    expect(failed(past)).to.deep.equal([
      ...['hash', 'link', 'merkle', 'signature', 'certificate', 'others'],
    ]);
    expect(past.findings.map(({ height }) => height)).to.deep.equal([5, 6, 5, 5, 5, 5, 5]);
    expect(past.chain.map(({ height, held }) => [height, held])).to.deep.equal([
      [3, true],
      [4, true],
      ...[5, 6, 7, 8].map((height) => [height, false]),
    ]);
    expect(verdict(past).problems[0]?.rule).to.equal('block-merkle');
  });

  it('rung 2: the hashes agree again, the signature does not', () => {
    const past = cheat(2);
    expect(failed(past)).to.deep.equal(['signature', 'certificate', 'others']);
    expect(past.chain.every(({ held }) => held)).to.equal(true);
    past.chain.forEach(({ previousHash }, i) => {
      if (i > 0) expect(previousHash).to.equal(past.chain[i - 1]?.hash);
    });
    expect(verdict(past).problems[0]?.rule).to.equal('certificate-signature');
  });

  it('rung 3: a valid signature by a stranger, who has no account', () => {
    expect(failed(cheat(3))).to.deep.equal(['account', 'certificate', 'others']);
  });

  it('rung 4: the owner’s stolen key, and still one seat is no majority', () => {
    const past = cheat(4);
    expect(failed(past)).to.deep.equal(['certificate', 'others']);
    const [certificate, others] = past.findings.slice(-2);
    expect([certificate?.count, certificate?.needed]).to.deep.equal([1, 3]);
    expect([others?.count, others?.needed]).to.deep.equal([1, 3]);
    expect(past.seats.filter(({ forged }) => forged).map(({ seat }) => seat)).to.deep.equal([1]);
    expect(verdict(past).problems[0]?.rule).to.equal('certificate-majority');
  });

  it('rung 5: three seats of five make the forgery the truth, and convict themselves', () => {
    const past = cheat(5);
    expect(failed(past)).to.deep.equal([]);
    expect(verdict(past)).to.include({ valid: true, height: 8 });
    expect(past.equivocators).to.deep.equal([1, 2, 3]);
    expect(past.seats.map(({ forged, valid }) => [forged, valid])).to.deep.equal([
      ...[1, 2, 3].map(() => [true, true]),
      ...[4, 5].map(() => [false, true]),
    ]);
    const [own, theirs] = [past.seats[0]?.blockHash, past.seats[4]?.blockHash];
    expect(own).to.not.equal(theirs);
    expect(theirs).to.equal(world.applied[4]?.hash);
  });

  it('changes the one payment, tenfold, and says where the bytes differ', () => {
    for (const rung of [1, 2, 3, 4, 5] as const) {
      const past = cheat(rung);
      expect([past.height, past.payer]).to.deep.equal([5, 'Home 7']);
      expect([past.valueMicroBefore, past.valueMicroAfter]).to.deep.equal([400_004, 4_000_040]);
      expect(past.before).to.deep.equal(world.blocks[4]?.bytes);
      const value = decodeBlock(past.after)?.transactions[past.position]?.payload;
      expect(value && transfer.decode(value)?.valueMicro).to.equal(4_000_040);
      const { before, after, changedFrom, changedTo } = past;
      expect(after.slice(0, changedFrom)).to.deep.equal(before.slice(0, changedFrom));
      expect(after.slice(changedTo)).to.deep.equal(before.slice(changedTo));
      expect(after[changedFrom]).to.not.equal(before[changedFrom]);
      expect(after[changedTo - 1]).to.not.equal(before[changedTo - 1]);
    }
    // The payment's eight bytes, and nothing else, on the first rung.
    const first = cheat(1);
    expect(first.changedTo - first.changedFrom).to.be.at.most(3);
  });

  it('chooses a payment with blocks on top, and says when there is none', () => {
    expect(cheat(1, 0).height).to.equal(7);
    expect(changePast(source, 1, 99, world.rules)).to.equal(null);
    const empty = openWorld();
    grow(empty, []);
    const none = { ...source, blocks: empty.blocks };
    expect(changePast(none, 1, 0, empty.rules)).to.equal(null);
    const alone = openWorld();
    grow(alone, [pay(alone, ['Home 1', 'Home 2'], 50_000_000)]);
    const last = changePast({ ...source, blocks: alone.blocks }, 1, 0, alone.rules);
    expect(last).to.include({ height: 1, valueMicroAfter: 50_000_001 });
    expect(last && failed(last)).to.not.include('link');
  });

  it('leaves the true chain as it was', () => {
    const before = structuredClone(source);
    for (const rung of [1, 2, 3, 4, 5] as const) cheat(rung);
    expect(source).to.deep.equal(before);
  });
});
