import { expect } from '@open-wc/testing';
import type { AnnexHouse } from '../../web/app/annex.ts';
import { firstSnapshot } from '../../web/app/first.ts';
import { ForecastDesk } from '../../web/app/forecast-desk.ts';
import { sameQuestion } from '../../web/app/forecast-question.ts';
import type { ForecastShow } from '../../web/app/forecast-show.ts';
import type { Job, Snapshot } from '../../web/app/snapshot.ts';
import { Stage } from '../../web/app/stage.ts';
import { yearLoads } from '../../web/profile/load-year.ts';
import { openingScenario } from '../../web/scenario/default.ts';
import { withLoad, withValue } from '../../web/scenario/edit.ts';
import { startForecastWorker } from '../../web/workers/worker-factory.ts';
import { openPage, solved, type Page } from './page.ts';

let page: Page;
afterEach(() => page.session.dispose());

const LINK = '#/forecast?s=5&c=thesis13&x=1&d=172';

type Key = 'fit' | 'compare' | 'procedure';
const isDone =
  (key: Key) =>
  ({ forecast }: Snapshot): boolean =>
    forecast[key].state === 'done';

function done<Part>(job: Job<Part>): Part {
  if (job.state !== 'done') throw new Error(`is ${job.state}`);
  return job.part;
}

/** The view as it is opened, with the first answer of Prophet. */
async function opened(hash = LINK): Promise<ForecastShow> {
  page = openPage({ hash });
  await page.until(solved);
  page.session.dispatch({ kind: 'forecast-open' });
  return (await page.until(isDone('fit'))).forecast;
}

const change = (scenario: Snapshot['world']['scenario']): void =>
  page.session.dispatch({ kind: 'change', scenario, words: 'a test' });
const now = (): Snapshot => page.session.snapshot;

describe('the forecast of a meter', () => {
  it('reads the bus with the largest load up to the day before, and asks Prophet by itself', async () => {
    const { study, fit, trouble } = await opened();
    if (!study) throw new Error('no study');
    const { scenario, grid } = now().world;
    const largest = grid.buses.reduce((a, b) => (b.loadKw > a.loadKw ? b : a));
    expect(study.bus).to.include({ id: largest.id, peakKw: largest.loadKw, metered: false });
    const { loadKw } = yearLoads(scenario, grid);
    const at = grid.buses.indexOf(largest);
    const kw = (slot: number): number => loadKw[slot * grid.buses.length + at]!;
    const from = (172 - 1 - 60) * 24;
    expect([...study.history.values]).to.deep.equal(
      Array.from({ length: 60 * 24 }, (_, slot) => kw(from + slot)),
    );
    expect([...study.coming.values]).to.deep.equal(
      Array.from({ length: 24 }, (_, slot) => kw(171 * 24 + slot)),
    );
    const { forecast, holidayCount } = done(fit);
    expect(forecast.startMinute).to.equal(study.coming.startMinute);
    expect(forecast.mean).to.have.length(24);
    expect(forecast.historyLength).to.equal(60 * 24);
    // 1 May is the only public holiday of these sixty days, from 22 April to 20 June.
    expect(holidayCount).to.equal(1);
    expect(trouble).to.equal('');
  });

  it('says the same on two pages, to the last bit', async () => {
    const first = done((await opened()).fit).forecast;
    await page.session.dispose();
    const second = done((await opened()).fit).forecast;
    expect(second).to.deep.equal(first);
  });

  it('answers a cancel at once, keeps the rest, and goes through on the next wish', async () => {
    const before = await opened();
    page.session.dispatch({ kind: 'forecast-compare' });
    await page.until(({ forecast }) => forecast.compare.state === 'running');
    page.session.dispatch({ kind: 'forecast-compare-cancel' });
    await page.until(({ forecast }) => forecast.compare.state === 'stopped');
    expect(now().forecast.fit).to.equal(before.fit);
    page.session.dispatch({ kind: 'forecast-compare' });
    const { forecast } = await page.until(isDone('compare'));
    const { comparison } = done(forecast.compare);
    expect(comparison.done).to.equal(7);
    expect(comparison.rows.map(({ method }) => method)).to.deep.equal(['prophet']);
    expect(comparison.rows[0]!.evaluation.total!.count).to.equal(7 * 24);
    expect(comparison.rows[0]!.evaluation.total!.coverage).to.be.within(0, 1);
  });

  it('follows another day: the simple methods and a quick Prophet anew, what was compared stale', async () => {
    await opened();
    page.session.dispatch({ kind: 'forecast-compare' });
    await page.until(isDone('compare'));
    const { scenario } = now().world;
    change(withValue(scenario, 'day', 173));
    const later = await page.until(({ forecast }) => {
      const { fit, study } = forecast;
      return study?.scenario.day === 173 && fit.state === 'done' && fit.part.scenario.day === 173;
    });
    const old = done(later.forecast.compare).scenario;
    expect(sameQuestion(old, later.forecast.study!.scenario)).to.equal(false);
    // The time of day, panels and the feeder's own loads ask nothing new.
    const same = withLoad(withValue(scenario, 'minute', 60), { bus: 7, loadKw: 5, loadKvar: 0 });
    expect(sameQuestion(scenario, same)).to.equal(true);
    expect(sameQuestion(scenario, withValue(scenario, 'forecast.band', 0.9))).to.equal(false);
  });

  it('says so when the year has too little behind the day, and asks nothing of Prophet', async () => {
    page = openPage({ hash: LINK.replace('d=172', 'd=2') });
    await page.until(solved);
    page.session.dispatch({ kind: 'forecast-open' });
    const { forecast } = await page.until((snapshot) => snapshot.forecast.study !== null);
    expect(forecast.study!.rows).to.deep.equal([]);
    page.session.dispatch({ kind: 'forecast-fit' });
    expect(now().forecast.fit.state).to.equal('idle');
  });
});

