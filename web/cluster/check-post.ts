/**
 * Whether something that came over a channel has the shape of a post. Any page of this origin may
 * post anything, so this is the one place that looks before a seat touches what it got. It says
 * nothing about truth: signatures, links and roots are checked where they are used.
 */
import { BLOCK_BYTES_MAX } from '../ledger/block.ts';
import { isHex } from '../ledger/bytes.ts';
import { isConfigurationChange, isMessage } from '../raft/check-message.ts';
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
import type { Rules } from './weather.ts';

/** No seat has a larger number. */
const SEAT_MAX = 0xffff;
const SEATS_MAX = 64;
const MESSAGES_MAX = 4096;
const ATTESTS_MAX = 4096;
/** As many as a seat asks for at a time, and as many as come back. */
const HEIGHTS_MAX = 64;
const NAME_CHARS_MAX = 200;
const KEY_CHARS_MAX = 200;
const CUTS_MAX = SEATS_MAX * SEATS_MAX;

type Fields = Readonly<Record<string, unknown>>;
type Shape = (fields: Fields) => boolean;

/** true: another seat could have sent this. Never throws for plain data. */
export function isSeatPost(value: unknown): value is SeatPost {
  if (!isRecord(value)) return false;
  const { from, build, raft, attests, ask } = value;
  return (
    isSeat(from) &&
    isText(build, NAME_CHARS_MAX) &&
    isListOf(raft, isLedgerMessage, MESSAGES_MAX) &&
    isListOf(attests, isAttest, ATTESTS_MAX) &&
    (ask === null || isOneOf(ask, ASKS))
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
  joined: ({ life, admission }) => isCount(life) && isAdmissionLike(admission),
  blocks: ({ heights }) => isListOf(heights, isPositive, HEIGHTS_MAX),
  'blocks-here': ({ blocks }) => isListOf(blocks, isStoredBlock, HEIGHTS_MAX),
};

const REQUESTS: Readonly<Record<ClientRequest['kind'], Shape>> = {
  submit: ({ bytes }) => bytes instanceof Uint8Array,
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
  stopped: ({ seat, words }) => isSeat(seat) && typeof words === 'string',
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

function isAttestation(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { seat, signature } = value;
  return isSeat(seat) && typeof signature === 'string' && isHex(signature, 64);
}

function isStoredBlock(value: unknown): value is StoredBlock {
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
  const amounts = [delayMs, lossPercent, duplicatePercent];
  const isLink = (link: unknown): boolean =>
    isListOf(link, isSeat, 2) && (link as readonly unknown[]).length === 2;
  return (
    amounts.every((one) => typeof one === 'number' && one >= 0 && Number.isFinite(one)) &&
    isListOf(value['cuts'], isLink, CUTS_MAX)
  );
}

/** Of a kind that is known, and of that kind's shape. */
function isOneOf(value: unknown, shapes: Readonly<Record<string, Shape>>): boolean {
  if (!isRecord(value)) return false;
  const { kind } = value;
  return typeof kind === 'string' && Object.hasOwn(shapes, kind) && shapes[kind]!(value);
}

function isListOf(value: unknown, is: (one: unknown) => boolean, max: number): boolean {
  if (!Array.isArray(value) || value.length > max) return false;
  // Not `every`: it would pass over holes.
  for (const one of value as readonly unknown[]) if (!is(one)) return false;
  return true;
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isPositive(value: unknown): boolean {
  return isCount(value) && value > 0;
}

function isSeat(value: unknown): boolean {
  return isPositive(value) && (value as number) <= SEAT_MAX;
}

/** 32 bytes in hex: a hash or a key. */
function isName(value: unknown): boolean {
  return typeof value === 'string' && isHex(value, 32);
}

function isText(value: unknown, max: number): boolean {
  return typeof value === 'string' && value.length <= max;
}
