// The layers of the verification, each as one function that says what it noticed, in one line, or
// '' when nothing. Small enough to be run against one mutant after another.
import { collected } from './mocha-in-node.ts';
import './configuration.test.ts';
import './paper-election.test.ts';
import './paper-log.test.ts';
import './paper-members.test.ts';
import './paper-snapshot.test.ts';
import { checkLinearizable } from '../../web/simulation/linearizable.ts';
import type { Operation } from '../../web/simulation/linearizable.ts';
import { swarmRun } from '../simulation/swarm.ts';
import { drawStory, firstDifference } from './differential.ts';
import { BOUNDS, explore } from './explorer.ts';
import type { Bounds } from './explorer.ts';
import { FIGURE_8 } from './explorer-bounds.ts';
import { runScenario } from './scenario-runner.ts';
import type { Scenario } from './scenario-runner.ts';
import { stress } from './stress.ts';
import file from './scenarios.json' with { type: 'json' };

const scenarios = (): string => {
  const found: string[] = [];
  for (const scenario of file.scenarios as unknown as readonly Scenario[]) {
    let wrong: string;
    try {
      wrong = runScenario(scenario)[0] ?? '';
    } catch (error) {
      wrong = String(error);
    }
    if (wrong !== '') found.push(scenario.name.slice(0, 2));
  }
  return found.join(' ');
};

const paper = (): string => {
  for (const { title, run } of collected) {
    try {
      run();
    } catch {
      return title;
    }
  }
  return '';
};

/** Histories of the simulation's runs, for the checker; filled by the layer before it. */
const histories: (readonly Operation[])[] = [];

const STRESS_RUNS = 60;
const STRESS_TICKS = 350;

/** The five properties of figure 3 and their neighbours, watched while many things go wrong. */
const simulation = (): string => {
  histories.length = 0;
  let found = '';
  for (let seed = 1; seed <= STRESS_RUNS; seed++) {
    const world = stress(seed, STRESS_TICKS);
    histories.push(world.clients.history());
    const { violation } = world;
    // A stale read is what the next layer is to find by itself, from what clients were told.
    if (violation && violation.check !== 'reads-are-current' && found === '') {
      found = `${violation.check}, seed ${String(seed)}`;
    }
  }
  return found;
};

const linearizability = (): string => {
  for (const history of histories) {
    const { linearizable, words } = checkLinearizable(history);
    if (linearizable === false) return words;
  }
  return '';
};

/** After all is mended: a leader soon, equal logs, every acknowledged write still there. */
const liveness = (): string => {
  for (const seed of [1, 2, 3]) {
    const { wrong, world } = swarmRun(seed);
    if (wrong !== '' && !world.violation) return wrong.replace(/; faults .*/, '');
  }
  return '';
};

const CORNERS: readonly Bounds[] = [
  { ...BOUNDS, crashes: 1 },
  { ...BOUNDS, terms: 2 },
  { ...BOUNDS, terms: 2, compactions: 1, statesMax: 8_000 },
  { ...BOUNDS, campaigns: 2, options: { preVote: true, checkQuorum: true } },
  { ...FIGURE_8, statesMax: 8_000 },
];

const explorer = (): string => {
  for (const bounds of CORNERS) {
    const { violation } = explore(bounds);
    if (violation) return `${violation.rule}, ${String(violation.story.length)} events`;
  }
  return '';
};

const differential = (): string => {
  for (let seed = 1; seed <= 250; seed++) {
    const difference = firstDifference(drawStory(seed, 40));
    if (difference !== null) return `story ${String(seed)}, ${difference}`;
  }
  return '';
};

/** In the order in which they run. */
export const layers: readonly (readonly [name: string, run: () => string])[] = [
  ['scenarios', scenarios],
  ['paper', paper],
  ['explorer', explorer],
  ['twin', differential],
  ['simulation', simulation],
  ['histories', linearizability],
  ['liveness', liveness],
];
