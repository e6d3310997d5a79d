import type { GridCase } from '../grid/case.ts';
import type { SavedSession, SessionStore, SitingCheckpoint } from '../store/run-store.ts';
import type { StoreTrouble } from '../store/database.ts';
import { session as words } from '../strings/en/session.ts';
import type { Rim } from './rim.ts';
import type { Snapshot } from './snapshot.ts';
import type { Stage } from './stage.ts';

const SAVE_AFTER_MS = 800;

/** Autosave: the session is kept a moment after it last changed, and found again at the next visit. */
export class Memory {
  readonly store: SessionStore;
  readonly #stage: Stage;
  readonly #rim: Rim;
  #due = false;
  /** What the store holds or is about to hold; null before the page knows what it opens with. */
  #saved: readonly unknown[] | null = null;
  #ownCase: GridCase | undefined = undefined;

  constructor(stage: Stage, rim: Rim) {
    this.#stage = stage;
    this.#rim = rim;
    this.store = rim.openStore((trouble) => this.#tell(trouble));
  }

  /** What an earlier visit left. */
  async recall(): Promise<{
    readonly session: SavedSession | null;
    readonly checkpoint: SitingCheckpoint | null;
  }> {
    const [session, checkpoint] = await Promise.all([
      this.store.loadSession(),
      this.store.loadCheckpoint(),
    ]);
    return { session, checkpoint };
  }

  /**
   * Saves soon, if anything that is kept has changed. What the page opens with is not saved: it
   * says nothing that its link does not say, and an earlier visit's work would be lost to it.
   */
  saveSoon(snapshot: Snapshot): void {
    const kept = keptOf(snapshot);
    const before = this.#saved;
    this.#saved = kept;
    const { ownCase } = snapshot.world.scenario;
    const imported = ownCase !== undefined && ownCase !== this.#ownCase;
    this.#ownCase = ownCase;
    if (!before || alike(before, kept)) return;
    const waiting = this.#due;
    this.#due = true;
    // A network of one's own is in no link: a page that goes away this moment would lose it.
    if (imported) this.saveNow();
    else if (!waiting) this.#rim.clock.after(SAVE_AFTER_MS, () => this.saveNow());
  }

  /** Takes what was brought back from the store for saved, unless something else is to be saved. */
  asRecalled(snapshot: Snapshot): void {
    if (!this.#due) this.#saved = keptOf(snapshot);
  }

  /** Saves what is due, for a page that may be about to go. */
  saveNow(): void {
    if (!this.#due) return;
    this.#due = false;
    void this.store.saveSession(savedOf(this.#stage.snapshot));
  }

  #tell(trouble: StoreTrouble): void {
    const sentence = {
      unavailable: words.store.tabOnly,
      closed: words.store.tabOnly,
      full: words.store.full,
      blocked: words.store.blocked,
      corrupt: words.store.corrupt,
    }[trouble];
    this.#stage.say({ tone: trouble === 'corrupt' ? 'info' : 'warning', words: sentence });
  }
}

/** What a save would hold, apart from the time, which runs on by itself. */
function keptOf(snapshot: Snapshot): readonly unknown[] {
  const { world, baseline, theme, shortcuts, daySeconds, alerts } = snapshot;
  const settings = Object.values({ ...world.scenario, minute: 0 });
  return [baseline?.scenario, theme, shortcuts, daySeconds, alerts, ...settings];
}

function alike(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

function savedOf(snapshot: Snapshot): SavedSession {
  return {
    version: 1,
    scenario: snapshot.world.scenario,
    baseline: snapshot.baseline?.scenario ?? null,
    link: snapshot.link,
    daySeconds: snapshot.daySeconds,
    theme: snapshot.theme,
    shortcuts: snapshot.shortcuts,
    alerts: snapshot.alerts,
  };
}
