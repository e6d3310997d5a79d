/**
 * Whether something that came over a channel has the shape of a post. Any page of this origin may
 * post anything, so this is the one place that looks before a seat touches what it got. It says
 * nothing about truth: signatures, links and roots are checked where they are used.
 */
import { BLOCK_BYTES_MAX } from '../ledger/block.ts';
import { isHex } from '../ledger/bytes.ts';
import { isConfigurationChange, isMessage } from '../raft/check-message.ts';
import type { Message } from '../raft/message.ts';
import { isAdmissionLike } from '../raft/newcomer.ts';
import type { StoredBlock } from './disk.ts';
import type { Query } from './live.ts';
import type {
  BlockAttestation,
  ClientPost,
  ClientRequest,
  Control,
  SeatAsk,
  SeatPost,
} from './protocol.ts';
import {
  isBytes,
  isCount,
  isListOf,
  isName,
  isOneOf,
  isPositive,
  isRecord,
  isSeat,
  isText,
  type Shape,
} from './shape.ts';
import type { Rules } from './weather.ts';

/** More seats than any cluster here has. */
const SEATS_MAX = 64;
const MESSAGES_MAX = 4096;
const ATTESTS_MAX = 4096;
/** As many as a seat asks for at a time, and as many as come back. */
const HEIGHTS_MAX = 64;
const NAME_CHARS_MAX = 200;
const KEY_CHARS_MAX = 200;
const CUTS_MAX = SEATS_MAX * SEATS_MAX;
/**
 * A term further ahead is no election's: terms are durable, and one near the largest number would
 * leave no room for another. Two elections a second make so many in six days without a leader.
 */
const TERM_LEAP_MAX = 1_000_000;
/** Words that a stopped seat may leave. */
const WORDS_CHARS_MAX = 4000;
/** A minute; timers take no more than 24 days, and would fire at once. */
const DELAY_MS_MAX = 60_000;

/** true: another seat could have sent this. Never throws for plain data. */
export function isSeatPost(value: unknown): value is SeatPost {
  if (!isRecord(value)) return false;
  const { from, build, since, raft, attests, ask } = value;
  return (
    isSeat(from) &&
    isText(build, NAME_CHARS_MAX) &&
    isCount(since) &&
    isListOf(raft, isLedgerMessage, MESSAGES_MAX) &&
    isListOf(attests, isAttest, ATTESTS_MAX) &&
    (ask === null || isOneOf(ask, ASKS))
  );
}

/** Those of a post that `seat`, whose own term is `term`, lets into its core. */
export function messagesTo(seat: number, post: SeatPost, term: number): readonly Message[] {
  const { from, raft } = post;
  return raft.filter(
    (one) => one.from === from && one.to === seat && one.term <= term + TERM_LEAP_MAX,
  );
}

/** true: a tab could have sent this. Never throws for plain data. */
export function isClientPost(value: unknown): value is ClientPost {
  if (!isRecord(value)) return false;
  const { client, id, request } = value;
  return isText(client, NAME_CHARS_MAX) && isCount(id) && isOneOf(request, REQUESTS);
}

/** true: a tab could have told everyone this. Never throws for plain data. */
export function isControl(value: unknown): value is Control {
  return isOneOf(value, CONTROLS);
}

const ASKS: Readonly<Record<SeatAsk['kind'], Shape>> = {
  join: ({ life }) => isCount(life),
  // A seat without a disk has no term of its own to measure the leap by.
  joined: ({ life, admission }) =>
    isCount(life) && isAdmissionLike(admission) && admission.term <= TERM_LEAP_MAX,
  blocks: ({ heights }) => isListOf(heights, isPositive, HEIGHTS_MAX),
  'blocks-here': ({ blocks }) => isListOf(blocks, isStoredBlock, HEIGHTS_MAX),
};

const REQUESTS: Readonly<Record<ClientRequest['kind'], Shape>> = {
  submit: ({ bytes }) => isBytes(bytes),
  read: ({ key }) => isText(key, KEY_CHARS_MAX),
  query: ({ query }) => isOneOf(query, QUERIES),
  export: ({ from, count }) => isPositive(from) && isCount(count),
  conf: ({ change }) => isConfigurationChange(change),
  transfer: ({ to }) => isSeat(to),
  'timeout-now': () => true,
  trace: () => true,
};

const QUERIES: Readonly<Record<Query['kind'], Shape>> = {
  blocks: ({ from, count }) => isCount(from) && isCount(count),
  block: ({ height }) => isCount(height),
  'block-hash': ({ hash }) => isName(hash),
  transaction: ({ hash }) => isName(hash),
  account: ({ publicKey }) => isName(publicKey),
};

const CONTROLS: Readonly<Record<Control['kind'], Shape>> = {
  hello: ({ tab, build }) => isCount(tab) && isText(build, NAME_CHARS_MAX),
  here: ({ tab, build, rules }) => isCount(tab) && isText(build, NAME_CHARS_MAX) && areRules(rules),
  rules: ({ rules }) => areRules(rules),
  'let-go': ({ seat, tab, person }) => isSeat(seat) && isCount(tab) && typeof person === 'boolean',
  keeps: ({ seat, tab }) => isSeat(seat) && isCount(tab),
  crash: ({ seat }) => isSeat(seat),
  stopped: ({ seat, words }) => isSeat(seat) && isText(words, WORDS_CHARS_MAX),
  reset: () => true,
};

/** A chain always has bytes, unlike the state of any application that Raft might serve. */
function isLedgerMessage(value: unknown): boolean {
  return isMessage(value) && (value.kind !== 'snapshot' || value.totalBytes > 0);
}

function isAttest(value: unknown): value is BlockAttestation {
  if (!isRecord(value) || !isAttestation(value)) return false;
  return isPositive(value['height']) && isName(value['hash']);
}

export function isAttestation(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { seat, signature } = value;
  return isSeat(seat) && typeof signature === 'string' && isHex(signature, 64);
}

export function isStoredBlock(value: unknown): value is StoredBlock {
  if (!isRecord(value)) return false;
  const { height, hash, bytes, certificate } = value;
  return (
    isPositive(height) &&
    isName(hash) &&
    bytes instanceof Uint8Array &&
    bytes.length <= BLOCK_BYTES_MAX &&
    isListOf(certificate, isAttestation, SEATS_MAX)
  );
}

function areRules(value: unknown): value is Rules {
  if (!isRecord(value) || !isCount(value['version']) || !isRecord(value['network'])) return false;
  const { delayMs, lossPercent, duplicatePercent } = value['network'];
  const upTo = (amount: unknown, max: number): boolean =>
    typeof amount === 'number' && amount >= 0 && amount <= max;
  const isLink = (link: unknown): boolean => isListOf(link, isSeat, 2) && link.length === 2;
  return (
    upTo(delayMs, DELAY_MS_MAX) &&
    upTo(lossPercent, 100) &&
    upTo(duplicatePercent, 100) &&
    isListOf(value['cuts'], isLink, CUTS_MAX)
  );
}
