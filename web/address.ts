import type { Address } from './app/rim.ts';

/** The state of our entries in the browser's history; it survives a reload, unlike a variable. */
interface Entry {
  readonly ours: true;
  readonly tab: string;
}

function entryOf(state: unknown): Entry | null {
  const ours = typeof state === 'object' && state !== null && 'ours' in state && 'tab' in state;
  return ours ? (state as Entry) : null;
}

/** A name for this tab that sorts by age; the same after a reload. */
export const tab: string =
  entryOf(history.state)?.tab ??
  `tab-${Date.now().toString(36).padStart(9, '0')}-${performance.now().toString(36)}`;

/** The address bar from '#' on: written as asked, watched for what people type and go back to. */
export const addressBar: Address = {
  get hash() {
    return location.hash;
  },

  write(hash, newEntry) {
    const entry: Entry = { ours: true, tab };
    if (newEntry) history.pushState(entry, '', hash);
    else history.replaceState(entry, '', hash);
  },

  watch(onChange) {
    const changed = ({ state }: PopStateEvent): void => {
      onChange(location.hash, entryOf(state) !== null);
    };
    window.addEventListener('popstate', changed);
    return () => window.removeEventListener('popstate', changed);
  },
};
