import { getCase } from '../grid/cases.ts';
import { applyScenario } from '../scenario/apply.ts';
import { NO_EXTRAS, formatLink } from '../scenario/link.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { FIRST_CLUSTER, FIRST_FORECAST, FIRST_LEDGER } from './annex-first.ts';
import type { Snapshot } from './snapshot.ts';

/** Wall seconds of one day when nobody said otherwise. */
export const DAY_SECONDS = 90;

/** The snapshot before anything was computed. */
export function firstSnapshot(scenario: Scenario): Snapshot {
  const grid = applyScenario(scenario, scenario.ownCase ?? getCase(scenario.caseId));
  return {
    view: 'grid',
    world: { scenario, grid, frame: null, day: null },
    baseline: null,
    nose: null,
    playing: false,
    daySeconds: DAY_SECONDS,
    link: formatLink(scenario, 'grid', NO_EXTRAS),
    stamp: '',
    canUndo: false,
    canRedo: false,
    undoWords: '',
    redoWords: '',
    siting: { state: 'idle' },
    selectedDesign: -1,
    selectedFrame: null,
    thesisDesign: null,
    guessDesign: null,
    noDevices: null,
    tables: [],
    reproduce: { state: 'idle' },
    year: { state: 'idle' },
    yearBaseline: null,
    forecast: FIRST_FORECAST,
    cluster: FIRST_CLUSTER,
    ledger: FIRST_LEDGER,
    alerts: [],
    kernelSha256: '',
    offline: { state: 'online-only', why: '' },
    notices: [],
    projector: false,
    theme: 'system',
    shortcuts: true,
    hidden: [],
    locked: [],
    mode: 'full',
    engine: { state: 'starting' },
  };
}
