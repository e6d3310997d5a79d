/** Every seat's log as a row, entries of one index above each other. */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { LogCell, SeatShow } from '../../raft/show.ts';
import { logs as words, seat as seatWords } from '../../strings/en/cluster.ts';
import { sections } from '../section-style.ts';
import { isUp } from './picture.ts';

const CELL_EM = 2.1;

@customElement('gl-logs')
export class GlLogs extends LitElement {
  @property({ attribute: false }) seats: readonly SeatShow[] = [];
  @state() private columns = 16;
  readonly #watcher = new ResizeObserver(() => requestAnimationFrame(() => this.#measure()));

  static override styles = [
    sections,
    css`
      :host {
        color: var(--ink);
        font: var(--size-s) / 1.3 var(--font);
        font-variant-numeric: tabular-nums;
      }
      .logs {
        display: grid;
        gap: 3px 0;
        margin-block: 4px;
      }
      .log {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      .name {
        flex: none;
        inline-size: 4.2em;
        font-weight: var(--weight-strong);
      }
      .cells {
        display: grid;
        grid-template-columns: repeat(var(--columns), minmax(0, 2.4em));
        flex: 1;
        gap: 1px;
      }
      .cell {
        box-sizing: border-box;
        block-size: 1.9em;
        text-align: center;
        line-height: 1.6em;
        border: 1.5px dashed var(--rule-strong);
        border-block-end: 4px solid var(--ink);
        overflow: hidden;
      }
      .cell.committed {
        border: 1.5px solid var(--follower);
        border-block-end-width: 4px;
        background: var(--follower);
        color: var(--ground);
      }
      .cell.t1 {
        border-block-end-style: double;
      }
      .cell.t2 {
        border-block-end-style: dotted;
      }
      .cell.t3 {
        border-block-end-style: dashed;
      }
      .cell.committed {
        border-block-end-color: var(--ink);
      }
      .cell.first {
        border-inline-start: 3px solid var(--ink);
      }
      .cell.conf {
        font-weight: var(--weight-strong);
        text-decoration: underline;
      }
      .cell.none {
        border-color: transparent;
      }
      .cell.above {
        border: 0;
        border-block-end: 1px solid var(--rule-strong);
        background: repeating-linear-gradient(135deg, var(--rule) 0 1px, transparent 1px 5px);
      }
      .off .name {
        color: var(--ink-soft);
        font-weight: var(--weight);
      }
      .off .cell.committed {
        border-color: var(--rule-strong);
        background: var(--panel);
        color: var(--ink-soft);
      }
      .end {
        flex: none;
        inline-size: 5.5em;
        white-space: nowrap;
        color: var(--ink-soft);
      }
      .index {
        color: var(--ink-soft);
        text-align: center;
        font-size: 0.9em;
      }
      @container (max-width: 34em) {
        .name {
          inline-size: 1.2em;
        }
        .name span {
          display: none;
        }
        .end {
          inline-size: 3.4em;
          overflow: hidden;
        }
      }
      :host {
        container-type: inline-size;
      }
      @media (forced-colors: active) {
        .cell.committed {
          forced-color-adjust: none;
          background: CanvasText;
          color: Canvas;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watcher.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watcher.disconnect();
  }

  #measure(): void {
    const em = Number.parseFloat(getComputedStyle(this).fontSize);
    const narrow = this.clientWidth < em * 34;
    const room = this.clientWidth / em - (narrow ? 5 : 12);
    this.columns = Math.max(5, Math.min(24, Math.floor(room / CELL_EM)));
  }

  protected override render(): TemplateResult {
    const last = Math.max(1, ...this.seats.map(({ lastIndex }) => lastIndex));
    const from = Math.max(1, last - this.columns + 1);
    const indices = Array.from({ length: this.columns }, (_, i) => from + i);
    return html`<h3>${words.heading}</h3>
      <p class="soft">${words.note}</p>
      <div class="logs" aria-hidden="true" .style=${`--columns: ${this.columns}`}>
        <div class="log">
          <span class="name"></span>
          <div class="cells">
            ${indices.map(
              (index) => html`<span class="index">${index <= last ? index : nothing}</span>`,
            )}
          </div>
          <span class="end">${words.column}</span>
        </div>
        ${this.seats.map((seat) => this.#row(seat, indices))}
      </div>`;
  }

  #row(show: SeatShow, indices: readonly number[]): TemplateResult {
    const at = new Map(show.log.map((cell) => [cell.index, cell]));
    const { commitIndex: commit, lastIndex: last } = show;
    return html`<div class="log ${isUp(show) ? '' : 'off'}">
      <span class="name"><span>${seatWords.name(show.seat).split(' ')[0]}</span> ${show.seat}</span>
      <div class="cells">
        ${indices.map((index) => {
          const cell = at.get(index);
          if (cell) return this.#cell(cell, at.get(index - 1), commit);
          const above = index < show.firstIndex && index <= show.snapshotIndex;
          return html`<span
            class="cell ${above ? 'above' : 'none'}"
            title=${above ? words.snapshot(show.snapshotIndex) : nothing}
          ></span>`;
        })}
      </div>
      <span class="end">${last === 0 ? words.empty : words.committed(commit, last)}</span>
    </div>`;
  }

  #cell(cell: LogCell, before: LogCell | undefined, commit: number): TemplateResult {
    const { index, term, kind } = cell;
    const committed = index <= commit;
    const label = kind === 'noop' ? words.noop : cell.label;
    const classes = [
      'cell',
      `t${term % 4}`,
      ...(committed ? ['committed'] : []),
      ...(before && before.term !== term ? ['first'] : []),
      ...(kind === 'conf' ? ['conf'] : []),
    ];
    return html`<span
      class=${classes.join(' ')}
      title=${words.cell({ index, term, label, committed })}
      >${term}</span
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-logs': GlLogs;
  }
}
