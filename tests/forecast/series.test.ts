import { expect } from '@open-wc/testing';
import { checkOptions, checkSeries, seriesOf } from '../../web/forecast/check.ts';
import { minuteOfText, textOfMinute } from '../../web/forecast/clock.ts';
import { defaultOptions, type ForecastOptions } from '../../web/forecast/forecast.ts';
import { fillGaps } from '../../web/forecast/gaps.ts';
import { seasonalitiesOf } from '../../web/forecast/seasonality.ts';
import { isWeekend, type Series, weekday, weekdaysOnly } from '../../web/forecast/series.ts';
import { syntheticSeries } from '../../web/forecast/synthetic.ts';
import { stream } from '../../web/rng.ts';

const hours = (values: readonly number[]): Series => ({
  stepMinutes: 60,
  startMinute: 0,
  values: Float64Array.from(values),
});
const rising = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const points = (values: readonly number[]) => values.map((value, i) => ({ minute: i * 60, value }));
const rules = (problems: readonly { readonly rule: string }[]): string[] =>
  problems.map(({ rule }) => rule);

describe('series', () => {
  it("agrees with the browser's calendar on dates and weekdays", () => {
    const rng = stream(4, 'test/clock');
    for (let i = 0; i < 2000; i++) {
      const minute = rng.below(80_000_000) - 20_000_000;
      const date = new Date(minute * 60_000);
      const text = date.toISOString().slice(0, 16);
      expect(textOfMinute(minute)).to.equal(text);
      expect(minuteOfText(text)).to.equal(minute);
      expect(weekday(minute), text).to.equal(date.getUTCDay());
    }
    expect(minuteOfText('2024-02-29')).to.equal(Date.UTC(2024, 1, 29) / 60_000);
    for (const text of ['2023-02-29', '2024-13-01', '2024-05-01T24:00', '2024-5-1', 'May', '']) {
      expect(minuteOfText(text), text).to.equal(null);
    }
  });

  it('names what is wrong with rows, and where', () => {
    const good = points(rising(48));
    expect(seriesOf(good)).to.deep.include({ problems: [] });
    const twice = [...good.slice(0, 20), ...good.slice(19)];
    expect(seriesOf(twice).problems[0]).to.deep.include({
      rule: 'rising',
      where: { kind: 'series', line: 21 },
    });
    const between = good.map((point, i) => (i === 30 ? { ...point, minute: 1801 } : point));
    expect(seriesOf(between).problems[0]).to.deep.include({
      rule: 'grid',
      where: { kind: 'series', line: 31 },
    });
    const nowhere = good.map((point, i) => (i === 5 ? { ...point, minute: NaN } : point));
    expect(rules(seriesOf(nowhere).problems)).to.deep.equal(['time']);
    expect(rules(seriesOf([]).problems)).to.deep.equal(['length']);
    expect(rules(seriesOf(good.slice(0, 47)).problems)).to.deep.equal(['length']);
    const far = [...good, { minute: 60 * 300_000, value: 1 }];
    expect(rules(seriesOf(far).problems)).to.deep.equal(['length']);
  });

  it('keeps gaps as missing and says so, up to half of it', () => {
    const rows = points(rising(100)).filter((_, i) => i !== 50 && i !== 51);
    const { series, problems } = seriesOf(rows);
    expect([...series!.values.subarray(49, 53)]).to.deep.equal([49, NaN, NaN, 52]);
    expect(problems[0]).to.deep.include({ rule: 'gaps', harmless: true });
    expect(problems[0]!.found).to.equal('2 of 100 slots without a value');
    const holes = rising(200).map((value) => (value % 3 === 0 ? value : NaN));
    expect(checkSeries(hours(holes))[0]).to.deep.include({ rule: 'gaps' });
    expect(checkSeries(hours(holes))[0]).not.to.have.property('harmless');
  });

  it('refuses constants, infinities and odd steps', () => {
    expect(rules(checkSeries(hours(Array<number>(48).fill(3))))).to.deep.equal(['constant']);
    const wild = rising(48);
    wild[7] = Infinity;
    expect(checkSeries(hours(wild))[0]).to.deep.include({ rule: 'finite' });
    expect(checkSeries(hours(wild))[0]!.where.line).to.equal(8);
    for (const stepMinutes of [0, -60, 7, 1.5, NaN, 2000]) {
      expect(rules(checkSeries({ ...hours(rising(48)), stepMinutes }))).to.deep.equal(['step']);
    }
    expect(rules(checkSeries({ ...hours(rising(48)), startMinute: 0.5 }))).to.deep.equal(['start']);
  });

  it('names every wish that cannot be', () => {
    const wish = (change: Partial<ForecastOptions>): string[] =>
      checkOptions({ ...defaultOptions(24), ...change }).map(
        ({ where, rule }) => `${where.field ?? ''} ${rule}`,
      );
    expect(wish({})).to.deep.equal([]);
    expect(wish({ horizon: 0, seed: -1, intervalWidth: 1 })).to.deep.equal([
      'horizon range',
      'seed range',
      'intervalWidth range',
    ]);
    expect(wish({ changepoints: 0.5, changepointPrior: NaN })).to.have.length(2);
    const days = { name: 'A', days: [1, 2] };
    expect(wish({ holidays: [days, days] })).to.deep.equal(['name name']);
    expect(wish({ holidays: [{ name: '', days: [0.5] }] })).to.deep.equal([
      'name name',
      'days whole',
    ]);
    const shift = { name: 'daily', periodDays: 0, fourierOrder: 51 };
    expect(wish({ seasonalities: [shift] })).to.deep.equal([
      'name name',
      'periodDays range',
      'fourierOrder range',
    ]);
  });

  it("decides 'auto' by Prophet's documented rule", () => {
    const of = (days: number, stepMinutes: number) => {
      const length = (days * 1440) / stepMinutes + 1;
      const series = { stepMinutes, startMinute: 0, values: new Float64Array(length) };
      const { daily, weekly, yearly } = seasonalitiesOf(series, defaultOptions(1));
      return [daily, weekly, yearly];
    };
    expect(of(1.5, 60)).to.deep.equal([false, false, false]);
    expect(of(2, 60)).to.deep.equal([true, false, false]);
    expect(of(14, 60)).to.deep.equal([true, true, false]);
    expect(of(730, 1440)).to.deep.equal([false, true, true]);
    expect(of(735, 10_080)).to.deep.equal([false, false, true]);
    const { series } = syntheticSeries({ seed: 1, days: 20, stepMinutes: 60 });
    const wish = { daily: false, weekly: 'auto', yearly: true } as const;
    expect(seasonalitiesOf(series, wish)).to.deep.equal({
      daily: false,
      weekly: true,
      yearly: true,
    });
  });

  it('fills a gap from the same hour of a week or a day away', () => {
    const values = Float64Array.from({ length: 24 * 21 }, (_, i) => i);
    values[10 * 24] = NaN;
    expect(fillGaps({ ...hours([]), values }).values[10 * 24]).to.equal(3 * 24);
    values[3 * 24] = NaN;
    expect(fillGaps({ ...hours([]), values }).values[10 * 24]).to.equal(17 * 24);
    const short = Float64Array.from({ length: 72 }, (_, i) => (i === 30 ? NaN : i));
    expect(fillGaps({ ...hours([]), values: short }).values[30]).to.equal(6);
    const night = Float64Array.from({ length: 72 }, (_, i) => (i % 24 === 3 ? NaN : 2));
    expect([...fillGaps({ ...hours([]), values: night }).values]).to.deep.equal(Array(72).fill(2));
  });

  it('takes weekends out and nothing else', () => {
    const { series } = syntheticSeries({ seed: 1, days: 14, stepMinutes: 60 });
    const kept = weekdaysOnly(series).values;
    series.values.forEach((value, i) => {
      const day = new Date((series.startMinute + i * 60) * 60_000).getUTCDay();
      const free = day === 0 || day === 6;
      expect(isWeekend(series.startMinute + i * 60)).to.equal(free);
      expect(kept[i]).to.deep.equal(free ? NaN : value);
    });
  });
});
