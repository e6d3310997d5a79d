/** Links inside the ledger: real addresses that open elsewhere too, and a command when clicked. */
import { html, type TemplateResult } from 'lit';
import type { LedgerPlace } from '../../app/ledger-show.ts';
import { placeText } from '../../app/annex-first.ts';
import { ask } from '../command-event.ts';

/** The address of `place` in the page that `link` stands for. */
export function placeLink(link: string, place: LedgerPlace): string {
  const text = placeText(place);
  const bare = link.replace(/^[^?]*/, '#/ledger').replace(/[?&]at=[^&]*/, '');
  return text === '' ? bare : `${bare}${bare.includes('?') ? '&' : '?'}at=${text}`;
}

export function placeAnchor(
  host: HTMLElement,
  { link, place }: { readonly link: string; readonly place: LedgerPlace },
  content: unknown,
): TemplateResult {
  return html`<a
    href=${placeLink(link, place)}
    @click=${(event: MouseEvent) => {
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      ask(host, { kind: 'ledger-go', place });
    }}
    >${content}</a
  >`;
}
