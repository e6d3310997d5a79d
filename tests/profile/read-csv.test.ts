import { expect } from '@open-wc/testing';
import { getCase } from '../../web/grid/cases.ts';
import { DAYS, dayOf, weekdayOf } from '../../web/profile/calendar.ts';
import { readProfileCsv, type ReadProfileOptions } from '../../web/profile/read-csv.ts';
import { type Rng, stream } from '../../web/rng.ts';
import { SEED } from '../scenario/random-scenario.ts';

const grid = getCase('thesis13');

interface FileOptions {
  readonly from: string;
  readonly days: number;
  readonly step?: number;
  readonly heading?: string | null;
  readonly separator?: string;
  /** Of minutes since 1970 in winter time; null leaves the row out. */
  readonly cell?: (minute: number) => string | null;
  readonly stamp?: (minute: number) => string;
}

const minuteAt = (text: string): number => Date.parse(`${text}Z`) / 60_000;
const iso = (minute: number): string => new Date(minute * 60_000).toISOString().slice(0, 16);

/** Bus 7's kW of a moment: a number that tells weekday and hour, 1158 kW at most. */
const kwAt = (minute: number): number => {
  const day = Math.floor(minute / 1440);
  return 300 + 100 * ((day + 3) % 7) + 10 * Math.floor((minute % 1440) / 60);
};

function file(options: FileOptions): string {
  const { from, days, step = 60, heading = 'time,bus7_load_kw', separator = ',' } = options;
  const { cell = (minute: number) => String(kwAt(minute)), stamp = iso } = options;
  const lines = heading === null ? [] : [heading.replaceAll(',', separator)];
  const start = minuteAt(from);
  for (let minute = start; minute < start + days * 1440; minute += step) {
    const value = cell(minute);
    if (value !== null) lines.push(`${stamp(minute)}${separator}${value}`);
  }
  return lines.join('\n');
}

/** kW of bus 7 in an hour of 2023 as the pattern has it: its weekday, its hour. */
const wanted = (day: number, hour: number): number => 300 + 100 * weekdayOf(day) + 10 * hour;

function expectPattern(
  text: string,
  options?: ReadProfileOptions,
): ReturnType<typeof readProfileCsv> {
  const read = readProfileCsv(text, grid, options);
  expect(read.problems.filter(({ harmless }) => harmless !== true)).to.deep.equal([]);
  for (const { found, remedy } of read.problems) {
    expect(found.length).to.be.within(1, 60);
    expect(remedy).to.match(/^[A-Z].*\.$/);
  }
  const { kw, bus } = read.profile!.buses[0]!;
  expect(bus).to.equal(7);
  const perHour = 60 / read.profile!.stepMinutes;
  expect(kw).to.have.length(DAYS * 24 * perHour);
  for (let day = 1; day <= DAYS; day++) {
    for (let slot = 0; slot < 24 * perHour; slot++) {
      const found = kw[(day - 1) * 24 * perHour + slot]!;
      const right = wanted(day, Math.floor(slot / perHour));
      if (Math.abs(found - right) > 1e-9)
        expect.fail(`day ${day}, slot ${slot}: ${found}, ${right}`);
    }
  }
  return read;
}

const refusal = (text: string, rule: string, options?: ReadProfileOptions) => {
  const read = readProfileCsv(text, grid, options);
  expect(read.profile, rule).to.equal(null);
  const found = read.problems.find((each) => each.rule === rule);
  expect(found, `${rule} among ${read.problems.map((each) => each.rule).join()}`).to.not.equal(
    undefined,
  );
  for (const each of read.problems) {
    expect(each.found.length).to.be.within(1, 60);
    expect(each.remedy).to.match(/^[A-Z].*\.$/);
  }
  return { ...found!, notes: read.notes };
};

const year = (options: Partial<FileOptions> = {}): string =>
  file({ from: '2023-01-01T00:00', days: 365, ...options });

