import { html, type TemplateResult } from 'lit';
import { sameQuestion } from '../../app/forecast-question.ts';
import type { FitPart, StudyPart } from '../../app/forecast-show.ts';
import type { Job } from '../../app/snapshot.ts';
import { words as all } from '../../strings/en/forecast.ts';
import { formatNumber } from '../chart/number.ts';
import { duration } from '../job/duration.ts';
import '../job/gl-job-run.ts';
import { partOf } from './reading.ts';

const words = all.fit;

interface FitRun {
  readonly job: Job<FitPart>;
  readonly study: StudyPart | null;
  readonly trouble: string;
  readonly inline: boolean;
}

/** Ask Prophet, stop it, and what it says about itself; or why it cannot be asked. */
export function fitRun({ job, study, trouble, inline }: FitRun): TemplateResult {
  const part = partOf(job);
  const busy = job.state === 'running' || job.state === 'queued';
  const stale = part !== null && study !== null && !sameQuestion(part.scenario, study.scenario);
  const offer = busy
    ? { label: words.cancel, command: { kind: 'forecast-fit-cancel' } as const }
    : {
        label: part && !stale ? words.again : words.start,
        command: { kind: 'forecast-fit' } as const,
        disabled: study === null || study.rows.length === 0,
      };
  return html`<gl-job-run
    .job=${trouble !== '' && !busy ? { state: 'idle' } : job}
    .words=${words}
    .offers=${[offer]}
    .idle=${trouble === '' ? words.idle : trouble}
    .done=${job.state === 'done' ? doneOf(job.part, job.elapsedMs) : ''}
    .warning=${stale && !busy ? words.stale : ''}
    .inline=${inline}
  ></gl-job-run>`;
}

function doneOf({ forecast, holidayCount }: FitPart, elapsedMs: number): string {
  return words.done({
    time: duration(elapsedMs / 1000),
    values: formatNumber(forecast.historyLength, 0),
    holidays: holidayCount,
  });
}
