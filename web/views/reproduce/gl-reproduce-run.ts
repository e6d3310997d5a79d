import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Command } from '../../app/command.ts';
import type { Job, ReproducePart } from '../../app/snapshot.ts';
import type { TableSummary } from '../../reproduce/table.ts';
import { words as all } from '../../strings/en/reproduce.ts';
import { words as optimise } from '../../strings/en/optimise.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { duration } from '../optimise/duration.ts';
import { progressOf, quarter } from '../optimise/progress.ts';
import { sections } from '../section-style.ts';

const words = all.run;

/**
 * Run all, run the short check, stop, and how far it is.
 * @fires gl-command
 */
@customElement('gl-reproduce-run')
export class GlReproduceRun extends LitElement {
  @property({ attribute: false }) job: Job<ReproducePart> = { state: 'idle' };
  @property({ attribute: false }) tables: readonly TableSummary[] = [];
  @property({ type: Boolean }) ready = true;

  /** In one line, where the picture needs the room. */
  @property({ type: Boolean, reflect: true }) inline = false;

  static override styles = [
    controls,
    sections,
    css`
      progress {
        inline-size: min(100%, 40em);
        block-size: 10px;
        accent-color: var(--select);
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
      ${this.#state()}
      <div class="row">${this.#buttons()}</div>
      ${this.inline ? nothing : html`<p class="soft">${words.smokeNote}</p>`}
      <p class="silent" role="status">${percent === null ? '' : words.spoken(percent)}</p>`;
  }

  #state(): TemplateResult {
    const { job } = this;
    switch (job.state) {
      case 'idle':
        return html`<p>${this.#expected()}</p>`;
      case 'queued':
        return html`<p>${words.queued(job.position)}</p>`;
      case 'running': {
        const { done, total } = job;
        const { elapsedMs, leftSeconds } = progressOf(done, total, job.elapsedMs);
        const { elapsed, left } = optimise.run;
        return html`<p>
            ${words.progress({ done, total })} · ${elapsed(duration(elapsedMs / 1000))}
            ${leftSeconds === null ? nothing : html`· ${left(duration(leftSeconds))}`}
          </p>
          <progress
            max=${Math.max(1, total)}
            value=${done}
            aria-label=${words.heading}
            aria-valuetext=${words.progress({ done, total })}
          ></progress>`;
      }
      case 'done':
        return html`<p>
          ${words.done({
            tables: job.part.reports.length,
            time: duration(job.elapsedMs / 1000),
          })}
        </p>`;
      case 'stopped':
        return html`<p>
          ${words.stopped({ done: job.done, total: job.total, reason: job.reason })}
        </p>`;
    }
  }

  #expected(): string {
    return words.expected(this.tables.length);
  }

  #buttons(): TemplateResult {
    const { state } = this.job;
    const busy = state === 'running' || state === 'queued';
    const smoke = this.tables.filter((table) => !table.stochastic).map((table) => table.id);
    const first: Command = busy ? { kind: 'reproduce-cancel' } : { kind: 'reproduce', tables: [] };
    const missing = !this.ready || this.tables.length === 0;
    return html`<button
        class="main"
        data-command=${first.kind}
        ?disabled=${missing}
        @click=${() => ask(this, first)}
      >
        ${busy ? words.cancel : words.all}
      </button>
      <button
        class="framed"
        data-smoke
        ?disabled=${missing || busy || smoke.length === 0}
        @click=${() => ask(this, { kind: 'reproduce', tables: smoke })}
      >
        ${words.smoke}
      </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-reproduce-run': GlReproduceRun;
  }
}
