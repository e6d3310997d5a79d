/** Words of the Ledger view. */
import type { RefusalReason } from '../../ledger/transaction.ts';
import { formatCount } from '../../units.ts';

const plural = (count: number, one: string, many: string): string => (count === 1 ? one : many);

const refusal: Readonly<Record<RefusalReason | 'no-leader' | 'busy', string>> = {
  bytes: 'the bytes are not a transaction',
  chain: 'it was signed for another chain',
  signature: 'the signature does not fit the account',
  nonce: 'its number was used already, or one before it is missing',
  contract: 'no such contract is in force',
  payload: 'the contract does not understand it',
  funds: 'the account does not hold enough',
  overflow: 'the sum would be larger than the ledger can count',
  authority: 'this account may not do that',
  state: 'the ledger is not in a state that allows it',
  'no-leader': 'no seat leads; a majority of the seats must be up',
  busy: 'too many transactions are waiting; try again in a moment',
};

export const words = {
  title: 'Ledger',
  tabs: {
    label: 'Parts of the ledger',
    chain: 'Chain',
    wallets: 'Wallets',
    past: 'Change the past',
  },
  opening: 'Opening the chain',
  blocks: 'blocks agreed',
  summary: (at: { height: number; seats: number }): string =>
    at.height === 0
      ? `The chain holds its genesis and nothing else. ${at.seats} seats wait for a first transaction.`
      : `${at.height} ${plural(at.height, 'block', 'blocks')}, the newest first. Each stands on the ` +
        'one before it and is signed by a majority of the seats.',
  unconfirmed: (height: number): string =>
    `${height} ${plural(height, 'block lies', 'blocks lie')} on this device. ` +
    'No seat has confirmed them yet.',
  imported: (name: string): string => `You are looking at ${name}, not at the running chain.`,
  backToLive: 'Back to the running chain',
  why: {
    label: 'Why',
    none: 'A block is final once a majority of the seats holds it. Pay someone under Wallets to see one.',
    some:
      'One byte changed in an old block breaks its name and every block after it. ' +
      'Try it under “Change the past”.',
    stalled: (sentence: string): string => `${sentence} Nothing new is agreed until then.`,
  },

  search: {
    label: 'Find a block, transaction or account',
    hint: 'Height, hash, or a name such as Home 7',
    go: 'Find',
    nothing: (text: string): string =>
      `Nothing here is called “${text}”. A height is a number, a hash has 64 hexadecimal digits.`,
  },

  list: {
    caption: 'Blocks, newest first',
    newest: 'The newest blocks',
    count: (count: number): string => `${count} ${plural(count, 'transaction', 'transactions')}`,
    height: 'Height',
    hash: 'Hash',
    transactions: 'Transactions',
    refused: (count: number): string => `${count} refused`,
    term: 'Term · index',
    proposer: 'Proposer',
    seat: (seat: number): string => `seat ${seat}`,
    signed: 'Signatures',
    of: (signed: number, needed: number): string => `${signed} (${needed} needed)`,
    bytes: 'Bytes',
    checked: 'Checked here',
    yes: 'holds',
    no: 'does not hold',
    notYet: 'not yet',
    empty: 'No block yet: nothing was agreed so far.',
    payFirst: 'Pay someone',
    genesis: 'Genesis',
  },

  block: {
    title: (height: number): string => `Block ${formatCount(height)}`,
    newer: 'Newer block',
    older: 'Older block',
    previous: 'Block before',
    merkle: 'Merkle root of its transactions',
    state: 'State root before it',
    term: 'Raft term',
    index: 'Raft log index',
    proposer: 'Proposed by',
    voters: 'Seats that vote',
    certificate: 'Quorum certificate',
    certificateOf: (signed: number, needed: number): string =>
      `${signed} ${plural(signed, 'seat', 'seats')} signed; ${needed} make it final for everyone`,
    raw: 'Bytes of the block',
    empty: 'It holds no transactions.',
    missing: 'There is no such block on this chain.',
  },

  transaction: {
    title: 'Transaction',
    caption: 'Transactions',
    hash: 'Hash',
    status: 'Status',
    accepted: 'executed',
    outcomeUnknown: 'in the chain; this seat did not execute it, so it cannot say how it ended',
    refusedBecause: (reason: RefusalReason): string => `refused: ${refusal[reason]}`,
    block: 'Block',
    confirmations: (count: number): string =>
      `${count} ${plural(count, 'confirmation', 'confirmations')}; final from the first`,
    time: 'Time',
    timeOf: (term: number, index: number): string =>
      `term ${term}, log index ${formatCount(index)}: the ledger counts steps, not hours`,
    from: 'From',
    to: 'To',
    value: 'Value',
    fee: 'Fee',
    energy: 'Energy',
    energyOf: { pv: 'panels', bess: 'battery', grid: 'grid' },
    noEnergy: 'none',
    contract: 'Contract',
    number: 'Number of the account’s transaction',
    payload: 'What it says',
    raw: 'Raw bytes',
    path: 'Merkle path to the block',
    pathLead: 'Hash it with each sibling in turn; the last result is the root in the block.',
    sibling: { left: 'sibling on the left', right: 'sibling on the right' },
    root: 'root in the block',
    signature: 'Signature',
    verify: 'Verify this signature yourself',
    verified: (ms: number): string => `Checked in this browser just now: it fits (${ms} ms).`,
    notVerified: (ms: number): string =>
      `Checked in this browser just now: it does not fit (${ms} ms).`,
    missing: 'There is no such transaction on this chain.',
    nobody: 'nobody',
  },

  account: {
    balance: 'Balance',
    number: 'Transactions sent',
    role: 'Role',
    roles: { home: 'home', operator: 'grid operator', faucet: 'faucet', unknown: 'not known here' },
    key: 'Public key',
    demo: 'A demonstration key, made from the scenario’s seed. Never use it for anything real.',
    more: (count: number): string => `${formatCount(count)} older ones are not listed.`,
    none: 'It has neither sent nor received anything.',
    missing: 'No account has this key.',
  },

  verify: {
    heading: 'Check the whole chain',
    start: 'Verify all',
    imported: 'Every hash, signature and certificate of this chain was checked when it was opened.',
    stop: 'Stop',
    idle: 'Recomputes every hash, signature and certificate in this browser.',
    progress: (at: { done: number; total: number }): string =>
      `block ${formatCount(at.done)} of ${formatCount(at.total)}`,
    stopped: (at: { done: number; total: number }): string =>
      `Stopped at block ${formatCount(at.done)} of ${formatCount(at.total)}; all up to there hold.`,
    spoken: (percent: number): string => `${percent} percent checked`,
    holds: (at: { height: number; milliseconds: number }): string =>
      (at.height === 1 ? 'The one block holds' : `All ${formatCount(at.height)} blocks hold`) +
      `, checked in ${formatCount(at.milliseconds)} ms.`,
    fails: (height: number, fault: string): string =>
      `Block ${formatCount(height)} does not hold: ${fault}.`,
  },
  files: {
    export: 'Export (JSON Lines)',
    import: 'Open an exported chain',
    exported: (name: string): string => `Saved as ${name}. Anyone can check it with verify.html.`,
    verifier: 'Stand-alone verifier',
  },

  money: { unit: 'USDT', simulated: 'simulated' },
  wallets: {
    lead:
      'Simulated money. The keys are made from the scenario’s seed, so everyone with the link ' +
      'has them: fine for a lesson, never for anything real.',
    caption: 'Accounts',
    name: 'Account',
    balance: 'Balance',
    sent: 'Sent',
    alerts: 'Alerts',
    below: (amounts: string): string => `below ${amounts}`,
    low: 'low',
    urgent: 'urgent',
    state: { fine: 'fine', low: 'low', urgent: 'nearly empty: top up' },
    pay: 'Pay',
    payTitle: 'Pay someone',
    from: 'From',
    to: 'To',
    amount: 'Amount',
    amountWrong: (max: string): string =>
      `An amount from 0.000001 to ${max}, with a dot or a comma.`,
    same: 'Choose two different accounts.',
    topUp: 'Top up',
    topUpTitle: 'Top up',
    topUpBy: 'Top up by',
    set: 'Set',
    thresholds: (name: string): string => `Alerts for ${name}`,
    thresholdWrong: 'Two amounts, the urgent one not above the low one.',
    errands: 'Just now',
    none: 'Nothing sent since the page opened.',
    waiting: 'waiting for a majority',
    committed: (height: number): string => `in block ${formatCount(height)}`,
    committedRefused: (height: number, reason: RefusalReason): string =>
      `in block ${formatCount(height)}, but refused there: ${refusal[reason]}`,
    refused: (reason: RefusalReason | 'no-leader' | 'busy'): string =>
      `refused before the log: ${refusal[reason]}`,
    unknown: 'no answer in time: it may or may not be in the chain; look for its hash',
    paid: (from: string, to: string, amount: string): string => `${from} pays ${to} ${amount}`,
    topped: (to: string, amount: string): string => `${to} tops up ${amount}`,
  },

  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'Could not copy; select it instead',
} as const;
