/**
 * The one-line diagram of a whole case. It shows a world and what is selected; picking, opening
 * and pulling leave it as events, never as changes of its own.
 *
 * Keys, when focused: arrows walk bus – line – bus, Home and End to the grid's side and the worst
 * bus, Enter opens the card, Escape lets go. Every drag has a field in the bus's card.
 *
 * @fires gl-pick - CustomEvent<Selection | null>
 * @fires gl-open - the card of what is selected is wanted
 * @fires gl-command
 */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { World } from '../../app/snapshot.ts';
import { feeder } from '../../strings/en/grid.ts';
import { hiddenStyle } from '../chart/chart-style.ts';
import type { Provenance } from '../chart/series.ts';
import { ask } from '../command-event.ts';
import { describe, describeBus } from './describe.ts';
import { amountOf, edited, type Handle, kwPerPx, type Pull, pulled } from './drag.ts';
import { feederScene } from './feeder-scene.ts';
import { feederStyle } from './feeder-style.ts';
import { type FeederPicture, pictureOf } from './picture.ts';
import { place, type Placement, type View } from './placement.ts';
import { sameSelection, type Selection, walked } from './selection.ts';
import { busTable } from './table.ts';
import { voltageColours } from './voltage-scale.ts';
import { ZOOM_MAX, zoomButtons } from './zoom.ts';

interface Pan {
  readonly from: readonly [number, number];
  readonly centre: readonly [number, number];
}

const LARGE_BUSES = 20;
let gestures = 0;

@customElement('gl-feeder')
export class GlFeeder extends LitElement {
  static override readonly styles = [hiddenStyle, voltageColours, feederStyle];

  @property({ attribute: false }) world!: World;
  @property({ attribute: false }) playing = false;
  @property({ attribute: false }) locked: readonly string[] = [];
  @property({ attribute: false }) selected: Selection | null = null;
  @property({ attribute: false }) provenance: Provenance | null = null;

  @state() private size = { width: 860, height: 484, em: 14 };
  @state() private zoom = 1;
  @state() private centre: readonly [number, number] = [0.5, 0.5];
  @state() private hovered: Selection | null = null;
  @state() private said = '';
  @query('.box') private readonly box!: HTMLElement;
  @query('.em') private readonly emProbe!: HTMLElement;

