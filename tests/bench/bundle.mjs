// One plain module out of TypeScript sources: what runs here is what a build ships, and as fast.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Everything that `entry` (from the project's root) exports, built with `plugins`. */
export async function bundle(entry, plugins = []) {
  const [{ output }] = await build({
    configFile: false,
    root,
    logLevel: 'error',
    publicDir: false,
    plugins,
    build: {
      write: false,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { codeSplitting: false } },
      lib: { entry: join(root, entry), formats: ['es'], fileName: 'bundle' },
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'gridledger-'));
  try {
    const file = join(folder, 'bundle.mjs');
    writeFileSync(file, output[0].code);
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
