/**
 * The five safety properties and what else is checked after every step, as live ticks.
 *
 * @fires gl-command
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Check, CheckName } from '../../simulation/show.ts';
import { checks as names } from '../../strings/en/cluster.ts';
import { safety as words } from '../../strings/en/cluster-control.ts';
import { seenWords } from '../../strings/en/simulation.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { icon } from '../icon.ts';
import { sections } from '../section-style.ts';
import { formatCount } from '../../units.ts';

/** Those of the paper's figure 3 and the two a class asks about; the rest is folded away. */
const FIRST: readonly CheckName[] = [
  'election-safety',
  'leader-append-only',
  'log-matching',
  'leader-completeness',
  'state-machine-safety',
  'state-root-agreement',
  'reads-are-current',
];

@customElement('gl-safety')
export class GlSafety extends LitElement {
  static override styles = [
    controls,
    sections,
    css`
      ul {
        display: grid;
        gap: 2px;
        margin: 4px 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: 1.6em minmax(0, 1fr) auto;
        gap: 0 6px;
        align-items: baseline;
      }
      li .icon {
        align-self: center;
      }
      .broken {
        color: var(--breach);
        font-weight: var(--weight-strong);
      }
      .what {
        color: var(--ink-soft);
      }
      .violation {
        margin-block: 0 8px;
        padding: 8px 12px;
        border-inline-start: 4px solid var(--breach);
        background: var(--panel);
      }
      .violation p {
        margin: 2px 0 6px;
      }
    `,
  ];

  @property({ attribute: false }) checks: readonly Check[] = [];
  @property({ attribute: false }) violation: Check | null = null;
  /** The names and the ticks only. */
  @property({ type: Boolean, reflect: true }) brief = false;

  /** What the search was asked for: what is on show of it is as short as it gets. */
  @state() private searched: Check['name'] | null = null;

  #line({ name, held, looked }: Check): TemplateResult {
    const { name: title, what } = names[name];
    return html`<li class=${held ? '' : 'broken'} title=${what}>
      ${icon(held ? 'check' : 'warning')}
      <span
        >${title}<span class="silent">: ${held ? words.held : words.broken}, ${what}</span></span
      >
      <span class="what" aria-label=${words.looked(looked)}>${formatCount(looked)} ×</span>
    </li>`;
  }

  #broken({ name, seen }: Check): TemplateResult {
    return html`<div class="violation" role="alert">
      <strong>${words.isBroken(names[name].name)}</strong>
      <p>${seen ? seenWords(seen) : nothing}</p>
      <p class="soft">${words.rule(names[name].what)}</p>
      <div class="row">
        <button
          class=${this.searched === name ? 'framed' : 'main'}
          title=${words.shortestNote}
          @click=${() => {
            this.searched = name;
            ask(this, { kind: 'run-shortest' });
          }}
        >
          ${words.shortest}
        </button>
        <button class="framed" @click=${() => ask(this, { kind: 'run-step', steps: -1 })}>
          ${words.rewind}
        </button>
      </div>
    </div>`;
  }

  protected override render(): TemplateResult {
    const first = this.checks.filter(({ name }) => FIRST.includes(name));
    const rest = this.checks.filter(({ name }) => !FIRST.includes(name));
    return html`<h3>${words.heading}</h3>
      ${this.violation ? this.#broken(this.violation) : nothing}
      <ul aria-label=${words.note}>
        ${first.map((check) => this.#line(check))}
        ${rest.map((check) => (this.brief ? nothing : this.#line(check)))}
      </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-safety': GlSafety;
  }
}
