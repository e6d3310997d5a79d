import type { Fault } from '../../scenario/fault.ts';
import { CALM } from '../../simulation/network.ts';

export interface NetworkNow {
  readonly delay: readonly [min: number, max: number];
  readonly lossPercent: number;
  readonly duplicatePercent: number;
  readonly reorder: boolean;
}

/** As of the first tick, unless a fault says otherwise. */
const FIRST: NetworkNow = { ...CALM, delay: [CALM.minTicks, CALM.maxTicks] };

/** What the list of faults has made of the network by `tick`, itself included. */
export function networkNow(faults: readonly Fault[], tick: number): NetworkNow {
  return faults
    .filter(({ at }) => at <= tick)
    .reduce<NetworkNow>((now, fault) => {
      switch (fault.kind) {
        case 'delay':
          return { ...now, delay: [fault.minTicks, fault.maxTicks] };
        case 'loss':
          return { ...now, lossPercent: fault.percent };
        case 'duplicate':
          return { ...now, duplicatePercent: fault.percent };
        case 'reorder':
          return { ...now, reorder: fault.on };
        default:
          return now;
      }
    }, FIRST);
}
