import { expect } from '@open-wc/testing';
import { merklePath, merkleRoot, pathHolds } from '../../web/ledger/merkle.ts';
import { stream } from '../../web/rng.ts';
import { slowMerkleRoot } from '../twin/merkle.ts';

const hashes = (count: number, seed = 1): string[] => {
  const rng = stream(seed, 'merkle');
  const word = (): string => rng.u32().toString(16).padStart(8, '0');
  return Array.from({ length: count }, () => Array.from({ length: 8 }, word).join(''));
};

describe('Merkle tree', () => {
  it('has the root of the slow twin for every number of leaves', async () => {
    for (let count = 0; count <= 70; count++) {
      const leaves = hashes(count);
      expect(merkleRoot(leaves), String(count)).to.equal(await slowMerkleRoot(leaves));
    }
  });

  it('gives every leaf a path that leads to the root and no other leaf one', () => {
    for (const count of [1, 2, 3, 5, 6, 7, 8, 13, 33]) {
      const leaves = hashes(count);
      const root = merkleRoot(leaves);
      leaves.forEach((leaf, position) => {
        const path = merklePath(leaves, position);
        const where = `${String(position)} of ${String(count)}`;
        expect(path.length, where).to.be.at.most(Math.ceil(Math.log2(count)));
        expect(pathHolds(leaf, path, root), where).to.equal(true);
        const other = leaves[(position + 1) % count] ?? '';
        if (count > 1) expect(pathHolds(other, path, root), where).to.equal(false);
        const flipped = path.map(({ hash, side }) => ({
          hash,
          side: side === 'left' ? ('right' as const) : ('left' as const),
        }));
        if (count > 1) expect(pathHolds(leaf, flipped, root), where).to.equal(false);
      });
      expect(pathHolds('no hash', [], root)).to.equal(false);
      expect(pathHolds(leaves[0] ?? '', [{ hash: 'xy', side: 'left' }], root)).to.equal(false);
    }
  });

  it('tells a list from the same list with its end doubled (CVE-2012-2459)', () => {
    for (let count = 1; count <= 24; count++) {
      const leaves = hashes(count);
      for (let doubled = 1; doubled <= count; doubled++) {
        const longer = [...leaves, ...leaves.slice(-doubled)];
        expect(merkleRoot(longer), `${count} and ${doubled}`).to.not.equal(merkleRoot(leaves));
      }
    }
  });

  it('takes no inner node for a leaf', () => {
    const [a = '', b = '', c = ''] = hashes(3);
    const inner = merkleRoot([a, b]);
    expect(merkleRoot([inner, c])).to.not.equal(merkleRoot([a, b, c]));
  });
});
