import { expect } from '@open-wc/testing';
import { openKernel } from '../../web/kernel/kernel.ts';
import type { Calculator } from '../../web/reproduce/facts.ts';
import { getTable, tables } from '../../web/reproduce/registry.ts';
import { differsFirst, reportJson, reportMarkdown } from '../../web/reproduce/report.ts';
import { verdictOn } from '../../web/reproduce/row.ts';
import { digest, runTable, SPREAD_SEEDS } from '../../web/reproduce/run.ts';
import type { TableReport } from '../../web/reproduce/table.ts';
import { parseScenario } from '../../web/scenario/link.ts';

const PROVENANCE = {
  version: '1.2.3',
  commit: 'abc',
  kernelSha256: 'f'.repeat(64),
  browser: 'A | browser',
  cores: 4,
  date: '2026-01-02T03:04:05Z',
};

let kernel: Calculator;
let reports: TableReport[];

before(async () => {
  kernel = await openKernel();
  reports = tables().map(({ id }) => runTable(kernel, id, { seeds: [5] }));
});

describe('runs', () => {
  it('cover the tables 1 and 4 to 10, the costs, the equations and the claim of the abstract', () => {
    expect(tables().map(({ id }) => id)).to.deep.equal([
      'table-1',
      'table-4',
      'table-5',
      'table-6',
      'table-7',
      'table-8',
      'table-9-before',
      'table-9-after',
      'table-10',
      'cost',
      'equations',
      'siting',
    ]);
    for (const { id, rowCount } of tables()) {
      expect(reports.find((each) => each.id === id)!.rows, id).to.have.length(rowCount);
    }
    expect(() => runTable(kernel, 'table-99')).to.throw(RangeError, /table-9-before/);
  });

  it('give each row a reason, a tolerance with its why, finite figures and its own name', () => {
    for (const { id, rows } of reports) {
      expect(new Set(rows.map(({ quantity }) => quantity)).size, id).to.equal(rows.length);
      for (const row of rows) {
        const place = `${id}: ${row.quantity}`;
        expect(row.reason, place).to.match(/^[A-Z].{20,}\.$/);
        expect(row.toleranceWhy, place).to.match(/\.$/);
        expect(row.published !== null || row.publishedWords !== undefined, place).to.equal(true);
        expect(row.ours !== null || row.oursWords !== undefined, place).to.equal(true);
        for (const value of [row.ours, row.published, row.difference, row.relative]) {
          if (value !== null) expect(value, place).to.satisfy(Number.isFinite);
        }
        expect(row.verdict, place).to.not.equal('not run');
      }
    }
  });

  it('lead to a scenario that opens without a complaint', () => {
    for (const { id, scenarioLink } of reports) {
      expect(parseScenario(scenarioLink).problems, id).to.deep.equal([]);
      expect(parseScenario(scenarioLink).scenario).to.deep.equal(getTable(id).scenario);
    }
  });

  it('repeat to the last bit, in a fresh kernel and with another clock', async () => {
    const other = await openKernel();
    let clock = 0;
    for (const { id, resultHash } of reports) {
      const again = runTable(other, id, { seeds: [5], nowMs: () => (clock += 500) });
      expect(again.resultHash, id).to.equal(resultHash);
      expect(again.resultHash).to.match(/^[0-9a-f]{64}$/);
      expect(again.seconds).to.equal(0.5);
    }
  });

  it('hash the numbers: a last bit changes it', () => {
    const { id, rows } = reports.at(-1)!;
    const touched = rows.map((row, i) =>
      i === 0 ? { ...row, ours: row.ours! * (1 + 2 ** -52) } : row,
    );
    expect(digest(id, touched)).to.not.equal(digest(id, rows));
    expect(digest(`${id}x`, rows)).to.not.equal(digest(id, rows));
  });

  it('tell of each search, spread over the seeds given, and stop when asked', () => {
    const told: number[] = [];
    const signal = { aborted: false };
    const report = runTable(kernel, 'siting', {
      seeds: [7, 8, 9],
      signal,
      onProgress: ({ seed, done, total }) => {
        told.push(seed);
        expect(total).to.equal(4);
        if (done === 3) signal.aborted = true;
      },
    });
    expect(told).to.deep.equal([1, 7, 8]);
    expect(report.seeds).to.deep.equal([1, 7, 8]);
    const { spread } = report.rows[0]!;
    expect(spread!.seeds).to.equal(2);
    expect(spread!.median).to.be.closeTo((spread!.min + spread!.max) / 2, 1e-12);
    const none = runTable(kernel, 'siting', { signal: { aborted: true } });
    expect(none.rows.every(({ verdict }) => verdict === 'not run')).to.equal(true);
    expect(none.seeds).to.deep.equal([]);
    expect(SPREAD_SEEDS).to.have.length(30);
    expect(() => runTable(kernel, 'siting', { seeds: [1.5] })).to.throw(RangeError, /seeds/);
  });
});

describe('verdicts', () => {
  const row = { published: 0.8355, digits: 4, tolerance: 0.01 };
  it('go by printed digits, then by tolerance', () => {
    expect(verdictOn(row, 0.83552)).to.equal('identical');
    expect(verdictOn(row, 0.83548)).to.equal('identical');
    expect(verdictOn(row, 0.8356)).to.equal('within tolerance');
    expect(verdictOn(row, 0.8454)).to.equal('within tolerance');
    expect(verdictOn(row, 0.8456)).to.equal('differs');
    expect(verdictOn(row, NaN)).to.equal('differs');
    expect(verdictOn(row, null)).to.equal('differs');
  });
});

describe('reports', () => {
  it('put what differs first and lose no row', () => {
    for (const { rows } of reports) {
      const sorted = differsFirst(rows);
      expect(sorted).to.have.members([...rows]);
      const last = sorted.map(({ verdict }) => verdict).lastIndexOf('differs');
      expect(sorted.slice(0, last + 1).every(({ verdict }) => verdict === 'differs')).to.equal(
        true,
      );
    }
  });

  it('are JSON with every digit and the provenance', () => {
    const read = JSON.parse(reportJson(reports, PROVENANCE)) as {
      provenance: typeof PROVENANCE;
      counts: Record<string, number>;
      tables: TableReport[];
    };
    expect(read.provenance).to.deep.equal(PROVENANCE);
    const total = tables().reduce((sum, { rowCount }) => sum + rowCount, 0);
    expect(Object.values(read.counts).reduce((a, b) => a + b, 0)).to.equal(total);
    const before = reports.find(({ id }) => id === 'table-9-before')!;
    const again = read.tables.find(({ id }) => id === 'table-9-before')!;
    expect(again.resultHash).to.equal(before.resultHash);
    expect(digest(again.id, before.rows)).to.equal(before.resultHash);
  });

  it('are Markdown whose rows keep their eight cells', () => {
    const text = reportMarkdown(reports, PROVENANCE);
    expect(text).to.include('2026-01-02T03:04:05Z').and.to.include('A \\| browser');
    expect(text).to.not.match(/NaN|undefined|null/);
    const rows = text.split('\n').filter((line) => line.startsWith('| '));
    for (const line of rows) expect(line.split(/(?<!\\)\|/), line).to.have.length(10);
  });
});
