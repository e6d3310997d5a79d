/** Money as people write it, and back to whole millionths without a floating point in between. */
import { words } from '../../strings/en/ledger-view.ts';
import { formatMicro } from '../../units.ts';

/** '4.20 USDT'; at least two decimals, at most six. */
export function money(valueMicro: number): string {
  return `${amount(valueMicro)} ${words.money.unit}`;
}

export const amount = formatMicro;

/** As it is typed: nothing between the thousands. */
export function typedAmount(valueMicro: number): string {
  return formatMicro(valueMicro).replaceAll(',', '');
}

/** Millionths; null unless `text` is a positive amount with at most six decimals. */
export function microOf(text: string): number | null {
  // Between thousands as the page writes them; a comma without a point after it is a decimal one.
  const bare = /^\s*\d{1,3}(?:,\d{3})+\.\d+\s*$/.test(text) ? text.replaceAll(',', '') : text;
  const match = /^\s*(\d{1,9})(?:[.,](\d{1,6}))?\s*$/.exec(bare);
  if (!match) return null;
  const micro = Number(match[1]) * 1e6 + Number((match[2] ?? '').padEnd(6, '0'));
  return micro > 0 ? micro : null;
}
