import type { SavedSession, SessionStore, SitingCheckpoint, YearCheckpoint } from './run-store.ts';

/**
 * A store whose code arrives after the first picture: whatever is asked of it meanwhile waits, in
 * order.
 */
export class LaterStore implements SessionStore {
  readonly #store: Promise<SessionStore>;

  constructor(store: Promise<SessionStore>) {
    this.#store = store;
  }

  async saveSession(session: SavedSession): Promise<void> {
    await (await this.#store).saveSession(session);
  }

  async loadSession(): Promise<SavedSession | null> {
    return (await this.#store).loadSession();
  }

  async saveCheckpoint(checkpoint: SitingCheckpoint): Promise<void> {
    await (await this.#store).saveCheckpoint(checkpoint);
  }

  async loadCheckpoint(): Promise<SitingCheckpoint | null> {
    return (await this.#store).loadCheckpoint();
  }

  async dropCheckpoint(): Promise<void> {
    await (await this.#store).dropCheckpoint();
  }

  async saveYear(checkpoint: YearCheckpoint): Promise<void> {
    await (await this.#store).saveYear(checkpoint);
  }

  async loadYear(): Promise<YearCheckpoint | null> {
    return (await this.#store).loadYear();
  }

  async close(): Promise<void> {
    await (await this.#store).close();
  }
}
