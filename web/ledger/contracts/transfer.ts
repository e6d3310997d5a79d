/** Simulated money from one account to another. */
import type { Contract } from '../contract.ts';
import { readAccount, writeAccount } from '../view.ts';
import {
  checkPayment,
  decodePayment,
  encodePayment,
  type Payment,
  paymentMeaning,
} from './payment.ts';

/**
 * Refusals: 'state' (no such receiver, or the payer itself), 'funds', 'overflow' (the receiver
 * would own more than can be counted). No fee yet.
 */
export const transfer: Contract<Payment> = {
  name: 'transfer',
  version: 1,
  check: checkPayment,
  encode: encodePayment,
  decode: decodePayment,
  meaning: paymentMeaning,
  apply(view, { from }, { to, valueMicro }) {
    const payer = readAccount(view, from);
    const receiver = readAccount(view, to);
    if (!payer || !receiver || from === to) return { accepted: false, reason: 'state' };
    if (payer.balanceMicro < valueMicro) return { accepted: false, reason: 'funds' };
    const received = receiver.balanceMicro + valueMicro;
    if (!Number.isSafeInteger(received)) return { accepted: false, reason: 'overflow' };
    writeAccount(view, from, { ...payer, balanceMicro: payer.balanceMicro - valueMicro });
    writeAccount(view, to, { ...receiver, balanceMicro: received });
    return { accepted: true };
  },
};
