/** What the ledger's desk says of itself. */
import type { Problem } from '../../assert.ts';
import { formatMicro } from '../../units.ts';

const usdt = (micro: number): string => `${formatMicro(micro)} USDT`;

export const ledger = {
  noLeader: (up: number, needed: number): string =>
    up < needed
      ? `${needed} seats are needed to agree; ${up} ${up === 1 ? 'is' : 'are'} up.`
      : 'No seat leads at the moment; the seats are electing one.',
  beyondRepair:
    'Too many disks are lost or damaged to agree on anything again. ' +
    'You can start a new chain in the Cluster view, under “Where the seats run”.',
  altered: (seat: number): string =>
    `The chain on the disk of seat ${seat} was altered. The other seats still have what was agreed.`,
  notAChain: (name: string): string =>
    `${name} is not a chain that holds, so it is not shown. The running chain is unchanged.`,
  fault: ({ found, allowed }: Problem): string => `found ${found}, allowed is ${allowed}`,
  exported: (name: string): string =>
    `The chain is saved as ${name}. verify.html checks it without this page.`,
  pay: (from: string, to: string, micro: number): string => `${from} pays ${to} ${usdt(micro)}`,
  topUp: (to: string, micro: number): string => `${to} tops up ${usdt(micro)}`,
  notRepaired: 'The others’ chain does not hold either, so the copy stays as it is.',
  unnamed: 'an imported chain',
  cannot: 'That cannot be sent.',
} as const;
