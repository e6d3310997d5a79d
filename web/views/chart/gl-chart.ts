/**
 * One element for all XY pictures. It is given data and answers with two events; it keeps no
 * state but the cursor and whether its table twin is shown.
 *
 *   <gl-chart
 *     .heading=${'Voltage over distance'}      short, a noun
 *     .summary=${'Lowest 0.824 pu at bus 9.'}  the finding; the accessible description
 *     .x=${{ label, unit, scale: 'linear' | 'log', domain?, ticks?, format? }} .y=${…}
 *     .series=${[{ id, name, kind, points: [{ x, y, label?, href? }], tone, dash?, marker?,
 *                  ghost?, selectable?, unnamed?, decoration?, written? }]}
 *     .bands=${[{ from, to, axis, label, hatched }]} .rules=${[{ x | y, label }]}
 *     .selected=${[{ seriesId, index }]} .provenance=${{ link, seed, version, title }}
 *     @gl-select=${…} @gl-hover=${…}></gl-chart>
 *
 * Types and meanings: series.ts. Height: `--chart-aspect` (default 16 / 9). Every property but
 * `x`, `y` and `series` may be left out. Replace arrays, never change them in place: identity
 * decides whether the picture is laid out again.
 *
 * Keys, when focused: arrows along the values (with Shift a tenth of them), Home, End, PageUp and
 * PageDown for the other series, Enter selects, Escape leaves.
 *
 * @fires gl-select - CustomEvent<PointRef>: a point of a selectable series was chosen
 * @fires gl-hover - CustomEvent<PointRef | null>: the cursor moved, or left
 */
