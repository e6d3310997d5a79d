import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Snapshot, World } from '../../app/snapshot.ts';
import type { Design, Frame } from '../../kernel/outcome.ts';
import type { GridCase } from '../../grid/case.ts';
import { withAllDevices } from '../../scenario/edit.ts';
import {
  judgesYear,
  momentOfSearch,
  type Devices,
  type Scenario,
  type SitingHour,
} from '../../scenario/scenario.ts';
import { words as all } from '../../strings/en/optimise.ts';
import type { Provenance } from '../chart/series.ts';
import { ask } from '../command-event.ts';
import { clockOf, dateOf } from '../clock.ts';
import { controls } from '../controls.ts';
import { sections } from '../section-style.ts';
import { limitsOf } from './choice.ts';
import { type Objective, neighbour, OBJECTIVES, order, rankOf } from './front.ts';
import '../grid/gl-feeder.ts';
import type { Selection } from '../grid/selection.ts';
import { sizeKw } from './size.ts';
import './gl-bus-table.ts';
import './gl-choices.ts';
import './gl-compare.ts';
import './gl-voltages.ts';

const words = all.design;

const devicesOf = (grid: GridCase, design: Design): readonly Devices[] =>
  grid.buses.map((bus, at) => ({
    bus: bus.id,
    panels: design.panels[at] ?? 0,
    packs: design.packs[at] ?? 0,
  }));

function largestSite({ panels, packs }: Design): Selection {
  const sizesKw = panels.map((count, at) => sizeKw({ panels: count, packs: packs[at] ?? 0 }));
  return { kind: 'bus', index: sizesKw.indexOf(Math.max(...sizesKw)) };
}

/**
 * The selected design: along the front, in numbers, bus by bus, and its voltages.
 * @fires gl-command
 * @fires gl-along - CustomEvent<Objective>: another objective to step along was chosen
 */
@customElement('gl-design')
export class GlDesign extends LitElement {
  @property({ attribute: false }) snapshot!: Snapshot;
  @property({ attribute: false }) front: readonly Design[] = [];
  @property({ attribute: false }) along: Objective = 'costUsdPerHour';
  @property({ attribute: false }) origin: Omit<Provenance, 'title'> | null = null;
  /** Kept while the design's frame stays, because time ticks on and the picture does not. */
  private placed: World | null = null;
  /** undefined: nobody picked yet, so the largest site is described. */
  @state() private picked: Selection | null | undefined;

  static override styles = [
    controls,
    sections,
    css`
      :host {
        container-type: inline-size;
      }
      .parts {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        gap: 20px 28px;
        margin-block-start: 12px;
      }
      .wide {
        grid-column: 1 / -1;
      }
      @container (max-width: 800px) {
        .parts {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      .walk {
        margin-block: 8px;
        justify-content: space-between;
      }
      @container (max-width: 500px) {
        .walk label {
          flex: 0 0 100%;
        }
      }
      .walk output {
        min-inline-size: 9em;
        text-align: center;
      }
      @media print {
        :host {
          display: block;
        }
        .walk {
          display: none;
        }
      }
    `,
  ];

  /** What the search of this front judged by; the scenario may have moved on. */
  private get hour(): SitingHour {
    return this.ran.siting.hour;
  }

  private get ran(): Scenario {
    const { siting, world } = this.snapshot;
    const ran = 'part' in siting ? siting.part?.scenario : undefined;
    return ran ?? world.scenario;
  }

  override render(): TemplateResult {
    const { front, snapshot } = this;
    const index = snapshot.selectedDesign;
    const design = front[index];
    return html`<h3>${words.heading}</h3>
      ${design === undefined ? html`<p>${words.none}</p>` : nothing}
      <div class="row walk">
        <div class="row">${this.#extremes()}</div>
        ${this.#walk(index)}
      </div>
      ${design === undefined ? nothing : this.#shown(design, index)}`;
  }

