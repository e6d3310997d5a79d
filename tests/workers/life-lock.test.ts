import { expect } from '@open-wc/testing';
import { holdLife, lifeName, watchLife } from '../../web/workers/life-lock.ts';

interface Living {
  readonly name: string;
  readonly worker: Worker;
}

/** A worker that holds a lock of its own. */
function born(): Promise<Living> {
  const name = lifeName('test');
  const worker = new Worker(new URL('./life.worker.ts', import.meta.url), { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.onerror = () => reject(new Error('the worker did not start'));
    worker.onmessage = ({ data }) =>
      data === true ? resolve({ name, worker }) : reject(new Error('the lock is not held'));
    worker.postMessage(name);
  });
}

const ended = (name: string): Promise<string> =>
  new Promise((resolve) => watchLife(name, () => resolve('ended')));
const pause = (ms: number): Promise<string> =>
  new Promise((resolve) => setTimeout(() => resolve('nothing heard'), ms));

describe('life-lock', () => {
  it('tells every watcher of a thread that somebody else ended', async () => {
    const { name, worker } = await born();
    const heard = [ended(name), ended(name)];
    expect(await Promise.race([...heard, pause(100)]), 'while it lives').to.equal('nothing heard');
    worker.terminate();
    expect(await Promise.all(heard)).to.deep.equal(['ended', 'ended']);
  });

  it('tells of a thread that closed itself, which sends no event at all', async () => {
    const { name, worker } = await born();
    const heard = ended(name);
    await pause(50);
    worker.postMessage('close');
    expect(await heard).to.equal('ended');
  });

  it('is silent once told to stop', async () => {
    const { name, worker } = await born();
    let calls = 0;
    const stop = watchLife(name, () => (calls += 1));
    const other = ended(name);
    await pause(50);
    stop();
    worker.terminate();
    await other;
    expect(calls).to.equal(0);
  });

  it('never takes a lock that is free for a thread that has ended', async () => {
    expect(await Promise.race([ended(lifeName('nobody')), pause(100)])).to.equal('nothing heard');
  });

  it('says that it holds nothing where locks are absent or refused, and watches nothing', async () => {
    const refusing = {
      request: () => Promise.reject(new DOMException('opaque origin', 'SecurityError')),
    } as unknown as LockManager;
    for (const locks of [refusing, null]) {
      expect(await holdLife('x', locks)).to.equal(false);
      const heard = new Promise<string>((resolve) => watchLife('x', () => resolve('ended'), locks));
      expect(await Promise.race([heard, pause(50)])).to.equal('nothing heard');
    }
  });

  it('gives every thread a name of its own', () => {
    const names = Array.from({ length: 1000 }, () => lifeName('test'));
    expect(new Set(names).size).to.equal(1000);
  });
});
