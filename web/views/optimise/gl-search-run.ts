import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Job, SitingPart } from '../../app/snapshot.ts';
import type { Command } from '../../app/command.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { words as all } from '../../strings/en/optimise.ts';
import { formatNumber } from '../chart/number.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { sections } from '../section-style.ts';
import { duration } from './duration.ts';
import { progressOf, quarter } from './progress.ts';
import { isStale } from './stale.ts';

const words = all.run;
type Offer = readonly [label: string, command: Command];

/**
 * Start, stop and continue the search, and what it says about itself meanwhile.
 * @fires gl-command
 */
@customElement('gl-search-run')
export class GlSearchRun extends LitElement {
  @property({ attribute: false }) job: Job<SitingPart> = { state: 'idle' };
  @property({ attribute: false }) scenario!: Scenario;
  @property({ type: Boolean }) ready = true;

  /** In one line, where the picture needs the room. */
  @property({ type: Boolean, reflect: true }) inline = false;

  static override styles = [
    controls,
    sections,
    css`
      progress {
        inline-size: 100%;
        block-size: 10px;
        margin-block: 6px;
        accent-color: var(--select);
      }
      p {
        margin-block: 4px;
      }
      .stale {
        border-inline-start: 3px solid var(--energy);
        padding-inline-start: 8px;
      }
      /* The button first, then what it says: one line on a wide screen. */
      :host([inline]) {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 20px;
        align-items: center;
      }
      :host([inline]) .row {
        order: -1;
      }
      :host([inline]) p {
        max-inline-size: none;
      }
      :host([inline]) progress {
        flex: 1 1 8em;
        inline-size: auto;
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const percent = quarter(this.job);
    return html`<h3 class=${this.inline ? 'silent' : ''}>${words.heading}</h3>
      ${this.#state()} ${this.#stale()}
      <div class="row">${this.#buttons()}</div>
      <p class="silent" role="status">${percent === null ? '' : words.spoken(percent)}</p>`;
  }

  #state(): TemplateResult {
    const { job } = this;
    switch (job.state) {
      case 'idle':
        return this.#plan();
      case 'queued':
        return html`<p>${words.queued(job.position)}</p>`;
      case 'running': {
        const { done, total } = job;
        const { elapsedMs, leftSeconds } = progressOf(done, total, job.elapsedMs);
        return html`<p>
            ${words.generation({ done, total })} ·
            ${words.elapsed(duration(elapsedMs / 1000))}${
              leftSeconds === null ? nothing : html` · ${words.left(duration(leftSeconds))}`
            }
          </p>
          <progress
            max=${total}
            value=${done}
            aria-label=${words.heading}
            aria-valuetext=${words.generation({ done, total })}
          ></progress>`;
      }
      case 'done':
        return html`<p>
          ${words.done({
            generation: job.part.generation,
            evaluations: formatNumber(job.part.evaluations, 0),
            time: duration(job.elapsedMs / 1000),
          })}
        </p>`;
      case 'stopped':
        return html`<p>
            ${words.stopped({ done: job.done, total: job.total, reason: job.reason })}
          </p>
          ${job.resumable ? html`<p class="soft">${words.resumable}</p>` : nothing}`;
    }
  }

  #plan(): TemplateResult {
    const { generations, population } = this.scenario.search;
    return html`<p>
      ${words.plan({
        generations: formatNumber(generations, 0),
        population: formatNumber(population, 0),
        designs: formatNumber(generations * population, 0),
      })}
    </p>`;
  }

  get #isStale(): boolean {
    const { job } = this;
    const part = job.state === 'idle' || job.state === 'queued' ? null : job.part;
    return part !== null && isStale(part.scenario, this.scenario);
  }

  #stale(): TemplateResult | typeof nothing {
    return this.#isStale ? html`<p class="stale">${words.stale}</p>` : nothing;
  }

  #buttons(): TemplateResult {
    const button = ([label, command]: Offer, main = false): TemplateResult =>
      html`<button
        class=${main ? 'main' : 'framed'}
        data-command=${command.kind}
        ?disabled=${!this.ready}
        @click=${() => ask(this, command)}
      >
        ${label}
      </button>`;
    const [first, second] = this.#offers();
    return html`${button(first, true)}${second === undefined ? nothing : button(second)}`;
  }

  // One shape for all states, so that the first button keeps the focus when its meaning changes.
  #offers(): readonly [Offer, Offer?] {
    const { job } = this;
    const fresh = this.#isStale;
    switch (job.state) {
      case 'idle':
        return [[words.start, { kind: 'search-start' }]];
      case 'queued':
      case 'running':
        return [[words.cancel, { kind: 'search-cancel' }]];
      case 'done':
        return [[fresh ? words.fresh : words.again, { kind: 'search-start' }]];
      case 'stopped':
        return job.resumable && !fresh
          ? [
              [words.resume, { kind: 'search-resume' }],
              [words.restart, { kind: 'search-start' }],
            ]
          : [[fresh ? words.fresh : words.restart, { kind: 'search-start' }]];
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-search-run': GlSearchRun;
  }
}