import { html, LitElement, nothing, type PropertyValues, svg, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { words } from '../../strings/en/chart.ts';
import { chartStyle, hiddenStyle, tableStyle, tones } from './chart-style.ts';
import { moved, nearest, type Reading, readingsOf } from './cursor.ts';
import './gl-chart-tools.ts';
import { formatNumber } from './number.ts';
import { layOut, type Plot } from './plot.ts';
import { scene } from './scene.ts';
import {
  type Axis,
  type Band,
  type ChartPoint,
  placeable,
  type PointRef,
  type Provenance,
  type Rule,
  type Series,
} from './series.ts';
import { renderTable, type Table, tableOfSeries } from './table.ts';

const PLAIN: Axis = { label: '', unit: '', scale: 'linear' };
const DRAWN_PROPERTIES = ['x', 'y', 'series', 'bands', 'rules', 'size'];

@customElement('gl-chart')
export class GlChart extends LitElement {
  static override readonly styles = [tones, hiddenStyle, tableStyle, chartStyle];

  @property({ attribute: false }) heading = '';
  @property({ attribute: false }) summary = '';
  @property({ attribute: false }) x: Axis = PLAIN;
  @property({ attribute: false }) y: Axis = PLAIN;
  @property({ attribute: false }) series: readonly Series[] = [];
  @property({ attribute: false }) bands: readonly Band[] = [];
  @property({ attribute: false }) rules: readonly Rule[] = [];
  @property({ attribute: false }) selected: readonly PointRef[] = [];
  @property({ attribute: false }) provenance: Provenance | null = null;

  @state() private size = { width: 640, height: 360, em: 14 };
  @state() private cursor: PointRef | null = null;
  @state() private asTable = false;
  @state() private said = '';
  @query('.box') private readonly box!: HTMLElement;
  @query('.em') private readonly emProbe!: HTMLElement;

  private plot: Plot | null = null;
  private readings: readonly Reading[] = [];
  private picture: unknown = nothing;
  private readonly watcher = new ResizeObserver(() => this.measure());

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watcher.disconnect();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.watch();
  }

  protected override firstUpdated(): void {
    this.watch();
    this.measure();
  }

  // The probe is one em wide, so a change of the text size (projector) is a change of size too.
  private watch(): void {
    this.watcher.observe(this.box);
    this.watcher.observe(this.emProbe);
  }

  private measure(): void {
    const { width, height } = this.box.getBoundingClientRect();
    const em = this.emProbe.getBoundingClientRect().width;
    const before = this.size;
    if (width < 1 || height < 1 || em < 1) return;
    if (width !== before.width || height !== before.height || em !== before.em)
      this.size = { width, height, em };
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (this.plot && !DRAWN_PROPERTIES.some((name) => changed.has(name))) return;
    const { x, y, series, rules, bands } = this;
    const axes = { x, y };
    this.plot = layOut({ ...this.size, x, y, series, rules });
    this.readings = readingsOf(series, x, y);
    this.picture = scene({ plot: this.plot, axes, series, bands, rules });
    if (this.cursor && !this.find(this.cursor)) this.cursor = null;
  }

  private find(ref: PointRef): { series: Series; point: ChartPoint } | null {
    const series = this.series.find(({ id }) => id === ref.seriesId);
    const point = series?.points[ref.index];
    const drawable = point && placeable(point.x, this.x) && placeable(point.y, this.y);
    return series && drawable ? { series, point } : null;
  }

  private words(ref: PointRef): string {
    const found = this.find(ref);
    if (!found) return '';
    const { series, point } = found;
    const quantity = (value: number, axis: Axis): string =>
      words.quantity((axis.format ?? formatNumber)(value), axis.unit);
    return words.cursor({
      series: series.name,
      label: point.label ?? '',
      x: quantity(point.x, this.x),
      y: quantity(point.y, this.y),
    });
  }

  private moveTo(ref: PointRef | null, spoken: boolean): void {
    const same = ref?.seriesId === this.cursor?.seriesId && ref?.index === this.cursor?.index;
    if (spoken) this.said = ref ? this.words(ref) : '';
    if (same) return;
    this.cursor = ref;
    this.dispatchEvent(new CustomEvent('gl-hover', { detail: ref, bubbles: true, composed: true }));
  }

  private select(ref: PointRef | null): void {
    const found = ref ? this.find(ref) : null;
    if (!ref || !found?.series.selectable) return;
    this.said = `${this.words(ref)}, ${words.selected}`;
    this.dispatchEvent(
      new CustomEvent('gl-select', { detail: ref, bubbles: true, composed: true }),
    );
  }

  private onKey(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || this.asTable) return;
    if (event.key === 'Enter') this.select(this.cursor);
    else if (event.key === 'Escape' && this.cursor) this.moveTo(null, true);
    else {
      const next = moved(this.readings, this.cursor, event);
      if (!next) return;
      this.moveTo(next, true);
    }
    event.preventDefault();
    // The page has keys of its own for time and the projector; these are spent here.
    event.stopPropagation();
  }

  private pointed(event: PointerEvent | MouseEvent): PointRef | null {
    if (!this.plot || this.asTable) return null;
    const { left, top } = this.box.getBoundingClientRect();
    return nearest(this.readings, this.plot, [event.clientX - left, event.clientY - top]);
  }

  private overlay(): unknown {
    const { plot, cursor } = this;
    if (!plot) return nothing;
    const rings = this.selected.map((ref) => {
      const found = this.find(ref);
      if (!found) return nothing;
      const [x, y] = [plot.x(found.point.x), plot.y(found.point.y)];
      return svg`<circle class="chosen" cx=${x} cy=${y} r=${plot.em * 0.65}></circle>`;
    });
    const here = cursor ? this.find(cursor) : null;
    if (!here) return rings;
    const [x, y] = [plot.x(here.point.x), plot.y(here.point.y)];
    return svg`${rings}<g data-cursor>
      <line class="hair" x1=${x} x2=${x} y1=${plot.top} y2=${plot.bottom}></line>
      <circle class="here" cx=${x} cy=${y} r=${plot.em * 0.36}></circle>
    </g>`;
  }

  /** The table twin, as on the page and in the CSV. */
  tableTwin(): Table {
    const { heading, x, y, series } = this;
    return tableOfSeries({ caption: heading, x, y, series });
  }

  /** The picture as it stands, also while the table is shown; null before the first render. */
  get svg(): SVGSVGElement | null {
    return this.renderRoot.querySelector<SVGSVGElement>('.box > svg');
  }

  private renderPicture(): TemplateResult {
    const { width, height } = this.size;
    return html`<svg viewBox="0 0 ${width} ${height}" aria-hidden="true" focusable="false">
        ${this.picture} ${this.overlay()}
      </svg>
      ${this.readings.length === 0 && !this.asTable ? html`<p class="empty">${words.empty}</p>` : nothing}`;
  }

  private renderBox(): TemplateResult {
    return html`<div
      class="box ${this.asTable ? 'as-table' : ''}"
      tabindex="0"
      role="group"
      aria-roledescription=${this.asTable ? nothing : words.chart}
      aria-label=${this.heading}
      aria-describedby="summary keys"
      @keydown=${this.onKey}
      @pointermove=${(event: PointerEvent) => this.moveTo(this.pointed(event), false)}
      @pointerleave=${() => this.moveTo(null, false)}
      @blur=${() => this.moveTo(null, true)}
      @click=${(event: MouseEvent) => this.select(this.pointed(event))}
    >
      <span class="em"></span>
      ${this.renderPicture()} ${this.asTable ? renderTable(this.tableTwin()) : nothing}
    </div>`;
  }

  override render(): TemplateResult {
    return html`<figure>
      <div class="head">
        <h3>${this.heading}</h3>
        <gl-chart-tools
          .heading=${this.heading}
          .provenance=${this.provenance}
          .table=${() => this.tableTwin()}
          .picture=${() => this.svg}
          .asTable=${this.asTable}
          @gl-table-toggle=${() => {
            this.asTable = !this.asTable;
          }}
        ></gl-chart-tools>
      </div>
      <p class="readout" aria-hidden="true">
        ${this.cursor ? html`<b>${this.words(this.cursor)}</b>` : this.summary}
      </p>
      <p id="summary" class="spoken">${this.summary}</p>
      <p id="keys" class="spoken">${words.keys}</p>
      ${this.renderBox()}
      <p class="spoken" role="status">${this.said}</p>
    </figure>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-chart': GlChart;
  }
}
