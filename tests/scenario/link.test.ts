import { expect } from '@open-wc/testing';
import { stream, type Rng } from '../../web/rng.ts';
import { defaultScenario, openingScenario } from '../../web/scenario/default.ts';
import { withDevices, withGuess, withValue } from '../../web/scenario/edit.ts';
import {
  NO_EXTRAS,
  formatLink,
  formatScenario,
  parseLink,
  parseScenario,
  type LinkExtras,
} from '../../web/scenario/link.ts';
import { validateScenario } from '../../web/scenario/validate.ts';
import { randomScenario, SEED } from './random-scenario.ts';

describe('link', () => {
  it('says only what differs from the default, in a fixed order', () => {
    const scenario = withDevices(withValue(defaultScenario(), 'day', 100), {
      bus: 7,
      panels: 120,
      packs: 2,
    });
    expect(formatLink(scenario, 'grid')).to.equal(
      '#/grid?v=1&s=7f3a&c=thesis13&d=100&pv=7:120&b=7:2',
    );
  });

  it('reads what a person may write by hand', () => {
    const text = '#/optimise?v=1&s=BEEF&c=ieee33&t=760&pv=9:10,7:5&by=nr&mode=projector&x=1';
    const { scenario, view, extras, problems } = parseLink(text);
    expect(problems).to.deep.equal([]);
    expect(view).to.equal('optimise');
    expect(scenario).to.include({ seed: 0xbeef, caseId: 'ieee33', method: 'newton-raphson' });
    expect(scenario.minute, 'the quarter of an hour that 12:40 is in').to.equal(750);
    expect(scenario.devices.map(({ bus }) => bus)).to.deep.equal([7, 9]);
    expect(extras).to.include({ mode: 'projector', paused: true });
  });

  it('brings any scenario back exactly', () => {
    const rng = stream(SEED, 'link/round-trip');
    for (let i = 0; i < 2000; i++) {
      const scenario = randomScenario(rng);
      const link = formatScenario(scenario);
      const again = parseScenario(link);
      const where = `seed ${SEED.toString(16)}, scenario ${i}, ${link}`;
      expect(again.problems, where).to.deep.equal([]);
      expect(again.scenario, where).to.deep.equal(scenario);
      expect(formatScenario(again.scenario), where).to.equal(link);
    }
  });

  it('keeps extras and keys it does not know', () => {
    const link =
      '#/grid?v=1&s=1&c=thesis13&mode=embed&hide=seed,case&lock=devices&lang=es&x=1&m=da:15&z=4!a%20b';
    const { scenario, extras, problems } = parseLink(link);
    expect(formatLink(scenario, 'grid', extras)).to.equal(link);
    expect(problems.map((problem) => [problem.where.id, problem.rule, problem.harmless])).to.eql([
      ['m', 'unknown-key', true],
      ['z', 'unknown-key', true],
    ]);
  });

  it('stays short enough for a QR code', () => {
    const extras: LinkExtras = { ...NO_EXTRAS, mode: 'projector', paused: true };
    const guessed = [2, 5, 9].reduce(
      (next, bus) => withGuess(next, { bus, panels: 1200, packs: 3 }),
      withValue(withValue(openingScenario(), 'day', 75), 'minute', 600),
    );
    expect(formatLink(defaultScenario(), 'grid').length).to.be.at.most(40);
    expect(formatLink(openingScenario(), 'grid').length).to.be.at.most(130);
    expect(formatLink(guessed, 'optimise', extras).length).to.be.at.most(200);
  });

  for (const [text, key] of [
    ['#/grid?s=zz', 's'],
    ['#/grid?d=366', 'd'],
    ['#/grid?d=1.5', 'd'],
    ['#/grid?load=NaN', 'load'],
    ['#/grid?load=', 'load'],
    ['#/grid?load=Infinity', 'load'],
    ['#/grid?load=1e999', 'load'],
    ['#/grid?load=%E0%A4%A', 'load'],
    ['#/grid?load=%FF', 'load'],
    ['#/grid?pv=7:-1', 'pv'],
    ['#/grid?pv=7:1,7:2', 'pv'],
    ['#/grid?b=7:1.5', 'b'],
    ['#/grid?l=7:900', 'l'],
    ['#/grid?g=7:1:2:3', 'g'],
    ['#/grid?sw=-1', 'sw'],
    ['#/grid?by=constructor', 'by'],
    ['#/grid?c=own', 'c'],
    ['#/grid?c=Thesis 13', 'c'],
    ['#/grid?v=2', 'v'],
    ['#/grid?n=4', 'n'],
    ['#/grid?f=430!stop', 'f'],
    ['#/grid?f=430!stop10', 'f'],
    ['#/grid?f=10000001!stop1', 'f'],
    ['#/grid?f=1!cut1.1', 'f'],
    ['#/grid?f=1!part1-2.2', 'f'],
    ['#/grid?f=1!delay3.2', 'f'],
    ['#/grid?f=1!set1.-1', 'f'],
    ['#/grid?f=1!toString1', 'f'],
    [`#/grid?f=${'1!heal,'.repeat(500)}1!heal`, 'f'],
    ['#/grid?bug=constructor', 'bug'],
    ['#/grid?pre=2', 'pre'],
    ['#/grid?w=-1', 'w'],
    ['#/grid?ch=100001', 'ch'],
    ['#/grid?x=2', 'x'],
    ['#/grid?mode=huge', 'mode'],
    ['#/grid?lang=<b>', 'lang'],
    ['#/grid?hide=<script>', 'hide'],
    ['#/../../etc?s=1', 'view'],
  ] as const) {
    it(`names the place in ${text} and loads the rest`, () => {
      const { scenario, problems } = parseLink(`${text}&ng=7`);
      expect(problems.map((problem) => problem.where.id)).to.deep.equal([key]);
      expect(problems.every((problem) => problem.harmless)).to.equal(true);
      expect(scenario.search.generations).to.equal(7);
      expect(validateScenario(scenario)).to.deep.equal([]);
    });
  }

  it('takes 10 000 damaged links without an exception and always stays in bounds', () => {
    const rng = stream(SEED, 'link/mutations');
    for (let i = 0; i < 10_000; i++) {
      const link = mutated(formatLink(randomScenario(rng), 'grid'), rng);
      const where = `seed ${SEED.toString(16)}, mutation ${i}: ${JSON.stringify(link)}`;
      let parsed;
      try {
        parsed = parseLink(link);
      } catch (error) {
        throw new Error(`${where} threw`, { cause: error });
      }
      expect(validateScenario(parsed.scenario), where).to.deep.equal([]);
      const canonical = formatLink(parsed.scenario, parsed.view, parsed.extras);
      const again = parseLink(canonical);
      expect(again.scenario, where).to.deep.equal(parsed.scenario);
      const twice = formatLink(again.scenario, again.view, again.extras);
      expect(twice, where).to.equal(canonical);
    }
  });

  it('does not read a megabyte of garbage', () => {
    const { scenario, problems } = parseLink(`#/grid?${'pv=1:1&'.repeat(200_000)}`);
    expect(problems.map((problem) => problem.rule)).to.deep.equal(['length']);
    expect(scenario).to.deep.equal(defaultScenario());
  });
});

const NASTY = '&=?#%:,.-+e\u0000\uD800\uDC00é 0123456789NaNInfinity<>"\'\\/~*$;[]{}|^`';

/** Between one and five cuts, swaps, repeats and strange letters. */
function mutated(text: string, rng: Rng): string {
  let result = text;
  for (let k = 1 + rng.below(5); k > 0; k--) {
    const at = rng.below(result.length + 1);
    const length = rng.below(12);
    const strange = Array.from({ length: 1 + rng.below(4) }, () => NASTY[rng.below(NASTY.length)]);
    const cut = result.slice(0, at);
    const rest = result.slice(at + length);
    switch (rng.below(4)) {
      case 0:
        result = cut + rest;
        break;
      case 1:
        result = cut + strange.join('') + result.slice(at);
        break;
      case 2:
        result = cut + strange.join('') + rest;
        break;
      default:
        result = cut + result.slice(at, at + length).repeat(1 + rng.below(3)) + rest;
    }
  }
  return result;
}
