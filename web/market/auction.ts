/**
 * Auctions of one lot of energy: English, Dutch and sealed second price, as step functions. Bids
 * and the passing of a round go in, the next state comes out; nothing else moves time.
 *
 * - **English**: a bid must reach the reserve and beat the best by the increment; the lot is sold
 *   at the best bid after `quietRounds` rounds without one.
 * - **Dutch**: the asked price falls by the increment each round, down to the reserve; the first
 *   to bid takes the lot at the price asked then. Whoever bids says how much it would pay at most.
 * - **sealed**: one bid an account, hidden until the first round passes; the highest wins and pays
 *   the second highest or the reserve (Vickrey, Journal of Finance 16, 1961).
 *
 * Bids of one step are taken by time of commit, then id; of equal sealed bids the earlier wins.
 */
import type { Problem } from '../assert.ts';
import { amountMicro, ENERGY_WH_MAX, PRICE_MICRO_MAX } from './money.ts';
import { byCommit } from './order.ts';

type AuctionKind = 'english' | 'dutch' | 'sealed';

export interface AuctionLot {
  readonly kind: AuctionKind;
  readonly seller: string;
  readonly energyWh: number;
  /** Nothing is sold below it, micro per kWh. */
  readonly reserveMicroPerKwh: number;
  /** First price asked by a Dutch auction; not looked at by the others. */
  readonly startMicroPerKwh: number;
  /** Least raise of a bid, or fall of the asked price each round; from 1. */
  readonly incrementMicroPerKwh: number;
  /** Rounds without a bid that end an English auction; from 1. */
  readonly quietRounds: number;
}

export interface AuctionBid {
  readonly id: string;
  readonly account: string;
  readonly priceMicroPerKwh: number;
  readonly sequence: number;
}

interface AuctionOutcome {
  /** null: not sold. */
  readonly winner: AuctionBid | null;
  /** What is paid, micro per kWh; 0 when not sold. */
  readonly priceMicroPerKwh: number;
  readonly paysMicro: number;
}

export interface AuctionState {
  readonly lot: AuctionLot;
  /** Rounds that have passed. */
  readonly round: number;
  /** What is asked now: the least that the next bid must reach, micro per kWh. */
  readonly askedMicroPerKwh: number;
  /** Bids that were taken, in the order in which they were. */
  readonly bids: readonly AuctionBid[];
  /** Rounds since the last bid. */
  readonly quiet: number;
  /** null: still open. */
  readonly outcome: AuctionOutcome | null;
}

const LOT_RANGES = {
  energyWh: [1, ENERGY_WH_MAX],
  reserveMicroPerKwh: [0, PRICE_MICRO_MAX],
  startMicroPerKwh: [0, PRICE_MICRO_MAX],
  incrementMicroPerKwh: [1, PRICE_MICRO_MAX],
  quietRounds: [1, 1000],
} as const;

const REFUSED = { kind: 'auction' } as const;

/** Everything wrong with a lot; none: it can be opened. */
export function checkLot(lot: AuctionLot): readonly Problem[] {
  const problems: Problem[] = [];
  const report = (field: keyof AuctionLot, rule: string, allowed: string): void => {
    const [where, found] = [{ ...REFUSED, field }, String(lot[field]).slice(0, 60)];
    problems.push({ where, rule, found, allowed, remedy: `Give ${allowed}.` });
  };
  for (const field of Object.keys(LOT_RANGES) as (keyof typeof LOT_RANGES)[]) {
    const [least, most] = LOT_RANGES[field];
    const value: unknown = lot[field];
    if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most)
      continue;
    report(field, 'range', `a whole number from ${least} to ${most}`);
  }
  if (!['english', 'dutch', 'sealed'].includes(lot.kind)) {
    report('kind', 'kind', 'english, dutch or sealed');
  }
  if (lot.kind === 'dutch' && lot.startMicroPerKwh < lot.reserveMicroPerKwh) {
    report('startMicroPerKwh', 'start', 'a price not below the reserve');
  }
  return problems;
}

