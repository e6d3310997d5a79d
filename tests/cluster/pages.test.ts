// What pages hear from seats: the real thing passes, anything else is dropped, nothing throws.
import { expect } from '@open-wc/testing';
import { isSeatReply, isSeatStatus } from '../../web/cluster/check-show.ts';
import { Client, NoAnswer } from '../../web/cluster/client.ts';
import { Gallery } from '../../web/cluster/gallery.ts';
import { isBeyondRepair } from '../../web/cluster/lost.ts';
import type { SeatReply, SeatStatus } from '../../web/cluster/protocol.ts';
import { silentSeat } from '../../web/cluster/status.ts';
import { FAIR } from '../../web/cluster/weather.ts';
import { demoAccountKey, demoGenesis } from '../../web/ledger/demo.ts';
import { genesisHash } from '../../web/ledger/genesis.ts';
import { blockRow } from '../../web/ledger/pages.ts';
import { stream } from '../../web/rng.ts';
import { grow, openWorld } from '../ledger/world.ts';
import { damaged } from './damage.ts';
import { BUILD, Seats } from './seats.ts';

const SEED = crypto.getRandomValues(new Uint32Array(1))[0]!;
const ROUNDS = 10_000;
const world = openWorld();
grow(world, []);
const block = { ...world.blocks[0]!, receipts: [] };

function galleryOf(voters: number): Gallery {
  const genesis = demoGenesis({ seed: SEED, seats: voters, homes: 1 });
  return new Gallery({ cluster: 'c', genesis, genesisHash: genesisHash(genesis), tab: 1 });
}

function statusOf(seat: number, change: Partial<SeatStatus> = {}): SeatStatus {
  const show = silentSeat({ seat, tab: 1, state: 'up', words: '' });
  const rest = { learners: [], messages: [], damage: null, durable: true };
  return { build: BUILD, show: { ...show, membership: 'voter' }, voters: [], ...rest, ...change };
}

describe('what a page hears', () => {
  const statuses: unknown[] = [];
  const replies: unknown[] = [];
  let seats: Seats;
  before(async () => {
    seats = new Seats(SEED, 3);
    seats.listen('show', (status) => statuses.push(status));
    seats.listen('tab/test', (reply) => replies.push(reply));
    for (const seat of [1, 2, 3]) await seats.up(seat);
    await seats.until('led', () => seats.leader > 0);
    for (const value of ['a', 'b']) await seats.set(value);
    const ask = async (query: Parameters<Client['query']>[0]): Promise<void> => {
      await seats.ask(seats.leader, { kind: 'query', query });
    };
    await ask({ kind: 'blocks', from: 9, count: 9 });
    await ask({ kind: 'block', height: 1 });
    await ask({ kind: 'block', height: 99 });
    await ask({ kind: 'account', publicKey: demoAccountKey(SEED, 'Home 1').publicKey });
    const first = replies
      .filter(isSeatReply)
      .map(({ reply }) => (reply.kind === 'submitted' ? reply.submitted : null))
      .find((one) => one?.outcome === 'committed');
    if (first?.outcome !== 'committed') throw new Error('nothing was committed');
    await ask({ kind: 'transaction', hash: first.hash });
    await seats.ask(1, { kind: 'export', from: 1, count: 9 });
    await seats.ask(1, { kind: 'trace' });
    await seats.lead({ kind: 'read', key: 'register/x' });
    await seats.ask(seats.leader === 1 ? 2 : 1, { kind: 'read', key: 'register/x' });
    await seats.ask(seats.leader, { kind: 'conf', change: { add: [77] } });
  });
  after(() => seats.stop());

  it('passes when a seat said it, in every kind there is', () => {
    const known = new Set(seats.genesis.seats.map(({ seat }) => seat));
    expect(statuses.length).to.be.above(10);
    for (const one of statuses)
      expect(isSeatStatus(one, known), JSON.stringify(one)).to.equal(true);
    for (const one of replies) {
      expect(isSeatReply(one), JSON.stringify((one as SeatReply).reply)).to.equal(true);
    }
    const kinds = new Set(replies.filter(isSeatReply).map(({ reply }) => reply.kind));
    const all = ['answer', 'blocks', 'not-leader', 'refused', 'submitted', 'taken', 'trace'];
    expect([...kinds].sort()).to.deep.equal([...all, 'value']);
    const drawn = statuses.some((one) => (one as SeatStatus).messages.length > 0);
    expect(drawn, 'some told of messages').to.equal(true);
  });

  it('draws nothing but seats, whatever is posted', () => {
    const rng = stream(SEED, 'pages');
    const gallery = galleryOf(3);
    let taken = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const status = damaged(statuses[rng.below(statuses.length)], rng);
      isSeatReply(damaged(replies[rng.below(replies.length)], rng));
      if (!gallery.understands(status)) continue;
      taken += 1;
      gallery.hear(status);
      if (round % 20 > 0) continue;
      const show = gallery.show();
      for (const { seat, height, role } of show.seats) {
        const whole = seat >= 1 && seat <= 9 && Number.isSafeInteger(height) && role.length > 0;
        expect(whole, `seed ${SEED}`).to.equal(true);
      }
    }
    expect([taken > 100, taken < ROUNDS / 2], `seed ${SEED}: ${taken}`).to.deep.equal([true, true]);
    for (const seat of [0, 10, 77]) expect(gallery.understands(statusOf(seat))).to.equal(false);
    expect(gallery.understands(statusOf(4, { voters: [10] }))).to.equal(false);
  });

  it('does not answer a question with the answer to another', async () => {
    const wire = new Seats(SEED, 3);
    wire.listen('seat/1', (post) => {
      const { client, id } = post as { client: string; id: number };
      const answer = { kind: 'block', page: null };
      wire.put(`tab/${client}`, { id, reply: { kind: 'answer', answer: { kind: 'blocks' } } });
      wire.put(`tab/${client}`, { id, reply: { kind: 'answer', answer } });
    });
    const client = new Client(wire, 'mine', { leader: 1, up: [{ seat: 1 }] });
    const failed = await client
      .query({ kind: 'blocks', from: 1, count: 1 })
      .catch((e: unknown) => e);
    expect(failed).to.be.instanceOf(NoAnswer);
    expect(await client.query({ kind: 'block', height: 1 })).to.deep.equal({
      kind: 'block',
      page: null,
    });
    client.close();
  });
});

