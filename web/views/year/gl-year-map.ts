/**
 * The year as one picture: a column a day, midnight below, one figure a cell. It fills as the year
 * is solved, and each moment of it can be put on the feeder.
 *
 * @fires gl-command - year-seek: the moment chosen
 * @fires gl-year-read - everything that is solved is drawn
 */
import { LitElement, type PropertyValues, type TemplateResult, html, nothing, svg } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { YearPart } from '../../app/year-show.ts';
import { map as words } from '../../strings/en/year.ts';
import { chartStyle, hiddenStyle, tableStyle } from '../chart/chart-style.ts';
import type { Provenance } from '../chart/series.ts';
import { renderTable } from '../chart/table.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { type Ramp, rampOf } from './colour.ts';
import { movedOnMap, slotAt } from './map-cursor.ts';
import { mapHead } from './map-head.ts';
import { cursorMark, type MapSize, mapScene, marksPath, placeOf, shownMark } from './map-scene.ts';
import { mapStyle } from './map-style.ts';
import { monthTable } from './map-table.ts';
import { DAYS, Painter } from './painter.ts';
import { type Domain, domainOf, QUANTITY, type QuantityId } from './quantity.ts';
import { readingOf, summaryOf, whenOf } from './reading.ts';
import { FAILED, OUTSIDE, slotsOf, type YearSlots } from './slots.ts';
import { plottedCsv } from './year-export.ts';

/** Of one frame, for adding up; the rest of it is the browser's. */
const PIECE_MS = 8;

@customElement('gl-year-map')
export class GlYearMap extends LitElement {
  static override readonly styles = [controls, tableStyle, hiddenStyle, chartStyle, mapStyle];

  @property({ attribute: false }) year: YearPart | null = null;
  /** The slot on the feeder; −1 = another moment is. */
  @property({ attribute: false }) shown = -1;
  @property({ attribute: false }) provenance: Provenance | null = null;
  /** Any other value: the page's colours have changed. */
  @property({ attribute: false }) look = '';

  @state() private quantity: QuantityId = 'lowest';
  @state() private marked = true;
  @state() private asTable = false;
  @state() private cursor: number | null = null;
  @state() private said = '';
  @state() private size: MapSize = { width: 640, height: 320, em: 14 };
  @state() private ramp: Ramp = new Uint32Array(1);
  /** Slots added up when the picture was last laid out. */
  @state() private done = 0;
  @query('.box') private readonly box!: HTMLElement;
  @query('.em') private readonly emProbe!: HTMLElement;
  @query('.probe') private readonly probe!: HTMLElement;
  @query('canvas') private readonly canvas!: HTMLCanvasElement;

  private painter: Painter | null = null;
  private domain: Domain = { low: 0, middle: 0.5, high: 1 };
  private marks = { outside: '', failed: '' };
  private frame = 0;
  private cells = '';
  private readonly watcher = new ResizeObserver(() => this.measure());

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.watch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watcher.disconnect();
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  protected override firstUpdated(): void {
    this.painter = new Painter(this.canvas);
    this.watch();
    this.measure();
  }

  private watch(): void {
    this.watcher.observe(this.box);
    this.watcher.observe(this.emProbe);
  }

  private measure(): void {
    const { width, height } = this.box.getBoundingClientRect();
    const em = this.emProbe.getBoundingClientRect().width;
    const { size } = this;
    if (width < 1 || height < 1 || em < 1) return;
    if (width !== size.width || height !== size.height || em !== size.em)
      this.size = { width, height, em };
  }

  private get slots(): YearSlots | null {
    return this.year && slotsOf(this.year);
  }

  private get perDay(): number {
    return (this.year?.year.input.slots ?? 24 * DAYS) / DAYS;
  }

  protected override willUpdate(changed: PropertyValues): void {
    const { slots } = this;
    if (this.cursor !== null && this.cursor >= this.perDay * DAYS) this.cursor = null;
    const laid = ['year', 'done', 'size', 'quantity'].some((name) => changed.has(name));
    if (!slots || !laid) return;
    const { scale, of } = QUANTITY[this.quantity];
    this.domain = domainOf(scale, of(slots));
    const place = placeOf(this.size);
    this.marks = {
      outside: marksPath(slots.standing, OUTSIDE, place),
      failed: marksPath(slots.standing, FAILED, place),
    };
  }

  protected override updated(): void {
    const { left, top, width, height } = placeOf(this.size);
    Object.assign(this.canvas.style, {
      left: `${left}px`,
      top: `${top}px`,
      width: `${width}px`,
      height: `${height}px`,
    });
    this.work();
  }

