/** Starts workers from text inside the page, for the edition that is one file. */
import ChainWorker from './chain.worker.ts?worker&inline';
import ComputeWorker from './compute.worker.ts?worker&inline';

export function startWorker(): Worker {
  return new ComputeWorker();
}

export function startChainWorker(): Worker {
  return new ChainWorker();
}
