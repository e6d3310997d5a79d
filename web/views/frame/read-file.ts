/** Files and text from outside, read here and passed on as text; what they mean is judged later. */
import type { Command } from '../../app/command.ts';
import { menu } from '../../strings/en/frame.ts';
import { isField } from './keys.ts';

const MEGABYTES_MAX = 16;
/** Of a chain: 10,000 blocks with their signatures take about 15 MiB. */
const CHAIN_MEGABYTES_MAX = 256;

export type Read =
  { readonly ok: true; readonly command: Command } | { readonly ok: false; readonly words: string };

/** The import command of `file`, or the sentence that says why there is none. */
export async function readFile(file: File): Promise<Read> {
  const { name, size } = file;
  const most = /\.jsonl$/i.test(name) ? CHAIN_MEGABYTES_MAX : MEGABYTES_MAX;
  const megabytes = Math.ceil(size / 2 ** 20);
  if (megabytes > most) return { ok: false, words: menu.tooBig({ name, megabytes, most }) };
  try {
    const text = await file.text();
    return { ok: true, command: { kind: 'import', name: file.name, text } };
  } catch (error) {
    // A folder, or a file that went away between the drop and the reading.
    if (error instanceof DOMException) return { ok: false, words: menu.unreadable(file.name) };
    throw error;
  }
}

export interface DropHandlers {
  readonly over: (dragging: boolean) => void;
  readonly file: (file: File) => void;
  readonly text: (text: string) => void;
}

/** Listens for files and text dropped anywhere, and text pasted outside fields. */
export function watchDrops({ over, file, text }: DropHandlers): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const carries = (event: DragEvent): boolean =>
    event.dataTransfer?.types.includes('Files') ?? false;
  const dragover = (event: DragEvent): void => {
    if (!carries(event)) return;
    event.preventDefault();
    over(true);
  };
  const dragleave = (event: DragEvent): void => {
    if (event.relatedTarget === null) over(false);
  };
  const drop = (event: DragEvent): void => {
    over(false);
    const first = event.dataTransfer?.files[0];
    if (!first) return;
    event.preventDefault();
    file(first);
  };
  const paste = (event: ClipboardEvent): void => {
    if (isField(event.composedPath()[0])) return;
    const pasted = event.clipboardData?.getData('text/plain') ?? '';
    // Only what looks like ours; a stray paste must not raise an error.
    if (/^\s*(function\s+mpc|%|\{)/.test(pasted) && pasted.includes('\n')) text(pasted);
  };
  window.addEventListener('dragover', dragover, { signal });
  window.addEventListener('dragleave', dragleave, { signal });
  window.addEventListener('drop', drop, { signal });
  window.addEventListener('paste', paste, { signal });
  return () => stop.abort();
}
