import { expect, fixture, html } from '@open-wc/testing';
import * as fc from 'fast-check';
import type { Snapshot } from '../../web/app/snapshot.ts';
import type { Finding, RowReport, Verdict } from '../../web/reproduce/table.ts';
import '../../web/views/gl-reproduce.ts';
import type { GlReproduce } from '../../web/views/gl-reproduce.ts';
import { judge } from '../../web/views/reproduce/claim.ts';
import { difference, figure, printed } from '../../web/views/reproduce/figure.ts';
import { browserName } from '../../web/views/reproduce/provenance.ts';
import { entries, notes, tally, VERDICTS, worstFirst } from '../../web/views/reproduce/tally.ts';
import { type Fake, fakeSession } from './optimise-fixture.ts';
import { report, REPORTS, row, TABLES } from './reproduce-fixture.ts';
import { wearTheme } from './theme-sheet.ts';

wearTheme();

const DONE: Snapshot['reproduce'] = {
  state: 'done',
  elapsedMs: 93_000,
  part: { reports: REPORTS },
};

async function show(changes: Partial<Snapshot> = {}): Promise<Fake & { view: GlReproduce }> {
  const fake = fakeSession({ tables: TABLES, ...changes });
  const view = await fixture<GlReproduce>(
    html`<gl-reproduce .session=${fake.session}></gl-reproduce>`,
  );
  await settled(view);
  return { ...fake, view };
}

async function settled(element: Element): Promise<void> {
  await (element as Element & { updateComplete?: Promise<unknown> }).updateComplete;
  for (const child of element.shadowRoot?.querySelectorAll('*') ?? []) {
    if (child.tagName.startsWith('GL-')) await settled(child);
  }
}

const flat = (element: Node): string => (element.textContent ?? '').replaceAll(/[\s\u202f]+/g, ' ');
const tablesOf = (view: Element): HTMLElement[] => [
  ...view.shadowRoot!.querySelectorAll('gl-table-report'),
];
const titles = (view: Element): string[] =>
  tablesOf(view).map((table) => flat(table.shadowRoot!.querySelector('h3')!).trim());
const inner = <T extends Element>(view: Element, part: string, selector: string): T =>
  view.shadowRoot!.querySelector(part)!.shadowRoot!.querySelector<T>(selector)!;

describe('counting and ordering figures', () => {
  const verdict = fc.constantFrom<Verdict>(...VERDICTS);

  it('puts what differs first, keeps the order of the print, and drops nothing', () => {
    fc.assert(
      fc.property(fc.array(verdict), (verdicts) => {
        const rows = verdicts.map((one, at) => row({ verdict: one, quantity: String(at) }));
        const sorted = worstFirst(rows);
        expect(sorted).to.have.members(rows);
        const ranks = sorted.map((one) => VERDICTS.indexOf(one.verdict));
        expect([...ranks].sort((a, b) => a - b)).to.deep.equal(ranks);
        for (const one of VERDICTS) {
          const kept = sorted.filter((each) => each.verdict === one);
          expect(kept).to.deep.equal(rows.filter((each) => each.verdict === one));
          expect(tally(rows)[one]).to.equal(kept.length);
        }
      }),
    );
  });

  it('puts tables with differences first and keeps those not run', () => {
    const list = entries(TABLES, REPORTS.slice(0, 3));
    expect(list.map(({ summary }) => summary.id)).to.deep.equal([
      'table-9-after',
      'table-1',
      'table-9-before',
      'siting',
    ]);
    expect(list[3]!.report).to.equal(null);
  });

  it('numbers each distinct note once', () => {
    const { list, numberOf } = notes(['b', '', 'a', 'b']);
    expect(list).to.deep.equal(['b', 'a']);
    expect(['a', 'b', ''].map(numberOf)).to.deep.equal([2, 1, 0]);
  });
});

