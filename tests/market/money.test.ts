import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import {
  affordableWh,
  amountMicro,
  ENERGY_WH_MAX,
  ExactSum,
  middlePrice,
  ORDERS_MAX,
  PRICE_MICRO_MAX,
  shareOut,
} from '../../web/market/money.ts';
import { groupOrder, shareGroup } from '../../web/market/group.ts';
import { SEED } from './random-book.ts';

const energy = fc.integer({ min: 0, max: ENERGY_WH_MAX });
const price = fc.integer({ min: 0, max: PRICE_MICRO_MAX });
const options = { seed: SEED, numRuns: 2000 };

/** Floor of a ÷ b for whole numbers, b above 0. */
const floorDivided = (a: bigint, b: bigint): bigint => (a - (((a % b) + b) % b)) / b;
const halfUp = (thousandths: bigint): bigint => floorDivided(thousandths + 500n, 1000n);

describe('money', () => {
  it('rounds an amount to the nearest micro, halves up, in all its range', () => {
    expect(amountMicro(1, 499)).to.equal(0);
    expect(amountMicro(1, 500)).to.equal(1);
    expect(amountMicro(3, 500)).to.equal(2);
    const large = fc.integer({ min: 0, max: ENERGY_WH_MAX * ORDERS_MAX });
    fc.assert(
      fc.property(fc.oneof(energy, large), price, (energyWh, priceMicro) => {
        const exact = BigInt(energyWh) * BigInt(priceMicro);
        expect(amountMicro(energyWh, priceMicro)).to.equal(Number(halfUp(exact)));
      }),
      options,
    );
    expect(Number.isSafeInteger(amountMicro(ENERGY_WH_MAX * ORDERS_MAX, PRICE_MICRO_MAX))).to.equal(
      true,
    );
  });

  it('finds the most that a budget pays for, and not a watt-hour less', () => {
    const budget = fc.integer({ min: 0, max: 1_000_000_000 });
    fc.assert(
      fc.property(energy, price, budget, (wanted, priceMicro, budgetMicro) => {
        const most = affordableWh(wanted, priceMicro, budgetMicro);
        expect(amountMicro(most, priceMicro)).to.be.at.most(budgetMicro);
        if (most < wanted) {
          expect(amountMicro(most + 1, priceMicro)).to.be.above(budgetMicro);
        }
      }),
      options,
    );
    expect(affordableWh(500, 0, 0)).to.equal(500);
    expect(affordableWh(500, 0, -1)).to.equal(0);
  });

  it('stays between two prices', () => {
    expect([middlePrice(3, 4), middlePrice(4, 4), middlePrice(2, 4)]).to.deep.equal([4, 4, 3]);
  });

  it('sums a full book exactly', () => {
    const sum = new ExactSum();
    let exact = 0n;
    for (let i = 0; i < ORDERS_MAX; i++) {
      const [wh, micro] = [ENERGY_WH_MAX - i, PRICE_MICRO_MAX - (i % 977)];
      sum.add(wh, micro);
      if (i % 3 === 0) sum.subtract(i, micro);
      exact += BigInt(wh) * BigInt(micro) - (i % 3 === 0 ? BigInt(i) * BigInt(micro) : 0n);
    }
    expect(BigInt(sum.micro)).to.equal(halfUp(exact));
    const debt = new ExactSum();
    debt.subtract(1, 500);
    expect(debt.micro).to.equal(0);
    debt.subtract(1, 1);
    expect(debt.micro).to.equal(-1);
  });
});

describe('sharing out', () => {
  const weights = fc.array(fc.oneof(fc.constant(0), energy), { minLength: 1, maxLength: 12 });
  const total = fc.oneof(
    fc.integer({ min: 0, max: 50 }),
    fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  );

  it('adds up, and gives each its exact part but for the odd unit', () => {
    fc.assert(
      fc.property(total, weights, (whole, list) => {
        const shares = shareOut(whole, list);
        const sum = list.reduce((all, weight) => all + BigInt(weight), 0n);
        const given = shares.reduce((all, share) => all + BigInt(share), 0n);
        expect(given).to.equal(sum === 0n ? 0n : BigInt(whole));
        if (sum === 0n) return;
        const remainders = list.map((weight) => (BigInt(whole) * BigInt(weight)) % sum);
        shares.forEach((share, i) => {
          const floor = (BigInt(whole) * BigInt(list[i]!)) / sum;
          const odd = BigInt(share) - floor;
          expect(odd === 0n || (odd === 1n && remainders[i]! > 0n)).to.equal(true);
          // Whoever got the odd unit had a remainder no smaller than whoever did not.
          shares.forEach((other, j) => {
            const none = BigInt(other) === (BigInt(whole) * BigInt(list[j]!)) / sum;
            if (odd === 1n && none) expect(remainders[i]! >= remainders[j]!).to.equal(true);
          });
        });
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it('gives equal remainders’ odd units to whoever stands first', () => {
    expect(shareOut(5, [1, 1, 1])).to.deep.equal([2, 2, 1]);
    expect(shareOut(10, [0, 0])).to.deep.equal([0, 0]);
  });

  it('lets a group buy as one and share to the last micro', () => {
    const members = [
      { account: 'a', energyWh: 1000, limitMicroPerKwh: 200_000 },
      { account: 'b', energyWh: 500, limitMicroPerKwh: 180_000 },
      { account: 'c', energyWh: 500, limitMicroPerKwh: 190_000 },
    ];
    const frame = { account: 'g', bus: 2, slot: 3, sequence: 4 };
    const order = groupOrder({ id: 'g1', side: 'buy', ...frame }, members);
    expect(order).to.include({ energyWh: 2000, limitMicroPerKwh: 180_000, id: 'g1', bus: 2 });
    const offer = groupOrder({ id: 'g2', side: 'sell', ...frame }, members);
    expect(offer.limitMicroPerKwh).to.equal(200_000);
    // 1,001 Wh for 150,151 micro: halves of 500.5 and 250.25; then by energy.
    expect(shareGroup(members, 1001, 150_151)).to.deep.equal([
      { account: 'a', energyWh: 501, moneyMicro: 75_151 },
      { account: 'b', energyWh: 250, moneyMicro: 37_500 },
      { account: 'c', energyWh: 250, moneyMicro: 37_500 },
    ]);
  });
});
