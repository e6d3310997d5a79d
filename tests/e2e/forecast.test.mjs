// A forecast on the built page: Prophet answers by link, a guess is drawn by keyboard, and the
// procedure's worst case reaches the feeder.
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { serve } from '../run/serve.mjs';
import { openBrowser, openPage, settled, violations, visibleText } from './open.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serve(resolve('dist'), '/gridledger/')]);
});
after(() => Promise.all([browser.close(), server.stop()]));

const LINK = '#/forecast?v=1&s=7f3a&d=172&x=1';
const FITTED = /Fitted to 1,440 values/;

/** The page at `LINK` once Prophet has answered. */
const open = async (options = {}, extras = '') => {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const { page, clean } = await openPage(context, new URL(server.url).origin);
  await page.goto(server.url + LINK + extras);
  await settled(page);
  await page.waitForSelector('gl-forecast-picture');
  // A projector shows the picture, not how long it took.
  if (extras === '') await page.getByText(FITTED).waitFor({ timeout: 30_000 });
  else await page.getByText(/tomorrow’s peak by Prophet/).waitFor({ timeout: 30_000 });
  return { context, page, clean };
};

test('a link gives the same forecast in two visits, from this origin alone', async () => {
  const told = [];
  for (let visit = 0; visit < 2; visit++) {
    const { context, page, clean } = await open();
    await page.getByRole('button', { name: 'As table' }).first().click();
    told.push(await page.locator('gl-forecast-picture table').innerText());
    clean();
    await context.close();
  }
  assert.match(told[0], /upper limit of 80 %/);
  assert.equal(told[0], told[1]);
});

test('the procedure is gone through, put on the feeder, pinned beside the old grid, undone', async () => {
  const { context, page, clean } = await open();
  await page.getByRole('button', { name: 'Go through it with this meter' }).click();
  const apply = page.getByRole('button', { name: 'Put the forecast load on the feeder' });
  await apply.click({ timeout: 30_000 });
  await page.getByText(/The bus now carries/).waitFor();
  const { scenario } = await settled(page);
  assert.equal(scenario.loads.length, 1);
  assert.ok(scenario.loads[0].loadKw > 100);
  await page.getByRole('button', { name: 'Look at the grid' }).click();
  await page.waitForSelector('gl-grid');
  await page.getByRole('button', { name: /^Undo/ }).click();
  assert.equal((await settled(page)).scenario.loads.length, 0);
  clean();
  await context.close();
});

test('tomorrow is drawn by keyboard alone, and scored', async () => {
  const { context, page, clean } = await open();
  const press = async (name) => {
    await page.getByRole('button', { name }).focus();
    await page.keyboard.press('Enter');
  };
  await press('Hide tomorrow and draw');
  await page.waitForSelector('gl-guess-board');
  assert.equal(await page.locator('gl-forecast-picture').count(), 0);
  await page.getByRole('group', { name: /Your guess for/ }).focus();
  for (const key of ['ArrowRight', 'ArrowUp', 'ArrowRight', 'PageDown', 'End', 'ArrowDown']) {
    await page.keyboard.press(key);
  }
  await press('Show what came');
  const table = await page.locator('gl-forecast-guess table').innerText();
  assert.match(table, /You/);
  assert.match(await visibleText(page), /Your curve errs by [\d.,]+ kW/);
  clean();
  await context.close();
});

for (const [look, options, extras] of [
  ['a phone', { viewport: { width: 320, height: 640 } }, ''],
  ['dark', { colorScheme: 'dark' }, ''],
  ['a projector', {}, '&mode=projector'],
]) {
  test(`with a forecast on show it is accessible and fits, on ${look}`, async () => {
    const { context, page, clean } = await open(options, extras);
    assert.deepEqual(await violations(page), []);
    const { wide, inner } = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      inner: window.innerWidth,
    }));
    assert.ok(wide <= inner, `the page is ${String(wide)} px wide`);
    assert.doesNotMatch(await visibleText(page), /\bNaN\b|\bundefined\b|\bInfinity\b/);
    clean();
    await context.close();
  });
}

test('without Prophet’s files the simple methods answer, and the page says what is missing', async () => {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  await context.route(/prophet[^/]*$/, (route) => route.abort());
  const { page } = await openPage(context, new URL(server.url).origin);
  await page.goto(server.url + LINK);
  await settled(page);
  await page
    .getByText(/Prophet is not saved in this browser yet/)
    .first()
    .waitFor();
  const table = await page.locator('gl-forecast-errors table').innerText();
  assert.match(table, /Holt–Winters/);
  assert.doesNotMatch(await visibleText(page), /Something of ours broke|fault of ours/);
  await context.close();
});
