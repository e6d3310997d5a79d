import { html, nothing } from 'lit';
import type { YearPart } from '../../app/year-show.ts';
import { year as words } from '../../strings/en/year.ts';
import { readingOf, whenOf } from './reading.ts';
import { slotsOf } from './slots.ts';

interface OnFeeder {
  readonly part: YearPart | null;
  /** -1 = the feeder shows no moment of this year. */
  readonly shown: number;
  /** The feeder has other inputs by now, so its voltages are not the map's. */
  readonly stale: boolean;
  readonly leave: () => void;
}

/** What choosing a moment did to the feeder, which may be out of sight, and the way there. */
export function onFeeder({ part, shown, stale, leave }: OnFeeder): unknown {
  if (part === null || shown < 0) return nothing;
  const { date, clock } = whenOf(shown, part.year.input.stepMinutes);
  const reading = stale
    ? `${date}, ${clock}`
    : readingOf(part, slotsOf(part), { id: 'lowest', slot: shown });
  return html`<p class="on-feeder">
    <span>${words.onFeeder(reading)}</span>
    <button class="framed" @click=${leave}>${words.toFeeder}</button>
  </p>`;
}
