/** A running cluster that only remembers what was asked of it. */
import type { LiveCluster, LiveShow } from '../../web/cluster/live.ts';
import { live } from '../views/cluster-fixture.ts';

export interface ClusterStub {
  readonly cluster: LiveCluster;
  /** 'release 4', 'dispose', … in the order they came. */
  readonly asked: string[];
  /** What the next act that may be refused answers. */
  refusal: string;
  tell(show: LiveShow): void;
}

const SILENT = ['dispose', 'release', 'crash', 'wipe', 'timeoutNow', 'reset'] as const;
const WILLING = [
  ...(['host', 'restart', 'takeOver', 'transferLeadership', 'addSeat', 'removeSeat'] as const),
];
const AT_ONCE = ['partition', 'cut', 'heal', 'network'] as const;

function noted<Act>(
  names: readonly string[],
  act: (name: string) => Act,
): Readonly<Record<string, Act>> {
  return Object.fromEntries(names.map((name) => [name, act(name)]));
}

export function clusterStub(first: LiveShow = live()): ClusterStub {
  let latest = first;
  const asked: string[] = [];
  const listeners = new Set<(show: LiveShow) => void>();
  const note = (name: string, given: readonly unknown[]): void => {
    asked.push([name, ...given.map((each) => JSON.stringify(each))].join(' '));
  };
  const noting =
    <Answer>(name: string, answer: () => Answer) =>
    (...given: readonly unknown[]): Answer => {
      note(name, given);
      return answer();
    };
  const stub: ClusterStub = {
    cluster: {
      watch(listener: (show: LiveShow) => void) {
        listeners.add(listener);
        listener(latest);
        return () => listeners.delete(listener);
      },
      ...noted(SILENT, (name) => noting(name, () => Promise.resolve())),
      ...noted(WILLING, (name) => noting(name, () => Promise.resolve(stub.refusal))),
      ...noted(AT_ONCE, (name) => noting(name, () => undefined)),
    } as unknown as LiveCluster,
    asked,
    refusal: '',
    tell(show) {
      latest = show;
      for (const listener of listeners) listener(show);
    },
  };
  return stub;
}
