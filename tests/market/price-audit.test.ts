import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { auditTrade } from '../../web/market/price-audit.ts';

describe('audit of a trade against the price field', () => {
  it('gives the verdicts by hand, the tolerance itself still fair', () => {
    const verdict = (field: number, trade: number, tolerance: number): string =>
      auditTrade(field, trade, tolerance).verdict;
    expect(verdict(160_000, 160_000, 0)).to.equal('fair');
    expect(verdict(160_000, 165_000, 5000)).to.equal('fair');
    expect(verdict(160_000, 165_001, 5000)).to.equal('too-high');
    expect(verdict(160_000, 155_000, 5000)).to.equal('fair');
    expect(verdict(160_000, 154_999, 5000)).to.equal('too-low');
    expect(auditTrade(0.25, 0.5, 0.125)).to.deep.equal({
      ...{ fieldPrice: 0.25, tradePrice: 0.5, tolerance: 0.125 },
      ...{ difference: 0.25, verdict: 'too-high' },
    });
  });

  it('turns round with the two prices, and a wider tolerance never condemns', () => {
    const micro = fc.integer({ min: 0, max: 5_000_000 });
    const mirrored = { fair: 'fair', 'too-high': 'too-low', 'too-low': 'too-high' } as const;
    fc.assert(
      fc.property(micro, micro, micro, (field, trade, tolerance) => {
        const { verdict, difference } = auditTrade(field, trade, tolerance);
        expect(auditTrade(trade, field, tolerance).verdict).to.equal(mirrored[verdict]);
        expect(auditTrade(field, trade, Math.abs(difference)).verdict).to.equal('fair');
        const wider = auditTrade(field, trade, tolerance + 1).verdict;
        if (verdict === 'fair') expect(wider).to.equal('fair');
      }),
    );
  });

  it('names the argument that is no such number', () => {
    for (const bad of [NaN, Infinity, '1', null, undefined]) {
      expect(() => auditTrade(bad as number, 1, 1)).to.throw(/^fieldPrice/);
      expect(() => auditTrade(1, bad as number, 1)).to.throw(/^tradePrice/);
      expect(() => auditTrade(1, 1, bad as number)).to.throw(/^tolerance/);
    }
    expect(() => auditTrade(1, 1, -1)).to.throw(RangeError, 'tolerance');
  });
});
