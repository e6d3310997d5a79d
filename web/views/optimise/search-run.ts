import { html, type TemplateResult } from 'lit';
import type { Job, SitingPart } from '../../app/snapshot.ts';
import { judgesYear, type Scenario } from '../../scenario/scenario.ts';
import { words as all } from '../../strings/en/optimise.ts';
import { formatNumber } from '../chart/number.ts';
import { duration } from '../job/duration.ts';
import '../job/gl-job-run.ts';
import type { Offer } from '../job/gl-job-run.ts';
import { isStale } from './stale.ts';

const words = all.run;

interface SearchRun {
  readonly job: Job<SitingPart>;
  readonly scenario: Scenario;
  readonly ready: boolean;
  readonly inline: boolean;
}

/** Start, stop and continue the search, and what it says about itself meanwhile. */
export function searchRun({ job, scenario, ready, inline }: SearchRun): TemplateResult {
  const part = 'part' in job ? job.part : null;
  const stale = part !== null && isStale(part.scenario, scenario);
  return html`<gl-job-run
    .job=${job}
    .words=${words}
    .offers=${offersOf(job, stale).map((offer) => ({ ...offer, disabled: !ready }))}
    .idle=${planOf(scenario)}
    .done=${job.state === 'done' ? doneOf(job.part, job.elapsedMs) : ''}
    .warning=${stale ? words.stale : ''}
    .inline=${inline}
  ></gl-job-run>`;
}

const HOURS_A_DAY = 24;
const DAYS_A_YEAR = 365;

function planOf({ search: { generations, population }, siting }: Scenario): string {
  const days = siting.hour === 'year' ? DAYS_A_YEAR : siting.days;
  const flows = judgesYear(siting.hour) ? HOURS_A_DAY * days : 1;
  return words.plan({
    flows: formatNumber(generations * population * flows, 0),
    generations: formatNumber(generations, 0),
    population: formatNumber(population, 0),
    designs: formatNumber(generations * population, 0),
  });
}

function doneOf({ generation, evaluations }: SitingPart, elapsedMs: number): string {
  return words.done({
    generation,
    evaluations: formatNumber(evaluations, 0),
    time: duration(elapsedMs / 1000),
  });
}

function offersOf(job: Job<SitingPart>, stale: boolean): readonly Offer[] {
  const start = (label: string): Offer => ({ label, command: { kind: 'search-start' } });
  switch (job.state) {
    case 'idle':
      return [start(words.start)];
    case 'queued':
    case 'running':
      return [{ label: words.cancel, command: { kind: 'search-cancel' } }];
    case 'done':
      return [start(stale ? words.fresh : words.again)];
    case 'stopped':
      return job.resumable && !stale
        ? [{ label: words.resume, command: { kind: 'search-resume' } }, start(words.restart)]
        : [start(stale ? words.fresh : words.restart)];
  }
}
