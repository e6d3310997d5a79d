import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { expect } from '@open-wc/testing';
import { getCase } from '../../web/grid/cases.ts';
import { openKernel } from '../../web/kernel/kernel.ts';
import expected from '../vectors/bits.json' with { type: 'json' };
import { kernelBits } from '../vectors/bits.mjs';

// bits.json was written by Node; a browser that computes anything else breaks the promise that a
// link gives the same numbers everywhere.
describe('bits', () => {
  it('are the same in this browser as in Node', async () => {
    const bits = kernelBits({ kernel: await openKernel(), getCase });
    const hashes = Object.fromEntries(
      Object.entries(bits).map(([name, bytes]) => [name, bytesToHex(sha256(bytes))]),
    );
    expect(hashes).to.deep.equal(expected);
  });
});
