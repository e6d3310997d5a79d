import { RunStore } from '../store/run-store.ts';
import { Compute } from '../workers/compute.ts';
import type { Address, Clock, OfflineRim } from './rim.ts';
import { Session } from './session.ts';

/** The session with real threads, real storage and the wall clock. */
export function createSession(page: {
  readonly address: Address;
  readonly offline?: OfflineRim;
  readonly prefersStill?: boolean;
}): Session {
  return new Session({
    compute: new Compute(),
    openStore: (onTrouble) => new RunStore('gridledger', onTrouble),
    address: page.address,
    clock: WALL_CLOCK,
    offline: page.offline ?? null,
    prefersStill: page.prefersStill ?? false,
  });
}

const WALL_CLOCK: Clock = {
  now: () => performance.now(),
  after(ms, call) {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};
