import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Design } from '../../kernel/outcome.ts';
import { words as all } from '../../strings/en/optimise.ts';
import { formatNumber } from '../chart/number.ts';
import { controls } from '../controls.ts';
import { sections } from '../section-style.ts';
import { type Objective, OBJECTIVES } from './front.ts';
import { show } from './why.ts';

const words = all.design;

/** The three objectives of one design as bars against no devices, with the stars beside them. */
@customElement('gl-compare')
export class GlCompare extends LitElement {
  @property({ attribute: false }) design!: Design;
  @property({ attribute: false }) none: Design | null = null;
  @property({ attribute: false }) thesis: Design | null = null;
  /** undefined: the guess is empty; null: it has no solution. */
  @property({ attribute: false }) guess: Design | null | undefined;

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
      .bar {
        display: block;
        inline-size: 100%;
        min-inline-size: 90px;
        block-size: 14px;
        overflow: visible;
      }
      .bar .all {
        fill: none;
        stroke: var(--ghost);
        stroke-width: 1;
        vector-effect: non-scaling-stroke;
      }
      .bar .part {
        fill: var(--select);
      }
      td.drawn {
        inline-size: 32%;
      }
      @media print {
        :host {
          display: block;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    return html`<div class="scroll" role="region" aria-label=${words.compare} tabindex="0">
      <table>
        <caption>
          ${words.bars}
        </caption>
        <thead>
          <tr>
            <th scope="col" class="word">${words.objectiveColumn}</th>
            <th scope="col">${words.thisColumn}</th>
            <td class="drawn"></td>
            <th scope="col">${words.noneColumn}</th>
            <th scope="col">${words.guessColumn}</th>
            <th scope="col">${words.thesisColumn}</th>
          </tr>
        </thead>
        <tbody>
          ${OBJECTIVES.map((objective) => this.#row(objective))}
        </tbody>
      </table>
    </div>`;
  }

  #row(objective: Objective): TemplateResult {
    const { name, unit } = all.objective[objective];
    const value = this.design[objective];
    const cell = (other: Design | null | undefined): string => {
      if (other === undefined) return words.empty;
      return other === null ? words.unsolved : show(other[objective], objective);
    };
    return html`<tr>
      <th scope="row" class="word">${name}, <span class="unit">${unit}</span></th>
      <td><strong>${show(value, objective)}</strong></td>
      <td class="drawn">${this.#bar(objective)}</td>
      <td>${cell(this.none)}</td>
      <td>${cell(this.guess)}</td>
      <td>${cell(this.thesis)}</td>
    </tr>`;
  }

  #bar(objective: Objective): TemplateResult | typeof nothing {
    const whole = this.none?.[objective] ?? 0;
    if (whole <= 0) return nothing;
    const share = this.design[objective] / whole;
    const width = Math.min(100, Math.max(0.5, share * 100));
    const change = (share - 1) * 100;
    return html`<svg class="bar" viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
        <rect class="all" x="0" y="1" width="100" height="12"></rect>
        <rect class="part" x="0" y="1" width=${width} height="12"></rect>
      </svg>
      <span class="soft"
        >${
          Math.abs(change) < 0.05
            ? words.same
            : words.barChange(`${change > 0 ? '+' : ''}${formatNumber(change, 1)}`)
        }</span
      >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-compare': GlCompare;
  }
}
