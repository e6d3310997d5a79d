/** What the shapes of the messages mean, which links are cut, and how to cut one. */
import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { MessageKind } from '../../raft/message.ts';
import { messages, ring as words } from '../../strings/en/cluster.ts';
import { linksOf } from './layout.ts';
import type { ClusterPicture } from './picture.ts';
import { messageShape } from './shape.ts';
import { messageStyle } from './shape-style.ts';

const calm = window.matchMedia('(prefers-reduced-motion: reduce)');
const KINDS: readonly MessageKind[] = ['vote', 'append', 'heartbeat', 'snapshot', 'timeoutNow'];

@customElement('gl-legend')
export class GlLegend extends LitElement {
  static override styles = [
    messageStyle,
    css`
      :host {
        display: block;
        color: var(--ink-soft);
        font: var(--size-s) / 1.4 var(--font);
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 0 14px;
        margin: 4px 0 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: inline-flex;
        gap: 5px;
        align-items: center;
      }
      svg {
        inline-size: 1.15em;
        block-size: 1.15em;
        overflow: visible;
      }
      p {
        margin: 2px 0 0;
      }
      .cuts {
        color: var(--ink);
      }
    `,
  ];

  @property({ attribute: false }) picture!: ClusterPicture;
  @property({ attribute: false }) brief = false;
  @property({ attribute: false }) locked = false;

  #shape(kind: MessageKind, light = false): TemplateResult {
    return html`<svg viewBox="-9 -9 18 18" aria-hidden="true">
      ${svg`${messageShape({ kind, light, held: false }, 7)}`}
    </svg>`;
  }

  #cuts(): string {
    return linksOf(this.picture)
      .filter(({ state }) => state !== 'whole')
      .map(({ a, b, state }) => (state === 'both' ? words.cutBoth(a, b) : words.cutOne(a, b)))
      .join(' ');
  }

  protected override render(): TemplateResult {
    const cuts = this.#cuts();
    return html`<ul aria-label=${words.legend}>
        ${KINDS.map((kind) => html`<li>${this.#shape(kind)} ${messages[kind]}</li>`)}
        <li>${this.#shape('appendReply')} ${words.legendReply}</li>
        <li>${this.#shape('append', true)} ${words.legendLight}</li>
        ${calm.matches ? html`<li>${words.legendCount}</li>` : nothing}
      </ul>
      ${cuts === '' ? nothing : html`<p class="cuts">${cuts}</p>`}
      ${
        this.brief
          ? nothing
          : html`<p>${words.keysShort} ${this.locked ? nothing : words.hintCut}</p>`
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-legend': GlLegend;
  }
}
