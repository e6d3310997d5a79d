/**
 * Whether what comes to a page over a channel has the shape of a seat's status or reply. Any page
 * of this origin may post anything; a page draws only what passes here. It says nothing about
 * truth: a well-formed lie is drawn.
 */
import type { BlockPage, BlockRow, TransactionPage, TransactionRow } from '../ledger/show.ts';
import type { AccountPage } from '../ledger/show.ts';
import type { MessageKind } from '../raft/message.ts';
import type { MessageShow, SeatShow } from '../raft/show.ts';
import { isAttestation, isStoredBlock } from './check-post.ts';
import type { Answer, Submitted } from './live.ts';
import type { ClientReply, SeatReply, SeatStatus } from './protocol.ts';
import {
  hasFields,
  isAmount,
  isBytes,
  isCount,
  isFlag,
  isListOf,
  isName,
  isOneOf,
  isPositive,
  isRecord,
  isSeat,
  isText,
  type Is,
  type Shape,
} from './shape.ts';

const TEXT_CHARS_MAX = 4000;
const MESSAGES_MAX = 200;
const CELLS_MAX = 64;
const ROWS_MAX = 10_000;
const LINES_MAX = 1_000_000;

const KINDS: Readonly<Record<MessageKind, true>> = {
  vote: true,
  voteReply: true,
  append: true,
  appendReply: true,
  heartbeat: true,
  heartbeatReply: true,
  snapshot: true,
  snapshotReply: true,
  timeoutNow: true,
};

const isWords: Is = (value) => isText(value, TEXT_CHARS_MAX);
const oneOf =
  (...words: readonly string[]): Is =>
  (value) =>
    typeof value === 'string' && words.includes(value);
const orNull =
  (is: Is): Is =>
  (value) =>
    value === null || is(value);
/** 32 bytes in hex, or nothing. */
const isNameOrNone: Is = (value) => value === '' || isName(value);

/** true: one of these seats could have told it. Never throws for plain data. */
export function isSeatStatus(value: unknown, seats: ReadonlySet<number>): value is SeatStatus {
  const isKnown: Is = (seat) => seats.has(seat as number);
  const fields: Readonly<Record<keyof SeatStatus, Is>> = {
    build: isWords,
    show: (show) => hasFields(show, SEAT_SHOW) && isKnown((show as SeatShow).seat),
    voters: (list) => isListOf(list, isKnown, seats.size),
    learners: (list) => isListOf(list, isKnown, seats.size),
    messages: (list) =>
      isListOf(
        list,
        (one) =>
          hasFields(one, MESSAGE_SHOW) &&
          isKnown((one as MessageShow).from) &&
          isKnown((one as MessageShow).to),
        MESSAGES_MAX,
      ),
    damage: orNull((damage) => hasFields(damage, PROBLEM)),
    durable: isFlag,
  };
  return hasFields(value, fields);
}

/** true: a seat could have answered this. Never throws for plain data. */
export function isSeatReply(value: unknown): value is SeatReply {
  return isRecord(value) && isCount(value['id']) && isOneOf(value['reply'], REPLIES);
}

const LOG_CELL: Readonly<Record<keyof SeatShow['log'][number], Is>> = {
  index: isCount,
  term: isCount,
  kind: oneOf('noop', 'data', 'conf'),
  label: isWords,
};

const SEAT_SHOW: Readonly<Record<keyof SeatShow, Is>> = {
  seat: isSeat,
  state: oneOf('up', 'down', 'asleep', 'away', 'refusing'),
  words: isWords,
  tab: isCount,
  here: isFlag,
  role: oneOf('follower', 'pre-candidate', 'candidate', 'leader'),
  membership: oneOf('voter', 'learner', 'none'),
  term: isCount,
  votedFor: isCount,
  leader: isCount,
  timerElapsed: isAmount,
  timerTicks: isAmount,
  clockRate: isAmount,
  log: (list) => isListOf(list, (one) => hasFields(one, LOG_CELL), CELLS_MAX),
  firstIndex: isCount,
  lastIndex: isCount,
  snapshotIndex: isCount,
  commitIndex: isCount,
  appliedIndex: isCount,
  height: isCount,
  tipHash: isNameOrNone,
  stateRoot: isNameOrNone,
};

const MESSAGE_SHOW: Readonly<Record<keyof MessageShow, Is>> = {
  id: isAmount,
  kind: (kind) => typeof kind === 'string' && Object.hasOwn(KINDS, kind),
  light: isFlag,
  from: isSeat,
  to: isSeat,
  term: isCount,
  sentAt: isAmount,
  arrivesAt: isAmount,
  held: isFlag,
  label: isWords,
};

const PROBLEM = {
  where: (where: unknown) => isRecord(where) && isWords(where['kind']),
  rule: isWords,
  found: isWords,
  allowed: isWords,
  remedy: isWords,
} as const;

const ENERGY = { pv: isAmount, bess: isAmount, grid: isAmount } as const;
const isEnergy: Is = (value) => hasFields(value, ENERGY);
const isReceipt: Is = (value) =>
  isRecord(value) &&
  (value['accepted'] === true || (value['accepted'] === false && isWords(value['reason'])));

