import { expect } from '@open-wc/testing';
import { stream } from '../../web/rng.ts';
import type { Rng } from '../../web/rng.ts';
import { formatHistory, parseHistory } from '../../web/simulation/history-lines.ts';
import { checkLinearizable } from '../../web/simulation/linearizable.ts';
import type { Operation, Value } from '../../web/simulation/linearizable.ts';
import { linearizableByForce } from '../twin/linearizable.ts';
import { busyHistory } from './busy-history.ts';

type Span = readonly [client: number, from: number, to: number | null];
const call = ([client, invokedAt, returnedAt]: Span) => ({
  ...{ client, invokedAt, returnedAt, key: 'x' },
  outcome: returnedAt === null ? ('info' as const) : ('ok' as const),
});
const set = (span: Span, value: Value, version: number | null = null): Operation => ({
  ...call(span),
  ...{ type: 'set', value, version },
});
const get = (span: Span, value: Value | null, version: number | null = null): Operation => ({
  ...call(span),
  ...{ type: 'get', value, version },
});
const append = (span: Span, value: Value): Operation => ({ ...call(span), type: 'append', value });
const read = (span: Span, value: Value[]): Operation => ({ ...call(span), type: 'read', value });

/** Up to six operations of three clients on two keys, right about as often as wrong. */
const smallHistory = (rng: Rng): Operation[] => {
  const count = 2 + rng.below(5);
  const busy = [0, 0, 0];
  const lists = rng.below(2) === 0;
  const versions = rng.below(2) === 0;
  return Array.from({ length: count }, (): Operation => {
    const client = rng.below(3);
    const from = busy[client]! + rng.below(4);
    const to = from + rng.below(6);
    busy[client] = to + 1;
    const answered = rng.below(4) > 0;
    const span: Span = [client, from, answered ? to : null];
    const key = rng.below(4) === 0 ? 'y' : 'x';
    const value = 1 + rng.below(2);
    const version = versions && answered ? 1 + rng.below(3) : null;
    const writes = rng.below(2) === 0;
    const refused = answered && rng.below(10) === 0 ? { outcome: 'fail' as const } : {};
    if (lists) {
      const seen = [[], [1], [2], [1, 2], [2, 1]][rng.below(5)]!;
      return { ...(writes ? append(span, value) : read(span, seen)), key, ...refused };
    }
    const seen = rng.below(4) === 0 ? null : value;
    const told = seen === null && versions && answered ? 0 : version;
    return { ...(writes ? set(span, value, version) : get(span, seen, told)), key, ...refused };
  });
};

