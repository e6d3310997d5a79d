import { expect } from '@open-wc/testing';
import type { Certificate } from '../../web/ledger/block.ts';
import { certificateFault, isStep, majorityOf } from '../../web/ledger/certificate.ts';
import { certify, grow, openWorld, pay } from './world.ts';

describe('certificate', () => {
  const world = openWorld();
  const first = grow(world, [pay(world, ['Home 1', 'Home 2'], 1)]);
  const { genesis, rules } = world;
  const fault = (certificate: Certificate, applied = first) =>
    certificateFault(certificate, applied.block.header, genesis, rules.verifier);

  it('is a majority of the seats, more than half of any number', () => {
    expect([1, 2, 3, 4, 5, 6, 7].map((n) => majorityOf(Array<number>(n).fill(0)))).to.deep.equal([
      1, 2, 2, 3, 3, 4, 4,
    ]);
    expect(fault(certify(first.hash, [1, 2, 3]))).to.equal(null);
    expect(fault(certify(first.hash, [2, 4, 5]))).to.equal(null);
    expect(fault(certify(first.hash, [1, 2, 3, 4, 5]))).to.equal(null);
  });

  it('is refused with too few, doubled, strange or wrong signatures', () => {
    expect(fault([])).to.equal('majority');
    expect(fault(certify(first.hash, [1, 2]))).to.equal('majority');
    const [one, two, three] = certify(first.hash, [1, 2, 3]);
    expect(fault([one!, one!, two!])).to.equal('order');
    expect(fault([two!, one!, three!])).to.equal('order');
    // Seat 6 has a key in the genesis, but did not vote; seat 99 has none.
    expect(fault(certify(first.hash, [1, 2, 6]))).to.equal('stranger');
    expect(fault([...certify(first.hash, [1, 2, 3]), { ...one!, seat: 99 }])).to.equal('stranger');
    expect(fault(certify('ab'.repeat(32), [1, 2, 3]))).to.equal('signature');
    expect(fault([one!, two!, { ...three!, signature: one!.signature }])).to.equal('signature');
    // One bad signature spoils it, even where the others would do.
    const four = certify(first.hash, [1, 2, 3, 4]);
    expect(fault([...four.slice(0, 3), { ...four[3]!, signature: '00'.repeat(64) }])).to.equal(
      'signature',
    );
  });

  it('counts against the voters of its own block, for the others may be gone', () => {
    const four = grow(world, [], [1, 2, 3, 4]);
    expect(fault(certify(four.hash, [1, 2, 3]), four)).to.equal(null);
    expect(fault(certify(four.hash, [1, 2]), four)).to.equal('majority');
    expect(fault(certify(four.hash, [1, 2, 3, 5]), four)).to.equal('stranger');
    grow(world, [], [1, 2, 3]);
    const two = grow(world, [], [1, 2]);
    expect(fault(certify(two.hash, [1]), two)).to.equal('majority');
    const alone = grow(world, [], [2]);
    expect(fault(certify(alone.hash, [2]), alone)).to.equal(null);
    const again = grow(world, [], [2, 6]);
    expect(fault(certify(again.hash, [2, 6]), again)).to.equal(null);
  });

  it('shares a seat with every certificate before and after, as members come and go', () => {
    const all = [1, 2, 3, 4, 5, 6, 7];
    const subsets = (of: readonly number[]): number[][] =>
      of.reduce<number[][]>((sets, one) => [...sets, ...sets.map((set) => [...set, one])], [[]]);
    const voters = subsets(all).filter(({ length }) => length > 0);
    let pairs = 0;
    for (const before of voters) {
      for (const after of voters) {
        if (!isStep(before, after)) continue;
        pairs++;
        const seats = new Set([...before, ...after]).size;
        expect(
          majorityOf(before) + majorityOf(after),
          `${String(before)} → ${String(after)}`,
        ).to.be.above(seats);
      }
    }
    // Each of 127 sets with itself, and each of 7 seats come or gone, never down to none.
    expect(pairs).to.equal(127 + 7 * 128 - 2 * 7);
    expect([isStep([1, 2], [1, 3]), isStep([1], [1, 2, 3]), isStep([1, 2], [3])]).to.deep.equal([
      false,
      false,
      false,
    ]);
  });

  it('stands for one block only: the signature of a header is no payment and no other header', () => {
    const second = grow(world, [], [2, 6]);
    const own = certify(second.hash, [2, 6]);
    expect(fault(own, second)).to.equal(null);
    expect(fault(own, first)).to.not.equal(null);
  });
});
