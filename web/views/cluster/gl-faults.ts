/**
 * What can go wrong, grouped by what breaks. Simulated: each act is a fault of the scenario, at
 * the tick shown, listed with a way to take it back. Live: it happens at once.
 *
 * @fires gl-command
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Network } from '../../cluster/live.ts';
import type { ClusterScenario } from '../../scenario/fault.ts';
import { faults as words, faultWords } from '../../strings/en/cluster-fault.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { sections } from '../section-style.ts';
import { cutCommand, healCommand, splitCommand, seatActs, type Act } from './act.ts';
import './gl-cut-matrix.ts';
import type { CutChange } from './gl-cut-matrix.ts';
import './gl-weather.ts';
import type { ClusterPicture } from './picture.ts';

const CHAOS_TICKS = 12_000;
/** Acts on a seat that are shown at once. */
const FIRST_ACTS = 6;

@customElement('gl-faults')
export class GlFaults extends LitElement {
  static override styles = [
    controls,
    sections,
    css`
      fieldset {
        margin-block: 10px 0;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        margin-block: 4px;
      }
      ul {
        display: grid;
        gap: 2px;
        margin: 4px 0;
        padding: 0;
        list-style: none;
        max-block-size: 14em;
        overflow-y: auto;
      }
      li {
        display: flex;
        gap: 8px;
        align-items: center;
        justify-content: space-between;
      }
      li .at {
        color: var(--ink-soft);
        min-inline-size: 5.5em;
      }
      li span:nth-child(2) {
        flex: 1;
      }
    `,
  ];

  @property({ attribute: false }) picture!: ClusterPicture;
  /** The simulated cluster's scenario and the tick a fault given now gets; null in live mode. */
  @property({ attribute: false }) cluster: ClusterScenario | null = null;
  @property({ attribute: false }) faultTick = 0;
  /** Of the live cluster; null in the simulation. */
  @property({ attribute: false }) network: Network | null = null;
  @property({ attribute: false }) locked = false;
  @state() private seat = 1;

  #acts(acts: readonly Act[]): TemplateResult {
    return html`<div class="acts">
      ${acts.map(
        ({ label, command, disabled = false }) =>
          html`<button
            class="framed"
            ?disabled=${this.locked || disabled}
            @click=${() => ask(this, command)}
          >
            ${label}
          </button>`,
      )}
    </div>`;
  }

  #seatGroup(): TemplateResult {
    const { seats } = this.picture;
    const show = seats.find(({ seat }) => seat === this.seat) ?? seats[0];
    const acts = show ? seatActs(show, this.picture) : [];
    return html`<fieldset>
      <legend>${words.seat}</legend>
      <div class="choice" role="radiogroup" aria-label=${words.which}>
        ${seats.map(
          ({ seat }) =>
            html`<label>
              <input
                type="radio"
                name="seat"
                .checked=${seat === show?.seat}
                @change=${() => {
                  this.seat = seat;
                }}
              />
              ${seat}
            </label>`,
        )}
      </div>
      ${this.#acts(acts.slice(0, FIRST_ACTS))}
      ${
        acts.length > FIRST_ACTS
          ? html`<details>
              <summary>${words.more}</summary>
              ${this.#acts(acts.slice(FIRST_ACTS))}
            </details>`
          : nothing
      }
    </fieldset>`;
  }

  #networkGroup(): TemplateResult {
    const { picture, locked } = this;
    const seats = picture.seats.map(({ seat }) => seat);
    const half = Math.floor(seats.length / 2);
    const splits = [...new Set([half, 1])]
      .filter((size) => size > 0 && size < seats.length)
      .map((size) => [seats.slice(0, size), seats.slice(size)] as const);
    return html`<fieldset>
      <legend>${words.network}</legend>
      ${this.#acts([
        ...splits.map((groups) => ({
          label: words.split(groups[0], groups[1]),
          command: splitCommand(picture.mode, groups),
        })),
        {
          label: words.heal,
          command: healCommand(picture.mode),
          disabled: picture.cuts.length === 0,
        },
      ])}
      <details>
        <summary>${words.weather}</summary>
        <gl-weather
          .faults=${this.cluster?.faults ?? []}
          .faultTick=${this.faultTick}
          .network=${this.network}
          .locked=${locked}
        ></gl-weather>
      </details>
      <details>
        <summary>${words.matrix}</summary>
        <div class="scroll">
          <gl-cut-matrix
            .seats=${seats}
            .cuts=${picture.cuts}
            .locked=${locked}
            @gl-cut-change=${({ detail }: CustomEvent<CutChange>) =>
              ask(this, cutCommand(picture.mode, detail))}
          ></gl-cut-matrix>
        </div>
      </details>
    </fieldset>`;
  }

  #chaosGroup({ chaosTicks }: ClusterScenario): TemplateResult {
    const on = chaosTicks > 0;
    return html`<fieldset>
      <legend>${words.chaos}</legend>
      <p class="soft">${on ? words.chaosOn(chaosTicks) : words.chaosNote}</p>
      ${this.#acts([
        {
          label: on ? words.chaosOff : words.chaosTen,
          command: {
            kind: 'run-setup',
            change: { chaosTicks: on ? 0 : CHAOS_TICKS },
            words: words.chaosChange(!on),
          },
        },
      ])}
    </fieldset>`;
  }

  #list({ faults }: ClusterScenario): TemplateResult {
    return html`<fieldset>
      <legend>${words.listed}</legend>
      ${
        faults.length === 0
          ? html`<p class="soft">${words.none}</p>`
          : html`<ul>
              ${faults.map((fault, index) => {
                const said = faultWords(fault);
                return html`<li>
                  <span class="at">tick ${fault.at}</span><span>${said}</span>
                  <button
                    class="framed"
                    aria-label=${words.remove(said)}
                    ?disabled=${this.locked}
                    @click=${() => ask(this, { kind: 'run-fault-remove', index })}
                  >
                    ${words.take}
                  </button>
                </li>`;
              })}
            </ul>`
      }
    </fieldset>`;
  }

  protected override render(): TemplateResult {
    const { cluster } = this;
    return html`<h3>${words.heading}</h3>
      <p class="soft">${cluster ? words.now(this.faultTick) : words.nowLive}</p>
      ${this.#seatGroup()} ${this.#networkGroup()}
      ${cluster ? html`${this.#chaosGroup(cluster)} ${this.#list(cluster)}` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-faults': GlFaults;
  }
}