  /** Adds up what is new, a piece a frame, and draws it in the colours of that moment. */
  private work(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      const { year, slots, painter } = this;
      this.ramp = rampOf(this.probe, this.quantity);
      if (!year || !slots || !painter) return;
      const endMs = performance.now() + PIECE_MS;
      const more = slots.advance(year.known, () => performance.now() > endMs);
      const values = QUANTITY[this.quantity].of(slots);
      painter.draw({ values, domain: this.domain, ramp: this.ramp });
      const done = slots.summed + slots.read;
      if (done === this.done && !more) return;
      this.done = done;
      if (!more) this.dispatchEvent(new CustomEvent('gl-year-read'));
    });
  }

  private moveTo(slot: number | null, spoken: boolean): void {
    const { year, slots, quantity: id } = this;
    if (!year || !slots) return;
    this.cursor = slot;
    if (spoken) this.said = slot === null ? '' : readingOf(year, slots, { id, slot });
  }

  private seek(slot: number | null): void {
    const { year } = this;
    if (!year || slot === null) return;
    ask(this, { kind: 'year-seek', slot });
    this.said = words.shown(whenOf(slot, year.year.input.stepMinutes));
  }

  private onKey(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || this.asTable || !this.year) return;
    const { cursor, perDay } = this;
    if (event.key === 'Enter') this.seek(cursor);
    else if (event.key === 'Escape' && cursor !== null) this.moveTo(null, true);
    else {
      const at = cursor ?? Math.max(0, this.shown);
      const next = movedOnMap(at, { slots: perDay * DAYS, perDay }, event);
      if (next === undefined) return;
      // The first arrow only shows where one stands.
      this.moveTo(cursor === null && event.key.startsWith('Arrow') ? at : next, true);
    }
    event.preventDefault();
    // The page has keys of its own for time and the projector; these are spent here.
    event.stopPropagation();
  }

  private pointed(event: PointerEvent | MouseEvent): number | null {
    if (!this.year || this.asTable) return null;
    const { left, top } = this.box.getBoundingClientRect();
    const pixel = [event.clientX - left, event.clientY - top] as const;
    return slotAt(pixel, placeOf(this.size), this.perDay);
  }

  private onMove(event: PointerEvent): void {
    const slot = this.pointed(event);
    if (slot === this.cursor) return;
    this.moveTo(slot, false);
    if (event.buttons === 1) this.seek(slot);
  }

  /** For the files: the cells go into the picture as a small image. */
  private readonly picture = (): SVGSVGElement | null => {
    this.cells = this.canvas.toDataURL('image/png');
    this.requestUpdate();
    this.performUpdate();
    this.cells = '';
    return this.renderRoot.querySelector<SVGSVGElement>('.box > svg');
  };

  private svg(): TemplateResult {
    const { size, ramp, domain, marks, quantity: id, perDay, shown, cursor } = this;
    const place = placeOf(size);
    const marked = this.marked && marks.outside !== '';
    const at = (slot: number) => ({ slot, perDay, place, em: size.em });
    return html`<svg
      viewBox="0 0 ${size.width} ${size.height}"
      aria-hidden="true"
      focusable="false"
    >
      ${mapScene({
        ...{ place, em: size.em, id, ramp, domain, marked, cells: this.cells },
        scaled: this.year !== null,
        outsidePath: marks.outside,
        failedPath: marks.failed,
      })}
      ${this.year && shown >= 0 ? shownMark(at(shown)) : nothing}
      ${cursor === null ? svg`` : cursorMark(at(cursor))}
    </svg>`;
  }

  private head(): TemplateResult {
    const { year, slots, quantity, marked, asTable, provenance, picture } = this;
    return mapHead({
      ...{ quantity, marked, asTable, provenance, picture },
      table: slots && (() => monthTable(slots, quantity)),
      pieces: year && slots && plottedCsv(year, slots, quantity),
      change: (changes) => Object.assign(this, changes),
    });
  }

  protected override render(): TemplateResult {
    const { year, slots, quantity: id, cursor, asTable } = this;
    const summary = year && slots ? summaryOf(year, slots, id) : words.nothing;
    const reading =
      year && slots && cursor !== null ? readingOf(year, slots, { id, slot: cursor }) : '';
    return html`<figure>
      ${this.head()}
      <p class="readout" aria-hidden="true">
        ${
          reading === ''
            ? html`${summary} ${year ? html`<span class="hint">${words.hint}</span>` : nothing}`
            : html`<b>${reading}</b>`
        }
      </p>
      <p id="summary" class="spoken">${summary}</p>
      <p id="keys" class="spoken">${words.keys}</p>
      <div
        class="box ${asTable ? 'as-table' : ''}"
        tabindex="0"
        role="group"
        aria-roledescription=${asTable ? nothing : words.roledescription}
        aria-label=${words.title(words.names[id])}
        aria-describedby="summary keys"
        @keydown=${this.onKey}
        @pointermove=${this.onMove}
        @pointerleave=${() => this.moveTo(null, false)}
        @blur=${() => this.moveTo(null, true)}
        @click=${(event: MouseEvent) => this.seek(this.pointed(event))}
      >
        <span class="em"></span><span class="probe"></span>
        <canvas width="365" height="24" aria-hidden="true"></canvas>
        ${this.svg()} ${year ? nothing : html`<p class="empty">${words.empty}</p>`}
        ${asTable && slots ? renderTable(monthTable(slots, id)) : nothing}
      </div>
      <p class="spoken" role="status">${this.said}</p>
    </figure>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-year-map': GlYearMap;
  }
}
