/** A block: what a majority agreed on in one log entry, linked to everything before it. */
import { hexOf, KIND, LAYOUT_VERSION, Reader, Writer } from './bytes.ts';
import { DOMAIN, hashOf } from './hash.ts';
import {
  decodeTransaction,
  encodeTransaction,
  type Hex,
  type SignedTransaction,
} from './transaction.ts';

export interface BlockHeader {
  /** 1 and up; the genesis has height 0. */
  readonly height: number;
  /** Hash of the header before; of block 1, the hash of the genesis. */
  readonly previousHash: Hex;
  readonly chain: Hex;
  /** Raft's term and log index of the entry that carries it. */
  readonly term: number;
  readonly index: number;
  /** The seat that led. */
  readonly proposer: number;
  /** Who voted when it was proposed, sorted: the certificate counts against these. */
  readonly voters: readonly number[];
  /** Of the transactions' canonical bytes; an odd node is promoted, never doubled. */
  readonly merkleRoot: Hex;
  /** Of the state after the block before. */
  readonly stateRoot: Hex;
  readonly transactionCount: number;
}

export interface Block {
  readonly header: BlockHeader;
  readonly transactions: readonly SignedTransaction[];
}

/** A seat's word that the block is in its chain: ed25519 over the header hash, in a kind of its own. */
export interface Attestation {
  readonly seat: number;
  readonly signature: Hex;
}

/** A majority of the block's voters. Sorted by seat. */
export type Certificate = readonly Attestation[];

/** A block larger than this is void. */
export const BLOCK_BYTES_MAX = 1_048_576;
export const BLOCK_TRANSACTIONS_MAX = 4096;

/** A block and the bytes of its transactions as they stand in it. */
export interface BlockParts {
  readonly block: Block;
  readonly transactionBytes: readonly Uint8Array[];
}

function writeHeader(header: BlockHeader): Writer {
  const writer = new Writer()
    .u8(LAYOUT_VERSION)
    .u8(KIND.block)
    .u64(header.height)
    .hex(header.previousHash, 32)
    .hex(header.chain, 32)
    .u64(header.term)
    .u64(header.index)
    .u16(header.proposer)
    .u8(header.voters.length);
  for (const voter of header.voters) writer.u16(voter);
  return writer.hex(header.merkleRoot, 32).hex(header.stateRoot, 32).u32(header.transactionCount);
}

function encodeHeader(header: BlockHeader): Uint8Array {
  return writeHeader(header).done();
}

/** The block's name. The header holds the Merkle root, so it names the transactions too. */
export function headerHash(header: BlockHeader): Hex {
  return hexOf(hashOf(DOMAIN.header, encodeHeader(header)));
}

export function encodeBlock(block: Block): Uint8Array {
  const writer = writeHeader(block.header);
  for (const transaction of block.transactions) writer.bytes32(encodeTransaction(transaction));
  return writer.done();
}

function readHeader(reader: Reader): BlockHeader {
  reader.start(KIND.block);
  const header: BlockHeader = {
    height: reader.u64(),
    previousHash: reader.hex(32),
    chain: reader.hex(32),
    term: reader.u64(),
    index: reader.u64(),
    proposer: reader.u16(),
    voters: readSeats(reader),
    merkleRoot: reader.hex(32),
    stateRoot: reader.hex(32),
    transactionCount: reader.u32(),
  };
  reader.require(header.height > 0 && header.term > 0 && header.index > 0 && header.proposer > 0);
  reader.require(header.transactionCount <= BLOCK_TRANSACTIONS_MAX);
  return header;
}

/** At least one seat, each above the one before. */
export function readSeats(reader: Reader): readonly number[] {
  const count = reader.u8();
  const seats: number[] = [];
  for (let i = 0; i < count && !reader.failed; i++) {
    const seat = reader.u16();
    reader.require(seat > (seats.at(-1) ?? 0));
    seats.push(seat);
  }
  reader.require(seats.length > 0);
  return seats;
}

/** The header alone, whatever follows; null: not canonical. */
export function decodeHeader(bytes: Uint8Array): BlockHeader | null {
  const reader = new Reader(bytes);
  const header = readHeader(reader);
  return reader.failed ? null : header;
}

/** null: not canonical, or too large. Whether the Merkle root fits is not looked at here. */
export function decodeBlockParts(bytes: Uint8Array): BlockParts | null {
  if (bytes.length > BLOCK_BYTES_MAX) return null;
  const reader = new Reader(bytes);
  const header = readHeader(reader);
  const transactions: SignedTransaction[] = [];
  const transactionBytes: Uint8Array[] = [];
  for (let i = 0; i < header.transactionCount && !reader.failed; i++) {
    const part = reader.bytes32();
    const transaction = decodeTransaction(part);
    if (transaction === null) return null;
    transactions.push(transaction);
    transactionBytes.push(part);
  }
  return reader.end() ? { block: { header, transactions }, transactionBytes } : null;
}

/** null: not canonical. Whether the Merkle root fits is not looked at here. */
export function decodeBlock(bytes: Uint8Array): Block | null {
  return decodeBlockParts(bytes)?.block ?? null;
}
