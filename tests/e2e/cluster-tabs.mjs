// Tabs of one browser profile, each with a cluster, for tests that kill, freeze and duplicate them.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { launchOptions } from '../run/browser.mjs';
import { serve } from '../run/serve.mjs';

const OUT = resolve('build/cluster-page');
/** Automation switches these off; people have them. */
const THROTTLING = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

/** Builds the test's page once and serves it. */
export const serveClusterPage = async () => {
  await build({
    configFile: false,
    root: resolve('tests/e2e/cluster-page'),
    base: './',
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir: OUT, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0 },
  });
  return serve(OUT, '/cluster/');
};

/** A profile on disk that browsers can be opened on again and again. */
export const newProfile = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gridledger-'));
  const open = async () =>
    chromium.launchPersistentContext(folder, {
      ...(await launchOptions()),
      ignoreDefaultArgs: THROTTLING,
    });
  return {
    folder,
    open,
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
};

export const openTab = async (context, url, wish) => {
  const tab = await context.newPage();
  tab.on('pageerror', (error) => console.error(`page: ${error}`));
  const hash = Object.entries(wish).map(([key, value]) => `${key}=${value}`);
  await tab.goto(`${url}#${hash.join('&')}`);
  await tab.waitForFunction(() => 'page' in globalThis && globalThis.page.show, undefined, {
    polling: 20,
    timeout: 20_000,
  });
  return tab;
};

/** What the tab sees, in a few words a seat. */
export const seen = (tab) =>
  tab.evaluate(() =>
    globalThis.page.show.seats.map(({ seat, state, role, tab: at, term, height, membership }) => {
      return { seat, state, role, tab: at, term, height, membership };
    }),
  );

/** Waits until `holds` (run in the page, given the show) is true; fails with what the tab sees. */
export const until = async (tab, holds, words, timeoutMs = 20_000) => {
  const ends = Date.now() + timeoutMs;
  for (;;) {
    const good = await tab.evaluate(`(${holds})(globalThis.page.show)`);
    if (good) return;
    if (Date.now() > ends) throw new Error(`${words}: ${JSON.stringify(await seen(tab))}`);
    await new Promise((done) => setTimeout(done, 50));
  }
};

export const untilLeader = (tab) =>
  until(tab, (show) => show.leader > 0 && show.up >= show.needed, 'no leader');

/** Sets a cell and gives the outcome; transactions of one account must come one by one. */
export const put = (tab, account, nonce, cell, value) =>
  tab.evaluate((all) => globalThis.page.put(...all), [account, nonce, cell, value]);
export const get = (tab, cell) => tab.evaluate((name) => globalThis.page.get(name), cell);
export const verify = (tab) => tab.evaluate(() => globalThis.page.verify());
