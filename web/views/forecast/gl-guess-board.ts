/**
 * The board on which tomorrow is drawn by hand: twelve handles moved by dragging, by clicking, by
 * the arrow keys or as numbers. One tab stop for the board; the number fields stand folded below.
 *
 * @fires gl-command
 */
import { LitElement, html, svg, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { type GuessShow, HANDLE_HOURS, type StudyPart } from '../../app/forecast-show.ts';
import { words as all } from '../../strings/en/forecast.ts';
import { chartStyle, hiddenStyle, tableStyle, tones } from '../chart/chart-style.ts';
import { layOut, type Plot } from '../chart/plot.ts';
import { formatNumber } from '../chart/number.ts';
import { scene } from '../chart/scene.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { axisX, axisY, boardSeries, ceilingKw, keyMove, pointed, stepKw } from './board.ts';
import { boardStyle } from './board-style.ts';
import { subjectOf } from './subject.ts';
import { dateOf, hourOf } from './when.ts';

const words = all.guess;

@customElement('gl-guess-board')
export class GlGuessBoard extends LitElement {
  @property({ attribute: false }) study!: StudyPart;
  @property({ attribute: false }) guess!: GuessShow;
  @state() private size = { width: 640, height: 320, em: 14 };
  @state() private chosen = 0;
  @state() private said = '';
  @query('.box') private readonly box!: HTMLElement;
  @query('.em') private readonly probe!: HTMLElement;
  private plot: Plot | null = null;
  private drawing = false;
  private readonly watcher = new ResizeObserver(() => this.measure());

  static override styles = [controls, tones, hiddenStyle, tableStyle, chartStyle, boardStyle];

  protected override firstUpdated(): void {
    this.watcher.observe(this.box);
    this.watcher.observe(this.probe);
    this.measure();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watcher.disconnect();
  }

  private measure(): void {
    const { width, height } = this.box.getBoundingClientRect();
    const em = this.probe.getBoundingClientRect().width;
    const before = this.size;
    if (width < 1 || height < 1 || em < 1) return;
    if (width !== before.width || height !== before.height || em !== before.em)
      this.size = { width, height, em };
  }

  private get ceiling(): number {
    return Math.max(ceilingKw(this.study), ...this.guess.handlesKw);
  }

  protected override render(): TemplateResult {
    const heading = words.board(dateOf(this.study.coming.startMinute));
    return html`<figure>
      <div class="head"><h3>${heading}</h3></div>
      <p class="readout" aria-hidden="true">${this.said === '' ? words.hint : this.said}</p>
      <p id="keys" class="spoken">${words.keys}</p>
      <div
        class="box"
        tabindex="0"
        role="group"
        aria-label=${heading}
        aria-describedby="keys"
        @keydown=${this.onKey}
        @focus=${() => this.say(this.chosen)}
        @pointerdown=${this.onDown}
        @pointermove=${this.onMove}
        @pointerup=${this.onUp}
        @pointercancel=${this.onUp}
      >
        <span class="em"></span>
        ${this.picture()}
      </div>
      <p class="spoken" role="status">${this.said}</p>
      <details>
        <summary>${words.fields}</summary>
        <div class="fields">${this.guess.handlesKw.map((kw, index) => this.field(index, kw))}</div>
      </details>
    </figure>`;
  }

  private picture(): TemplateResult {
    const axes = { x: axisX(), y: axisY(this.ceiling, subjectOf(this.study).axis) };
    const series = boardSeries(this.study, this.guess.handlesKw);
    const plot = layOut({ ...this.size, ...axes, series, rules: [] });
    this.plot = plot;
    return html`<svg
      viewBox="0 0 ${this.size.width} ${this.size.height}"
      aria-hidden="true"
      focusable="false"
    >
      ${scene({ plot, axes, series, bands: [], rules: [] })}
      ${this.guess.handlesKw.map((kw, index) => {
        const [x, y] = [plot.x(index * HANDLE_HOURS), plot.y(kw)];
        return svg`<circle class="hit" cx=${x} cy=${y} r=${plot.em * 1.5}></circle>
          <circle class="handle ${index === this.chosen ? 'chosen' : ''}"
            cx=${x} cy=${y} r=${plot.em * (index === this.chosen ? 0.62 : 0.45)}></circle>`;
      })}
    </svg>`;
  }

  private field(index: number, kw: number): TemplateResult {
    const time = hourOf(index * HANDLE_HOURS);
    return html`<label
      >${time}
      <input
        type="number"
        min="0"
        step="any"
        aria-label=${words.field(time)}
        .value=${String(kw)}
        @focus=${() => (this.chosen = index)}
        @change=${(event: Event) => {
          const { value } = event.target as HTMLInputElement;
          if (value.trim() !== '') this.set(index, Number(value));
          this.requestUpdate();
        }}
      />
    </label>`;
  }

  private set(index: number, kw: number): void {
    this.chosen = index;
    ask(this, { kind: 'forecast-draw', index, kw });
    this.say(index, kw);
  }

  private say(index: number, kw = this.guess.handlesKw[index] ?? NaN): void {
    this.said = words.handle({
      time: hourOf(index * HANDLE_HOURS),
      kw: formatNumber(kw, kw < 10 ? 2 : 1),
    });
  }

  private onKey(event: KeyboardEvent): void {
    const { handlesKw } = this.guess;
    const step = stepKw(this.ceiling);
    const move = keyMove(event.key, { index: this.chosen, handlesKw, step });
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    if (move.kind === 'set') {
      this.set(this.chosen, move.kw);
      return;
    }
    this.chosen = move.index;
    this.say(move.index);
  }

  private onDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.drawing = true;
    // A pointer that is already gone cannot be held; the click has still been drawn.
    if (this.box.isConnected && event.isTrusted) this.box.setPointerCapture(event.pointerId);
    this.drawAt(event);
  }

  private onMove(event: PointerEvent): void {
    if (this.drawing) this.drawAt(event);
  }

  private onUp(): void {
    this.drawing = false;
  }

  private drawAt({ clientX, clientY }: PointerEvent): void {
    if (!this.plot) return;
    const { left, top } = this.box.getBoundingClientRect();
    const at = [clientX - left, clientY - top] as const;
    const { index, kw } = pointed(this.plot, at, this.guess.handlesKw.length);
    this.set(index, kw);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-guess-board': GlGuessBoard;
  }
}
