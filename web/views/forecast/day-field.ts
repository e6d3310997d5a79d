import { css, html, nothing, type TemplateResult } from 'lit';
import { DAYS } from '../../profile/calendar.ts';
import { words as all } from '../../strings/en/forecast.ts';
import { time } from '../../strings/en/frame.ts';
import { dateOf, dayOfIso, isoOf } from './when.ts';

export const dayFieldStyle = css`
  .field.date {
    grid-template-columns: minmax(0, 1fr) minmax(0, 17em);
  }
  .day {
    display: flex;
    gap: 4px;
  }
  .field .day input[type='date'] {
    flex: 1 1 8em;
    inline-size: auto;
    min-inline-size: 0;
  }
  .day button {
    min-inline-size: var(--target);
    padding-inline: 0;
  }
`;

interface DayField {
  /** 1 … 365. */
  readonly day: number;
  /** Of that day, once it is known whose. */
  readonly startMinute: number | null;
  readonly locked: boolean;
  readonly take: (day: number) => void;
}

/** A day by its date, or one to either side. */
export function dayField({ day, startMinute, locked, take }: DayField): TemplateResult {
  const beside = (days: number): number => ((day + days + DAYS - 1) % DAYS) + 1;
  const step = (label: string, face: string, to: number): TemplateResult =>
    html`<button
      class="framed"
      aria-label=${label}
      title=${label}
      ?disabled=${locked}
      @click=${() => take(to)}
    >
      ${face}
    </button>`;
  return html`<div class="field date">
      <label for="day">${all.card.day}</label>
      <span class="day">
        ${step(time.dayBack, '−', beside(-1))}
        <input
          id="day"
          type="date"
          min=${isoOf(1)}
          max=${isoOf(DAYS)}
          data-key="day"
          ?disabled=${locked}
          .value=${isoOf(day)}
          @change=${(event: Event) => {
            const input = event.target as HTMLInputElement;
            const picked = dayOfIso(input.value);
            if (picked === null) input.value = isoOf(day);
            else take(picked);
          }}
        />
        ${step(time.dayOn, '+', beside(1))}
      </span>
    </div>
    ${startMinute === null ? nothing : html`<p class="soft">${dateOf(startMinute)}</p>`}`;
}
