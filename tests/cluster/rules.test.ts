import { expect } from '@open-wc/testing';
import { cutsBetween, FAIR, Weather, withCut } from '../../web/cluster/weather.ts';
import { CarriedWire, HubWire } from '../../web/cluster/wire.ts';
import { LIVE_OPTIONS } from '../../web/cluster/seat.ts';
import { founding } from '../../web/raft/configuration.ts';
import { letIn, promotion } from '../../web/raft/newcomer.ts';
import { start, step } from '../../web/raft/raft.ts';
import type { Input, RaftState } from '../../web/raft/state.ts';

const SEED = crypto.getRandomValues(new Uint32Array(1))[0]!;

describe('the network between seats', () => {
  const weather = new Weather(SEED, 1);
  afterEach(() => (weather.rules = FAIR));

  it('delivers everything once and at once when it is fair', () => {
    for (let i = 0; i < 100; i++) expect(weather.fate(1, 2)).to.deep.equal([0]);
  });

  it('loses all on a cut link, and nothing on the way back', () => {
    weather.rules = { ...FAIR, cuts: withCut([], { from: 1, to: 2, lost: true }) };
    expect(weather.fate(1, 2)).to.deep.equal([]);
    expect(weather.fate(2, 1)).to.deep.equal([0]);
    expect(weather.fate(1, 3)).to.deep.equal([0]);
    weather.rules = {
      ...FAIR,
      cuts: withCut(weather.rules.cuts, { from: 1, to: 2, lost: false }),
    };
    expect(weather.fate(1, 2)).to.deep.equal([0]);
  });

  it('loses and doubles about as often as it says, and delays about as long', () => {
    weather.rules = {
      ...FAIR,
      network: { delayMs: 40, lossPercent: 30, duplicatePercent: 20 },
    };
    const fates = Array.from({ length: 20_000 }, () => weather.fate(1, 2));
    const share = (count: number): number =>
      fates.filter(({ length }) => length === count).length / fates.length;
    expect(share(0), `seed ${SEED}`).to.be.closeTo(0.3, 0.03);
    expect(share(2), `seed ${SEED}`).to.be.closeTo(0.7 * 0.2, 0.03);
    const delays = fates.flat();
    const mean = delays.reduce((sum, ms) => sum + ms, 0) / delays.length;
    expect(mean, `seed ${SEED}`).to.be.closeTo(40, 2);
  });

  it('parts groups both ways, and leaves out nobody who is in none', () => {
    const cuts = cutsBetween([[1, 2], [3]], [1, 2, 3, 4]);
    const lost = (from: number, to: number): boolean =>
      cuts.some(([a, b]) => a === from && b === to);
    for (const [a, b] of [
      [1, 3],
      [2, 3],
      [1, 4],
      [3, 4],
    ] as const) {
      expect([lost(a, b), lost(b, a)]).to.deep.equal([true, true]);
    }
    expect([lost(1, 2), lost(2, 1)]).to.deep.equal([false, false]);
  });
});

describe('messages carried by the page', () => {
  it('reach their addressee in another worker and in the page, and nobody else', async () => {
    const hub = new HubWire();
    const [a, b] = [new MessageChannel(), new MessageChannel()];
    for (const { port1, port2 } of [a, b]) {
      hub.attach(port1);
      port1.start();
      port2.start();
    }
    const [first, second] = [new CarriedWire(a.port2), new CarriedWire(b.port2)];
    const heard: string[] = [];
    first.listen('seat/1', (message) => heard.push(`1:${String(message)}`));
    second.listen('seat/2', (message) => heard.push(`2:${String(message)}`));
    hub.listen('show', (message) => heard.push(`page:${String(message)}`));
    const settle = (): Promise<void> => new Promise((done) => setTimeout(done, 20));
    await settle();
    first.post('seat/2', 'x');
    second.post('seat/1', 'y');
    second.post('show', 'z');
    hub.post('seat/1', 'p');
    await settle();
    expect(heard.sort((p, q) => (p < q ? -1 : 1))).to.deep.equal(['1:p', '1:y', '2:x', 'page:z']);
    for (const { port1, port2 } of [a, b]) {
      port1.close();
      port2.close();
    }
  });
});

