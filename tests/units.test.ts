import { expect } from '@open-wc/testing';
import {
  formatBare,
  formatExponent,
  formatNumber,
  formatPower,
  formatQuantity,
  formatShare,
  NO_VALUE,
  QUANTITIES,
  type QuantityName,
  voltageWord,
} from '../web/units.ts';

const NAMES = Object.keys(QUANTITIES) as QuantityName[];
const NOTHING = [NaN, Infinity, -Infinity, null, undefined];

describe('units', () => {
  it('state name, unit, decimals and range of every quantity', () => {
    for (const name of NAMES) {
      const quantity = QUANTITIES[name];
      expect(quantity.name, name).to.not.equal('');
      expect(quantity.digits, name).to.be.within(0, 8);
      expect(quantity.min, name).to.be.below(quantity.max);
    }
  });

  it('never write NaN or an infinity', () => {
    for (const value of NOTHING) {
      for (const name of NAMES) {
        expect(formatBare(name, value)).to.equal(NO_VALUE);
        expect(formatQuantity(name, value)).to.equal(NO_VALUE);
      }
      expect(formatNumber(value, 3)).to.equal(NO_VALUE);
      expect(formatExponent(value, 3)).to.equal(NO_VALUE);
      expect(formatPower(value)).to.equal(NO_VALUE);
      expect(formatShare(value)).to.equal(NO_VALUE);
    }
    expect(voltageWord(NaN, { minPu: 0.9, maxPu: 1 })).to.equal('unknown');
  });

  it('group thousands, write a true minus, and no minus before zero', () => {
    expect(formatNumber(1234567.891, 1)).to.equal('1,234,567.9');
    expect(formatNumber(-1991, 0)).to.equal('−1,991');
    expect(formatNumber(-0.00001, 2)).to.equal('0.00');
    expect(formatNumber(1e20, 2)).to.equal('1.00e20');
    expect(formatExponent(-1.25e-8, 2)).to.match(/^−1\.[23]e−8$/);
    expect(formatExponent(0, 2)).to.equal('0');
  });

  it('choose kW or MW by size', () => {
    expect(formatPower(3823.7666)).to.equal('3,823.8\u00a0kW');
    expect(formatPower(-259000, 'kvar')).to.equal('−259.0\u00a0Mvar');
    expect(formatQuantity('voltagePu', 0.823524)).to.equal('0.8235\u00a0pu');
    expect(formatShare(0.536372)).to.equal('53.6\u00a0%');
  });

  it('say in a word how a voltage stands to its limits', () => {
    const limits = { minPu: 0.9, maxPu: 1 };
    const words = [0.82, 0.88, 0.9, 1, 1.01, 1.06].map((v) => voltageWord(v, limits));
    expect(words).to.deep.equal(['very low', 'low', 'in limits', 'in limits', 'high', 'very high']);
  });
});
