import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { markOf, seal, unseal } from '../../web/kernel/seal.ts';

describe('sealed bytes', () => {
  it('marks text with FNV-1a as published', () => {
    // Test vectors of the FNV authors for 32-bit FNV-1a.
    expect(markOf('')).to.equal(0x811c9dc5);
    expect(markOf('a')).to.equal(0xe40c292c);
    expect(markOf('foobar')).to.equal(0xbf9cf968);
  });

  it('gives back what was put in, and refuses any other mark', () => {
    const content = fc.tuple(fc.array(fc.uint8Array()), fc.integer({ min: 0, max: 0xffffffff }));
    fc.assert(
      fc.property(content, ([parts, mark]) => {
        const bytes = seal(mark, parts);
        expect(Array.from(unseal(mark, bytes))).to.deep.equal(parts.flatMap((p) => Array.from(p)));
        expect(() => unseal((mark ^ 1) >>> 0, bytes)).to.throw(RangeError, 'not the state');
      }),
    );
  });

  it('refuses a changed, cut or lengthened body', () => {
    const body = fc.record({
      bytes: fc.uint8Array({ minLength: 1 }),
      at: fc.nat(),
      bit: fc.nat(7),
    });
    fc.assert(
      fc.property(body, ({ bytes, at, bit }) => {
        const sealed = seal(7, [bytes]);
        const changed = sealed.slice();
        changed[16 + (at % bytes.length)]! ^= 1 << bit;
        const longer = new Uint8Array(sealed.length + 1);
        longer.set(sealed);
        for (const wrong of [changed, sealed.slice(0, -1), longer]) {
          expect(() => unseal(7, wrong)).to.throw(RangeError, 'damaged');
        }
      }),
    );
    expect(() => unseal(7, new Uint8Array(5))).to.throw(RangeError, 'not the state');
  });
});
