/**
 * The Optimise view: your own guess, the search's assumptions, the search and its front, and one
 * design of it in full. It renders the session's snapshot and passes on what its parts ask for.
 */
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Session } from '../app/session.ts';
import type { SitingPart, Snapshot } from '../app/snapshot.ts';
import type { Design } from '../kernel/outcome.ts';
import { VERSION } from '../build-info.ts';
import { words } from '../strings/en/optimise.ts';
import { formatNumber } from './chart/number.ts';
import type { Provenance } from './chart/series.ts';
import { controls } from './controls.ts';
import { type Objective, order } from './optimise/front.ts';
import './optimise/gl-assumptions.ts';
import './optimise/gl-design.ts';
import './optimise/gl-front.ts';
import './optimise/gl-guess.ts';
import { searchRun } from './optimise/search-run.ts';
import { sketch } from './optimise/sketch.ts';
import { partOf, why } from './optimise/why.ts';
import { bigNumber, page, pageStyle } from './page.ts';
import { sections } from './section-style.ts';
import { SessionController } from './session-controller.ts';

@customElement('gl-optimise')
export class GlOptimise extends LitElement {
  @property({ attribute: false }) session!: Session;
  @state() private along: Objective = 'costUsdPerHour';

  static override styles = [
    controls,
    sections,
    pageStyle,
    css`
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 27em;
        gap: 20px 36px;
        align-items: start;
        margin-block-start: 12px;
      }
      .side {
        display: grid;
        gap: 22px;
      }
      gl-design {
        grid-column: 1 / -1;
        margin-block-start: 6px;
        padding-block-start: 18px;
        border-block-start: 1px solid var(--rule);
      }
      @container (max-width: 62em) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
        .side {
          display: contents;
        }
        gl-job-run {
          order: -1;
        }
        gl-guess,
        gl-assumptions {
          order: 1;
        }
      }
      .sketch {
        display: block;
        inline-size: 100%;
        max-inline-size: 760px;
        max-block-size: 60vh;
        color: var(--ghost);
      }
      .sketch .note {
        fill: var(--ink-soft);
        font-size: 9px;
      }
      .projector .sketch .note {
        font-size: 16px;
      }
      @container (max-width: 40em) {
        .sketch .note {
          font-size: 18px;
        }
      }
      .projector gl-job-run {
        margin-block-end: 12px;
      }
      .projector gl-design {
        display: block;
      }
      .first {
        font-size: var(--size-l);
        margin-block: 12px 4px;
      }
      @media print {
        .side gl-guess {
          display: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    new SessionController(this);
  }

  override render(): TemplateResult {
    const { snapshot } = this.session;
    const { world, siting } = snapshot;
    const front = partOf(snapshot);
    // After a change of network the old designs speak of buses that are no longer there.
    const fits = front[0]?.panels.length === world.grid.buses.length;
    const ready = snapshot.engine.state === 'ready';
    const { projector } = snapshot;
    const picture = html`<div class="picture">
      ${front.length === 0 ? this.#empty(snapshot) : this.#front(snapshot)}
    </div>`;
    const run = searchRun({
      job: siting,
      scenario: world.scenario,
      ready,
      inline: projector,
    });
    const design = front.length === 0 || !fits ? nothing : this.#design(snapshot, front);
    return page({
      session: this.session,
      title: words.title,
      summary: this.#summary(snapshot),
      why: { label: words.why.label, sentence: why(snapshot, this.along) },
      content: projector
        ? html`${this.#number(snapshot, front)} ${run} ${picture} ${design}
          ${this.#fold(words.folds.guess, this.#guess(snapshot, front))}
          ${this.#fold(words.folds.assumptions, this.#assumptions(snapshot))}`
        : html`<div class="columns">
            ${picture}
            <div class="side">
              ${run} ${this.#guess(snapshot, front)} ${this.#assumptions(snapshot)}
            </div>
            ${design}
          </div>`,
    });
  }

  #fold(heading: string, content: TemplateResult): TemplateResult {
    return html`<details>
      <summary>${heading}</summary>
      ${content}
    </details>`;
  }

  #guess({ world, guessDesign, locked }: Snapshot, front: readonly Design[]): TemplateResult {
    return html`<gl-guess
      .scenario=${world.scenario}
      .grid=${world.grid}
      .design=${guessDesign}
      .front=${front}
      .locked=${locked.includes('guess')}
    ></gl-guess>`;
  }

