import { formatScenarioFile } from '../scenario/file.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { SavedSession } from '../store/run-store.ts';
import { session as words } from '../strings/en/session.ts';
import type { Memory } from './memory.ts';
import { fitScenario, type Opening } from './opening.ts';
import type { SitingJob } from './siting-job.ts';
import type { Stage } from './stage.ts';
import { sameScenario } from './world.ts';

export interface Recalling {
  readonly stage: Stage;
  readonly memory: Memory;
  readonly siting: SitingJob;
  show(scenario: Scenario): void;
  setSpeed(daySeconds: number): void;
  pinAgain(baseline: Scenario): void;
}

/**
 * Brings back what an earlier visit left. The same address means a reload: what a link cannot
 * carry comes back by itself. A bare address is offered the old state, never given it unasked; any
 * other link wins over it.
 */
export async function recall(page: Recalling, hash: string, opening: Opening): Promise<void> {
  const { session, checkpoint } = await page.memory.recall();
  if (session) {
    takeBack(page, session, { hash, opening });
    page.memory.asRecalled(page.stage.snapshot);
  }
  if (checkpoint && page.siting.restore(checkpoint)) {
    const { generation } = checkpoint;
    const label = words.resume.searchOffer(generation);
    page.stage.say({
      tone: 'info',
      words: words.resume.search(generation),
      offers: [{ label, command: { kind: 'search-resume' } }],
    });
  }
}

function takeBack(
  page: Recalling,
  saved: SavedSession,
  { hash, opening }: { readonly hash: string; readonly opening: Opening },
): void {
  const { stage } = page;
  const { theme, shortcuts, alerts } = saved;
  stage.publish({ theme, shortcuts, alerts });
  page.setSpeed(saved.daySeconds);
  const { scenario, problems } = fitScenario(saved.scenario);
  const isReload = hash !== '' && timeless(saved.link) === timeless(hash);
  if (isReload) {
    const { minute } = stage.snapshot.world.scenario;
    const untouched = stage.snapshot.world.scenario.seed === opening.scenario.seed;
    if (untouched && scenario.ownCase) {
      page.show({ ...scenario, minute });
      stage.publish({
        notices: stage.snapshot.notices.filter(({ words: said }) => said !== words.link.damaged(1)),
      });
    }
    if (saved.baseline) page.pinAgain(saved.baseline);
  } else if (opening.bare && problems.length === 0 && !alike(scenario, opening.scenario)) {
    const text = formatScenarioFile(scenario, saved.link);
    const offers = [
      {
        label: words.resume.sessionOffer,
        command: { kind: 'import', name: words.resume.sessionName, text } as const,
      },
    ];
    stage.say({ tone: 'info', words: words.resume.session, offers });
  }
}

/** Apart from the time of day, which moves by itself. */
function alike(a: Scenario, b: Scenario): boolean {
  return sameScenario({ ...a, minute: 0 }, { ...b, minute: 0 });
}

/** A link without its view and without what moves by itself: the time, and whether it runs. */
function timeless(link: string): string {
  return link.replace(/^[^?]*/, '').replace(/&(?:t=\d+|x=1)(?=&|$)/g, '');
}
