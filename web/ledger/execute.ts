/**
 * One transaction against the state. The order of the checks is part of the chain's rules: it
 * decides which reason every seat writes down, and whether the nonce is used up.
 */
import { assert } from '../assert.ts';
import type { Contract } from './contract.ts';
import type { ContractTable } from './contracts.ts';
import type { Genesis } from './genesis.ts';
import type { Verifier } from './key.ts';
import {
  type Hex,
  type Receipt,
  type RefusalReason,
  type SignedTransaction,
  transactionClaim,
} from './transaction.ts';
import { readAccount, type WorkingState, writeAccount } from './view.ts';

/** What is not in the chain, but must be the same for all who run it. */
export interface Rules {
  readonly contracts: ContractTable;
  readonly verifier: Verifier;
}

/** A transaction with what its bytes gave. */
export interface Incoming {
  readonly transaction: SignedTransaction;
  readonly hash: Hex;
  /** The bytes that were signed. */
  readonly signed: Uint8Array;
}

export interface Ground {
  readonly genesis: Genesis;
  readonly genesisHash: Hex;
  /** Of the block that it stands in. */
  readonly height: number;
  readonly rules: Rules;
}

const refused = (reason: RefusalReason): Receipt => ({ accepted: false, reason });

/** The contract of a name and version if the genesis puts it in force. */
export function contractInForce(
  { contracts }: Genesis,
  table: ContractTable,
  { contract: name, contractVersion: version }: SignedTransaction,
): Contract<unknown> | null {
  if (!contracts.some((each) => each.name === name && each.version === version)) return null;
  const contract = table.find(name, version);
  assert(contract, 'every contract in force is known to whoever executes', { name, version });
  return contract;
}

/**
 * Executes, and keeps or drops what was written. Strangers, bad signatures and wrong nonces leave
 * no trace at all; any later refusal uses up the nonce, so that it cannot be tried again.
 */
export function execute(view: WorkingState, incoming: Incoming, ground: Ground): Receipt {
  const { transaction, hash, signed } = incoming;
  const { rules, height } = ground;
  const { from, nonce, payload } = transaction;
  if (transaction.chain !== ground.genesisHash) return refused('chain');
  const account = readAccount(view, from);
  if (!account) return refused('authority');
  if (nonce !== account.nonce + 1) return refused('nonce');
  const claim = transactionClaim(transaction, hash, signed);
  if (!rules.verifier.holds(claim)) return refused('signature');

  writeAccount(view, from, { ...account, nonce });
  view.keep();
  const contract = contractInForce(ground.genesis, rules.contracts, transaction);
  if (!contract) return refused('contract');
  const decoded = contract.decode(payload);
  if (decoded === null) return refused('payload');
  const receipt = contract.apply(view, { from, role: account.role, height, nonce }, decoded);
  if (receipt.accepted) view.keep();
  else view.drop();
  return receipt;
}
