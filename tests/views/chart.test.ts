import { aTimeout, expect, fixture, html, oneEvent } from '@open-wc/testing';
import fc from 'fast-check';
import '../../web/views/chart/gl-chart.ts';
import type { GlChart } from '../../web/views/chart/gl-chart.ts';
import { formatNumber } from '../../web/views/chart/number.ts';
import { pngOf, svgOf } from '../../web/views/chart/save.ts';
import type { Axis, PointRef, Series } from '../../web/views/chart/series.ts';
import { csvOf, tableOfSeries } from '../../web/views/chart/table.ts';

const X: Axis = { label: 'Time', unit: 'h', scale: 'linear' };
const Y: Axis = { label: 'Power', unit: 'kW', scale: 'linear' };
const LOAD: Series = {
  id: 'load',
  name: 'Load',
  kind: 'line',
  tone: 'load',
  selectable: true,
  points: [
    { x: 0, y: 3 },
    { x: 1, y: 5.5 },
    { x: 2, y: 4 },
  ],
};
const SUN: Series = {
  id: 'sun',
  name: 'Sun',
  kind: 'line',
  tone: 'pv',
  points: [
    { x: 0, y: 0 },
    { x: 1, y: 7 },
    { x: 2, y: NaN },
  ],
};
before(async () => {
  const sheet = document.createElement('link');
  sheet.rel = 'stylesheet';
  sheet.href = new URL('../../web/theme.css', import.meta.url).href;
  const ready = oneEvent(sheet, 'load');
  document.head.append(sheet);
  await ready;
});

const PROVENANCE = {
  link: 'https://example.org/#/grid?v=1&s=7f3a',
  seed: '7f3a',
  version: '0.1.0',
  title: 'A day -- in power',
};

const chart = async (series: readonly Series[], more: Partial<GlChart> = {}): Promise<GlChart> => {
  const element = await fixture<GlChart>(html`
    <gl-chart
      .heading=${'A day in power'}
      .summary=${'Load peaks at 5.5 kW.'}
      .x=${more.x ?? X}
      .y=${more.y ?? Y}
      .series=${series}
      .bands=${more.bands ?? []}
      .rules=${more.rules ?? []}
      .selected=${more.selected ?? []}
      .provenance=${PROVENANCE}
    ></gl-chart>
  `);
  await aTimeout(30);
  await element.updateComplete;
  return element;
};

const part = (element: Element, selector: string): HTMLElement => {
  const found = element.shadowRoot?.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`nothing matches ${selector}`);
  return found;
};

const press = async (element: GlChart, key: string): Promise<string> => {
  part(element, '.box').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  await element.updateComplete;
  return part(element, 'figure > [role="status"]').textContent?.trim() ?? '';
};

describe('chart: cursor by keyboard', () => {
  it('walks the values, changes series at the same x, and leaves', async () => {
    const element = await chart([LOAD, SUN]);
    expect(await press(element, 'ArrowRight')).to.equal('Load: 3.000 kW at 0 h');
    expect(await press(element, 'ArrowRight')).to.equal('Load: 5.500 kW at 1.000 h');
    expect(await press(element, 'PageDown')).to.equal('Sun: 7.000 kW at 1.000 h');
    expect(await press(element, 'Home')).to.equal('Sun: 0 kW at 0 h');
    // The third value is not a number: End stops at the last one that is.
    expect(await press(element, 'End')).to.equal('Sun: 7.000 kW at 1.000 h');
    expect(await press(element, 'Escape')).to.equal('');
  });

  it('selects with Enter where a series may be selected', async () => {
    const element = await chart([LOAD, SUN]);
    await press(element, 'End');
    const heard = oneEvent(element, 'gl-select');
    await press(element, 'Enter');
    expect((await heard).detail as PointRef).to.deep.equal({ seriesId: 'load', index: 2 });
  });

  it('is one tab stop, with the toolbar one more', async () => {
    const element = await chart([LOAD, SUN]);
    const stops = element.shadowRoot?.querySelectorAll('[tabindex="0"]') ?? [];
    expect(stops.length).to.equal(1);
    const tools = part(element, 'gl-chart-tools').shadowRoot;
    expect(tools?.querySelectorAll('button[tabindex="0"]').length).to.equal(1);
  });
});

