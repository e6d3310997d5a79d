// A first visit saves the page; then the server goes away and everything still works. The one-file
// edition works from a disk without any server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { serve } from '../run/serve.mjs';
import { VIEWS, openBrowser, openPage, settled, visibleText } from './open.mjs';

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

test('opens offline after one visit, with a link of its own and a reload', async () => {
  const server = await serve(resolve('dist'), '/gridledger/');
  const context = await browser.newContext();
  const first = await openPage(context, new URL(server.url).origin);
  await first.page.goto(server.url);
  const online = await settled(first.page);
  await first.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await first.page.close();

  await server.stop();
  await context.setOffline(true);
  for (const view of VIEWS) {
    const { page } = await openPage(context, new URL(server.url).origin);
    await page.goto(`${server.url}${online.link.replace(/^#\/\w+/, `#/${view}`)}`);
    assert.equal((await settled(page)).stamp, online.stamp);
    await page.reload();
    assert.equal((await settled(page)).stamp, online.stamp);
    await page.waitForSelector(`gl-${view}`, { state: 'attached' });
    await page.close();
  }
  await context.close();
});

test('the one-file edition runs from file:// and gives the same numbers', async () => {
  const server = await serve(resolve('dist'));
  const context = await browser.newContext();
  const served = await openPage(context, new URL(server.url).origin);
  await served.page.goto(`${server.url}#/grid?v=1&s=7f3a&t=720&x=1`);
  const expected = await settled(served.page);
  await server.stop();

  const file = pathToFileURL(resolve('dist/gridledger.html')).href;
  const { page, clean } = await openPage(context, file);
  await page.goto(`${file}#/grid?v=1&s=7f3a&t=720&x=1`);
  assert.equal((await settled(page)).stamp, expected.stamp);
  for (const view of VIEWS) {
    await page.goto(`${file}#/${view}`);
    await page.waitForSelector(`gl-${view}`, { state: 'attached' });
    const text = await visibleText(page);
    assert.doesNotMatch(text, /\bNaN\b/);
    assert.match(text, /Works offline · one file/);
  }
  clean();
  await context.close();
});