describe('a meter’s file', () => {
  it('is read as it stands: ISO stamps, commas, a heading that names bus and unit', () => {
    const { notes, profile, problems } = expectPattern(year(), { name: 'home.csv' });
    expect(problems).to.deep.equal([]);
    expect(profile!.name).to.equal('home.csv');
    expect(profile!.stepMinutes).to.equal(60);
    expect(notes).to.include({ separator: ',', rows: 8760, stepMinutes: 60, gapCount: 0 });
    expect(notes).to.include({ repeatedDays: 0, shiftedDays: 0, droppedDays: 0 });
    expect(notes.read).to.deep.equal([{ bus: 7, unit: 'kw' }]);
  });

  it('is read with a byte-order mark, CRLF, tabs or semicolons and decimal commas', () => {
    expectPattern(`\uFEFF${year({ separator: ';' })}`);
    expectPattern(year({ separator: '\t' }).replaceAll('\n', '\r\n'));
    const comma = year({ separator: ';', cell: (m) => `${kwAt(m)},0` });
    expect(expectPattern(comma).notes.decimalComma).to.equal(true);
    expectPattern(year({ cell: (m) => `"${kwAt(m)},0"` }));
    expectPattern(
      year({ separator: ';', cell: (m) => `1.${String(kwAt(m)).padStart(3, '0')},0` }).replaceAll(
        ';1.',
        ';',
      ),
    );
    expectPattern(`# a comment\n\n${year({ heading: '"time","bus7_load_kw"' })}\n\n`);
  });

  it('is read from 5, 10, 15, 30 and 60 minutes to quarters or hours', () => {
    for (const [step, kept] of [
      [5, 15],
      [10, 60],
      [15, 15],
      [30, 60],
    ] as const) {
      const read = expectPattern(year({ step }));
      expect(read.profile!.stepMinutes).to.equal(kept);
      expect(read.notes.stepMinutes).to.equal(step);
    }
    const saw = year({ step: 30, cell: (m) => String(kwAt(m) + (m % 60 === 0 ? 5 : -5)) });
    expectPattern(saw);
  });

  it('takes dotted dates, times without a T and seconds', () => {
    const two = (n: number): string => String(n).padStart(2, '0');
    const dotted = (minute: number): string => {
      const d = new Date(minute * 60_000);
      const date = `${two(d.getUTCDate())}.${two(d.getUTCMonth() + 1)}.${d.getUTCFullYear()}`;
      return `${date} ${two(d.getUTCHours())}:00`;
    };
    expectPattern(year({ stamp: dotted, separator: ';' }));
    expectPattern(year({ stamp: (m) => `${iso(m).replace('T', ' ')}:00` }));
  });

  it('reads energies, watts and shares by their headings, or by what a person says', () => {
    const scaled = (factor: number) => (m: number) => String(kwAt(m) * factor);
    expectPattern(year({ heading: 'time,bus7_load_w', cell: scaled(1000) }));
    expectPattern(year({ heading: 'time,bus7_load_mw', cell: scaled(0.001) }));
    expectPattern(year({ heading: 'time,bus7_kwh', cell: scaled(1 / 4), step: 15 }));
    expectPattern(year({ heading: 'time,bus7_x', cell: scaled(1000) }), { unit: 'w' });
    expectPattern(year({ heading: 'time,H0-A_pload', cell: scaled(1 / 1158) }), { bus: 7 });
  });

  it('reads PVWatts exports: a preamble, month, day and hour, a column that is chosen', () => {
    const rows: string[] = ['"PVWatts: Hourly PV Performance Data"', '"Latitude:","33.9"'];
    rows.push('"Month","Day","Hour","Beam Irradiance (W/m2)","AC System Output (W)"');
    for (let m = minuteAt('2023-01-01T00:00'); m < minuteAt('2024-01-01T00:00'); m += 60) {
      const d = new Date(m * 60_000);
      const parts = [d.getUTCMonth() + 1, d.getUTCDate(), d.getUTCHours()];
      rows.push(`${parts.join(',')},0,${kwAt(m) * 1000}`);
    }
    rows.push('"Totals",,,1,2');
    const asked = refusal(rows.slice(0, -1).join('\n'), 'column');
    expect(asked.notes.choices).to.include('AC System Output (W)');
    const choice = { column: 'AC System Output (W)', bus: 7 };
    expectPattern(rows.slice(0, -1).join('\n'), choice);
    expect(refusal(rows.join('\n'), 'time', choice).where.line).to.equal(3 + 8760 + 1);
  });
});

