/**
 * Runs the event language of scenarios.json on the harness: delivers messages in order over links
 * that can be cut, dropped from or held, with disks that can stall. What a seat says leaves it
 * only once its disk has taken what was to be written before.
 */
import type { Message } from '../../web/raft/message.ts';
import type { ConfigurationChange } from '../../web/raft/log-entry.ts';
import {
  raftHarness,
  type HarnessMembers,
  type HarnessOptions,
  type HarnessRestart,
  type RaftHarnessNode,
} from '../../web/raft/harness.ts';

type PerSeat<T> = Readonly<Record<string, T>>;

interface Expected {
  readonly leader?: number;
  readonly leaders?: readonly number[];
  readonly term?: PerSeat<number>;
  readonly vote?: PerSeat<number>;
  readonly commit?: PerSeat<number>;
  readonly first?: PerSeat<number>;
  readonly last?: PerSeat<number>;
  readonly log?: PerSeat<readonly number[]>;
  readonly role?: PerSeat<string>;
  readonly voters?: PerSeat<readonly number[]>;
  readonly learners?: PerSeat<readonly number[]>;
}

interface Drop {
  readonly kind?: string;
  readonly from?: number;
  readonly to?: number;
}

type ScenarioEvent = readonly [string, ...unknown[]];

export interface Scenario {
  readonly name: string;
  readonly why: string;
  readonly options?: HarnessOptions;
  readonly voters?: readonly number[];
  readonly learners?: readonly number[];
  readonly nodes: PerSeat<{ term: number; commit: number; log: readonly number[] }>;
  readonly events: readonly ScenarioEvent[];
}

interface Write {
  readonly restart: HarnessRestart;
  readonly messages: readonly Message[];
}

interface Seat {
  readonly id: number;
  node: RaftHarnessNode | null;
  /** What the disk holds. */
  durable: HarnessRestart;
  /** Writes that a stalled disk has not completed, oldest first. */
  readonly stalled: Write[];
  held: boolean;
}

/** The differences between what was expected and what is, as text; none = as expected. */
class ScenarioRun {
  readonly differences: string[] = [];
  readonly #genesis: HarnessMembers;
  readonly #options: HarnessOptions;
  readonly #seats = new Map<number, Seat>();
  #flying: Message[] = [];
  #heldMessages: Message[] = [];
  readonly #heldLinks = new Set<string>();
  #drops: Drop[] = [];
  #isCut: ((from: number, to: number) => boolean)[] = [];
  readonly #never: PerSeat<number>[] = [];

  constructor({ nodes, options = {}, voters, learners = [] }: Scenario) {
    const ids = Object.keys(nodes).map(Number);
    this.#genesis = { voters: voters ?? ids, learners };
    this.#options = options;
    for (const id of ids) {
      const { term, commit, log } = nodes[id]!;
      const entries = log.map((one) => ({ term: one }));
      this.#place(id, { hard: { term, vote: 0, commit }, log: entries, conf: this.#genesis });
    }
  }