describe('chart: table twin and exports', () => {
  it('shows every value once, and "none" for what is not a number', async () => {
    const element = await chart([LOAD, SUN]);
    const tools = part(element, 'gl-chart-tools');
    tools.dispatchEvent(new CustomEvent('gl-table-toggle'));
    await element.updateComplete;
    const text = (selector: string): string[] =>
      [...part(element, 'table').querySelectorAll(selector)].map(
        (cell) => cell.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '',
      );
    expect(text('thead th')).to.deep.equal(['Time (h)', 'Load (kW)', 'Sun (kW)']);
    expect(text('tbody tr:last-child > *')).to.deep.equal(['2.000', '4.000', 'none']);
    expect(text('tbody tr').length).to.equal(3);
    expect(text('caption')).to.deep.equal(['A day in power']);
  });

  it('puts link, seed and version first in the CSV, then headers with units', () => {
    const table = tableOfSeries({ caption: 'c', x: X, y: Y, series: [LOAD, SUN] });
    const lines = csvOf(table, PROVENANCE).split('\r\n');
    expect(lines[0]).to.match(/^# /);
    for (const part of [PROVENANCE.link, 'seed 7f3a', '0.1.0']) expect(lines[0]).to.include(part);
    expect(lines[1]).to.equal('Time (h),Load (kW),Sun (kW)');
    expect(lines[4]).to.equal('2,4,');
  });

  it('keeps a label that looks like a formula a text', () => {
    const evil: Series = {
      ...LOAD,
      kind: 'points',
      points: [{ x: 1, y: 2, label: '=HYPERLINK("http://x","a")' }],
    };
    const csv = csvOf(tableOfSeries({ caption: '', x: X, y: Y, series: [evil] }), PROVENANCE);
    expect(csv).to.include(`"'=HYPERLINK(""http://x"",""a"")"`);
  });

  it('writes a well-formed SVG that names its origin', async () => {
    const element = await chart([LOAD], {
      bands: [{ from: 5, to: Infinity, axis: 'y', label: 'too much', hatched: true }],
    });
    const text = svgOf(element.svg as SVGSVGElement, PROVENANCE);
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
    expect(parsed.querySelector('parsererror')).to.equal(null);
    expect(JSON.parse(parsed.querySelector('metadata')?.textContent ?? '')).to.deep.equal(
      PROVENANCE,
    );
    expect(text.split('\n')[0]).to.include(PROVENANCE.link);
    expect(parsed.querySelector('path[stroke]')?.getAttribute('stroke')).to.match(/^rgb/);
  });

  it('writes the paper of the theme on show as one plain colour', async () => {
    const element = await chart([LOAD]);
    const paper = (): string | null | undefined => {
      const text = svgOf(element.svg as SVGSVGElement, PROVENANCE);
      const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
      return parsed.querySelector('rect')?.getAttribute('fill');
    };
    const { dataset } = document.documentElement;
    dataset['theme'] = 'light';
    expect(paper()).to.equal('rgb(251, 250, 247)');
    dataset['theme'] = 'dark';
    expect(paper()).to.equal('rgb(20, 24, 28)');
    delete dataset['theme'];
  });

  it('writes a PNG that still decodes and carries the text', async () => {
    const element = await chart([LOAD]);
    const bytes = await pngOf(element.svg as SVGSVGElement, PROVENANCE);
    if (!bytes) throw new Error('no PNG');
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    expect(bitmap.width).to.be.greaterThan(300);
    expect(new TextDecoder('latin1').decode(bytes)).to.include(PROVENANCE.link);
  });
});

describe('chart: the names of clouds and stars', () => {
  it('cover neither one another nor another one’s mark, wherever the stars lie', async () => {
    const cloud = {
      ...LOAD,
      id: 'cloud',
      name: 'Designs',
      kind: 'points',
      tone: 'energy',
    } as const;
    const points = [0, 1, 2, 3, 4].map((x) => ({ x, y: 8 - 2 * x }));
    const star = { id: 'star', name: 'Thesis, Table 7', kind: 'points', tone: 'pack' } as const;
    for (const [x, y] of [
      [0, 8],
      [0.3, 8],
      [0.8, 7.6],
      [4, 8],
      [2, 4],
    ] as const) {
      const list: Series[] = [
        { ...cloud, points },
        { ...star, marker: 'star', points: [{ x, y }] },
      ];
      const element = await chart(list);
      const [a, b] = [...element.shadowRoot!.querySelectorAll('text.name')].map((name) =>
        name.getBoundingClientRect(),
      );
      if (!a || !b) throw new Error(`a name is missing with the star at ${x}, ${y}`);
      const apart =
        a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
      expect(apart, `star at ${x}, ${y}`).to.equal(true);
    }
  });

  it('stand over the mark when they are too long for either side of it', async () => {
    const name = 'A name that fits neither to the left nor to the right of the middle of a chart';
    const star = { ...LOAD, id: 'star', name, kind: 'points', marker: 'star' } as const;
    const corners = [0, 4].map((x) => ({ x, y: 8 }));
    const cloud = { ...LOAD, id: 'cloud', kind: 'points', unnamed: true, points: corners } as const;
    const element = await chart([cloud, { ...star, points: [{ x: 2, y: 5 }] }]);
    const box = (selector: string): DOMRect[] =>
      [...element.shadowRoot!.querySelectorAll(selector)].map((each) =>
        each.getBoundingClientRect(),
      );
    const [there] = box('text.name');
    if (!there) throw new Error('the name is missing');
    const covered = box('.axis text').filter(
      (tick) =>
        tick.left < there.right &&
        there.left < tick.right &&
        tick.top < there.bottom &&
        there.top < tick.bottom,
    );
    expect(covered).to.deep.equal([]);
    const [picture] = box('svg');
    expect(there.left >= picture!.left && there.right <= picture!.right).to.equal(true);
  });
});

describe('chart: an area', () => {
  it('is one closed outline through its points, and no matter for table or cursor', async () => {
    const corners = [
      { x: 0, y: 1 },
      { x: 2, y: 1 },
      { x: 2, y: 4 },
      { x: 0, y: NaN },
      { x: 0, y: 4 },
    ];
    const area: Series = {
      ...{ id: 'band', name: 'Band', kind: 'area', tone: 'pv', decoration: true },
      points: corners,
    };
    const element = await chart([LOAD, area]);
    const path = element.svg!.querySelector('[data-series="band"]')!.getAttribute('d')!;
    expect(path).to.match(/^M[^MZ]+Z$/);
    const at = [...path.matchAll(/([\d.-]+) ([\d.-]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
    expect(at).to.have.length(4);
    expect(at[0]![1]).to.equal(at[1]![1]);
    expect(at[1]![0]).to.equal(at[2]![0]);
    expect(at[3]![0]).to.equal(at[0]![0]);
    expect(at[2]![1], 'a larger value is higher up').to.be.below(at[1]![1]!);
    expect(element.tableTwin().columns.map(({ label }) => label)).to.deep.equal(['Time', 'Load']);
  });
});

describe('chart: hostile and large data', () => {
  it('never draws or says NaN', async () => {
    const number = fc.oneof(
      fc.double(),
      fc.constantFrom(NaN, Infinity, -Infinity, 0, -0, 5e-324, 1.7e308),
    );
    const anySeries = fc.array(fc.record({ x: number, y: number }), { maxLength: 12 });
    const kinds = ['line', 'step', 'points', 'segments', 'bars', 'area'] as const;
    const property = fc.asyncProperty(
      anySeries,
      fc.constantFrom(...kinds),
      fc.constantFrom('linear' as const, 'log' as const),
      async (points, kind, scale) => {
        const element = await chart([{ ...LOAD, kind, points }], {
          x: { ...X, scale },
          y: { ...Y, scale },
        });
        await press(element, 'End');
        const drawn = element.svg?.outerHTML ?? '';
        const said = element.shadowRoot?.textContent ?? '';
        element.remove();
        expect(`${drawn}${said}`).to.not.match(/NaN|Infinity|undefined/);
      },
    );
    await fc.assert(property, { numRuns: 60, seed: 0x7f3a });
  });

  it('draws 20 000 points as one short path that keeps the extremes', async () => {
    const points = Array.from({ length: 20_000 }, (_, x) => ({ x, y: x === 9_999 ? 50 : x % 7 }));
    const element = await chart([{ ...LOAD, points }]);
    const path = part(element, 'path.mark').getAttribute('d') ?? '';
    expect(path.split('L').length).to.be.lessThan(4 * 800 + 1);
    const heights = path
      .split(/[ML]/)
      .slice(1)
      .map((pair) => Number(pair.split(',')[1]));
    const zero = Math.max(...heights);
    const peak = Math.min(...heights);
    // 50 against 6: the single spike must stand about eight times as high as the ripple.
    const ripple = zero - (heights.filter((y) => y > peak + 1).sort((a, b) => a - b)[0] ?? 0);
    expect((zero - peak) / ripple).to.be.closeTo(50 / 6, 0.3);
  });

  it('gives four digits that count, and no negative zero', () => {
    expect(formatNumber(0.823524)).to.equal('0.8235');
    expect(formatNumber(-0.00000001, 2)).to.equal('0.00');
    expect(formatNumber(0.0000321)).to.equal('3.21 × 10⁻⁵');
    expect(formatNumber(-3823.7666)).to.equal('−3,824');
    expect(formatNumber(38237.666)).to.equal('38,238');
    expect(formatNumber(NaN)).to.equal('none');
  });
});

describe('chart: accessible', () => {
  for (const [name, set] of [
    ['light', {}],
    ['dark', { theme: 'dark' }],
    ['projector', { mode: 'projector' }],
  ] as const) {
    it(`in ${name}`, async () => {
      Object.assign(document.documentElement.dataset, set);
      document.body.style.background = 'var(--ground)';
      const element = await chart([LOAD, SUN], {
        bands: [{ from: 5, to: Infinity, axis: 'y', label: 'too much', hatched: true }],
        rules: [{ x: 1, label: 'now' }],
      });
      await press(element, 'Home');
      await expect(element).to.be.accessible();
      part(element, 'gl-chart-tools').dispatchEvent(new CustomEvent('gl-table-toggle'));
      await element.updateComplete;
      await expect(element).to.be.accessible();
      delete document.documentElement.dataset['theme'];
      delete document.documentElement.dataset['mode'];
    });
  }
});
