/**
 * Messages on their way, drawn over the ring. The only part of the view that moves between two
 * snapshots: it places its shapes each frame and renders nothing else. Where less motion is
 * wished, arrows with counts stand in their place.
 *
 * @fires gl-pick - CustomEvent<Selection>
 * @fires gl-open - the menu of what is selected is wanted
 */
import { css, html, LitElement, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { MessageShow } from '../../raft/show.ts';
import { message as words } from '../../strings/en/cluster.ts';
import { messageName } from './describe.ts';
import { Flight, type Flying } from './flight.ts';
import { trackOf, type RingLayout, type Track } from './layout.ts';
import type { ClusterPicture } from './picture.ts';
import type { Selection } from './selection.ts';
import { messageShape } from './shape.ts';
import { messageStyle } from './shape-style.ts';

const calm = window.matchMedia('(prefers-reduced-motion: reduce)');

@customElement('gl-messages')
export class GlMessages extends LitElement {
  static override styles = [
    messageStyle,
    css`
      :host {
        position: absolute;
        inset: 0;
        display: block;
        pointer-events: none;
      }
      svg {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
        direction: ltr;
      }
      .hit {
        fill: transparent;
        pointer-events: auto;
        cursor: pointer;
      }
      .selected .hit {
        stroke: var(--focus);
        stroke-width: 2;
      }
      .lost {
        opacity: 0.45;
      }
      .arrow {
        fill: var(--ink);
      }
      text {
        fill: var(--ink);
        font: var(--size-s) var(--font);
        paint-order: stroke;
        stroke: var(--ground);
        stroke-width: 3px;
        text-anchor: middle;
      }
    `,
  ];

  @property({ attribute: false }) picture!: ClusterPicture;
  @property({ attribute: false }) layout!: RingLayout;
  @property({ attribute: false }) selected: Selection | null = null;
  @property({ attribute: false }) slow = false;
  @state() private still = calm.matches;
  readonly #flight = new Flight();
  #seen: ClusterPicture | null = null;
  #frame = 0;

  readonly #calmed = (): void => {
    this.still = calm.matches;
  };

  override connectedCallback(): void {
    super.connectedCallback();
    calm.addEventListener('change', this.#calmed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    calm.removeEventListener('change', this.#calmed);
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  protected override willUpdate(): void {
    if (this.picture === this.#seen) return;
    this.#seen = this.picture;
    this.#flight.take(this.picture, { nowMs: performance.now(), slow: this.slow });
  }

  protected override updated(): void {
    this.#place();
    if (this.#frame === 0 && !this.still) this.#frame = requestAnimationFrame(this.#tick);
  }

  readonly #tick = (): void => {
    this.#frame = 0;
    if (!this.isConnected || this.still) return;
    if (this.#flight.clean(performance.now())) this.requestUpdate();
    this.#place();
    if (this.#flight.moving(performance.now())) this.#frame = requestAnimationFrame(this.#tick);
  };

  #place(): void {
    const nowMs = performance.now();
    for (const group of this.renderRoot.querySelectorAll<SVGGElement>('g[data-id]')) {
      const flying = this.#flight.get(Number(group.dataset['id']));
      const track = flying && trackOf(this.layout, flying.show.from, flying.show.to);
      if (!flying || !track) continue;
      const share = this.#flight.share(flying, nowMs);
      const x = track.x1 + (track.x2 - track.x1) * share;
      const y = track.y1 + (track.y2 - track.y1) * share;
      group.setAttribute('transform', `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    }
  }

  protected override render(): TemplateResult {
    const { width, height } = this.layout.size;
    const content = this.still
      ? this.#arrows()
      : repeat(
          this.#flight.all(),
          ({ show }) => show.id,
          (flying) => this.#shape(flying),
        );
    return html`<svg viewBox="0 0 ${width} ${height}" aria-hidden="true" focusable="false">
      ${svg`${content}`}
    </svg>`;
  }

  #shape({ show, lost }: Flying): SVGTemplateResult {
    const { selected, layout } = this;
    const isSelected = selected?.kind === 'message' && selected.id === show.id;
    return svg`<g
      data-id=${show.id}
      class="${lost ? 'lost' : ''} ${isSelected ? 'selected' : ''}"
    >
      <title>${messageName(show)}</title>
      <circle class="hit" r=${Math.max(12, layout.shape * 1.9)}
        @click=${() => this.#pick(show.id)} />
      ${messageShape(show, layout.shape)}
    </g>`;
  }

  /** One arrow a direction, with how many of what are under way. */
  #arrows(): readonly SVGTemplateResult[] {
    const { messages } = this.picture;
    const firsts = messages.filter(
      ({ from, to }, i) => messages.findIndex((m) => m.from === from && m.to === to) === i,
    );
    return firsts.flatMap((first) => {
      const group = messages.filter(({ from, to }) => from === first.from && to === first.to);
      const track = trackOf(this.layout, first.from, first.to);
      return track ? [this.#arrow(group, first, track)] : [];
    });
  }

  #arrow(group: readonly MessageShow[], first: MessageShow, track: Track): SVGTemplateResult {
    const { shape } = this.layout;
    const at = (share: number): [number, number] => [
      track.x1 + (track.x2 - track.x1) * share,
      track.y1 + (track.y2 - track.y1) * share,
    ];
    const [x, y] = at(0.34);
    const [ax, ay] = at(0.46);
    const turn = (Math.atan2(track.y2 - track.y1, track.x2 - track.x1) * 180) / Math.PI;
    const isSelected =
      this.selected?.kind === 'message' &&
      group.some(({ id }) => this.selected?.kind === 'message' && this.selected.id === id);
    return svg`<g class=${isSelected ? 'selected' : ''}>
      <g transform="translate(${x} ${y})">
        <title>${words.count(group.length, messageName(first))}</title>
        <circle class="hit" r=${Math.max(12, shape * 1.9)} @click=${() => this.#pick(first.id)} />
        ${messageShape(first, shape)}
        ${group.length > 1 ? svg`<text y=${-shape * 1.6}>${group.length} ×</text>` : ''}
      </g>
      <path class="arrow" d="M0-5 11 0 0 5Z"
        transform="translate(${ax} ${ay}) rotate(${turn.toFixed(1)})" />
    </g>`;
  }

  #pick(id: number): void {
    const detail: Selection = { kind: 'message', id };
    this.dispatchEvent(new CustomEvent('gl-pick', { detail, bubbles: true, composed: true }));
    this.dispatchEvent(new CustomEvent('gl-open', { bubbles: true, composed: true }));
  }

  /** Where a message stands now, in pixels of the window; null when it is gone. */
  rectOf(id: number): DOMRect | null {
    const group = this.renderRoot.querySelector(`g[data-id="${id}"] .hit`);
    return group?.getBoundingClientRect() ?? null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-messages': GlMessages;
  }
}
