import { expect } from '@open-wc/testing';
import {
  type AuctionBid,
  type AuctionLot,
  type AuctionState,
  bidInAuction,
  checkLot,
  openAuction,
  passRound,
} from '../../web/market/auction.ts';

const lotOf = (change: Partial<AuctionLot>): AuctionLot => ({
  ...{ kind: 'english', seller: 'sun', energyWh: 2500, reserveMicroPerKwh: 80_000 },
  ...{ startMicroPerKwh: 120_000, incrementMicroPerKwh: 10_000, quietRounds: 2, ...change },
});

const bidOf = (account: string, priceMicroPerKwh: number, sequence = 0): AuctionBid => ({
  ...{ id: `bid-${account}-${priceMicroPerKwh}`, account, priceMicroPerKwh, sequence },
});

/** Takes the bids of one step; the rules of those refused. */
function bid(state: AuctionState, ...bids: AuctionBid[]): { state: AuctionState; rules: string[] } {
  const { state: after, problems } = bidInAuction(state, bids);
  return { state: after, rules: problems.map(({ rule }) => rule) };
}

describe('an English auction', () => {
  it('rises by the increment and ends when nobody bids any more', () => {
    const open = openAuction(lotOf({}));
    const low = bid(open, bidOf('a', 79_999));
    expect(low.rules).to.deep.equal(['asked-price']);
    expect(low.state).to.equal(open);
    const first = bid(open, bidOf('a', 80_000));
    expect(first.state.askedMicroPerKwh).to.equal(90_000);
    expect(bid(first.state, bidOf('b', 89_999)).rules).to.deep.equal(['asked-price']);
    expect(bid(first.state, bidOf('sun', 90_000)).rules).to.deep.equal(['not-seller']);
    const quiet = passRound(first.state);
    expect(quiet.outcome).to.equal(null);
    const raised = bid(quiet, bidOf('b', 95_000));
    const ended = passRound(passRound(raised.state));
    expect(ended.outcome).to.deep.equal({
      ...{ winner: bidOf('b', 95_000), priceMicroPerKwh: 95_000, paysMicro: 237_500 },
    });
    expect(passRound(ended)).to.equal(ended);
    expect(bid(ended, bidOf('a', 200_000)).rules).to.deep.equal(['open']);
  });

  it('takes bids of one step by time, then id, whatever order they come in', () => {
    const bids = [bidOf('c', 95_000, 1), bidOf('b', 90_000, 1), bidOf('a', 80_000, 0)];
    const one = bid(openAuction(lotOf({})), ...bids);
    const other = bid(openAuction(lotOf({})), ...bids.reverse());
    expect(one).to.deep.equal(other);
    expect(one.state.bids.map(({ account }) => account)).to.deep.equal(['a', 'b']);
    expect(one.rules).to.deep.equal(['asked-price']);
  });

  it('sells nothing where nobody bids', () => {
    const state = passRound(passRound(openAuction(lotOf({}))));
    expect(state.outcome).to.deep.equal({ winner: null, priceMicroPerKwh: 0, paysMicro: 0 });
  });
});

describe('a Dutch auction', () => {
  const lot = lotOf({ kind: 'dutch', reserveMicroPerKwh: 95_000 });

  it('falls each round to the reserve, and goes to the first at the price asked then', () => {
    let state = openAuction(lot);
    const asked = [state.askedMicroPerKwh];
    while (!state.outcome) {
      state = passRound(state);
      if (!state.outcome) asked.push(state.askedMicroPerKwh);
    }
    expect(asked).to.deep.equal([120_000, 110_000, 100_000, 95_000]);
    expect(state.outcome.winner).to.equal(null);

    const second = passRound(openAuction(lot));
    const { state: taken, rules } = bid(second, bidOf('b', 115_000, 5), bidOf('a', 110_000, 4));
    expect(taken.outcome).to.include({ priceMicroPerKwh: 110_000, paysMicro: 275_000 });
    expect(taken.outcome!.winner!.account).to.equal('a');
    expect(rules).to.deep.equal(['open']);
    expect(bid(second, bidOf('a', 109_999)).rules).to.deep.equal(['asked-price']);
  });
});

describe('a sealed second-price auction', () => {
  const open = openAuction(lotOf({ kind: 'sealed' }));

  it('goes to the highest at the second price, to the earlier of equals', () => {
    const bids = [bidOf('a', 100_000, 2), bidOf('b', 100_000, 1), bidOf('c', 90_000, 0)];
    const { outcome } = passRound(bid(open, ...bids).state);
    expect(outcome!.winner!.account).to.equal('b');
    expect(outcome!.priceMicroPerKwh).to.equal(100_000);
  });

  it('asks the reserve of a single bidder, and one bid of each', () => {
    const one = bid(open, bidOf('a', 150_000));
    expect(bid(one.state, bidOf('a', 160_000)).rules).to.deep.equal(['one-bid']);
    expect(passRound(one.state).outcome!.priceMicroPerKwh).to.equal(80_000);
    expect(passRound(open).outcome!.winner).to.equal(null);
  });
});

describe('a lot', () => {
  it('is refused with everything that is wrong with it', () => {
    expect(checkLot(lotOf({}))).to.deep.equal([]);
    const bad = lotOf({ energyWh: 0, reserveMicroPerKwh: -1, incrementMicroPerKwh: 0.5 });
    expect(checkLot(bad).map(({ where }) => where.field)).to.deep.equal([
      ...['energyWh', 'reserveMicroPerKwh', 'incrementMicroPerKwh'],
    ]);
    const upside = lotOf({ kind: 'dutch', startMicroPerKwh: 70_000 });
    expect(checkLot(upside).map(({ rule }) => rule)).to.deep.equal(['start']);
    const odd = checkLot(lotOf({ kind: 'raffle' as 'dutch' }));
    expect(odd.map(({ rule }) => rule)).to.deep.equal(['kind']);
  });
});
