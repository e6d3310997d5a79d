import type { Address } from './app/rim.ts';

/** The address bar from '#' on: written as asked, watched for what people type and go back to. */
export const addressBar: Address = {
  get hash() {
    return location.hash;
  },

  write(hash, newEntry) {
    if (newEntry) history.pushState({ ours: true }, '', hash);
    else history.replaceState({ ours: true }, '', hash);
  },

  watch(onChange) {
    const changed = ({ state }: PopStateEvent): void => {
      const ours = typeof state === 'object' && state !== null && 'ours' in state;
      onChange(location.hash, ours);
    };
    window.addEventListener('popstate', changed);
    return () => window.removeEventListener('popstate', changed);
  },
};
