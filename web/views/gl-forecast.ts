/**
 * The Forecast view: what a meter showed, what several methods expect for tomorrow, and what came.
 * It renders the session's snapshot and passes on what its parts ask for.
 */
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { meteredGrid } from '../app/forecast-question.ts';
import { asksSun } from '../app/forecast-sun.ts';
import type { ForecastShow, StudyPart } from '../app/forecast-show.ts';
import type { Session } from '../app/session.ts';
import type { Snapshot } from '../app/snapshot.ts';
import { VERSION } from '../build-info.ts';
import { withValue } from '../scenario/edit.ts';
import { words } from '../strings/en/forecast.ts';
import { sun } from '../strings/en/forecast-sun.ts';
import { procedure } from '../strings/en/forecast-procedure.ts';
import type { Provenance } from './chart/series.ts';
import { controls } from './controls.ts';
import { fitRun } from './forecast/fit-run.ts';
import './forecast/gl-forecast-card.ts';
import './forecast/gl-forecast-errors.ts';
import './forecast/gl-forecast-guess.ts';
import './forecast/gl-forecast-parts.ts';
import './forecast/gl-forecast-picture.ts';
import './forecast/gl-forecast-procedure.ts';
import './forecast/gl-guess-board.ts';
import { partOf, type Reading, readingOf } from './forecast/reading.ts';
import { dateOf } from './forecast/when.ts';
import { isTooEarly, number, summary, why } from './forecast/why.ts';
import { bigNumber, page, pageStyle } from './page.ts';
import { sections } from './section-style.ts';
import { SessionController } from './session-controller.ts';

/** After the words: the picture, the errors, the procedure, what Prophet found. */
const STAGES = { picture: 1, errors: 2, procedure: 3, parts: 4 } as const;

@customElement('gl-forecast')
export class GlForecast extends LitElement {
  @property({ attribute: false }) session!: Session;
  /** How much of a first answer is drawn: one part more in each frame, so that none waits for all. */
  @state() private drawn = 0;
  private read: { readonly of: readonly unknown[]; readonly reading: Reading | null } | null = null;

  static override styles = [
    controls,
    sections,
    pageStyle,
    css`
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 25em;
        gap: 20px 36px;
        align-items: start;
        margin-block-start: 12px;
      }
      .side {
        display: grid;
        gap: 22px;
      }
      .below {
        grid-column: 1 / -1;
        display: grid;
        gap: 24px;
      }
      .below > * {
        padding-block-start: 16px;
        border-block-start: 1px solid var(--rule);
      }
      .picture {
        min-block-size: 20em;
      }
      @container (max-width: 62em) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      .projector gl-guess-board {
        --board-aspect: 3.4;
      }
      .projector gl-job-run {
        margin-block-end: 8px;
      }
    `,
  ];

  constructor() {
    super();
    new SessionController(this);
  }

  protected override firstUpdated(): void {
    this.session.dispatch({ kind: 'forecast-open' });
  }

  protected override updated(): void {
    if (this.drawn >= STAGES.parts || !this.read?.reading) return;
    requestAnimationFrame(() => (this.drawn += 1));
  }

  protected override render(): TemplateResult {
    const { snapshot } = this.session;
    const { forecast, projector } = snapshot;
    const reading = this.reading(forecast);
    const busy = forecast.fit.state !== 'done';
    const run = fitRun({
      ...{ job: forecast.fit, study: forecast.study, trouble: forecast.trouble },
      inline: projector,
    });
    const picture = html`<div class="picture">${this.picture(snapshot, reading)}</div>`;
    const guess = html`<gl-forecast-guess
      .guess=${forecast.guess}
      .standings=${reading?.standings ?? []}
    ></gl-forecast-guess>`;
    const card = html`<gl-forecast-card
      .scenario=${snapshot.world.scenario}
      .study=${forecast.study}
      .locked=${snapshot.locked}
    ></gl-forecast-card>`;
    return page({
      session: this.session,
      title: words.title,
      summary: summary(snapshot, reading),
      why: { label: words.why.label, sentence: why(snapshot, reading) },
      content: projector
        ? html`${reading ? this.lead(reading, guess) : nothing} ${busy ? run : nothing} ${picture}
          ${forecast.guess.on ? nothing : this.fold(words.guess.heading, guess)}
          ${forecast.guess.revealed ? guess : nothing} ${this.fold(words.card.heading, card)}
          ${this.fold(procedure.heading, this.procedure(snapshot, reading))}`
        : html`<div class="columns">
            ${picture}
            <div class="side">${run} ${reading ? guess : nothing} ${card}</div>
            ${reading && this.drawn >= STAGES.errors ? this.below(snapshot, reading) : nothing}
          </div>`,
    });
  }