const BLOCK_ROW: Readonly<Record<keyof BlockRow, Is>> = {
  height: isPositive,
  hash: isName,
  term: isCount,
  index: isCount,
  proposer: isCount,
  transactionCount: isCount,
  refusedCount: isCount,
  bytes: isCount,
  signed: isCount,
  needed: isCount,
  verified: orNull(isFlag),
};

const TRANSACTION_ROW: Readonly<Record<keyof TransactionRow, Is>> = {
  hash: isName,
  height: isPositive,
  position: isCount,
  contract: isWords,
  from: isName,
  fromName: isWords,
  to: isNameOrNone,
  toName: isWords,
  valueMicro: isAmount,
  feeMicro: isAmount,
  energyWh: isEnergy,
  receipt: orNull(isReceipt),
};
const areTransactions: Is = (list) =>
  isListOf(list, (row) => hasFields(row, TRANSACTION_ROW), ROWS_MAX);

const HEADER: Readonly<Record<keyof BlockPage['header'], Is>> = {
  height: isPositive,
  previousHash: isName,
  chain: isName,
  term: isCount,
  index: isCount,
  proposer: isCount,
  voters: (list) => isListOf(list, isSeat, CELLS_MAX),
  merkleRoot: isName,
  stateRoot: isName,
  transactionCount: isCount,
};

const BLOCK_PAGE: Readonly<Record<keyof BlockPage, Is>> = {
  ...BLOCK_ROW,
  header: (header) => hasFields(header, HEADER),
  certificate: (list) => isListOf(list, isAttestation, CELLS_MAX),
  transactions: areTransactions,
  raw: isBytes,
};

const TRANSACTION: Readonly<Record<keyof TransactionPage['transaction'], Is>> = {
  chain: isName,
  contract: isWords,
  contractVersion: isCount,
  from: isName,
  nonce: isCount,
  payload: isBytes,
  signature: isWords,
};

const MEANING: Readonly<Record<keyof TransactionPage['meaning'], Is>> = {
  to: isNameOrNone,
  valueMicro: isAmount,
  feeMicro: isAmount,
  energyWh: isEnergy,
  fields: (list) =>
    isListOf(list, (pair) => isListOf(pair, isWords, 2) && pair.length === 2, ROWS_MAX),
};

const TRANSACTION_PAGE: Readonly<Record<keyof TransactionPage, Is>> = {
  ...TRANSACTION_ROW,
  transaction: (transaction) => hasFields(transaction, TRANSACTION),
  meaning: (meaning) => hasFields(meaning, MEANING),
  blockHash: isName,
  merkleRoot: isName,
  term: isCount,
  index: isCount,
  confirmations: isCount,
  raw: isBytes,
  signed: isBytes,
  path: (list) =>
    isListOf(
      list,
      (step) => hasFields(step, { hash: isName, side: oneOf('left', 'right') }),
      CELLS_MAX,
    ),
};

const ACCOUNT_PAGE: Readonly<Record<keyof AccountPage, Is>> = {
  publicKey: isName,
  name: isWords,
  role: oneOf('home', 'operator', 'faucet', 'unknown'),
  balanceMicro: isAmount,
  nonce: isCount,
  transactions: areTransactions,
  more: isCount,
};

const ANSWERS: Readonly<Record<Answer['kind'], Shape>> = {
  blocks: ({ height, rows }) =>
    isCount(height) && isListOf(rows, (row) => hasFields(row, BLOCK_ROW), ROWS_MAX),
  block: ({ page }) => page === null || hasFields(page, BLOCK_PAGE),
  transaction: ({ page }) => page === null || hasFields(page, TRANSACTION_PAGE),
  account: ({ page }) => page === null || hasFields(page, ACCOUNT_PAGE),
};

const SUBMITTED: Readonly<Record<Submitted['outcome'], Shape>> = {
  committed: ({ height, index, hash, reason }) =>
    isPositive(height) && isCount(index) && isName(hash) && (reason === null || isWords(reason)),
  refused: ({ reason }) => isWords(reason),
  unknown: ({ hash }) => isName(hash),
};

const REPLIES: Readonly<Record<ClientReply['kind'], Shape>> = {
  submitted: ({ submitted }) =>
    isRecord(submitted) && isOneOf({ ...submitted, kind: submitted['outcome'] }, SUBMITTED),
  taken: () => true,
  value: ({ bytes, height }) => (bytes === undefined || isBytes(bytes)) && isCount(height),
  answer: ({ answer }) => isOneOf(answer, ANSWERS),
  blocks: ({ height, blocks }) => isCount(height) && isListOf(blocks, isStoredBlock, ROWS_MAX),
  done: () => true,
  'not-leader': ({ leader }) => leader === 0 || isSeat(leader),
  refused: ({ words }) => isWords(words),
  trace: ({ lines }) => isListOf(lines, isTraceLine, LINES_MAX),
};

/** As far as it is sorted by; the player reads the rest with care. */
function isTraceLine(line: unknown): boolean {
  return isRecord(line) && isCount(line['at']) && isSeat(line['seat']) && isWords(line['kind']);
}