describe('seats that come and go', () => {
  const take = (state: RaftState, ...inputs: readonly Input[]): RaftState =>
    inputs.reduce((now, input) => step(now, input).state, state);
  const leader = (voters: readonly number[], learners: readonly number[] = []): RaftState => {
    const configuration = founding({ voters, learners });
    const state = start({
      id: 1,
      options: LIVE_OPTIONS,
      seed: SEED,
      hard: { term: 0, vote: 0, commit: 0 },
      snapshot: { index: 0, term: 0, configuration, data: new Uint8Array(0) },
      log: [],
    });
    const granted = (pre: boolean): Input[] =>
      voters.slice(1).map((from) => {
        const message = { kind: 'voteReply', from, to: 1, term: 1, pre, granted: true } as const;
        return { kind: 'message', message };
      });
    const led = take(state, { kind: 'campaign' }, ...granted(true), ...granted(false));
    expect(led.role).to.equal('leader');
    return matched(led, voters, led.log.length);
  };
  const matched = (state: RaftState, seats: readonly number[], index: number): RaftState =>
    take(
      state,
      ...seats
        .filter((from) => from !== 1)
        .map((from): Input => {
          const fields = { refused: false, hintIndex: 0, hintTerm: 0, index };
          const message = { kind: 'appendReply', from, to: 1, term: 1, ...fields } as const;
          return { kind: 'message', message };
        }),
    );

  const asks = (state: RaftState, seat: number, seenOut: boolean): ReturnType<typeof letIn> =>
    letIn(state, seat, { anchored: true, seenOut });

  it('a voter without its disk is removed, let in as a learner, and promoted at last', () => {
    let state = leader([1, 2, 3, 4, 5]);
    expect(asks(state, 3, false)).to.deep.equal({ remove: [3] });
    state = take(state, { kind: 'proposeConf', change: { remove: [3] } });
    expect(asks(state, 3, false), 'not before the removal is committed').to.equal(null);
    state = matched(state, [2, 4, 5], state.log.length);
    expect(state.configuration.voters).to.deep.equal([1, 2, 4, 5]);
    expect(asks(state, 3, false)).to.deep.equal({ addLearner: [3] });
    state = take(state, { kind: 'proposeConf', change: { addLearner: [3] } });
    expect(asks(state, 3, true), 'not before it is a learner').to.equal(null);
    state = matched(state, [2, 4, 5], state.log.length);
    const learnsTo = state.log.length;
    expect(asks(state, 3, true)).to.deep.equal({ term: 1, leader: 1, learnsTo });
    expect(promotion(state, true), 'it knows nothing yet').to.equal(null);
    state = matched(state, [3], state.log.length);
    expect(promotion(state, true)).to.deep.equal({ add: [3] });
  });

  it('a learner that this leader did not see out in this life is removed first', () => {
    for (const state of [leader([1, 2, 3], [4]), matched(leader([1, 2, 3], [4]), [4], 1)]) {
      expect(asks(state, 4, false)).to.deep.equal({ remove: [4] });
    }
  });

  it('nobody is let in before the chain names the last change', () => {
    const state = leader([1, 2, 3], [4]);
    expect(letIn(state, 4, { anchored: false, seenOut: false })).to.equal(null);
    expect(letIn(state, 4, { anchored: false, seenOut: true })).to.equal(null);
  });

  it('nobody is let in by who does not lead', () => {
    const state = take(leader([1, 2, 3]), { kind: 'resumed', gapTicks: 1000 });
    expect(state.role).to.equal('follower');
    expect([asks(state, 3, true), promotion(state, true)]).to.deep.equal([null, null]);
  });
});
