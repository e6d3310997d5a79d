import { html, type TemplateResult } from 'lit';
import type { Job, ReproducePart } from '../../app/snapshot.ts';
import type { TableSummary } from '../../reproduce/table.ts';
import { words as all } from '../../strings/en/reproduce.ts';
import { duration } from '../job/duration.ts';
import '../job/gl-job-run.ts';
import type { Offer } from '../job/gl-job-run.ts';

const words = all.run;

interface ReproduceRun {
  readonly job: Job<ReproducePart>;
  readonly tables: readonly TableSummary[];
  readonly ready: boolean;
  readonly inline: boolean;
}

/** Run all, run the short check, stop, and how far it is. */
export function reproduceRun({ job, tables, ready, inline }: ReproduceRun): TemplateResult {
  const busy = job.state === 'running' || job.state === 'queued';
  const smoke = tables.filter((table) => !table.stochastic).map((table) => table.id);
  const missing = !ready || tables.length === 0;
  const offers: readonly Offer[] = [
    busy
      ? { label: words.cancel, command: { kind: 'reproduce-cancel' }, disabled: missing }
      : { label: words.all, command: { kind: 'reproduce', tables: [] }, disabled: missing },
    {
      label: words.smoke,
      command: { kind: 'reproduce', tables: smoke },
      disabled: missing || busy || smoke.length === 0,
    },
  ];
  return html`<gl-job-run
    .job=${job}
    .words=${words}
    .offers=${offers}
    .idle=${words.expected(tables.length)}
    .done=${
      job.state === 'done'
        ? words.done({ tables: job.part.reports.length, time: duration(job.elapsedMs / 1000) })
        : ''
    }
    .note=${words.smokeNote}
    .inline=${inline}
  ></gl-job-run>`;
}
