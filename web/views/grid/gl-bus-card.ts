/**
 * What is selected, in full, with a field for everything that can be pulled in the diagram.
 *
 * @fires gl-command
 * @fires gl-back - back to the diagram
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { World } from '../../app/snapshot.ts';
import { LOAD_MAX_KW, PACKS_MAX, PANELS_MAX } from '../../scenario/bounds.ts';
import { withLoad, withoutLoad, withSwitched } from '../../scenario/edit.ts';
import { feeder } from '../../strings/en/grid.ts';
import { card, edits } from '../../strings/en/grid-card.ts';
import { formatBare, formatPower, formatQuantity } from '../../units.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { cardStyle } from './card-style.ts';
import { breachMark, loadingOf, powersOf, wordOf } from './describe.ts';
import { type Edit, edited, type Handle, STEPS } from './drag.ts';
import './gl-number-field.ts';
import type { FieldChange } from './gl-number-field.ts';
import { type BranchPicture, type BusPicture, pictureOf } from './picture.ts';
import type { Selection } from './selection.ts';

@customElement('gl-bus-card')
export class GlBusCard extends LitElement {
  static override readonly styles = [
    controls,
    cardStyle,
    css`
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 2px 12px;
        margin: 0 0 8px;
      }
      dt {
        color: var(--ink-soft);
      }
      dd {
        margin: 0;
      }
      .breach {
        color: var(--breach);
        font-weight: var(--weight-strong);
      }
      h3:focus {
        outline: none;
      }
    `,
  ];

  @property({ attribute: false }) world!: World;
  @property({ attribute: false }) baseline: World | null = null;
  @property({ attribute: false }) selected: Selection | null = null;
  @property({ attribute: false }) locked: readonly string[] = [];
  @query('gl-number-field, button') private readonly first!: HTMLElement | null;

  /** Moves the focus to the first thing that can be changed. */
  enter(): void {
    this.first?.focus();
  }

  private change({ scenario, words }: Edit, gesture?: string): void {
    ask(this, { kind: 'change', scenario, words, ...(gesture === undefined ? {} : { gesture }) });
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.dispatchEvent(new CustomEvent('gl-back'));
  }

  private field(bus: BusPicture, handle: Handle): TemplateResult {
    const value = { load: bus.peakKw, pv: bus.panels, pack: bus.packs }[handle];
    const shape = {
      load: { label: card.load, unit: 'kW', max: LOAD_MAX_KW, whole: false },
      pv: { label: card.panels, unit: card.panelsUnit, max: PANELS_MAX, whole: true },
      pack: { label: card.packs, unit: card.packsUnit, max: PACKS_MAX, whole: true },
    }[handle];
    return html`<gl-number-field
      data-handle=${handle}
      .label=${shape.label}
      .unit=${shape.unit}
      .value=${value}
      .min=${0}
      .max=${shape.max}
      .step=${STEPS[handle]}
      .whole=${shape.whole}
      .disabled=${this.locked.includes(handle === 'load' ? 'loads' : 'devices')}
      @gl-value=${({ detail }: CustomEvent<FieldChange>) =>
        this.change(
          edited(this.world.scenario, bus, { handle, amount: detail.value }),
          detail.gesture,
        )}
    ></gl-number-field>`;
  }

  private kvarField(bus: BusPicture): TemplateResult {
    const { scenario } = this.world;
    const onValue = ({ detail }: CustomEvent<FieldChange>): void => {
      const change = { bus: bus.id, loadKw: bus.peakKw, loadKvar: detail.value };
      const words = edits.kvar(bus.id, detail.value);
      this.change({ scenario: withLoad(scenario, change), words }, detail.gesture);
    };
    return html`<gl-number-field
      data-handle="kvar"
      .label=${card.kvar}
      .unit=${'kvar'}
      .value=${bus.peakKvar}
      .min=${-LOAD_MAX_KW}
      .max=${LOAD_MAX_KW}
      .step=${STEPS.load}
      .disabled=${this.locked.includes('loads')}
      @gl-value=${onValue}
    ></gl-number-field>`;
  }

  private restore(bus: BusPicture): TemplateResult | typeof nothing {
    const { scenario } = this.world;
    if (!scenario.loads.some((change) => change.bus === bus.id)) return nothing;
    return html`<button
      class="framed"
      ?disabled=${this.locked.includes('loads')}
      @click=${() =>
        this.change({ scenario: withoutLoad(scenario, bus.id), words: edits.caseLoad(bus.id) })}
    >
      ${card.caseLoad}
    </button>`;
  }

  private busCard(bus: BusPicture): TemplateResult {
    const before = this.baseline ? pictureOf(this.baseline).buses[bus.index] : undefined;
    const limits = card.limitRange(
      formatBare('voltagePu', bus.minPu).slice(0, 5),
      formatBare('voltagePu', bus.maxPu).slice(0, 5),
    );
    const powers = powersOf(bus);
    return html`<h3>${card.busHeading(bus.id)}</h3>
      <dl>
        <dt>${card.voltage}</dt>
        <dd>
          ${formatQuantity('voltagePu', bus.voltagePu)}
          <span class=${bus.breach ? 'breach' : ''}>${breachMark(bus)} ${wordOf(bus)}</span>
          ${
            before
              ? html`<span class="soft"
                  >${card.baseline(formatBare('voltagePu', before.voltagePu))}</span
                >`
              : nothing
          }
        </dd>
        <dt>${card.limits}</dt>
        <dd>${limits}</dd>
        ${
          powers === ''
            ? nothing
            : html`<dt>${card.now}</dt>
                <dd>${powers}</dd>`
        }
      </dl>
      ${
        bus.kind === 'slack'
          ? nothing
          : html`<div class="fields">
              ${this.field(bus, 'load')} ${this.kvarField(bus)} ${this.field(bus, 'pv')}
              ${this.field(bus, 'pack')}
            </div>`
      }
      <div class="row">${this.restore(bus)} ${this.back()}</div>`;
  }

  private toggle(branch: BranchPicture): void {
    const { scenario } = this.world;
    const [from, to] = this.ends(branch);
    const switched = !scenario.switched.includes(branch.index);
    this.change({
      scenario: withSwitched(scenario, branch.index, switched),
      words: branch.inService ? edits.open(from, to) : edits.close(from, to),
    });
  }

  private ends(branch: BranchPicture): [number, number] {
    const { buses } = pictureOf(this.world);
    return [buses[branch.from]?.id ?? 0, buses[branch.to]?.id ?? 0];
  }

  private lineCard(branch: BranchPicture): TemplateResult {
    const [from, to] = this.ends(branch);
    const data = this.world.grid.branches[branch.index];
    const rating = data && data.ratingKva > 0 ? data.ratingKva : null;
    const impedance = data
      ? `${formatBare('resistancePu', data.resistancePu)} + j${formatBare('reactancePu', data.reactancePu)} pu`
      : '';
    return html`<h3>${card.lineHeading(from, to)}</h3>
      <dl>
        <dt>${card.flow}</dt>
        <dd>${branch.inService ? formatPower(branch.flowKw) : feeder.open}</dd>
        <dt>${card.losses}</dt>
        <dd>${formatPower(branch.lossKw)}</dd>
        <dt>${card.loading}</dt>
        <dd>${branch.inService ? loadingOf(branch) : feeder.open}</dd>
        <dt>${card.rating}</dt>
        <dd>${rating === null ? card.unrated : formatPower(rating, 'kVA')}</dd>
        <dt>${card.impedance}</dt>
        <dd>${impedance}</dd>
      </dl>
      <div class="row">
        <button
          class="framed"
          ?disabled=${this.locked.includes('switched')}
          @click=${() => this.toggle(branch)}
        >
          ${branch.inService ? card.open : card.close}
        </button>
        ${this.back()}
      </div>`;
  }

  private back(): TemplateResult {
    return html`<button @click=${() => this.dispatchEvent(new CustomEvent('gl-back'))}>
      ${card.back}
    </button>`;
  }

  protected override render(): TemplateResult {
    const { selected } = this;
    const locked = ['loads', 'devices', 'switched'].every((part) => this.locked.includes(part));
    const picture = pictureOf(this.world);
    const bus = selected?.kind === 'bus' ? picture.buses[selected.index] : undefined;
    const branch = selected?.kind === 'line' ? picture.branches[selected.index] : undefined;
    return html`<section @keydown=${this.onKey}>
      ${
        bus
          ? this.busCard(bus)
          : branch
            ? this.lineCard(branch)
            : html`<p class="soft">${locked ? card.noneLocked : card.none}</p>`
      }
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-bus-card': GlBusCard;
  }
}
