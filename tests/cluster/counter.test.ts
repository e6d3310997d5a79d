import { expect } from '@open-wc/testing';
import { Counter } from '../../web/cluster/counter.ts';
import type { Driver } from '../../web/cluster/driver.ts';
import type { Host } from '../../web/cluster/host.ts';
import type { ClientReply } from '../../web/cluster/protocol.ts';
import type { Library } from '../../web/cluster/query.ts';
import type { Recorder } from '../../web/cluster/recorder.ts';
import { signatureCache } from '../../web/ledger/key.ts';
import { founding } from '../../web/raft/configuration.ts';
import type { ConfigurationChange } from '../../web/raft/log-entry.ts';
import type { Input } from '../../web/raft/state.ts';

/** A counter whose seat leads, and which is told of changes by hand. */
function desk(host: Partial<Host> = {}): {
  counter: Counter;
  asked: Input[];
  replies: ClientReply[];
  /** 'a 1': question 1 of client a, in the order of `replies`. */
  answered: string[];
} {
  const asked: Input[] = [];
  const replies: ClientReply[] = [];
  const answered: string[] = [];
  const state = { role: 'leader', id: 1, leader: 1 };
  const push = (input: Input): number => asked.push(input);
  const counter = new Counter({
    driver: { state, push, nudge: () => undefined } as unknown as Driver,
    host: {
      isAnchored: () => true,
      dropWaiting: () => undefined,
      genesis: { seats: [1, 2, 3, 4, 5].map((seat) => ({ seat })) },
      ...host,
    } as unknown as Host,
    library: {} as unknown as Library,
    recorder: {} as unknown as Recorder,
    signatures: { verifier: signatureCache(), prepare: () => Promise.resolve() },
    reply({ client, id }, reply) {
      replies.push(reply);
      answered.push(`${client} ${id}`);
    },
    guard: (work) => void work,
  });
  return { counter, asked, replies, answered };
}

const ask = (counter: Counter, change: ConfigurationChange): void =>
  counter.take({ client: 'a', id: 1, request: { kind: 'conf', change } });
const stands = (voters: readonly number[], learners: readonly number[] = []) =>
  [{ kind: 'configuration', configuration: founding({ voters, learners }) }] as const;

describe('a crowd of submissions', () => {
  it('leaves the thread to heartbeats and the disk now and then', async () => {
    const [crowd, slowMs] = [100, 5];
    let served = 0;
    const turns: number[] = [];
    const { counter, replies } = desk({
      claimsOfTransaction: () => [],
      // As long as a bad signature takes that is checked twice.
      submit() {
        for (const end = performance.now() + slowMs; performance.now() < end;);
        served += 1;
        return { hash: '', refused: 'signature', evicted: [] };
      },
    });
    const beat = setInterval(() => turns.push(served));
    const bytes = new Uint8Array(1);
    for (let id = 1; id <= crowd; id++) {
      counter.take({ client: 'a', id, request: { kind: 'submit', bytes } });
    }
    const taken = replies.filter(({ kind }) => kind === 'taken');
    expect(taken, 'each is told at once, or it would ask again').to.have.length(crowd);
    while (served < crowd) await new Promise((resolve) => setTimeout(resolve));
    clearInterval(beat);
    const between = new Set(turns.filter((at) => at > 0 && at < crowd));
    expect(between.size).to.be.greaterThan(5);
    expect(replies.filter(({ kind }) => kind === 'submitted')).to.have.length(crowd);
  });
});

describe("a client's change of members", () => {
  it("is not settled by the seat's own", async () => {
    const { counter, asked, replies } = desk();
    ask(counter, { remove: [3] });
    await Promise.resolve();
    expect(asked).to.deep.equal([{ kind: 'proposeConf', change: { remove: [3] } }]);
    // Meanwhile a learner was promoted, and another promotion was refused.
    counter.events(stands([1, 2, 3, 4]));
    counter.declined([{ change: { add: [5] }, why: 'another change is not committed yet' }]);
    expect(replies).to.deep.equal([]);
    counter.events(stands([1, 2, 4]));
    expect(replies).to.deep.equal([{ kind: 'done' }]);
  });

  it('is refused in words when it is its own turn', async () => {
    const { counter, replies } = desk();
    ask(counter, { remove: [3] });
    await Promise.resolve();
    counter.declined([{ change: { remove: [3] }, why: 'would leave no voter' }]);
    counter.events(stands([1, 2]));
    expect(replies).to.deep.equal([{ kind: 'refused', words: 'would leave no voter' }]);
  });

  it('is not in its own way when it is asked for again, and the last question is answered', async () => {
    const { counter, asked, replies, answered } = desk();
    ask(counter, { remove: [3] });
    await Promise.resolve();
    const request = { kind: 'conf', change: { remove: [3] } } as const;
    counter.take({ client: 'a', id: 2, request });
    expect(replies).to.deep.equal([]);
    counter.take({ client: 'b', id: 1, request });
    expect(replies).to.deep.equal([{ kind: 'refused', words: 'another change is under way' }]);
    counter.events(stands([1, 2]));
    expect(replies.slice(1)).to.deep.equal([{ kind: 'done' }]);
    expect(answered).to.deep.equal(['b 1', 'a 2']);
    expect(asked, 'proposed once').to.have.length(1);
  });

  it('is referred to whoever leads next', async () => {
    const { counter, replies } = desk();
    ask(counter, { addLearner: [4] });
    await Promise.resolve();
    counter.events([{ kind: 'role', role: 'follower', term: 2, why: 'saw a higher term' }]);
    counter.events(stands([1, 2, 3], [4]));
    expect(replies).to.deep.equal([{ kind: 'not-leader', leader: 0 }]);
  });
});