/** An auction before its first bid. */
export function openAuction(lot: AuctionLot): AuctionState {
  const asked = lot.kind === 'dutch' ? lot.startMicroPerKwh : lot.reserveMicroPerKwh;
  return { lot, round: 0, askedMicroPerKwh: asked, bids: [], quiet: 0, outcome: null };
}

/** Takes bids of one step; those that cannot be taken come back as problems and change nothing. */
export function bidInAuction(
  before: AuctionState,
  bids: readonly AuctionBid[],
): { readonly state: AuctionState; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  let state = before;
  for (const bid of [...bids].sort(byCommit)) {
    const problem = refusal(state, bid);
    if (problem) problems.push(problem);
    else state = taken(state, bid);
  }
  return { state, problems };
}

function refusal({ lot, bids, outcome, ...state }: AuctionState, bid: AuctionBid): Problem | null {
  const refuse = (field: string, rule: string, allowed: string, remedy: string): Problem => {
    const found = String(field === 'account' ? bid.account : bid.priceMicroPerKwh).slice(0, 60);
    return { where: { kind: 'bid', id: bid.id, field }, rule, found, allowed, remedy };
  };
  const asked = state.askedMicroPerKwh;
  if (outcome) {
    return refuse('priceMicroPerKwh', 'open', 'a bid before the end', 'Bid in another auction.');
  }
  if (bid.account === lot.seller) {
    return refuse('account', 'not-seller', 'an account other than the seller’s', 'Let others bid.');
  }
  if (lot.kind === 'sealed' && bids.some(({ account }) => account === bid.account)) {
    return refuse('account', 'one-bid', 'one bid an account', 'Wait for the outcome.');
  }
  const { priceMicroPerKwh: price } = bid;
  if (Number.isInteger(price) && price >= asked && price <= PRICE_MICRO_MAX) return null;
  const allowed = `a whole number of micro-USDT per kWh from ${asked} to ${PRICE_MICRO_MAX}`;
  return refuse('priceMicroPerKwh', 'asked-price', allowed, `Bid at least ${asked}.`);
}

function taken(state: AuctionState, bid: AuctionBid): AuctionState {
  const { lot, askedMicroPerKwh } = state;
  const next = { ...state, bids: [...state.bids, bid], quiet: 0 };
  if (lot.kind === 'sealed') return next;
  if (lot.kind === 'dutch') return { ...next, outcome: sold(lot, bid, askedMicroPerKwh) };
  return { ...next, askedMicroPerKwh: bid.priceMicroPerKwh + lot.incrementMicroPerKwh };
}

function sold(lot: AuctionLot, winner: AuctionBid, price: number): AuctionOutcome {
  return { winner, priceMicroPerKwh: price, paysMicro: amountMicro(lot.energyWh, price) };
}

const UNSOLD: AuctionOutcome = { winner: null, priceMicroPerKwh: 0, paysMicro: 0 };

/** One round passes. */
export function passRound(state: AuctionState): AuctionState {
  if (state.outcome) return state;
  const { lot, bids, askedMicroPerKwh: asked } = state;
  const next = { ...state, round: state.round + 1, quiet: state.quiet + 1 };
  if (lot.kind === 'sealed') return { ...next, outcome: secondPrice(lot, bids) };
  if (lot.kind === 'dutch') {
    if (asked === lot.reserveMicroPerKwh) return { ...next, outcome: UNSOLD };
    const lower = Math.max(lot.reserveMicroPerKwh, asked - lot.incrementMicroPerKwh);
    return { ...next, askedMicroPerKwh: lower };
  }
  if (next.quiet < lot.quietRounds) return next;
  const best = bids.at(-1);
  return { ...next, outcome: best ? sold(lot, best, best.priceMicroPerKwh) : UNSOLD };
}

function secondPrice(lot: AuctionLot, bids: readonly AuctionBid[]): AuctionOutcome {
  const [best, second] = [...bids].sort(
    (a, b) => b.priceMicroPerKwh - a.priceMicroPerKwh || byCommit(a, b),
  );
  return best ? sold(lot, best, second?.priceMicroPerKwh ?? lot.reserveMicroPerKwh) : UNSOLD;
}
