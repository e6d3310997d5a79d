/**
 * Checks an exported chain with nothing but its genesis: every link, root, signature and
 * certificate, and every transaction executed again. Line by line, so that a page may draw between
 * two lines and a chain of any length needs no more memory than its state.
 */
import type { Problem } from '../assert.ts';
import {
  type Block,
  type BlockHeader,
  type Certificate,
  decodeBlock,
  decodeBlockParts,
  headerHash,
} from './block.ts';
import { hexOf } from './bytes.ts';
import {
  attestationClaim,
  certificateFault,
  type CertificateFault,
  majorityOf,
} from './certificate.ts';
import {
  applyBlock,
  type BlockFault,
  type Chain,
  headerFault,
  openChain,
  type VoidReason,
} from './chain.ts';
import { type ContractTable, contractTable } from './contracts.ts';
import { type BlockLine, parseBlockLine, parseGenesisLine } from './export.ts';
import { DOMAIN, hashOf } from './hash.ts';
import { type Claim, strictVerifier, type Verifier } from './key.ts';
import { type Hex, type Receipt, transactionClaim } from './transaction.ts';

export interface Verification {
  /** All lines fed so far are one valid chain from its genesis, and there is a genesis. */
  readonly valid: boolean;
  /** Of the last block that held; 0 = only the genesis. */
  readonly height: number;
  /** Of the last block that held; '' before the genesis. */
  readonly tipHash: Hex;
  readonly problems: readonly Problem[];
}

export interface VerifierOptions {
  /** What the reader trusts: a chain from another genesis is refused. Absent: any genesis will do. */
  readonly genesisHash?: Hex;
  readonly contracts?: ContractTable;
  readonly verifier?: Verifier;
  /** A chain that was verified before, to go on from its tip; then no genesis line is expected. */
  readonly chain?: Chain;
}

/** One line that held, for whoever shows the chain. */
interface VerifiedBlock {
  readonly bytes: Uint8Array;
  readonly block: Block;
  readonly hash: Hex;
  readonly certificate: Certificate;
  readonly receipts: readonly Receipt[];
}

/** Checks an export line by line; believes nothing after the first fault. */
export interface ChainVerifier {
  /** Signatures that `line` will ask for, so that a fast verifier may look at them before. */
  claims(line: string): readonly Claim[];
  /** The block of the line if it held; null for the genesis, an empty line or a fault. */
  feed(line: string): VerifiedBlock | null;
  /** Where it stands; may be asked at any time. */
  result(): Verification;
  /** null before the genesis. */
  chain(): Chain | null;
}

type Fault = Omit<Problem, 'where'>;

const GET_ANOTHER = 'Ask another seat for its export and compare.';

const VOID: Record<VoidReason, readonly [found: string, allowed: string]> = {
  bytes: ['bytes that are no block', 'the canonical bytes of a block'],
  chain: ['a block of another chain', 'the chain of this genesis'],
  height: ['a height out of turn', 'one more than the block before'],
  previous: ['a link to another block', 'the hash of the block before'],
  place: ['another place in the log', 'its term and index'],
  order: ['a place in the log before the last block', 'a later index, no earlier term'],
  proposer: ['a proposer without a key', 'a seat of the genesis'],
  voters: ['voters that are not', 'seats of the genesis, one more or less than before at most'],
  merkle: ['transactions that do not give the Merkle root', 'the Merkle root of its transactions'],
};

function blockProblem(fault: BlockFault): Fault {
  if (fault.kind === 'diverged') {
    const found = `state root ${fault.found.slice(0, 16)}…`;
    const allowed = `${fault.expected.slice(0, 16)}…, as executed here`;
    return { rule: 'state-root', found, allowed, remedy: GET_ANOTHER };
  }
  const [found, allowed] = VOID[fault.reason];
  return { rule: `block-${fault.reason}`, found, allowed, remedy: GET_ANOTHER };
}

const CERTIFICATE: Record<CertificateFault, string> = {
  order: 'seats twice or out of order',
  stranger: 'a signature by a seat that is no voter',
  signature: 'a signature that its seat never made',
  majority: 'too few signatures',
};

class LineVerifier implements ChainVerifier {
  private readonly options: VerifierOptions;
  private readonly contracts: ContractTable;
  private readonly verifier: Verifier;
  private readonly problems: Problem[] = [];
  private here: Chain | null;
  private line = 0;

  constructor(options: VerifierOptions) {
    this.options = options;
    this.contracts = options.contracts ?? contractTable();
    this.verifier = options.verifier ?? strictVerifier;
    this.here = options.chain ?? null;
  }

  chain(): Chain | null {
    return this.here;
  }

