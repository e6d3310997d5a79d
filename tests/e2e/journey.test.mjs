// What people come to do, from the first click to the answer, on the built page.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { serve } from '../run/serve.mjs';
import { openBrowser, openPage, settled, visibleText } from './open.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serve(resolve('dist'), '/gridledger/')]);
});
after(() => Promise.all([browser.close(), server.stop()]));

const STILL = '?v=1&s=7f3a&t=720&x=1';
const open = async (hash, options = {}) => {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const { page, clean } = await openPage(context, new URL(server.url).origin);
  await page.goto(server.url + hash);
  const now = await settled(page);
  return { context, page, clean, now };
};

test('a load is changed, undone and redone, and the stamp follows', async () => {
  const { context, page, clean, now } = await open(`#/grid${STILL}`);
  await page.getByRole('button', { name: 'Double the load' }).click();
  await page.waitForTimeout(200);
  const doubled = await settled(page);
  assert.equal(doubled.scenario.loadScale, 2 * now.scenario.loadScale);
  assert.notEqual(doubled.stamp, now.stamp);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await page.waitForTimeout(200);
  assert.equal((await settled(page)).stamp, now.stamp);
  await page.getByRole('button', { name: /^Redo/ }).click();
  await page.waitForTimeout(200);
  assert.equal((await settled(page)).stamp, doubled.stamp);
  clean();
  await context.close();
});

/** Presses Tab until what has the focus, through all shadow roots, bears `name` (and `type`). */
const tabTo = async (page, name, type) => {
  for (let press = 0; press < 80; press++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      const label = active?.getAttribute('aria-label') ?? active?.labels?.[0]?.textContent ?? '';
      return { label: label.trim(), type: active?.type };
    });
    if (name.test(at.label) && (type === undefined || at.type === type)) return;
  }
  assert.fail(`Tab never reached ${String(name)}`);
};

test('keyboard alone reaches a bus, opens its card and changes its load', async () => {
  const { context, page, clean } = await open(`#/grid${STILL}`);
  await tabTo(page, /^One-line diagram/);
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await tabTo(page, /^Load/, 'number');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('500');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(300);
  const { scenario } = await settled(page);
  assert.equal(scenario.loads.length, 1);
  assert.equal(scenario.loads[0].loadKw, 500);
  clean();
  await context.close();
});

test('the stated base has no solution, and the page says so and why', async () => {
  const { context, page, clean } = await open(`#/grid${STILL}`);
  await page.getByRole('button', { name: /stated 490/ }).click();
  await page.waitForTimeout(800);
  const text = await visibleText(page);
  assert.match(text, /did not converge|stopped after|no solution/i);
  assert.doesNotMatch(text, /\bNaN\b/);
  clean();
  await context.close();
});

test('a search runs, stops, and is offered again after a reload', async () => {
  const { context, page, clean } = await open(`#/optimise${STILL}&np=200&ng=5000`);
  await page.getByRole('button', { name: 'Run the search' }).click();
  await page.waitForTimeout(700);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page
    .getByRole('button', { name: /^Continue|^Resume/ })
    .first()
    .waitFor();
  assert.match(await visibleText(page), /generation \d/i);
  await page.reload();
  await settled(page);
  await page
    .getByRole('button', { name: /^Continue|^Resume/ })
    .first()
    .waitFor();
  clean();
  await context.close();
});

test('the report of the quick check names the kernel that computed it', async () => {
  const { context, page, clean } = await open(`#/reproduce${STILL}`, { acceptDownloads: true });
  await page.getByRole('button', { name: 'Short check' }).click();
  const save = page.getByRole('button', { name: 'Save as JSON' });
  await page.waitForFunction((button) => !button.disabled, await save.elementHandle(), {
    timeout: 120_000,
  });
  await page.waitForTimeout(1500);
  const [download] = await Promise.all([page.waitForEvent('download'), save.click()]);
  const report = JSON.parse(readFileSync(await download.path(), 'utf8'));
  const wasm = readdirSync('dist/assets').find((file) => file.endsWith('.wasm'));
  const bytes = readFileSync(join('dist/assets', wasm));
  const hash = createHash('sha256').update(bytes).digest('hex');
  assert.ok(JSON.stringify(report).includes(hash), 'the kernel hash is in the report');
  assert.ok(JSON.stringify(report).includes('table-9'), 'table 9 is in the report');
  clean();
  await context.close();
});

test('a new version waits for consent', async () => {
  const own = await serve(resolve('dist'), '/gridledger/', {
    'sw.js': (text) => `${text}\n// another version`,
  });
  const context = await browser.newContext();
  const { page, clean } = await openPage(context, new URL(own.url).origin);
  await page.goto(own.url);
  await settled(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  own.replace();
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  const offer = page.getByRole('button', { name: /^Update/ }).first();
  await offer.waitFor({ timeout: 15_000 });
  assert.equal(await page.evaluate(() => performance.getEntriesByType('navigation').length), 1);
  clean();
  await context.close();
  await own.stop();
});
