import type { Answer, Query } from '../cluster/live.ts';
import type { GenesisAccount } from '../ledger/genesis.ts';
import type { Hex } from '../ledger/transaction.ts';
import type { LedgerPlace } from './ledger-show.ts';

interface Asking {
  /** Hashes and keys that stand on the page, for whoever types only their beginning. */
  readonly seen: readonly Hex[];
  readonly ask: (query: Query) => Promise<Answer>;
}

/**
 * What a person means by a height, a hash, a key or a name; null: nothing here. Names are looked
 * for first by the whole, then by the beginning, without regard to capitals.
 */
export async function findPlace(
  text: string,
  accounts: readonly GenesisAccount[],
  { seen, ask }: Asking,
): Promise<LedgerPlace | null> {
  const wanted = text.trim().toLowerCase();
  if (/^\d{1,9}$/.test(wanted)) {
    const height = Number(wanted);
    const answer = await ask({ kind: 'block', height });
    return answer.kind === 'block' && answer.page ? { kind: 'block', height } : null;
  }
  if (/^[0-9a-f]{64}$/.test(wanted)) return findHash(wanted, ask);
  const known = knownHash(wanted, seen);
  if (known) return findHash(known, ask);
  const names = accounts.map(({ name }) => name.toLowerCase());
  const whole = names.indexOf(wanted);
  const at = whole >= 0 ? whole : names.findIndex((name) => wanted && name.startsWith(wanted));
  const found = accounts[at];
  return found ? { kind: 'account', publicKey: found.publicKey } : null;
}

/** A hash as it is shortened on screen, '3fa9c1d2…77e02b', or its first six digits and more. */
function knownHash(text: string, seen: readonly Hex[]): Hex | undefined {
  const match = /^([0-9a-f]{6,63})(?:(?:…|\.\.\.?)([0-9a-f]*))?$/.exec(text);
  if (!match) return undefined;
  const [, first = '', last = ''] = match;
  return seen.find((hash) => hash.startsWith(first) && hash.endsWith(last));
}

async function findHash(
  hash: string,
  ask: (query: Query) => Promise<Answer>,
): Promise<LedgerPlace | null> {
  const transaction = await ask({ kind: 'transaction', hash });
  if ('page' in transaction && transaction.page) return { kind: 'transaction', hash };
  const block = await ask({ kind: 'block-hash', hash });
  if (block.kind === 'block' && block.page) return { kind: 'block', height: block.page.height };
  const account = await ask({ kind: 'account', publicKey: hash });
  return 'page' in account && account.page ? { kind: 'account', publicKey: hash } : null;
}
