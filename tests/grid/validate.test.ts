import { expect } from '@open-wc/testing';
import type { Branch, Bus, Generator, GridCase } from '../../web/grid/case.ts';
import { getCase } from '../../web/grid/cases.ts';
import { BUSES_MAX, validate } from '../../web/grid/validate.ts';
import { stream } from '../../web/rng.ts';

const good = getCase('ieee14');

function withBus(index: number, change: Partial<Record<keyof Bus, unknown>>): GridCase {
  const buses = good.buses.map((bus, i) => (i === index ? { ...bus, ...change } : bus) as Bus);
  return { ...good, buses };
}
function withBranch(index: number, change: Partial<Record<keyof Branch, unknown>>): GridCase {
  const branches = good.branches.map((each, i) =>
    i === index ? ({ ...each, ...change } as Branch) : each,
  );
  return { ...good, branches };
}
function withUnit(index: number, change: Partial<Record<keyof Generator, unknown>>): GridCase {
  const generators = good.generators.map((each, i) =>
    i === index ? ({ ...each, ...change } as Generator) : each,
  );
  return { ...good, generators };
}

interface Broken {
  readonly name: string;
  readonly grid: unknown;
  readonly rule: string;
  readonly where: object;
}

const BROKEN: readonly Broken[] = [
  { name: 'null', grid: null, rule: 'shape', where: { kind: 'case' } },
  {
    name: 'no buses',
    grid: { ...good, buses: undefined },
    rule: 'shape',
    where: { field: 'buses' },
  },
  { name: 'an empty list', grid: { ...good, buses: [] }, rule: 'size', where: { field: 'buses' } },
  {
    name: 'too many buses',
    grid: { ...good, buses: new Array(BUSES_MAX + 1).fill(good.buses[1]) },
    rule: 'size',
    where: { field: 'buses' },
  },
  {
    name: 'a null bus',
    grid: { ...good, buses: [null] },
    rule: 'shape',
    where: { field: 'buses' },
  },
  { name: 'base 0', grid: { ...good, baseKva: 0 }, rule: 'range', where: { field: 'baseKva' } },
  {
    name: 'base NaN',
    grid: { ...good, baseKva: NaN },
    rule: 'finite',
    where: { field: 'baseKva' },
  },
  { name: 'base text', grid: { ...good, baseKva: '1' }, rule: 'finite', where: { kind: 'case' } },
  {
    name: 'load NaN',
    grid: withBus(3, { loadKw: NaN }),
    rule: 'finite',
    where: { kind: 'bus', id: 4, field: 'loadKw' },
  },
  {
    name: 'load Infinity',
    grid: withBus(3, { loadKvar: Infinity }),
    rule: 'finite',
    where: { id: 4, field: 'loadKvar' },
  },
  { name: 'load text', grid: withBus(3, { loadKw: '47' }), rule: 'finite', where: { id: 4 } },
  {
    name: 'kind',
    grid: withBus(3, { kind: 'swing' }),
    rule: 'kind',
    where: { id: 4, field: 'kind' },
  },
  { name: 'category', grid: withBus(3, { category: 'farm' }), rule: 'category', where: { id: 4 } },
  {
    name: 'fractional number',
    grid: withBus(3, { id: 4.5 }),
    rule: 'whole-number',
    where: { field: 'id' },
  },
  {
    name: 'number twice',
    grid: withBus(3, { id: 5 }),
    rule: 'unique',
    where: { kind: 'bus', id: 5 },
  },
  { name: 'two slacks', grid: withBus(3, { kind: 'slack' }), rule: 'one-slack', where: { id: 4 } },
  {
    name: 'no slack',
    grid: withBus(0, { kind: 'pv' }),
    rule: 'one-slack',
    where: { kind: 'case' },
  },
  {
    name: 'limits reversed',
    grid: withBus(3, { voltageMinPu: 1.2 }),
    rule: 'limits-order',
    where: { id: 4 },
  },
  {
    name: 'angle NaN',
    grid: withBus(0, { angleRad: NaN }),
    rule: 'finite',
    where: { field: 'angleRad' },
  },
  {
    name: 'zero impedance',
    grid: withBranch(2, { resistancePu: 0, reactancePu: 0 }),
    rule: 'zero-impedance',
    where: { kind: 'branch', id: '2-3' },
  },
  {
    name: 'impedance NaN',
    grid: withBranch(2, { reactancePu: NaN }),
    rule: 'finite',
    where: { id: '2-3', field: 'reactancePu' },
  },
  {
    name: 'unknown end',
    grid: withBranch(2, { to: 99 }),
    rule: 'known-bus',
    where: { id: '2-99', field: 'to' },
  },
  {
    name: 'both ends alike',
    grid: withBranch(2, { to: 2 }),
    rule: 'different-ends',
    where: { id: '2-2' },
  },
  {
    name: 'rating negative',
    grid: withBranch(2, { ratingKva: -1 }),
    rule: 'range',
    where: { field: 'ratingKva' },
  },
  {
    name: 'tap 0',
    grid: withBranch(7, { tapRatio: 0 }),
    rule: 'range',
    where: { id: '4-7', field: 'tapRatio' },
  },
  {
    name: 'state as number',
    grid: withBranch(2, { inService: 1 }),
    rule: 'state',
    where: { id: '2-3' },
  },
  {
    name: 'isolated bus',
    grid: withBranch(13, { inService: false }),
    rule: 'connected',
    where: { kind: 'bus', id: 8 },
  },
  {
    name: 'unit nowhere',
    grid: withUnit(1, { bus: 77 }),
    rule: 'known-bus',
    where: { kind: 'generator' },
  },
  {
    name: 'unit out at a pv bus',
    grid: withUnit(1, { inService: false }),
    rule: 'generator-needed',
    where: { kind: 'bus', id: 2 },
  },
  {
    name: 'reactive limits reversed',
    grid: withUnit(1, { reactiveMinKvar: 1e6 }),
    rule: 'limits-order',
    where: { kind: 'generator' },
  },
  {
    name: 'set point absurd',
    grid: withUnit(1, { voltagePu: 0 }),
    rule: 'range',
    where: { field: 'voltagePu' },
  },
  {
    name: 'two set points at one bus',
    grid: {
      ...good,
      generators: [...good.generators, { ...good.generators[1]!, voltagePu: 1.01 }],
    },
    rule: 'one-set-point',
    where: { kind: 'bus', id: 2 },
  },
];

