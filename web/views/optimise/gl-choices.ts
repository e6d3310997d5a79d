import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ByChoice, Design, Judgement } from '../../kernel/outcome.ts';
import { SITING_HOURS, type SitingHour } from '../../scenario/scenario.ts';
import { words as all } from '../../strings/en/optimise.ts';
import { choice as words } from '../../strings/en/optimise-choice.ts';
import '../chart/gl-chart-tools.ts';
import { formatNumber } from '../chart/number.ts';
import type { Provenance } from '../chart/series.ts';
import { controls } from '../controls.ts';
import { sections } from '../section-style.ts';
import { choiceTable, missWords, shareOf } from './choice.ts';
import { type Objective, OBJECTIVES } from './front.ts';
import { show } from './why.ts';

/** The selected design by noon, evening, days and the year, and what each of them does not see. */
@customElement('gl-choices')
export class GlChoices extends LitElement {
  /** null: still being judged. */
  @property({ attribute: false }) choices: ByChoice | null = null;
  /** What the search judged by. */
  @property({ attribute: false }) hour: SitingHour = 'noon';
  @property({ attribute: false }) front: readonly Design[] = [];
  @property({ attribute: false }) origin: Omit<Provenance, 'title'> | null = null;

  static override styles = [
    controls,
    sections,
    css`
      table {
        inline-size: 100%;
      }
      td,
      th {
        padding-block: 5px;
      }
      thead th {
        white-space: normal;
        vertical-align: bottom;
      }
      .bar {
        display: block;
        inline-size: 100%;
        min-inline-size: 36px;
        block-size: 8px;
        margin-block-start: 2px;
      }
      .bar rect {
        fill: var(--ghost);
      }
      tr.own .bar rect {
        fill: var(--select);
      }
      ul {
        margin: 10px 0 0;
        padding-inline-start: 1.2em;
        max-inline-size: 72ch;
      }
      @media print {
        :host {
          display: block;
        }
        gl-chart-tools {
          display: none;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const { choices } = this;
    return html`<h4>${words.heading}</h4>
      <p>${words.lead}</p>
      ${choices === null ? html`<p class="soft">${words.pending}</p>` : this.#shown(choices)}`;
  }

  #shown(choices: ByChoice): TemplateResult {
    return html`<div class="scroll" role="region" aria-label=${words.caption} tabindex="0">
        <table>
          <thead>
            <tr>
              <th scope="col" class="word">${words.by}</th>
              ${OBJECTIVES.map((objective) => this.#title(objective))}
              <th scope="col">${words.lowest}, <span class="unit">pu</span></th>
              <th scope="col" class="word">${words.limits}</th>
            </tr>
          </thead>
          <tbody>
            ${SITING_HOURS.map((hour) => this.#row(choices, hour))}
          </tbody>
        </table>
      </div>
      <ul>
        ${missWords(choices, this.hour, this.front).map((line) => html`<li>${line}</li>`)}
      </ul>
      <gl-chart-tools
        .heading=${words.heading}
        .provenance=${this.origin === null ? null : { ...this.origin, title: words.heading }}
        .table=${() => choiceTable(choices)}
        .asTable=${null}
      ></gl-chart-tools>`;
  }

  #title(objective: Objective): TemplateResult {
    const { name, unit } = all.objective[objective];
    return html`<th scope="col">${name}, <span class="unit">${unit}</span></th>`;
  }

  #row(choices: ByChoice, hour: SitingHour): TemplateResult {
    const judged = choices[hour];
    const own = hour === this.hour;
    return html`<tr class=${own ? 'own' : ''}>
      <th scope="row" class="word">
        ${words.hours[hour]} ${own ? html`<span class="soft">(${words.searched})</span>` : nothing}
      </th>
      ${
        judged === null
          ? html`<td colspan="5" class="word">${words.unsolved}</td>`
          : this.#cells(choices, hour, judged)
      }
    </tr>`;
  }

  #cells(choices: ByChoice, hour: SitingHour, judged: Judgement): TemplateResult {
    return html`${OBJECTIVES.map(
        (objective) =>
          html`<td>
            ${show(judged[objective], objective)}
            <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
              <rect width=${100 * shareOf(choices, hour, objective)} height="8"></rect>
            </svg>
          </td>`,
      )}
      <td>${judged.worst ? formatNumber(judged.worst.lowestPu, 3) : words.oneHourOnly}</td>
      <td class="word">${judged.feasible ? words.kept : words.broken}</td>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-choices': GlChoices;
  }
}