  result(): Verification {
    const { here, problems } = this;
    const missing: Problem = {
      where: { kind: 'chain', line: 1 },
      rule: 'genesis',
      found: 'nothing',
      allowed: 'a line with the genesis, then a line for each block',
      remedy: 'Take the whole file that the export gave.',
    };
    return {
      valid: here !== null && problems.length === 0,
      height: here?.tip.height ?? 0,
      tipHash: here?.tip.hash ?? '',
      problems: here || problems.length > 0 ? [...problems] : [missing],
    };
  }

  claims(line: string): readonly Claim[] {
    const read = this.here && this.problems.length === 0 ? parseBlockLine(line) : null;
    const parts = read && decodeBlockParts(read.bytes);
    if (!this.here || !read || !parts) return [];
    const { genesis } = this.here;
    const hash = headerHash(parts.block.header);
    const claims = read.certificate.map((each) => attestationClaim(each, hash, genesis));
    const ofTransactions = parts.block.transactions.map((transaction, i) => {
      const whole = parts.transactionBytes[i]!;
      const name = hexOf(hashOf(DOMAIN.transaction, whole));
      return transactionClaim(transaction, name, whole.subarray(0, whole.length - 64));
    });
    return [...claims.filter((claim) => claim !== null), ...ofTransactions];
  }

  feed(text: string): VerifiedBlock | null {
    this.line++;
    const line = text.trim();
    if (line === '' || this.problems.length > 0) return null;
    if (!this.here) {
      this.open(line);
      return null;
    }
    const read = parseBlockLine(line);
    if (read) return this.append(this.here, read);
    this.fail({
      rule: 'line',
      found: line.slice(0, 60),
      allowed: 'an object with height, block and certificate',
      remedy: 'Take the whole file that the export gave.',
    });
    return null;
  }

  private fail(fault: Fault, height?: number): void {
    const where = { kind: 'chain', line: this.line, ...(height ? { id: height } : {}) };
    this.problems.push({ where, ...fault });
  }

  private open(line: string): void {
    const genesis = parseGenesisLine(line);
    if (!genesis) {
      const remedy = 'Take the whole file that the export gave.';
      const allowed = 'a line with the genesis, all its keys and names in order';
      this.fail({ rule: 'genesis', found: line.slice(0, 60), allowed, remedy });
      return;
    }
    const unknown = genesis.contracts.find((each) => {
      return !this.contracts.find(each.name, each.version);
    });
    if (unknown) {
      const found = `${unknown.name} version ${unknown.version}`;
      const remedy = 'Open it with a newer version of GridLedger.';
      this.fail({ rule: 'contract', found, allowed: 'contracts known here', remedy });
      return;
    }
    const chain = openChain(genesis);
    const { genesisHash: trusted } = this.options;
    if (trusted !== undefined && chain.genesisHash !== trusted) {
      const remedy = 'This is another chain. Do not take one for the other.';
      const found = chain.genesisHash;
      this.fail({ rule: 'trusted-genesis', found, allowed: trusted, remedy });
      return;
    }
    this.here = chain;
  }

  private append(chain: Chain, { height, bytes, certificate }: BlockLine): VerifiedBlock | null {
    const next = chain.tip.height + 1;
    if (height !== next) {
      const found = `height ${height}`;
      this.fail({ rule: 'height', found, allowed: `height ${next}`, remedy: GET_ANOTHER }, next);
      return null;
    }
    const { header } = decodeBlock(bytes) ?? {};
    const early = header ? headerFault(chain, header, null) : 'bytes';
    if (early || !header) {
      if (early) this.fail(blockProblem({ kind: 'void', reason: early }), next);
      return null;
    }
    // Before the transactions: a file made to waste time has thousands of them in each block.
    if (!this.isCertified(header, certificate)) return null;
    const rules = { contracts: this.contracts, verifier: this.verifier };
    const { chain: longer, block, hash, receipts, fault } = applyBlock(chain, bytes, null, rules);
    if (fault || !block) {
      if (fault) this.fail(blockProblem(fault), next);
      return null;
    }
    this.here = longer;
    return { bytes, block, hash, certificate, receipts };
  }

  private isCertified(header: BlockHeader, certificate: Certificate): boolean {
    const { genesis } = this.here!;
    const { voters, height } = header;
    const broken = certificateFault(certificate, header, genesis, this.verifier);
    if (!broken) return true;
    const allowed = `valid signatures of ${majorityOf(voters)} of ${voters.length} seats`;
    const found = CERTIFICATE[broken];
    this.fail({ rule: `certificate-${broken}`, found, allowed, remedy: GET_ANOTHER }, height);
    return false;
  }
}

/** A verifier before its first line. */
export function openVerifier(options: VerifierOptions = {}): ChainVerifier {
  return new LineVerifier(options);
}