describe('figures', () => {
  // Grouping is the page's; the digits are what matters here.
  const digits = (text: string): string => text.replaceAll(/[^\d.]/g, '');

  it('show the print with its digits and ours with one more, cents as cents', () => {
    const voltage = { published: 0.965, digits: 4 };
    expect(printed(voltage)).to.equal('0.9650');
    expect(figure(0.965367671371724, voltage)).to.equal('0.96537');
    expect(printed({ published: 0.8993 })).to.equal('0.8993');
    const cost = { published: 2703723.75, digits: 2 };
    expect(digits(printed(cost))).to.equal('2703723.75');
    expect(digits(figure(2703723.75, cost))).to.equal('2703723.75');
    expect(figure(3, { published: 2, digits: 0 })).to.equal('3');
  });

  it('never hide a difference behind zeros, nor call rounding one', () => {
    const voltage = { published: 0.8335, digits: 4 };
    expect(figure(9e-8, voltage)).to.match(/^9/);
    expect(difference(9e-8, voltage)).to.match(/^9/);
    expect(difference(1e-12, voltage)).to.equal('< 10⁻⁹');
    expect(difference(0, voltage)).to.match(/^0/);
  });
});

describe('the claims', () => {
  const standing = (list: readonly (readonly [Finding, Verdict])[]): string => {
    const rows: RowReport[] = list.map(([finding, verdict]) => row({ finding, verdict }));
    return judge('before', [report('table-9-before', rows)]).standing;
  };

  it('follow from findings and verdicts, never from a list of answers', () => {
    expect(judge('before', []).standing).to.equal('open');
    expect(standing([['reproduced', 'identical']])).to.equal('holds');
    expect(
      standing([
        ['reproduced', 'identical'],
        ['reproduced with correction', 'within tolerance'],
      ]),
    ).to.equal('corrected');
    expect(standing([['reproduced', 'differs']])).to.equal('fails');
    expect(
      standing([
        ['reproduced', 'identical'],
        ['internally inconsistent', 'differs'],
      ]),
    ).to.equal('partly');
    const [good, bad] = [
      ['reproduced', 'identical'],
      ['internally inconsistent', 'differs'],
    ] as const;
    expect(standing([good, good, good, good, bad])).to.equal('mostly');
    expect(standing([good, bad, bad])).to.equal('fails');
    expect(standing([['not reproducible', 'differs']])).to.equal('fails');
    expect(standing([['not reproducible, missing data', 'differs']])).to.equal('unknown');
    expect(standing([['reproduced', 'not run']])).to.equal('open');
  });

  it('stand on the page in words and shapes', async () => {
    const { view } = await show({ reproduce: DONE });
    const claims = [
      ...view.shadowRoot!.querySelector('gl-claims')!.shadowRoot!.querySelectorAll('li'),
    ];
    expect(claims.length).to.equal(5);
    expect(claims.map((item) => item.dataset['standing'])).to.deep.equal([
      'holds',
      'corrected',
      'fails',
      'open',
      'fails',
    ]);
    expect(flat(claims[2]!)).to.contain('does not hold');
  });
});

