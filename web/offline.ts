/**
 * The bridge to the service worker: what is saved, how far, and a new version only on request.
 * The page never reloads by itself; another tab's consent does not reload this one either.
 */
import { SINGLE } from './build-info.ts';
import type { OfflineRim } from './app/rim.ts';
import type { Offline } from './app/snapshot.ts';
import { offline as words } from './strings/en/frame.ts';

const POLL_MS = 300;

/** Why nothing can be saved here; '' when it can. */
function obstacle(): string {
  if (import.meta.env.DEV) return words.why.dev;
  if (!window.isSecureContext) return words.why.http;
  return 'serviceWorker' in navigator && 'caches' in window ? '' : words.why.unsupported;
}

export class ServiceWorkerBridge implements OfflineRim {
  readonly #listeners = new Set<(offline: Offline) => void>();
  #saved: Offline = { state: 'online-only', why: words.why.waiting };
  #update: ((reload?: boolean) => Promise<void>) | null = null;
  #asked = false;
  /** Another tab let the new version in; this one shows the old until it is asked, too. */
  #overtaken = false;
  #poll = 0;

  constructor() {
    if (SINGLE || location.protocol === 'file:') {
      this.#saved = { state: 'file' };
      return;
    }
    const why = obstacle();
    if (why !== '') {
      this.#saved = { state: 'online-only', why };
      return;
    }
    for (const kind of ['online', 'offline'] as const) {
      window.addEventListener(kind, () => this.#tell());
    }
    this.#attempt(this.#register());
  }

  watch(onChange: (offline: Offline) => void): () => void {
    this.#listeners.add(onChange);
    onChange(this.#now());
    return () => this.#listeners.delete(onChange);
  }

  updateNow(): void {
    this.#asked = true;
    if (this.#overtaken) location.reload();
    else this.#attempt(this.#update?.(true) ?? Promise.resolve());
  }

  /** Never waits for the answer: one browser leaves it behind a prompt for good. */
  saveOffline(): void {
    if (!('storage' in navigator && 'persist' in navigator.storage)) return;
    // A refusal changes nothing that the badge says: the files stay until space runs short.
    navigator.storage.persist().catch(() => false);
  }

  async #register(): Promise<void> {
    const { registerSW } = await import('virtual:pwa-register');
    this.#update = registerSW({
      immediate: true,
      onRegisteredSW: (url, registration) => {
        if (registration?.active) this.#attempt(this.#ready());
        else if (registration?.installing) this.#attempt(this.#follow(url));
      },
      onOfflineReady: () => this.#attempt(this.#ready()),
      onNeedRefresh: () => this.#set({ state: 'update-ready' }),
      onNeedReload: () => {
        this.#overtaken = true;
        if (this.#asked) location.reload();
      },
      onRegisterError: (error: unknown) => this.#failed(error),
    });
  }

  #attempt(step: Promise<void>): void {
    step.catch((error: unknown) => this.#failed(error));
  }

  /** Storage and service workers fail in many private ways; each is the badge's to say. */
  #failed(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.#set({ state: 'online-only', why: words.why.failed(reason) });
  }

  /** Counts the files in the cache against those the service worker names, while it installs. */
  async #follow(scriptUrl: string): Promise<void> {
    const response = await fetch(scriptUrl);
    const total = [...(await response.text()).matchAll(/\burl:\s*"|"url":\s*"/g)].length;
    const look = async (): Promise<void> => {
      if (this.#saved.state !== 'saving') return;
      const done = (await savedFiles()).length;
      const percent = total > 0 ? Math.min(99, Math.floor((100 * done) / total)) : 0;
      this.#set({ state: 'saving', percent });
      this.#poll = window.setTimeout(() => this.#attempt(look()), POLL_MS);
    };
    if (this.#saved.state !== 'online-only') return;
    this.#set({ state: 'saving', percent: 0 });
    await look();
  }

  async #ready(): Promise<void> {
    window.clearTimeout(this.#poll);
    if (this.#saved.state === 'update-ready') return;
    const bytes = await savedBytes();
    this.#set(
      bytes > 0 ? { state: 'ready', bytes } : { state: 'online-only', why: words.why.unsupported },
    );
  }

  #set(saved: Offline): void {
    this.#saved = saved;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener(this.#now());
  }

  #now(): Offline {
    const steady = this.#saved.state === 'ready' || this.#saved.state === 'online-only';
    return steady && !navigator.onLine ? { state: 'offline' } : this.#saved;
  }
}

async function savedFiles(): Promise<readonly Response[]> {
  const names = (await caches.keys()).filter((name) => name.includes('precache'));
  const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).matchAll()));
  return lists.flat();
}

/** Bytes as kept, decompressed; measured, not declared. */
async function savedBytes(): Promise<number> {
  const sizes = (await savedFiles()).map(async (response) => (await response.blob()).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