  /** Above the projector's picture: its number, or what to press while one draws. */
  private lead(reading: Reading, guess: TemplateResult): TemplateResult {
    return reading.hidden ? guess : bigNumber(...number(reading));
  }

  /** Told once for each change, so that charts keep what they laid out. */
  private reading(forecast: ForecastShow): Reading | null {
    const { study, guess, fit, compare } = forecast;
    const of = [study, guess, partOf(fit), partOf(compare)];
    if (!this.read?.of.every((part, at) => part === of[at])) {
      this.read = { of, reading: readingOf(forecast) };
    }
    return this.read.reading;
  }

  private picture(snapshot: Snapshot, reading: Reading | null): TemplateResult {
    const { guess, study } = snapshot.forecast;
    const said = asksSun(snapshot.world.scenario) ? sun.summary.waiting : words.picture.wait;
    const wait = html`<p role="status">${said}</p>`;
    if (!reading) {
      return study ? this.nothing(study) : wait;
    }
    if (this.drawn < STAGES.picture) return wait;
    if (reading.hidden) {
      return html`<gl-guess-board .study=${reading.study} .guess=${guess}></gl-guess-board>`;
    }
    return html`<gl-forecast-picture
      .reading=${reading}
      .origin=${origin(snapshot)}
      ?bare=${snapshot.projector}
    ></gl-forecast-picture>`;
  }

  /** As many days later as it takes for the history that was wished for. */
  private nothing(study: StudyPart): TemplateResult {
    if (!isTooEarly(study)) return html`<p role="status">${words.summary.cannot}</p>`;
    const { coming, scenario } = study;
    const days = scenario.forecast.historyDays;
    const date = dateOf(coming.startMinute + (days + 1 - scenario.day) * 1440);
    const later = withValue(this.session.snapshot.world.scenario, 'day', days + 1);
    const label = words.picture.later({ date, days });
    return html`<p role="status">${words.summary.none}</p>
      <button
        class="main"
        @click=${() => this.session.dispatch({ kind: 'change', scenario: later, words: label })}
      >
        ${label}
      </button>`;
  }

  private below(snapshot: Snapshot, reading: Reading): TemplateResult {
    const { forecast } = snapshot;
    return html`<div class="below">
      <gl-forecast-errors
        .reading=${reading}
        .job=${forecast.compare}
        .trouble=${forecast.trouble}
        .origin=${origin(snapshot)}
      ></gl-forecast-errors>
      ${
        reading.fit === null || this.drawn < STAGES.parts
          ? nothing
          : html`<gl-forecast-parts
              .study=${reading.study}
              .fit=${reading.fit}
              .origin=${origin(snapshot)}
            ></gl-forecast-parts>`
      }
      ${this.drawn < STAGES.procedure ? nothing : this.procedure(snapshot, reading)}
    </div>`;
  }

  private procedure(snapshot: Snapshot, reading: Reading | null): TemplateResult | typeof nothing {
    if (!reading) return nothing;
    const { forecast, locked, world } = snapshot;
    if (reading.study.sun) return html`<p class="soft">${sun.procedure}</p>`;
    return html`<gl-forecast-procedure
      .study=${reading.study}
      .grid=${meteredGrid(world.scenario)}
      .job=${forecast.procedure}
      .trouble=${forecast.trouble}
      .origin=${origin(snapshot)}
      ?locked=${locked.includes('loads')}
    ></gl-forecast-procedure>`;
  }

  private fold(heading: string, content: TemplateResult | typeof nothing): TemplateResult {
    return html`<details>
      <summary>${heading}</summary>
      ${content}
    </details>`;
  }
}

function origin({ world, link }: Snapshot): Omit<Provenance, 'title'> {
  const seed = world.scenario.seed.toString(16).padStart(4, '0');
  return { link, seed, version: VERSION };
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-forecast': GlForecast;
  }
}
