import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Notice } from '../../app/snapshot.ts';
import type { Place, Problem } from '../../assert.ts';
import { notices } from '../../strings/en/frame.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { saveText } from '../copy.ts';
import { icon } from '../icon.ts';

const SHOWN_MAX = 3;
const PROBLEMS_MAX = 12;

/** 'bus 7, loadKw, line 12' */
function placeWords({ kind, id, field, line }: Place): string {
  return [
    id === undefined ? kind : `${kind} ${id}`,
    ...(field === undefined ? [] : [field]),
    ...(line === undefined ? [] : [notices.line(line)]),
  ].join(', ');
}

/** All of a notice's problems as text to keep or mail. */
export function reportText({ words, problems }: Notice): string {
  const lines = problems.map(
    (each) =>
      `${placeWords(each.where)} [${each.rule}]\n  ${notices.found}: ${each.found}\n` +
      `  ${notices.allowed}: ${each.allowed}\n  ${each.remedy}` +
      (each.harmless ? ` (${notices.noted})` : ''),
  );
  return `${notices.reportTitle}\n\n${words}\n\n${lines.join('\n\n')}\n`;
}

/**
 * Messages, newest first: what happened, where, what would have been right, and what can be done.
 *
 * @fires gl-command
 * @fires say-dismiss - with the id of a message of the frame itself
 */
@customElement('gl-notices')
export class GlNotices extends LitElement {
  static override styles = [
    controls,
    css`
      section {
        display: grid;
        gap: 8px;
      }
      .notice {
        display: grid;
        grid-template-columns: auto 1fr auto;
        gap: 4px 10px;
        align-items: start;
        padding: 8px 8px 8px 12px;
        border: 1px solid var(--rule-strong);
        border-inline-start: 4px solid var(--rule-strong);
        border-radius: var(--radius);
        background: var(--ground);
        box-shadow: var(--elevation);
        max-block-size: 55dvh;
        overflow: auto;
      }
      .notice > .icon {
        margin-block-start: 6px;
      }
      .warning {
        border-inline-start-color: var(--energy);
      }
      .failure {
        border-inline-start-color: var(--breach);
      }
      .failure > .icon {
        color: var(--breach);
      }
      p {
        margin: 5px 0 0;
      }
      .wide {
        grid-column: 2 / -1;
      }
      .offers {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
      }
      summary {
        min-block-size: 28px;
        cursor: pointer;
      }
      pre {
        margin: 4px 0;
        max-block-size: 30dvh;
        overflow: auto;
        font: var(--size-s) / 1.4 var(--mono);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      ol {
        margin: 4px 0;
        padding-inline-start: 20px;
      }
      li {
        margin-block: 4px;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) notices: readonly Notice[] = [];

  protected override render(): TemplateResult {
    const shown = this.notices.slice(-SHOWN_MAX).reverse();
    return html`<section aria-label=${notices.label} aria-live="polite" aria-relevant="additions">
      ${repeat(
        shown,
        ({ id }) => id,
        (notice, at) => this.notice(notice, at === 0),
      )}
    </section>`;
  }

  private notice(notice: Notice, newest: boolean): TemplateResult {
    const { id, tone, words, problems, offers, report } = notice;
    return html`<div class="notice ${tone}" role=${tone === 'failure' ? 'alert' : nothing}>
      ${icon(tone === 'info' ? 'info' : 'warning')}
      <p>${words}</p>
      <button
        aria-label=${notices.dismiss}
        title=${notices.dismiss}
        @click=${() => this.dismiss(id)}
      >
        ${icon('close')}
      </button>
      ${problems.length > 0 ? this.problems(notice, newest) : nothing}
      ${report === undefined ? nothing : this.faultReport(report)}
      ${
        offers.length > 0
          ? html`<div class="wide offers">
              ${offers.map(
                ({ label, command }) =>
                  html`<button class="framed" @click=${() => ask(this, command)}>${label}</button>`,
              )}
            </div>`
          : nothing
      }
    </div>`;
  }

  private problems(notice: Notice, newest: boolean): TemplateResult {
    const { problems } = notice;
    const rest = problems.length - PROBLEMS_MAX;
    const report = (): void => saveText('gridledger-report.txt', reportText(notice), 'text/plain');
    return html`<details class="wide" ?open=${newest && problems.length <= 3}>
      <summary>${notices.details(problems.length)}</summary>
      <ol>
        ${problems.slice(0, PROBLEMS_MAX).map((each) => html`<li>${problemWords(each)}</li>`)}
      </ol>
      ${rest > 0 ? html`<p>${notices.more(rest)}</p>` : nothing}
      <button class="framed" @click=${report}>${icon('download')} ${notices.report}</button>
    </details>`;
  }

  private faultReport(report: string): TemplateResult {
    return html`<details class="wide">
      <summary>${notices.fault}</summary>
      <pre tabindex="0">${report}</pre>
      <button
        class="framed"
        @click=${() => saveText('gridledger-report.txt', report, 'text/plain')}
      >
        ${icon('download')} ${notices.report}
      </button>
    </details>`;
  }

  private dismiss(id: number): void {
    if (id >= 0) ask(this, { kind: 'dismiss', notice: id });
    else this.dispatchEvent(new CustomEvent('say-dismiss', { detail: id }));
  }
}

function problemWords({ where, found, allowed, remedy, harmless }: Problem): TemplateResult {
  return html`<strong>${placeWords(where)}</strong>: ${notices.found}
    <code>${found === '' ? '∅' : found}</code>, ${notices.allowed} ${allowed}. ${remedy}
    ${harmless ? html`<span class="soft">(${notices.noted})</span>` : nothing}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-notices': GlNotices;
  }
}
