import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { launchOptions } from './run/browser.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

export default {
  rootDir: root,
  files: 'tests/**/*.test.ts',
  nodeResolve: { exportConditions: ['development'] },
  plugins: [
    // Prophet's package names it for Node alone and never asks for it in a browser.
    {
      name: 'node-only',
      resolveImport: ({ source }) => (source === 'fs/promises' ? '/node-only' : undefined),
    },
    esbuildPlugin({ ts: true, json: true, target: 'es2022', tsconfig: `${root}tsconfig.json` }),
  ],
  browsers: [playwrightLauncher({ product: 'chromium', launchOptions: await launchOptions() })],
  concurrency: 2,
  // Lit announces its development mode once a page; that is no news here.
  filterBrowserLogs: ({ args }) => !args.some((arg) => String(arg).includes('Lit is in dev mode')),
  testFramework: { config: { timeout: 60_000 } },
  testsFinishTimeout: 600_000,
};
