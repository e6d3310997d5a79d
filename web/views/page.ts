/**
 * What the views that read like a page have in common: a heading, where one stands, the why, and
 * commands of every part sent to the session. On a projector the why and the picture are enough.
 */
import { css, html, type TemplateResult } from 'lit';
import type { Session } from '../app/session.ts';
import type { CommandEvent } from './command-event.ts';

interface Page {
  readonly session: Session;
  readonly title: string;
  readonly summary: string;
  readonly why: { readonly label: string; readonly sentence: string };
  readonly content: TemplateResult;
}

export function page({ session, title, summary, why, content }: Page): TemplateResult {
  const { projector } = session.snapshot;
  const silent = projector ? 'silent' : '';
  return html`<section
    class=${projector ? 'projector' : ''}
    aria-labelledby="title"
    @gl-command=${(event: CommandEvent) => {
      event.stopPropagation();
      session.dispatch(event.detail);
    }}
  >
    <h2 id="title" class=${silent}>${title}</h2>
    <p class="summary soft ${silent}">${summary}</p>
    <p class="why"><strong>${why.label}:</strong> ${why.sentence}</p>
    ${content}
  </section>`;
}

/** The one number of the projector, with what it says. */
export function bigNumber(number: string | number, said: string): TemplateResult {
  return html`<p class="number">${number} <span>${said}</span></p>`;
}

export const pageStyle = css`
  :host {
    display: block;
    container-type: inline-size;
    padding: 16px var(--margin) 32px;
  }
  /* As many lines as the longest sentence takes, so that nothing below moves when it changes. */
  .why {
    min-block-size: calc(var(--why-lines, 2) * 1lh);
    font-size: var(--size-m);
    max-inline-size: none;
  }
  @container (min-width: 92em) {
    .why {
      --why-lines: 1;
    }
  }
  @container (max-width: 46em) {
    .why {
      --why-lines: 3;
    }
  }
  @container (max-width: 23em) {
    .why {
      --why-lines: 4;
    }
  }
  .number {
    margin: 0 0 8px;
    max-inline-size: none;
    font-size: calc(var(--size-l) * 1.6);
    font-weight: var(--weight-strong);
    line-height: 1.2;
  }
  .number span {
    font-size: var(--size-m);
    font-weight: var(--weight);
  }
  /* A view is what gets printed; the frame around it is not. */
  @media print {
    :host {
      display: block;
    }
  }
`;