describe('the procedure and the feeder', () => {
  const procedure = async (): Promise<void> => {
    page.session.dispatch({ kind: 'forecast-procedure' });
    await page.until(isDone('procedure'));
  };

  it('puts the worst case on the feeder as an undoable change beside the old grid', async () => {
    await opened();
    await procedure();
    const { run, userPeakKw, bus } = done(now().forecast.procedure);
    expect(run.rounds.at(-1)!.accepted).to.equal(true);
    const lastDay = [...run.forecast!.upper].slice(-24);
    const share = Math.max(...lastDay) / userPeakKw;
    const before = now().world;
    page.session.dispatch({ kind: 'forecast-apply', scope: 'bus' });
    const after = await page.until(({ baseline }) => baseline !== null);
    expect(after.baseline!.scenario).to.equal(before.scenario);
    const [load] = now().world.scenario.loads;
    expect(load!.bus).to.equal(bus.id);
    expect(load!.loadKw).to.be.closeTo(bus.peakKw * share, 1e-9);
    const old = before.grid.buses.find(({ id }) => id === bus.id)!;
    expect(load!.loadKvar / load!.loadKw).to.be.closeTo(old.loadKvar / old.loadKw, 1e-12);
    // Twice is the same as once: the meter goes on showing what it showed.
    page.session.dispatch({ kind: 'forecast-apply', scope: 'bus' });
    await page.until(({ baseline }) => baseline!.scenario !== before.scenario);
    expect(now().world.scenario.loads).to.deep.equal([load]);
    page.session.dispatch({ kind: 'undo' });
    expect(now().world.scenario.loads).to.deep.equal([]);
  });

  it('serves all buses of a kind, and only after a round was accepted', async () => {
    await opened();
    page.session.dispatch({ kind: 'forecast-apply', scope: 'kind' });
    await procedure();
    expect(now().baseline).to.equal(null);
    page.session.dispatch({ kind: 'forecast-apply', scope: 'kind' });
    await page.until(({ baseline }) => baseline !== null);
    const { grid } = now().baseline!;
    const { kind } = now().forecast.study!.bus;
    const alike = grid.buses.filter(({ category, loadKw }) => loadKw > 0 && category === kind);
    expect(alike.length).to.be.above(1);
    const { loads } = now().world.scenario;
    expect(loads.map(({ bus }) => bus)).to.deep.equal(alike.map(({ id }) => id));
    const shares = loads.map(({ loadKw }, i) => loadKw / alike[i]!.loadKw);
    for (const share of shares) expect(share).to.be.closeTo(shares[0]!, 1e-12);
  });
});

