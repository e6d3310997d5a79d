import type { Rung } from '../ledger/past.ts';
import type { LinkExtras } from '../scenario/link.ts';
import type { ClusterShow } from './cluster-show.ts';
import type { ForecastShow } from './forecast-show.ts';
import type { LedgerPlace, LedgerShow } from './ledger-show.ts';

export const FIRST_CLUSTER: ClusterShow = {
  mode: 'live',
  live: null,
  run: null,
  words: '',
  ownSeat: 0,
};

export const FIRST_FORECAST: ForecastShow = {
  study: null,
  fit: { state: 'idle' },
  compare: { state: 'idle' },
  procedure: { state: 'idle' },
  guess: { on: false, revealed: false, handlesKw: [], moved: [] },
  trouble: '',
};

export const FIRST_LEDGER: LedgerShow = {
  place: { kind: 'chain' },
  words: '',
  height: -1,
  genesisHash: '',
  imported: '',
  rowsFrom: 0,
  rows: [],
  block: null,
  transaction: null,
  account: null,
  missing: false,
  wallets: [],
  errands: [],
  verify: { state: 'idle' },
  checked: null,
  past: null,
  searchWords: '',
};

/** The place as the link's `open` says it; '' for the chain itself. */
export function placeText(place: LedgerPlace): string {
  switch (place.kind) {
    case 'chain':
      return '';
    case 'wallets':
      return 'wallets';
    case 'block':
      return `block:${place.height}`;
    case 'transaction':
      return `tx:${place.hash}`;
    case 'account':
      return `account:${place.publicKey}`;
    case 'past':
      return `past:${place.rung}`;
  }
}

/** The reverse; the link's reader let nothing else through. */
export function placeOf({ at }: Pick<LinkExtras, 'at'>): LedgerPlace {
  const [kind, rest = ''] = at.split(':');
  switch (kind) {
    case 'wallets':
      return { kind };
    case 'block':
      return { kind, height: Number(rest) };
    case 'tx':
      return { kind: 'transaction', hash: rest };
    case 'account':
      return { kind, publicKey: rest };
    case 'past':
      return { kind, rung: Number(rest) as Rung };
    default:
      return { kind: 'chain' };
  }
}
