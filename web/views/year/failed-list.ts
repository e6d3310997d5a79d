import { html, nothing, type TemplateResult } from 'lit';
import type { Command } from '../../app/command.ts';
import type { World } from '../../app/snapshot.ts';
import type { YearPart } from '../../app/year-show.ts';
import { failedList as words } from '../../strings/en/year.ts';
import { formatExponent } from '../../units.ts';
import { countOf, whenOf } from './reading.ts';

const SHOWN_MAX = 24;

interface FailedList {
  readonly part: YearPart;
  readonly failed: readonly number[];
  /** The moment on the feeder: where the solver stands still there, it says how far it came. */
  readonly world: World;
  readonly shown: number;
  readonly seek: (command: Command) => void;
}

/** The moments without solution; the one on the feeder with its bus and mismatch. */
export function failedList({ part, failed, world, shown, seek }: FailedList): unknown {
  if (failed.length === 0) return nothing;
  const { stepMinutes } = part.year.input;
  const row = (slot: number): TemplateResult => {
    const { date, clock } = whenOf(slot, stepMinutes);
    return html`<li>
      <button
        class="framed"
        aria-pressed=${slot === shown}
        @click=${() => seek({ kind: 'year-seek', slot })}
      >
        ${words.row(date, clock)}
      </button>
      ${slot === shown ? mismatch(world) : nothing}
    </li>`;
  };
  const more = failed.length - SHOWN_MAX;
  return html`<details class="failed">
    <summary>${words.heading(countOf(failed.length, stepMinutes))}</summary>
    <p>${words.lead}</p>
    <ul>
      ${failed.slice(0, SHOWN_MAX).map(row)}
    </ul>
    ${more > 0 ? html`<p class="soft">${words.more(more)}</p>` : nothing}
  </details>`;
}

function mismatch({ frame }: World): unknown {
  if (!frame || frame.flow.converged) return nothing;
  const { worstBus: bus, worstMismatchPu } = frame.flow;
  return html`<span>${words.seen({ bus, mismatch: formatExponent(worstMismatchPu, 2) })}</span>`;
}