describe('the forecast of the sun', () => {
  const SUN = `${LINK}&fw=1`;

  it('foretells one kWp where no panels stand, by every method and Prophet', async () => {
    const { study, fit } = await opened(SUN);
    expect(study!.sun).to.deep.include({ standing: 0, installedKw: 1 });
    const { history, coming, rows } = study!;
    expect(rows).to.have.length(5);
    const sky = study!.sun!.clearSky;
    expect(sky).to.have.length(history.values.length + coming.values.length);
    // The kernel's clear sky is never beaten by more than the cooler air under clouds makes up.
    history.values.forEach((kw, slot) => expect(kw).to.be.within(0, sky[slot]! + 0.02));
    const noon = Math.max(...sky);
    expect(noon).to.be.within(0.8, 1);
    expect(done(fit).forecast.seasonalities.weekly).to.equal(false);
    const daytime = sky.slice(-8 * 24, -24).filter((kw) => kw > 0).length;
    for (const { evaluation } of rows) expect(evaluation.total!.count).to.equal(daytime);
    page.session.dispatch({ kind: 'forecast-compare' });
    const { comparison } = done((await page.until(isDone('compare'))).forecast.compare);
    expect(comparison.rows[0]!.evaluation.total!.count).to.equal(daytime);
    page.session.dispatch({ kind: 'forecast-procedure' });
    expect(now().forecast.procedure.state).to.equal('idle');
  });

  it('follows the panels, their tilt and the clouds, but no load', async () => {
    const { study } = await opened(SUN);
    const { scenario } = now().world;
    const standing = { ...scenario, devices: [{ bus: 3, panels: 1000, packs: 0 }] };
    change(standing);
    const later = await page.until(({ forecast }) => forecast.study?.sun?.standing === 1000);
    const one = study!.history.values;
    later.forecast.study!.history.values.forEach((kw, slot) =>
      expect(kw).to.be.closeTo(365 * one[slot]!, 1e-9),
    );
    expect(later.forecast.study!.bus.id).to.equal(3);
    const load = { bus: 7, loadKw: 5, loadKvar: 0 };
    expect(sameQuestion(standing, withLoad(standing, load))).to.equal(true);
    for (const key of ['year.tiltDeg', 'year.cloudiness', 'sunScale', 'forecast.what'] as const) {
      expect(sameQuestion(standing, withValue(standing, key, 0)), key).to.equal(false);
    }
  });

  it('knows a sky without clouds by all but persistence', async () => {
    const { study } = await opened(`${SUN}&ycl=0`);
    const rmse = (method: string): number =>
      study!.rows.find((row) => row.method === method)!.evaluation.total!.rmse;
    expect(rmse('weather')).to.equal(0);
    expect(rmse('clearness-yesterday')).to.be.below(1e-12);
    expect(rmse('clearness-mean')).to.be.below(1e-12);
    expect(rmse('persistence')).to.be.above(0.5);
  });
});

