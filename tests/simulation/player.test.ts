import { expect } from '@open-wc/testing';
import { stream } from '../../web/rng.ts';
import { DEFAULT_CLUSTER, type Fault } from '../../web/scenario/fault.ts';
import { sortedFaults } from '../../web/scenario/cluster.ts';
import { chaos } from '../../web/simulation/chaos.ts';
import { WorldPlayer } from '../../web/simulation/player.ts';
import { STORIES } from '../../web/simulation/preset.ts';
import { openRun, tickFor } from '../../web/simulation/run.ts';
import { setupOf } from '../../web/simulation/setup.ts';
import type { SimulationShow } from '../../web/simulation/show.ts';
import { World } from '../../web/simulation/world.ts';

const SEED = Number.parseInt(new URLSearchParams(location.search).get('seed') ?? '7f3a', 16);
const TICKS = 700;

/** Everything on show but how far the player has ever been. */
const shown = (player: WorldPlayer): SimulationShow => {
  return { ...player.show(), stepMax: 0, tickMax: 0 };
};
const busy = (faults: readonly Fault[] = chaos(SEED, TICKS, 5)): WorldPlayer =>
  new WorldPlayer(setupOf({ ...DEFAULT_CLUSTER, workloadTicks: 7 }, SEED, faults));

describe('a player', () => {
  it('shows the same at a step however it got there', () => {
    const rng = stream(SEED, 'player');
    const player = busy();
    player.run(TICKS, 1e9);
    const last = player.stepMax;
    expect(last).to.be.above(4000);
    for (let i = 0; i < 40; i++) {
      const step = rng.below(last + 1);
      const fresh = busy();
      fresh.seekStep(step);
      player.seekStep(step);
      const where = `seed ${SEED.toString(16)}, step ${step}`;
      expect(player.machine.stepCount, where).to.equal(step);
      expect(shown(player), where).to.deep.equal(shown(fresh));
    }
    expect(player.stepMax, 'what was computed is not forgotten').to.equal(last);
  });

  it('takes single steps back and on again', () => {
    const player = busy();
    player.run(300, 1e9);
    const hashes: string[] = [];
    for (let i = 0; i < 30; i++) {
      hashes.push(player.show().runHash);
      player.stepBack();
    }
    for (const hash of hashes.reverse()) {
      player.stepOn();
      expect(player.show().runHash).to.equal(hash);
    }
    player.seekStep(0);
    player.stepBack();
    expect(player.machine.stepCount).to.equal(0);
  });

  it('passes over clocks that only tick, both ways alike', () => {
    const player = busy([]);
    const loud: number[] = [0];
    for (let i = 0; i < 60; i++) {
      player.stepOn({ loud: true });
      loud.push(player.machine.stepCount);
      const { latest } = player.show();
      expect(latest).to.not.equal(null);
    }
    expect(loud.at(-1)).to.be.above(120);
    for (const step of loud.slice(0, -1).reverse()) {
      player.stepBack({ loud: true });
      expect(player.machine.stepCount).to.equal(step);
    }
  });

  it('steps back to exactly where each step on was taken, and on again', () => {
    const rng = stream(SEED, 'undo');
    const player = busy();
    for (let round = 0; round < 30; round++) {
      // Mostly in the middle of a quiet stretch, as where somebody pressed pause.
      player.seekTick(rng.below(TICKS));
      const at = (): string => `step ${player.machine.stepCount}, tick ${player.machine.tick}`;
      const stops = [at()];
      const start = player.machine.stepCount;
      const where = `seed ${SEED.toString(16)}, round ${round}`;
      for (let i = 1 + rng.below(6); i > 0; i--) {
        player.stepOn({ loud: true });
        stops.push(at());
      }
      for (const stop of stops.slice(0, -1).reverse()) {
        player.stepBack({ loud: true });
        expect(at(), where).to.equal(stop);
      }
      if (start > 0) player.stepBack({ loud: true });
      for (const stop of start > 0 ? stops : stops.slice(1)) {
        player.stepOn({ loud: true });
        expect(at(), where).to.equal(stop);
      }
    }
  });

  it('seeks the start of a tick', () => {
    const player = busy();
    for (const tick of [250, 40, 600, 0, 599]) {
      player.seekTick(tick);
      expect(player.machine.tick).to.equal(tick);
      expect(player.show().faultTick).to.equal(tick);
    }
  });

  it('goes another way from a fault on, as if it had always been in the list', () => {
    const rng = stream(SEED, 'fork');
    const luck = chaos(SEED, TICKS, 5);
    for (let i = 0; i < 25; i++) {
      const player = busy(luck);
      player.run(500, 1e9);
      player.seekStep(rng.below(player.stepMax));
      const at = [player.show().faultTick, 1 + rng.below(650)][rng.below(2)]!;
      const list = sortedFaults([...luck, { at, kind: 'stop', seat: 1 + rng.below(5) }]);
      const step = player.machine.stepCount;
      player.setFaults(list);
      expect(player.machine.stepCount, 'it stays where it is').to.equal(step);
      player.run(TICKS, 1e9);
      const world = new World({ ...player.world.setup, faults: list });
      world.run(TICKS);
      const where = `seed ${SEED.toString(16)}, fork ${i} at ${at}`;
      expect(player.world.print.hex(), where).to.equal(world.print.hex());
      expect(player.stepMax, where).to.equal(world.stepCount);
    }
  });

  it('stands still at a violation, and can be taken back from it', () => {
    const { cluster, seed } = STORIES.find(({ id }) => id === 'figure-8')!;
    const player = openRun(cluster, seed);
    player.run(1000, 1e9);
    const { step, violation } = player.show();
    expect(violation?.name).to.equal('leader-completeness');
    expect(player.stepOn()).to.equal(false);
    player.stepBack();
    expect(player.show().violation).to.equal(null);
    player.stepOn();
    expect(player.show()).to.include({ step });
    expect(player.show().violation?.name).to.equal('leader-completeness');
    player.seekStep(0);
    player.seekStep(step);
    expect(player.show().violation?.name).to.equal('leader-completeness');
  });

  it('catches the message a person points at before it arrives', () => {
    const player = busy([]);
    player.run(100, 1e9);
    for (let i = 0; i < 40; i++) {
      while (player.show().messages.length === 0) player.stepOn();
      const show = player.show();
      const [message] = show.messages;
      const fault = { kind: 'hold' as const, message: message!.id };
      const at = tickFor(fault, show);
      player.setFaults([...player.world.faults.filter((one) => one.at <= at), { ...fault, at }]);
      player.run(Math.max(at + 1, player.machine.tick), 1e9);
      const held = player.show().messages.filter((one) => one.held);
      expect(held.map(({ id }) => id)).to.include(message!.id);
      player.stepOn();
    }
  });

  it('plays a long run in bounded memory, and still goes back', () => {
    const player = busy([]);
    player.run(40_000, 1e9);
    const { runHash, step } = player.show();
    player.seekStep(step - 12_345);
    player.seekStep(step);
    expect(player.show().runHash).to.equal(runHash);
  });
});

describe('a run', () => {
  it('has the hash it had in every engine and version so far', () => {
    const world = new World(setupOf({ ...DEFAULT_CLUSTER, seats: 5 }, 0x7f3a, []));
    world.run(1000);
    expect([world.stepCount, world.print.hex()]).to.deep.equal(GOLDEN);
  });

  it('differs with the seed', () => {
    const hashes = [1, 2, 3, 4, 5].map((seed) => {
      const world = new World(setupOf(DEFAULT_CLUSTER, seed, []));
      world.run(200);
      return world.print.hex();
    });
    expect(new Set(hashes).size).to.equal(5);
  });
});

/** A change here is a change of published runs: note it in CHANGELOG.md. */
const GOLDEN = [7641, '88f3421f706fa6e8'];
