import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { TableReport } from '../../reproduce/table.ts';
import { words as all } from '../../strings/en/reproduce.ts';
import { controls } from '../controls.ts';
import { sections } from '../section-style.ts';
import { type Claim, CLAIM_IDS, judge } from './claim.ts';

const words = all.claims;

/** The study's five claims and how each stands after what was computed. */
@customElement('gl-claims')
export class GlClaims extends LitElement {
  @property({ attribute: false }) reports: readonly TableReport[] = [];

  static override styles = [
    controls,
    sections,
    css`
      ul {
        list-style: none;
        margin: 6px 0 0;
        padding: 0;
        border-block-end: 1px solid var(--rule);
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 15em) minmax(0, 1fr);
        gap: 0 20px;
        padding-block: 7px;
        border-block-start: 1px solid var(--rule);
        font-size: var(--size-m);
      }
      .standing {
        font-weight: var(--weight-strong);
      }
      .fails {
        color: var(--breach);
      }
      .mark {
        display: inline-block;
        min-inline-size: 1.3em;
      }
      .counts {
        display: block;
        font-size: var(--size-s);
      }
      :host {
        container-type: inline-size;
      }
      @container (max-width: 34em) {
        li {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      @media print {
        :host {
          display: block;
        }
        li {
          break-inside: avoid;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    return html`<h3>${words.heading}</h3>
      <ul>
        ${CLAIM_IDS.map((id) => this.#claim(judge(id, this.reports)))}
      </ul>`;
  }

  #claim(claim: Claim): TemplateResult {
    const { mark, word } = words.standing[claim.standing];
    return html`<li data-claim=${claim.id} data-standing=${claim.standing}>
      <span class="standing ${claim.standing === 'fails' ? 'fails' : ''}">
        <span class="mark" aria-hidden="true">${mark}</span>${word}
      </span>
      <span>
        ${words.text[claim.id]}
        ${
          claim.rows === 0 ? nothing : html`<span class="counts soft">${words.counts(claim)}</span>`
        }
      </span>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-claims': GlClaims;
  }
}