  #extremes(): TemplateResult[] {
    const labels: Readonly<Record<Objective, string>> = {
      costUsdPerHour: words.cheapest,
      voltageDeviationPu: words.flattest,
      apparentLossKva: words.leanest,
    };
    return OBJECTIVES.map(
      (objective) =>
        html`<button
          class="framed"
          ?disabled=${this.front.length === 0}
          @click=${() => this.#select(order(this.front, objective)[0] ?? -1)}
        >
          ${labels[objective]}
        </button>`,
    );
  }

  #walk(index: number): TemplateResult {
    const { front, along } = this;
    const design = front[index];
    const go = (step: 1 | -1): void => {
      this.#select(neighbour(front, { index, by: along, step }));
    };
    const end = (step: 1 | -1): boolean =>
      front.length === 0 || neighbour(front, { index, by: along, step }) === index;
    return html`<div class="row" role="group" aria-label=${words.along}>
      <label
        >${words.along}
        <select
          @change=${(event: Event) => {
            const detail = (event.target as HTMLSelectElement).value;
            this.dispatchEvent(new CustomEvent('gl-along', { detail }));
          }}
        >
          ${OBJECTIVES.map(
            (objective) =>
              html`<option value=${objective} ?selected=${objective === along}>
                ${all.objective[objective].short}
              </option>`,
          )}
        </select></label
      >
      <button class="framed" data-step="-1" ?disabled=${end(-1)} @click=${() => go(-1)}>
        ${words.previous}
      </button>
      <output ?hidden=${design === undefined}
        >${
          design === undefined
            ? nothing
            : words.position({
                rank: rankOf(front, design, along),
                count: front.length,
                by: all.objective[along].short,
              })
        }</output
      >
      <button class="framed" data-step="1" ?disabled=${end(1)} @click=${() => go(1)}>
        ${words.next}
      </button>
    </div>`;
  }

  #select(index: number): void {
    if (index >= 0) ask(this, { kind: 'select-design', index });
  }

  #shown(design: Design, index: number): TemplateResult {
    const { snapshot } = this;
    const { world } = snapshot;
    const frame = snapshot.selectedFrame ?? null;
    return html`<p>
        ${limitsOf(design, this.ran.siting)}
        ${this.#stands(design) ? html`· <strong>${words.used}</strong>` : nothing}
      </p>
      <div class="row">
        <button
          class="main"
          ?disabled=${snapshot.locked.includes('devices')}
          @click=${() => ask(this, { kind: 'use-design', index })}
        >
          ${words.use}
        </button>
        <span class="soft">${words.useNote}</span>
      </div>
      <div class="parts">
        <gl-compare
          class="wide"
          .design=${design}
          .none=${snapshot.noDevices}
          .thesis=${snapshot.thesisDesign}
          .guess=${world.scenario.guess.length === 0 ? undefined : snapshot.guessDesign}
        ></gl-compare>
        <gl-choices
          class="wide"
          .choices=${snapshot.selectedChoices ?? null}
          .hour=${this.hour}
          .front=${this.front}
          .origin=${this.origin}
        ></gl-choices>
        <gl-bus-table
          .grid=${world.grid}
          .design=${design}
          .frame=${frame}
          .limits=${world.scenario.siting}
        ></gl-bus-table>
        <div>${this.#voltages(frame)} ${this.#moment(frame)}</div>
        ${this.#feeder(design, frame)}
      </div>`;
  }

  /** When of the year the voltages are of; '' where one hour is all there is. */
  #moment(frame: Frame | null): TemplateResult | typeof nothing {
    if (frame === null || !judgesYear(this.hour)) return nothing;
    const { day, minute } = this.ran;
    return html`<p class="soft">
      ${words.atMoment({ date: dateOf(day), time: clockOf(minute) })}
    </p>`;
  }

  /** The design where it would stand; nothing can be pulled here, the Grid view is for that. */
  #feeder(design: Design, frame: Frame | null): TemplateResult | typeof nothing {
    if (frame === null) return nothing;
    if (this.placed?.frame !== frame) this.placed = this.#placed(design, frame);
    return html`<div class="wide">
      <gl-feeder
        .world=${this.placed}
        .locked=${['loads', 'devices', 'switched']}
        .selected=${this.picked === undefined ? largestSite(design) : this.picked}
        .provenance=${this.origin === null ? null : { ...this.origin, title: words.feeder }}
        @gl-command=${(event: Event) => event.stopPropagation()}
        @gl-pick=${(event: CustomEvent<Selection | null>) => {
          this.picked = event.detail;
        }}
      ></gl-feeder>
    </div>`;
  }

  #placed(design: Design, frame: Frame): World {
    const { grid, scenario } = this.snapshot.world;
    const moment = momentOfSearch(scenario.siting.hour);
    const placed = withAllDevices({ ...scenario, moment }, devicesOf(grid, design));
    return { scenario: placed, grid, frame, day: null };
  }

  /** true: the grid's devices are exactly this design. */
  #stands(design: Design): boolean {
    const { grid, scenario } = this.snapshot.world;
    const placed = withAllDevices(scenario, devicesOf(grid, design)).devices;
    return JSON.stringify(placed) === JSON.stringify(scenario.devices);
  }

  #voltages(frame: Frame | null): TemplateResult {
    if (frame === null || !frame.flow.converged) {
      return html`<p class="soft">${words.voltagesPending}</p>`;
    }
    const { world, baseline } = this.snapshot;
    return html`<gl-voltages
      .frame=${frame}
      .baseline=${baseline?.frame ?? null}
      .limits=${world.scenario.siting}
      .origin=${this.origin}
    ></gl-voltages>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-design': GlDesign;
  }
}
