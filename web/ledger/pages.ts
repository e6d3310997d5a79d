/**
 * Blocks, transactions and accounts as explorers show them: the same functions for a seat's own
 * chain and for one that was imported. Formats nothing: numbers stay numbers.
 */
import { type BlockParts, type Certificate, decodeBlockParts, headerHash } from './block.ts';
import { assert } from '../assert.ts';
import { hexOf } from './bytes.ts';
import { majorityOf } from './certificate.ts';
import type { Chain } from './chain.ts';
import type { Meaning } from './contract.ts';
import type { ContractTable } from './contracts.ts';
import { NO_ENERGY } from './contracts/payment.ts';
import { DOMAIN, hashOf } from './hash.ts';
import { merklePath } from './merkle.ts';
import type { AccountPage, BlockPage, BlockRow, TransactionPage, TransactionRow } from './show.ts';
import { accountOf } from './state.ts';
import type { Hex, Receipt, SignedTransaction } from './transaction.ts';

/** A block as a seat keeps it. */
export interface StoredBlock {
  readonly bytes: Uint8Array;
  readonly receipts: readonly Receipt[];
  readonly certificate: Certificate;
  readonly verified: boolean | null;
}

/** What pages need beside the block. */
export interface Beside {
  readonly chain: Chain;
  readonly contracts: ContractTable;
}

function partsOf({ bytes }: StoredBlock): BlockParts {
  const parts = decodeBlockParts(bytes);
  assert(parts, 'a stored block is a block');
  return parts;
}

const hashesOf = ({ transactionBytes }: BlockParts): readonly Hex[] =>
  transactionBytes.map((bytes) => hexOf(hashOf(DOMAIN.transaction, bytes)));

/** The row of a block in the list. */
export function blockRow(stored: StoredBlock): BlockRow {
  return rowOf(stored, partsOf(stored));
}

function rowOf(stored: StoredBlock, { block: { header } }: BlockParts): BlockRow {
  return {
    height: header.height,
    hash: headerHash(header),
    term: header.term,
    index: header.index,
    proposer: header.proposer,
    transactionCount: header.transactionCount,
    refusedCount: stored.receipts.filter(({ accepted }) => !accepted).length,
    bytes: stored.bytes.length,
    signed: stored.certificate.length,
    needed: majorityOf(header.voters),
    verified: stored.verified,
  };
}

/** The page of a block. */
export function blockPage(stored: StoredBlock, beside: Beside): BlockPage {
  const parts = partsOf(stored);
  return {
    ...rowOf(stored, parts),
    header: parts.block.header,
    certificate: stored.certificate,
    transactions: rowsOf(stored, parts, beside),
    raw: stored.bytes,
  };
}

/** What a transaction means; nothing at all if its contract cannot read it. */
function meaningOf(transaction: SignedTransaction, contracts: ContractTable): Meaning {
  const contract = contracts.find(transaction.contract, transaction.contractVersion);
  const payload = contract?.decode(transaction.payload) ?? null;
  return contract && payload !== null
    ? contract.meaning(payload)
    : { to: '', valueMicro: 0, feeMicro: 0, energyWh: NO_ENERGY, fields: [] };
}

/** The name of an account at the end of the chain; '' for nobody and for strangers. */
const nameOf = (key: Hex, { state }: Chain): string => accountOf(state, key)?.name ?? '';

function rowsOf(stored: StoredBlock, parts: BlockParts, beside: Beside): TransactionRow[] {
  const { header, transactions } = parts.block;
  const hashes = hashesOf(parts);
  return transactions.map((transaction, position) => {
    const { to, valueMicro, feeMicro, energyWh } = meaningOf(transaction, beside.contracts);
    return {
      hash: hashes[position]!,
      height: header.height,
      position,
      contract: transaction.contract,
      from: transaction.from,
      fromName: nameOf(transaction.from, beside.chain),
      to,
      toName: nameOf(to, beside.chain),
      valueMicro,
      feeMicro,
      energyWh,
      receipt: stored.receipts[position] ?? null,
    };
  });
}

/** The rows of a block's transactions, in its order. */
export function transactionRows(stored: StoredBlock, beside: Beside): readonly TransactionRow[] {
  return rowsOf(stored, partsOf(stored), beside);
}

/** The page of the transaction at `position`; null: no such position. */
export function transactionPage(
  stored: StoredBlock,
  position: number,
  beside: Beside,
): TransactionPage | null {
  const parts = partsOf(stored);
  const transaction = parts.block.transactions[position];
  const raw = parts.transactionBytes[position];
  const row = rowsOf(stored, parts, beside)[position];
  if (!transaction || !raw || !row) return null;
  const { header } = parts.block;
  return {
    ...row,
    transaction,
    meaning: meaningOf(transaction, beside.contracts),
    blockHash: headerHash(header),
    merkleRoot: header.merkleRoot,
    term: header.term,
    index: header.index,
    confirmations: Math.max(1, beside.chain.tip.height - header.height + 1),
    raw,
    signed: raw.slice(0, raw.length - 64),
    path: merklePath(hashesOf(parts), position),
  };
}

/** An account's rows shown on its page at most. */
export const ACCOUNT_ROWS_MAX = 100;

/** `rows`: the account's own, newest first, of `count`. null: no such account. */
export function accountPage(
  publicKey: Hex,
  rows: readonly TransactionRow[],
  count: number,
  { chain }: Beside,
): AccountPage | null {
  const account = accountOf(chain.state, publicKey);
  if (!account) return null;
  const transactions = rows.slice(0, ACCOUNT_ROWS_MAX);
  const { name, role, balanceMicro, nonce } = account;
  const more = Math.max(0, count - transactions.length);
  return { publicKey, name, role, balanceMicro, nonce, transactions, more };
}
