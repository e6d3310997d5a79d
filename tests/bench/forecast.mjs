// Prophet and the simple methods: from series to forecast with its band, one thread, packages warm.
import { readFileSync } from 'node:fs';
import { bundle } from './bundle.mjs';
import { loadRooms, race } from './measure.mjs';

const ROUNDS = 5;

export async function run() {
  const { prophetWasm } = await loadRooms(['web/prophet/build.ts']);
  const rooms = await bundle('tests/bench/forecast-rooms.ts', [prophetWasm(true)]);
  const { syntheticSeries, seriesOf, forecastWith, loadProphet, defaultOptions } = rooms;
  const start = performance.now();
  const loaded = await loadProphet();
  console.log(`packages unpacked and started: ${(performance.now() - start).toFixed(0)} ms`);
  const peyton = JSON.parse(readFileSync('tests/vectors/prophet-peyton-manning.json', 'utf8'));
  const points = peyton.days.map((day, i) => ({ minute: day * 1440, value: peyton.values[i] }));
  const hours = (days) =>
    syntheticSeries({ seed: 1, days, stepMinutes: 60, slopeKwPerDay: 0.01 }).series;
  const jobs = [
    ['720 hours, next day', hours(30), { horizon: 24 }],
    ['8,760 hours, next day', hours(365), { horizon: 24 }],
    ['8,760 hours and a yearly cycle', hours(365), { horizon: 168, yearly: true }],
    ['2,905 days, next year', seriesOf(points).series, { horizon: 365 }],
  ];
  for (const [name, series, change] of jobs) {
    const options = { ...defaultOptions(change.horizon), ...change };
    const [prophet, simple] = race(
      [
        () => forecastWith(loaded, series, options),
        () => rooms.holtWinters(series, options.horizon),
      ],
      ROUNDS,
    );
    const [ours, theirs] = [prophet, simple].map((ms) => `${ms.toFixed(0).padStart(5)} ms`);
    console.log(`${name.padEnd(32)} Prophet ${ours}   Holt–Winters ${theirs}`);
  }
}
