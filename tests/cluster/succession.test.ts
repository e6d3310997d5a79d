// Members come and go, and every block can still be certified and followed from the genesis.
import { expect } from '@open-wc/testing';
import { Seats } from './seats.ts';

const SEED = crypto.getRandomValues(new Uint32Array(1))[0]!;

describe('a chain whose members change', () => {
  let seats: Seats;
  afterEach(() => seats.stop());

  const found = async (count: number): Promise<void> => {
    seats = new Seats(SEED, count);
    for (let seat = 1; seat <= count; seat++) await seats.up(seat);
    await seats.until('led', () => seats.leader > 0);
  };
  const remove = async (seat: number): Promise<void> => {
    expect(await seats.lead({ kind: 'conf', change: { remove: [seat] } })).to.deep.equal({
      kind: 'done',
    });
    await seats.down(seat);
    seats.wipe(seat);
  };

  it('shrinks from three seats to one, block or no block in between', async () => {
    await found(3);
    await seats.set('a');
    for (let left = 2; left > 0; left--) {
      await remove([1, 2, 3].find((seat) => seats.running.has(seat) && seat !== seats.leader)!);
    }
    await seats.set('b');
    const last = seats.leader;
    await seats.until('certified', async () => (await seats.verify(last)).height >= 4);
    expect(await seats.verify(last), `seed ${SEED}`).to.deep.include({ valid: true, height: 4 });
    expect(seats.fatal).to.deep.equal([]);
  }).timeout(30_000);

  it('lets a leader go once it has handed over, and nobody two at a time', async () => {
    await found(3);
    const { leader } = seats;
    await seats.set('a');
    await remove(leader);
    await seats.set('b');
    await seats.until('certified', async () => (await seats.verify(seats.leader)).height >= 3);
    expect(seats.leader).to.not.equal(leader);
    const two = [1, 2, 3].filter((seat) => seat !== seats.leader);
    const both = await seats.ask(seats.leader, { kind: 'conf', change: { remove: two } });
    expect(both?.kind === 'refused' && both.words).to.match(/one at a time/);
  }).timeout(30_000);

  it('waits with a change until every block is signed by a majority', async () => {
    await found(3);
    await seats.set('a');
    const [gone, kept] = [1, 2, 3].filter((seat) => seat !== seats.leader) as [number, number];
    // Two seats commit; one of them crashes before its signature is out, the other is alone.
    await seats.down(kept);
    await seats.set('b');
    await remove(gone).catch(() => undefined);
    await seats.up(kept);
    await seats.until('whole', async () => (await seats.verify(seats.leader)).valid);
    await seats.set('c');
    const { leader } = seats;
    await seats.until('certified', async () => {
      const { valid, height } = await seats.verify(leader);
      return valid && height === seats.status.get(leader)!.show.height;
    });
  }).timeout(40_000);
});
