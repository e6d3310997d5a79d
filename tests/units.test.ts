import { expect } from '@open-wc/testing';
import {
  formatBare,
  formatCount,
  formatExponent,
  formatMicro,
  formatNumber,
  formatPower,
  formatQuantity,
  formatShare,
  NO_VALUE,
  QUANTITIES,
  type QuantityName,
  voltageWord,
} from '../web/units.ts';
import { formatNumber as chartNumber } from '../web/views/chart/number.ts';
import { microOf, typedAmount } from '../web/views/ledger/money.ts';

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

  it('write thousands in one way: numbers, counts and money', () => {
    expect(formatNumber(1688.8, 1)).to.equal('1,688.8');
    expect(formatPower(1688.8)).to.equal('1,688.8\u00a0kW');
    expect(formatCount(10_000)).to.equal('10,000');
    expect(chartNumber(1688.8)).to.equal('1,689');
    for (const [micro, text] of [
      [0, '0.00'],
      [1, '0.000001'],
      [4_200_000, '4.20'],
      [1_000_000_000, '1,000.00'],
      [1_234_567_891_234, '1,234,567.891234'],
      [-1_500_000_000, '−1,500.00'],
    ] as const) {
      expect(formatMicro(micro)).to.equal(text);
      if (micro > 0) expect(microOf(text), text).to.equal(micro);
    }
    expect(microOf(typedAmount(1_000_000_000))).to.equal(1_000_000_000);
    expect([microOf('0,5'), microOf('1,250')], 'a decimal comma').to.deep.equal([5e5, 1.25e6]);
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
