import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { degreesOf, radiansOf, shiftedNumber, shiftedText } from '../../web/grid/decimal.ts';

const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('decimal shifts', () => {
  it('move the point of the text, not the binary number', () => {
    // The product 1.001 × 1000 is 1000.9999999999999 in doubles.
    expect(shiftedNumber('1.001', 3)).to.equal(1001);
    expect(shiftedNumber('4.35', 3)).to.equal(4350);
    expect(shiftedNumber('-2.5e-2', 3)).to.equal(-25);
    expect(shiftedText(4350, -3)).to.equal('4.35');
    expect(shiftedText(0.001, -3)).to.equal('0.000001');
    expect(shiftedText(-120, 0)).to.equal('-120');
    expect(shiftedText(1e300, 3)).to.equal('1e303');
    expect(shiftedText(-0, 0)).to.equal('-0');
  });

  it('come back to the last bit from any number', () => {
    fc.assert(
      fc.property(anyNumber, fc.integer({ min: -6, max: 6 }), (value, places) => {
        expect(Object.is(shiftedNumber(shiftedText(value, places), -places), value)).to.equal(true);
      }),
      { seed: 0x5eed, numRuns: 5000 },
    );
  });

  it('bring angles in degrees back to the last bit', () => {
    fc.assert(
      fc.property(fc.double({ min: -360, max: 360, noNaN: true }), (degrees) => {
        const radians = radiansOf(degrees);
        expect(radiansOf(degreesOf(radians))).to.be.closeTo(radians, 1e-15);
      }),
      { seed: 0x5eed, numRuns: 2000 },
    );
    for (let tenth = -3600; tenth <= 3600; tenth++) {
      expect(degreesOf(radiansOf(tenth / 10))).to.equal(tenth / 10);
    }
  });
});
