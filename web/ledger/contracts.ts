/**
 * The contracts that ship with the ledger. Others plug in by `contractTable([...LEDGER_CONTRACTS,
 * ...theirs])`: the ledger never learns what they do.
 */
import type { Contract } from './contract.ts';

/** Contracts by name and version; payload types are known only inside each contract. */
export interface ContractTable {
  find(name: string, version: number): Contract<unknown> | undefined;
}

export declare const LEDGER_CONTRACTS: readonly Contract<unknown>[];
export declare function contractTable(contracts?: readonly Contract<unknown>[]): ContractTable;
