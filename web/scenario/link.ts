/**
 * The scenario as a link and back: `#/grid?v=1&s=7f3a&c=thesis13&d=172&t=765&pv=7:2068&b=7:4`.
 *
 * Keys are short, stand in a fixed order and are left out where they say the default, so the same
 * scenario is always the same text. Reading never throws: a value that cannot be used leaves the
 * default in place and is reported; keys of later versions are kept and written out again. The
 * rest of the link is always used, so every problem here is harmless. An imported network is
 * never in the link (see `file.ts`).
 */
import type { Problem } from '../assert.ts';
import { defaultScenario } from './default.ts';
import { FIELDS } from './link-field.ts';
import type { Scenario } from './scenario.ts';

export type LinkMode = 'full' | 'projector' | 'embed';

/** What a link may say beside the scenario: how it is shown and what a class may change. */
export interface LinkExtras {
  readonly mode: LinkMode;
  /** Controls that are not shown, and controls that are shown but fixed. */
  readonly hide: readonly string[];
  readonly lock: readonly string[];
  /** BCP 47 tag; '' = the browser's. */
  readonly lang: string;
  /** true: time stands still after opening. */
  readonly paused: boolean;
  /** The seat of the cluster that this tab runs, 1 … 9; 0 = whatever is free. */
  readonly seat: number;
  /** true: the cluster is the simulated one, not the tabs' own. */
  readonly simulated: boolean;
  /** What the ledger has open: 'block:12', 'tx:<hash>', 'account:<key>', 'past:3'; '' = the chain. */
  readonly at: string;
  /** Keys this version does not know, as they stood. */
  readonly unknown: readonly (readonly [key: string, text: string])[];
}

export interface ParsedLink {
  readonly scenario: Scenario;
  /** The path of the link, '' when it has none; not checked here. */
  readonly view: string;
  readonly extras: LinkExtras;
  readonly problems: readonly Problem[];
  /** true: the link says nothing about the scenario. */
  readonly bare: boolean;
}

export const NO_EXTRAS: LinkExtras = {
  mode: 'full',
  hide: [],
  lock: [],
  lang: '',
  paused: false,
  seat: 0,
  simulated: false,
  at: '',
  unknown: [],
};

const LINK_VERSION = 1;
/** Longer links are not read: nothing this page writes comes near it. */
const LENGTH_MAX = 100_000;
const UNKNOWN_MAX = 50;
const NAME = /^[a-z][a-z0-9-]{0,31}$/;
const VIEW = /^[a-z][a-z-]{0,31}$/;
const EXTRA_KEYS = new Set(['v', 'mode', 'hide', 'lock', 'lang', 'x', 'seat', 'sim', 'open']);
const AT = /^(?:past:[1-5]|wallets|block:\d{1,9}|(?:tx|account):[0-9a-f]{64})?$/;

/** '#/grid?v=1&…': the canonical link of a scenario in a view. */
export function formatLink(scenario: Scenario, view: string, extras = NO_EXTRAS): string {
  const parts = [`v=${LINK_VERSION}`];
  const initial = defaultScenario();
  for (const { key, write } of FIELDS) {
    const text = write(scenario);
    // The seed and the case are always said: they are what two people compare aloud.
    if (key === 's' || key === 'c' || text !== write(initial)) parts.push(`${key}=${text}`);
  }
  if (extras.mode !== 'full') parts.push(`mode=${extras.mode}`);
  if (extras.hide.length > 0) parts.push(`hide=${extras.hide.join(',')}`);
  if (extras.lock.length > 0) parts.push(`lock=${extras.lock.join(',')}`);
  if (extras.lang !== '') parts.push(`lang=${extras.lang}`);
  if (extras.paused) parts.push('x=1');
  if (extras.seat > 0) parts.push(`seat=${extras.seat}`);
  if (extras.simulated) parts.push('sim=1');
  if (extras.at !== '') parts.push(`open=${extras.at}`);
  for (const [key, text] of extras.unknown) parts.push(text === '' ? key : `${key}=${text}`);
  return `#/${view}?${parts.join('&')}`;
}

/** Reads any text; what cannot be used is reported and left at its default. */
export function parseLink(hash: string): ParsedLink {
  const problems: Problem[] = [];
  if (hash.length > LENGTH_MAX) {
    problems.push(
      problem('link', { rule: 'length', found: hash, allowed: `${LENGTH_MAX} characters` }),
    );
  }
  const text = (hash.length > LENGTH_MAX ? '' : hash).replace(/^[^#]*#/, '').replace(/^\/+/, '');
  const [path, ...queries] = text.split('?');
  const pairs = readPairs(queries.join('?'), problems);
  return {
    scenario: readFields(pairs, problems),
    view: readView(path ?? '', problems),
    extras: readExtras(pairs, problems),
    problems,
    bare: ![...pairs.keys()].some((key) => FIELDS.some((field) => field.key === key)),
  };
}

/** The scenario of a link, for scripts. */
export function parseScenario(hash: string): {
  readonly scenario: Scenario;
  readonly problems: readonly Problem[];
} {
  const { scenario, problems } = parseLink(hash);
  return { scenario, problems };
}

/** The scenario as a link to the Grid view. */
export function formatScenario(scenario: Scenario): string {
  return formatLink(scenario, 'grid');
}

function readPairs(query: string, problems: Problem[]): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const part of query.split('&')) {
    if (part === '') continue;
    const at = part.indexOf('=');
    const key = at < 0 ? part : part.slice(0, at);
    const value = at < 0 ? '' : part.slice(at + 1);
    if (pairs.has(key)) {
      problems.push(problem(key, { rule: 'once', found: value, allowed: 'each key once' }));
    } else pairs.set(key, value);
  }
  return pairs;
}

