/** A session with real workers and real storage, and an address bar and a clock in our hands. */
import type { Address, Clock, Rim } from '../../web/app/rim.ts';
import { Session } from '../../web/app/session.ts';
import type { Snapshot } from '../../web/app/snapshot.ts';
import { RunStore } from '../../web/store/run-store.ts';
import { Compute, type ComputeOptions } from '../../web/workers/compute.ts';

class TestAddress implements Address {
  hash: string;
  chapter = 0;
  readonly written: { readonly hash: string; readonly newEntry: boolean }[] = [];
  #newest = 0;
  #changed: (hash: string) => void = () => undefined;

  constructor(hash: string) {
    this.hash = hash;
  }

  write(hash: string, newEntry: boolean): void {
    this.hash = hash;
    this.written.push({ hash, newEntry });
  }

  watch(onChange: (hash: string) => void): () => void {
    this.#changed = onChange;
    return () => undefined;
  }

  /** A person types a link. */
  type(hash: string): void {
    this.#newest += 1;
    this.back(hash, this.#newest);
  }

  /** The browser goes through its history to an entry that was written as `hash`. */
  back(hash: string, chapter = this.chapter): void {
    this.chapter = chapter;
    this.hash = hash;
    this.#changed(hash);
  }
}

/** Time passes only when `pass` is called; `now` runs on with the wall clock. */
class TestClock implements Clock {
  #nowMs = 0;
  #waiting: { readonly at: number; readonly call: () => void }[] = [];

  now(): number {
    return performance.now();
  }

  after(ms: number, call: () => void): () => void {
    const entry = { at: this.#nowMs + ms, call };
    this.#waiting.push(entry);
    return () => (this.#waiting = this.#waiting.filter((other) => other !== entry));
  }

  pass(ms: number): void {
    const end = this.#nowMs + ms;
    for (;;) {
      const next = this.#waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#nowMs = next.at;
      this.#waiting = this.#waiting.filter((other) => other !== next);
      next.call();
    }
    this.#nowMs = end;
  }
}

export interface Page {
  readonly session: Session;
  readonly address: TestAddress;
  readonly clock: TestClock;
  readonly compute: Compute;
  /** As when the tab is closed or hidden. */
  leave(): void;
  /** Resolves with the first snapshot that fits, at once if the present one does. */
  until(fits: (snapshot: Snapshot) => boolean, what?: string): Promise<Snapshot>;
}

let databases = 0;

/** A name no other test uses. */
export function freshDatabase(): string {
  databases += 1;
  return `test-${databases}-${performance.now()}`;
}

export function openPage(options: {
  readonly hash?: string;
  readonly database?: string;
  readonly compute?: ComputeOptions;
  readonly openStore?: Rim['openStore'];
  readonly openCluster?: Rim['openCluster'];
  readonly openTab?: Rim['openTab'];
  readonly saveFile?: Rim['saveFile'];
}): Page {
  const address = new TestAddress(options.hash ?? '');
  const clock = new TestClock();
  const compute = new Compute({ workers: 1, ...options.compute });
  const database = options.database ?? freshDatabase();
  let leave = (): void => undefined;
  const session = new Session({
    compute,
    openStore: options.openStore ?? ((onTrouble) => new RunStore(database, onTrouble)),
    address,
    clock,
    leaving: (call) => {
      leave = call;
      return () => undefined;
    },
    openCluster:
      options.openCluster ?? (() => Promise.reject(new Error('no cluster in this test'))),
    openTab: options.openTab ?? (() => false),
    saveFile: options.saveFile ?? (() => undefined),
    offline: null,
    prefersStill: false,
  });
  return {
    session,
    address,
    clock,
    compute,
    leave: () => leave(),
    until: (fits, what = String(fits)) => {
      if (fits(session.snapshot)) return Promise.resolve(session.snapshot);
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          stop();
          const { siting, notices, engine, stamp } = session.snapshot;
          const seen = JSON.stringify({ siting: siting.state, notices, engine, stamp });
          reject(new Error(`waited in vain for ${what}; ${seen.slice(0, 1500)}`));
        }, 20_000);
        const stop = session.subscribe((snapshot) => {
          if (!fits(snapshot)) return;
          clearTimeout(late);
          stop();
          resolve(snapshot);
        });
      });
    },
  };
}

/** The results of what is on show are complete. */
export const solved = ({ stamp }: Snapshot): boolean => stamp !== '';
