// What happens at the wrong moment: a reload in the middle of a search, a worker that dies, a link
// or a file that arrives while one runs, hands that are faster than the solver.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { resolve } from 'node:path';
import { serve } from '../run/serve.mjs';
import { openBrowser, openPage, settled, visibleText } from './open.mjs';
import { watchPage } from './scan.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serve(resolve('dist'), '/gridledger/')]);
});
after(() => Promise.all([browser.close(), server.stop()]));

const GENERATIONS = 700;
const SEARCH = `?v=1&s=7f3a&c=thesis13&t=720&np=400&ng=${GENERATIONS}&ni=2&x=1`;
const newContext = () => browser.newContext({ reducedMotion: 'reduce' });
const visit = async (context, hash) => {
  const { page, clean } = await openPage(context, new URL(server.url).origin);
  await page.addInitScript(watchPage);
  await page.goto(server.url + hash);
  await settled(page);
  return { page, clean };
};
const button = (page, name) => page.getByRole('button', { name }).first();
const kept = (page, store, key) =>
  page.evaluate(
    ([from, name]) =>
      new Promise((done, fail) => {
        const opening = indexedDB.open('gridledger');
        opening.onerror = () => fail(opening.error);
        opening.onsuccess = () => {
          const asked = opening.result.transaction(from).objectStore(from).get(name);
          asked.onsuccess = () => {
            opening.result.close();
            done(asked.result && JSON.parse(JSON.stringify(asked.result)));
          };
        };
      }),
    [store, key],
  );
const finished = async (page) => {
  for (let tries = 0; tries < 200; tries++) {
    const checkpoint = await kept(page, 'checkpoint', 'siting');
    if (checkpoint?.generation === GENERATIONS) {
      const { front, hypervolumeHistory, evaluations, islands } = checkpoint;
      return { front, hypervolumeHistory, evaluations, islands };
    }
    await page.waitForTimeout(100);
  }
  return assert.fail(`the search did not end: ${(await visibleText(page)).slice(0, 800)}`);
};

test('a search reloaded at any moment ends in the same bits', async (t) => {
  const whole = await newContext();
  const straight = await visit(whole, `#/optimise${SEARCH}`);
  await button(straight.page, 'Run the search').click();
  const end = await finished(straight.page);
  straight.clean();
  await whole.close();

  const context = await newContext();
  const { page, clean } = await visit(context, `#/optimise${SEARCH}`);
  await button(page, 'Run the search').click();
  let reloads = 0;
  for (const ms of [30, 90, 170, 260, 400]) {
    await page.waitForTimeout(ms);
    if ((await kept(page, 'checkpoint', 'siting'))?.generation === GENERATIONS) break;
    await page.reload();
    await settled(page);
    reloads += 1;
    const go = button(page, /^(?:Resume|Continue|Run the search)/);
    await go.waitFor({ timeout: 5000 }).catch(() => undefined);
    if (!(await go.isVisible())) break;
    await go.click();
  }
  t.diagnostic(`${reloads} reloads`);
  assert.ok(reloads >= 2);
  assert.deepEqual(await finished(page), end);
  clean();
  await context.close();
});

test('a link and a file that arrive during a search leave it alone', async () => {
  const context = await newContext();
  const { page, clean } = await visit(context, `#/optimise${SEARCH}`);
  await button(page, 'Run the search').click();
  await page.waitForTimeout(100);
  await page.evaluate((hash) => (location.hash = hash), '#/grid?v=1&s=5&c=ieee33&x=1');
  await page.waitForTimeout(200);
  assert.equal((await settled(page)).scenario.caseId, 'ieee33');
  await page.evaluate(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['no case'], 'letter.txt'));
    const options = { dataTransfer: transfer, bubbles: true, cancelable: true, composed: true };
    document.body.dispatchEvent(new DragEvent('drop', options));
  });
  await finished(page);
  const { scenario } = await kept(page, 'checkpoint', 'siting');
  assert.equal(scenario.caseId, 'thesis13');
  await page.goBack();
  assert.deepEqual(await page.evaluate(() => globalThis.watched.scars()), []);
  clean();
  await context.close();
});

