/**
 * `globalThis.gridledger`: the page from the browser's console, for students and for automation.
 * Every method returns a promise of plain data; the list grows with the rooms.
 */
import { VERSION } from '../build-info.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Session } from './session.ts';

const METHODS: Readonly<Record<string, string>> = {
  'help()': 'prints this list',
  version: 'the version of this page',
  'scenario()': 'the scenario now, its link and its result stamp, once they are computed',
};

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
  help() {
    console.table(METHODS);
    return Promise.resolve(METHODS);
  },
  scenario: () => settled(session),
});
