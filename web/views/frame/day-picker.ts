import { html, type TemplateResult } from 'lit';
import type { Command } from '../../app/command.ts';
import { withValue } from '../../scenario/edit.ts';
import { type Scenario, SLOTS_PER_DAY } from '../../scenario/scenario.ts';
import { time } from '../../strings/en/frame.ts';
import { dateOf } from '../clock.ts';

const SEASON_DAYS = { spring: 80, summer: 172, autumn: 264, winter: 355 } as const;

/** The day of the year: by a slider, by one day, or by a season. */
export function dayPicker(scenario: Scenario, ask: (command: Command) => void): TemplateResult {
  // Within the year another day is another moment of the same, so there is nothing to undo.
  const change = (day: number, gesture: string): void =>
    ask(
      scenario.moment === 'year'
        ? { kind: 'step', slots: (day - scenario.day) * SLOTS_PER_DAY }
        : {
            kind: 'change',
            scenario: withValue(scenario, 'day', day),
            words: time.dayChange(dateOf(day)),
            gesture,
          },
    );
  const button = (face: string, day: number, label: string): TemplateResult =>
    html`<button class="framed" aria-label=${label} @click=${() => change(day, '')}>
      ${face}
    </button>`;
  const seasons = Object.entries(SEASON_DAYS) as [keyof typeof SEASON_DAYS, number][];
  const date = dateOf(scenario.day);
  const beside = (days: number): number => ((scenario.day + days + 364) % 365) + 1;
  return html`<div class="days">
    <label>
      <span>${time.dayLabel}: <strong>${date}</strong></span>
      <input
        type="range"
        min="1"
        max="365"
        .value=${String(scenario.day)}
        aria-valuetext=${date}
        @input=${(event: Event) => change(Number((event.target as HTMLInputElement).value), 'day')}
      />
    </label>
    <div class="seasons">
      ${button('−', beside(-1), time.dayBack)} ${button('+', beside(1), time.dayOn)}
      ${seasons.map(([name, day]) => button(time.seasons[name], day, time.seasons[name]))}
    </div>
  </div>`;
}
