// Mouse and finger on the ring: what a browser makes of a real press, light dismiss included.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { resolve } from 'node:path';
import { serve } from '../run/serve.mjs';
import { openBrowser, openPage, settled } from './open.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serve(resolve('dist'), '/gridledger/')]);
});
after(() => Promise.all([browser.close(), server.stop()]));

const visit = async (options, hash = '#/cluster?v=1&s=7f3a&sim=1') => {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const { page, clean } = await openPage(context, new URL(server.url).origin);
  await page.goto(server.url + hash);
  await settled(page);
  await page.locator('gl-ring [data-seat="1"]').waitFor();
  await page.locator('gl-ring').scrollIntoViewIfNeeded();
  return { page, clean, context };
};
const middle = async (page, seat) => {
  const box = await page.locator(`gl-ring [data-seat="${seat}"]`).boundingBox();
  return [box.x + box.width / 2, box.y + box.height / 2];
};
const menu = (page) => page.locator('gl-menu [popover]');

test('a press of the mouse on a seat opens its menu, and it stays', async () => {
  const { page, clean, context } = await visit({});
  await page.mouse.move(...(await middle(page, 4)));
  await page.mouse.down();
  await page.mouse.up();
  await menu(page).getByText('Seat 4', { exact: true }).waitFor();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done())));
  assert.ok(await menu(page).isVisible());
  await page.keyboard.press('Escape');
  await menu(page).waitFor({ state: 'hidden' });
  clean();
  await context.close();
});

test('a tap of a finger on a seat opens its menu', async () => {
  const { page, clean, context } = await visit({
    hasTouch: true,
    isMobile: true,
    viewport: { width: 390, height: 844 },
  });
  await page.touchscreen.tap(...(await middle(page, 2)));
  await menu(page).getByText('Seat 2', { exact: true }).waitFor();
  assert.ok(await menu(page).isVisible());
  clean();
  await context.close();
});

test('a pull from seat to seat cuts their link and opens no menu', async () => {
  const { page, clean, context } = await visit({});
  await page.mouse.move(...(await middle(page, 2)));
  await page.mouse.down();
  await page.mouse.move(...(await middle(page, 5)), { steps: 8 });
  await page.mouse.up();
  await page.getByText('Link 2–5 is cut.').waitFor();
  assert.equal(await menu(page).isVisible(), false);
  clean();
  await context.close();
});

test('what live seats did opens in the player, with the seats on the stage', async () => {
  const { page, clean, context } = await visit({}, '#/cluster?v=1&s=7f3a');
  await page.getByText(/Seat \d leads\. /).waitFor();
  await page.getByRole('button', { name: 'Open what was recorded in the player' }).click();
  await page.getByText('You watch a recording').waitFor();
  assert.equal(await page.locator('gl-ring [data-seat]').count(), 5);
  clean();
  await context.close();
});
