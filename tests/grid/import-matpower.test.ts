import { expect } from '@open-wc/testing';
import type { Problem } from '../../web/assert.ts';
import { cases, getCase } from '../../web/grid/cases.ts';
import { formatMatpower } from '../../web/grid/export-matpower.ts';
import { FILE_MAX, parseMatpower, PROBLEMS_MAX } from '../../web/grid/import-matpower.ts';
import { stream } from '../../web/rng.ts';
import { DAMAGED, GOOD } from './damage.ts';

const refusals = (problems: readonly Problem[]): Problem[] =>
  problems.filter(({ harmless }) => !harmless);

/** As MATPOWER's distribution cases end; the wording is the file format here. */
const TAIL = `
%% convert branch impedances from Ohms to p.u.
[PQ, PV, REF, NONE, BUS_I, BUS_TYPE, PD, QD, GS, BS, BUS_AREA, VM, ...
    VA, BASE_KV, ZONE, VMAX, VMIN, LAM_P, LAM_Q, MU_VMAX, MU_VMIN] = idx_bus;
[F_BUS, T_BUS, BR_R, BR_X, BR_B, RATE_A, RATE_B, RATE_C, ...
    TAP, SHIFT, BR_STATUS, PF, QF, PT, QT, MU_SF, MU_ST, ...
    ANGMIN, ANGMAX, MU_ANGMIN, MU_ANGMAX] = idx_brch;
Vbase = mpc.bus(1, BASE_KV) * 1e3;      %% in Volts
Sbase = mpc.baseMVA * 1e6;              %% in VA
mpc.branch(:, [BR_R BR_X]) = mpc.branch(:, [BR_R BR_X]) / (Vbase^2 / Sbase);

%% convert loads from kW to MW
mpc.bus(:, [PD, QD]) = mpc.bus(:, [PD, QD]) / 1e3;
`;

