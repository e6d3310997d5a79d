/**
 * What survives a reload: the session as it stood and the last checkpoint of a search.
 *
 * Nothing here ever throws or rejects. A failure is told once through `onTrouble`, and from then
 * on the page lives without storage. What is read back is checked field by field; data of another
 * version or shape are treated as absent and reported as 'corrupt'.
 */
import { BUILD } from '../build-info.ts';
import type { Design, TimeSeries } from '../kernel/outcome.ts';
import { readScenarioValue } from '../scenario/read-file.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { openDatabase, troubleOf, type Database, type StoreTrouble } from './database.ts';

/** Tabs whose state is kept besides the last one's. */
const TABS_MAX = 8;

export interface SavedSession {
  readonly version: 1;
  readonly scenario: Scenario;
  readonly baseline: Scenario | null;
  /** The address it belonged to. */
  readonly link: string;
  readonly daySeconds: number;
  readonly theme: 'system' | 'light' | 'dark';
  readonly shortcuts: boolean;
  readonly alerts: readonly WalletAlert[];
}

/** The two balances below which the owner of an account wants to be told. */
export interface WalletAlert {
  /** Public key, 64 hex digits. */
  readonly account: string;
  readonly lowMicro: number;
  readonly urgentMicro: number;
}

/** Enough to go on with a search as if it had never stopped. */
export interface SitingCheckpoint {
  readonly version: 1;
  /** The build whose kernel made it; another one might not end in the same bits. */
  readonly build: string;
  readonly scenario: Scenario;
  readonly generation: number;
  readonly evaluations: number;
  readonly elapsedMs: number;
  /** One block of bytes an island, as the kernel exports them. */
  readonly islands: readonly Uint8Array[];
  readonly front: readonly Design[];
  readonly hypervolumeHistory: Float64Array;
}

/** Enough to go on with a year as if it had never stopped. */
export interface YearCheckpoint {
  readonly version: 1;
  readonly build: string;
  readonly scenario: Scenario;
  readonly elapsedMs: number;
  /** Of each chunk, 64 hex digits, '' where it is not solved. */
  readonly digests: readonly string[];
  readonly series: TimeSeries;
}

/** What the page asks of its storage; {@link RunStore} itself or something that loads it. */
export type SessionStore = Pick<
  RunStore,
  | 'saveSession'
  | 'loadSession'
  | 'saveCheckpoint'
  | 'loadCheckpoint'
  | 'dropCheckpoint'
  | 'saveYear'
  | 'loadYear'
  | 'close'
>;

export class RunStore {
  readonly #database: Promise<Database | null>;
  readonly #onTrouble: (trouble: StoreTrouble) => void;
  /** Names what this tab keeps for its own reload, besides what is newest of all tabs; or null. */
  readonly #tab: string | null;
  #troubled = false;

  constructor(name: string, onTrouble: (trouble: StoreTrouble) => void, tab?: string) {
    this.#tab = tab ?? null;
    this.#onTrouble = onTrouble;
    this.#database = openDatabase(name, (trouble) => this.#tell(trouble));
  }

  async saveSession(session: SavedSession): Promise<void> {
    await this.#put('session', 'last', session);
  }

  async loadSession(): Promise<SavedSession | null> {
    const value = await this.#get('session', 'last');
    return value === undefined ? null : this.#checked(savedSession(value));
  }

  async saveCheckpoint(checkpoint: SitingCheckpoint): Promise<void> {
    await this.#put('checkpoint', 'siting', checkpoint);
  }

  /** Of this build only; one of another build is passed over. */
  async loadCheckpoint(): Promise<SitingCheckpoint | null> {
    const value = await this.#get('checkpoint', 'siting');
    const checkpoint = value === undefined ? null : this.#checked(sitingCheckpoint(value));
    return checkpoint?.build === BUILD ? checkpoint : null;
  }

  async dropCheckpoint(): Promise<void> {
    const database = await this.#database;
    if (!database) return;
    await this.#guarded(async () => {
      const { store, done } = database.transaction('checkpoint', 'readwrite');
      const keys = this.#keys('siting');
      await Promise.all([...keys.map((key) => store.delete(key)), done]);
    });
  }

  async saveYear(checkpoint: YearCheckpoint): Promise<void> {
    const database = await this.#database;
    if (database) await this.#guarded(() => database.put('year', checkpoint, 'last'));
  }

  /** Of this build only, and whole; anything else is passed over. */
  async loadYear(): Promise<YearCheckpoint | null> {
    const database = await this.#database;
    const value = await this.#guarded(async () => database?.get('year', 'last'));
    const checkpoint = value === undefined ? null : this.#checked(yearCheckpoint(value));
    return checkpoint?.build === BUILD ? checkpoint : null;
  }

  async close(): Promise<void> {
    (await this.#database)?.close();
  }

  /** For whoever comes next under `newest`, and for this tab; asked at once, as it may be leaving. */
  async #put(name: 'session' | 'checkpoint', newest: string, value: object): Promise<void> {
    const database = await this.#database;
    if (!database) return;
    await this.#guarded(async () => {
      const transaction = database.transaction(name, 'readwrite');
      const puts = this.#keys(newest).map((key) => transaction.store.put(value, key));
      // Without this, a page that goes away takes its unfinished transactions with it.
      transaction.commit();
      await Promise.all([...puts, transaction.done]);
    });
  }

  /** This tab's own, else the newest; the oldest tabs make room. */
  async #get(name: 'session' | 'checkpoint', newest: string): Promise<unknown> {
    const database = await this.#database;
    if (!database) return undefined;
    return this.#guarded(async () => {
      const { store, done } = database.transaction(name, 'readwrite');
      const others = (await store.getAllKeys()).filter((key) => !this.#keys(newest).includes(key));
      const own: unknown = this.#tab === null ? undefined : await store.get(this.#tab);
      const value: unknown = own === undefined ? await store.get(newest) : own;
      const tooMany = others.slice(0, Math.max(0, others.length + 1 - TABS_MAX));
      await Promise.all([...tooMany.map((key) => store.delete(key)), done]);
      return value;
    });
  }

  #keys(newest: string): readonly string[] {
    return this.#tab === null ? [newest] : [newest, this.#tab];
  }

  async #guarded<Result>(call: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await call();
    } catch (error) {
      this.#tell(troubleOf(error));
      return undefined;
    }
  }

  #checked<Value>(value: Value | null): Value | null {
    if (value === null) this.#tell('corrupt');
    return value;
  }

  /** Being blocked passes by itself and corrupt data are replaced at the next save. */
  #tell(trouble: StoreTrouble): void {
    const passing = trouble === 'corrupt' || trouble === 'blocked';
    if (!passing && this.#troubled) return;
    if (!passing) this.#troubled = true;
    this.#onTrouble(trouble);
  }
}

