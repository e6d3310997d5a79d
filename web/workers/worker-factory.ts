/** Starts workers from their own files. The single-file edition has another factory. */
export function startWorker(): Worker {
  return new Worker(new URL('./compute.worker.ts', import.meta.url), { type: 'module' });
}

export function startChainWorker(): Worker {
  return new Worker(new URL('./chain.worker.ts', import.meta.url), { type: 'module' });
}

export function startSimulationWorker(): Worker {
  return new Worker(new URL('./simulation.worker.ts', import.meta.url), { type: 'module' });
}

export function startSeatWorker(): Worker {
  return new Worker(new URL('./seat.worker.ts', import.meta.url), { type: 'module' });
}

export function startForecastWorker(): Worker {
  return new Worker(new URL('./forecast.worker.ts', import.meta.url), { type: 'module' });
}