describe('MATPOWER files', () => {
  it('carry every built-in case there and back to the last bit', () => {
    for (const { id } of cases()) {
      const { grid, problems } = parseMatpower(formatMatpower(getCase(id)));
      expect(problems, id).to.deep.equal([]);
      expect(grid, id).to.deep.equal(getCase(id));
    }
  });

  it('give a sound file as it stands', () => {
    const { grid, problems } = parseMatpower(GOOD);
    expect(problems).to.deep.equal([]);
    expect(grid!.id).to.equal('four');
    expect(grid!.baseKva).to.equal(100_000);
    expect(grid!.buses[2]).to.include({ loadKw: 200_000, loadKvar: 124_000, shuntKvar: -19_000 });
    expect(grid!.branches[2]!.tapRatio).to.equal(0.98);
    expect(grid!.branches[2]!.shiftRad).to.be.closeTo(Math.PI / 90, 1e-16);
    expect(grid!.branches[0]).to.include({ tapRatio: 1, ratingKva: 250_000 });
  });

  it('apply the tail of the distribution cases: Ω to per unit, kW to MW', () => {
    const { grid, problems } = parseMatpower(GOOD + TAIL);
    expect(problems).to.deep.equal([]);
    // 230 kV and 100 MVA: 529 Ω.
    expect(grid!.branches[0]!.resistancePu).to.be.closeTo(0.01 / 529, 1e-18);
    expect(grid!.branches[0]!.reactancePu).to.be.closeTo(0.05 / 529, 1e-18);
    expect(grid!.buses[2]).to.include({ loadKw: 200, loadKvar: 124, shuntKvar: -19_000 });
  });

  it('refuse the tail with one factor changed, at its line', () => {
    const lines = (GOOD + TAIL).split('\n');
    const line = 1 + lines.findIndex((each) => each.startsWith('Sbase'));
    const { grid, problems } = parseMatpower((GOOD + TAIL).replace('* 1e6', '* 1e5'));
    expect(grid).to.equal(null);
    expect(refusals(problems)[0]).to.deep.include({ rule: 'code', where: { kind: 'file', line } });
  });

  it('need a base voltage for Ω', () => {
    const { problems } = parseMatpower(GOOD.replace('	0	230	1', '	0	0	1') + TAIL);
    expect(refusals(problems)[0]).to.deep.include({ rule: 'base-voltage' });
  });

  it('read MATLAB’s ways of writing the same', () => {
    const other = GOOD.replace('function mpc = four', '\ufefffunction s = four')
      .replaceAll('mpc.', 's.')
      .replace("'2'", '"2"')
      .replace('200	124', '2.0D+2, ... continued\n 1.24e2')
      .replace('\t4\t1\t80', '% a note\n4 1,80')
      .replaceAll('\n', '\r\n');
    expect(parseMatpower(other).problems).to.deep.equal([]);
    expect(parseMatpower(other).grid).to.deep.equal(parseMatpower(GOOD).grid);
  });

  it('read a file without its function line, and skip block comments', () => {
    const text = GOOD.replace('function mpc = four\n', '%{\nmpc.bus = 1 + 1\n%}\n');
    expect(refusals(parseMatpower(text).problems)).to.deep.equal([]);
    expect(parseMatpower(text).grid!.buses).to.have.length(4);
  });

  it('report what is left out, and what is read otherwise, as harmless', () => {
    const text = `${GOOD.replace('100	-100	1.02', 'Inf	-Inf	1.02').replace('250', 'Inf')}
mpc.gencost = [2 0 0 3 0.01 40 0; 2 0 0 3 0.01 40 0];
mpc.bus_name = { 'a]'; 'b''s'; 'c % no comment'; 'd' };
mpc.dcline = [1 2 1 10 10 0 0 1 1 0 100 -10 10 -10 10 0 0];
`;
    const { grid, problems } = parseMatpower(text);
    expect(refusals(problems)).to.deep.equal([]);
    const rules = problems.map(({ rule, where }) => `${rule} ${where.field}`);
    expect(rules).to.deep.equal([
      'ignored mpc.gencost',
      'ignored mpc.bus_name',
      'ignored mpc.dcline',
      'no-limit Qmin',
      'no-limit Qmax',
      'no-limit rateA',
    ]);
    expect(grid!.generators[1]).to.include({ reactiveMinKvar: -1e9, reactiveMaxKvar: 1e9 });
    expect(grid!.branches[0]!.ratingKva).to.equal(0);
  });

  it('take a pv bus without a unit in service as pq, and say so', () => {
    const { grid, problems } = parseMatpower(GOOD.replace('1.02	100	1', '1.02	100	0'));
    expect(grid!.buses[1]!.kind).to.equal('pq');
    expect(problems).to.have.length(1);
    expect(problems[0]).to.deep.include({ rule: 'generator-needed', harmless: true });
    expect(problems[0]!.where).to.include({ kind: 'bus', id: 2, line: 8 });
  });

  it('name the missing column', () => {
    const problem = (name: string): Problem => {
      const { text } = DAMAGED.find((each) => each.name === name)!;
      return refusals(parseMatpower(text).problems)[0]!;
    };
    expect(problem('bus without Qd').remedy).to.include('Qd');
    expect(problem('bus without Vmin').remedy).to.include('Vmin');
    expect(problem('branch without status').remedy).to.include('status');
    expect(problem('gen without status').remedy).to.include('status');
  });

  it('is damaged in at least 60 ways', () => {
    expect(DAMAGED.length).to.be.at.least(60);
    expect(new Set(DAMAGED.map(({ name }) => name)).size).to.equal(DAMAGED.length);
  });

  for (const { name, text, rule, line, kind, field, found: named } of DAMAGED) {
    it(`refuse: ${name}`, () => {
      const { grid, problems } = parseMatpower(text);
      expect(grid).to.equal(null);
      const found = refusals(problems);
      const hit = found.find((each) => {
        const { where } = each;
        if (named !== undefined && each.found !== named) return false;
        if (each.rule !== rule || (line !== undefined && where.line !== line)) return false;
        return (kind === undefined || where.kind === kind) && (!field || where.field === field);
      });
      expect(
        hit,
        `${rule} of ${named} at line ${line}, got ${JSON.stringify(found.slice(0, 3))}`,
      ).to.be.an('object');
      for (const each of problems) {
        expect(each.remedy, each.rule).to.match(/\.$|mpc\.|function|\];$|\};$/);
        expect(each.found.length).to.be.within(1, 60);
        expect(each.allowed).to.not.equal('');
      }
    });
  }

  it('report all that is wrong, not only the first', () => {
    const text = GOOD.replace('200', 'NaN').replace('0.012', 'Inf').replace('1.02', 'x');
    expect(refusals(parseMatpower(text).problems).map(({ where }) => where.line)).to.deep.equal([
      9, 15, 22,
    ]);
  });

  it('stop reading what is plainly something else', () => {
    const garbage = 'x = rand(3);\n'.repeat(FILE_MAX / 20);
    expect(parseMatpower(`mpc.baseMVA = 1;\n${garbage}`).problems).to.have.length(PROBLEMS_MAX);
    const long = 'a'.repeat(5_000_000);
    expect(parseMatpower(long).problems.map(({ rule }) => rule)).to.deep.equal(['file-size']);
  });

  it('answer each kind of large nonsense with few problems', () => {
    const size = 2_900_000;
    const fill = (piece: string): string => piece.repeat(size / piece.length);
    const texts = [
      ...['[', "'", '"', ' ', '\n', '%{\n', '...\n', 'a=', '=', 'end;', "'a' ", '1\n'].map(fill),
      `mpc.note = '${fill('a')}'`,
      `mpc.baseMVA = ${fill('1')}x`,
      `mpc.note = { ${fill("'a' ")} }`,
      `mpc.gencost = [${fill('1\n')}]`,
      `mpc.bus = [${fill('1 2\n')}]';`,
      `mpc.bus = [${fill('1 ')}];`,
      `function ${fill('m')}`,
      `function ${fill(' ')}`,
      fill('a = [ 1\n'),
      fill("mpc.x = ['"),
    ];
    for (const text of texts) {
      const { grid, problems } = parseMatpower(text);
      expect(grid, text.slice(0, 30)).to.equal(null);
      expect(refusals(problems).length, text.slice(0, 30)).to.be.within(1, PROBLEMS_MAX);
    }
  });

  it('let no exception and no NaN escape from ten thousand mutilated files', () => {
    const seed = 0x6d61_7470;
    const random = stream(seed, 'matpower');
    const sources = [GOOD, GOOD + TAIL, formatMatpower(getCase('thesis13'))];
    const pieces = ['NaN', ';', ']', '[', "'", '%', '...', '\n', ' ', '-', '1e999', '{', '\0', 'é'];
    for (let round = 0; round < 10_000; round++) {
      let text = sources[random.below(sources.length)]!;
      for (let change = random.below(4); change >= 0; change--) {
        const at = random.below(text.length + 1);
        const end = at + random.below(random.below(8) === 0 ? 200 : 4);
        const piece = pieces[random.below(pieces.length)]!;
        text = text.slice(0, at) + (random.below(3) === 0 ? '' : piece) + text.slice(end);
      }
      const note = `seed ${seed}, round ${round}:\n${text}`;
      try {
        const { grid, problems } = parseMatpower(text);
        if (grid === null) expect(refusals(problems).length).to.be.at.least(1);
        else {
          // JSON writes NaN and infinities as null.
          const { baseKva, buses, generators, branches } = grid;
          const numbers = JSON.stringify({ baseKva, buses, generators, branches });
          expect(numbers).to.not.include('null');
        }
      } catch (error) {
        throw new Error(note, { cause: error });
      }
    }
  });
});
