// The page in browsers that lack something or refuse it: each time it opens, keeps what works and
// says in a sentence what does not.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { launchOptions } from '../run/browser.mjs';
import { serve } from '../run/serve.mjs';
import { openBrowser, openPage, settled, visibleText } from './open.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serve(resolve('dist'), '/gridledger/')]);
});
after(() => Promise.all([browser.close(), server.stop()]));

const HASH = '#/grid?v=1&s=7f3a&c=thesis13&t=720&x=1';
const open = async (without) => {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  await context.addInitScript(without);
  const { page, clean } = await openPage(context, new URL(server.url).origin);
  await page.goto(server.url + HASH);
  return { context, page, clean };
};
const says = (page, words) =>
  page.waitForFunction(
    ([source]) => {
      const read = (node) =>
        node.nodeType === Node.TEXT_NODE
          ? node.data
          : [...(node.shadowRoot?.childNodes ?? []), ...node.childNodes].map(read).join(' ');
      return new RegExp(source).test(read(document.body));
    },
    [words.source],
    { timeout: 12_000 },
  );

/** What stops the solver, and the sentence for it. */
const CANNOT_COMPUTE = {
  'no WebAssembly': [() => delete globalThis.WebAssembly, /has WebAssembly switched off/],
  'WebAssembly without vector instructions': [
    () => {
      const refuse = () =>
        Promise.reject(new WebAssembly.CompileError('invalid value type, enable with simd'));
      WebAssembly.compile = refuse;
      WebAssembly.compileStreaming = refuse;
    },
    /too old for the solver/,
  ],
  'no workers': [() => delete globalThis.Worker, /not let this page start a worker/],
  'workers refused': [
    () => {
      globalThis.Worker = class {
        constructor() {
          throw new DOMException('refused', 'SecurityError');
        }
      };
    },
    /not let this page start a worker/,
  ],
};

for (const [name, [without, sentence]] of Object.entries(CANNOT_COMPUTE)) {
  test(`${name}: said in a sentence, nothing called a bug, views and links go on`, async () => {
    const { context, page, clean } = await open(without);
    await says(page, sentence);
    await page.locator('gl-shell nav a[href^="#/optimise?"]').click();
    const start = page.getByRole('button', { name: 'Run the search' });
    await start.waitFor();
    if (await start.isEnabled()) await start.click();
    await page.locator('gl-shell nav a[href^="#/reproduce?"]').click();
    await page.waitForSelector('gl-reproduce', { state: 'attached' });
    await page.waitForTimeout(500);
    const text = await visibleText(page);
    assert.match(text, sentence);
    assert.doesNotMatch(text, /bug of ours|\bNaN\b|\bundefined\b/);
    assert.match(await page.evaluate(() => location.hash), /^#\/reproduce/);
    clean();
    await context.close();
  });
}

/** What keeps nothing, and the page computes all the same. */
const CANNOT_KEEP = {
  'no IndexedDB': () => Object.defineProperty(globalThis, 'indexedDB', { get: () => undefined }),
  'IndexedDB that throws': () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('denied', 'SecurityError');
    };
  },
  'IndexedDB that never answers': () => {
    IDBFactory.prototype.open = () =>
      Object.setPrototypeOf(new EventTarget(), IDBOpenDBRequest.prototype);
  },
  'a full disk': () => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  },
};

for (const [name, without] of Object.entries(CANNOT_KEEP)) {
  test(`${name}: computes, and says that nothing is kept`, async () => {
    const { context, page, clean } = await open(without);
    assert.match((await settled(page)).stamp, /^[0-9a-f]{8}$/);
    await page.getByRole('button', { name: 'Double the load' }).click();
    await says(page, /Your work stays only in this tab/);
    assert.match((await settled(page)).link, /load=2/);
    clean();
    await context.close();
  });
}

test('no service worker, no caches, no local storage: computes and says what is not saved', async () => {
  const { context, page, clean } = await open(() => {
    delete Object.getPrototypeOf(navigator).serviceWorker;
    delete globalThis.caches;
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(globalThis, name, {
        get: () => {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    }
  });
  assert.match((await settled(page)).stamp, /^[0-9a-f]{8}$/);
  await says(page, /[Oo]nline only|cannot save|not saved/);
  clean();
  await context.close();
});

test('plain http under a name of its own: the same numbers, without what needs https', async () => {
  const { port } = new URL(server.url);
  const options = await launchOptions();
  const insecure = await chromium.launch({
    ...options,
    args: ['--host-resolver-rules=MAP lab.example 127.0.0.1'],
  });
  const context = await insecure.newContext({ reducedMotion: 'reduce' });
  const origin = `http://lab.example:${port}`;
  const { page, clean } = await openPage(context, origin);
  await page.goto(`${origin}/gridledger/${HASH}`);
  const { stamp } = await settled(page);
  assert.equal(await page.evaluate(() => isSecureContext), false);
  const other = await open(() => undefined);
  assert.equal(stamp, (await settled(other.page)).stamp);
  await says(page, /https/);
  await page.locator('gl-shell nav a[href^="#/reproduce?"]').click();
  await page.waitForSelector('gl-reproduce', { state: 'attached' });
  clean();
  await other.context.close();
  await insecure.close();
});

test('the policy of the page stops injected scripts, markup and foreign requests', async () => {
  const { context, page } = await open(() => undefined);
  await settled(page);
  const done = await page.evaluate(async () => {
    const breaches = [];
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
      breaches.push(effectiveDirective),
    );
    const attempt = (act) => {
      try {
        act();
        return 'allowed';
      } catch (error) {
        return error.name;
      }
    };
    // What the driver itself evaluates may evaluate more; a later turn of the loop may not.
    await new Promise((settle) => setTimeout(settle, 0));
    const script = document.createElement('script');
    script.append('globalThis.hacked = 1');
    const results = {
      eval: attempt(() => (0, eval)('globalThis.hacked = 2')),
      function: attempt(() => new Function('globalThis.hacked = 3')()),
      markup: attempt(() => (document.createElement('p').innerHTML = '<b>x</b>')),
      worker: attempt(() => new Worker('https://example.org/worker.js')),
      script: attempt(() => document.head.append(script)),
      fetch: await fetch('https://example.org/', { mode: 'no-cors' }).then(
        () => 'allowed',
        (error) => error.name,
      ),
    };
    const image = new Image();
    image.src = 'https://example.org/pixel.png';
    await new Promise((settle) => setTimeout(settle, 300));
    return { results, hacked: globalThis.hacked, breaches };
  });
  assert.equal(done.hacked, undefined);
  const { eval: evaluated, function: compiled, markup, worker, fetch: fetched } = done.results;
  assert.ok(!['allowed'].includes(evaluated), 'eval');
  assert.ok(!['allowed'].includes(compiled), 'Function');
  assert.equal(markup, 'TypeError');
  assert.equal(worker, 'TypeError');
  assert.equal(fetched, 'TypeError');
  for (const directive of ['require-trusted-types-for', 'connect-src', 'img-src']) {
    assert.ok(done.breaches.includes(directive), `${directive} in ${done.breaches}`);
  }
  await context.close();
});
