import { expect } from '@open-wc/testing';
import type { Total } from './swarm.ts';

/** A green run that did nothing would say nothing: this much must have happened. */
const FLOORS: Partial<Record<keyof Total, number>> = {
  runs: 30,
  elections: 250,
  commits: 5000,
  crashes: 500,
  partitions: 150,
  snapshots: 60,
  compactions: 400,
  configurations: 200,
  reads: 3000,
  writes: 5000,
  operations: 12_000,
};

export function expectFloors(total: Total): void {
  for (const [what, floor] of Object.entries(FLOORS)) {
    expect(total[what as keyof Total], what).to.be.at.least(floor);
  }
  for (const [check, times] of Object.entries(total.looked)) {
    expect(times, check).to.be.at.least(250);
  }
  expect(Object.keys(total.looked).length).to.equal(9);
}
