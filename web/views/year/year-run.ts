import { html, type TemplateResult } from 'lit';
import type { Job } from '../../app/snapshot.ts';
import type { YearPart } from '../../app/year-show.ts';
import { slotsOfYear } from '../../kernel/year.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { run as words } from '../../strings/en/year.ts';
import { duration } from '../job/duration.ts';
import '../job/gl-job-run.ts';
import type { JobWords, Offer } from '../job/gl-job-run.ts';
import { whenOf } from './reading.ts';

interface YearRun {
  readonly job: Job<YearPart>;
  readonly part: YearPart | null;
  readonly baseline: YearPart | null;
  readonly scenario: Scenario;
  readonly buses: number;
  readonly stale: boolean;
  readonly ready: boolean;
}

/** Start, stop, continue and pin, and how far the year is, by its dates. */
export function yearRun(run: YearRun): TemplateResult {
  const { job, part, scenario, buses, stale, ready } = run;
  const { stepMinutes } = (part?.scenario ?? scenario).year;
  return html`<gl-job-run
    .job=${job}
    .words=${wordsFor(stepMinutes)}
    .offers=${offersOf(run).map((offer) => ({ ...offer, disabled: !ready }))}
    .idle=${words.plan({ slots: slotsOfYear(scenario), minutes: scenario.year.stepMinutes, buses })}
    .done=${
      job.state === 'done'
        ? words.done({
            slots: job.part.known.length,
            time: duration(job.elapsedMs / 1000),
            stamp: job.part.stamp,
          })
        : ''
    }
    .warning=${stale ? words.stale : ''}
    inline
  ></gl-job-run>`;
}

function wordsFor(stepMinutes: 60 | 15): JobWords {
  const date = (done: number): string => whenOf(Math.max(0, done - 1), stepMinutes).date;
  return {
    heading: words.heading,
    progress: ({ done, total }) => words.progress({ date: date(done), done, total }),
    stopped: (at) => words.stopped({ ...at, date: date(at.done) }),
    spoken: words.spoken,
    resumable: words.resumable,
  };
}

function offersOf({ job, part, baseline, stale }: YearRun): readonly Offer[] {
  const start = (label: string): Offer => ({ label, command: { kind: 'year-start' } });
  const forget: readonly Offer[] =
    baseline === null ? [] : [{ label: words.drop, command: { kind: 'year-drop' } }];
  switch (job.state) {
    case 'idle':
      return [start(words.start), ...forget];
    case 'queued':
    case 'running':
      return [{ label: words.cancel, command: { kind: 'year-cancel' } }];
    case 'done': {
      const pinned = part?.year === baseline?.year;
      const pin: readonly Offer[] = pinned
        ? []
        : [{ label: words.pin, command: { kind: 'year-pin' } }];
      return [start(stale ? words.fresh : words.again), ...pin, ...forget];
    }
    case 'stopped':
      return job.resumable && !stale
        ? [{ label: words.resume, command: { kind: 'year-resume' } }, start(words.restart)]
        : [start(stale ? words.fresh : words.restart), ...forget];
  }
}