describe('what a meter missed', () => {
  it('is filled from the same weekday and hour, and told with its place', () => {
    const from = minuteAt('2023-03-08T05:00');
    const missing = (m: number): boolean => m >= from && m < from + 180;
    for (const cell of [
      (m: number) => (missing(m) ? null : String(kwAt(m))),
      (m: number) => (missing(m) ? '' : String(kwAt(m))),
      (m: number) => (missing(m) ? 'NaN' : String(kwAt(m))),
    ]) {
      const { notes, problems } = expectPattern(year({ cell }));
      expect(problems.map(({ rule, found }) => `${rule}: ${found}`)).to.deep.equal([
        'gap: nothing from 2023-03-08 05:00 on for 3 hours',
      ]);
      expect(notes.gaps).to.deep.equal([{ bus: 7, fromMinute: from, minutes: 180 }]);
      expect(notes).to.include({ gapCount: 1, gapMinutes: 180 });
    }
  });

  it('takes out summer time: an hour missing in March, one doubled in October', () => {
    const spring = minuteAt('2023-03-26T02:00');
    const autumn = minuteAt('2023-10-29T02:00');
    const wall = (m: number): string => iso(m >= spring && m < autumn ? m + 60 : m);
    for (const step of [60, 15]) {
      const { notes, problems } = expectPattern(year({ stamp: wall, step }));
      expect(problems.map(({ rule, found }) => `${rule}: ${found}`)).to.deep.equal([
        'summer-time: hour missing 2023-03-26, hour twice 2023-10-29',
      ]);
      expect(notes.missingHours).to.have.length(1);
      expect(notes.doubledHours).to.have.length(1);
      expect(notes.gapCount).to.equal(0);
    }
    const summer = file({ from: '2023-05-01T00:00', days: 200, stamp: wall });
    expect(expectPattern(summer).notes.doubledHours).to.have.length(1);
    const offset = (m: number): string => {
      const late = m >= spring && m < autumn;
      return `${iso(late ? m + 60 : m)}${late ? '+03:00' : '+02:00'}`;
    };
    expect(expectPattern(year({ stamp: offset })).notes.offsetsDiffer).to.equal(true);
    const lone = year({ cell: (m) => (m === spring ? null : String(kwAt(m))) });
    expect(expectPattern(lone).notes).to.include({ gapCount: 1, gapMinutes: 60 });
  });

  it('repeats weeks of a file shorter than a year, weekdays kept', () => {
    const { notes, problems } = expectPattern(file({ from: '2023-05-03T00:00', days: 45 }));
    expect(problems.map(({ rule }) => rule)).to.deep.equal(['short-year']);
    expect(notes.repeatedDays).to.equal(DAYS - 45);
    expectPattern(file({ from: '2023-12-20T00:00', days: 30 }));
    expectPattern(file({ from: '2023-02-01T00:00', days: 7 }));
  });

  it('stands on its weekdays whatever year it is from', () => {
    for (const from of ['2016', '2019', '2020', '2021', '2022', '2024']) {
      const { notes } = expectPattern(file({ from: `${from}-01-01T00:00`, days: 366 }));
      expect(notes.shiftedDays, from).to.be.within(-3, 3);
      expect(notes.repeatedDays, from).to.be.at.most(3);
      expect(notes.droppedDays, from).to.equal(1);
    }
    expectPattern(file({ from: '2022-12-31T00:00', days: 365 }));
    expectPattern(file({ from: '2020-02-29T00:00', days: 365 }));
  });
});

