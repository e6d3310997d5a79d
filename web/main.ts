/** The composition root: builds what touches the browser, wires it to the session, mounts. */
import './trusted-types.ts';
import { addressBar, tab } from './address.ts';
import { pageConsole, type PageConsole } from './app/console.ts';
import type { Clock, Leaving, Rim } from './app/rim.ts';
import { Session } from './app/session.ts';
import { ServiceWorkerBridge } from './offline.ts';
import { LaterStore } from './store/later-store.ts';
import { saveText } from './views/copy.ts';
import { GlShell } from './views/gl-shell.ts';
import { Compute } from './workers/compute.ts';

declare global {
  var gridledger: PageConsole;
}

const clock: Clock = {
  now: () => performance.now(),
  after(ms, call) {
    const timer = window.setTimeout(call, ms);
    return () => window.clearTimeout(timer);
  },
};

// A phone may end a hidden page without another word.
const leaving: Leaving = (call) => {
  const stop = new AbortController();
  const { signal } = stop;
  const hidden = (): void => {
    if (document.visibilityState === 'hidden') call();
  };
  window.addEventListener('pagehide', call, { signal });
  document.addEventListener('visibilitychange', hidden, { signal });
  return () => stop.abort();
};

const rim: Rim = {
  compute: new Compute(),
  openStore: (onTrouble) =>
    new LaterStore(
      import('./store/run-store.ts').then(
        ({ RunStore }) => new RunStore('gridledger', onTrouble, tab),
      ),
    ),
  address: addressBar,
  clock,
  leaving,
  openCluster: async (wish) => (await import('./workers/cluster.ts')).openCluster(wish),
  openTab: (hash) => window.open(hash, '_blank') !== null,
  saveFile: (name, pieces) => saveText(name, pieces, 'application/x-ndjson'),
  offline: new ServiceWorkerBridge(),
  prefersStill: window.matchMedia('(prefers-reduced-motion: reduce)').matches,
};

const session = new Session(rim);
globalThis.gridledger = pageConsole(session);

const shell = document.querySelector('gl-shell');
if (shell instanceof GlShell) shell.session = session;
