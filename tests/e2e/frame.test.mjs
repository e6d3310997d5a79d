// The frame around the Cluster view in a real browser: one player, in reach, covering nothing;
// steps that undo each other; a picture that fits, and lines that move nothing.
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

const SIZES = [
  ['a desk', { viewport: { width: 1440, height: 900 } }, ''],
  ['a phone', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }, ''],
  ['a projector', { viewport: { width: 1366, height: 768 } }, '&mode=projector'],
  ['a small projector', { viewport: { width: 1024, height: 768 } }, '&mode=projector'],
  ['a large projector', { viewport: { width: 1920, height: 1080 } }, '&mode=projector'],
];
const visit = async (options, extras = '') => {
  const context = await browser.newContext(options);
  const { page, clean } = await openPage(context, new URL(server.url).origin);
  await page.goto(`${server.url}#/cluster?v=1&s=7f3a&sim=1${extras}`);
  await settled(page);
  await page.locator('gl-ring [data-seat="1"]').waitFor();
  await page.locator('gl-player button').first().waitFor();
  return { page, clean, context };
};
/** Where the ring begins on the page, however far that is scrolled. */
const topOf = (page) =>
  page.locator('gl-ring').evaluate((ring) => ring.getBoundingClientRect().top + globalThis.scrollY);
const boxOf = (page, selector) => page.locator(selector).first().boundingBox();

for (const [name, options, extras] of SIZES) {
  test(`on ${name} there is one player, and the whole ring above it`, async () => {
    const { page, clean, context } = await visit(options, extras);
    const players = page.getByRole('button', { name: /^(?:Play|Pause)(?: the day)?$/ });
    assert.equal(await players.count(), 1);
    const [bar, play] = [await boxOf(page, 'gl-time-bar'), await players.boundingBox()];
    assert.ok(play.y >= bar.y && play.y + play.height <= bar.y + bar.height, 'it is in the bar');
    for (const seat of [1, 2, 3, 4, 5]) {
      const box = await boxOf(page, `gl-ring .seat:has([data-seat="${seat}"])`);
      assert.ok(box.y + box.height <= bar.y + 1, `seat ${seat} ends at ${box.y + box.height}`);
    }
    clean();
    await context.close();
  });

  test(`on ${name} nothing moves when the reason changes`, async () => {
    const { page, clean, context } = await visit(options, extras);
    const reasons = new Set();
    const heights = new Set();
    const look = async () => {
      reasons.add(await page.locator('gl-cluster .why').innerText());
      heights.add(await topOf(page));
    };
    await look();
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    for (const act of ['Stop the leader', 'Cut in two']) {
      for (let i = 0; i < 40 && reasons.size < 3; i++) {
        await page.getByRole('button', { name: 'On to the next event' }).click();
        await look();
      }
      const button = page.getByRole('button', { name: act, exact: true });
      if (await button.isEnabled()) await button.click();
      await look();
    }
    assert.ok(reasons.size >= 3, [...reasons].join(' | '));
    assert.equal(heights.size, 1, `${[...heights].join(', ')}: ${[...reasons].join(' | ')}`);
    clean();
    await context.close();
  });
}

test('a step back is where the step on began, also from the middle of a silence', async () => {
  const { page, clean, context } = await visit({ viewport: { width: 1440, height: 900 } });
  const press = (name) => page.getByRole('button', { name, exact: true }).click();
  const stepNow = () =>
    page.locator('gl-player input').evaluate((slider) => slider.getAttribute('aria-valuetext'));
  const next = async (name, before) => {
    await press(name);
    for (let i = 0; i < 100 && (await stepNow()) === before; i++) await page.waitForTimeout(20);
    return stepNow();
  };
  await press('Pause');
  await page.waitForTimeout(200);
  const start = await stepNow();
  const stops = [start];
  for (let i = 0; i < 5; i++) stops.push(await next('On to the next event', stops.at(-1)));
  assert.equal(new Set(stops).size, 6, stops.join('; '));
  let now = stops.at(-1);
  for (const stop of stops.slice(0, -1).reverse()) {
    now = await next('Back to the event before', now);
    assert.equal(now, stop);
  }
  for (const stop of stops.slice(1)) {
    now = await next('On to the next event', now);
    assert.equal(now, stop);
  }
  clean();
  await context.close();
});

test('keys step the run where it is on show, and not the hidden day', async () => {
  const { page, clean, context } = await visit({ viewport: { width: 1440, height: 900 } });
  const minute = () => page.evaluate(() => location.hash);
  await page.keyboard.press(' ');
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  const [before, slider] = [await minute(), page.locator('gl-player input')];
  const at = await slider.inputValue();
  await page.keyboard.press('.');
  for (let i = 0; i < 100 && (await slider.inputValue()) === at; i++) await page.waitForTimeout(20);
  assert.ok(Number(await slider.inputValue()) > Number(at));
  await page.keyboard.press(',');
  for (let i = 0; i < 100 && (await slider.inputValue()) !== at; i++) await page.waitForTimeout(20);
  assert.equal(await slider.inputValue(), at);
  assert.equal(before.replace(/&t=\d+/, ''), (await minute()).replace(/&t=\d+/, ''));
  clean();
  await context.close();
});

test('messages in flight are each hit where they are drawn', async () => {
  const { page, clean, context } = await visit({ viewport: { width: 1440, height: 900 } });
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  let most = 0;
  for (let i = 0; i < 45; i++) {
    await page.getByRole('button', { name: 'On to the next event' }).click();
    if (i % 9 !== 8) continue;
    // They fly to where they stand, then step aside.
    await page.waitForTimeout(900);
    const missed = await page.locator('gl-messages').evaluate((layer) => {
      globalThis.scrollTo(0, 0);
      const hits = [...layer.shadowRoot.querySelectorAll('g[data-id]:not(.under) .hit')];
      const wrong = hits.filter((hit) => {
        const { left, top, width, height } = hit.getBoundingClientRect();
        return layer.shadowRoot.elementFromPoint(left + width / 2, top + height / 2) !== hit;
      });
      return [wrong.length, hits.length];
    });
    most = Math.max(most, missed[1]);
    assert.equal(missed[0], 0, `${missed[0]} of ${missed[1]} are covered at event ${i}`);
  }
  assert.ok(most >= 4, `only ${most} messages were ever under way`);
  clean();
  await context.close();
});
