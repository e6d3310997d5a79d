import { expect } from '@open-wc/testing';
import { BrokenInvariant } from '../../web/assert.ts';
import { engineWords } from '../../web/app/failure.ts';
import type { StoreTrouble } from '../../web/store/database.ts';
import { RunStore } from '../../web/store/run-store.ts';
import { session as words } from '../../web/strings/en/session.ts';
import { startWorker } from '../../web/workers/worker-factory.ts';
import { freshDatabase, openPage, solved, type Page } from './page.ts';

let page: Page;
afterEach(() => page.session.dispose());

const failed = async (): Promise<string> => {
  const { engine } = await page.until(({ engine: now }) => now.state === 'failed');
  return engine.state === 'failed' ? engine.words : '';
};

describe('when something is missing', () => {
  it('says that workers are refused, and everything but computing goes on', async () => {
    page = openPage({
      compute: {
        start: () => {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
      },
    });
    expect(await failed()).to.equal(words.engine.noWorker);
    page.session.dispatch({ kind: 'view', view: 'reproduce' });
    page.session.dispatch({ kind: 'step', slots: 1 });
    expect(page.session.snapshot.view).to.equal('reproduce');
    expect(page.session.snapshot.link).to.include('#/reproduce');
  });

  it('says that the browser is too old for vector instructions', async () => {
    const module = (): Promise<WebAssembly.Module> =>
      Promise.reject(new WebAssembly.CompileError('Wasm SIMD unsupported'));
    page = openPage({ compute: { module } });
    expect(await failed()).to.equal(words.engine.noSimd);
  });

  it('says that WebAssembly is switched off by the page’s policy', async () => {
    const message = 'Wasm code generation disallowed by embedder';
    const module = (): Promise<WebAssembly.Module> =>
      Promise.reject(new WebAssembly.CompileError(message));
    page = openPage({ compute: { module } });
    expect(await failed()).to.equal(words.engine.noWasm);
  });

  it('says that the kernel did not arrive', async () => {
    const module = (): Promise<WebAssembly.Module> =>
      Promise.reject(new TypeError('Failed to fetch'));
    page = openPage({ compute: { module } });
    expect(await failed()).to.equal(words.engine.notLoaded);
  });

  it('gives up on a worker that dies again and again, and says so', async () => {
    const start = (): Worker =>
      new Worker(URL.createObjectURL(new Blob(['throw new Error("no")'])), { type: 'module' });
    page = openPage({ compute: { start } });
    expect(await failed()).to.equal(words.engine.died);
  });

  it('goes on with another worker when one dies', async () => {
    let last: Worker | null = null;
    const start = (): Worker => (last = startWorker());
    page = openPage({ hash: '#/grid?x=1', compute: { start } });
    const { stamp } = await page.until(solved);
    (last as Worker | null)?.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
    page.session.dispatch({ kind: 'step', slots: 1 });
    await page.until(solved);
    page.session.dispatch({ kind: 'step', slots: -1 });
    expect((await page.until(solved)).stamp).to.equal(stamp);
    expect(page.session.snapshot.notices).to.deep.equal([]);
  });

  for (const [trouble, sentence] of [
    ['unavailable', words.store.tabOnly],
    ['full', words.store.full],
    ['blocked', words.store.blocked],
    ['corrupt', words.store.corrupt],
  ] as const) {
    it(`says once what storage that is ${trouble} means`, async () => {
      let tell: (trouble: StoreTrouble) => void = () => undefined;
      page = openPage({
        openStore: (onTrouble) => {
          tell = onTrouble;
          return new RunStore(freshDatabase(), onTrouble);
        },
      });
      tell(trouble);
      tell(trouble);
      const { notices } = await page.until(solved);
      expect(notices.map((notice) => notice.words)).to.deep.equal([sentence]);
    });
  }
});

describe('a broken invariant', () => {
  it('is a notice with a report to copy, and the page lives', async () => {
    const module = (): Promise<WebAssembly.Module> =>
      Promise.reject(new BrokenInvariant('the ring is closed', { island: 3 }));
    page = openPage({ hash: '#/grid?s=abc&x=1', compute: { module } });
    const { notices } = await page.until((snapshot) => snapshot.notices.length > 0);
    expect(notices[0]).to.include({ tone: 'failure', words: words.bug });
    expect(notices[0]?.report).to.include('the ring is closed');
    expect(notices[0]?.report).to.include('"island":3');
    expect(notices[0]?.report, 'the scenario to see it again').to.include('s=abc');
    page.session.dispatch({ kind: 'dismiss', notice: notices[0]!.id });
    expect(page.session.snapshot.notices).to.deep.equal([]);
  });

  it('is told apart from a browser that cannot compute', () => {
    page = openPage({});
    expect(engineWords(new BrokenInvariant('x'))).to.equal(null);
    expect(engineWords(new RangeError('x'))).to.equal(null);
  });
});
