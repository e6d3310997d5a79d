/** Trend, week, day and holidays side by side, and below them what they leave unexplained. */
import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { FitPart, StudyPart } from '../../app/forecast-show.ts';
import { words as all } from '../../strings/en/forecast.ts';
import '../chart/gl-chart.ts';
import type { Provenance } from '../chart/series.ts';
import { controls } from '../controls.ts';
import { sections } from '../section-style.ts';
import { partsOf, residualOf, type SmallPicture } from './parts.ts';

@customElement('gl-forecast-parts')
export class GlForecastParts extends LitElement {
  @property({ attribute: false }) study!: StudyPart;
  @property({ attribute: false }) fit!: FitPart;
  @property({ attribute: false }) origin!: Omit<Provenance, 'title'>;
  /** One picture more in each frame, so that none has to wait for all. */
  @state() private count = 0;
  private pictures: readonly SmallPicture[] = [];
  private residual!: SmallPicture;

  static override styles = [
    controls,
    sections,
    css`
      .parts {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 21em), 1fr));
        gap: 12px 28px;
        margin-block: 8px 12px;
      }
      .parts gl-chart {
        --chart-aspect: 1.7;
      }
      .strip {
        --chart-aspect: 7;
      }
      @media print {
        :host {
          display: block;
        }
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('fit') && !changed.has('study')) return;
    this.pictures = partsOf(this.fit);
    this.residual = residualOf(this.study, this.fit);
  }

  protected override updated(): void {
    if (this.count > this.pictures.length) return;
    requestAnimationFrame(() => (this.count += 1));
  }

  protected override render(): TemplateResult {
    return html`<h3>${all.parts.heading}</h3>
      <div class="parts">
        ${this.pictures.slice(0, this.count).map((one) => this.chart(one, ''))}
      </div>
      ${this.count > this.pictures.length ? this.chart(this.residual, 'strip') : nothing}`;
  }

  private chart(one: SmallPicture, name: string): TemplateResult {
    return html`<gl-chart
      class=${name}
      .heading=${one.heading}
      .summary=${one.summary}
      .x=${one.x}
      .y=${one.y}
      .series=${one.series}
      .rules=${one.rules}
      .provenance=${{ ...this.origin, title: one.heading }}
    ></gl-chart>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-forecast-parts': GlForecastParts;
  }
}