describe('a seat whose disk is not what it was', () => {
  it('has the last word only if no other seat knows better', async () => {
    const wire = new Seats(SEED, 3);
    const row = blockRow({ ...block, verified: null });
    const pages = new Map<number, unknown>([
      [1, { kind: 'blocks', height: 1, rows: [{ ...row, verified: false }] }],
      [2, { kind: 'blocks', height: 1, rows: [{ ...row, verified: false, bytes: 1 }] }],
      [3, { kind: 'blocks', height: 1, rows: [row] }],
    ]);
    const asked: number[] = [];
    for (const seat of pages.keys()) {
      wire.listen(`seat/${seat}`, (post) => {
        const { client, id } = post as { client: string; id: number };
        asked.push(seat);
        const reply = { kind: 'answer', answer: pages.get(seat) };
        wire.put(`tab/${client}`, { id, reply });
      });
    }
    const up = [1, 2, 3].map((seat) => ({ seat }));
    const client = new Client(wire, 'mine', { leader: 1, up });
    const query = { kind: 'blocks', from: 1, count: 1 } as const;
    expect(await client.query(query)).to.deep.equal(pages.get(3));
    pages.set(3, { kind: 'blocks', height: 1, rows: [{ ...row, verified: false, bytes: 2 }] });
    expect(await client.query(query)).to.deep.equal(pages.get(1));
    pages.set(1, { kind: 'blocks', height: 1, rows: [row] });
    expect(await client.query(query)).to.deep.equal(pages.get(1));
    expect(asked).to.deep.equal([1, 2, 3, 1, 2, 3, 1]);
    client.close();
  });
});

describe('a page that has not met every seat', () => {
  it('counts the voters that there are, not those it has heard', () => {
    const gallery = galleryOf(5);
    const voters = [1, 2, 3, 4, 5];
    for (const seat of [2, 3, 4, 5]) gallery.hear(statusOf(seat, { voters }));
    const { seats, needed, up } = gallery.show();
    expect(seats.map(({ seat, state, membership }) => [seat, state, membership])).to.deep.equal([
      [1, 'away', 'voter'],
      ...[2, 3, 4, 5].map((seat) => [seat, 'up', 'voter']),
    ]);
    expect([needed, up]).to.deep.equal([3, 4]);
  });

  it('obeys newer rules only, none from days ahead, and its own word always goes', () => {
    const gallery = galleryOf(3);
    const cuts = [[1, 2]] as const;
    gallery.obey({ ...FAIR, version: Number.MAX_SAFE_INTEGER, cuts });
    expect(gallery.rules).to.equal(FAIR);
    const ahead = 1000 * (performance.timeOrigin + performance.now()) + 30_000_000;
    gallery.obey({ ...FAIR, version: Math.round(ahead), cuts: [...cuts, [1, 77]] });
    expect(gallery.rules.cuts).to.deep.equal(cuts);
    const healed = gallery.rule({ cuts: [] });
    expect(healed.version).to.be.above(ahead);
    gallery.obey({ ...FAIR, version: 1, cuts });
    expect(gallery.rules.cuts).to.deep.equal([]);
  });

  it('knows when too many disks are lost to come back', () => {
    const gallery = galleryOf(3);
    const refuse = (seat: number): void => {
      const show = silentSeat({ seat, tab: 1, state: 'refusing', words: 'damaged' });
      gallery.hear(statusOf(seat, { show }));
    };
    refuse(1);
    expect(isBeyondRepair(gallery.show())).to.equal(false);
    refuse(2);
    expect(isBeyondRepair(gallery.show())).to.equal(true);
  });
});
