/** Turns the game of guessing on, shows what came, and says who was closest. */
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ForecastCommand } from '../../app/forecast-command.ts';
import type { GuessShow } from '../../app/forecast-show.ts';
import type { Standing } from '../../forecast/guess.ts';
import { words as all } from '../../strings/en/forecast.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { sections } from '../section-style.ts';
import { kw } from './kw.ts';

const words = all.guess;

/** @fires gl-command */
@customElement('gl-forecast-guess')
export class GlForecastGuess extends LitElement {
  @property({ attribute: false }) guess!: GuessShow;
  @property({ attribute: false }) standings: readonly Standing[] = [];

  static override styles = [
    controls,
    sections,
    css`
      .you {
        font-weight: var(--weight-strong);
      }
      table {
        margin-block: 8px;
      }
      @media print {
        .row {
          display: none;
        }
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { on, revealed, moved } = this.guess;
    const count = moved.filter(Boolean).length;
    return html`<h3>${words.heading}</h3>
      ${on ? nothing : html`<p>${words.lead}</p>`} ${revealed ? this.table() : nothing}
      <div class="row">
        ${
          on && !revealed
            ? this.button(
                words.reveal,
                { kind: 'forecast-reveal' },
                { main: true, off: count === 0 },
              )
            : this.button(
                on ? words.fresh : words.on,
                { kind: 'forecast-guess', on: true },
                { main: false, off: false },
              )
        }
        ${
          on
            ? this.button(
                words.off,
                { kind: 'forecast-guess', on: false },
                { main: false, off: false },
              )
            : nothing
        }
      </div>
      ${on && !revealed ? html`<p class="soft">${words.revealNote(count)}</p>` : nothing}`;
  }

  private button(
    label: string,
    command: ForecastCommand,
    { main, off }: { readonly main: boolean; readonly off: boolean },
  ): TemplateResult {
    return html`<button
      class=${main ? 'main' : 'framed'}
      ?disabled=${off}
      @click=${() => ask(this, command)}
    >
      ${label}
    </button>`;
  }

  private table(): TemplateResult {
    return html`<table>
      <caption>
        ${words.standings}
      </caption>
      <thead>
        <tr>
          <th scope="col">${words.place}</th>
          <th scope="col" class="word">${words.who}</th>
          <th scope="col">${all.errors.rmse} <span class="unit">(kW)</span></th>
        </tr>
      </thead>
      <tbody>
        ${this.standings.map(
          ({ who, place, scores }) =>
            html`<tr class=${who === 'guess' ? 'you' : ''}>
              <td>${place}</td>
              <th scope="row" class="word">${who === 'guess' ? words.you : all.methods[who]}</th>
              <td>${kw(scores.rmse)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-forecast-guess': GlForecastGuess;
  }
}
