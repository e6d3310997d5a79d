import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { SitingPart } from '../../app/snapshot.ts';
import type { Design } from '../../kernel/outcome.ts';
import { words as all } from '../../strings/en/optimise.ts';
import '../chart/gl-chart.ts';
import { formatNumber } from '../chart/number.ts';
import type { Axis, PointRef, Provenance, Series } from '../chart/series.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { sections } from '../section-style.ts';
import { type Objective, order, PAIRS, range } from './front.ts';
import { outside } from './outside.ts';
import {
  type Projection,
  project,
  type ProjectionInput,
  type Star,
  type Zoom,
} from './projection.ts';
import { earlier, EMPTY_TRAIL, extend } from './trail.ts';

const words = all.front;
const NO_DESIGNS: readonly Design[] = [];
const DRAW_EVERY_MS = 150;
const BRIEF: Readonly<Record<Objective, number>> = {
  costUsdPerHour: 0,
  voltageDeviationPu: 3,
  apparentLossKva: 1,
};
const HYPERVOLUME: Axis = { label: words.hypervolume, unit: '', scale: 'linear' };

const growthOf = (history: Float64Array | undefined): Series => ({
  id: 'hypervolume',
  name: '',
  kind: 'line',
  tone: 'ledger',
  points: Array.from(history ?? [], (y, at) => ({ x: at + 1, y })),
});

/**
 * The Pareto front in three linked projections and the hypervolume over the generations: what is
 * picked or pointed at in one is marked in all.
 * @fires gl-command
 */
@customElement('gl-front')
export class GlFront extends LitElement {
  @property({ attribute: false }) found: SitingPart | null = null;
  @property({ type: Boolean }) running = false;
  @property({ attribute: false }) none: Design | null = null;
  @property({ attribute: false }) thesis: Design | null = null;
  @property({ attribute: false }) guess: Design | null = null;
  @property({ type: Number }) selected = -1;
  /** false while the stars are still being solved: then a missing star means nothing yet. */
  @property({ type: Boolean }) settled = false;
  /** One picture, the others folded: for a room that looks from afar. */
  @property({ type: Boolean, reflect: true }) single = false;
  @property({ attribute: false }) origin: Omit<Provenance, 'title'> | null = null;
  /** null: all stars while the search runs, the front itself afterwards. */
  @state() private zoomChosen: Zoom | null = null;
  @state() private pointed = -1;

  private drawnAtMs = -Infinity;
  private trail = EMPTY_TRAIL;
  private projections: readonly Projection[] = [];
  private input: ProjectionInput | null = null;
  private growth: readonly Series[] = [];
  private generations: Axis = {
    label: words.generation,
    unit: '',
    scale: 'linear',
    format: (generation) => formatNumber(generation, 0),
  };

  static override styles = [
    controls,
    sections,
    css`
      :host {
        container-type: inline-size;
      }
      .plots {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 14px 20px;
        margin-block-start: 8px;
      }
      gl-chart {
        --chart-aspect: 3 / 2;
        min-inline-size: 0;
      }
      :host([single]) gl-chart {
        --chart-aspect: 15 / 4;
      }
      @container (max-width: 1000px) {
        :host([single]) gl-chart {
          --chart-aspect: 2 / 1;
        }
      }
      @container (max-width: 560px) {
        .plots {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 4px 20px;
      }
      :host([single]) .head {
        justify-content: end;
      }
      :host([single]) legend {
        float: inline-start;
        margin-inline-end: 14px;
        line-height: var(--target);
      }
      ul {
        margin: 4px 0;
        padding-inline-start: 1.2em;
      }
      @media print {
        :host {
          display: block;
        }
      }
    `,
  ];

  private get zoom(): Zoom {
    if ((this.found?.front.length ?? 0) === 0) return 'all';
    return this.zoomChosen ?? (this.running ? 'all' : 'front');
  }

  // A search reports many times a second; drawing it less often leaves time for the Stop button.
  protected override async scheduleUpdate(): Promise<void> {
    const wait = this.drawnAtMs + DRAW_EVERY_MS - performance.now();
    if (this.running && wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    this.drawnAtMs = performance.now();
    await super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('found')) {
      this.trail = extend(this.trail, this.found);
      this.growth = [growthOf(this.found?.hypervolumeHistory)];
      const total = this.found?.scenario.search.generations ?? 2;
      this.generations = { ...this.generations, domain: [1, Math.max(2, total)] };
      this.pointed = -1;
    }
    // Hovering redraws rings only; everything else lays the pictures out again.
    if (changed.size === 1 && changed.has('pointed') && this.input) return;
    if ([...changed.keys()].every((key) => key === 'origin') && this.input) return;
    const front = this.found?.front ?? NO_DESIGNS;
    const ranks = new Array<number>(front.length);
    order(front, 'costUsdPerHour').forEach((index, at) => {
      ranks[index] = at + 1;
    });
    const { zoom, selected } = this;
    // Where it came from explains a search under way; a finished front speaks for itself.
    const past = zoom === 'all' ? earlier(this.trail, front) : NO_DESIGNS;
    this.input = { front, earlier: past, stars: this.#stars(), selected, zoom, ranks };
    this.projections = PAIRS.map((pair) => project(pair, this.input!));
  }

  #stars(): readonly Star[] {
    const candidates: readonly (readonly [Star['id'], Design | null])[] = [
      ['none', this.none],
      ['thesis', this.thesis],
      ['guess', this.guess],
    ];
    return candidates.flatMap(([id, design]) => (design === null ? [] : [{ id, design }]));
  }

