/** Whether the sentence of purpose was put away in this browser. */
const KEY = 'gridledger-intro';

// A browser that keeps nothing shows the sentence again: that is what it was told to do.
const refused = (error: unknown): boolean =>
  error instanceof DOMException && ['SecurityError', 'QuotaExceededError'].includes(error.name);

export function isIntroHidden(): boolean {
  try {
    return localStorage.getItem(KEY) === 'hidden';
  } catch (error) {
    if (refused(error)) return false;
    throw error;
  }
}

export function hideIntro(): void {
  try {
    localStorage.setItem(KEY, 'hidden');
  } catch (error) {
    if (!refused(error)) throw error;
  }
}
