/**
 * The genesis of a lesson: everything follows from the scenario's seed, the secret keys too.
 * Whoever has the link can compute them. They protect nothing, and the page says so.
 */
import { LEDGER_CONTRACTS } from './contracts.ts';
import type { Contract } from './contract.ts';
import type { Genesis, GenesisAccount } from './genesis.ts';
import { demoKey, type KeyPair } from './key.ts';

/** Seats that may ever sign: the founding ones and those that join in a lesson. */
const DEMO_SEATS = 9;

const USDT = 1_000_000;

/** What each home owns at the start: 50 simulated USDT. */
const HOME_BALANCE_MICRO = 50 * USDT;
const OPERATOR_BALANCE_MICRO = 1_000 * USDT;

export interface DemoWish {
  /** The scenario's: 0 … 2³² − 1. */
  readonly seed: number;
  /** Founding voters: seats 1 … `seats`, at most 9. */
  readonly seats: number;
  /** 'Home 1' … 'Home n'. */
  readonly homes: number;
  /** In force beside what the ledger ships. */
  readonly contracts?: readonly Contract<unknown>[];
}

/** The key of a seat in {@link demoGenesis}. */
export const demoSeatKey = (seed: number, seat: number): KeyPair => demoKey(seed, `seat/${seat}`);

/** The key of 'Home 7', of 'Operator' or of 'Faucet' in {@link demoGenesis}. */
export const demoAccountKey = (seed: number, name: string): KeyPair =>
  demoKey(seed, `account/${name}`);

/** Names of the accounts in {@link demoGenesis}, in its order. */
const demoNames = (homes: number): readonly string[] => [
  ...Array.from({ length: homes }, (_, i) => `Home ${i + 1}`),
  'Operator',
  'Faucet',
];

/** Voters 1 … seats, keys for nine seats, homes, an operator and a faucet. */
export function demoGenesis({ seed, seats, homes, contracts = [] }: DemoWish): Genesis {
  const account = (name: string): GenesisAccount => {
    const { publicKey } = demoAccountKey(seed, name);
    if (name === 'Faucet') return { publicKey, name, balanceMicro: 0, role: 'faucet' };
    return name === 'Operator'
      ? { publicKey, name, balanceMicro: OPERATOR_BALANCE_MICRO, role: 'operator' }
      : { publicKey, name, balanceMicro: HOME_BALANCE_MICRO, role: 'home' };
  };
  return {
    version: 1,
    name: `Lesson ${seed.toString(16)}`,
    voters: Array.from({ length: seats }, (_, i) => i + 1),
    seats: Array.from({ length: DEMO_SEATS }, (_, i) => ({
      seat: i + 1,
      publicKey: demoSeatKey(seed, i + 1).publicKey,
    })),
    accounts: demoNames(homes).map(account),
    contracts: [...LEDGER_CONTRACTS, ...contracts]
      .map(({ name, version }) => ({ name, version }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}
