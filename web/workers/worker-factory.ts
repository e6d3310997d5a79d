/** Starts a compute worker from its own file. The single-file edition has another factory. */
export function startWorker(): Worker {
  return new Worker(new URL('./compute.worker.ts', import.meta.url), { type: 'module' });
}
