// The running cluster where a browser, an address or a neighbour withholds something: it runs as
// far as it can, no seat runs twice, and a sentence says what cannot be had.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { resolve } from 'node:path';
import { serve } from '../run/serve.mjs';
import { openBrowser, visibleText } from './open.mjs';

const HASH = '#/cluster?v=1&s=7f3a&c=thesis13&t=720&x=1';
let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serve(resolve('dist'), '/gridledger/')]);
});
after(() => Promise.all([browser.close(), server.stop()]));

const newContext = () =>
  browser.newContext({ reducedMotion: 'reduce', serviceWorkers: 'block', locale: 'en' });

/** Waits until the page says it; fails with what it says instead. */
const says = async (page, words) => {
  for (const ends = Date.now() + 20_000; Date.now() < ends;) {
    if (words.test((await visibleText(page)).replace(/\s+/g, ' '))) return;
    await page.waitForTimeout(100);
  }
  const text = (await visibleText(page)).replace(/\s+/g, ' ');
  assert.fail(`never said ${words}: ${/Where the seats run.{0,900}/.exec(text)?.[0] ?? text}`);
};
/** A page or a frame whose seats are up. */
const running = async (page) => {
  await page.waitForFunction(() => 'gridledger' in globalThis, undefined, { timeout: 20_000 });
  await says(page, /Seat \d leads/);
};
const set = (page, value) => page.evaluate((x) => globalThis.gridledger.ledger.set('x', x), value);
const get = async (page) =>
  (await page.evaluate(() => globalThis.gridledger.ledger.get('x'))).value;
/** Rows of the seats that run in this tab. */
const here = async (page) => {
  const text = (await visibleText(page)).replace(/\s+/g, ' ');
  return [...text.matchAll(/Seat (\d) (?:leader|follower) this tab/g)].map(([, seat]) => seat);
};
const noBug = async (page) => assert.doesNotMatch(await visibleText(page), /bug of ours/);

test('inside another site: all seats run in the frame, two frames do not disturb each other', async () => {
  const { port } = new URL(server.url);
  // A number and a name of the same machine are two sites to a browser.
  const inside = `http://127.0.0.1:${port}/gridledger/${HASH}`;
  const outside = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(`<!doctype html><iframe src="${inside}" width="1200" height="800"></iframe>`);
  });
  await new Promise((done) => outside.listen(0, '127.0.0.1', done));
  const context = await newContext();
  const open = async () => {
    const page = await context.newPage();
    await page.goto(`http://localhost:${outside.address().port}/`);
    const frame = await (await page.locator('iframe').elementHandle()).contentFrame();
    await running(frame);
    return frame;
  };
  const first = await open();
  await says(first, /stands inside another site, where other tabs cannot be met/);
  assert.deepEqual(await here(first), ['1', '2', '3', '4', '5']);
  await set(first, 'first');
  const second = await open();
  await set(second, 'second');
  assert.equal(await get(second), 'second');
  await set(first, 'again');
  assert.equal(await get(first), 'again');
  await noBug(first);
  await noBug(second);
  await context.close();
  await new Promise((done) => outside.close(done));
});

/** Each is put before the page's own script and before that of each seat's worker. */
const KEEPS_NOTHING = {
  'no IndexedDB': `Object.defineProperty(globalThis, 'indexedDB', { get: () => undefined });`,
  'IndexedDB that is denied': `IDBFactory.prototype.open = () => {
    throw new DOMException('denied', 'SecurityError');
  };`,
};

for (const [name, without] of Object.entries(KEEPS_NOTHING)) {
  test(`${name}: the chain lasts as long as the tab, and the page says so`, async () => {
    const context = await newContext();
    await context.addInitScript(without);
    await context.route('**/seat.worker*.js', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: without + (await response.text()) });
    });
    const page = await context.newPage();
    await page.goto(server.url + HASH);
    await running(page);
    await says(page, /keeps nothing for us .{0,30}the chains last as long as this tab/);
    assert.equal((await set(page, 'kept')).height, 1);
    assert.equal(await get(page), 'kept');
    await page.reload();
    await running(page);
    assert.equal(await get(page), null);
    await noBug(page);
    await context.close();
  });
}

test('a disk of a newer version is kept, and its seat says what to do', async () => {
  const context = await newContext();
  const page = await context.newPage();
  await page.goto(server.url + HASH);
  await running(page);
  await set(page, 'old');
  const disk = await page.evaluate(async () => {
    const all = await indexedDB.databases();
    return all.map(({ name }) => name).find((name) => name.endsWith('/node/2'));
  });
  await page.goto('about:blank');
  await page.goto(new URL('manifest.webmanifest', server.url).href);
  await page.evaluate(async (name) => {
    const opening = indexedDB.open(name, 1000);
    const database = await new Promise((done) => (opening.onsuccess = () => done(opening.result)));
    database.close();
  }, disk);
  await page.goto(server.url + HASH);
  await running(page);
  await says(page, /Seat 2 down no tab.{0,20} A newer version of this page wrote its disk/);
  assert.deepEqual(await here(page), ['1', '3', '4', '5']);
  assert.equal(await get(page), 'old');
  await set(page, 'new');
  const version = await page.evaluate(async (name) => {
    const all = await indexedDB.databases();
    return all.find((one) => one.name === name)?.version;
  }, disk);
  assert.equal(version, 1000);
  await noBug(page);
  await context.close();
});

test('a tab of another version runs no seats and says to reload', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const context = await newContext();
  const old = await context.newPage();
  await old.goto(server.url + HASH);
  await running(old);
  await set(old, 'old');
  const fresh = await context.newPage();
  let named = 0;
  await fresh.route('**/assets/*.js', async (route) => {
    const response = await route.fetch();
    const text = await response.text();
    if (text.includes(version)) named += 1;
    await route.fulfill({ response, body: text.replaceAll(version, '99.0.0') });
  });
  await fresh.goto(server.url + HASH.replace('x=1', 'x=1&seat=2'));
  for (const page of [fresh, old]) {
    await says(page, /another version of this page, and the two do not speak\. Reload both tabs/);
  }
  assert.ok(named > 0, 'the version is named in the scripts');
  assert.deepEqual(await here(fresh), []);
  assert.deepEqual(await here(old), ['1', '2', '3', '4', '5']);
  await set(old, 'still');
  await noBug(fresh);
  await fresh.close();
  await old.reload();
  await running(old);
  assert.equal(await get(old), 'still');
  assert.doesNotMatch(await visibleText(old), /another version/);
  await context.close();
});