  private pull: Pull | null = null;
  private pan: Pan | null = null;
  private readonly watcher = new ResizeObserver(() => this.measure());

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.watch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watcher.disconnect();
  }

  protected override firstUpdated(): void {
    this.watch();
    this.measure();
    // Saving can wait for the picture.
    void import('../chart/gl-chart-tools.ts');
  }

  private watch(): void {
    this.watcher.observe(this.box);
    this.watcher.observe(this.emProbe);
  }

  private measure(): void {
    const { width, height } = this.box.getBoundingClientRect();
    const em = this.emProbe.clientWidth;
    if (width > 1 && height > 1 && em > 1) this.size = { width, height, em };
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('world');
    if (!before || before.grid.buses.length === this.world.grid.buses.length) return;
    this.zoom = 1;
    this.centre = [0.5, 0.5];
    this.hovered = null;
  }

  private get picture(): FeederPicture {
    return pictureOf(this.world);
  }

  private get placement(): Placement {
    const view: View = { ...this.size, zoom: this.zoom, centre: this.centre };
    return place(this.picture, view);
  }

  private pick(selection: Selection | null): void {
    if (sameSelection(selection, this.selected)) return;
    this.dispatchEvent(new CustomEvent('gl-pick', { detail: selection }));
  }

  private onKey(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter' && this.selected) this.dispatchEvent(new CustomEvent('gl-open'));
    else if (event.key === 'Escape' && this.selected) {
      this.pick(null);
      this.said = '';
    } else {
      const next = walked(this.picture, this.selected, event.key);
      if (next === undefined) return;
      if (next) {
        this.pick(next);
        this.said = describe(this.picture, next);
        this.bringIntoView(next);
      }
    }
    event.preventDefault();
    event.stopPropagation();
  }

  private bringIntoView(selection: Selection): void {
    if (this.zoom <= 1 || selection.kind !== 'bus') return;
    const [x, y] = this.placement.spots[selection.index] ?? [0, 0];
    const { width, height, em } = this.size;
    const inside = x > em * 2 && x < width - em * 4 && y > em * 2 && y < height - em * 2;
    if (inside) return;
    const { layout } = this.picture;
    const point = layout.points[selection.index] ?? { x: 0, y: 0 };
    this.centre = [point.x / Math.max(1, layout.width), point.y / Math.max(1, layout.height)];
  }

  private under(event: Event): { selection: Selection | null; handle: Handle | null } {
    const target = event.target instanceof Element ? event.target : null;
    const { bus, line, handle } = target instanceof SVGElement ? target.dataset : {};
    if (bus !== undefined)
      return {
        selection: { kind: 'bus', index: Number(bus) },
        handle: (handle as Handle | undefined) ?? null,
      };
    const selection = line === undefined ? null : { kind: 'line' as const, index: Number(line) };
    return { selection, handle: null };
  }

  private onDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    const { selection, handle } = this.under(event);
    if (selection) this.pick(selection);
    const bus = selection?.kind === 'bus' ? this.picture.buses[selection.index] : undefined;
    const may = handle && !this.locked.includes(handle === 'load' ? 'loads' : 'devices');
    if (handle && bus && may) {
      gestures += 1;
      this.pull = {
        handle,
        bus,
        startY: event.clientY,
        amount: amountOf(bus, handle),
        kwPerPx: kwPerPx(this.picture, handle),
        barKw: this.picture.barKw,
        gesture: `pull-${gestures}`,
      };
      this.box.setPointerCapture(event.pointerId);
      event.preventDefault();
      this.box.focus();
    } else if (!selection) {
      this.pick(null);
      if (this.zoom > 1) this.pan = { from: [event.clientX, event.clientY], centre: this.centre };
    }
  }

  private onMove(event: PointerEvent): void {
    if (this.pull) this.onPull(event, this.pull);
    else if (this.pan) this.onPan(event, this.pan);
    else {
      const { selection } = this.under(event);
      if (!sameSelection(selection, this.hovered)) this.hovered = selection;
    }
  }

  private onPull(event: PointerEvent, pull: Pull): void {
    const now = this.picture.buses[pull.bus.index];
    const amount = pulled(pull.amount, pull.handle, {
      risePx: pull.startY - event.clientY,
      kwPerPx: pull.kwPerPx,
    });
    if (!now || amount === amountOf(now, pull.handle)) return;
    const { scenario, words } = edited(this.world.scenario, pull.bus, {
      handle: pull.handle,
      amount,
    });
    this.said = words;
    ask(this, { kind: 'change', scenario, words, gesture: pull.gesture });
  }

  private onPan(event: PointerEvent, { from, centre }: Pan): void {
    const { width, height } = this.size;
    this.moveCentre([
      centre[0] - (event.clientX - from[0]) / (width * this.zoom),
      centre[1] - (event.clientY - from[1]) / (height * this.zoom),
    ]);
  }

  private moveCentre([x, y]: readonly [number, number]): void {
    this.centre = [Math.min(1, Math.max(0, x)), Math.min(1, Math.max(0, y))];
  }

  private letGo(): void {
    this.pull = this.pan = null;
    this.requestUpdate();
  }

  private zoomTo(zoom: number): void {
    this.zoom = Math.min(ZOOM_MAX, Math.max(1, zoom));
    if (this.zoom === 1) this.centre = [0.5, 0.5];
  }

  private hint(): string {
    const { locked, world } = this;
    const bars = ['loads', 'devices'].some((part) => !locked.includes(part));
    if (!bars || world.frame === null) return feeder.look;
    return this.placement.roomy ? feeder.drag : feeder.press;
  }

  private renderZoom(): TemplateResult | typeof nothing {
    if (this.picture.buses.length <= LARGE_BUSES) return nothing;
    return zoomButtons({
      zoom: this.zoom,
      centre: this.centre,
      onZoom: (zoom) => this.zoomTo(zoom),
      onMove: (centre) => this.moveCentre(centre),
    });
  }

  private renderBox(summary: string): TemplateResult {
    const { width, height } = this.size;
    const scene = feederScene({
      picture: this.picture,
      placement: this.placement,
      selected: this.selected,
      hovered: this.hovered,
      moving: this.playing,
      barKw: this.pull?.barKw ?? this.picture.barKw,
    });
    return html`<div
      class="box ${this.zoom > 1 ? 'zoomed' : ''}"
      tabindex="0"
      role="group"
      aria-roledescription=${feeder.role}
      aria-label="${feeder.heading}. ${summary}"
      aria-describedby="keys"
      @keydown=${this.onKey}
      @pointerdown=${this.onDown}
      @pointermove=${this.onMove}
      @pointerup=${this.letGo}
      @pointercancel=${this.letGo}
      @pointerleave=${() => {
        this.hovered = null;
      }}
      @dblclick=${() => this.dispatchEvent(new CustomEvent('gl-open'))}
    >
      <span class="em"></span>
      <svg viewBox="0 0 ${width} ${height}" aria-hidden="true" focusable="false">${scene}</svg>
    </div>`;
  }

  protected override render(): TemplateResult {
    const { picture } = this;
    const worst = picture.buses[picture.worst];
    const state = picture.converged && worst ? describeBus(worst) : feeder.noSolution;
    const summary = feeder.summary({ buses: picture.buses.length, worst: state });
    const told = describe(picture, this.hovered ?? this.selected);
    return html`${this.renderBox(summary)}
      <div class="foot-row">
        <p class="told">${told === '' ? this.hint() : html`<b>${told}</b>`}</p>
        ${this.renderZoom()}
        <gl-chart-tools
          .heading=${feeder.heading}
          .provenance=${this.provenance}
          .table=${() => busTable(this.world)}
          .picture=${() => this.renderRoot.querySelector('svg')}
          .asTable=${null}
        ></gl-chart-tools>
      </div>
      <p id="keys" class="spoken">${feeder.keys}</p>
      <p class="spoken" role="status">${this.said}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-feeder': GlFeeder;
  }
}
