import { swarm } from './swarm.ts';
import { expectFloors } from './floors.ts';

/** Runs with these numbers; the other half stands in swarm-first.test.ts. */
const FROM = 1000;
const STEPS = 1_100_000;

describe('a swarm of simulated clusters', () => {
  it('keeps every property, repeats itself to the bit and comes to rest', () => {
    expectFloors(swarm(FROM, { steps: STEPS }));
  });
});
