/**
 * The Grid view: the feeder as a one-line diagram, its totals and controls, voltage over distance,
 * the day, the solver's trace and what the feeder can carry. It renders the session's snapshot and
 * passes on what its parts ask for; it keeps only what is selected.
 */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Session } from '../app/session.ts';
import type { Snapshot } from '../app/snapshot.ts';
import { VERSION } from '../build-info.ts';
import { controls as controlWords, totals as totalWords, view } from '../strings/en/grid-view.ts';
import { charts } from '../strings/en/grid-chart.ts';
import { feeder } from '../strings/en/grid.ts';
import { formatBare } from '../units.ts';
import type { PointRef, Provenance } from './chart/series.ts';
import type { CommandEvent } from './command-event.ts';
import { controls } from './controls.ts';
import { gridStyle } from './grid/gl-grid-style.ts';
import { type ChartData, dayPowers, dayVoltages, profile } from './grid/chart-data.ts';
import { wordOf } from './grid/describe.ts';
import { type TryId, triesOf } from './grid/first-tries.ts';
import './grid/gl-bus-card.ts';
import type { GlBusCard } from './grid/gl-bus-card.ts';
import './grid/gl-feeder.ts';
import './grid/gl-grid-controls.ts';
import './grid/gl-totals.ts';
import { pictureOf } from './grid/picture.ts';
import type { Selection } from './grid/selection.ts';
import { summaryOf, whyOf } from './grid/why.ts';
import { icon } from './icon.ts';
import { SessionController } from './session-controller.ts';

// Once pressed they have done their work, also when the view is left and opened again.
const usedTries = new Set<TryId>();

@customElement('gl-grid')
export class GlGrid extends LitElement {
  static override readonly styles = [controls, gridStyle];

  @property({ attribute: false }) session!: Session;
  @state() private selected: Selection | null = null;
  @query('gl-bus-card') private readonly card!: GlBusCard | null;

  @state() private chartsMissing = false;

  constructor() {
    super();
    new SessionController(this);
  }

  protected override willUpdate(): void {
    const { grid } = this.snapshot.world;
    const list = this.selected?.kind === 'bus' ? grid.buses : grid.branches;
    if (this.selected && this.selected.index >= list.length) this.selected = null;
  }

  protected override firstUpdated(): void {
    import('./grid/below.ts').catch((error: unknown) => {
      // A part that did not arrive is the network's failure, said where the charts would stand.
      if (!(error instanceof TypeError)) throw error;
      this.chartsMissing = true;
    });
  }

  private get snapshot(): Snapshot {
    return this.session.snapshot;
  }

  private provenance(title: string): Provenance {
    const { link, world } = this.snapshot;
    return {
      link: new URL(link, location.href).href,
      seed: world.scenario.seed.toString(16).padStart(4, '0'),
      version: VERSION,
      title,
    };
  }

  private tries(): TemplateResult | typeof nothing {
    const { world, projector, mode, locked } = this.snapshot;
    const tries = triesOf(world, usedTries);
    const fit = world.scenario.moment !== 'year' && !projector && mode !== 'embed';
    if (!world.frame || !fit || tries.length === 0 || locked.length > 0) return nothing;
    return html`<div class="tries" role="group" aria-label=${view.triesLabel}>
      ${tries.map(
        ({ id, label, scenario, words }) =>
          html`<button
            class="framed"
            @click=${() => {
              usedTries.add(id);
              this.session.dispatch({ kind: 'change', scenario, words });
            }}
          >
            ${label}
          </button>`,
      )}
      <button
        aria-label=${view.dismissTries}
        @click=${() => {
          for (const { id } of tries) usedTries.add(id);
          this.requestUpdate();
        }}
      >
        ${icon('close')}
      </button>
    </div>`;
  }

  private diagram(): TemplateResult {
    const { world, playing, locked } = this.snapshot;
    return html`<gl-feeder
      .world=${world}
      .playing=${playing}
      .locked=${locked}
      .selected=${this.selected}
      .provenance=${this.provenance(feeder.heading)}
      @gl-pick=${(event: CustomEvent<Selection | null>) => {
        this.selected = event.detail;
      }}
      @gl-open=${this.enterCard}
    ></gl-feeder>`;
  }

  private enterCard(): void {
    void this.updateComplete.then(async () => {
      const fold = this.card?.closest('details');
      if (fold) fold.open = true;
      await this.card?.updateComplete;
      this.card?.enter();
    });
  }

  private leaveCard(): void {
    const box = this.renderRoot.querySelector('gl-feeder')?.renderRoot;
    box?.querySelector<HTMLElement>('.box')?.focus();
  }

  private busCard(): TemplateResult {
    const { world, baseline, locked } = this.snapshot;
    return html`<gl-bus-card
      .world=${world}
      .baseline=${baseline}
      .selected=${this.selected}
      .locked=${locked}
      @gl-back=${this.leaveCard}
    ></gl-bus-card>`;
  }

