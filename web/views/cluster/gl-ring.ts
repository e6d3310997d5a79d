/**
 * The seats in a ring with the messages between them. One tab stop; every drag has a form below.
 * It changes nothing itself: picking, opening a menu and cutting leave it as events.
 *
 * @fires gl-pick - CustomEvent<Selection | null>
 * @fires gl-open - the menu of what is selected is wanted
 * @fires gl-cut - CustomEvent<Pair>: a line was pulled from one seat to another
 * @fires gl-split - CustomEvent<number[][]>: a line was drawn through the ring
 */
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ring as words } from '../../strings/en/cluster.ts';
import { describeMessage, describeSeat } from './describe.ts';
import './gl-messages.ts';
import type { GlMessages } from './gl-messages.ts';
import { type RingLayout, ringLayout, sidesOf, type Track } from './layout.ts';
import type { ClusterPicture } from './picture.ts';
import { ringScene } from './ring-scene.ts';
import { ringStyle } from './ring-style.ts';
import { sameSelection, type Selection, walked } from './selection.ts';
import { seatStyle } from './shape-style.ts';

export interface Pair {
  readonly from: number;
  readonly to: number;
}

/** Of a pointer before a press becomes a pull. */
const SLACK_PX = 7;
const KNIFE_MIN_PX = 60;

@customElement('gl-ring')
export class GlRing extends LitElement {
  static override styles = [seatStyle, ringStyle];

