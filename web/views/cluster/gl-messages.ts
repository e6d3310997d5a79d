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
import { gapOf, spread, stacks, type Mover, type Place } from './lane.ts';
import { trackOf, type RingLayout } from './layout.ts';
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
      .aside {
        transition: transform 160ms ease-out;
      }
      .under {
        visibility: hidden;
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
  #places: ReadonlyMap<number, Place> = new Map();
  #stacks: ReadonlyMap<number, readonly number[]> = new Map();
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
    const movers = this.#flight.all().flatMap((flying): Mover[] => {
      const { id, from, to } = flying.show;
      const track = trackOf(this.layout, from, to);
      return track ? [{ id, track, share: this.#flight.share(flying, nowMs) }] : [];
    });
    this.#spread(movers);
    for (const group of this.renderRoot.querySelectorAll<SVGGElement>('g[data-id]')) {
      const id = Number(group.dataset['id']);
      const place = this.#places.get(id);
      if (!place) continue;
      const { x, y, dx, dy, under } = place;
      group.setAttribute('transform', `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
      group.classList.toggle('under', under !== 0);
      const aside = group.querySelector<SVGGElement>('.aside')!;
      aside.style.transform = `translate(${dx.toFixed(1)}px, ${dy.toFixed(1)}px)`;
      const count = this.#stacks.get(id)?.length ?? 0;
      group.querySelector('.count')!.textContent = count > 0 ? words.times(count) : '';
    }
  }

  #spread(movers: readonly Mover[]): void {
    this.#places = spread(movers, { gap: gapOf(this.layout), before: this.#places });
    this.#stacks = stacks(this.#places);
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

  get #hitRadius(): number {
    return gapOf(this.layout) / 2;
  }

  #shape({ show, lost }: Flying): SVGTemplateResult {
    const { selected, layout } = this;
    const isSelected = selected?.kind === 'message' && selected.id === show.id;
    return svg`<g data-id=${show.id}>
      <g class="aside">
        <g class="${lost ? 'lost' : ''} ${isSelected ? 'selected' : ''}">
          <title>${messageName(show)}</title>
          <circle class="hit" r=${this.#hitRadius}
            @click=${() => this.#pick(this.#stacks.get(show.id) ?? [show.id])} />
          ${messageShape(show, layout.shape)}
          <text class="count" y=${-layout.shape * 1.6}></text>
        </g>
      </g>
    </g>`;
  }

  /** One arrow a direction, with how many of what are under way. */
  #arrows(): readonly SVGTemplateResult[] {
    const { messages } = this.picture;
    const ways = new Map<string, MessageShow[]>();
    for (const show of messages) {
      const way = `${show.from} ${show.to}`;
      ways.set(way, [...(ways.get(way) ?? []), show]);
    }
    const drawn = [...ways.values()].flatMap((group) => {
      const track = trackOf(this.layout, group[0]!.from, group[0]!.to);
      return track ? [{ id: group[0]!.id, track, share: 0.25, group }] : [];
    });
    const places = spread(drawn, { gap: gapOf(this.layout), before: new Map() });
    return drawn.map(({ id, track, group }) => {
      const { x, y, dx, dy } = places.get(id)!;
      const turn = (Math.atan2(track.y2 - track.y1, track.x2 - track.x1) * 180) / Math.PI;
      return this.#arrow(group, { x: x + dx, y: y + dy, turn });
    });
  }

  #arrow(
    group: readonly MessageShow[],
    { x, y, turn }: { readonly x: number; readonly y: number; readonly turn: number },
  ): SVGTemplateResult {
    const { shape } = this.layout;
    const first = group[0]!;
    const ids = group.map(({ id }) => id);
    const { selected } = this;
    const isSelected = selected?.kind === 'message' && ids.includes(selected.id);
    // On the side that the arrow does not point to.
    const countY = turn < 0 ? shape * 2.8 : -shape * 1.6;
    return svg`<g class=${isSelected ? 'selected' : ''} data-ids=${ids.join(' ')} transform="translate(${x} ${y})">
      <title>${words.count(group.length, messageName(first))}</title>
      <circle class="hit" r=${this.#hitRadius} @click=${() => this.#pick(ids)} />
      ${messageShape(first, shape)}
      ${group.length > 1 ? svg`<text y=${countY}>${words.times(group.length)}</text>` : ''}
      <path class="arrow" d="M${shape * 1.4}-5 ${shape * 1.4 + 11} 0 ${shape * 1.4} 5Z"
        transform="rotate(${turn.toFixed(1)})" />
    </g>`;
  }

  /** The first of those that lie on each other, or the next after the one that is picked. */
  #pick(ids: readonly number[]): void {
    const at = this.selected?.kind === 'message' ? ids.indexOf(this.selected.id) : -1;
    const detail: Selection = { kind: 'message', id: ids[(at + 1) % ids.length]! };
    this.dispatchEvent(new CustomEvent('gl-pick', { detail, bubbles: true, composed: true }));
    this.dispatchEvent(new CustomEvent('gl-open', { bubbles: true, composed: true }));
  }

  /** Where a message stands now, in pixels of the window; null when it is gone. */
  rectOf(id: number): DOMRect | null {
    const hit = this.renderRoot.querySelector(`g:is([data-id="${id}"], [data-ids~="${id}"]) .hit`);
    return hit?.getBoundingClientRect() ?? null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-messages': GlMessages;
  }
}
