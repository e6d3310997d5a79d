// The simulated cluster: steps of the shipped core a second, every property watched, one core.
import { bundle } from './bundle.mjs';

const ROUNDS = 5;
const GOAL = 150_000;

export async function run() {
  const { World, setupOf, chaosList, DEFAULT_CLUSTER } = await bundle(
    'tests/bench/simulation-rooms.ts',
  );
  const worlds = {
    'quiet, no clients': { workloadTicks: 0 },
    'busy, a client every 5 ticks': { workloadTicks: 5 },
    'bad luck, 3 seats': { workloadTicks: 10, seats: 3, luck: true },
    'bad luck, 5 seats': { workloadTicks: 10, luck: true },
    'bad luck, 7 seats': { workloadTicks: 10, seats: 7, luck: true },
  };
  for (const [name, { luck = false, ...change }] of Object.entries(worlds)) {
    const cluster = { ...DEFAULT_CLUSTER, ...change };
    let best = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const faults = luck ? chaosList(round, 6000, cluster.seats) : [];
      const world = new World(setupOf(cluster, round, faults));
      const start = performance.now();
      world.run(6000);
      best = Math.max(best, (world.stepCount / (performance.now() - start)) * 1000);
      if (world.violation) throw new Error(`${name}: ${world.violation.check}`);
    }
    const ratio = (best / GOAL).toFixed(1);
    const speed = Math.round(best).toLocaleString('en').padStart(9);
    console.log(`${name.padEnd(30)} ${speed} steps/s  ${ratio}× the goal of 150,000`);
  }
}