  override render(): TemplateResult {
    return html`<div class="head">
        <div>
          <h3 class=${this.single ? 'silent' : ''}>${words.heading}</h3>
          ${this.single ? nothing : html`<p>${this.found === null ? words.starsLead : words.lead}</p>`}
        </div>
        ${this.found === null ? nothing : this.#zoomChoice()}
      </div>
      ${this.#missing()} ${this.#plots()} ${outside(this.input)} ${this.#noStars()}`;
  }

  #plots(): TemplateResult {
    const plots = PAIRS.map((pair, at) => this.#plot(pair, this.projections[at]!));
    const growth = this.found === null ? nothing : this.#hypervolume();
    if (!this.single) return html`<div class="plots">${plots} ${growth}</div>`;
    const [first, ...others] = plots;
    return html`${first}
      <details>
        <summary>${words.more}</summary>
        <div class="plots">${others} ${growth}</div>
      </details>`;
  }

  #zoomChoice(): TemplateResult {
    const option = (zoom: Zoom, label: string): TemplateResult =>
      html`<label>
        <input
          type="radio"
          name="zoom"
          value=${zoom}
          .checked=${this.zoom === zoom}
          @change=${() => {
            this.zoomChosen = zoom;
          }}
        />${label}
      </label>`;
    return html`<fieldset>
      <legend class="soft">${words.zoom}</legend>
      <span class="choice">
        ${option('front', words.zoomFront)}${option('all', words.zoomAll)}
      </span>
    </fieldset>`;
  }

  #missing(): TemplateResult | typeof nothing {
    const front = this.found?.front ?? NO_DESIGNS;
    if (front.length === 0 || front.some((design) => design.feasible)) return nothing;
    return html`<p class="error">${words.missing}</p>`;
  }

  #plot([a, b]: readonly [Objective, Objective], projection: Projection): TemplateResult {
    const [x, y] = [all.objective[a], all.objective[b]];
    const heading = words.title({ x: x.name, y: y.name });
    const rings = [...new Set([this.selected, this.pointed])].flatMap((index) => {
      const ref = index < 0 ? null : projection.refOf(index);
      return ref === null ? [] : [ref];
    });
    return html`<gl-chart
      .heading=${heading}
      .summary=${this.#summary(a, b)}
      .x=${projection.x}
      .y=${projection.y}
      .series=${projection.series}
      .selected=${rings}
      .provenance=${this.origin === null ? null : { ...this.origin, title: heading }}
      @gl-select=${(event: CustomEvent<PointRef>) => this.#select(projection.indexOf(event.detail))}
      @gl-hover=${(event: CustomEvent<PointRef | null>) => {
        this.pointed = event.detail === null ? -1 : projection.indexOf(event.detail);
      }}
    ></gl-chart>`;
  }

  #summary(a: Objective, b: Objective): string {
    const front = this.found?.front ?? NO_DESIGNS;
    if (front.length === 0) return words.starsOnly;
    const reach = (objective: Objective): string => {
      const { min, max } = range(front, objective);
      return words.summaryRange({
        unit: all.objective[objective].unit,
        min: formatNumber(min, BRIEF[objective]),
        max: formatNumber(max, BRIEF[objective]),
      });
    };
    return words.summary({ count: front.length, x: reach(a), y: reach(b) });
  }

  #select(index: number): void {
    if (index >= 0) ask(this, { kind: 'select-design', index });
  }

  #hypervolume(): TemplateResult {
    const history = this.found?.hypervolumeHistory ?? new Float64Array(0);
    const heading = words.hypervolumeTitle;
    const last = history[history.length - 1];
    const summary =
      last === undefined
        ? words.hypervolumeNote
        : words.hypervolumeSummary({
            value: formatNumber(last, 4),
            generation: history.length,
          });
    return html`<gl-chart
      .heading=${heading}
      .summary=${summary}
      .x=${this.generations}
      .y=${HYPERVOLUME}
      .series=${this.growth}
      .provenance=${this.origin === null ? null : { ...this.origin, title: heading }}
    ></gl-chart>`;
  }

  #noStars(): TemplateResult | typeof nothing {
    if (!this.settled) return nothing;
    return html`${this.none === null ? html`<p class="no-star soft">${words.noStar.none}</p>` : nothing}
    ${this.thesis === null ? html`<p class="no-star soft">${words.noStar.thesis}</p>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-front': GlFront;
  }
}
