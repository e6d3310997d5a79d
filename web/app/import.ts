import { withOwnCase } from '../scenario/edit.ts';
import { looksLikeScenario } from '../scenario/file.ts';
import type { ReadFile } from '../scenario/read-file.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { session as words } from '../strings/en/session.ts';
import type { Command } from './command.ts';
import type { Notice } from './snapshot.ts';

/** A text from outside: dropped, pasted or picked. */
export interface Brought {
  readonly name: string;
  readonly text: string;
}

export interface Imported {
  /** null: refused. */
  readonly scenario: Scenario | null;
  /** Of the undo step. */
  readonly words: string;
  /** What to say about it. */
  readonly notice: Pick<Notice, 'tone' | 'words' | 'problems'>;
}

/** A scenario out of a text from outside: a saved scenario or a MATPOWER case. */
export async function readImport(
  current: () => Scenario,
  { name, text }: Brought,
): Promise<Imported> {
  const isScenario = looksLikeScenario(text);
  const step = isScenario ? words.undo.file(name) : words.undo.imported(name);
  const { scenario, problems } = isScenario
    ? (await import('../scenario/read-file.ts')).readScenarioFile(text)
    : await readNetwork(current, text);
  const said = words.imported;
  if (!scenario) {
    const notice = { tone: 'warning', words: said.refused(name), problems } as const;
    return { scenario: null, words: step, notice };
  }
  const sentence = problems.length > 0 ? said.partly(name) : said.done(name);
  return { scenario, words: step, notice: { tone: 'info', words: sentence, problems } };
}

async function readNetwork(current: () => Scenario, text: string): Promise<ReadFile> {
  // Most visits import nothing, so its reader comes when it is needed.
  const { parseMatpower } = await import('../grid/import-matpower.ts');
  const { grid, problems } = parseMatpower(text);
  return { scenario: grid ? withOwnCase(current(), grid) : null, problems };
}

/** Longer texts are files, whatever they hold. */
const LINK_MAX = 100_000;

/** What a file or a pasted text asks for if it is no network and no scenario; null otherwise. */
export function commandIn({ name, text }: Brought): Command | null {
  const isChain = /^\s*\{\s*"format"\s*:\s*"gridledger chain/.test(text.slice(0, 400));
  if (isChain || /\.jsonl$/i.test(name)) {
    return { kind: 'ledger-import', name, text };
  }
  if (/\.[ct]sv$/i.test(name)) return { kind: 'year-import', name, text };
  const hash = linkIn(text);
  return hash === '' ? null : { kind: 'open-link', hash };
}

/** The link inside a pasted text, '' when it is none. */
function linkIn(text: string): string {
  if (text.length > LINK_MAX) return '';
  const trimmed = text.trim();
  const link = trimmed.slice(Math.max(0, trimmed.indexOf('#')));
  return /^#\/[a-z-]*(?:\?|$)/.test(link) && !/\s/.test(trimmed) ? link : '';
}