describe('gl-reproduce', () => {
  it('runs all, a smoke check without chance, one table, and stops', async () => {
    const { view, asked, publish } = await show();
    inner<HTMLButtonElement>(view, 'gl-job-run', 'button.main').click();
    inner<HTMLButtonElement>(view, 'gl-job-run', 'button.framed').click();
    tablesOf(view)[0]!.shadowRoot!.querySelector<HTMLButtonElement>('button.framed')!.click();
    publish({ reproduce: { state: 'running', done: 1, total: 4, elapsedMs: 5000, part: null } });
    await settled(view);
    expect(flat(inner(view, 'gl-job-run', 'p'))).to.contain('Table 1 of 4 computed');
    inner<HTMLButtonElement>(view, 'gl-job-run', 'button.main').click();
    expect(asked).to.deep.equal([
      { kind: 'reproduce', tables: [] },
      { kind: 'reproduce', tables: ['table-1', 'table-9-before', 'table-9-after'] },
      { kind: 'reproduce', tables: ['table-1'] },
      { kind: 'reproduce-cancel' },
    ]);
  });

  it('opens the tables that differ, with reasons and tolerances', async () => {
    const { view } = await show({ reproduce: DONE });
    expect(titles(view)[0]).to.equal('Table 9, voltages after');
    const [first] = tablesOf(view);
    const root = first!.shadowRoot!;
    expect(root.querySelector<HTMLElement>('.body')!.hidden).to.equal(false);
    const top = flat(root.querySelector('tbody tr')!);
    expect(top).to.contain('Voltage at bus 12');
    expect(top).to.contain('≠ differs');
    expect(top).to.contain('the print contradicts itself');
    expect(flat(root.querySelector('.notes')!)).to.contain('unloaded spur');
    expect(flat(root.querySelector('.notes details')!)).to.contain('No simple model');
    expect(root.querySelector<HTMLButtonElement>('h3 button')!.ariaExpanded).to.equal('true');
  });

  it('shows the spread over 30 seeds as a strip and in words', async () => {
    const { view } = await show({ reproduce: DONE });
    const siting = tablesOf(view)[titles(view).indexOf('Siting, least loss')]!;
    const spread = siting.shadowRoot!.querySelector('.spread')!;
    expect(spread.querySelectorAll('path').length).to.be.at.least(2);
    expect(flat(spread)).to.contain('over 30 seeds: 8.844 · 8.900 · 9.300');
  });

  it('filters to what differs and to one table, and says what is filtered away', async () => {
    const { view } = await show({ reproduce: DONE });
    view.shadowRoot!.querySelector<HTMLInputElement>('input[value="differs"]')!.click();
    await settled(view);
    expect(titles(view)).to.deep.equal(['Table 9, voltages after', 'Siting, least loss']);
    const shown = tablesOf(view).flatMap((table) => [
      ...table.shadowRoot!.querySelectorAll('tbody tr'),
    ]);
    expect(shown.length).to.equal(2);
    expect(flat(view.shadowRoot!.querySelector('.filters [role="status"]')!)).to.contain(
      '2 of 6 figures; the others are only filtered away',
    );
    const select = view.shadowRoot!.querySelector<HTMLSelectElement>('select')!;
    select.value = 'table-9-after';
    select.dispatchEvent(new Event('change'));
    await settled(view);
    expect(titles(view)).to.deep.equal(['Table 9, voltages after']);
  });

  it('opens a table’s scenario in the Grid view', async () => {
    const { view, asked } = await show({ reproduce: DONE });
    const [first] = tablesOf(view);
    first!.shadowRoot!.querySelector<HTMLButtonElement>('.foot button')!.click();
    expect(asked).to.deep.equal([
      { kind: 'open-link', hash: '#/grid?v=1&c=thesis13&from=table-9-after' },
      { kind: 'view', view: 'grid' },
    ]);
  });
});