describe('a file that is refused', () => {
  it('has the wrong unit for its bus, and is told which one it may be', () => {
    const watts = year({ cell: (m) => String(kwAt(m) * 1000) });
    expect(refusal(watts, 'unit').remedy).to.include('gives W').and.to.include('bus7_load_w');
    expectPattern(watts.replace('bus7_load_kw', 'bus7_load_w'));
    const megawatts = year({ cell: (m) => String(kwAt(m) / 1000) });
    expect(refusal(megawatts, 'unit').remedy).to.match(/MW/);
    const forced = readProfileCsv(watts, grid, { unit: 'kw' });
    expect(forced.profile).to.not.equal(null);
    expect(forced.problems[0]!.harmless).to.equal(true);
    const energy = readProfileCsv(
      year({ heading: 'time,bus7', step: 15, cell: (m) => String(kwAt(m) / 4) }),
      grid,
    );
    expect(energy.profile).to.not.equal(null);
    expect(energy.problems.map(({ rule, harmless }) => [rule, harmless])).to.deep.equal([
      ['energy', true],
    ]);
  });

  it('names the line, the column or the choice that is wrong', () => {
    const week = (options: Partial<FileOptions> = {}): string =>
      file({ from: '2023-02-01T00:00', days: 14, ...options });
    const broken = (line: number, text: string): string => {
      const lines = week().split('\n');
      lines[line - 1] = text;
      return lines.join('\n');
    };
    const scarce = (m: number): string => (Math.floor(m / 60) % 29 === 0 ? '' : String(kwAt(m)));
    const many = expectPattern(year({ cell: scarce }));
    expect(many.problems.map(({ rule }) => rule)).to.deep.equal([
      ...['gap', 'gap', 'gap', 'gap', 'gap', 'gaps-filled'],
    ]);
    expect(many.notes.gapCount).to.equal(many.notes.gapMinutes / 60);
    refusal('', 'time');
    refusal('hello', 'time');
    refusal('time,bus7_load_kw', 'time');
    expect(refusal(broken(9, '2023-02-01T07:00,abc'), 'number').where.line).to.equal(9);
    expect(refusal(broken(9, '2023-02-31T07:00,1'), 'time').where.line).to.equal(9);
    expect(refusal(broken(9, '2023-02-01T07:00,1,2'), 'cells').where.line).to.equal(9);
    expect(refusal(broken(9, '2023-02-01T06:00,500'), 'rising').where.line).to.equal(9);
    expect(refusal(broken(9, '"2023-02-01T07:00,1'), 'quote').where.line).to.equal(9);
    expect(refusal(week({ heading: 'time,bus99_load_kw' }), 'known-bus').found).to.equal('bus 99');
    refusal(week({ heading: 'time,bus7_load_kw,bus7_kw', cell: () => '1,2' }), 'once');
    refusal(week({ heading: 'time,load' }), 'bus');
    refusal(week({ heading: 'time,a,b', cell: () => '1,2' }), 'column');
    refusal(week({ step: 7 }), 'step');
    refusal(file({ from: '2023-02-01T00:00', days: 3 }), 'span');
    refusal(week({ cell: (m) => (m % 120 === 0 ? '1.5' : '"1,5"') }), 'decimal');
    refusal(week({ cell: (m) => (m % 1440 === 0 ? '900' : '') }), 'gaps');
    refusal(week({ heading: 'time,bus5_load_kw', cell: () => '1e9' }), 'range', { unit: 'kw' });
    expect(refusal(week({ heading: null }), 'bus').remedy).to.match(/Choose the bus/);
    expect(readProfileCsv(week({ heading: null }), grid, { bus: 7 }).profile).to.not.equal(null);
  });

  it('is never half applied: one bad column refuses the good one too', () => {
    const text = file({
      ...{ from: '2023-02-01T00:00', days: 14, heading: 'time,bus7_load_kw,bus9_load_kw' },
      cell: (m) => `${kwAt(m)},${m % 1440 === 600 ? 'x' : 500}`,
    });
    expect(refusal(text, 'number').where.id).to.equal('bus9_load_kw');
    const good = readProfileCsv(
      text.replaceAll('x', '500').replaceAll('bus9_load_kw', 'outside_c'),
      grid,
    );
    expect(good.profile!.buses.map(({ bus }) => bus)).to.deep.equal([7]);
    expect(good.notes.ignored).to.deep.equal(['outside_c']);
  });
});

