import { html, nothing, type TemplateResult } from 'lit';
import type { Command } from '../../app/command.ts';
import type { YearPart } from '../../app/year-show.ts';
import { dayMessages as words } from '../../strings/en/year.ts';
import { type Message, messagesOfDay } from '../../year/message.ts';
import { dateOf } from '../clock.ts';
import { limitsOf } from './account.ts';
import { whenOf } from './reading.ts';

interface DayMessages {
  readonly part: YearPart;
  /** 1 … 365 */
  readonly day: number;
  readonly seek: (command: Command) => void;
}

let last: { part: YearPart; day: number; messages: readonly Message[] } | null = null;

/** What the gateway tells the owners on the day shown; each leads to its moment. */
export function dayMessages({ part, day, seek }: DayMessages): TemplateResult {
  if (last?.part !== part || last.day !== day) {
    const { grid, year, scenario } = part;
    const messages = messagesOfDay(grid, year, scenario, { day, limits: limitsOf(grid) });
    last = { part, day, messages };
  }
  const row = ({ slot, kind, bus }: Message): TemplateResult => {
    const { clock } = whenOf(slot, part.year.input.stepMinutes);
    return html`<li>
      <button class="framed" @click=${() => seek({ kind: 'year-seek', slot })}>${clock}</button>
      <span>${words.kinds[kind](bus ?? 0)}</span>
    </li>`;
  };
  const { messages } = last;
  return html`<section class="messages" aria-labelledby="messages">
    <h3 id="messages">${words.heading(dateOf(day))}</h3>
    ${messages.length === 0 ? html`<p class="soft">${words.none}</p>` : nothing}
    <ul>
      ${messages.map(row)}
    </ul>
  </section>`;
}
