/** Faults that nobody caught: they are ours, so the page says so instead of going quiet. */
export function watchFaults(tell: (fault: Error) => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const asError = (value: unknown): Error =>
    value instanceof Error ? value : new Error(String(value));
  window.addEventListener(
    'error',
    (event) => {
      // The browser's way of saying that a layout took two rounds; nothing is wrong.
      if (!event.message.startsWith('ResizeObserver')) tell(asError(event.error ?? event.message));
    },
    { signal },
  );
  window.addEventListener('unhandledrejection', (event) => tell(asError(event.reason)), { signal });
  return () => stop.abort();
}
