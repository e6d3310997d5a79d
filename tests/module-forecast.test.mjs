// The forecast of dist/lib/gridledger.js in plain Node, with Prophet from the file beside it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forecast } from '../dist/lib/gridledger.js';

test('forecasts with Prophet and without, asking nobody, and names bad arguments', async () => {
  const { fetch } = globalThis;
  const asked = [];
  globalThis.fetch = (url) => asked.push(String(url));
  try {
    const series = Array.from({ length: 21 * 24 }, (_, i) => ({
      time: new Date(Date.UTC(2024, 4, 1, i)).toISOString().slice(0, 16),
      value: i === 30 ? null : 10 + (i % 24 > 17 ? 3 : 0) + ((i * 7919) % 13) / 13,
    }));
    const wishes = { seed: 7, holidays: [{ name: 'May Day', days: ['2024-05-01'] }] };
    const told = await forecast(series, wishes);
    assert.deepEqual([told.rows.length, told.rows[0].time], [24, '2024-05-22T00:00']);
    for (const row of told.rows) {
      const sum = row.trend + row.daily + row.weekly + row['May Day'];
      assert.ok(Math.abs(sum - row.mean) < 1e-9 && row.lower < row.mean && row.mean < row.upper);
    }
    assert.deepEqual(
      told.problems.map(({ rule, harmless }) => [rule, harmless]),
      [['gaps', true]],
    );
    assert.deepEqual(await forecast(series, wishes), told);
    const milliseconds = series.map((row) => ({ ...row, time: Date.parse(`${row.time}Z`) }));
    const same = await forecast(milliseconds, wishes);
    assert.equal(same.rows[3].mean, told.rows[3].mean);
    assert.equal(same.rows[0].time, Date.UTC(2024, 4, 22));
    const week = await forecast(series, { method: 'seasonal-naive-week', horizon: 2 });
    assert.deepEqual(
      week.rows.map(({ mean }) => mean),
      [14 * 24, 14 * 24 + 1].map((i) => series[i].value),
    );
    assert.deepEqual(asked, []);

    const short = await forecast(series.slice(0, 9));
    assert.deepEqual([short.rows, short.problems[0].rule], [[], 'length']);
    const odd = await forecast([{ time: 'noon', value: 1 }]);
    assert.deepEqual([odd.problems[0].rule, odd.problems[0].found], ['time', 'noon']);
    for (const [name, call] of [
      ['series', () => forecast(null)],
      ['series\\[0\\].time', () => forecast([{ time: null, value: 1 }])],
      ['series\\[0\\].value', () => forecast([{ time: 0, value: 'x' }])],
      ['options', () => forecast(series, null)],
      ['options.method', () => forecast(series, { method: 'guess' })],
      ['options.growth', () => forecast(series, { growth: 'logistic' })],
      ['options.holidays\\[0\\].days', () => forecast(series, { holidays: [{ name: 'x' }] })],
    ]) {
      await assert.rejects(call, { message: new RegExp(`^${name}`) });
    }
  } finally {
    globalThis.fetch = fetch;
  }
});
