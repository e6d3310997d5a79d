/**
 * Where each live seat runs, and how to move it: into a tab of its own, home, out of a tab that
 * froze. Says in words what this browser cannot do, and what a cluster of tabs cannot show.
 *
 * @fires gl-command
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { LiveShow } from '../../cluster/live.ts';
import { isBeyondRepair } from '../../cluster/lost.ts';
import type { SeatShow } from '../../raft/show.ts';
import { honesty, limits, seat as seatWords } from '../../strings/en/cluster.ts';
import { live as words } from '../../strings/en/cluster-control.ts';
import { acts } from '../../strings/en/cluster-fault.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { icon } from '../icon.ts';
import { sections } from '../section-style.ts';
import { explain, stateWord } from './describe.ts';
import { isUp } from './picture.ts';
import { formOf, seatShape } from './shape.ts';
import { seatStyle } from './shape-style.ts';

type SeatAct = 'open-tab' | 'host' | 'restart' | 'take-over';

/** Without other tabs to meet there is nowhere to move a seat to. */
const ALONE = ['insecure', 'framed', 'no-channel'] as const;

@customElement('gl-live-card')
export class GlLiveCard extends LitElement {
  static override styles = [
    controls,
    sections,
    seatStyle,
    css`
      table {
        inline-size: 100%;
        margin-block: 4px 8px;
      }
      td,
      th {
        padding: 2px 5px;
      }
      td.word,
      tbody th.word {
        white-space: nowrap;
      }
      td button {
        padding-inline: 8px;
      }
      .mark {
        inline-size: 1.3em;
        block-size: 1.3em;
        vertical-align: middle;
      }
      .form {
        stroke-width: 1px;
      }
      .note td {
        color: var(--ink-soft);
        white-space: normal;
        text-align: start;
        padding-block-end: 6px;
      }
      .row + .row {
        margin-block-start: 6px;
      }
      .limit {
        display: flex;
        gap: 8px;
        align-items: start;
      }
      .limit .icon {
        margin-block-start: 2px;
      }
    `,
  ];

  @property({ attribute: false }) live!: LiveShow;
  @property({ attribute: false }) locked = false;
  /** A new chain was asked for and not yet confirmed. */
  @state() private asks = false;

  #where({ tab, here, state }: SeatShow): string {
    if (here) return words.thisTab;
    return tab > 0 && state !== 'away' ? words.tab(tab) : words.nowhere;
  }

  #acts({ state, here, membership }: SeatShow): readonly (readonly [string, SeatAct])[] {
    const alone = this.live.limits.some((limit) => ALONE.includes(limit as (typeof ALONE)[number]));
    if (state === 'asleep') return [[acts.takeOver, 'take-over']];
    if (state === 'up' && here) return alone ? [] : [[acts.openTab, 'open-tab']];
    if (state === 'up') return [[acts.home, 'host']];
    if (state === 'away') return [[acts.home, 'host']];
    return membership === 'none' ? [] : [[acts.restart, 'restart']];
  }

  #row(show: SeatShow): TemplateResult {
    const { seat } = show;
    const note = explain(show);
    return html`<tr>
        <th scope="row" class="word">
          <svg class="mark" viewBox="-1.25 -1.25 2.5 2.5" aria-hidden="true">
            ${seatShape(formOf(show), 1)}
          </svg>
          ${seatWords.name(seat)}
        </th>
        <td class="word">${stateWord(show)}</td>
        <td class="word">${this.#where(show)}</td>
        <td>
          ${this.#acts(show).map(
            ([label, act]) =>
              html`<button
                class="framed"
                aria-label="${seatWords.name(seat)}: ${label}"
                ?disabled=${this.locked}
                @click=${() => ask(this, { kind: 'seat', seat, act })}
              >
                ${label}
              </button>`,
          )}
        </td>
      </tr>
      ${
        note === '' || isUp(show)
          ? nothing
          : html`<tr class="note">
              <td colspan="4">${note}</td>
            </tr>`
      }`;
  }

  /** Asked twice, for nothing undoes it. */
  #newChain(): TemplateResult {
    if (!this.asks) {
      return html`${isBeyondRepair(this.live) ? html`<p role="alert">${words.beyondRepair}</p>` : nothing}
        <div class="row">
          <button class="framed" ?disabled=${this.locked} @click=${() => (this.asks = true)}>
            ${words.reset}
          </button>
        </div>`;
    }
    const start = (): void => {
      this.asks = false;
      ask(this, { kind: 'live-reset' });
    };
    return html`<p>${words.resetAsk}</p>
      <div class="row">
        <button class="framed" ?disabled=${this.locked} @click=${start}>${words.resetYes}</button>
        <button class="framed" @click=${() => (this.asks = false)}>${words.resetNo}</button>
      </div>`;
  }

  protected override render(): TemplateResult {
    const { seats, limits: found, damage } = this.live;
    const { columns } = words;
    return html`<h3>${words.heading}</h3>
      ${found.map(
        (limit) => html`<p class="limit">${icon('info')} <span>${limits[limit]}</span></p>`,
      )}
      ${damage.map(
        ({ seat, problem }) =>
          html`<p class="limit" role="alert">
            ${icon('warning')} <span>${words.damage(seat, problem.remedy)}</span>
          </p>`,
      )}
      <div class="scroll">
        <table>
          <thead class="silent">
            <tr>
              <th scope="col">${columns.seat}</th>
              <th scope="col">${columns.state}</th>
              <th scope="col">${columns.where}</th>
              <th scope="col">${columns.act}</th>
            </tr>
          </thead>
          <tbody>
            ${[...seats].sort((a, b) => a.seat - b.seat).map((show) => this.#row(show))}
          </tbody>
        </table>
      </div>
      <div class="row">
        <button
          class="framed"
          ?disabled=${this.locked || seats.length >= 7}
          @click=${() => ask(this, { kind: 'seat-add' })}
        >
          ${words.add}
        </button>
        <button class="framed" @click=${() => ask(this, { kind: 'live-trace' })}>
          ${words.trace}
        </button>
      </div>
      ${this.#newChain()}
      <p class="soft">${honesty}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-live-card': GlLiveCard;
  }
}
