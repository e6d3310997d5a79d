import { expect } from '@open-wc/testing';
import { defaultOptions } from '../../web/forecast/forecast.ts';
import { seasonalNaiveDay } from '../../web/forecast/naive.ts';
import { rollingOrigin } from '../../web/forecast/evaluate.ts';
import { THESIS_RULES } from '../../web/forecast/procedure.ts';
import { syntheticSeries } from '../../web/forecast/synthetic.ts';
import { forecastWith } from '../../web/prophet/fit.ts';
import { loadProphet } from '../../web/prophet/load.ts';
import { Forecasts } from '../../web/workers/forecast.ts';
import type { Comparison, ProcedureRun } from '../../web/workers/forecast-protocol.ts';
import { startForecastWorker } from '../../web/workers/worker-factory.ts';

const { series } = syntheticSeries({ seed: 9, days: 40, stepMinutes: 60, noiseKw: 0.5 });
const options = defaultOptions(24);
const never = new AbortController().signal;

/** Desks that count how many workers they have started. */
function counted(): { readonly desk: Forecasts; readonly started: () => number } {
  let count = 0;
  const desk = new Forecasts(() => {
    count++;
    return startForecastWorker();
  });
  return { desk, started: () => count };
}

describe('the forecast worker', () => {
  it('answers with the very bits that the same code gives on the page', async () => {
    const { desk, started } = counted();
    const here = forecastWith(await loadProphet(), series, options);
    expect(await desk.forecast(never, series, options)).to.deep.equal(here);
    expect(await desk.forecast(never, series, options)).to.deep.equal(here);
    expect(started()).to.equal(1);
    const none = await desk.forecast(never, { ...series, values: new Float64Array(3) }, options);
    expect(none.forecast).to.equal(null);
    desk.dispose();
  });

  it('is ended by an abort and replaced for the next wish', async () => {
    const { desk, started } = counted();
    await desk.warm(never);
    const year = syntheticSeries({ seed: 1, days: 365, stepMinutes: 60 }).series;
    const stop = new AbortController();
    const first = desk.forecast(stop.signal, year, options).catch((reason: unknown) => reason);
    const waiting = desk.forecast(never, series, options);
    setTimeout(() => stop.abort(), 50);
    expect(await first).to.deep.include({ name: 'AbortError' });
    expect((await waiting).forecast!.mean).to.have.length(24);
    expect(started()).to.equal(2);
    desk.dispose();
  });

  it('lets a wish go that is taken back while it waits, and keeps the order', async () => {
    const { desk, started } = counted();
    const done: string[] = [];
    const note = (word: string) => () => void done.push(word);
    const stop = new AbortController();
    const first = desk.forecast(never, series, options).then(note('first'));
    const second = desk.forecast(stop.signal, series, options).then(note('never'), note('stopped'));
    const third = desk.forecast(never, series, options).then(note('third'));
    stop.abort();
    await Promise.all([first, second, third]);
    expect(done).to.deep.equal(['stopped', 'first', 'third']);
    expect(started()).to.equal(1);
    const refused = await desk
      .forecast(stop.signal, series, options)
      .catch((reason: unknown) => reason);
    expect(refused).to.equal(stop.signal.reason);
    desk.dispose();
  });

  it('rejects what waits when the worker cannot be started, and tries again', async () => {
    const broken = URL.createObjectURL(new Blob(['throw new Error("no");']));
    let starts = 0;
    const desk = new Forecasts(() => (starts++ === 0 ? new Worker(broken) : startForecastWorker()));
    const failure = await desk.forecast(never, series, options).catch((reason: unknown) => reason);
    expect(failure).to.be.instanceOf(Error);
    expect((failure as Error).message).to.match(/no/);
    expect((await desk.forecast(never, series, options)).forecast).not.to.equal(null);
    desk.dispose();
    URL.revokeObjectURL(broken);
  });

  it('compares every method at every past moment and tells of each', async () => {
    const { desk } = counted();
    const plan = { horizon: 24, origins: 3, everySlots: 24, trainSlots: 0 };
    const heard: Comparison[] = [];
    const methods = ['prophet', 'seasonal-naive-day', 'holt-winters'] as const;
    const end = await desk.compare(never, { series, options, plan, methods }, (here) => {
      heard.push(here);
    });
    expect(heard.map(({ done, total }) => [done, total])).to.deep.equal([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
    expect(end).to.deep.equal(heard[2]);
    expect(end.rows.map(({ method }) => method)).to.deep.equal(methods);
    expect(end.rows[1]!.evaluation).to.deep.equal(rollingOrigin(series, seasonalNaiveDay, plan));
    // Prophet has learnt the weekend, which yesterday does not know.
    expect(end.rows[0]!.evaluation.total!.rmse).to.be.below(end.rows[1]!.evaluation.total!.rmse);
    const short = { ...series, values: series.values.slice(0, 30) };
    const none = await desk.compare(
      never,
      { series: short, options, plan, methods },
      () => undefined,
    );
    expect([none.total, none.rows.length]).to.deep.equal([0, 0]);
    desk.dispose();
  });

  it("runs the thesis's rounds until one is accepted", async () => {
    const { desk } = counted();
    const heard: ProcedureRun[] = [];
    const tell = (here: ProcedureRun): void => void heard.push(here);
    const run = await desk.procedure(never, { series, options, rules: THESIS_RULES }, tell);
    expect(run.rounds.at(-1)!.accepted).to.equal(true);
    expect(run.rounds.at(-1)!.error).to.be.below(0.05);
    expect(heard).to.have.length(run.rounds.length - 1);
    expect(run.forecast!.historyLength).to.equal(run.rounds.at(-1)!.trainDays * 24);
    const strict = { ...THESIS_RULES, tolerance: 0 };
    const end = await desk.procedure(never, { series, options, rules: strict }, tell);
    expect([end.exhausted, end.rounds.length]).to.deep.equal([true, 2]);
    desk.dispose();
  });
});