describe('linearizability: known histories', () => {
  const verdict = (...history: Operation[]) => checkLinearizable(history).linearizable;

  it('accepts overlapping writes in either order (Herlihy and Wing 1990, figure 1)', () => {
    expect(verdict(set([0, 0, 10], 1), set([1, 2, 8], 2), get([2, 11, 12], 1))).to.be.true;
    expect(verdict(set([0, 0, 10], 1), set([1, 2, 8], 2), get([2, 11, 12], 2))).to.be.true;
  });

  it('refuses a read that is older than one that was answered before it', () => {
    const history = [
      ...[set([0, 0, 1], 1), set([0, 2, 9], 2)],
      ...[get([1, 3, 4], 2), get([2, 5, 6], 1)],
    ];
    const { linearizable, stuck, order, words } = checkLinearizable(history);
    expect(linearizable).to.be.false;
    expect(stuck).to.equal(history[3]);
    expect(order.length).to.be.above(0);
    expect(words).to.equal(
      'Client 2 read 1 (x, from 5 to 6): no order of the operations explains that.',
    );
  });

  it('refuses a stale read after an answered write, and takes an unanswered one either way', () => {
    expect(verdict(set([0, 0, 1], 1), get([1, 2, 3], null))).to.be.false;
    expect(verdict(set([0, 0, null], 1), get([1, 2, 3], null))).to.be.true;
    expect(verdict(set([0, 0, null], 1), get([1, 2, 3], null), get([1, 4, 5], 1))).to.be.true;
    expect(verdict(set([0, 0, null], 1), get([1, 2, 3], 1), get([1, 4, 5], null))).to.be.false;
  });

  it('never lets a refused write be read', () => {
    const refused: Operation = { ...set([0, 0, 1], 1), outcome: 'fail' };
    expect(verdict(refused, get([1, 2, 3], 1))).to.be.false;
    expect(verdict(refused, get([1, 2, 3], null))).to.be.true;
  });

  it('refuses a version that skips a write, and counts unanswered ones', () => {
    expect(verdict(set([0, 0, 1], 1, 1), get([1, 2, 3], 1, 2))).to.be.false;
    expect(verdict(set([0, 0, 1], 1, 1), set([2, 2, null], 1), get([1, 3, 4], 1, 2))).to.be.true;
    expect(verdict(set([0, 0, 1], 1, 1), set([2, 2, null], 7), set([1, 3, 4], 1, 3))).to.be.true;
    expect(verdict(set([0, 0, 1], 1, 1), set([2, 2, null], 7), set([1, 3, 4], 1, 4))).to.be.false;
  });

  it('refuses appends that were lost, doubled or turned round', () => {
    const wrote = [append([0, 0, 1], 1), append([1, 2, 3], 2)];
    expect(verdict(...wrote, read([2, 4, 5], [1, 2]))).to.be.true;
    expect(verdict(...wrote, read([2, 4, 5], [2]))).to.be.false;
    expect(verdict(...wrote, read([2, 4, 5], [1, 2, 2]))).to.be.false;
    expect(verdict(...wrote, read([2, 4, 5], [2, 1]))).to.be.false;
    expect(verdict(...wrote, read([2, 4, 5], [1, 2]), read([2, 6, 7], [1]))).to.be.false;
    // Two reads that contradict each other, whatever was appended.
    expect(verdict(...wrote, read([2, 0, 9], [1, 2]), read([3, 0, 9], [2]))).to.be.false;
  });

  it('looks at each key on its own', () => {
    const other: Operation = { ...get([1, 2, 3], null), key: 'y' };
    expect(verdict(set([0, 0, 1], 1), other)).to.be.true;
  });
});

describe('linearizability: against brute force', () => {
  it('agrees on 20,000 random histories of up to six operations', () => {
    const counts = { yes: 0, no: 0 };
    for (let seed = 1; seed <= 20_000; seed++) {
      const history = smallHistory(stream(seed, 'small-history'));
      const expected = linearizableByForce(history);
      const { linearizable } = checkLinearizable(history);
      if (linearizable !== expected) {
        expect.fail(
          `seed ${String(seed)}: ${String(linearizable)}, by force ${String(expected)}\n` +
            formatHistory(history),
        );
      }
      counts[expected ? 'yes' : 'no']++;
    }
    expect(counts.yes, 'linearizable ones among them').to.be.above(4_000);
    expect(counts.no, 'others among them').to.be.above(4_000);
  });
});

