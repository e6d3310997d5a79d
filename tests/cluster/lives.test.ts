// Lives of a seat: what an earlier one said, what a stranger says in its name.
import { expect } from '@open-wc/testing';
import { isSeatPost } from '../../web/cluster/check-post.ts';
import type { SeatAsk, SeatPost } from '../../web/cluster/protocol.ts';
import type { AppendReply } from '../../web/raft/message.ts';
import { BUILD, Seats } from './seats.ts';

const SEED = crypto.getRandomValues(new Uint32Array(1))[0]!;
/** Errands come every half second: several of them. */
const ERRANDS_MS = 2500;

/** What `seat` last said it has, in the leader's own term. */
function lastAck(seats: Seats, seat: number, term: number): SeatPost {
  const acks = seats.posts.filter(isSeatPost).filter(({ from, raft }) => {
    const last = raft.at(-1);
    return from === seat && last?.kind === 'appendReply' && !last.refused && last.term === term;
  });
  const indexOf = ({ raft }: SeatPost): number => (raft.at(-1) as AppendReply).index;
  acks.sort((a, b) => indexOf(b) - indexOf(a));
  expect(acks.length, `seed ${SEED}`).to.be.above(0);
  return acks[0]!;
}

describe('a seat that lives again', function () {
  this.timeout(60_000);
  let seats: Seats;
  let leader: number;
  let wiped: number;
  const asks = (kind: SeatAsk['kind']) =>
    seats.posts.filter(isSeatPost).flatMap(({ ask }) => (ask?.kind === kind ? [ask] : []));
  const bare = (from: number): SeatPost => {
    return { from, build: BUILD, since: 0, raft: [], attests: [], ask: null };
  };
  const voters = (): readonly number[] => seats.status.get(leader)!.voters;
  const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

  beforeEach(async () => {
    seats = new Seats(SEED, 3);
    for (const seat of [1, 2, 3]) await seats.up(seat);
    await seats.until('led', () => seats.leader > 0);
    for (const value of ['a', 'b', 'c']) await seats.set(value);
    leader = seats.leader;
    wiped = (leader % 3) + 1;
    await seats.until('known', () => voters().length === 3);
  });
  afterEach(() => seats.stop());

  it('is not credited with what an earlier life had', async () => {
    const { term } = seats.status.get(leader)!.show;
    const ack = lastAck(seats, wiped, term);
    await seats.down(wiped);
    seats.wipe(wiped);
    // It is let in but sent nothing, so all that it could have is an earlier life's.
    seats.passes = (address, message) =>
      address !== `seat/${wiped}` || !isSeatPost(message) || message.raft.length === 0;
    await seats.up(wiped);
    await seats.until('a learner', () => seats.status.get(leader)!.learners.includes(wiped));
    for (let turn = 0; turn < ERRANDS_MS / 100; turn++) {
      seats.put(`seat/${leader}`, ack);
      await pause(100);
    }
    expect(seats.status.get(leader)!.show, `seed ${SEED}`).to.include({ role: 'leader', term });
    expect(voters(), `seed ${SEED}`).not.to.include(wiped);
    seats.passes = () => true;
    await seats.until('a voter that knows', () => {
      const { show } = seats.status.get(wiped)!;
      return voters().includes(wiped) && show.height === seats.status.get(leader)!.show.height;
    });
    // The same disk opened again is the same life: its words count as before.
    await seats.down(wiped);
    await seats.up(wiped);
    const other = [1, 2, 3].find((seat) => seat !== leader && seat !== wiped)!;
    await seats.down(other);
    const reply = await seats.set('d');
    expect(reply.kind === 'submitted' && reply.submitted.outcome).to.equal('committed');
  });

  it('is not taken out while it takes part, whoever asks in its name', async () => {
    const seen = new Set<string>();
    const unlisten = seats.listen('show', () => seen.add(voters().join()));
    for (let turn = 0; turn < ERRANDS_MS / 100; turn++) {
      for (const from of [1, 2, 3]) {
        const ask = { kind: 'join', life: 5 + turn } as const;
        for (const to of [1, 2, 3]) seats.put(`seat/${to}`, { ...bare(from), ask });
      }
      await pause(100);
    }
    unlisten();
    expect([...seen], `seed ${SEED}`).to.deep.equal(['1,2,3']);
  });

  it('is let in by who leads, in a term that leaves room for more', async () => {
    await seats.down(wiped);
    seats.wipe(wiped);
    seats.passes = (_, message) => !isSeatPost(message) || message.ask?.kind !== 'joined';
    await seats.up(wiped);
    await seats.until('asking', () => asks('join').length > 0);
    const [asked] = asks('join');
    const life = asked?.kind === 'join' ? asked.life : 0;
    const put = (from: number, admission: { term: number; leader: number }): void => {
      const ask = { kind: 'joined', life, admission: { learnsTo: 2 ** 40, ...admission } } as const;
      seats.put(`seat/${wiped}`, { ...bare(from), ask });
    };
    put(leader, { term: 2 ** 40, leader });
    put(leader, { term: 1, leader: wiped });
    await pause(200);
    seats.passes = () => true;
    await seats.until('a voter', () => voters().includes(wiped) && seats.status.has(wiped));
    await seats.until('up', () => seats.status.get(wiped)!.show.state === 'up');
    expect(seats.status.get(wiped)!.show.term, `seed ${SEED}`).to.be.below(100);
  });
});
