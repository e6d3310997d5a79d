/**
 * The Cluster view: seats in a ring, messages between them, logs below; the same picture for live
 * tabs and for a simulated run. It renders the session's snapshot and passes on what is asked.
 */
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Session } from '../app/session.ts';
import type { Snapshot } from '../app/snapshot.ts';
import { VERSION } from '../build-info.ts';
import { checks, why as whyWords } from '../strings/en/cluster.ts';
import { menu as menuWords, view as words } from '../strings/en/cluster-control.ts';
import type { Provenance } from './chart/series.ts';
import { messageActs, seatActs, splitCommand, toggleLink, type Act } from './cluster/act.ts';
import { clusterStyle } from './cluster/cluster-style.ts';
import { describeMessage, describeSeat, messageName } from './cluster/describe.ts';
import './cluster/gl-cluster-tables.ts';
import './cluster/gl-faults.ts';
import './cluster/gl-legend.ts';
import './cluster/gl-live-card.ts';
import './cluster/gl-logs.ts';
import './cluster/gl-menu.ts';
import type { GlMenu, Menu } from './cluster/gl-menu.ts';
import './cluster/gl-mode.ts';
import './cluster/gl-quick-acts.ts';
import './cluster/gl-ring.ts';
import './cluster/gl-run-ahead.ts';
import type { GlRing, Pair } from './cluster/gl-ring.ts';
import './cluster/gl-run-setup.ts';
import './cluster/gl-safety.ts';
import './cluster/gl-story.ts';
import { pictureOf, type ClusterPicture } from './cluster/picture.ts';
import type { Selection } from './cluster/selection.ts';
import { whyOf } from './cluster/why.ts';
import { controls } from './controls.ts';
import { bigNumber, page, pageStyle } from './page.ts';
import { sections } from './section-style.ts';
import { SessionController } from './session-controller.ts';

@customElement('gl-cluster')
export class GlCluster extends LitElement {
  static override styles = [controls, sections, pageStyle, clusterStyle];

  @property({ attribute: false }) session!: Session;
  @state() private selected: Selection | null = null;
  @query('gl-ring') private readonly ring!: GlRing | null;
  @query('gl-menu') private readonly menu!: GlMenu;

  constructor() {
    super();
    new SessionController(this);
  }

  protected override firstUpdated(): void {
    this.session.dispatch({ kind: 'cluster-open' });
  }