describe('linearizability: long histories', () => {
  it('accepts 5,000 operations of twelve clients, 1 in 12 unanswered, without searching far', () => {
    for (const seed of [1, 2, 3]) {
      const history = busyHistory({ seed, operations: 5_000, clients: 12, keys: 3 });
      const { linearizable, steps, words } = checkLinearizable(history);
      expect(words, `seed ${String(seed)}`).to.equal('');
      expect(linearizable).to.be.true;
      // Counted, not timed: what a search costs is the operations it puts.
      expect(steps, `seed ${String(seed)}`).to.be.below(10_000);
    }
  });

  it('finds one planted stale read among 5,000 operations', () => {
    for (const seed of [4, 5, 6]) {
      const history = busyHistory({ seed, operations: 5_000, clients: 8, keys: 2 });
      const at = history.findIndex((o, i) => i > 3_000 && o.type === 'get' && o.outcome === 'ok');
      const victim = history[at]!;
      const older = history.find((o) => o.type === 'get' && o.key === victim.key && o.value)!;
      const planted = history.with(at, {
        ...victim,
        ...{ type: 'get', value: older.value as Value, version: null },
      });
      expect(checkLinearizable(history).linearizable, `seed ${String(seed)}`).to.be.true;
      const { linearizable, stuck } = checkLinearizable(planted);
      expect(linearizable, `seed ${String(seed)}`).to.be.false;
      expect(stuck).to.equal(planted[at]);
    }
  });

  it('gives up rather than hang, and says so', () => {
    const history = busyHistory({ seed: 7, operations: 500, clients: 8, keys: 1 });
    const { linearizable, words } = checkLinearizable(history, 100);
    expect(linearizable).to.be.null;
    expect(words).to.equal('No verdict after 100 steps.');
  });
});

describe('linearizability: histories as JSON Lines', () => {
  it('come back as they went, in order of their calls', () => {
    for (let seed = 1; seed <= 500; seed++) {
      const history = smallHistory(stream(seed, 'lines'))
        .map((o) => (o.outcome === 'fail' || o.outcome === 'info' ? strip(o) : o))
        .sort((a, b) => a.invokedAt - b.invokedAt);
      const { operations, problems } = parseHistory(formatHistory(history));
      expect(problems, `seed ${String(seed)}`).to.deep.equal([]);
      expect([...operations].sort(byCall), `seed ${String(seed)}`).to.deep.equal(
        [...history].sort(byCall),
      );
    }
  });

  it('takes a question without an answer for one whose outcome nobody knows', () => {
    const line = '{"op":"invoke","client":1,"type":"set","key":"x","value":3,"ts":12}';
    const again = line.replace('12', '20');
    const { operations, problems } = parseHistory(`${line}\n\n${again}\n`);
    expect(problems).to.deep.equal([]);
    expect(operations.map((o) => [o.invokedAt, o.outcome, o.returnedAt])).to.deep.equal([
      [12, 'info', null],
      [20, 'info', null],
    ]);
  });

  it('names each bad line and keeps the rest', () => {
    const bad = [
      'not JSON',
      '3',
      '{"op":"done","client":1,"type":"set","key":"x","value":3,"ts":1}',
      '{"op":"invoke","client":1,"type":"put","key":"x","value":3,"ts":1}',
      '{"op":"invoke","client":1.5,"type":"set","key":"x","value":3,"ts":1}',
      '{"op":"invoke","client":1,"type":"set","key":7,"value":3,"ts":1}',
      '{"op":"invoke","client":1,"type":"set","key":"x","value":{},"ts":1}',
      '{"op":"invoke","client":1,"type":"set","key":"x","value":3,"ts":"now"}',
      '{"op":"ok","client":9,"type":"get","key":"x","value":3,"ts":1}',
      '{"op":"ok","client":9,"type":"get","key":"x","value":3,"version":"1","ts":1}',
    ];
    const good = formatHistory([set([1, 5, 6], 4)]);
    const { operations, problems } = parseHistory([...bad, good].join('\n'));
    expect(problems.map(({ where }) => where.line)).to.deep.equal(bad.map((_, i) => i + 1));
    expect(operations).to.have.lengthOf(1);
    const late = good.replace('"ts":6', '"ts":4');
    expect(parseHistory(late).problems[0]?.allowed).to.equal('an answer after its question');
  });
});

const byCall = (a: Operation, b: Operation): number =>
  a.invokedAt - b.invokedAt || a.client - b.client;
/** What a line can tell of an operation that was refused or never answered. */
const strip = (o: Operation): Operation =>
  o.type === 'get'
    ? { ...o, value: null, version: null }
    : o.type === 'read'
      ? { ...o, value: [] }
      : o;
