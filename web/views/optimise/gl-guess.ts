import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { GridCase } from '../../grid/case.ts';
import type { Design } from '../../kernel/outcome.ts';
import { withGuess } from '../../scenario/edit.ts';
import type { Devices, Scenario } from '../../scenario/scenario.ts';
import { words as all } from '../../strings/en/optimise.ts';
import { formatNumber } from '../chart/number.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { sections } from '../section-style.ts';
import { beatenBy } from './front.ts';
import { guessStyle } from './guess-style.ts';
import { sizeKw } from './size.ts';

const words = all.guess;
type Kind = 'panels' | 'packs';
const STEP: Readonly<Record<Kind, number>> = { panels: 100, packs: 1 };

/**
 * The user's own design, bus by bus: type, step with the arrow keys or press minus and plus.
 * @fires gl-command
 */
@customElement('gl-guess')
export class GlGuess extends LitElement {
  @property({ attribute: false }) scenario!: Scenario;
  @property({ attribute: false }) grid!: GridCase;
  /** The guess as solved; null while unsolved or not solvable. */
  @property({ attribute: false }) design: Design | null = null;
  @property({ attribute: false }) front: readonly Design[] = [];
  @property({ type: Boolean }) locked = false;
  /** The field whose text could not be read, as '7 panels'. */
  @state() private refused = '';

  static override styles = [controls, sections, guessStyle];

  override render(): TemplateResult {
    const { scenario, grid } = this;
    const buses = grid.buses.filter((bus) => bus.kind !== 'slack');
    const total = scenario.guess.reduce(
      (sum, entry) => ({ panels: sum.panels + entry.panels, packs: sum.packs + entry.packs }),
      { panels: 0, packs: 0 },
    );
    return html`<h3 id="heading">${words.heading}</h3>
      <p>${words.lead}</p>
      <div class="rows" role="region" aria-labelledby="heading" tabindex="0">
        <table>
          <thead>
            <tr>
              <th scope="col" class="word">${words.bus}</th>
              <th scope="col" class="load">${words.load}</th>
              <th scope="col">${words.panels}</th>
              <th scope="col">${words.packs}</th>
            </tr>
          </thead>
          <tbody>
            ${buses.map((bus) => this.#row(bus.id, bus.loadKw))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" class="word">${words.total}</th>
              <td class="load">${formatNumber(sizeKw(total), 0)} <span class="unit">kW</span></td>
              <td>${formatNumber(total.panels, 0)}</td>
              <td>${formatNumber(total.packs, 0)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <p class="error" role="alert" ?hidden=${this.refused === ''}>${this.#refusal()}</p>
      <p class="soft">${words.sizes}</p>
      <div class="row">
        <button
          class="framed"
          ?disabled=${this.locked || scenario.devices.length === 0}
          title=${scenario.devices.length === 0 ? words.nothingToCopy : nothing}
          @click=${() => this.#replace(scenario.devices, words.copied)}
        >
          ${words.copy}
        </button>
        <button
          ?disabled=${this.locked || scenario.guess.length === 0}
          @click=${() => this.#replace([], words.cleared)}
        >
          ${words.clear}
        </button>
      </div>
      <p role="status">${this.#verdict()}</p>`;
  }

  #entry(bus: number): Devices {
    return this.scenario.guess.find((entry) => entry.bus === bus) ?? { bus, panels: 0, packs: 0 };
  }

  #max(kind: Kind): number {
    const { siting } = this.scenario;
    return kind === 'panels' ? siting.panelsMax : siting.packsMax;
  }

  #row(bus: number, loadKw: number): TemplateResult {
    return html`<tr>
      <th scope="row">
        ${bus}
        <span class="with-load soft">${words.loadOf(formatNumber(loadKw, 0))}</span>
      </th>
      <td class="soft load">${formatNumber(loadKw, 0)}</td>
      <td>${this.#stepper(bus, 'panels')}</td>
      <td class="packs">${this.#stepper(bus, 'packs')}</td>
    </tr>`;
  }

  #stepper(bus: number, kind: Kind): TemplateResult {
    const value = this.#entry(bus)[kind];
    const what = kind === 'panels' ? words.panelsAt(bus) : words.packsAt(bus);
    const by = STEP[kind];
    return html`<span class="stepper">
      <button
        tabindex="-1"
        aria-label=${words.fewer(what, by)}
        ?disabled=${this.locked || value <= 0}
        @click=${() => this.#set(bus, kind, value - by)}
      >
        −
      </button>
      <input
        id="${kind}-${bus}"
        role="spinbutton"
        inputmode="numeric"
        autocomplete="off"
        aria-label=${what}
        aria-valuenow=${value}
        aria-valuemin="0"
        aria-valuemax=${this.#max(kind)}
        aria-invalid=${this.refused === `${bus} ${kind}` ? 'true' : 'false'}
        ?disabled=${this.locked}
        .value=${String(value)}
        @change=${(event: Event) => this.#typed(bus, kind, event.target as HTMLInputElement)}
        @keydown=${(event: KeyboardEvent) => this.#key(event, bus, kind)}
      />
      <button
        tabindex="-1"
        aria-label=${words.more(what, by)}
        ?disabled=${this.locked || value >= this.#max(kind)}
        @click=${() => this.#set(bus, kind, value + by)}
      >
        +
      </button>
    </span>`;
  }

  #key(event: KeyboardEvent, bus: number, kind: Kind): void {
    const by = STEP[kind];
    const value = this.#entry(bus)[kind];
    const steps: Record<string, number> = {
      ArrowUp: value + by,
      ArrowDown: value - by,
      PageUp: value + 10 * by,
      PageDown: value - 10 * by,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.#set(bus, kind, next);
  }

  #typed(bus: number, kind: Kind, field: HTMLInputElement): void {
    const value = Number(field.value.trim());
    const fine = field.value.trim() !== '' && Number.isInteger(value);
    if (!fine || value < 0 || value > this.#max(kind)) {
      this.refused = `${bus} ${kind}`;
      return;
    }
    this.#set(bus, kind, value);
  }

  #set(bus: number, kind: Kind, wished: number): void {
    this.refused = '';
    const value = Math.min(this.#max(kind), Math.max(0, wished));
    const next = { ...this.#entry(bus), [kind]: value };
    ask(this, {
      kind: 'change',
      scenario: withGuess(this.scenario, next),
      words: words.change(next),
      gesture: `guess ${bus} ${kind}`,
    });
  }

  #replace(guess: readonly Devices[], said: string): void {
    this.refused = '';
    ask(this, { kind: 'change', scenario: { ...this.scenario, guess }, words: said });
  }

  #refusal(): string {
    const [bus = '', kind = ''] = this.refused.split(' ');
    if (bus === '') return '';
    const what = kind === 'packs' ? words.packsAt(Number(bus)) : words.panelsAt(Number(bus));
    return words.error({ what, max: this.#max(kind === 'packs' ? 'packs' : 'panels') });
  }

  #verdict(): string {
    if (this.scenario.guess.length === 0) return words.none;
    const { design } = this;
    if (design === null) return words.unsolved;
    const result = words.result({
      cost: formatNumber(design.costUsdPerHour, 1),
      deviation: formatNumber(design.voltageDeviationPu, 3),
      loss: formatNumber(design.apparentLossKva, 1),
    });
    const limits = design.feasible ? words.keeps : words.breaks;
    const beaten = this.front.length === 0 ? '' : words.beaten(beatenBy(this.front, design));
    return `${result} ${limits} ${beaten}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-guess': GlGuess;
  }
}
