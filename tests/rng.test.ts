import { expect } from '@open-wc/testing';
import { fromState, stream } from '../web/rng.ts';

describe('rng', () => {
  it('gives the first numbers of xoshiro128** from state 1, 2, 3, 4', () => {
    // Computed by the authors' reference C (xoshiro128starstar.c, version 1.1).
    const rng = fromState([1, 2, 3, 4]);
    expect([rng.u32(), rng.u32(), rng.u32()]).to.deep.equal([11520, 0, 5927040]);
  });

  it('keeps streams apart and repeats them', () => {
    const a = stream(7, 'weather');
    const b = stream(7, 'load/3');
    const again = stream(7, 'weather');
    const first = [a.u32(), a.u32()];
    expect([again.u32(), again.u32()]).to.deep.equal(first);
    expect([b.u32(), b.u32()]).to.not.deep.equal(first);
  });
});
