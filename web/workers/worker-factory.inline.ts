/** Starts workers from text inside the page, for the edition that is one file. */
import ChainWorker from './chain.worker.ts?worker&inline';
import ComputeWorker from './compute.worker.ts?worker&inline';
import ForecastWorker from './forecast.worker.ts?worker&inline';
import SeatWorker from './seat.worker.ts?worker&inline';
import SimulationWorker from './simulation.worker.ts?worker&inline';

export function startWorker(): Worker {
  return new ComputeWorker();
}

export function startChainWorker(): Worker {
  return new ChainWorker();
}

export function startSimulationWorker(): Worker {
  return new SimulationWorker();
}

export function startSeatWorker(): Worker {
  return new SeatWorker();
}

export function startForecastWorker(): Worker {
  return new ForecastWorker();
}
