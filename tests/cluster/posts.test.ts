// Damaged posts by the ten thousand: a seat drops them and goes on.
import { expect } from '@open-wc/testing';
import { isClientPost, isControl, isSeatPost } from '../../web/cluster/check-post.ts';
import { FAIR } from '../../web/cluster/weather.ts';
import { isMessage } from '../../web/raft/check-message.ts';
import { stream } from '../../web/rng.ts';
import { damaged, JUNK } from './damage.ts';
import { BUILD, Seats } from './seats.ts';

const SEED = crypto.getRandomValues(new Uint32Array(1))[0]!;
const ROUNDS = 30_000;
const HEX = 'ab'.repeat(32);

/** Raft survives crashes, not liars: well-formed lies about votes and logs are another matter. */
function liesInRaft(post: unknown): boolean {
  return isSeatPost(post) && post.raft.length > 0;
}

describe('what comes over a channel', () => {
  let seats: Seats;
  before(async () => {
    seats = new Seats(SEED, 3);
    for (const seat of [1, 2, 3]) await seats.up(seat);
    await seats.until('led', () => seats.leader > 0);
    for (const value of ['a', 'b', 'c']) await seats.set(value);
    await seats.until('told', () => seats.posts.some((one) => isSeatPost(one) && one.attests[0]));
  });
  after(() => seats.stop());

  const clients = [
    { kind: 'submit', bytes: new Uint8Array(9) },
    { kind: 'read', key: 'register/x' },
    { kind: 'query', query: { kind: 'blocks', from: 3, count: 3 } },
    { kind: 'query', query: { kind: 'block', height: 2 } },
    { kind: 'query', query: { kind: 'block-hash', hash: HEX } },
    { kind: 'query', query: { kind: 'transaction', hash: HEX } },
    { kind: 'query', query: { kind: 'account', publicKey: HEX } },
    { kind: 'export', from: 1, count: 10 },
    { kind: 'conf', change: { remove: [2, 3] } },
    { kind: 'trace' },
  ].map((request, id) => ({ client: 'test-of-posts', id, request }));
  const controls = [
    { kind: 'hello', tab: 1, build: BUILD },
    { kind: 'here', tab: 1, build: BUILD, rules: FAIR },
    { kind: 'rules', rules: { ...FAIR, cuts: [] } },
  ];

  it('is known by its shape: what seats and tabs send passes, whatever is missing does not', () => {
    expect(seats.posts.length).to.be.above(10);
    for (const post of seats.posts) {
      expect(isSeatPost(post) || isClientPost(post), JSON.stringify(post)).to.equal(true);
    }
    for (const post of clients) expect(isClientPost(post), post.request.kind).to.equal(true);
    for (const control of controls) expect(isControl(control), control.kind).to.equal(true);
    for (const one of JUNK) {
      expect(isSeatPost(one) || isClientPost(one) || isControl(one)).to.equal(false);
    }
    const bare = { from: 1, build: BUILD, since: 0, raft: [], attests: [], ask: null };
    expect(isSeatPost(bare)).to.equal(true);
    for (const name of Object.keys(bare)) {
      expect(isSeatPost({ ...bare, [name]: undefined }), name).to.equal(false);
    }
    const attest = { seat: 1, height: 1, hash: HEX, signature: HEX + HEX };
    const attests = (one: unknown): boolean => isSeatPost({ ...bare, attests: [one] });
    expect(attests(attest)).to.equal(true);
    for (const wrong of [{ signature: 'x' }, { hash: 'x' }, { height: 0.5 }, { seat: 0 }]) {
      expect(attests({ ...attest, ...wrong }), JSON.stringify(wrong)).to.equal(false);
    }
    const asks = (heights: readonly number[]): boolean =>
      isSeatPost({ ...bare, ask: { kind: 'blocks', heights } });
    const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);
    expect([asks(upTo(64)), asks(upTo(65))]).to.deep.equal([true, false]);
  });

  it(`stops no seat, damaged ${ROUNDS.toLocaleString('en')} times`, async () => {
    const rng = stream(SEED, 'posts');
    const key = seats.posts.filter((one) => isSeatPost(one) && one.attests.length > 0);
    const reply = await seats.ask(1, { kind: 'export', from: 1, count: 10 });
    const blocks = reply?.kind === 'blocks' ? reply.blocks : [];
    const bare = { from: 2, build: BUILD, since: 0, raft: [], attests: [], ask: null };
    const asks = [
      ...[
        { kind: 'join', life: 5 },
        { kind: 'blocks', heights: [1, 2, 3] },
      ],
      { kind: 'joined', life: 5, admission: { term: 1, leader: 1, learnsTo: 3 } },
      { kind: 'blocks-here', blocks },
    ].map((ask) => ({ ...bare, ask }));
    const kinds = [seats.posts, key, asks, clients];
    expect([key.length, blocks.length]).to.satisfy((all: number[]) => all.every((one) => one > 0));
    let shaped = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const seat = 1 + rng.below(3);
      if (rng.below(5) === 0) {
        const control = damaged(controls[rng.below(controls.length)], rng);
        // A well-formed rule is obeyed: the network would be cut for good.
        if (!isControl(control)) seats.put('all', control);
      } else {
        const from = kinds[rng.below(kinds.length)]!;
        const post = damaged(from[rng.below(from.length)], rng);
        const change = isClientPost(post) && post.request.kind === 'conf';
        if (liesInRaft(post) || change) continue;
        if (isSeatPost(post) || isClientPost(post)) shaped++;
        seats.put(`seat/${seat}`, post);
      }
      if (round % 500 === 0) await new Promise((resolve) => setTimeout(resolve));
    }
    const after = await seats.set('after all');
    expect(after.kind === 'submitted' && after.submitted.outcome).to.equal('committed');
    expect(seats.fatal, `seed ${SEED}`).to.deep.equal([]);
    // Some went all the way in: a check that refuses everything would prove nothing.
    expect(shaped, `seed ${SEED}`).to.be.above(ROUNDS / 100);
    for (const seat of [1, 2, 3]) {
      await seats.until(`whole at seat ${seat}`, async () => {
        const { valid, height } = await seats.verify(seat);
        // Whoever asks to be let in is taken out first, and each change has its block.
        return valid && height >= 4 && height === seats.status.get(seat)!.show.height;
      });
    }
  }).timeout(60_000);

  it('carries messages that the core can take', () => {
    const messages = seats.posts.flatMap((one) => (isSeatPost(one) ? one.raft : []));
    expect(messages.length).to.be.above(10);
    expect(messages.every(isMessage)).to.equal(true);
  });
});
