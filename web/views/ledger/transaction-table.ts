/** Transactions as a table, for a block and for an account. */
import { html, type TemplateResult } from 'lit';
import type { TransactionRow } from '../../ledger/show.ts';
import { words as all } from '../../strings/en/ledger-view.ts';
import { short } from './gl-hash.ts';
import { money } from './money.ts';
import { placeAnchor } from './place.ts';

const words = all.transaction;

export function transactionTable({
  link,
  rows,
  withBlock,
}: {
  link: string;
  rows: readonly TransactionRow[];
  withBlock: boolean;
}): TemplateResult {
  const party = (key: string, name: string): unknown =>
    key === ''
      ? html`<span class="soft">${words.nobody}</span>`
      : placeAnchor({ link, place: { kind: 'account', publicKey: key } }, name || short(key));
  return html`<div class="scroll" tabindex="0" role="group" aria-label=${words.caption}>
    <table>
      <caption>
        ${words.caption}
      </caption>
      <thead>
        <tr>
          <th scope="col" class="word">${words.hash}</th>
          ${withBlock ? html`<th scope="col">${words.block}</th>` : ''}
          <th scope="col" class="word">${words.contract}</th>
          <th scope="col" class="word">${words.from}</th>
          <th scope="col" class="word">${words.to}</th>
          <th scope="col">${words.value}</th>
          <th scope="col" class="word">${words.status}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              <th scope="row" class="word">
                ${placeAnchor(
                  { link, place: { kind: 'transaction', hash: row.hash } },
                  html`<code>${short(row.hash)}</code>`,
                )}
              </th>
              ${
                withBlock
                  ? html`<td>
                      ${placeAnchor(
                        { link, place: { kind: 'block', height: row.height } },
                        row.height,
                      )}
                    </td>`
                  : ''
              }
              <td class="word">${row.contract}</td>
              <td class="word">${party(row.from, row.fromName)}</td>
              <td class="word">${party(row.to, row.toName)}</td>
              <td>${money(row.valueMicro)}</td>
              <td class="word">${status(row)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

export const status = ({ receipt }: Pick<TransactionRow, 'receipt'>): TemplateResult =>
  receipt === null
    ? html`<span class="soft">${words.outcomeUnknown}</span>`
    : receipt.accepted
      ? html`<span class="good">${words.accepted}</span>`
      : html`<span class="bad">${words.refusedBecause(receipt.reason)}</span>`;
