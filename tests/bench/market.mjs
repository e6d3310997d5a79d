// One slot cleared by each mechanism, beside HiGHS on the same book as a linear program.
import loadHighs from 'highs';
import { loadRooms, race } from './measure.mjs';

const TERMS = { feedInMicroPerKwh: 50_000, retailMicroPerKwh: 273_000 };
const FIELD = Object.fromEntries(Array.from({ length: 13 }, (_, i) => [i + 1, 100_000 + 9000 * i]));

function bookOf(count, stream) {
  const rng = stream(7, `bench/market/${count}`);
  return Array.from({ length: count }, (_, i) => ({
    ...{ id: `order-${i}`, account: `account-${i % 200}`, side: rng.below(2) ? 'buy' : 'sell' },
    ...{ bus: 1 + rng.below(13), slot: 0, energyWh: 1 + rng.below(9000), sequence: i },
    limitMicroPerKwh: 50_000 + rng.below(223_001),
  }));
}

/** The most welfare as a linear program in HiGHS's own text format. */
function programOf(orders) {
  const sign = ({ side }) => (side === 'buy' ? '+' : '-');
  return [
    'Maximize',
    ` w: ${orders.map((order, i) => `${sign(order)} ${order.limitMicroPerKwh} x${i}`).join(' ')}`,
    'Subject To',
    ` b: ${orders.map((order, i) => `${sign(order)} x${i}`).join(' ')} = 0`,
    'Bounds',
    ...orders.map(({ energyWh }, i) => ` 0 <= x${i} <= ${energyWh}`),
    'End',
  ].join('\n');
}

export async function run() {
  const rooms = await loadRooms([
    ...['web/market/clear.ts', 'web/market/clearing.ts', 'web/rng.ts'],
  ]);
  const highs = await loadHighs();
  const terms = { ...TERMS, fieldMicroPerKwh: FIELD };
  const mechanisms = Object.keys(rooms.PROMISES);
  for (const [count, rounds] of [
    [1000, 30],
    [10_000, 8],
  ]) {
    const orders = bookOf(count, rooms.stream);
    const program = programOf(orders);
    const times = race(
      [
        ...mechanisms.map((mechanism) => () => rooms.clearAuction(orders, mechanism, terms)),
        () => highs.solve(program),
      ],
      rounds,
    );
    console.log(`${count} orders of 200 accounts`);
    [...mechanisms, 'HiGHS, welfare alone'].forEach((name, i) =>
      console.log(`  ${name.padEnd(22)} ${times[i].toFixed(2).padStart(8)} ms`),
    );
  }
}
