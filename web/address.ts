import type { Address } from './app/rim.ts';

/** The state of our entries in the browser's history; it survives a reload, unlike a variable. */
interface Entry {
  readonly tab: string;
  readonly chapter: number;
}

function entryOf(state: unknown): Entry | null {
  const ours = typeof state === 'object' && state !== null && 'tab' in state && 'chapter' in state;
  return ours ? (state as Entry) : null;
}

/** A name for this tab that sorts by age; the same after a reload. */
export const tab: string =
  entryOf(history.state)?.tab ??
  `tab-${Date.now().toString(36).padStart(9, '0')}-${performance.now().toString(36)}`;

let chapter = entryOf(history.state)?.chapter ?? 0;
let newest = chapter;

/** The address bar from '#' on: written as asked, watched for what people type and go back to. */
export const addressBar: Address = {
  get hash() {
    return location.hash;
  },

  get chapter() {
    return chapter;
  },

  write(hash, newEntry) {
    const entry: Entry = { tab, chapter };
    if (newEntry) history.pushState(entry, '', hash);
    else history.replaceState(entry, '', hash);
  },

  watch(onChange) {
    const changed = ({ state }: PopStateEvent): void => {
      // An entry that is not ours was made by a person who went to another link.
      chapter = entryOf(state)?.chapter ?? newest + 1;
      newest = Math.max(newest, chapter);
      onChange(location.hash);
    };
    window.addEventListener('popstate', changed);
    return () => window.removeEventListener('popstate', changed);
  },
};
