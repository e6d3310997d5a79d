// A browser as a person runs it: no automation flag, no emulated focus, tabs that are hidden behind
// one another. Spoken to over a pipe, for the usual driver keeps every page visible.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { launchOptions } from '../run/browser.mjs';

const pathOf = async () => {
  const { executablePath } = await launchOptions();
  const path = executablePath ?? chromium.executablePath();
  if (!existsSync(path)) throw new Error('Set CHROME_PATH: hidden tabs need the browser itself.');
  return path;
};

export const openPlainBrowser = async (folder) => {
  const flags = ['--headless=new', '--remote-debugging-pipe', '--no-first-run', '--disable-gpu'];
  if (process.getuid?.() === 0) flags.push('--no-sandbox');
  const child = spawn(await pathOf(), [...flags, `--user-data-dir=${folder}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const waiting = new Map();
  let text = '';
  child.stdio[4].on('data', (chunk) => {
    const parts = (text + chunk).split('\0');
    text = parts.pop();
    for (const part of parts) {
      const { id, result, error } = JSON.parse(part);
      const one = waiting.get(id);
      waiting.delete(id);
      if (error) one?.reject(new Error(error.message));
      else one?.resolve(result);
    }
  });
  let count = 0;
  const send = (method, params = {}, sessionId = undefined) =>
    new Promise((resolve, reject) => {
      count += 1;
      waiting.set(count, { resolve, reject });
      child.stdio[3].write(`${JSON.stringify({ id: count, method, params, sessionId })}\0`);
    });
  const tabOf = async (targetId) => {
    const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
    return {
      /** The value of an expression, awaited. */
      async evaluate(expression) {
        const params = { expression, awaitPromise: true, returnByValue: true };
        const { result, exceptionDetails } = await send('Runtime.evaluate', params, sessionId);
        if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
        return result.value;
      },
    };
  };
  return {
    /** A tab in the same window, in front of the others. */
    async open(url) {
      const { targetId } = await send('Target.createTarget', { url, newWindow: false });
      return tabOf(targetId);
    },
    /** The process that runs a tab, known by what it burns: to stop it is to put the tab to sleep. */
    async processOf(tab) {
      const burnt = async () => (await send('SystemInfo.getProcessInfo')).processInfo;
      const before = new Map((await burnt()).map(({ id, cpuTime }) => [id, cpuTime]));
      await tab.evaluate(
        '{ const end = performance.now() + 1000; while (performance.now() < end); }',
      );
      const renderers = (await burnt()).filter(({ type }) => type === 'renderer');
      const more = ({ id, cpuTime }) => cpuTime - (before.get(id) ?? 0);
      return renderers.sort((a, b) => more(b) - more(a))[0].id;
    },
    close: () =>
      new Promise((done) => {
        child.once('exit', done);
        void send('Browser.close').catch(() => undefined);
      }),
  };
};
