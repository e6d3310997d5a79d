/**
 * What the feeder can carry: the state without a solution with three things to try, the
 * loadability margin and its nose curve.
 *
 * @fires gl-command
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Snapshot } from '../../app/snapshot.ts';
import { methodNames } from '../../strings/en/grid.ts';
import { unsolved } from '../../strings/en/grid-view.ts';
import { formatNumber, formatShare } from '../../units.ts';
import '../chart/gl-chart.ts';
import { formatNumber as numberWords } from '../chart/number.ts';
import type { Provenance } from '../chart/series.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { cardStyle } from './card-style.ts';
import { noseChart } from './nose-data.ts';
import { remediesOf, statedExample } from './remedy.ts';

@customElement('gl-margin')
export class GlMargin extends LitElement {
  static override readonly styles = [
    controls,
    cardStyle,
    css`
      .state {
        margin-block-end: 10px;
        padding: 8px 14px 12px;
        border-inline-start: 4px solid var(--breach);
        background: var(--panel);
      }
      h4 {
        margin: 6px 0 4px;
        font-weight: var(--weight-strong);
      }
    `,
  ];

  @property({ attribute: false }) snapshot!: Snapshot;
  @property({ attribute: false }) provenance: Provenance | null = null;

  private get isUnsolved(): boolean {
    const { frame } = this.snapshot.world;
    return frame !== null && !frame.flow.converged;
  }

  private marginWords(): string {
    const { nose } = this.snapshot;
    if (!nose) return '';
    const room = nose.lambdaMax - 1;
    const share = formatShare(Math.abs(room >= 0 ? room : 1 / nose.lambdaMax - 1), 1);
    const margin = unsolved.margin({
      lambda: formatNumber(nose.lambdaMax, 4),
      bus: nose.weakestBus,
      voltage: formatNumber(nose.voltageAtNosePu, 3),
    });
    return `${margin} ${room >= 0 ? unsolved.room(share) : unsolved.over(share)}`;
  }

  private failure(): TemplateResult | typeof nothing {
    const { world } = this.snapshot;
    if (!this.isUnsolved || !world.frame) return nothing;
    const { flow } = world.frame;
    return html`<section class="state" aria-labelledby="failed">
      <h3 id="failed">${unsolved.heading}</h3>
      <p>
        ${unsolved.text({
          method: methodNames[world.scenario.method],
          sweeps: flow.iterations,
          bus: flow.worstBus,
          mismatch: numberWords(flow.worstMismatchPu),
        })}
      </p>
      <h4>${unsolved.tryThese}</h4>
      <div class="row">
        ${remediesOf(this.snapshot).map(
          ({ label, words, scenario }) =>
            html`<button
              class="framed"
              @click=${() => ask(this, { kind: 'change', scenario, words })}
            >
              ${label}
            </button>`,
        )}
      </div>
    </section>`;
  }

  private example(): TemplateResult | typeof nothing {
    const { grid, scenario } = this.snapshot.world;
    if (grid.id !== 'thesis13' || grid.baseKva < 500) return nothing;
    return html`<button
      class="framed"
      @click=${() =>
        ask(this, {
          kind: 'change',
          scenario: statedExample(scenario),
          words: unsolved.words.stated,
        })}
    >
      ${unsolved.statedExample}
    </button>`;
  }

  protected override render(): TemplateResult {
    const { nose, world } = this.snapshot;
    const data = nose ? noseChart(nose, world.scenario.loadScale) : null;
    return html`${this.failure()}
      ${
        data
          ? html`<gl-chart
                .heading=${data.heading}
                .summary=${data.summary}
                .x=${data.x}
                .y=${data.y}
                .series=${data.series}
                .bands=${data.bands}
                .rules=${data.rules}
                .provenance=${this.provenance}
              ></gl-chart>
              <p role="status">${this.marginWords()}</p>`
          : html`<h3>${unsolved.traced}</h3>
              <p>${unsolved.traceLead}</p>`
      }
      <div class="row">
        ${
          data
            ? nothing
            : html`<button class="framed" @click=${() => ask(this, { kind: 'trace-nose' })}>
                ${unsolved.trace}
              </button>`
        }
        ${this.example()}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-margin': GlMargin;
  }
}