  private margin(): TemplateResult {
    return html`<gl-margin
      .snapshot=${this.snapshot}
      .provenance=${this.provenance('Loadability margin')}
    ></gl-margin>`;
  }

  private side(): TemplateResult {
    const { world, baseline, locked, projector } = this.snapshot;
    const cards = html`<gl-totals .world=${world} .baseline=${baseline}></gl-totals>
      ${this.busCard()}
      <gl-grid-controls .world=${world} .locked=${locked}></gl-grid-controls>`;
    if (!projector) return html`<aside class="side">${this.failure()} ${cards}</aside>`;
    return html`${this.failure()}
      <details class="fold">
        <summary>${totalWords.heading}, ${controlWords.heading.toLowerCase()}</summary>
        <div class="side">${cards}</div>
      </details>`;
  }

  private get isUnsolved(): boolean {
    const { frame } = this.snapshot.world;
    return frame !== null && !frame.flow.converged;
  }

  private failure(): TemplateResult | typeof nothing {
    return this.isUnsolved ? this.margin() : nothing;
  }

  private chart(data: ChartData): TemplateResult {
    return html`<gl-chart
      .heading=${data.heading}
      .summary=${data.summary}
      .x=${data.x}
      .y=${data.y}
      .series=${data.series}
      .bands=${data.bands}
      .rules=${data.rules}
      .selected=${this.ringed(data)}
      .provenance=${this.provenance(data.heading)}
      @gl-select=${({ detail }: CustomEvent<PointRef>) => this.chosen(data, detail)}
    ></gl-chart>`;
  }

  /** The selected bus, where a chart shows buses. */
  private ringed({ series }: ChartData): readonly PointRef[] {
    if (this.selected?.kind !== 'bus') return [];
    const { id } = this.snapshot.world.grid.buses[this.selected.index] ?? {};
    const buses = series.find((one) => one.id === 'buses');
    const index = buses?.points.findIndex(({ label }) => label === charts.bus(id ?? 0)) ?? -1;
    return buses && index >= 0 ? [{ seriesId: buses.id, index }] : [];
  }

  private chosen(data: ChartData, { seriesId, index }: PointRef): void {
    const label = data.series.find(({ id }) => id === seriesId)?.points[index]?.label;
    const id = Number(label?.replace(/^\D+/, ''));
    const at = this.snapshot.world.grid.buses.findIndex((bus) => bus.id === id);
    if (at >= 0) this.selected = { kind: 'bus', index: at };
  }

  private charts(): TemplateResult {
    const { world, baseline } = this.snapshot;
    if (this.chartsMissing) return html`<p role="alert">${view.chartsMissing}</p>`;
    return html`<div class="charts">
      ${this.chart(profile(world, baseline))} ${this.chart(dayPowers(world))}
      ${this.chart(dayVoltages(world, baseline))}
    </div>`;
  }

  /** How the solver got there and how far it would go. */
  private below(): TemplateResult | typeof nothing {
    if (this.chartsMissing) return nothing;
    return html`<div class="below">
      <gl-trace
        .snapshot=${this.snapshot}
        .provenance=${this.provenance('Solver trace')}
      ></gl-trace>
      ${this.isUnsolved ? nothing : this.margin()}
    </div>`;
  }

  /** The one number of the projector: the lowest voltage, with its word. */
  private number(): TemplateResult | typeof nothing {
    const { buses, worst } = pictureOf(this.snapshot.world);
    const bus = buses[worst];
    if (!bus || bus.voltagePu === null) return nothing;
    return html`<p class="number">
      ${formatBare('voltagePu', bus.voltagePu)}
      <span>${view.number(bus.id, wordOf(bus))}</span>
    </p>`;
  }

  protected override render(): TemplateResult {
    const { world, projector, playing } = this.snapshot;
    return html`<div
      class=${projector ? 'projector' : ''}
      @gl-command=${(event: CommandEvent) => {
        event.stopPropagation();
        this.session.dispatch(event.detail);
      }}
    >
      <h2>${view.title}</h2>
      <p class="summary" role="status" aria-live=${playing ? 'off' : 'polite'}>
        ${summaryOf(this.snapshot)}
      </p>
      <p class="why"><strong>${view.why}:</strong> ${whyOf(this.snapshot)}</p>
      ${this.tries()} ${this.number()}
      <div class="main ${world.scenario.moment === 'year' ? 'with-year' : ''}">
        <div class="picture">${this.diagram()}</div>
        ${this.side()}
        <gl-year-fold
          .snapshot=${this.snapshot}
          .provenance=${this.provenance('The whole year')}
        ></gl-year-fold>
        ${this.charts()}
      </div>
      ${this.below()}
      <gl-grid-tables
        .world=${world}
        .provenance=${this.provenance('Buses and lines')}
      ></gl-grid-tables>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-grid': GlGrid;
  }
}
