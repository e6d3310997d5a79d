/** Starts a compute worker from text inside the page, for the edition that is one file. */
import ComputeWorker from './compute.worker.ts?worker&inline';

export function startWorker(): Worker {
  return new ComputeWorker();
}
