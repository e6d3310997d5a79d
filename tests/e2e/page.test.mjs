// The built page as a visitor meets it: it works, it asks nobody else, it is accessible, and the
// numbers of a link are the same twice.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { resolve } from 'node:path';
import { serve } from '../run/serve.mjs';
import { VIEWS, openBrowser, openPage, settled, violations, visibleText } from './open.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serve(resolve('dist'), '/gridledger/')]);
});
after(() => Promise.all([browser.close(), server.stop()]));

const NEVER = /\bNaN\b|\bundefined\b|\bInfinity\b|\[object /;

for (const view of VIEWS) {
  test(`${view}: solves, stays on its origin, shows no NaN`, async () => {
    const context = await browser.newContext();
    const { page, clean } = await openPage(context, new URL(server.url).origin);
    await page.goto(`${server.url}#/${view}`);
    const { stamp } = await settled(page);
    assert.match(stamp, /^[0-9a-f]{8}$/);
    await page.waitForSelector(`gl-${view}`, { state: 'attached' });
    assert.doesNotMatch(await visibleText(page), NEVER);
    clean();
    await context.close();
  });

  for (const look of ['light', 'dark', 'projector']) {
    test(`${view}: accessible in ${look}`, async () => {
      const context = await browser.newContext({
        colorScheme: look === 'dark' ? 'dark' : 'light',
        reducedMotion: 'reduce',
      });
      const { page } = await openPage(context, new URL(server.url).origin);
      await page.goto(`${server.url}#/${view}${look === 'projector' ? '?mode=projector' : ''}`);
      await settled(page);
      await page.waitForSelector(`gl-${view}`, { state: 'attached' });
      assert.deepEqual(await violations(page), []);
      await context.close();
    });
  }

  test(`${view}: no sideways scrolling at 320 px`, async () => {
    const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
    const { page } = await openPage(context, new URL(server.url).origin);
    await page.goto(`${server.url}#/${view}`);
    await settled(page);
    await page.waitForSelector(`gl-${view}`, { state: 'attached' });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 320, `the page is ${String(width)} px wide`);
    await context.close();
  });
}

test('the first picture stands in the HTML and needs no script', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(server.url);
  assert.ok(await page.locator('svg').first().isVisible());
  assert.match(await page.locator('body').innerText(), /13 buses/);
  await context.close();
});

test('the same link gives the same stamp in two visits, another seed another', async () => {
  const stamps = [];
  for (const seed of ['7f3a', '7f3a', '1']) {
    const context = await browser.newContext();
    const { page } = await openPage(context, new URL(server.url).origin);
    await page.goto(`${server.url}#/grid?v=1&s=${seed}&t=720&x=1`);
    stamps.push((await settled(page)).stamp);
    await context.close();
  }
  assert.equal(stamps[0], stamps[1]);
  assert.notEqual(stamps[0], stamps[2]);
});
