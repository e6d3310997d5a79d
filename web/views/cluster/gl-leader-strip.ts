/**
 * The cluster in one line of the top bar: a shape for each seat, who leads, in which term.
 *
 * @fires gl-command
 */
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SeatShow } from '../../raft/show.ts';
import { strip as words } from '../../strings/en/cluster-control.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { isUp, leaderOf } from './picture.ts';
import { formOf, seatShape } from './shape.ts';
import { seatStyle } from './shape-style.ts';

@customElement('gl-leader-strip')
export class GlLeaderStrip extends LitElement {
  static override styles = [
    controls,
    seatStyle,
    css`
      svg {
        inline-size: 1.05em;
        block-size: 1.05em;
        overflow: visible;
      }
      .form {
        stroke-width: 1px;
      }
      .form.cross,
      .form.bar {
        stroke-width: 2px;
      }
      .seats {
        display: inline-flex;
        gap: 2px;
      }
      :host([brief]) .said {
        display: none;
      }
      @media (max-width: 1099px) {
        .said {
          display: none;
        }
      }
      @media (max-width: 719px) {
        button {
          min-inline-size: 0;
          padding-inline: 2px;
        }
        .seats {
          gap: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) seats: readonly SeatShow[] = [];
  /** The shapes only. */
  @property({ type: Boolean, reflect: true }) brief = false;
  /** These seats are simulated, and the strip says so. */
  @property({ type: Boolean }) simulated = false;

  protected override render(): TemplateResult {
    const { seats, simulated } = this;
    const voters = seats.filter(({ membership }) => membership === 'voter');
    const up = voters.filter(isUp).length;
    const ordered = [...seats].sort((a, b) => a.seat - b.seat);
    const leader = leaderOf(seats);
    const term = Math.max(0, ...seats.map((each) => each.term));
    const label = words.label({ up, seats: voters.length, leader, term, simulated });
    return html`<button
      aria-label=${label}
      title=${label}
      @click=${() => ask(this, { kind: 'view', view: 'cluster' })}
    >
      <span class="seats">
        ${ordered.map(
          (show) =>
            html`<svg viewBox="-1.15 -1.15 2.3 2.3" aria-hidden="true">
              ${seatShape(formOf(show), 1)}
            </svg>`,
        )}
      </span>
      <span class="said">${words.leader({ leader, term, simulated })}</span>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-leader-strip': GlLeaderStrip;
  }
}
