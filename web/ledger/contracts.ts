/**
 * The contracts that ship with the ledger. Others plug in by `contractTable([...LEDGER_CONTRACTS,
 * ...theirs])`: the ledger never learns what they do.
 */
import type { Contract } from './contract.ts';
import { meterReading } from './contracts/meter-reading.ts';
import { register } from './contracts/register.ts';
import { topUp } from './contracts/top-up.ts';
import { transfer } from './contracts/transfer.ts';

/** Contracts by name and version; what a payload is, only the contract itself knows. */
export interface ContractTable {
  find(name: string, version: number): Contract<unknown> | undefined;
}

/** What every chain can do. */
export const LEDGER_CONTRACTS: readonly Contract<unknown>[] = [
  transfer,
  topUp,
  register,
  meterReading,
];

/** A table of contracts, by default of those that ship with the ledger. */
export function contractTable(
  contracts: readonly Contract<unknown>[] = LEDGER_CONTRACTS,
): ContractTable {
  const byName = new Map(contracts.map((each) => [`${each.name}@${each.version}`, each]));
  return { find: (name, version) => byName.get(`${name}@${version}`) };
}
