/** Money as people write it, and back to whole millionths without a floating point in between. */
import { words } from '../../strings/en/ledger-view.ts';

/** '4.20 USDT'; at least two decimals, at most six. */
export function money(valueMicro: number): string {
  return `${amount(valueMicro)} ${words.money.unit}`;
}

export function amount(valueMicro: number): string {
  const whole = Math.floor(valueMicro / 1e6);
  const rest = String(valueMicro % 1e6).padStart(6, '0');
  const decimals = rest.replace(/0{1,4}$/, '');
  return `${String(whole).replace(/\B(?=(?:\d{3})+$)/g, ' ')}.${decimals}`;
}

/** Millionths; null unless `text` is a positive amount with at most six decimals. */
export function microOf(text: string): number | null {
  const match = /^\s*(\d{1,9})(?:[.,](\d{1,6}))?\s*$/.exec(text);
  if (!match) return null;
  const micro = Number(match[1]) * 1e6 + Number((match[2] ?? '').padEnd(6, '0'));
  return micro > 0 ? micro : null;
}
