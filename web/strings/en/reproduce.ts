/** Words of the Reproduce view. */
import type { Finding, Verdict } from '../../reproduce/table.ts';

const plural = (count: number, one: string, many: string): string => (count === 1 ? one : many);

export const words = {
  title: 'Reproduce',
  here:
    'Every printed figure of the study beside the one this page computes, on your own machine. ' +
    'Nothing is tuned and nothing is left out; what differs comes first.',

  verdict: {
    identical: { word: 'identical', mark: '=' },
    'within tolerance': { word: 'within tolerance', mark: '≈' },
    differs: { word: 'differs', mark: '≠' },
    'not run': { word: 'not run', mark: '○' },
  } satisfies Record<Verdict, { word: string; mark: string }>,
  differ: (count: number): string => plural(count, 'differs', 'differ'),
  finding: {
    reproduced: 'reproduced',
    'reproduced with correction': 'reproduced with a correction',
    'internally inconsistent': 'the print contradicts itself',
    'not reproducible': 'not reproducible',
    'not reproducible, missing data': 'not reproducible: data missing',
  } satisfies Record<Finding, string>,

  summary: {
    none: 'Nothing has been computed yet.',
    some: (at: { tables: number; all: number; rows: number; differs: number }): string =>
      `${at.tables} of ${at.all} tables computed: ${at.rows} figures, of which ${at.differs} ` +
      `${plural(at.differs, 'differs', 'differ')}.`,
    tryRun: 'Try: run the short check, then open a table that differs and read why.',
    tryFilter: 'Try: show only what differs, or open a table’s scenario in the Grid view.',
  },

  why: {
    label: 'Why',
    none:
      'A printed table is a claim. Recomputing it from the printed inputs shows which claims ' +
      'follow from them.',
    holds: 'Every figure computed so far follows from the printed inputs.',
    differs: (at: {
      differs: number;
      inconsistent: number;
      refuted: number;
      missing: number;
    }): string =>
      [
        `${at.differs} ${plural(at.differs, 'figure differs', 'figures differ')}.`,
        at.inconsistent > 0
          ? `For ${at.inconsistent} ${plural(at.inconsistent, 'figure', 'figures')} the print ` +
            'contradicts itself, so no simulator can match it.'
          : '',
        at.refuted > 0
          ? `${at.refuted} ${plural(at.refuted, 'does', 'do')} not follow from what is given.`
          : '',
        at.missing > 0
          ? `For ${at.missing} the study gives no data to recompute ` +
            `${plural(at.missing, 'it', 'them')} from.`
          : '',
      ]
        .filter((part) => part !== '')
        .join(' '),
  },

  number: {
    none: (tables: number): string => `of ${tables} tables computed`,
    differs: (rows: number): string => `of ${rows} printed figures differ from what is computed`,
  },

  claims: {
    heading: 'What holds, in five lines',
    text: {
      inputs: 'The printed data of module, base, loads and lines agree with one another.',
      before: 'The feeder’s voltages without devices are as printed.',
      after: 'With the devices placed, the voltages are as printed and inside the limits.',
      losses: 'The printed losses are those of this network.',
      optimum: 'The printed design has the least loss, cost and deviation.',
    },
    standing: {
      holds: { word: 'holds', mark: '=' },
      corrected: { word: 'holds with a correction', mark: '≈' },
      mostly: { word: 'holds mostly', mark: '≈' },
      partly: { word: 'holds in part', mark: '≈' },
      fails: { word: 'does not hold', mark: '≠' },
      unknown: { word: 'cannot be checked', mark: '?' },
      open: { word: 'not run yet', mark: '○' },
    },
    counts: (at: {
      rows: number;
      reproduced: number;
      corrected: number;
      inconsistent: number;
      refuted: number;
      missing: number;
    }): string =>
      [
        at.reproduced > 0 ? `${at.reproduced} of ${at.rows} reproduced` : '',
        at.corrected > 0 ? `${at.corrected} of ${at.rows} with a correction` : '',
        at.inconsistent > 0 ? `${at.inconsistent} of ${at.rows} contradicted by the print` : '',
        at.refuted > 0 ? `${at.refuted} of ${at.rows} refuted or not reproducible` : '',
        at.missing > 0 ? `${at.missing} of ${at.rows} without data to check` : '',
      ]
        .filter((part) => part !== '')
        .join(', '),
  },

  run: {
    heading: 'Recompute',
    all: 'Run all tables',
    smoke: 'Short check',
    smokeNote: 'The short check runs the tables without chance in them: about a second.',
    cancel: 'Stop',
    one: 'Run this table',
    again: 'Run again',
    expected: (tables: number): string =>
      `All ${tables} tables take about ten seconds on a laptop, a minute on a phone; the one with ` +
      '30 more seeds takes nearly all of it.',
    progress: (at: { done: number; total: number }): string =>
      `Table ${at.done} of ${at.total} computed`,
    stopped: (at: { done: number; total: number; reason: string }): string =>
      `${at.reason} ${at.done} of ${at.total} tables are computed.`,
    done: (at: { tables: number; time: string }): string =>
      `Done: ${at.tables} ${plural(at.tables, 'table', 'tables')} in ${at.time}.`,
    spoken: (percent: number): string => `Recomputing, ${percent} % done`,
  },

  filter: {
    heading: 'Show',
    all: 'all figures',
    differs: 'what differs',
    table: 'Table',
    allTables: 'all tables',
    count: (at: { shown: number; all: number }): string =>
      at.shown === at.all
        ? `${at.all} ${plural(at.all, 'figure', 'figures')}`
        : `${at.shown} of ${at.all} figures; the others are only filtered away`,
    nothing: 'No computed figure differs.',
  },

  table: {
    rows: (count: number): string => `${count} ${plural(count, 'figure', 'figures')}`,
    counts: (at: { count: number; word: string }): string => `${at.count} ${at.word}`,
    stochastic: 'runs 30 seeds',
    seconds: (time: string): string => `took ${time}`,
    open: 'Open its scenario in the Grid view',
    notRun: 'Not computed yet.',
    quantity: 'Figure',
    published: 'Published',
    ours: 'Ours',
    difference: 'Difference',
    relative: 'Relative',
    tolerance: 'Tolerance',
    verdict: 'Verdict',
    finding: 'Finding',
    none: '–',
    percent: (value: string): string => `${value} %`,
    reasons: 'Reasons',
    tolerances: 'Why these tolerances',
    seeds: (count: number): string => `${count} ${plural(count, 'seed', 'seeds')}`,
    rounding: '< 10⁻⁹',
    legend: 'Strips: the line spans the seeds, the bar is their median, ● is ours, ◇ is the print.',
    hash: 'Result hash',
    problems: 'Problems',
    spread: (at: { min: string; median: string; max: string; seeds: number }): string =>
      `over ${at.seeds} seeds: ${at.min} · ${at.median} · ${at.max}`,
    spreadLong: (at: { min: string; median: string; max: string; seeds: number }): string =>
      `Over ${at.seeds} seeds the least is ${at.min}, the median ${at.median}, the most ${at.max}.`,
  },

  report: {
    heading: 'Report',
    lead: 'Attach it to a review: every figure, every seed, and what computed them.',
    json: 'Save as JSON',
    markdown: 'Save as Markdown',
    print: 'Print',
    saved: (name: string): string => `Saved ${name}.`,
    partial: (at: { tables: number; all: number }): string =>
      at.tables === at.all
        ? `All ${at.all} tables are in it.`
        : `${at.tables} of ${at.all} tables are in it; the others say “not run”.`,
    provenance: 'What computed it',
    version: 'Version',
    commit: 'Commit',
    kernel: 'Kernel SHA-256',
    browser: 'Browser',
    system: 'System',
    cores: 'Cores',
    date: 'Date',
    link: 'Scenario',
    pending: 'being computed',
    notRun: 'Run this table to have its figures in the report.',
  },
};
