/**
 * The whole year under the feeder: its job, its map, and what it adds up to. It renders what the
 * session published and keeps nothing but how far its own adding up is.
 *
 * @fires gl-command
 * @fires gl-to-feeder - the person wants to look at the feeder above
 */
import { LitElement, type PropertyValues, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Snapshot } from '../../app/snapshot.ts';
import type { YearPart } from '../../app/year-show.ts';
import { slotOfYear } from '../../kernel/year.ts';
import { assumptions, meter } from '../../strings/en/year-assumption.ts';
import { accounts as accountWords, year as words } from '../../strings/en/year.ts';
import '../chart/gl-chart.ts';
import { download, fileName } from '../chart/save.ts';
import type { Provenance } from '../chart/series.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { sections } from '../section-style.ts';
import { dayMessages } from './day-messages.ts';
import { failedList } from './failed-list.ts';
import { countOf, withLedger } from './account.ts';
import { type Findings, findingsOf, pause } from './findings.ts';
import './gl-own-meter.ts';
import './gl-year-accounts.ts';
import './gl-year-assumptions.ts';
import './gl-year-map.ts';
import { onFeeder } from './on-feeder.ts';
import { slotsOf } from './slots.ts';
import { isStale } from './stale.ts';
import { whyOf } from './why.ts';
import type { YearChart } from './year-charts.ts';
import { wholeCsv } from './year-export.ts';
import { yearRun } from './year-run.ts';
import { yearStyle } from './year-style.ts';

/** While the year runs, what it adds up to is made anew this seldom. */
const FIND_EVERY_MS = 250;

@customElement('gl-year')
export class GlYear extends LitElement {
  static override readonly styles = [controls, sections, yearStyle];

  @property({ attribute: false }) snapshot!: Snapshot;
  @property({ attribute: false }) provenance: Provenance | null = null;
  @state() private findings: Findings | null = null;
  @state() private said = '';
  @state() private writing = false;
  @state() private opened: ReadonlySet<string> = new Set();
  private finding = false;

  override connectedCallback(): void {
    super.connectedCallback();
    ask(this, { kind: 'year-open' });
  }

