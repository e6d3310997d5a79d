/** Links inside the ledger: real addresses that open elsewhere too, and a command when clicked. */
import { html, nothing, type TemplateResult } from 'lit';
import type { LedgerPlace } from '../../app/ledger-show.ts';
import { placeText } from '../../app/annex-first.ts';
import { ask } from '../command-event.ts';

/** The address of `place` in the page that `link` stands for. */
export function placeLink(link: string, place: LedgerPlace): string {
  const text = placeText(place);
  const bare = link.replace(/^[^?]*/, '#/ledger').replace(/[?&]open=[^&]*/, '');
  return text === '' ? bare : `${bare}${bare.includes('?') ? '&' : '?'}open=${text}`;
}

interface PlaceWish {
  /** Of the page as it stands. */
  readonly link: string;
  readonly place: LedgerPlace;
  /** true: this is what is open. */
  readonly here?: boolean;
}

export function placeAnchor(
  { link, place, here = false }: PlaceWish,
  content: unknown,
): TemplateResult {
  return html`<a
    href=${placeLink(link, place)}
    aria-current=${here ? 'page' : nothing}
    @click=${(event: MouseEvent) => {
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      ask(event.currentTarget as HTMLElement, { kind: 'ledger-go', place });
    }}
    >${content}</a
  >`;
}
