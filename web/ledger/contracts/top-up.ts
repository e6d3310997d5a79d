/** New simulated money, which only a faucet may make. */
import type { Contract } from '../contract.ts';
import { readAccount, writeAccount } from '../view.ts';
import {
  checkPayment,
  decodePayment,
  encodePayment,
  type Payment,
  paymentMeaning,
} from './payment.ts';

/** Refusals: 'authority' (not a faucet), 'state' (no such receiver), 'overflow'. */
export const topUp: Contract<Payment> = {
  name: 'top-up',
  version: 1,
  check: checkPayment,
  encode: encodePayment,
  decode: decodePayment,
  meaning: paymentMeaning,
  apply(view, { role }, { to, valueMicro }) {
    if (role !== 'faucet') return { accepted: false, reason: 'authority' };
    const receiver = readAccount(view, to);
    if (!receiver) return { accepted: false, reason: 'state' };
    const received = receiver.balanceMicro + valueMicro;
    if (!Number.isSafeInteger(received)) return { accepted: false, reason: 'overflow' };
    writeAccount(view, to, { ...receiver, balanceMicro: received });
    return { accepted: true };
  },
};
