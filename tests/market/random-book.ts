/** Random books for properties, and the same book in another order. */
import fc from 'fast-check';
import type { Mechanism, Terms } from '../../web/market/clearing.ts';
import type { Order, Preferences, Source } from '../../web/market/order.ts';

export const SEED = 0x7f3a;
export const MECHANISMS: readonly Mechanism[] = [
  'uniform',
  'pay-as-bid',
  'vickrey',
  'mid-market',
  'bill-sharing',
  'price-field',
];

const BUSES = 5;
const ACCOUNTS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** Terms of every size that is allowed, often with fees, rarely with fees above the band. */
const termsArbitrary: fc.Arbitrary<Terms> = fc
  .record({
    feedIn: fc.integer({ min: 0, max: 120_000 }),
    width: fc.oneof(
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 300 }) },
      { weight: 5, arbitrary: fc.integer({ min: 100_000, max: 400_000 }) },
    ),
    fees: fc.option(
      fc.record({
        networkMicroPerKwh: fc.integer({ min: 0, max: 12_000 }),
        platformMicroPerKwh: fc.integer({ min: 0, max: 3000 }),
        ledgerMicroPerTrade: fc.integer({ min: 0, max: 1300 }),
      }),
    ),
    field: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: BUSES,
      maxLength: BUSES,
    }),
    reputations: fc.dictionary(
      fc.constantFrom(...ACCOUNTS),
      fc.integer({ min: 0, max: 1_000_000 }),
    ),
  })
  .map(({ feedIn, width, fees, field, reputations }) => ({
    feedInMicroPerKwh: feedIn,
    retailMicroPerKwh: feedIn + width,
    ...(fees ? { fees } : {}),
    // The last bus has no price: nothing may be delivered there by the field.
    fieldMicroPerKwh: Object.fromEntries(
      field.slice(1).map((share, i) => [i + 1, feedIn + Math.round(share * width)]),
    ),
    reputations,
  }));

const sourceArbitrary = fc.constantFrom<Source>('pv', 'bess');

const preferencesArbitrary: fc.Arbitrary<Preferences> = fc.record(
  {
    sources: fc.subarray<Source>(['pv', 'bess'], { minLength: 1 }),
    partners: fc.subarray(ACCOUNTS, { minLength: 1 }),
    budgetMicro: fc.integer({ min: 0, max: 400_000 }),
    reputationMin: fc.integer({ min: 0, max: 1_000_000 }),
  },
  { requiredKeys: [] },
);

export interface RandomBook {
  readonly terms: Terms;
  readonly orders: readonly Order[];
}

/** `wishes`: orders have preferences and share accounts; else each is alone on its account. */
export function bookArbitrary(wishes: boolean, ordersMax = 24): fc.Arbitrary<RandomBook> {
  const orderArbitrary = fc.record({
    side: fc.constantFrom('buy' as const, 'sell' as const),
    account: fc.constantFrom(...ACCOUNTS),
    bus: fc.integer({ min: 1, max: BUSES }),
    energyWh: fc.oneof(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 6000 }),
      fc.constantFrom(1000, 2000, 100_000_000),
    ),
    // Few prices, so that ties are common.
    share: fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6000 })),
    sequence: fc.integer({ min: 0, max: 6 }),
    source: fc.option(sourceArbitrary),
    preferences: fc.option(preferencesArbitrary, { freq: 3 }),
  });
  return fc
    .tuple(termsArbitrary, fc.array(orderArbitrary, { maxLength: ordersMax, size: 'max' }))
    .map(([terms, drafts]) => {
      const width = terms.retailMicroPerKwh - terms.feedInMicroPerKwh;
      const orders = drafts.map(({ share, source, preferences, ...draft }, i): Order => {
        const scaled = Math.floor((width * share) / (share > 6 ? 6000 : 6));
        return {
          ...{ ...draft, id: `o${(i * 7) % 101}`, slot: 4 },
          account: wishes ? draft.account : `x${i}`,
          limitMicroPerKwh: terms.feedInMicroPerKwh + scaled,
          ...(source ? { source } : {}),
          ...(wishes && preferences ? { preferences } : {}),
        };
      });
      return { terms, orders };
    });
}

/** A single order of 1 kWh by an account of its own, as textbooks have them. */
export function kilowattHour(
  side: 'buy' | 'sell',
  name: string,
  limitMicroPerKwh: number,
  sequence = 0,
): Order {
  const id = `${side}-${name}`;
  return { id, side, account: id, bus: 1, slot: 0, energyWh: 1000, limitMicroPerKwh, sequence };
}
