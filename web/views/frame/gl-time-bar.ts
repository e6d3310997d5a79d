import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Snapshot } from '../../app/snapshot.ts';
import { withMoment, withValue } from '../../scenario/edit.ts';
import { time } from '../../strings/en/frame.ts';
import { clockOf, shortDateOf } from '../clock.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { copyText } from '../copy.ts';
import { dayPicker } from './day-picker.ts';
import './gl-flyout.ts';
import './gl-scrubber.ts';
import './gl-seed.ts';
import { icon } from '../icon.ts';
import { timeBarStyle } from './time-bar-style.ts';
import { timeShown, type TimeShown } from './time-shown.ts';
import { hasClock } from '../../scenario/scenario.ts';

const SPEEDS_S = [20, 60, 90, 300, 900] as const;
const DAY_S = 86_400;
/** Widths of the bar in its own letters below which parts move into "More" or a second row. */
const WIDE_EM = 92;
const NARROW_EM = 50;

/**
 * Time and history, the same under every view; where a simulated run is on show, the run's.
 *
 * @fires gl-command
 */
@customElement('gl-time-bar')
export class GlTimeBar extends LitElement {
  static override styles = [controls, timeBarStyle];

  @property({ attribute: false }) snapshot!: Snapshot;
  @state() private width: 'wide' | 'middle' | 'narrow' = 'wide';
  @state() private said = '';
  readonly #watch = new ResizeObserver(() => {
    // In the next frame: a new layout inside the observer's own round would loop.
    requestAnimationFrame(() => this.measure());
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watch.observe(this);
  }

  override disconnectedCallback(): void {
    this.#watch.disconnect();
    super.disconnectedCallback();
  }

  private measure(): void {
    const letter = Number.parseFloat(getComputedStyle(this).fontSize);
    const widthEm = this.clientWidth / letter;
    this.width = widthEm > WIDE_EM ? 'wide' : widthEm > NARROW_EM ? 'middle' : 'narrow';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('snapshot');
    if (before && before.stamp !== this.snapshot.stamp) this.said = '';
    this.toggleAttribute('brief', timeShown(this.snapshot) === 'live');
  }

  protected override render(): TemplateResult {
    const face = timeShown(this.snapshot);
    const side = this.side(face);
    return html`
      <div class="bar ${this.width} ${face}" role="group" aria-label=${time.faces[face].label}>
        ${this.face(face)} ${this.history()}
        ${
          this.width === 'wide'
            ? side
            : html`<gl-flyout class="more" .label=${time.faces[face].more}>
                <span slot="face">${icon('more')}</span>
                <div class="side">${side}</div>
              </gl-flyout>`
        }
      </div>
      <span class="silent" role="status">${this.said}</span>
    `;
  }

  private face(face: TimeShown): TemplateResult {
    const { run } = this.snapshot.cluster;
    if (face === 'live') return html`<span class="said">${time.live}</span>`;
    if (face === 'run') {
      void import('../cluster/gl-player.ts');
      return run
        ? html`<gl-player .run=${run} width=${this.width}></gl-player>`
        : html`<span class="said">${time.runWait}</span>`;
    }
    return html`${this.transport()} ${this.when()}
      <gl-scrubber
        .world=${this.snapshot.world}
        ?locked=${this.fixed}
        ?small=${this.width === 'narrow'}
      ></gl-scrubber>`;
  }

  private side(face: TimeShown): TemplateResult {
    if (face === 'live') return html`${this.seed()}`;
    if (face === 'day') {
      return html`${this.speed()} ${this.seed()} ${this.baseline()} ${this.stamp()}`;
    }
    void import('../cluster/gl-run-speed.ts');
    const { ticksPerSecond = 0 } = this.snapshot.cluster.run ?? {};
    return html`<gl-run-speed .ticksPerSecond=${ticksPerSecond}></gl-run-speed> ${this.seed()}`;
  }

  private get fixed(): boolean {
    return this.snapshot.locked.includes('time');
  }

  private transport(): TemplateResult {
    const { playing, world } = this.snapshot;
    const still = !hasClock(world.scenario.moment) || this.fixed;
    const step = (slots: number) => () => ask(this, { kind: 'step', slots });
    const play = world.scenario.moment === 'year' ? time.playYear : time.play;
    return html`<div class="group transport">
      <button ?disabled=${still} aria-label=${time.back} title=${time.back} @click=${step(-1)}>
        ${icon('back')}
      </button>
      <button
        class="play"
        ?disabled=${still}
        aria-label=${playing ? time.pause : play}
        title=${playing ? time.pause : play}
        @click=${() => ask(this, { kind: playing ? 'pause' : 'play' })}
      >
        ${icon(playing ? 'pause' : 'play')}
      </button>
      <button ?disabled=${still} aria-label=${time.step} title=${time.step} @click=${step(1)}>
        ${icon('step')}
      </button>
    </div>`;
  }

  private when(): TemplateResult {
    const { scenario } = this.snapshot.world;
    if (!hasClock(scenario.moment)) {
      const toDay = { ...withMoment(scenario, 'day') };
      return html`<div class="group when">
        <span>${time[scenario.moment]}</span>
        <button
          class="framed"
          ?disabled=${this.fixed}
          @click=${() => ask(this, { kind: 'change', scenario: toDay, words: time.toDayWords })}
        >
          ${time.toDay}
        </button>
      </div>`;
    }
    return html`<div class="group when">
      <gl-flyout .label=${time.pickDay(shortDateOf(scenario.day))} ?disabled=${this.fixed}>
        <span slot="face">${shortDateOf(scenario.day)}</span>
        ${dayPicker(scenario, (command) => ask(this, command))}
      </gl-flyout>
      <strong class="clock">${clockOf(scenario.minute)}</strong>
    </div>`;
  }

  private history(): TemplateResult {
    const { canUndo, canRedo, undoWords, redoWords } = this.snapshot;
    const [undo, redo] = [time.undo(undoWords), time.redo(redoWords)];
    return html`<div class="group history">
      <button
        ?disabled=${!canUndo}
        aria-label=${undo}
        title=${undo}
        @click=${() => ask(this, { kind: 'undo' })}
      >
        ${icon('undo')}
      </button>
      <button
        ?disabled=${!canRedo}
        aria-label=${redo}
        title=${redo}
        @click=${() => ask(this, { kind: 'redo' })}
      >
        ${icon('redo')}
      </button>
    </div>`;
  }

  private speed(): TemplateResult {
    const { daySeconds } = this.snapshot;
    const speeds = [...new Set([...SPEEDS_S, daySeconds])].sort((a, b) => a - b);
    return html`<label class="group speed" title=${time.speedWords(Math.round(DAY_S / daySeconds))}>
      <span class="silent">${time.speed}</span>
      <select @change=${(event: Event) => ask(this, { kind: 'speed', daySeconds: valueOf(event) })}>
        ${speeds.map(
          (seconds) =>
            html`<option value=${seconds} ?selected=${seconds === daySeconds}>
              ${time.speedOption(seconds)}
            </option>`,
        )}
      </select>
    </label>`;
  }

  private seed(): TemplateResult | typeof nothing {
    if (this.snapshot.hidden.includes('seed')) return nothing;
    const { scenario } = this.snapshot.world;
    return html`<gl-seed
      .seed=${scenario.seed}
      ?locked=${this.snapshot.locked.includes('seed')}
      @seed-change=${({ detail }: CustomEvent<{ seed: number; words: string }>) =>
        ask(this, {
          kind: 'change',
          scenario: withValue(scenario, 'seed', detail.seed),
          words: detail.words,
        })}
    ></gl-seed>`;
  }

  private baseline(): TemplateResult {
    const pinned = this.snapshot.baseline !== null;
    return html`<button
      class="baseline"
      aria-pressed=${pinned}
      title=${pinned ? time.dropLong : time.pinLong}
      @click=${() => ask(this, { kind: pinned ? 'drop-baseline' : 'pin-baseline' })}
    >
      ${icon(pinned ? 'unpin' : 'pin')} ${pinned ? time.drop : time.pin}
    </button>`;
  }

  /** Keeps its width while a new result is on its way, so that nothing beside it moves. */
  private stamp(): TemplateResult {
    const { stamp } = this.snapshot;
    const label = stamp === '' ? time.stampWait : time.stampCopy(stamp);
    return html`<button
      class="stamp"
      aria-label=${label}
      title=${label}
      ?disabled=${stamp === ''}
      @click=${() => this.copyStamp(stamp)}
    >
      <span class="soft">${time.stamp}</span>
      <span class="hash">${stamp.slice(0, 4)}…</span>
      ${icon(this.said === time.copied ? 'check' : 'copy')}
    </button>`;
  }

  private async copyStamp(stamp: string): Promise<void> {
    this.said = (await copyText(stamp)) ? time.copied : time.copyFailed;
  }
}

function valueOf(event: Event): number {
  return Number((event.target as HTMLInputElement | HTMLSelectElement).value);
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-time-bar': GlTimeBar;
  }
}