type Row = Readonly<Record<string, unknown>>;

function savedSession(value: unknown): SavedSession | null {
  const row = rowOf(value);
  if (row?.['version'] !== 1) return null;
  const { scenario } = readScenarioValue(row['scenario']);
  if (!scenario) return null;
  const baseline = row['baseline'] === null ? null : readScenarioValue(row['baseline']).scenario;
  const theme = row['theme'];
  const daySeconds = row['daySeconds'];
  return {
    version: 1,
    scenario,
    baseline,
    link: typeof row['link'] === 'string' ? row['link'] : '',
    daySeconds: isCount(daySeconds, 3600) && daySeconds >= 1 ? daySeconds : 90,
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    shortcuts: row['shortcuts'] !== false,
    alerts: readAlerts(row['alerts']),
  };
}

function sitingCheckpoint(value: unknown): SitingCheckpoint | null {
  const row = rowOf(value);
  if (row?.['version'] !== 1) return null;
  const { scenario } = readScenarioValue(row['scenario']);
  const { build, generation, evaluations, elapsedMs, islands, front } = row;
  const hypervolumeHistory = row['hypervolumeHistory'];
  if (typeof build !== 'string') return null;
  if (!scenario || !isCount(generation, scenario.search.generations)) return null;
  if (!isCount(evaluations, 1e9) || !isCount(elapsedMs, 1e12)) return null;
  if (!Array.isArray(islands) || islands.length !== scenario.search.islands) return null;
  if (!islands.every((bytes) => bytes instanceof Uint8Array)) return null;
  if (!Array.isArray(front) || !front.every(isDesign)) return null;
  if (!(hypervolumeHistory instanceof Float64Array)) return null;
  return {
    version: 1,
    build,
    scenario,
    generation,
    evaluations,
    elapsedMs,
    islands,
    front,
    hypervolumeHistory,
  };
}

function yearCheckpoint(value: unknown): YearCheckpoint | null {
  const row = rowOf(value);
  if (row?.['version'] !== 1) return null;
  const { scenario } = readScenarioValue(row['scenario']);
  const { build, elapsedMs, digests } = row;
  const series = rowOf(row['series']);
  if (!scenario || typeof build !== 'string' || !isCount(elapsedMs, 1e12) || !series) return null;
  const slots = (365 * 1440) / scenario.year.stepMinutes;
  if (!Array.isArray(digests) || digests.length !== Math.ceil(slots / 96)) return null;
  if (!digests.every((digest) => /^(?:[0-9a-f]{64})?$/.test(String(digest)))) return null;
  const sums = ['lossKw', 'lossKvar', 'slackKw', 'slackKvar'].map((name) => series[name]);
  const { voltagePu, converged, iterations } = series;
  const whole =
    sums.every((row) => row instanceof Float64Array && row.length === slots) &&
    voltagePu instanceof Float64Array &&
    voltagePu.length % slots === 0 &&
    converged instanceof Uint8Array &&
    converged.length === slots &&
    iterations instanceof Uint16Array &&
    iterations.length === slots;
  if (!whole) return null;
  const read = { ...series, slots } as unknown as TimeSeries;
  return { version: 1, build, scenario, elapsedMs, digests: digests as string[], series: read };
}

function isDesign(value: unknown): value is Design {
  const row = rowOf(value);
  return (
    row !== null &&
    isNumbers(row['panels']) &&
    isNumbers(row['packs']) &&
    isNumbers([
      row['costUsdPerHour'],
      row['voltageDeviationPu'],
      row['apparentLossKva'],
      row['violation'],
    ]) &&
    typeof row['feasible'] === 'boolean'
  );
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((entry) => Number.isFinite(entry));
}

function isCount(value: unknown, max: number): value is number {
  return typeof value === 'number' && value >= 0 && value <= max;
}

function rowOf(value: unknown): Row | null {
  return typeof value === 'object' && value !== null ? (value as Row) : null;
}

function readAlerts(value: unknown): readonly WalletAlert[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, 100).flatMap((each: unknown): WalletAlert[] => {
    const { account, lowMicro, urgentMicro } = (each ?? {}) as Record<string, unknown>;
    const amount = (micro: unknown): micro is number => Number.isSafeInteger(micro);
    if (typeof account !== 'string' || !/^[0-9a-f]{64}$/.test(account)) return [];
    return amount(lowMicro) && amount(urgentMicro) ? [{ account, lowMicro, urgentMicro }] : [];
  });
}
