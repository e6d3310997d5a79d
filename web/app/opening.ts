import type { Problem } from '../assert.ts';
import { defaultScenario, openingScenario } from '../scenario/default.ts';
import { withCase } from '../scenario/edit.ts';
import { parseLink, type LinkExtras } from '../scenario/link.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { fitToCase } from '../scenario/validate.ts';
import { session as words } from '../strings/en/session.ts';
import { placeOf } from './annex-first.ts';
import { VIEWS, type Snapshot, type ViewId } from './snapshot.ts';
import { caseOf, isBuiltIn } from './world.ts';

export interface Opening {
  readonly scenario: Scenario;
  readonly view: ViewId;
  readonly extras: LinkExtras;
  readonly problems: readonly Problem[];
  /** true: the link says nothing about a scenario. */
  readonly bare: boolean;
}

/** What a link opens: always something that can be computed, with all that was wrong about it. */
export function openLink(hash: string): Opening {
  const link = parseLink(hash);
  const problems = [...link.problems];
  const view = VIEWS.find((each) => each === link.view);
  if (!view && link.view !== '') {
    problems.push(harmless('view', link.view, `one of ${VIEWS.join(', ')}`));
  }
  const fitted = fitScenario(link.bare ? openingScenario() : link.scenario);
  return {
    scenario: fitted.scenario,
    view: view ?? 'grid',
    extras: link.extras,
    problems: [...problems, ...fitted.problems],
    bare: link.bare,
  };
}

/** The view of a link, and what it has open there. */
export function pageOf({ view, extras }: Opening, { ledger }: Snapshot): Partial<Snapshot> {
  return { view, ledger: { ...ledger, place: placeOf(extras) } };
}

/** How a link wants to be shown. */
export function screenOf(opening: Opening, snapshot: Snapshot): Partial<Snapshot> {
  const { extras } = opening;
  return {
    ...pageOf(opening, snapshot),
    projector: extras.mode === 'projector',
    mode: extras.mode === 'embed' ? 'embed' : 'full',
    hidden: extras.hide,
    locked: extras.lock,
    cluster: {
      ...snapshot.cluster,
      mode: extras.simulated ? 'simulation' : 'live',
      ownSeat: extras.seat,
    },
  };
}

/** The scenario with a case that exists and without what that case cannot mean. */
export function fitScenario(scenario: Scenario): {
  readonly scenario: Scenario;
  readonly problems: readonly Problem[];
} {
  if (!scenario.ownCase && !isBuiltIn(scenario.caseId)) {
    const unknown = harmless('c', scenario.caseId, 'the short name of a built-in case');
    return {
      scenario: withCase(scenario, defaultScenario().caseId),
      problems: [{ ...unknown, remedy: words.link.unknownCase }],
    };
  }
  return fitToCase(scenario, caseOf(scenario));
}

function harmless(id: string, found: string, allowed: string): Problem {
  return {
    where: { kind: 'link', id },
    rule: 'known',
    found: found.slice(0, 60),
    allowed,
    remedy: 'The rest of the link is loaded.',
    harmless: true,
  };
}
