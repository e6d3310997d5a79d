/** Where a chain begins: who may vote, whose keys count, who owns what. */
import type { Problem } from '../assert.ts';
import { hexOf, KIND, LAYOUT_VERSION, Reader, Writer } from './bytes.ts';
import { DOMAIN, hashOf } from './hash.ts';
import { isPublicKey } from './key.ts';
import { type Hex, isContractName } from './transaction.ts';
import { isWellFormed } from './utf8.ts';

export interface Genesis {
  readonly version: 1;
  /** For people; 1 … 64 characters. */
  readonly name: string;
  /** Seats that vote from the start, sorted. */
  readonly voters: readonly number[];
  /** Every seat that may ever sign a block, founding or joining later; sorted by seat. */
  readonly seats: readonly { readonly seat: number; readonly publicKey: Hex }[];
  readonly accounts: readonly GenesisAccount[];
  /** Contracts in force, sorted by name. */
  readonly contracts: readonly { readonly name: string; readonly version: number }[];
}

export interface GenesisAccount {
  readonly publicKey: Hex;
  /** 'Home 7'; a label, never an identity. */
  readonly name: string;
  /** 0 … 2⁵³ − 1 millionths of a simulated USDT. */
  readonly balanceMicro: number;
  /** operator: may certify and decide; faucet: may create simulated money. */
  readonly role: 'home' | 'operator' | 'faucet';
}

const ROLES = ['home', 'operator', 'faucet'] as const;
const NAME_LENGTH_MAX = 64;
/** More homes than any lesson; every one of their keys is checked. */
const ACCOUNTS_MAX = 1000;
const NAME = `1 to ${NAME_LENGTH_MAX} characters, none of them a control character`;

const isName = (name: string): boolean =>
  name.length > 0 &&
  name.length <= NAME_LENGTH_MAX &&
  isWellFormed(name) &&
  !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name);

const isRising = <T>(list: readonly T[], before: (a: T, b: T) => boolean): boolean =>
  list.every((item, i) => i === 0 || before(list[i - 1]!, item));

/**
 * Everything wrong with a genesis that a person or a file made, its keys only once the rest holds;
 * empty = it can be encoded.
 */
export function checkGenesis(genesis: Genesis): readonly Problem[] {
  const problems: Problem[] = [];
  const demand = (held: boolean, field: string, found: unknown, allowed: string): void => {
    if (held) return;
    const where = { kind: 'genesis', field };
    const remedy = 'Take the genesis as the cluster wrote it.';
    problems.push({ where, rule: field, found: String(found).slice(0, 60), allowed, remedy });
  };
  const { name, voters, seats, accounts, contracts } = genesis;
  demand(isName(name), 'name', name, NAME);
  const seatNumbers = seats.map(({ seat }) => seat);
  const inOrder = (list: readonly number[]): boolean =>
    list.length > 0 &&
    list.length < 256 &&
    list.every((seat) => Number.isInteger(seat) && seat > 0 && seat < 0x10000) &&
    isRising(list, (a, b) => a < b);
  demand(inOrder(voters), 'voters', voters, 'seats in rising order, at least one');
  demand(inOrder(seatNumbers), 'seats', seatNumbers, 'seats in rising order, at least one');
  const known = voters.every((voter) => seatNumbers.includes(voter));
  demand(known, 'voters', voters, 'only seats that have a key');
  demand(accounts.length <= ACCOUNTS_MAX, 'accounts', accounts.length, `at most ${ACCOUNTS_MAX}`);
  for (const account of accounts) {
    demand(isName(account.name), 'accounts.name', account.name, NAME);
    const { balanceMicro, role } = account;
    const whole = Number.isSafeInteger(balanceMicro) && balanceMicro >= 0;
    demand(whole, 'balanceMicro', balanceMicro, 'a whole number from 0 to 2^53 - 1');
    demand(ROLES.includes(role), 'role', role, ROLES.join(', '));
  }
  demand(contracts.length < 256, 'contracts', contracts.length, 'at most 255');
  demand(
    contracts.every(
      (contract) =>
        isContractName(contract.name) &&
        Number.isInteger(contract.version) &&
        contract.version > 0 &&
        contract.version < 0x10000,
    ) && isRising(contracts, (a, b) => a.name < b.name),
    'contracts',
    contracts.map((contract) => contract.name),
    'names in rising order, versions from 1',
  );
  // Each key costs about two milliseconds: a hostile file must not buy a minute with a megabyte.
  if (problems.length > 0) return problems;
  const keys = [...seats, ...accounts].map(({ publicKey }) => publicKey);
  for (const key of keys) {
    demand(isPublicKey(key), 'publicKey', key, 'an ed25519 key of the large prime order');
  }
  demand(new Set(keys).size === keys.length, 'publicKey', 'a key twice', 'each key once');
  return problems;
}

/** Canonical bytes of a genesis without problems. */
export function encodeGenesis(genesis: Genesis): Uint8Array {
  const { voters, seats, accounts, contracts } = genesis;
  const writer = new Writer().u8(LAYOUT_VERSION).u8(KIND.genesis).text(genesis.name);
  writer.u8(voters.length);
  for (const voter of voters) writer.u16(voter);
  writer.u8(seats.length);
  for (const { seat, publicKey } of seats) writer.u16(seat).hex(publicKey, 32);
  writer.u16(accounts.length);
  for (const { publicKey, name, balanceMicro, role } of accounts) {
    writer.hex(publicKey, 32).text(name).u64(balanceMicro).u8(ROLES.indexOf(role));
  }
  writer.u8(contracts.length);
  for (const { name, version } of contracts) writer.text(name).u16(version);
  return writer.done();
}

/** Reads `count` things, none after the first that does not fit. */
function readList<T>(reader: Reader, count: number, read: () => T): T[] {
  const list: T[] = [];
  while (list.length < count && !reader.failed) list.push(read());
  return list;
}

/** null: not the canonical bytes of a genesis that holds. */
export function decodeGenesis(bytes: Uint8Array): Genesis | null {
  const reader = new Reader(bytes);
  reader.start(KIND.genesis);
  const readRole = (): GenesisAccount['role'] => {
    const role = ROLES[reader.u8()];
    reader.require(role !== undefined);
    return role ?? 'home';
  };
  const genesis: Genesis = {
    version: 1,
    name: reader.text(),
    voters: readList(reader, reader.u8(), () => reader.u16()),
    seats: readList(reader, reader.u8(), () => ({
      seat: reader.u16(),
      publicKey: reader.hex(32),
    })),
    accounts: readList(reader, reader.u16(), () => ({
      publicKey: reader.hex(32),
      name: reader.text(),
      balanceMicro: reader.u64(),
      role: readRole(),
    })),
    contracts: readList(reader, reader.u8(), () => ({
      name: reader.text(),
      version: reader.u16(),
    })),
  };
  return reader.end() && checkGenesis(genesis).length === 0 ? genesis : null;
}

/** The name of the chain that begins here; what a reader has to trust. */
export function genesisHash(genesis: Genesis): Hex {
  return hexOf(hashOf(DOMAIN.genesis, encodeGenesis(genesis)));
}
