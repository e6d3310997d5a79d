import type { Certificate } from './block.ts';
import type { Genesis } from './genesis.ts';

export interface BlockLine {
  readonly height: number;
  readonly bytes: Uint8Array;
  readonly certificate: Certificate;
}

/** First line of an export, with its line end. */
export declare function genesisLine(genesis: Genesis): string;
/** Line of one block, with its line end. */
export declare function blockLine(line: BlockLine): string;
/** null: not such a line. */
export declare function parseGenesisLine(line: string): Genesis | null;
export declare function parseBlockLine(line: string): BlockLine | null;