test('a worker that dies is replaced, and the page says what it lost', async () => {
  const context = await newContext();
  await context.addInitScript(() => {
    const Native = Worker;
    globalThis.workers = [];
    globalThis.Worker = class extends Native {
      constructor(...args) {
        super(...args);
        globalThis.workers.push(this);
      }
    };
  });
  const { page } = await visit(context, `#/optimise${SEARCH.replace(/ng=\d+/, 'ng=5000')}`);
  await button(page, 'Run the search').click();
  await page.waitForTimeout(500);
  await page.evaluate(() =>
    globalThis.workers.forEach((worker) => {
      worker.terminate();
      worker.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
    }),
  );
  await button(page, /^(?:Continue|Resume)/).waitFor({ timeout: 5000 });
  assert.match(await visibleText(page), /worker was ended by the browser/);
  await button(page, /^(?:Continue|Resume)/).click();
  await page.getByRole('button', { name: 'Stop', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.evaluate((hash) => (location.hash = hash), '#/grid?v=1&s=9&c=thesis13&t=0&x=1');
  await page.waitForTimeout(200);
  assert.equal((await settled(page)).scenario.seed, 9);
  await context.close();
});

test('two tabs keep their own work through a reload, whoever saved last', async () => {
  const context = await newContext();
  const texts = [3, 5].map((kw) =>
    [
      `function mpc = tab${kw}`,
      `mpc.version = '2';`,
      `mpc.baseMVA = 1;`,
      `mpc.bus = [1 3 0 0 0 0 1 1 0 12 1 1.1 0.9; 2 1 0.0${kw} 0 0 0 1 1 0 12 1 1.1 0.9];`,
      `mpc.gen = [1 0 0 9 -9 1 1 1 9 0];`,
      `mpc.branch = [1 2 0.01 0.02 0 0 0 0 0 0 1 -360 360];`,
    ].join('\n'),
  );
  const tabs = await Promise.all([0, 1].map(() => visit(context, '#/grid?v=1&s=1&c=thesis13&x=1')));
  for (const [at, { page }] of tabs.entries()) {
    await page.evaluate((text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], 'tab.m'));
      const options = { dataTransfer: transfer, bubbles: true, cancelable: true, composed: true };
      document.body.dispatchEvent(new DragEvent('drop', options));
    }, texts[at]);
    await page.waitForFunction(() => location.hash.includes('c=own'), undefined, {
      polling: 50,
      timeout: 10_000,
    });
  }
  await Promise.all(tabs.map(({ page }) => page.reload()));
  for (const [at, { page, clean }] of tabs.entries()) {
    await settled(page);
    await page.waitForFunction(() => location.hash.includes('c=own'), undefined, {
      polling: 50,
      timeout: 10_000,
    });
    const { scenario } = await settled(page);
    assert.equal(scenario.ownCase.buses[1].loadKw, [30, 50][at], `tab ${at}`);
    clean();
  }
  await context.close();
});

test('a hundred quick changes, undone and redone, end at the same stamp', async () => {
  const context = await newContext();
  const { page, clean } = await visit(context, '#/grid?v=1&s=7f3a&c=thesis13&t=720&x=1');
  const first = await settled(page);
  await page.evaluate(async () => {
    for (let i = 1; i <= 100; i++) {
      location.replace(`#/grid?v=1&s=${i.toString(16)}&c=thesis13&t=720&x=1`);
      if (i % 5 === 0) await globalThis.watched.pictures(1);
    }
  });
  await page.waitForTimeout(300);
  const last = await settled(page);
  assert.equal(last.scenario.seed, 100);
  const undo = button(page, /^Undo/);
  for (let i = 0; i < 50; i++) await undo.click();
  await page.waitForTimeout(200);
  assert.equal((await settled(page)).scenario.seed, 50);
  assert.equal(await page.getByRole('button', { name: /^Undo/, disabled: false }).count(), 0);
  for (let i = 0; i < 50; i++) await button(page, /^Redo/).click();
  await page.waitForTimeout(200);
  assert.equal((await settled(page)).stamp, last.stamp);
  assert.notEqual(last.stamp, first.stamp);
  clean();
  await context.close();
});

test('Back returns over a typed link to the work that was left, also after a reload', async () => {
  const context = await newContext();
  const { page, clean } = await visit(context, '#/grid?v=1&s=7f3a&c=thesis13&t=720&x=1');
  const first = await settled(page);
  await page.evaluate(() => globalThis.watched.go('optimise'));
  await page.evaluate((hash) => (location.hash = hash), '#/reproduce?v=1&s=9&c=ieee33&t=0&x=1');
  await page.waitForTimeout(600);
  assert.equal((await settled(page)).scenario.caseId, 'ieee33');
  const gone = async (direction) => {
    await page[direction]();
    await page.waitForTimeout(600);
    const { scenario, stamp, link } = await settled(page);
    return [scenario.caseId, scenario.seed, link.split('?')[0], stamp];
  };
  const back = ['thesis13', 0x7f3a, '#/optimise', first.stamp];
  assert.deepEqual(await gone('goBack'), back);
  assert.deepEqual((await gone('goForward')).slice(0, 3), ['ieee33', 9, '#/reproduce']);
  await page.reload();
  await settled(page);
  assert.deepEqual(await gone('goBack'), back);
  assert.deepEqual(await gone('goBack'), [...back.slice(0, 2), '#/grid', first.stamp]);
  clean();
  await context.close();
});

test('a thousand changes of view leave nothing behind', async (t) => {
  const context = await newContext();
  const { page, clean } = await visit(context, '#/grid?v=1&s=7f3a&c=thesis13&t=720&x=1');
  const session = await context.newCDPSession(page);
  const walk = (switches) =>
    page.evaluate(async (count) => {
      const views = ['optimise', 'reproduce', 'grid'];
      for (let i = 0; i < count; i++) {
        globalThis.watched.go(views[i % views.length]);
        await globalThis.watched.pictures(1);
      }
    }, switches);
  const measure = async () => {
    for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
    return { usedSize, nodes, jsEventListeners };
  };
  await walk(30);
  const before = await measure();
  await walk(501);
  const half = await measure();
  await walk(501);
  const after = await measure();
  t.diagnostic(JSON.stringify({ before, half, after }));
  assert.ok(after.nodes < before.nodes * 1.1 + 200, 'nodes');
  assert.ok(after.jsEventListeners < before.jsEventListeners * 1.1 + 20, 'listeners');
  // Code compiled meanwhile is no leak and comes early; what goes on growing is one.
  assert.ok(half.usedSize < before.usedSize + 3e6, 'heap');
  assert.ok(after.usedSize < half.usedSize + 5e5, 'heap, second half');
  clean();
  await context.close();
});
