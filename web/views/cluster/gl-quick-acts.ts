/**
 * What a lesson does most, one press away from the picture: stop who leads, split the ring, heal.
 *
 * @fires gl-command
 */
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { quick as words } from '../../strings/en/cluster-fault.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { healCommand, splitCommand, stopCommand } from './act.ts';
import type { ClusterPicture } from './picture.ts';

@customElement('gl-quick-acts')
export class GlQuickActs extends LitElement {
  static override styles = [
    controls,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
      }
    `,
  ];

  @property({ attribute: false }) picture!: ClusterPicture;
  @property({ attribute: false }) locked = false;

  /** The leader on the smaller side: what it holds alone is never committed. */
  get #sides(): readonly [readonly number[], readonly number[]] {
    const { seats, leader } = this.picture;
    const numbers = seats.map(({ seat }) => seat);
    const ordered = leader === 0 ? numbers : [leader, ...numbers.filter((each) => each !== leader)];
    const half = Math.floor(numbers.length / 2);
    return [ordered.slice(0, half), ordered.slice(half)];
  }

  protected override render(): TemplateResult {
    const { leader, mode, cuts, seats } = this.picture;
    const { locked } = this;
    return html`<div role="group" aria-label=${words.label}>
      <button
        class="framed"
        ?disabled=${locked || leader === 0}
        @click=${() => ask(this, stopCommand(mode, leader))}
      >
        ${words.stopLeader}
      </button>
      <button
        class="framed"
        ?disabled=${locked || seats.length < 2}
        @click=${() => ask(this, splitCommand(mode, this.#sides))}
      >
        ${words.split}
      </button>
      <button
        class="framed"
        ?disabled=${locked || cuts.length === 0}
        @click=${() => ask(this, healCommand(mode))}
      >
        ${words.heal}
      </button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-quick-acts': GlQuickActs;
  }
}
