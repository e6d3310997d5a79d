import { expect } from '@open-wc/testing';
import type { Message } from '../../web/raft/message.ts';
import { CALM, Network, type Weather } from '../../web/simulation/network.ts';

const note = (from: number, to: number, round: number): Message => {
  return { kind: 'heartbeatReply', from, to, term: 1, round };
};
const roundOf = (message: Message): number => (message as { round: number }).round;

/** What arrives of `count` messages from 1 to 2, sent one a tick, with the tick of each. */
function traffic(weather: Partial<Weather>, count: number, seed = 7): { at: number; n: number }[] {
  const network = new Network(seed);
  network.weather = { ...CALM, ...weather };
  const arrived: { at: number; n: number }[] = [];
  for (let tick = 0; tick < count + 2000; tick++) {
    for (let next = network.arrive(tick); next; next = network.arrive(tick)) {
      arrived.push({ at: tick, n: roundOf(next.message) });
    }
    if (tick < count) network.send(note(1, 2, tick), tick);
  }
  return arrived;
}

describe('the simulated network', () => {
  it('takes its time, and keeps the order of a link', () => {
    const arrived = traffic({ minTicks: 2, maxTicks: 40 }, 3000);
    expect(arrived.map(({ n }) => n)).to.deep.equal(Array.from({ length: 3000 }, (_, i) => i));
    const delays = arrived.map(({ at, n }) => at - n);
    expect(Math.min(...delays)).to.be.at.least(2);
    expect(Math.max(...delays)).to.be.at.most(40);
  });

  it('lets messages overtake each other when told to', () => {
    const arrived = traffic({ maxTicks: 40, reorder: true }, 3000).map(({ n }) => n);
    const overtaken = arrived.filter((n, i) => i > 0 && arrived[i - 1]! > n).length;
    expect(overtaken).to.be.above(500);
    expect([...arrived].sort((a, b) => a - b)).to.deep.equal(
      Array.from({ length: 3000 }, (_, i) => i),
    );
  });

  it('loses and doubles as often as it is told, within three standard deviations', () => {
    const count = 20_000;
    for (const percent of [1, 20, 50]) {
      const p = percent / 100;
      const three = 3 * Math.sqrt(count * p * (1 - p));
      const kept = traffic({ lossPercent: percent }, count).length;
      expect(Math.abs(kept - count * (1 - p)), `loss ${percent}`).to.be.below(three);
      const doubled = traffic({ duplicatePercent: percent }, count).length;
      expect(Math.abs(doubled - count * (1 + p)), `double ${percent}`).to.be.below(three);
    }
    expect(traffic({ lossPercent: 100 }, 500)).to.deep.equal([]);
    expect(traffic({ duplicatePercent: 100 }, 500).length).to.equal(1000);
  });

  it('cuts one way or both, and tells who hears whom', () => {
    const network = new Network(1);
    network.partition([
      [1, 2],
      [3, 4, 5],
    ]);
    const hears = (from: number, to: number): boolean => !network.isCut(from, to);
    expect([hears(1, 2), hears(2, 1), hears(3, 5), hears(1, 3), hears(5, 2)]).to.deep.equal([
      true,
      true,
      true,
      false,
      false,
    ]);
    network.heal();
    expect(network.cuts()).to.deep.equal([]);
    network.setCut(2, 1, true);
    expect(network.cuts()).to.deep.equal([[2, 1]]);
    network.send(note(2, 1, 0), 0);
    network.send(note(1, 2, 0), 0);
    expect(network.flights.map(({ message }) => message.from)).to.deep.equal([1]);
  });

  it('draws for each link alone: what is lost on one changes nothing on another', () => {
    const run = (other: boolean): number[] => {
      const network = new Network(99);
      network.weather = { ...CALM, maxTicks: 20, lossPercent: 30, duplicatePercent: 10 };
      const arrived: number[] = [];
      for (let tick = 0; tick < 600; tick++) {
        for (let next = network.arrive(tick); next; next = network.arrive(tick)) {
          if (next.message.from === 1) arrived.push(tick, roundOf(next.message));
        }
        if (other) network.send(note(3, 2, tick), tick);
        if (tick < 500) network.send(note(1, 2, tick), tick);
      }
      return arrived;
    };
    expect(run(true)).to.deep.equal(run(false));
  });

  it('holds, releases and drops single messages', () => {
    const network = new Network(5);
    for (let i = 0; i < 3; i++) network.send(note(1, 2, i), 0);
    const [first, second] = network.flights.map(({ id }) => id);
    expect(network.hold(first!)).to.equal(true);
    expect(network.hold(first!), 'it is held already').to.equal(false);
    expect(network.drop(second!)).to.equal(true);
    expect(network.drop(1234)).to.equal(false);
    const at50: number[] = [];
    for (let next = network.arrive(50); next; next = network.arrive(50)) at50.push(next.id);
    expect(at50.length).to.equal(1);
    expect(network.release(first!, 60)).to.equal(true);
    expect(network.arrive(59)).to.equal(null);
    expect(network.arrive(60)?.id).to.equal(first);
  });
});
