import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { fromState, stream } from '../../web/rng.ts';
import { loadKernelModule } from '../../web/kernel/module.ts';
import { openWasm, type Wasm } from '../../web/kernel/wasm.ts';
import vectors from '../vectors/rng.json' with { type: 'json' };

describe('randomness inside wasm', () => {
  let wasm: Wasm;
  before(async () => {
    wasm = openWasm(await loadKernelModule());
  });

  it('gives the numbers of the reference C, as web/rng.ts does', () => {
    const [a, b, c, d] = vectors.state as [number, number, number, number];
    wasm.rngSetState(a, b, c, d);
    const page = fromState([a, b, c, d]);
    expect(vectors.first.map(() => wasm.rngU32() >>> 0)).to.deep.equal(vectors.first);
    expect(vectors.first.map(() => page.u32())).to.deep.equal(vectors.first);
  });

  it('is the same stream as the page’s, draw by draw', () => {
    const seeds = fc.record({
      seed: fc.integer({ min: 0, max: 0xffffffff }),
      island: fc.oneof(fc.nat(12), fc.nat(1_000_000)),
      below: fc.integer({ min: 1, max: 0x7fffffff }),
    });
    fc.assert(
      fc.property(seeds, ({ seed, island, below }) => {
        const page = stream(seed, `island-${island}`);
        wasm.rngStartIsland(seed, island);
        for (let i = 0; i < 5; i++) {
          expect(wasm.rngU32() >>> 0).to.equal(page.u32());
          expect(wasm.rngUnit()).to.equal(page.unit());
          expect(wasm.rngBelow(below) >>> 0).to.equal(page.below(below));
        }
      }),
    );
  });
});
