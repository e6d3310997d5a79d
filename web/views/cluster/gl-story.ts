/**
 * What happened, latest first; each line leads to its step.
 *
 * @fires gl-command
 */
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { StoryLine } from '../../simulation/story.ts';
import { story as words } from '../../strings/en/cluster-control.ts';
import { lineWords } from '../../strings/en/simulation.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { sections } from '../section-style.ts';

const LINES_MAX = 60;

@customElement('gl-story')
export class GlStory extends LitElement {
  static override styles = [
    controls,
    sections,
    css`
      ol {
        display: grid;
        margin: 4px 0;
        padding: 0;
        max-block-size: var(--story-height, 18em);
        overflow-y: auto;
        scrollbar-width: thin;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: 7em minmax(0, 1fr);
        align-items: baseline;
      }
      li button {
        justify-content: start;
        min-block-size: 24px;
        padding: 0 4px;
        white-space: nowrap;
        color: var(--ink-soft);
      }
      .fault {
        font-weight: var(--weight-strong);
      }
      .violation {
        color: var(--breach);
        font-weight: var(--weight-strong);
      }
      @media (pointer: coarse) {
        li button {
          min-block-size: var(--target);
        }
      }
    `,
  ];

  @property({ attribute: false }) lines: readonly StoryLine[] = [];

  protected override render(): TemplateResult {
    const latest = [...this.lines].reverse().slice(0, LINES_MAX);
    return html`<h3>${words.heading} <span class="soft unit">${words.note}</span></h3>
      ${
        latest.length === 0
          ? html`<p class="soft">${words.empty}</p>`
          : html`<ol tabindex="0" aria-label=${words.heading} @keydown=${this.#onKey}>
              ${latest.map((line) => this.#line(line))}
            </ol>`
      }`;
  }

  /** One tab stop; arrows go from line to line. */
  readonly #onKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const lines = [...this.renderRoot.querySelectorAll('button')];
    const at = lines.findIndex((line) => line.matches(':focus'));
    lines[Math.min(lines.length - 1, Math.max(0, at + step))]?.focus();
  };

  #line(line: StoryLine): TemplateResult {
    const { tick, step, what } = line;
    return html`<li class=${what.kind}>
      <button
        title=${words.goTo(step)}
        tabindex="-1"
        @click=${() => ask(this, { kind: 'run-seek', step })}
      >
        ${words.tick(tick)}
      </button>
      <span>${lineWords(line)}</span>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-story': GlStory;
  }
}