  private get solved(): YearPart | null {
    const { year } = this.snapshot;
    return 'part' in year ? year.part : null;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('snapshot')) void this.find();
  }

  private async find(): Promise<void> {
    if (this.finding) return;
    this.finding = true;
    try {
      for (;;) {
        const { solved: part, findings } = this;
        const { yearBaseline: before } = this.snapshot;
        if (part === null) this.findings = null;
        if (part === null || !this.isConnected) return;
        if (findings?.part === part && findings.before === before) return;
        const wanted = (): boolean => this.isConnected && this.solved !== null;
        const found = await findingsOf(part, before, wanted);
        if (!found) return;
        await this.reveal(found);
        await pause(FIND_EVERY_MS);
      }
    } finally {
      this.finding = false;
    }
  }

  /** One picture a turn: four at once would hold the page for longer than an eye notices. */
  private async reveal(found: Findings): Promise<void> {
    const before = this.findings?.charts ?? [];
    for (let count = 0; count <= found.charts.length; count++) {
      const charts = [...found.charts.slice(0, count), ...before.slice(count)];
      this.findings = { ...found, charts };
      await pause();
      if (!this.isConnected || this.solved === null) return;
    }
  }

  private get shown(): number {
    const { scenario } = this.snapshot.world;
    const { solved: part } = this;
    const fits = part?.year.input.stepMinutes === scenario.year.stepMinutes;
    return scenario.moment === 'year' && fits ? slotOfYear(scenario) : -1;
  }

  private titled(title: string): Provenance | null {
    return this.provenance && { ...this.provenance, title };
  }

  private async save(): Promise<void> {
    const { solved: part, provenance } = this;
    if (!part || !provenance || this.writing) return;
    const name = fileName(words.heading, 'csv');
    this.writing = true;
    this.said = accountWords.saving;
    const pieces = await wholeCsv(part, slotsOf(part), { ...provenance, title: words.heading });
    download(name, 'text/csv;charset=utf-8', pieces);
    this.writing = false;
    this.said = accountWords.saved(name);
  }

  private run(stale: boolean): TemplateResult {
    const { year: job, yearBaseline: baseline, world, engine } = this.snapshot;
    return yearRun({
      ...{ job, part: this.solved, baseline, scenario: world.scenario, stale },
      buses: world.grid.buses.length,
      ready: engine.state === 'ready',
    });
  }

  private toFeeder(): void {
    this.dispatchEvent(new CustomEvent('gl-to-feeder'));
  }

  private chart(data: YearChart): TemplateResult {
    return html`<gl-chart
      .heading=${data.heading}
      .summary=${data.summary}
      .x=${data.x}
      .y=${data.y}
      .series=${data.series}
      .bands=${data.bands}
      .provenance=${this.titled(data.heading)}
    ></gl-chart>`;
  }

  private below(): unknown {
    const { findings, snapshot } = this;
    if (!findings) return nothing;
    const { charts, then, part } = findings;
    const now = withLedger(findings.now, countOf(snapshot.ledger));
    const failed = now.account.totals.failedSlots;
    const numbers = html`<gl-year-accounts .now=${now} .pinned=${then}></gl-year-accounts>
      <p class="row">
        <button class="framed" ?disabled=${this.writing} @click=${this.save}>
          ${accountWords.save}
        </button>
        <span role="status">${this.said}</span>
      </p>`;
    return html`${failedList({
        ...{ part, failed, world: snapshot.world, shown: this.shown },
        seek: (command) => ask(this, command),
      })}
      ${dayMessages({
        ...{ part, day: snapshot.world.scenario.day },
        seek: (command) => ask(this, command),
      })}
      <div class="charts">${charts.map((data) => this.chart(data))}</div>
      ${
        snapshot.projector
          ? html`<details>
              <summary>${accountWords.energy}, ${accountWords.cost.toLowerCase()}</summary>
              ${numbers}
            </details>`
          : numbers
      }`;
  }

  /** What it holds is made when it is opened. */
  private fold(id: string, summary: unknown, content: () => TemplateResult): TemplateResult {
    return html`<details
      class=${id}
      @toggle=${(event: Event) => {
        const { open } = event.target as HTMLDetailsElement;
        if (open) this.opened = new Set([...this.opened, id]);
      }}
    >
      <summary>${summary}</summary>
      ${this.opened.has(id) ? content() : nothing}
    </details>`;
  }

  private settings(): TemplateResult {
    const { world, locked } = this.snapshot;
    const { scenario, grid } = world;
    const { ownProfile } = scenario;
    const own = ownProfile ? html`<span class="soft">${ownProfile.name}</span>` : nothing;
    return html`${this.fold(
      'assumptions',
      assumptions.heading,
      () =>
        html`<gl-year-assumptions .scenario=${scenario} .locked=${locked}></gl-year-assumptions>`,
    )}
    ${this.fold(
      'meter',
      html`${meter.heading} ${own}`,
      () =>
        html`<gl-own-meter .scenario=${scenario} .grid=${grid} .locked=${locked}></gl-own-meter>`,
    )}`;
  }

  protected override render(): TemplateResult {
    const { solved: part, snapshot } = this;
    const { year: job, world, projector, theme } = snapshot;
    const stale = isStale(part, world.scenario);
    return html`<section class=${projector ? 'projector' : ''} aria-label=${words.heading}>
      ${this.run(stale)}
      <p class="why"><strong>${words.why}:</strong> ${whyOf(job, part, part && slotsOf(part))}</p>
      <gl-year-map
        .year=${part}
        .shown=${this.shown}
        .look=${`${theme}/${String(projector)}`}
        .provenance=${this.titled(words.heading)}
        @gl-year-read=${() => this.requestUpdate()}
      ></gl-year-map>
      ${onFeeder({ part, shown: this.shown, stale, leave: () => this.toFeeder() })}
      ${this.settings()} ${this.below()}
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-year': GlYear;
  }
}
