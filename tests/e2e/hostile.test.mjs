// What careless and hostile people put into the page: mutated links, damaged files, networks at
// the edge of what is allowed. The page must answer each, show no broken number and keep its work.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { resolve } from 'node:path';
import { serve } from '../run/serve.mjs';
import { EDGES, LINKS, REFUSED, SEED } from './hostile-input.mjs';
import { openBrowser, openPage, settled } from './open.mjs';
import { watchPage } from './scan.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serve(resolve('dist'), '/gridledger/')]);
});
after(() => Promise.all([browser.close(), server.stop()]));

const open = async (hash) => {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const { page, clean } = await openPage(context, new URL(server.url).origin);
  await page.addInitScript(watchPage);
  await page.goto(server.url + hash);
  await settled(page);
  return { context, page, clean };
};

/** Hands bytes to the page as a dropped file. */
const drop = (page, { name, text, bytes }) =>
  page.evaluate(
    (file) => {
      const transfer = new DataTransfer();
      const content = file.bytes ? new Uint8Array(file.bytes) : file.text;
      transfer.items.add(new File([content], file.name));
      const options = { dataTransfer: transfer, bubbles: true, cancelable: true, composed: true };
      document.body.dispatchEvent(new DragEvent('drop', options));
    },
    { name, text, bytes: bytes && [...bytes] },
  );

const answered = (page, name) =>
  page
    .waitForFunction(
      (part) => globalThis.watched.texts('gl-notices .notice').join(' ').includes(part),
      name,
      { timeout: 10_000 },
    )
    .catch((error) => assert.fail(`${name} was not answered: ${error.message}`));
const notices = (page) =>
  page.evaluate(() => globalThis.watched.texts('gl-notices .notice').join('\n'));
const dismissAll = (page) => page.evaluate(() => globalThis.watched.dismissAll());

const STILL = '?v=1&s=7f3a&c=thesis13&t=720&x=1';

test('mutated links: every one opens something, nothing breaks', async (t) => {
  const { context, page, clean } = await open(`#/grid${STILL}`);
  const found = await page.evaluate(async (links) => {
    const bad = [];
    for (const link of links) {
      location.hash = link;
      await globalThis.watched.pictures(2);
      const scars = globalThis.watched.scars();
      const { foreign, fault } = globalThis.watched.intruders();
      scars.push(...foreign, ...(fault === '' ? [] : [fault]));
      if (scars.length > 0) bad.push({ link: link.slice(0, 300), scars: scars.slice(0, 3) });
      if (bad.length > 5) break;
    }
    return bad;
  }, LINKS);
  assert.deepEqual(found, [], `seed ${SEED}`);
  await page.evaluate((hash) => (location.hash = hash), `#/grid${STILL}`);
  await page.waitForTimeout(300);
  assert.match((await settled(page)).stamp, /^[0-9a-f]{8}$/);
  t.diagnostic(`longest pause ${await page.evaluate(() => globalThis.watched.longestMs())} ms`);
  clean();
  await context.close();
});

test('damaged files are refused by name and change nothing', async (t) => {
  const { context, page, clean } = await open(`#/grid${STILL}`);
  const before = await settled(page);
  for (const file of REFUSED) {
    await dismissAll(page);
    await drop(page, file);
    await answered(page, file.name);
    const said = await notices(page);
    assert.match(said, /not read\. Nothing was changed|too large|could not be read/i, file.name);
    if (file.says) assert.match(said, file.says, file.name);
    assert.deepEqual(await page.evaluate(() => globalThis.watched.scars()), [], file.name);
    const now = await settled(page);
    assert.deepEqual(now, before, `${file.name} changed the page`);
  }
  const longest = await page.evaluate(() => globalThis.watched.longestMs());
  t.diagnostic(`${REFUSED.length} files, longest pause ${longest} ms`);
  clean();
  await context.close();
});

test('networks at the edge are solved or said to have no solution, in every view', async (t) => {
  const { context, page, clean } = await open(`#/grid${STILL}`);
  for (const file of EDGES) {
    await dismissAll(page);
    await drop(page, file);
    await answered(page, file.name);
    const said = await notices(page);
    assert.match(said, /is loaded/, `${file.name}: ${said}`);
    await settled(page);
    for (const view of ['optimise', 'reproduce', 'grid']) {
      await page.evaluate((to) => globalThis.watched.go(to), view);
      await page.evaluate(() => globalThis.watched.pictures(2));
      const scars = await page.evaluate(() => globalThis.watched.scars());
      assert.deepEqual(scars, [], `${file.name} in ${view}`);
    }
    const { foreign, fault } = await page.evaluate(() => globalThis.watched.intruders());
    assert.deepEqual({ foreign, fault }, { foreign: [], fault: '' }, file.name);
  }
  const longest = await page.evaluate(() => globalThis.watched.longestMs());
  t.diagnostic(`${EDGES.length} networks, longest pause ${longest} ms`);
  clean();
  await context.close();
});
