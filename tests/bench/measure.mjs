// What every bench needs: the rooms as plain modules, the kernel, and times that can be compared.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

/** Everything that the modules at `paths` (from the project's root) export, in one object. */
export async function loadRooms(paths) {
  const server = await createServer({
    configFile: false,
    root: fileURLToPath(new URL('../..', import.meta.url)),
    appType: 'custom',
    logLevel: 'error',
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  });
  const rooms = await Promise.all(paths.map((path) => server.ssrLoadModule(path)));
  await server.close();
  return Object.assign({}, ...rooms);
}

export async function loadKernel() {
  const bytes = await readFile(new URL('../../build/release/kernel.wasm', import.meta.url));
  return WebAssembly.compile(bytes);
}

/** Shortest time of each job in ms; rounds interleaved, so that all meet the same machine. */
export function race(jobs, rounds) {
  const best = jobs.map(() => Infinity);
  for (let round = 0; round < rounds; round++) {
    jobs.forEach((job, i) => {
      const start = performance.now();
      job();
      best[i] = Math.min(best[i], performance.now() - start);
    });
  }
  return best;
}
