/**
 * The page that checks an exported chain on its own: one file, no framework, from a disk or a
 * stick, without a network. The checking is the ledger's; this page reads files and shows words.
 */
import { assert, type Problem } from './assert.ts';
import { parseGenesisLine } from './ledger/export.ts';
import { genesisHash } from './ledger/genesis.ts';
import type { Verification } from './ledger/verify.ts';
import { verifyWords as words } from './strings/en/verify.ts';
import { verifyChain } from './verify-chain.ts';
import { formatCount } from './units.ts';

const find = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  assert(found, 'the page holds its own elements', { id });
  return found;
};

const file = find('file') as HTMLInputElement;
const drop = find('drop');
const text = find('text') as HTMLTextAreaElement;
const trust = find('genesis') as HTMLInputElement;
const trustFault = find('trust-fault');
const answer = find('answer');
const now = find('now');
const progress = find('progress') as HTMLProgressElement;
const stop = find('stop') as HTMLButtonElement;
const verdict = find('verdict');

/** The check that runs; a new one stops it. */
let running: AbortController | null = null;

const element = (tag: string, content: string, className = ''): HTMLElement => {
  const made = document.createElement(tag);
  made.textContent = content;
  if (className !== '') made.className = className;
  return made;
};

const list = (rows: readonly (readonly [name: string, value: string, kind?: string])[]): Node => {
  const made = document.createElement('dl');
  for (const [name, value, kind = ''] of rows) {
    made.append(element('dt', name), element('dd', value, kind));
  }
  return made;
};

function problemNodes({ where, found, allowed, remedy }: Problem): Node[] {
  const place = [
    ...(where.line === undefined ? [] : [words.problem.line(where.line)]),
    ...(where.id === undefined ? [] : [words.problem.block(where.id)]),
  ].join(', ');
  return [
    element('h3', place),
    list([
      [words.problem.found, found],
      [words.problem.allowed, allowed],
      [words.problem.remedy, remedy],
    ]),
  ];
}

/** What a run was about, beside its result. */
interface Run {
  readonly genesis: string;
  readonly trusted: boolean;
  readonly seconds: number;
  readonly stopped: boolean;
}

/** The heading, and a sentence on what it means. */
function headline({ valid, height, tipHash }: Verification, stopped: boolean): Node[] {
  const heading = element('h2', '');
  if (stopped) {
    heading.append(words.stopped(height));
    return [heading];
  }
  heading.append(element('span', valid ? '✓' : '✗', 'sign'));
  if (tipHash === '') {
    heading.append(words.invalidStart);
    return [heading];
  }
  heading.append(valid ? words.valid(height) : words.invalid(height));
  return [heading, element('p', valid ? words.validMeaning : words.invalidMeaning(height))];
}

function show(result: Verification, run: Run): void {
  const { valid, height, tipHash, problems } = result;
  const facts: (readonly [string, string, string?])[] = [
    [valid ? words.height : words.heldTo, formatCount(height)],
    ...(height === 0 ? [] : [[words.tip, tipHash, 'hash'] as const]),
    ...(run.genesis === '' ? [] : [[words.genesis, run.genesis, 'hash'] as const]),
    [words.seconds, words.secondsValue(run.seconds)],
  ];
  verdict.className = valid ? '' : 'broken';
  verdict.replaceChildren(
    ...headline(result, run.stopped),
    ...problems.flatMap(problemNodes),
    list(facts),
    ...(valid ? [element('p', run.trusted ? words.trusted : words.untrusted)] : []),
  );
  verdict.hidden = false;
}

/** The text of a file piece by piece; `tell` hears of each as it is read. */
async function* counted(
  source: ReadableStream<Uint8Array>,
  tell: (bytes: number, piece: string) => void,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const reader = source.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const piece = decoder.decode(value, { stream: true });
    tell(value.length, piece);
    yield piece;
  }
  yield decoder.decode();
}

async function check(source: Blob): Promise<void> {
  running?.abort();
  const control = new AbortController();
  running = control;
  const wanted = trust.value.trim().toLowerCase();
  trustFault.textContent = '';
  verdict.hidden = true;
  if (wanted !== '' && !/^[0-9a-f]{64}$/.test(wanted)) {
    trustFault.textContent = words.badTrust;
    (find('trust') as HTMLDetailsElement).open = true;
    trust.focus();
    return;
  }
  if (source.size === 0) {
    now.textContent = words.empty;
    return;
  }
  const started = performance.now();
  let head = '';
  let read = 0;
  progress.hidden = stop.hidden = false;
  progress.value = 0;
  answer.setAttribute('aria-busy', 'true');
  now.textContent = words.checking(0);
  const pieces = counted(source.stream(), (bytes, piece) => {
    read += bytes;
    if (!head.includes('\n')) head += piece;
  });
  try {
    const result = await verifyChain(pieces, {
      ...(wanted === '' ? {} : { genesisHash: wanted }),
      signal: control.signal,
      onProgress: ({ height }) => {
        if (running !== control) return;
        progress.value = read / source.size;
        now.textContent = words.checking(height);
      },
    });
    if (running !== control) return;
    const genesis = parseGenesisLine(head.split('\n')[0] ?? '');
    now.textContent = '';
    show(result, {
      genesis: genesis ? genesisHash(genesis) : '',
      trusted: wanted !== '',
      seconds: (performance.now() - started) / 1000,
      stopped: control.signal.aborted,
    });
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    // The file went away or changed while it was read.
    now.textContent = words.unreadable;
  } finally {
    if (running === control) {
      running = null;
      progress.hidden = stop.hidden = true;
      answer.setAttribute('aria-busy', 'false');
    }
  }
}

const start = (source: Blob): void => void check(source);

file.addEventListener('change', () => {
  const [chosen] = file.files ?? [];
  if (chosen) start(chosen);
});
find('wish').addEventListener('submit', (event) => {
  event.preventDefault();
  start(new Blob([text.value]));
});
stop.addEventListener('click', () => running?.abort());
for (const kind of ['dragenter', 'dragover']) {
  document.addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.add('over');
  });
}
document.addEventListener('dragleave', () => drop.classList.remove('over'));
document.addEventListener('drop', (event) => {
  event.preventDefault();
  drop.classList.remove('over');
  const [dropped] = event.dataTransfer?.files ?? [];
  if (dropped) start(dropped);
});
document.addEventListener('paste', (event) => {
  const pasted = event.clipboardData?.getData('text') ?? '';
  const own = event.target instanceof Element && event.target.matches('textarea, input');
  if (!own && pasted !== '') start(new Blob([pasted]));
});