  @property({ attribute: false }) picture!: ClusterPicture;
  @property({ attribute: false }) selected: Selection | null = null;
  @property({ attribute: false }) slow = false;
  /** Links may be cut here. */
  @property({ attribute: false }) cuttable = true;
  @state() private size = { width: 700, height: 460, em: 14 };
  @state() private knife: Track | null = null;
  @state() private said = '';
  @query('.box') private readonly box!: HTMLElement;
  @query('.em') private readonly emProbe!: HTMLElement;
  @query('gl-messages') private readonly messages!: GlMessages;
  #pull: { readonly seat: number; readonly x: number; readonly y: number } | null = null;
  /** The seat a press ended on, 0 = none; its click is still to come. */
  #pressed = 0;
  readonly #watcher = new ResizeObserver(() => requestAnimationFrame(() => this.#measure()));

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#watch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watcher.disconnect();
  }

  protected override firstUpdated(): void {
    this.#watch();
  }

  #watch(): void {
    this.#watcher.observe(this.box);
    this.#watcher.observe(this.emProbe);
  }

  #measure(): void {
    if (!this.isConnected) return;
    const { width, height } = this.box.getBoundingClientRect();
    const em = this.emProbe.clientWidth;
    const { size } = this;
    if (width < 2 || em < 2) return;
    if (size.width !== width || size.height !== height || size.em !== em) {
      this.size = { width, height, em };
    }
  }

  get #layout(): RingLayout {
    return ringLayout(this.picture.seats, this.size);
  }

  /** Where the selected thing stands, in pixels of the window, for its menu. */
  rectOf(selection: Selection): DOMRect {
    const found =
      selection.kind === 'seat'
        ? this.renderRoot.querySelector(`[data-seat="${selection.seat}"]`)?.getBoundingClientRect()
        : this.messages.rectOf(selection.id);
    return found ?? this.box.getBoundingClientRect();
  }

  override focus(): void {
    this.box.focus();
  }

  #pick(detail: Selection | null): void {
    if (sameSelection(detail, this.selected)) return;
    this.dispatchEvent(new CustomEvent('gl-pick', { detail }));
  }

  #open(): void {
    this.dispatchEvent(new CustomEvent('gl-open'));
  }

  #describe(selection: Selection): string {
    const { seats, messages } = this.picture;
    if (selection.kind === 'seat') {
      const seat = seats.find((each) => each.seat === selection.seat);
      return seat ? describeSeat(seat) : '';
    }
    const message = messages.find(({ id }) => id === selection.id);
    return message ? describeMessage(message) : '';
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter' || (event.key === ' ' && this.selected)) {
      if (!this.selected) return;
      this.#open();
    } else if (event.key === 'Escape' && this.selected) {
      this.#pick(null);
      this.said = '';
    } else {
      const next = walked(this.picture, this.selected, event.key);
      if (next === undefined) return;
      if (next) {
        this.#pick(next);
        this.said = this.#describe(next);
      }
    }
    event.preventDefault();
    event.stopPropagation();
  };

  #seatAt(event: PointerEvent): number {
    const target =
      this.renderRoot instanceof ShadowRoot
        ? this.renderRoot.elementFromPoint(event.clientX, event.clientY)
        : null;
    const seat = target instanceof SVGElement ? target.dataset['seat'] : undefined;
    return seat === undefined ? 0 : Number(seat);
  }

  #at(event: PointerEvent): readonly [number, number] {
    const { left, top } = this.box.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  }

  readonly #onDown = (event: PointerEvent): void => {
    if (event.button !== 0 || event.composedPath()[0] instanceof HTMLButtonElement) return;
    const [x, y] = this.#at(event);
    const seat = this.#seatAt(event);
    // A finger on the ground scrolls the page.
    if (seat === 0 && event.pointerType === 'touch') return;
    if (event.composedPath().includes(this.messages)) return;
    this.#pull = { seat, x, y };
  };

  readonly #onMove = (event: PointerEvent): void => {
    if (!this.#pull || !this.cuttable) return;
    const [x2, y2] = this.#at(event);
    const { x: x1, y: y1, seat } = this.#pull;
    if (!this.knife && Math.hypot(x2 - x1, y2 - y1) < SLACK_PX) return;
    if (!this.knife) this.box.setPointerCapture(event.pointerId);
    const spot = this.#layout.spots.find((each) => each.seat === seat);
    this.knife = { x1: spot?.x ?? x1, y1: spot?.y ?? y1, x2, y2 };
  };

  readonly #onUp = (event: PointerEvent): void => {
    const pull = this.#pull;
    const { knife } = this;
    this.#letGo();
    if (!pull) return;
    if (!knife) {
      this.#pressed = pull.seat;
      if (pull.seat === 0) this.#pick(null);
      return;
    }
    if (pull.seat !== 0) {
      const to = this.#seatAt(event);
      const detail: Pair = { from: pull.seat, to };
      if (to !== 0 && to !== pull.seat)
        this.dispatchEvent(new CustomEvent<Pair>('gl-cut', { detail }));
      return;
    }
    const long = Math.hypot(knife.x2 - knife.x1, knife.y2 - knife.y1) >= KNIFE_MIN_PX;
    const sides = long ? sidesOf(this.#layout.spots, knife) : null;
    if (sides) this.dispatchEvent(new CustomEvent('gl-split', { detail: sides }));
  };

  /** Not before the click: what opens while a pointer is let go is closed by the same letting go. */
  readonly #onClick = (): void => {
    const seat = this.#pressed;
    this.#pressed = 0;
    if (seat === 0) return;
    this.#pick({ kind: 'seat', seat });
    this.#open();
  };

  readonly #letGo = (): void => {
    this.#pull = null;
    this.#pressed = 0;
    this.knife = null;
  };

  protected override render(): TemplateResult {
    const { picture, selected, knife } = this;
    const layout = this.#layout;
    const { width, height } = layout.size;
    const summary = words.summary({
      up: picture.up,
      seats: picture.voters,
      leader: picture.leader,
      term: picture.term,
    });
    return html`<div
        class="box ${this.cuttable ? 'cuttable' : ''}"
        tabindex="0"
        role="group"
        aria-roledescription=${words.role}
        aria-label="${words.heading}. ${summary}"
        aria-describedby="keys"
        @keydown=${this.#onKey}
        @pointerdown=${this.#onDown}
        @pointermove=${this.#onMove}
        @pointerup=${this.#onUp}
        @pointercancel=${this.#letGo}
        @click=${this.#onClick}
      >
        <span class="em"></span>
        <svg viewBox="0 0 ${width} ${height}" aria-hidden="true" focusable="false">
          ${ringScene({ picture, layout, selected, knife })}
        </svg>
        <gl-messages
          .picture=${picture}
          .layout=${layout}
          .selected=${selected}
          .slow=${this.slow}
          @gl-pick=${(event: CustomEvent<Selection>) => {
            event.stopPropagation();
            this.#pick(event.detail);
          }}
          @gl-open=${(event: Event) => {
            event.stopPropagation();
            this.#open();
          }}
        ></gl-messages>
      </div>
      <p id="keys" class="spoken">${words.keys}</p>
      <p class="spoken" role="status">${this.said}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-ring': GlRing;
  }
}
