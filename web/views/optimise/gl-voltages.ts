import { LitElement, css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Frame } from '../../kernel/outcome.ts';
import type { SitingAssumptions } from '../../scenario/scenario.ts';
import { words as all } from '../../strings/en/optimise.ts';
import '../chart/gl-chart.ts';
import { formatNumber } from '../chart/number.ts';
import type { Axis, Band, Provenance, Series } from '../chart/series.ts';

const words = all.design;

const pointsOf = (frame: Frame): Series['points'] =>
  frame.flow.buses.map((bus) => ({ x: bus.id, y: bus.voltagePu }));

/** The voltages of one design against the limits, the pinned baseline behind them. */
@customElement('gl-voltages')
export class GlVoltages extends LitElement {
  /** Converged. */
  @property({ attribute: false }) frame!: Frame;
  @property({ attribute: false }) baseline: Frame | null = null;
  @property({ attribute: false }) limits!: SitingAssumptions;
  @property({ attribute: false }) origin: Omit<Provenance, 'title'> | null = null;

  private x!: Axis;
  private y!: Axis;
  private bands: readonly Band[] = [];
  private series: readonly Series[] = [];
  private summary = '';

  static override styles = css`
    :host {
      display: block;
      min-inline-size: 0;
    }
  `;

  // The page moves on in time many times a second; the picture is laid out when it changes.
  protected override willUpdate(changed: PropertyValues): void {
    if (!['frame', 'baseline', 'limits'].some((name) => changed.has(name))) return;
    const { voltageMinPu: min, voltageMaxPu: max } = this.limits;
    const sorted = [...this.frame.flow.buses].sort((a, b) => a.voltagePu - b.voltagePu);
    const [low, high] = [sorted[0]!, sorted[sorted.length - 1]!];
    this.x = {
      label: words.bus,
      unit: '',
      scale: 'linear',
      ticks: this.frame.flow.buses.map((bus) => bus.id),
      format: (value) => formatNumber(value, 0),
    };
    this.y = {
      label: words.voltageAxis,
      unit: 'pu',
      scale: 'linear',
      domain: [Math.min(min - 0.02, low.voltagePu - 0.01), Math.max(max, high.voltagePu) + 0.02],
    };
    this.bands = [
      { from: -Infinity, to: min, axis: 'y', label: words.belowLimit, hatched: true },
      { from: max, to: Infinity, axis: 'y', label: words.aboveLimit, hatched: true },
    ];
    this.series = this.#series();
    const reach = words.voltagesSummary({
      low: formatNumber(low.voltagePu, 4),
      lowBus: low.id,
      high: formatNumber(high.voltagePu, 4),
      highBus: high.id,
    });
    this.summary = `${reach} ${words.limit({ min: String(min), max: String(max) })}`;
  }

  #series(): readonly Series[] {
    const ours: Series = {
      id: 'design',
      name: '',
      kind: 'points',
      tone: 'select',
      marker: 'diamond',
      points: pointsOf(this.frame),
    };
    if (!this.baseline?.flow.converged) return [ours];
    const ghost: Series = {
      id: 'baseline',
      name: words.baseline,
      kind: 'points',
      tone: 'ghost',
      ghost: true,
      points: pointsOf(this.baseline),
    };
    return [ghost, ours];
  }

  override render(): TemplateResult {
    return html`<gl-chart
      .heading=${words.voltages}
      .summary=${this.summary}
      .x=${this.x}
      .y=${this.y}
      .series=${this.series}
      .bands=${this.bands}
      .provenance=${this.origin === null ? null : { ...this.origin, title: words.voltages }}
    ></gl-chart>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-voltages': GlVoltages;
  }
}