describe('the report', () => {
  async function saved(format: 'json' | 'markdown', changes: Partial<Snapshot>): Promise<string> {
    const { view } = await show(changes);
    const original = URL.createObjectURL;
    let blob: Blob | null = null;
    URL.createObjectURL = (object: Blob): string => {
      blob = object;
      return original.call(URL, object);
    };
    try {
      inner<HTMLButtonElement>(view, 'gl-report', `[data-format="${format}"]`).click();
    } finally {
      URL.createObjectURL = original;
    }
    return blob!.text();
  }
  const some: Partial<Snapshot> = {
    reproduce: { state: 'done', elapsedMs: 1, part: { reports: REPORTS.slice(1) } },
  };

  it('holds build, kernel, browser, links, seeds, hashes and every figure as JSON', async () => {
    const file = JSON.parse(await saved('json', some)) as {
      provenance: Record<string, unknown>;
      tables: {
        id: string;
        seeds: number[];
        scenarioLink: string;
        resultHash: string;
        rows: RowReport[];
      }[];
    };
    expect(file.provenance).to.include({ version: 'dev', commit: 'dev' });
    expect(file.provenance['kernelSha256']).to.equal('ab'.repeat(32));
    expect(file.provenance['date']).to.match(/^\d{4}-\d\d-\d\dT/);
    expect(file.tables.map(({ id }) => id)).to.deep.equal([
      'table-9-after',
      'siting',
      'table-1',
      'table-9-before',
    ]);
    const siting = file.tables[1]!;
    expect(siting.seeds.length).to.equal(30);
    expect(siting.resultHash).to.match(/^[0-9a-f]{64}$/);
    expect(siting.scenarioLink).to.contain('#/grid');
    const figures = file.tables.flatMap((table) => table.rows).length;
    expect(figures).to.equal(REPORTS.slice(1).flatMap((one) => one.rows).length);
  });

  it('says in Markdown which tables were not run', async () => {
    const text = await saved('markdown', some);
    expect(text).to.contain('## Table 1, the module');
    expect(text).to.contain('not run: 1 figure; Run this table');
    expect(text).to.contain('Two identical lines around an unloaded bus drop differently.');
    expect(text).not.to.match(/NaN|undefined/);
  });

  it('prints everything whatever the filter, without controls', async () => {
    const { view } = await show({ reproduce: DONE });
    view.shadowRoot!.querySelector<HTMLInputElement>('input[value="differs"]')!.click();
    await settled(view);
    dispatchEvent(new Event('beforeprint'));
    await settled(view);
    expect(titles(view).length).to.equal(TABLES.length);
    dispatchEvent(new Event('afterprint'));
    await settled(view);
    expect(titles(view).length).to.equal(2);
    const rules = (element: Element): string =>
      [...element.shadowRoot!.adoptedStyleSheets]
        .flatMap((sheet) => [...sheet.cssRules])
        .filter((rule): rule is CSSMediaRule => rule instanceof CSSMediaRule)
        .filter((rule) => rule.conditionText === 'print')
        .map((rule) => rule.cssText)
        .join('\n');
    expect(rules(tablesOf(view)[0]!)).to.contain('.body[hidden]');
    expect(rules(view)).to.match(/\.filters[^}]*\{[^}]*display: none/);
    expect(rules(view.shadowRoot!.querySelector('gl-job-run')!)).to.contain('display: none');
  });

  it('names browsers by their brands, else by the user agent', () => {
    const brands = [
      { brand: 'Not?A_Brand', version: '99' },
      { brand: 'Chromium', version: '156' },
      { brand: 'Google Chrome', version: '156' },
    ];
    expect(browserName('', brands)).to.equal('Google Chrome 156');
    expect(browserName('Mozilla/5.0 (X11) Gecko/20100101 Firefox/153.0')).to.equal('Firefox 153.0');
    expect(browserName('Mozilla/5.0 (Macintosh) Version/18.2 Safari/605.1')).to.equal(
      'Safari 18.2',
    );
  });
});

describe('gl-reproduce on a projector', () => {
  it('shows one number and leaves every table closed until it is asked for', async () => {
    const { view } = await show({ reproduce: DONE, projector: true });
    const root = view.shadowRoot!;
    expect(root.querySelector('.number')!.textContent).to.match(
      /\d+\s+of \d+ printed figures differ/,
    );
    const heads = [...root.querySelectorAll('gl-table-report')].map((table) =>
      table.shadowRoot!.querySelector('[aria-expanded]')!.getAttribute('aria-expanded'),
    );
    expect(heads.length).to.be.greaterThan(0);
    expect(new Set(heads)).to.deep.equal(new Set(['false']));
    expect(root.querySelector('gl-report')!.closest('details:not([open])')).not.to.equal(null);
  });
});

describe('gl-reproduce for everyone', () => {
  const looks = [
    ['light', 'theme', 'light'],
    ['dark', 'theme', 'dark'],
    ['projector', 'mode', 'projector'],
  ] as const;
  for (const [name, key, value] of looks) {
    it(`is accessible, empty and full, in ${name}`, async () => {
      document.documentElement.dataset[key] = value;
      const { view } = await show();
      await expect(view).to.be.accessible();
      const full = await show({ reproduce: DONE, projector: value === 'projector' });
      await expect(full.view).to.be.accessible();
    });
  }
});
