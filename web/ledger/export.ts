/**
 * A chain as text that people can keep, mail and check: JSON Lines, first the genesis, then one
 * line for each block with the seats' signatures. What counts inside are the canonical bytes.
 */
import type { Attestation, Certificate } from './block.ts';
import { bytesOf, hexOf, isHex } from './bytes.ts';
import { checkGenesis, type Genesis } from './genesis.ts';

export interface BlockLine {
  readonly height: number;
  readonly bytes: Uint8Array;
  readonly certificate: Certificate;
}

/** What the first line calls itself, so that a stray file is told from a chain. */
const FORMAT = 'gridledger chain 1';

/** First line of an export, with its line end. */
export function genesisLine(genesis: Genesis): string {
  return `${JSON.stringify({ format: FORMAT, genesis })}\n`;
}

/** Line of one block, with its line end. */
export function blockLine({ height, bytes, certificate }: BlockLine): string {
  const signatures = certificate.map(({ seat, signature }) => ({ seat, signature }));
  return `${JSON.stringify({ height, block: hexOf(bytes), certificate: signatures })}\n`;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const hasOnly = (fields: Fields, names: readonly string[]): boolean =>
  Object.keys(fields).length === names.length && names.every((name) => Object.hasOwn(fields, name));

function parse(line: string): Fields | null {
  try {
    const value: unknown = JSON.parse(line);
    return isFields(value) ? value : null;
  } catch {
    // Not JSON: the caller says so, with the line's number.
    return null;
  }
}

const listOf = <T>(
  value: unknown,
  names: readonly string[],
  read: (fields: Fields) => T | null,
): readonly T[] | null => {
  if (!Array.isArray(value)) return null;
  const list: T[] = [];
  for (const item of value as readonly unknown[]) {
    const one = isFields(item) && hasOnly(item, names) ? read(item) : null;
    if (one === null) return null;
    list.push(one);
  }
  return list;
};

const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'number');

const ROLES: readonly unknown[] = ['home', 'operator', 'faucet'];

function readGenesis(fields: Fields): Genesis | null {
  const { name, voters } = fields;
  const seats = listOf(fields.seats, ['seat', 'publicKey'], ({ seat, publicKey }) =>
    typeof seat === 'number' && typeof publicKey === 'string' ? { seat, publicKey } : null,
  );
  const accounts = listOf(
    fields.accounts,
    ['publicKey', 'name', 'balanceMicro', 'role'],
    ({ publicKey, name: label, balanceMicro, role }) =>
      typeof publicKey === 'string' &&
      typeof label === 'string' &&
      typeof balanceMicro === 'number' &&
      ROLES.includes(role)
        ? { publicKey, name: label, balanceMicro, role: role as 'home' | 'operator' | 'faucet' }
        : null,
  );
  const contracts = listOf(fields.contracts, ['name', 'version'], ({ name: contract, version }) =>
    typeof contract === 'string' && typeof version === 'number'
      ? { name: contract, version }
      : null,
  );
  if (fields.version !== 1 || typeof name !== 'string' || !isNumbers(voters)) return null;
  if (!seats || !accounts || !contracts) return null;
  return { version: 1, name, voters, seats, accounts, contracts };
}

const GENESIS_NAMES = ['version', 'name', 'voters', 'seats', 'accounts', 'contracts'];

/** null: not the first line of an export, or its genesis has problems. */
export function parseGenesisLine(line: string): Genesis | null {
  const fields = parse(line);
  if (!fields || !hasOnly(fields, ['format', 'genesis']) || fields.format !== FORMAT) return null;
  if (!isFields(fields.genesis) || !hasOnly(fields.genesis, GENESIS_NAMES)) return null;
  const genesis = readGenesis(fields.genesis);
  return genesis && checkGenesis(genesis).length === 0 ? genesis : null;
}

/** null: not the line of a block. What the bytes hold is not looked at here. */
export function parseBlockLine(line: string): BlockLine | null {
  const fields = parse(line);
  if (!fields || !hasOnly(fields, ['height', 'block', 'certificate'])) return null;
  const { height, block } = fields;
  const certificate = listOf<Attestation>(
    fields.certificate,
    ['seat', 'signature'],
    ({ seat, signature }) =>
      typeof seat === 'number' && isHex(signature, 64) ? { seat, signature } : null,
  );
  if (!Number.isSafeInteger(height) || !certificate) return null;
  if (typeof block !== 'string' || !isHex(block, block.length / 2)) return null;
  return { height: height as number, bytes: bytesOf(block), certificate };
}
