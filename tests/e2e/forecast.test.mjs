// Prophet in the built page: the same forecast twice, in two tabs, with the server gone, and in the
// one-file edition; nothing is asked of anybody else, and nothing of it is loaded before it is used.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { serve } from '../run/serve.mjs';
import { openBrowser, openPage, settled } from './open.mjs';

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

/** A forecast of made-up hours, as text, so that equal bits are equal letters. */
const foretell = (page) =>
  page.evaluate(async () => {
    const rows = Array.from({ length: 21 * 24 }, (_, i) => ({
      time: Date.UTC(2024, 4, 1, i),
      value: 10 + (i % 24 > 17 ? 3 : 0) + ((i * 7919) % 13) / 13,
    }));
    const options = { seed: 7, holidays: [{ name: 'May Day', days: ['2024-05-01'] }] };
    return JSON.stringify(await globalThis.gridledger.forecast(rows, options));
  });

const check = (text) => {
  const { rows, problems } = JSON.parse(text);
  assert.deepEqual(problems, []);
  assert.equal(rows.length, 24);
  for (const { mean, lower, upper } of rows) assert.ok(lower < mean && mean < upper);
  // The evening's step of 3 is found: two hours after six against two before.
  const evening = rows[19].mean + rows[20].mean - rows[15].mean - rows[14].mean;
  assert.ok(evening > 3 && evening < 8, `evening stands out by ${evening}`);
};

test('two runs, two tabs and a reload without a server give the same forecast', async () => {
  const server = await serve(resolve('dist'), '/gridledger/');
  const { origin } = new URL(server.url);
  const context = await browser.newContext();
  const first = await openPage(context, origin);
  const asked = [];
  first.page.on('request', (request) => asked.push(request.url()));
  await first.page.goto(server.url);
  await settled(first.page);
  const early = asked.filter((url) => /forecast|prophet/i.test(url));
  assert.deepEqual(early, [], 'loaded before anybody forecast');
  const expected = await foretell(first.page);
  check(expected);
  assert.equal(await foretell(first.page), expected);

  const second = await openPage(context, origin);
  await second.page.goto(server.url);
  await settled(second.page);
  assert.equal(await foretell(second.page), expected);
  await second.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  first.clean();
  second.clean();
  await second.page.close();

  await server.stop();
  await context.setOffline(true);
  await first.page.reload();
  await settled(first.page);
  assert.equal(await foretell(first.page), expected);
  await context.close();
});

test('the one-file edition forecasts the same from file://', async () => {
  const server = await serve(resolve('dist'));
  const context = await browser.newContext();
  const served = await openPage(context, new URL(server.url).origin);
  await served.page.goto(server.url);
  await settled(served.page);
  const expected = await foretell(served.page);
  await server.stop();

  const file = pathToFileURL(resolve('dist/gridledger.html')).href;
  const { page, clean } = await openPage(context, file);
  await page.goto(file);
  await settled(page);
  assert.equal(await foretell(page), expected);
  clean();
  await context.close();
});