  do(event: ScenarioEvent): void {
    const [name, ...args] = event;
    const [a, b] = args as [number, number];
    const seat = (): RaftHarnessNode | null => this.#seats.get(a)?.node ?? null;
    const actions: Record<string, () => void> = {
      campaign: () => seat()?.campaign(),
      propose: () => seat()?.propose(String(args[1])),
      heartbeat: () => seat()?.heartbeat(),
      electionTimeout: () => seat()?.electionTimeout(),
      silence: () => seat()?.silence(),
      compact: () => seat()?.compact(b),
      transfer: () => seat()?.transfer(b),
      conf: () => seat()?.proposeConf(args[1] as ConfigurationChange),
      join: () =>
        this.#place(a, { hard: { term: 0, vote: 0, commit: 0 }, log: [], conf: this.#genesis }),
      crash: () => this.#crash(a),
      restart: () => this.#place(a, this.#seats.get(a)!.durable),
      settle: () => this.#settle(),
      cut: () => this.#cut(args[0] as number[], args[1] as number[]),
      isolate: () => this.#isCut.push((from, to) => from === a || to === a),
      drop: () => this.#drops.push(args[0] as Drop),
      heal: () => {
        this.#drops = [];
        this.#isCut = [];
      },
      loseInFlight: () => {
        this.#flying = [];
      },
      hold: () => this.#heldLinks.add(`${a}>${b}`),
      release: () => this.#release(`${a}>${b}`),
      holdStorage: () => {
        this.#seats.get(a)!.held = true;
      },
      storageStep: () => this.#complete(a, 1),
      releaseStorage: () => {
        this.#seats.get(a)!.held = false;
        this.#complete(a, Infinity);
      },
      never: () => this.#never.push((args[0] as { commit: PerSeat<number> }).commit),
      expect: () => this.#expect(args[0] as Expected),
    };
    const action = actions[name];
    if (!action) throw new RangeError(`no event is called ${name}`);
    action();
    for (const id of this.#seats.keys()) this.#collect(id);
    this.#checkNever();
  }

  view(id: number): ReturnType<RaftHarnessNode['view']> | undefined {
    return this.#seats.get(id)?.node?.view();
  }

  #place(id: number, restart: HarnessRestart): void {
    const node = raftHarness.make({ id, options: this.#options, ...restart });
    this.#seats.set(id, { id, node, durable: restart, stalled: [], held: false });
  }

  #crash(id: number): void {
    const seat = this.#seats.get(id)!;
    seat.node = null;
    seat.stalled.length = 0;
  }

  #cut(group: readonly number[], other: readonly number[]): void {
    this.#isCut.push(
      (from, to) =>
        (group.includes(from) && other.includes(to)) ||
        (other.includes(from) && group.includes(to)),
    );
  }

  /** Takes what `id` has said; it leaves at once unless the disk stalls. */
  #collect(id: number): void {
    const seat = this.#seats.get(id)!;
    if (!seat.node) return;
    const { messages, restartState } = seat.node.take();
    if (seat.held || seat.stalled.length > 0) {
      seat.stalled.push({ restart: restartState, messages });
      return;
    }
    seat.durable = restartState;
    this.#send(messages);
  }

  #complete(id: number, count: number): void {
    const seat = this.#seats.get(id)!;
    let left = count;
    while (left > 0 && seat.stalled.length > 0) {
      const { restart, messages } = seat.stalled.shift()!;
      seat.durable = restart;
      this.#send(messages);
      // Empty turns are no writes.
      if (messages.length > 0) left--;
    }
  }

  #send(messages: readonly Message[]): void {
    for (const message of messages) {
      if (this.#heldLinks.has(`${message.from}>${message.to}`)) this.#heldMessages.push(message);
      else this.#flying.push(message);
    }
  }

  #release(link: string): void {
    this.#heldLinks.delete(link);
    const free = this.#heldMessages.filter(({ from, to }) => `${from}>${to}` === link);
    this.#heldMessages = this.#heldMessages.filter((message) => !free.includes(message));
    this.#flying.push(...free);
  }

  #isLost(message: Message): boolean {
    const { from, to } = message;
    if (this.#isCut.some((cut) => cut(from, to))) return true;
    return this.#drops.some(
      (drop) =>
        (drop.kind === undefined || drop.kind === raftHarness.kind(message)) &&
        (drop.from === undefined || drop.from === from) &&
        (drop.to === undefined || drop.to === to),
    );
  }

  #settle(): void {
    for (const id of this.#seats.keys()) this.#collect(id);
    for (let delivered = 0; this.#flying.length > 0; delivered++) {
      if (delivered > 20_000) throw new Error('never settles');
      const message = this.#flying.shift()!;
      const seat = this.#seats.get(message.to);
      if (!seat?.node || this.#isLost(message)) continue;
      seat.node.step(structuredClone(message));
      this.#collect(message.to);
      this.#checkNever();
    }
  }

  #checkNever(): void {
    for (const commits of this.#never) {
      for (const [id, commit] of Object.entries(commits)) {
        if (this.view(Number(id))?.commit !== commit) continue;
        this.differences.push(`seat ${id} shows commit ${commit}`);
      }
    }
  }

  #expect({ leader, leaders, log = {}, ...fields }: Expected): void {
    const views = [...this.#seats.values()].map(({ id, node }) => ({ id, view: node?.view() }));
    const check = (what: string, found: unknown, wanted: unknown): void => {
      if (JSON.stringify(found) === JSON.stringify(wanted)) return;
      const [is, should] = [found, wanted].map((value) => JSON.stringify(value));
      this.differences.push(`${what} is ${is}, not ${should}`);
    };
    const leading = views.filter(({ view }) => view?.role === 'leader').map(({ id }) => id);
    if (leaders) check('the list of leaders', leading, leaders);
    if (leader !== undefined) {
      const terms = views.map(({ view }) => (view?.role === 'leader' ? view.term : 0));
      const latest = Math.max(...terms);
      check('the leader', views[terms.indexOf(latest)]?.id, latest === 0 ? null : leader);
    }
    for (const [id, wanted] of Object.entries(log)) {
      check(`log of ${id}`, this.view(Number(id))?.terms, wanted);
    }
    for (const [field, perSeat] of Object.entries(fields)) {
      for (const [id, wanted] of Object.entries(perSeat)) {
        const view = this.view(Number(id));
        check(`${field} of ${id}`, view?.[field as keyof typeof view], wanted);
      }
    }
  }
}

/** Runs `scenario` and tells every difference, each after the number of its event. */
export function runScenario(scenario: Scenario): readonly string[] {
  const run = new ScenarioRun(scenario);
  const found: string[] = [];
  scenario.events.forEach((event, i) => {
    run.do(event);
    found.push(...run.differences.splice(0).map((text) => `event ${i + 1}: ${text}`));
  });
  return found;
}
