/**
 * `globalThis.gridledger`: the page from the browser's console, for students and for automation.
 * Every method returns a promise of plain data; the list grows with the rooms.
 */
import { VERSION } from '../build-info.ts';
import type { ClusterConsole } from './console-cluster.ts';
import type { forecast } from './console-forecast.ts';
import type { LedgerConsole } from './console-ledger.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Session } from './session.ts';

export interface ScenarioNow {
  readonly scenario: Scenario;
  readonly link: string;
  /** First 8 hex digits of the SHA-256 over the results; equal links give equal stamps. */
  readonly stamp: string;
}

export interface PageConsole {
  readonly version: string;
  help(): Promise<Readonly<Record<string, string>>>;
  scenario(): Promise<ScenarioNow>;
  readonly forecast: typeof forecast;
  readonly cluster: ClusterConsole;
  readonly ledger: LedgerConsole;
}

const CLUSTER: readonly (keyof ClusterConsole)[] = [
  ...(['status', 'host', 'release', 'crash', 'restart', 'wipe'] as const),
  ...(['partition', 'heal', 'network', 'transferLeadership', 'addSeat', 'removeSeat'] as const),
];

const LEDGER: readonly (keyof LedgerConsole)[] = [
  ...(['submit', 'set', 'get', 'balance', 'block', 'transaction', 'export', 'verify'] as const),
];

/** Methods that are there at once and load what they need when they are first called. */
function late<Room extends object>(
  names: readonly (keyof Room & string)[],
  load: () => Promise<Room>,
): Room {
  let room: Promise<Room> | null = null;
  const call =
    (name: keyof Room) =>
    async (...given: readonly unknown[]): Promise<unknown> =>
      ((await (room ??= load()))[name] as (...given: readonly unknown[]) => unknown)(...given);
  return Object.fromEntries(names.map((name) => [name, call(name)])) as Room;
}

/** Resolves with the first snapshot of `session` whose results are complete. */
const settled = (session: Session): Promise<ScenarioNow> =>
  new Promise((resolve, reject) => {
    const look = (): boolean => {
      const { world, link, stamp, engine } = session.snapshot;
      if (engine.state === 'failed') reject(new Error(engine.words));
      else if (stamp !== '') resolve({ scenario: world.scenario, link, stamp });
      else return false;
      return true;
    };
    if (look()) return;
    const stop = session.subscribe(() => {
      if (look()) stop();
    });
  });

export const pageConsole = (session: Session): PageConsole => ({
  version: VERSION,
  async help() {
    const { METHODS } = await import('./console-help.ts');
    console.table(METHODS);
    return METHODS;
  },
  scenario: () => settled(session),
  forecast: async (...given) => (await import('./console-forecast.ts')).forecast(...given),
  cluster: late(CLUSTER, async () => {
    const { clusterConsole } = await import('./console-cluster.ts');
    return clusterConsole(() => session.annex.live());
  }),
  ledger: late(LEDGER, async () => {
    const { ledgerConsole } = await import('./console-ledger.ts');
    return ledgerConsole({
      live: () => session.annex.live(),
      seed: () => session.snapshot.world.scenario.seed,
    });
  }),
});