function readFields(pairs: ReadonlyMap<string, string>, problems: Problem[]): Scenario {
  let scenario = defaultScenario();
  for (const { key, read } of FIELDS) {
    const raw = pairs.get(key);
    if (raw === undefined) continue;
    const text = decoded(raw);
    const next = text === null ? 'text without stray percent signs' : read(scenario, text);
    if (typeof next === 'string') {
      problems.push(problem(key, { rule: 'bounds', found: raw, allowed: next }));
    } else scenario = next;
  }
  const version = pairs.get('v');
  if (version !== undefined && version !== `${LINK_VERSION}`) {
    problems.push(
      problem('v', { rule: 'version', found: version, allowed: `version ${LINK_VERSION}` }),
    );
  }
  if (scenario.caseId === 'own') {
    problems.push({
      ...problem('c', { rule: 'own-case', found: 'own', allowed: 'a built-in case' }),
      remedy: 'This network was imported and is not in the link. Ask for the scenario file.',
    });
    scenario = { ...scenario, caseId: defaultScenario().caseId };
  }
  return scenario;
}

function readView(path: string, problems: Problem[]): string {
  if (path === '' || VIEW.test(path)) return path;
  problems.push(problem('view', { rule: 'view', found: path, allowed: 'a word such as grid' }));
  return '';
}

function readExtras(pairs: ReadonlyMap<string, string>, problems: Problem[]): LinkExtras {
  const wrong = (key: string, allowed: string): void => {
    problems.push(problem(key, { rule: 'extra', found: pairs.get(key) ?? '', allowed }));
  };
  const names = (key: string): readonly string[] => {
    const all = (pairs.get(key) ?? '').split(',').filter((name) => name !== '');
    const known = [...new Set(all.filter((name) => NAME.test(name)))].slice(0, UNKNOWN_MAX);
    if (known.length < all.length) wrong(key, 'names of controls, separated by commas');
    return known;
  };
  const mode = pairs.get('mode') ?? 'full';
  const modeKnown = mode === 'full' || mode === 'projector' || mode === 'embed';
  if (!modeKnown) wrong('mode', 'projector or embed');
  const lang = pairs.get('lang') ?? '';
  const langKnown = lang === '' || /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(lang);
  if (!langKnown) wrong('lang', 'a language such as en or pt-BR');
  const flag = (key: string): boolean => {
    const text = pairs.get(key) ?? '0';
    if (text !== '0' && text !== '1') wrong(key, '0 or 1');
    return text === '1';
  };
  const seat = pairs.get('seat') ?? '0';
  if (!/^\d$/.test(seat)) wrong('seat', 'a seat from 1 to 9');
  const at = pairs.get('open') ?? '';
  if (!AT.test(at)) wrong('open', 'a place in the ledger such as block:12');
  return {
    mode: modeKnown ? mode : 'full',
    hide: names('hide'),
    lock: names('lock'),
    lang: langKnown ? lang : '',
    paused: flag('x'),
    seat: /^\d$/.test(seat) ? Number(seat) : 0,
    simulated: flag('sim'),
    at: AT.test(at) ? at : '',
    unknown: readUnknown(pairs, problems),
  };
}

function readUnknown(
  pairs: ReadonlyMap<string, string>,
  problems: Problem[],
): LinkExtras['unknown'] {
  const unknown: [string, string][] = [];
  for (const [key, text] of pairs) {
    if (EXTRA_KEYS.has(key) || FIELDS.some((field) => field.key === key)) continue;
    const kept = unknown.length < UNKNOWN_MAX && /^[\w.-]{1,32}$/.test(key);
    const allowed = kept ? 'a key this version knows; kept for others' : 'a key this version knows';
    problems.push(problem(key, { rule: 'unknown-key', found: text, allowed }));
    // Spaces and signs that would not survive an address bar are written in percent form.
    if (kept) unknown.push([key, encodeURI(wellFormed(text)).replace(/%25/g, '%')]);
  }
  return unknown;
}

function decoded(text: string): string | null {
  if (!text.includes('%')) return text;
  if (/%(?![0-9a-f]{2})/i.test(text)) return null;
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

/** A lone surrogate, which no link can carry, becomes the replacement character. */
function wellFormed(text: string): string {
  return text.replace(
    /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g,
    '�',
  );
}

function problem(
  key: string,
  { rule, found, allowed }: { rule: string; found: string; allowed: string },
): Problem {
  return {
    where: { kind: 'link', id: key.slice(0, 32) },
    rule,
    found: found.length > 60 ? `${found.slice(0, 59)}…` : found,
    allowed,
    remedy: 'The rest of the link is loaded. Ask for the link again if this matters.',
    harmless: true,
  };
}
