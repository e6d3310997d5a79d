import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PastShow } from '../../app/ledger-show.ts';
import type { Past, PastFinding, Rung } from '../../ledger/past.ts';
import { words as all } from '../../strings/en/ledger-view.ts';
import { past as words } from '../../strings/en/past.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { sections } from '../section-style.ts';
import { factStyle, hexDump } from './facts.ts';
import { short } from './gl-hash.ts';
import { chainStyle } from './chain-style.ts';
import { pastStyle } from './past-style.ts';
import { placeAnchor, placeLink } from './place.ts';

const RUNGS: readonly Rung[] = [1, 2, 3, 4, 5];
/** Bytes shown on either side of a change. */
const AROUND = 48;

/**
 * "Change the past": a ladder of five cheats. Each is done on a copy; the picture shows whose
 * check notices. @fires gl-command
 */
@customElement('gl-past')
export class GlPast extends LitElement {
  static override styles = [controls, sections, factStyle, pastStyle, chainStyle];

  @property({ type: Number }) rung: Rung = 1;
  @property({ attribute: false }) past: PastShow | null = null;
  /** The running chain holds something to change. */
  @property({ type: Boolean }) ready = false;
  @property() link = '';

  /** What was done on this very rung. */
  private get done(): PastShow | null {
    return this.past?.rung === this.rung ? this.past : null;
  }

  protected override render(): TemplateResult {
    return html`<p class="soft lead">${words.lead}</p>
      <div class="ladder">
        <ol class="rungs" role="list">
          ${RUNGS.map((rung) => this.step(rung))}
        </ol>
        <div class="stage">${this.current()}</div>
      </div>`;
  }

  private step(rung: Rung): TemplateResult {
    const here = rung === this.rung;
    const title = html`<span class="number">${rung}</span>
      <span class="title">${words.rungs[rung].title}</span>`;
    return html`<li aria-current=${here ? 'step' : nothing}>
      ${placeAnchor({ link: this.link, place: { kind: 'past', rung } }, title)}
    </li>`;
  }

  private current(): TemplateResult {
    const { title, cheat, lesson } = words.rungs[this.rung];
    const { done } = this;
    const past = done?.past ?? null;
    return html`<h3>${this.rung}. ${title}</h3>
      <p>${cheat}</p>
      <div class="row">
        ${past ? this.act('undo', words.undo) : this.act('do', words.do, !this.ready)}
        ${past && this.rung === 4 && !done?.repaired ? this.act('repair', words.repair) : nothing}
        <a href=${placeLink(this.link, { kind: 'past', rung: this.rung })}>${words.link}</a>
      </div>
      <div role="status">
        ${this.ready && !done?.empty ? nothing : html`<p>${words.needs}</p>`}
        ${past ? html`<p class="lesson">${lesson}</p>` : nothing}
      </div>
      ${past && done ? this.evidence(past, done) : html`<p class="soft">${words.notDone}</p>`}`;
  }

  private act(act: 'do' | 'undo' | 'repair', label: string, disabled = false): TemplateResult {
    return html`<button
      class=${act === 'do' ? 'main' : 'framed'}
      ?disabled=${disabled}
      @click=${() => ask(this, { kind: 'past', rung: this.rung, act })}
    >
      ${label}
    </button>`;
  }

  private evidence(past: Past, { milliseconds, repaired }: PastShow): TemplateResult {
    return html`<p class="change">${words.change(past)}</p>
      ${chain(past, repaired)}
      <h4>${words.checks}</h4>
      <ul class="findings">
        ${past.findings.map((finding) => line(finding, past, repaired))}
      </ul>
      <p class="soft">${words.took(Math.max(1, Math.round(milliseconds)))}</p>
      <h4>${words.copies}</h4>
      ${copies(past, repaired)}
      <details>
        <summary>${words.bytes}</summary>
        ${bytes(words.before, past.before, past)} ${bytes(words.after, past.after, past)}
      </details>`;
  }
}

/** Blocks as boxes on a chain; a broken link is drawn open and said in words. */
const chain = (past: Past, repaired: boolean): TemplateResult =>
  html`<ol class="chain" aria-label=${words.chain} tabindex="0">
    ${past.chain.map(({ height, hash, held }) => {
      const fine = held || repaired;
      return html`<li class=${fine ? 'held' : 'torn'}>
        <strong>${all.block.title(height)}</strong>
        <code>${short(hash)}</code>
        <span class=${fine ? 'good' : 'bad'}>${fine ? words.held : words.broken}</span>
      </li>`;
    })}
  </ol>`;

const line = (finding: PastFinding, past: Past, repaired: boolean): TemplateResult => {
  const held = finding.held || repaired;
  return html`<li>
    <span class=${held ? 'good' : 'bad'}
      ><span class="silent">${held ? words.held : words.broken}: </span>${
        repaired ? words.repaired[finding.check] : words.finding(finding, past)
      }</span
    >
  </li>`;
};

const copies = (past: Past, repaired: boolean): TemplateResult =>
  html`<ul class="copies">
    ${past.seats.map(({ seat, forged, blockHash }) => {
      const lies = forged && !repaired;
      return html`<li class=${lies ? 'torn' : 'held'}>
        <strong>${words.copy(seat)}</strong>
        <code>${lies || !repaired ? short(blockHash) : short(trueHash(past))}</code>
        <span class=${lies ? 'bad' : 'good'}>${lies ? words.forged : words.true}</span>
      </li>`;
    })}
  </ul>`;

const trueHash = ({ seats }: Past): string =>
  seats.find(({ forged }) => !forged)?.blockHash ?? seats[0]?.blockHash ?? '';

const bytes = (label: string, data: Uint8Array, past: Past): TemplateResult => {
  const from = Math.max(0, past.changedFrom - AROUND);
  const to = Math.min(data.length, past.changedTo + AROUND);
  return html`<p class="soft">${label}</p>
    <pre tabindex="0">${hexDump(data, from, to)}</pre>`;
};

declare global {
  interface HTMLElementTagNameMap {
    'gl-past': GlPast;
  }
}