describe('a guess', () => {
  it('hides nothing from those who do not play, and takes only what can be drawn', async () => {
    await opened();
    page.session.dispatch({ kind: 'forecast-guess', on: true });
    const { guess } = (await page.until(({ forecast }) => forecast.guess.on)).forecast;
    expect(guess.handlesKw).to.have.length(12);
    page.session.dispatch({ kind: 'forecast-draw', index: 3, kw: 321.04 });
    page.session.dispatch({ kind: 'forecast-draw', index: 4, kw: -5 });
    page.session.dispatch({ kind: 'forecast-draw', index: 5, kw: NaN });
    page.session.dispatch({ kind: 'forecast-draw', index: 12, kw: 7 });
    const drawn = (await page.until(({ forecast }) => forecast.guess.moved[4] === true)).forecast;
    expect(drawn.guess.handlesKw[3]).to.equal(321);
    expect(drawn.guess.handlesKw[4]).to.equal(0);
    page.session.dispatch({ kind: 'forecast-reveal' });
    page.session.dispatch({ kind: 'forecast-draw', index: 3, kw: 1 });
    const after = (await page.until(({ forecast }) => forecast.guess.revealed)).forecast.guess;
    expect(after.handlesKw).to.deep.equal(drawn.guess.handlesKw);
    expect(after.moved.filter(Boolean)).to.have.length(2);
  });
});

describe('a meter of one’s own', () => {
  const csvOf = (rows: number): string => {
    const two = (value: number): string => String(value).padStart(2, '0');
    const lines = ['time,load_kw'];
    for (let i = 0; i < rows; i++) {
      const at = new Date(Date.UTC(2023, 0, 1, i));
      const date = `2023-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
      lines.push(`${date}T${two(at.getUTCHours())}:00,${(2 + Math.sin(i / 4)).toFixed(3)}`);
    }
    return lines.join('\n');
  };

  it('takes the place of the made load, and is refused whole when it is damaged', async () => {
    const { study: before } = await opened();
    const file = { kind: 'year-import', name: 'meter.csv', bus: 7 } as const;
    page.session.dispatch({ ...file, text: csvOf(8760).replace('2023-03-05T04:00,', 'soon,') });
    const { notices } = await page.until((snapshot) => snapshot.notices.length > 0);
    expect(notices.at(-1)!.problems.length).to.be.above(0);
    expect(now().world.scenario.ownProfile).to.equal(undefined);
    expect(now().forecast.study).to.equal(before);
    // A home's meter on a street's bus looks like a wrong unit: only the person can say.
    page.session.dispatch({ ...file, text: csvOf(8760) });
    const asked = await page.until((s) => s.notices.at(-1)!.offers.length > 0);
    expect(now().world.scenario.ownProfile).to.equal(undefined);
    page.session.dispatch(asked.notices.at(-1)!.offers[0]!.command);
    const { forecast } = await page.until((s) => s.forecast.study?.bus.metered === true);
    expect(forecast.study!.history.values[0]).to.be.closeTo(2 + Math.sin((111 * 24) / 4), 1e-3);
  });
});

describe('without Prophet', () => {
  it('keeps the simple methods and says why there is no other', async () => {
    page = openPage({});
    const scenario = openingScenario();
    const stage = new Stage({ ...firstSnapshot(scenario), view: 'forecast' });
    const { clock } = page;
    const house = { stage, rim: { clock } } as unknown as AnnexHouse;
    let count = 0;
    const failing = 'data:text/javascript,throw new Error("Failed to fetch prophet.js")';
    const desk = new ForecastDesk(house, () => {
      count += 1;
      return count === 1 ? startForecastWorker() : new Worker(failing);
    });
    const troubled = new Promise<Snapshot>((resolve) => {
      stage.subscribe((snapshot) => {
        if (snapshot.forecast.fit.state === 'stopped') resolve(snapshot);
      });
    });
    desk.take({ kind: 'forecast-open' });
    const { forecast } = await troubled;
    expect(forecast.study!.rows).to.have.length(4);
    expect(forecast.trouble).to.contain('could not be fetched');
    desk.dispose();
  });
});
