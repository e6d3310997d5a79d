/**
 * A long job as a person meets it: what it will take, how far it is and how long it will last, why
 * it stopped, and the buttons that start, stop and continue it. It knows the five states of a job
 * and nothing of what is computed: whoever shows it brings the words and the commands.
 */
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Command } from '../../app/command.ts';
import type { Job } from '../../app/snapshot.ts';
import { job as common } from '../../strings/en/job.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { sections } from '../section-style.ts';
import { duration } from './duration.ts';
import { progressOf, quarter } from './progress.ts';

/** What one kind of job calls itself and its steps. */
export interface JobWords {
  readonly heading: string;
  readonly progress: (at: { done: number; total: number }) => string;
  readonly stopped: (at: { done: number; total: number; reason: string }) => string;
  /** For a screen reader, at each quarter. */
  readonly spoken: (percent: number) => string;
  /** What going on after a stop is worth; only of jobs that can. */
  readonly resumable?: string;
}

export interface Offer {
  readonly label: string;
  readonly command: Command;
  readonly disabled?: boolean;
}

/** @fires gl-command */
@customElement('gl-job-run')
export class GlJobRun extends LitElement {
  @property({ attribute: false }) job: Job<unknown> = { state: 'idle' };
  @property({ attribute: false }) words!: JobWords;
  /** The first is the main one and keeps the focus while its meaning changes. */
  @property({ attribute: false }) offers: readonly Offer[] = [];
  /** What it says before it has run. */
  @property({ attribute: false }) idle = '';
  /** What it says when it is done. */
  @property({ attribute: false }) done = '';
  /** Why what it found is not to be trusted for what is on show; '' when it is. */
  @property({ attribute: false }) warning = '';
  /** A sentence on what the buttons offer. */
  @property({ attribute: false }) note = '';

  /** In one line, where the picture needs the room. */
  @property({ type: Boolean, reflect: true }) inline = false;

  static override styles = [
    controls,
    sections,
    css`
      progress {
        inline-size: min(100%, 40em);
        block-size: 10px;
        margin-block: 6px;
        accent-color: var(--select);
      }
      p {
        margin-block: 4px;
      }
      .warning {
        border-inline-start: 3px solid var(--energy);
        padding-inline-start: 8px;
      }
      .row {
        margin-block-start: 6px;
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
        margin-block-start: 0;
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

  protected override render(): TemplateResult {
    const percent = quarter(this.job);
    return html`<h3 class=${this.inline ? 'silent' : ''}>${this.words.heading}</h3>
      ${this.state()}
      ${this.warning === '' ? nothing : html`<p class="warning">${this.warning}</p>`}
      <div class="row">${this.offers.map((offer, at) => this.button(offer, at === 0))}</div>
      ${this.note === '' || this.inline ? nothing : html`<p class="soft">${this.note}</p>`}
      <p class="silent" role="status">${percent === null ? '' : this.words.spoken(percent)}</p>`;
  }

  private state(): TemplateResult {
    const { job, words } = this;
    switch (job.state) {
      case 'idle':
        return html`<p>${this.idle}</p>`;
      case 'queued':
        return html`<p>${common.queued(job.position)}</p>`;
      case 'running':
        return this.running(job);
      case 'done':
        return html`<p>${this.done}</p>`;
      case 'stopped':
        return html`<p>
            ${words.stopped({ done: job.done, total: job.total, reason: job.reason })}
          </p>
          ${job.resumable ? html`<p class="soft">${words.resumable}</p>` : nothing}`;
    }
  }

  private running({
    done,
    total,
    elapsedMs,
  }: Extract<Job<unknown>, { state: 'running' }>): TemplateResult {
    const { leftSeconds } = progressOf(done, total, elapsedMs);
    const said = this.words.progress({ done, total });
    const left = leftSeconds === null ? '' : ` · ${common.left(duration(leftSeconds))}`;
    return html`<p>${said} · ${common.elapsed(duration(elapsedMs / 1000))}${left}</p>
      <progress
        max=${Math.max(1, total)}
        value=${done}
        aria-label=${this.words.heading}
        aria-valuetext=${said}
      ></progress>`;
  }

  private button({ label, command, disabled = false }: Offer, main: boolean): TemplateResult {
    return html`<button
      class=${main ? 'main' : 'framed'}
      data-command=${command.kind}
      ?disabled=${disabled}
      @click=${() => ask(this, command)}
    >
      ${label}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-job-run': GlJobRun;
  }
}