  #assumptions({ world, locked }: Snapshot): TemplateResult {
    return html`<gl-assumptions
      .scenario=${world.scenario}
      .locked=${locked.includes('siting')}
    ></gl-assumptions>`;
  }

  #design(snapshot: Snapshot, front: readonly Design[]): TemplateResult {
    return html`<gl-design
      .snapshot=${snapshot}
      .front=${front}
      .along=${this.along}
      .origin=${this.#origin(snapshot)}
      @gl-along=${(event: CustomEvent<Objective>) => {
        this.along = event.detail;
      }}
    ></gl-design>`;
  }

  /** The one number of the projector: what the hour costs, against no devices. */
  #number(snapshot: Snapshot, front: readonly Design[]): TemplateResult | typeof nothing {
    const { noDevices, selectedDesign } = snapshot;
    const base = noDevices === null ? null : formatNumber(noDevices.costUsdPerHour, 1);
    const selected = front[selectedDesign];
    const shown = selected ?? front[order(front, 'costUsdPerHour')[0] ?? -1] ?? noDevices;
    if (shown === null) return nothing;
    const none = base === null ? '' : words.number.against(base);
    const said =
      selected !== undefined
        ? words.number.selected({ none })
        : front.length > 0
          ? words.number.cheapest({ count: front.length, none })
          : words.number.none;
    return bigNumber(formatNumber(shown.costUsdPerHour, 1), said);
  }

  #origin(snapshot: Snapshot): Omit<Provenance, 'title'> {
    const seed = snapshot.world.scenario.seed.toString(16).padStart(4, '0');
    return { link: snapshot.link, seed, version: VERSION };
  }

  #part(snapshot: Snapshot): SitingPart | null {
    const { siting } = snapshot;
    return siting.state === 'idle' || siting.state === 'queued' ? null : siting.part;
  }

  #front(snapshot: Snapshot): TemplateResult {
    return html`<gl-front
      .found=${this.#part(snapshot)}
      .running=${snapshot.siting.state === 'running'}
      .single=${snapshot.projector}
      .none=${snapshot.noDevices}
      .thesis=${snapshot.thesisDesign}
      .guess=${snapshot.world.scenario.guess.length === 0 ? null : snapshot.guessDesign}
      .selected=${snapshot.selectedDesign}
      .settled=${snapshot.engine.state === 'ready'}
      .origin=${this.#origin(snapshot)}
    ></gl-front>`;
  }

  #empty(snapshot: Snapshot): TemplateResult {
    const guessed = snapshot.world.scenario.guess.length > 0;
    return html`<div class="empty">
      <p class="first">${guessed ? words.front.guessed : words.front.empty}</p>
      ${
        guessed
          ? this.#front(snapshot)
          : html`${sketch()}
              <p class="soft">${words.front.exampleNote}</p>`
      }
    </div>`;
  }

  #summary(snapshot: Snapshot): string {
    const { siting } = snapshot;
    const designs = partOf(snapshot).length;
    const { summary } = words;
    switch (siting.state) {
      case 'idle':
      case 'queued':
        return [summary.here, summary.idle, summary.tryGuess].join(' ');
      case 'running':
        return summary.running({ generation: siting.done, total: siting.total, designs });
      case 'stopped':
        return [summary.stopped({ generation: siting.done, designs }), summary.trySelect].join(' ');
      case 'done':
        return [summary.done({ designs }), summary.trySelect].join(' ');
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-optimise': GlOptimise;
  }
}