  get #snapshot(): Snapshot {
    return this.session.snapshot;
  }

  get #locked(): boolean {
    return this.#snapshot.locked.includes('cluster');
  }

  /** A recording on show: it can be watched, not changed. */
  get #recorded(): boolean {
    const { mode, run } = this.#snapshot.cluster;
    return mode === 'simulation' && run !== null && run.recording !== '';
  }

  #summary(seats: number): string {
    if (this.#recorded) return words.summaryRecord(seats);
    return this.#snapshot.cluster.mode === 'live'
      ? words.summaryLive(seats)
      : words.summaryRun(seats);
  }

  get #picture(): ClusterPicture | null {
    return pictureOf(this.#snapshot.cluster);
  }

  protected override updated(): void {
    const menu = this.menu.isOpen ? this.#menuOf(this.selected) : null;
    if (menu) this.menu.refresh(menu);
  }

  protected override render(): TemplateResult {
    const { projector } = this.#snapshot;
    const picture = this.#picture;
    const seats = picture?.seats.length ?? 5;
    return page({
      session: this.session,
      title: words.title,
      summary: this.#summary(seats),
      why: { label: whyWords.label, sentence: this.#why(picture) },
      content: html`${projector ? this.#projector(picture) : this.#full(picture)}
        <gl-menu @gl-closed=${() => this.#menuClosed()}></gl-menu>`,
    });
  }

  #why(picture: ClusterPicture | null): string {
    const { cluster } = this.#snapshot;
    const { mode, run, words: state } = cluster;
    if (mode === 'simulation' && run?.show.violation) {
      return whyWords.violation(checks[run.show.violation.name].name.toLowerCase());
    }
    return picture === null && state !== '' ? state : whyOf(picture);
  }

  #full(picture: ClusterPicture | null): TemplateResult {
    return html`<div class="columns">
        <div class="main">
          ${this.#quick(picture)} ${this.#ring(picture)} ${this.#ahead()} ${this.#legend(picture)}
          ${picture ? html`<gl-logs .seats=${picture.seats}></gl-logs>` : nothing} ${this.#story()}
        </div>
        <div class="side">
          <gl-mode .mode=${this.#snapshot.cluster.mode} .locked=${this.#locked}></gl-mode>
          ${this.#live()} ${this.#setup()} ${this.#safety()} ${this.#faults(picture)}
        </div>
      </div>
      ${
        picture
          ? html`<gl-cluster-tables
              .picture=${picture}
              .origin=${this.#origin}
            ></gl-cluster-tables>`
          : nothing
      }`;
  }

  #projector(picture: ClusterPicture | null): TemplateResult {
    const number = picture?.leader
      ? bigNumber(words.seatBig(picture.leader), words.leads(picture.term))
      : bigNumber(words.nobody, words.noLeader(picture?.up ?? 0, picture?.voters ?? 0));
    return html`<div class="head">
        ${picture ? number : nothing} ${this.#quick(picture)}
        <gl-mode .mode=${this.#snapshot.cluster.mode} .locked=${this.#locked}></gl-mode>
      </div>
      ${this.#ring(picture)} ${this.#legend(picture)}
      ${picture ? this.#fold(words.folds.logs, html`<gl-logs .seats=${picture.seats}></gl-logs>`) : nothing}
      ${this.#fold(words.folds.faults, html`${this.#live()} ${this.#setup()} ${this.#faults(picture)}`)}
      ${this.#fold(words.folds.checks, html`${this.#safety()} ${this.#story()} ${this.#ahead()}`)}`;
  }

  #fold(heading: string, content: TemplateResult): TemplateResult {
    return html`<details>
      <summary>${heading}</summary>
      ${content}
    </details>`;
  }

  #ring(picture: ClusterPicture | null): TemplateResult {
    const { cluster, projector } = this.#snapshot;
    if (!picture) {
      const said = cluster.words === '' ? words.waiting : cluster.words;
      return html`<div class="late" role="status"><p>${said}</p></div>`;
    }
    return html`<gl-ring
      .picture=${picture}
      .selected=${this.selected}
      .slow=${projector}
      .cuttable=${!this.#still}
      @gl-pick=${({ detail }: CustomEvent<Selection | null>) => {
        this.selected = detail;
      }}
      @gl-open=${() => this.#openMenu()}
      @gl-cut=${({ detail }: CustomEvent<Pair>) => {
        for (const command of toggleLink(picture, detail.from, detail.to)) {
          this.session.dispatch(command);
        }
      }}
      @gl-split=${({ detail }: CustomEvent<number[][]>) =>
        this.session.dispatch(splitCommand(picture.mode, detail))}
    ></gl-ring>`;
  }

  /** Nothing can be changed here. */
  get #still(): boolean {
    return this.#locked || this.#recorded;
  }

  #quick(picture: ClusterPicture | null): TemplateResult | typeof nothing {
    if (!picture || this.#recorded) return nothing;
    return html`<gl-quick-acts .picture=${picture} .locked=${this.#locked}></gl-quick-acts>`;
  }

  #legend(picture: ClusterPicture | null): TemplateResult | typeof nothing {
    if (!picture) return nothing;
    const brief = this.#snapshot.projector;
    return html`<gl-legend .picture=${picture} .brief=${brief} .locked=${this.#still}></gl-legend>`;
  }

  #ahead(): TemplateResult | typeof nothing {
    const { mode, run } = this.#snapshot.cluster;
    if (mode !== 'simulation' || !run) return nothing;
    return html`<gl-run-ahead .run=${run}></gl-run-ahead>`;
  }

  #live(): TemplateResult | typeof nothing {
    const { mode, live } = this.#snapshot.cluster;
    if (mode !== 'live' || !live) return nothing;
    return html`<gl-live-card .live=${live} .locked=${this.#locked}></gl-live-card>`;
  }

  #setup(): TemplateResult | typeof nothing {
    const { cluster, world } = this.#snapshot;
    if (cluster.mode !== 'simulation' || this.#recorded) return nothing;
    return html`<gl-run-setup
      .cluster=${world.scenario.cluster}
      .locked=${this.#locked}
    ></gl-run-setup>`;
  }

  #safety(): TemplateResult | typeof nothing {
    const { mode, run } = this.#snapshot.cluster;
    if (mode !== 'simulation' || !run) return nothing;
    return html`<gl-safety
      .checks=${run.show.checks}
      .violation=${run.show.violation}
    ></gl-safety>`;
  }

  #story(): TemplateResult | typeof nothing {
    const { mode, run } = this.#snapshot.cluster;
    if (mode !== 'simulation' || !run) return nothing;
    return html`<gl-story .lines=${run.show.story}></gl-story>`;
  }

  #faults(picture: ClusterPicture | null): TemplateResult | typeof nothing {
    const { cluster, world } = this.#snapshot;
    const { mode, run, live } = cluster;
    if (!picture || this.#recorded) return nothing;
    return html`<gl-faults
      .picture=${picture}
      .cluster=${mode === 'simulation' ? world.scenario.cluster : null}
      .faultTick=${run?.show.faultTick ?? 0}
      .network=${mode === 'live' ? (live?.network ?? null) : null}
      .locked=${this.#locked}
    ></gl-faults>`;
  }

  get #origin(): Omit<Provenance, 'title'> {
    const { link, world } = this.#snapshot;
    return { link, seed: world.scenario.seed.toString(16).padStart(4, '0'), version: VERSION };
  }

  #openMenu(): void {
    const { ring, selected } = this;
    const menu = this.#menuOf(selected);
    if (!ring || !selected || !menu) return;
    // A message would arrive while its menu is being read.
    if (selected.kind === 'message' && this.#snapshot.cluster.run?.playing) {
      this.session.dispatch({ kind: 'run-pause' });
    }
    void this.menu.open(menu, ring.rectOf(selected));
  }

  /** Back to where the menu was opened, unless a press elsewhere closed it. */
  #menuClosed(): void {
    const focused = this.renderRoot instanceof ShadowRoot ? this.renderRoot.activeElement : null;
    if (focused === null || focused === this.menu) this.ring?.focus();
  }

  #menuOf(selected: Selection | null): Menu | null {
    const picture = this.#picture;
    if (!picture || !selected) return null;
    const { seats, messages, mode } = picture;
    const entries = (acts: readonly Act[]): Menu['items'] =>
      (this.#recorded ? [] : acts).map(({ label, command, disabled = false }) => ({
        label,
        disabled: disabled || this.#locked,
        act: () => this.session.dispatch(command),
      }));
    if (selected.kind === 'seat') {
      const show = seats.find(({ seat }) => seat === selected.seat);
      if (!show) return null;
      const said = describeSeat(show);
      return { heading: menuWords.seat(show.seat), said, items: entries(seatActs(show, picture)) };
    }
    const show = messages.find(({ id }) => id === selected.id);
    if (!show) return { heading: menuWords.gone, said: '', items: [] };
    return {
      heading: menuWords.message(messageName(show), show.from, show.to),
      said: describeMessage(show),
      items: entries(messageActs(show, mode)),
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-cluster': GlCluster;
  }
}
