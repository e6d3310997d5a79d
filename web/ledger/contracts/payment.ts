/** What transfers and top-ups have in common: to whom, and how much. */
import type { Problem } from '../../assert.ts';
import { isHex, Reader, Writer } from '../bytes.ts';
import type { Meaning } from '../contract.ts';
import type { Hex } from '../transaction.ts';

export interface Payment {
  /** The receiving account. */
  readonly to: Hex;
  /** 1 … 2⁵³ − 1 millionths of a simulated USDT. */
  readonly valueMicro: number;
}

/** Everything wrong with a payment that a person wrote. */
export function checkPayment(payload: unknown): readonly Problem[] {
  const { to, valueMicro } = (payload ?? {}) as Partial<Record<keyof Payment, unknown>>;
  const problems: Problem[] = [];
  if (!isHex(to, 32)) {
    problems.push({
      where: { kind: 'transaction', field: 'to' },
      rule: 'account',
      found: String(to).slice(0, 60),
      allowed: 'a public key of 64 lower-case hexadecimal digits',
      remedy: 'Choose the receiving account.',
    });
  }
  if (!Number.isSafeInteger(valueMicro) || (valueMicro as number) < 1) {
    problems.push({
      where: { kind: 'transaction', field: 'valueMicro' },
      rule: 'whole-value',
      found: String(valueMicro).slice(0, 60),
      allowed: 'a whole number of millionths from 1 to 2^53 - 1',
      remedy: 'Give the value in whole millionths of a USDT.',
    });
  }
  return problems;
}

export const encodePayment = ({ to, valueMicro }: Payment): Uint8Array =>
  new Writer().hex(to, 32).u64(valueMicro).done();

/** null: not the canonical bytes of a payment. */
export function decodePayment(bytes: Uint8Array): Payment | null {
  const reader = new Reader(bytes);
  const payment = { to: reader.hex(32), valueMicro: reader.u64() };
  return reader.end() && payment.valueMicro > 0 ? payment : null;
}

export const NO_ENERGY = { pv: 0, bess: 0, grid: 0 } as const;

export const paymentMeaning = ({ to, valueMicro }: Payment): Meaning => ({
  to,
  valueMicro,
  feeMicro: 0,
  energyWh: NO_ENERGY,
  fields: [
    ['to', to],
    ['valueMicro', String(valueMicro)],
  ],
});
