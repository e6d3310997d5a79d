/** A block: what a majority agreed on in one log entry, linked to everything before it. */
import type { Hex, SignedTransaction } from './transaction.ts';

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

/** A seat's word that it applied the block: ed25519 over its domain-separated header hash. */
export interface Attestation {
  readonly seat: number;
  readonly signature: Hex;
}

/** A majority of the block's voters, and of the voters of the block before. Sorted by seat. */
export type Certificate = readonly Attestation[];

export declare function encodeHeader(header: BlockHeader): Uint8Array;
export declare function headerHash(header: BlockHeader): Hex;
export declare function encodeBlock(block: Block): Uint8Array;
/** null: not canonical. The Merkle root is not looked at here. */
export declare function decodeBlock(bytes: Uint8Array): Block | null;
export declare function encodeCertificate(certificate: Certificate): Uint8Array;
export declare function decodeCertificate(bytes: Uint8Array): Certificate | null;