describe('damaged files', () => {
  const PIECES = [
    ',',
    ';',
    '\t',
    '"',
    '\n',
    '\r',
    '\uFEFF',
    '-',
    '.',
    'e',
    '9',
    'T',
    ':',
    'Z',
    '#',
    ' ',
  ];
  const bases = [
    file({ from: '2023-03-20T00:00', days: 10 }),
    file({ from: '2023-10-22T00:00', days: 9, separator: ';', cell: (m) => `${kwAt(m)},5` }),
    file({ from: '2024-02-25T00:00', days: 8, stamp: (m) => `${iso(m)}+02:00` }),
    file({ from: '2023-12-28T00:00', days: 8, heading: null }),
  ];

  function damage(text: string, rng: Rng): string {
    const at = rng.below(text.length);
    const length = rng.below(40);
    const piece = PIECES[rng.below(PIECES.length)]!;
    const lines = text.split('\n');
    const line = 1 + rng.below(lines.length);
    const ways = [
      () => lines.filter((_, i) => i !== line).join('\n'),
      () => lines.filter((_, i) => i < line || i > line + length).join('\n'),
      () => lines.map((each, i) => (i === line ? each.replace(/[^,;]*$/, '') : each)).join('\n'),
      () => lines.map((each, i) => (i === line ? `${each}0` : each)).join('\n'),
      () => text.slice(0, at) + piece + text.slice(at),
      () => text.slice(0, at) + text.slice(at + length),
      () => text.slice(0, at) + text.slice(rng.below(text.length)),
      () => text.slice(0, at) + piece.repeat(1 + rng.below(6)) + text.slice(at + length),
      () => text.replaceAll(text[at]!, piece),
      () => text.slice(0, at) + String.fromCharCode(rng.below(0xffff)) + text.slice(at + 1),
      () => text.slice(0, at) + String(rng.unit() * 1e12) + text.slice(at),
    ];
    return ways[rng.below(ways.length)]!();
  }

  it('never throw, and give a whole profile or none', () => {
    const rng = stream(SEED, 'csv-damage');
    let refused = 0;
    for (let round = 0; round < 3000; round++) {
      let text = bases[round % bases.length]!;
      for (let times = 1 + rng.below(3); times > 0 && text.length > 0; times--) {
        text = damage(text, rng);
      }
      const place = `seed ${SEED.toString(16)}, round ${round}`;
      const options = rng.below(2) === 0 ? { bus: 7 } : {};
      const { profile, problems, notes } = readProfileCsv(text, grid, options);
      if (problems.some(({ harmless }) => harmless !== true)) expect(profile, place).to.equal(null);
      else expect(profile, place).to.not.equal(null);
      if (profile === null) refused++;
      for (const { kw } of profile?.buses ?? []) {
        expect(kw.length, place).to.equal((DAYS * 1440) / profile!.stepMinutes);
        if (!kw.every(Number.isFinite)) expect.fail(`${place}: not finite`);
      }
      expect(Number.isFinite(notes.gapMinutes), place).to.equal(true);
    }
    expect(refused).to.be.within(300, 2900);
  });

  it('of one place repeated or cut anywhere are read or refused', () => {
    const base = bases[0]!;
    for (let end = 0; end <= base.length; end += 37) {
      const { profile, problems } = readProfileCsv(base.slice(0, end), grid);
      expect(profile === null).to.equal(problems.some(({ harmless }) => harmless !== true));
    }
    expect(dayOf(3, 1)).to.equal(60);
  });
});
