/** Yesterday, the fit and tomorrow with its band; how much of the past, and which method beside. */
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { score } from '../../forecast/error.ts';
import type { Method } from '../../forecast/forecast.ts';
import { minuteOf } from '../../forecast/series.ts';
import { words as all } from '../../strings/en/forecast.ts';
import { sun } from '../../strings/en/forecast-sun.ts';
import { tones } from '../chart/chart-style.ts';
import '../chart/gl-chart.ts';
import { formatNumber } from '../chart/number.ts';
import type { Provenance } from '../chart/series.ts';
import { controls } from '../controls.ts';
import { sections } from '../section-style.ts';
import { kw } from './kw.ts';
import { pictureOf, type Picture, type Wish } from './picture.ts';
import { bestSimple, cameOf, leading, type Reading } from './reading.ts';
import { seriesKey, seriesKeyStyle } from './series-key.ts';
import { subjectOf } from './subject.ts';
import { clockOf, dateOf } from './when.ts';

const words = all.picture;
const WINDOWS = [3, 14, 0] as const;

@customElement('gl-forecast-picture')
export class GlForecastPicture extends LitElement {
  @property({ attribute: false }) reading!: Reading;
  @property({ attribute: false }) origin!: Omit<Provenance, 'title'>;
  /** Nothing but the picture. */
  @property({ type: Boolean }) bare = false;
  @state() private days: number = 3;
  /** undefined: the best one. */
  @state() private beside: Method | null | undefined = undefined;
  private drawn: { of: Reading; wish: string; picture: Picture } | null = null;

  static override styles = [
    controls,
    sections,
    tones,
    seriesKeyStyle,
    css`
      gl-chart {
        --chart-aspect: 2.1;
      }
      :host([bare]) gl-chart {
        --chart-aspect: 3;
      }
      .wishes {
        gap: 4px 28px;
      }
      .wishes legend {
        float: inline-start;
        margin-inline-end: 10px;
        font-weight: var(--weight);
        color: var(--ink-soft);
      }
      @container (max-width: 46em) {
        gl-chart {
          --chart-aspect: 1.1;
        }
      }
      @media print {
        :host {
          display: block;
        }
        .wishes {
          display: none;
        }
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { reading } = this;
    const beside = this.wished();
    const picture = this.picture({ days: this.days, beside });
    const said = subjectOf(reading.study);
    const heading = picture.stride > 1 ? said.headingOfDays : said.heading;
    return html`<gl-chart
        .heading=${heading}
        .summary=${summaryOf(reading, beside)}
        .x=${picture.x}
        .y=${picture.y}
        .series=${picture.series}
        .rules=${picture.rules}
        .provenance=${{ ...this.origin, title: heading }}
      ></gl-chart>
      ${seriesKey(picture.series)} ${this.bare ? nothing : this.wishes(beside)}`;
  }

  /** The method chosen, unless another question has others: the best one. */
  private wished(): Method | null {
    const { beside, reading } = this;
    if (beside === null && !reading.study.sun) return null;
    const known = reading.study.rows.some(({ method }) => method === beside);
    return beside && known ? beside : bestSimple(reading).method;
  }

  /** The same arrays for the same question, so that the chart is laid out once. */
  private picture(wish: Wish): Picture {
    const key = `${wish.days} ${wish.beside}`;
    if (this.drawn?.of !== this.reading || this.drawn.wish !== key) {
      this.drawn = { of: this.reading, wish: key, picture: pictureOf(this.reading, wish) };
    }
    return this.drawn.picture;
  }

  private wishes(beside: Method | null): TemplateResult {
    const { study } = this.reading;
    return html`<div class="row wishes">
      <fieldset class="choice">
        <legend>${words.window}</legend>
        ${WINDOWS.map(
          (days) =>
            html`<label>
              <input
                type="radio"
                name="days"
                .checked=${this.days === days}
                @change=${() => (this.days = days)}
              />${words.windows[days]}
            </label>`,
        )}
      </fieldset>
      <label class="choice"
        >${study.sun ? sun.picture.beside : words.beside}
        <select
          @change=${(event: Event) => {
            const { value } = event.target as HTMLSelectElement;
            this.beside = value === '' ? null : (value as Method);
          }}
        >
          ${study.rows.map(
            ({ method }) =>
              html`<option value=${method} ?selected=${method === beside}>
                ${all.methods[method]}
              </option>`,
          )}
          ${
            study.sun
              ? nothing
              : html`<option value="" ?selected=${beside === null}>${words.besideNone}</option>`
          }
        </select></label
      >
    </div>`;
  }
}

/** Who expects which peak, and whether the band held. */
function summaryOf(reading: Reading, beside: Method | null): string {
  const { study, hidden } = reading;
  const front = leading(reading, beside);
  const peak = front.mean.indexOf(Math.max(...front.mean));
  const scores = hidden ? null : score([{ actual: cameOf(study), forecast: front }]);
  const percent = Math.round(front.intervalWidth * 100);
  const inside = scores && formatNumber(100 * scores.coverage, 0);
  return words.summary({
    ...{ by: all.said[front.method], date: dateOf(study.coming.startMinute) },
    peak: kw(front.mean[peak] ?? NaN),
    time: clockOf(minuteOf(study.coming, peak)),
    band: words.band({ percent, inside }),
  });
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-forecast-picture': GlForecastPicture;
  }
}
