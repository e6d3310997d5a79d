import { expect } from '@open-wc/testing';
import type { Certificate } from '../../web/ledger/block.ts';
import { certificateFault, majorityOf } from '../../web/ledger/certificate.ts';
import { certify, grow, openWorld, pay } from './world.ts';

describe('certificate', () => {
  const world = openWorld();
  const first = grow(world, [pay(world, ['Home 1', 'Home 2'], 1)]);
  const { genesis, rules } = world;
  const fault = (
    certificate: Certificate,
    applied = first,
    previousVoters: readonly number[] = [1, 2, 3, 4, 5],
  ) => {
    const electorate = { genesis, previousVoters };
    return certificateFault(certificate, applied.block.header, electorate, rules.verifier);
  };

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

  it('needs the majority of the voters before too, when members change', () => {
    const changed = grow(world, [], [1, 2, 3, 4, 5, 6, 7]);
    expect(fault(certify(changed.hash, [4, 5, 6, 7]), changed)).to.equal('majority');
    expect(fault(certify(changed.hash, [3, 4, 5, 6]), changed)).to.equal(null);
    const alone = grow(world, [], [6]);
    const seven = [1, 2, 3, 4, 5, 6, 7];
    expect(fault(certify(alone.hash, [6]), alone, seven)).to.equal('majority');
    expect(fault(certify(alone.hash, [1, 2, 3, 4]), alone, seven)).to.equal('majority');
    expect(fault(certify(alone.hash, [1, 2, 3, 6]), alone, seven)).to.equal(null);
    expect(fault(certify(alone.hash, [6]), alone, [6])).to.equal(null);
  });

  it('stands for one block only: the signature of a header is no payment and no other header', () => {
    const second = grow(world, [], [6]);
    const [own] = certify(second.hash, [6]);
    expect(fault([own!], second, [6])).to.equal(null);
    expect(fault([own!], first, [6])).to.not.equal(null);
  });
});