describe('validate', () => {
  for (const { name, grid, rule, where } of BROKEN) {
    it(`finds ${name}, says where and what to do`, () => {
      const problems = validate(grid as GridCase);
      const hit = problems.find((each) => each.rule === rule);
      expect(hit, JSON.stringify(problems)).to.be.an('object');
      expect(hit!.where).to.include(where);
      expect(hit!.remedy).to.match(/\.$/);
      expect(hit!.harmless).to.equal(undefined);
    });
  }

  it('takes any JSON without an exception, and passes only what is sound', () => {
    const seed = 0x9a11;
    const random = stream(seed, 'validate');
    const junk = [null, NaN, -1, 0, 1e300, '', 'pq', true, [], {}, undefined, Infinity, 2.5];
    for (let round = 0; round < 5000; round++) {
      const grid = structuredClone(good) as unknown as Record<string, unknown>;
      const list = grid[['buses', 'generators', 'branches'][random.below(3)]!] as object[];
      const at = random.below(list.length);
      const keys = Object.keys(list[at]!);
      const key = keys[random.below(keys.length)]!;
      const value = junk[random.below(junk.length)];
      if (random.below(10) === 0) (list as unknown[])[at] = value;
      else (list[at] as Record<string, unknown>)[key] = value;
      const note = `seed ${seed}, round ${round}: ${key} = ${JSON.stringify(value)}`;
      const problems = validate(grid as unknown as GridCase);
      const written = JSON.stringify(grid);
      if (problems.length === 0) expect(written, note).to.not.include('null');
      for (const { found, remedy } of problems) {
        expect(found.length, note).to.be.within(1, 60);
        expect(remedy, note).to.match(/\.$/);
      }
    }
  });

  it('finds everything at once', () => {
    const buses = good.buses.map((bus) => ({ ...bus, loadKw: NaN, voltageMinPu: 2 }));
    const found = validate({ ...good, baseKva: -1, buses });
    expect(found.filter(({ rule }) => rule === 'finite')).to.have.length(14);
    expect(found.filter(({ rule }) => rule === 'limits-order')).to.have.length(14);
    expect(found.filter(({ rule }) => rule === 'range')).to.have.length(1);
  });

  it('names an island once, with its buses', () => {
    const cut = new Set(['6-11', '9-10']);
    const branches = good.branches.map((each) =>
      cut.has(`${each.from}-${each.to}`) ? { ...each, inService: false } : each,
    );
    const [problem, ...rest] = validate({ ...good, branches });
    expect(rest).to.deep.equal([]);
    expect(problem).to.include({ rule: 'connected', found: '2 buses cut off: 10, 11' });
  });

  it('lets a load bus have units with any set point', () => {
    const unit = { ...good.generators[1]!, bus: 4 };
    const generators = [...good.generators, unit, { ...unit, voltagePu: 1.01 }];
    expect(validate({ ...good, generators })).to.deep.equal([]);
  });
});
