// Runs the layers of one bundle, naming each before it starts, in a thread that can be ended.
import { parentPort, workerData } from 'node:worker_threads';

const { layers } = await import(workerData.bundle);
for (const [name, run] of layers) {
  parentPort.postMessage({ name, started: true });
  let noticed;
  try {
    noticed = run();
  } catch (error) {
    noticed = String(error);
  }
  parentPort.postMessage({ name, started: false, noticed });
}
parentPort.postMessage({ done: true });
