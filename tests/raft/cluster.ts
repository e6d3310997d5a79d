/**
 * A handful of seats with virtual disks and a network that delivers in order and can be told what
 * to lose. Every state and output is frozen to the bottom, so a step that writes to what it was
 * given throws.
 */
import { expect } from '@open-wc/testing';
import { founding } from '../../web/raft/configuration.ts';
import type { Configuration, Entry, Snapshot } from '../../web/raft/log-entry.ts';
import type { Message, MessageKind } from '../../web/raft/message.ts';
import { applyPersist, type Durable } from '../../web/raft/persist.ts';
import { start, step } from '../../web/raft/raft.ts';
import {
  DEFAULT_OPTIONS,
  type Input,
  type Output,
  type RaftOptions,
  type RaftState,
} from '../../web/raft/state.ts';

/** Freezes `value` and all it holds, except bytes, which cannot be frozen. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if (value instanceof Uint8Array) return value;
  Object.freeze(value);
  Object.values(value).forEach(frozen);
  return value;
}

export const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

/** A log from its terms: empty entries, which is what most rules are about. */
export const logOf = (terms: readonly number[]): Entry[] =>
  terms.map((term) => ({ term, kind: 'noop' as const }));

export const termsOf = ({ log }: RaftState): number[] => log.map(({ term }) => term);

/** Before anything was compacted. */
const nothing = (configuration: Configuration): Snapshot => ({
  index: 0,
  term: 0,
  configuration,
  data: bytes(),
});

export interface SeatSetting {
  readonly id?: number;
  readonly voters?: readonly number[];
  readonly learners?: readonly number[];
  readonly term?: number;
  readonly vote?: number;
  readonly commit?: number;
  readonly log?: readonly number[];
  readonly seed?: number;
  readonly options?: Partial<RaftOptions>;
}

/** Plain Raft as in the paper's main part: what it adds later is asked for by name. */
const PLAIN = { ...DEFAULT_OPTIONS, preVote: false, checkQuorum: false };

/** One seat, just started. */
export function seat(setting: SeatSetting = {}): RaftState {
  const { id = 1, voters = [1, 2, 3], learners = [], log = [], seed = id } = setting;
  const { term = log.at(-1) ?? 0, vote = 0, commit = 0, options = {} } = setting;
  return frozen(
    start({
      id,
      options: { ...PLAIN, ...options },
      seed,
      hard: { term, vote, commit },
      snapshot: nothing(founding({ voters, learners })),
      log: logOf(log),
    }),
  );
}

/** `step`, on frozen values. */
export function put(state: RaftState, input: Input): { state: RaftState; output: Output } {
  return frozen(step(frozen(state), frozen(input)));
}

/** `inputs` one after another; the outputs are those of the last. */
export function puts(state: RaftState, ...inputs: Input[]): { state: RaftState; output: Output } {
  let last: { state: RaftState; output: Output } | null = null;
  for (const input of inputs) last = put(last?.state ?? state, input);
  return last!;
}

export const heard = (message: Message): Input => ({ kind: 'message', message });

/** The message of `kind` in `output`, which must be there. */
export function said<K extends MessageKind>(
  output: Output,
  kind: K,
  to?: number,
): Extract<Message, { kind: K }> {
  const found = output.send.find(
    (message): message is Extract<Message, { kind: K }> =>
      message.kind === kind && (to === undefined || message.to === to),
  );
  expect(found, `a message of kind ${kind}`).to.exist;
  return found!;
}

export class Cluster {
  readonly outputs: { readonly id: number; readonly output: Output }[] = [];
  readonly #states = new Map<number, RaftState>();
  readonly #disks = new Map<number, Durable>();
  flying: Message[] = [];
  /** Messages for which this is true are lost when they are due. */
  lose: (message: Message) => boolean = () => false;

  constructor(setting: SeatSetting & { readonly logs?: Readonly<Record<number, number[]>> } = {}) {
    const { voters = [1, 2, 3], learners = [], logs = {} } = setting;
    for (const id of [...voters, ...learners]) {
      this.add(id, { ...setting, id, voters, ...(logs[id] ? { log: logs[id] } : {}) });
    }
  }

  add(id: number, setting: SeatSetting): void {
    const state = seat({ ...setting, id });
    this.#states.set(id, state);
    this.#disks.set(id, { hard: state.hard, snapshot: state.snapshot, log: state.log });
  }

  at(id: number): RaftState {
    return this.#states.get(id)!;
  }

  /** What `input` makes of seat `id`; what it says is in flight afterwards. */
  put(id: number, input: Input): Output {
    const { state, output } = put(this.at(id), input);
    this.#states.set(id, state);
    const disk = applyPersist(this.#disks.get(id)!, output.persist);
    this.#disks.set(id, disk);
    // What is handed out to be written is all there is, in every step.
    expect({ ...disk, hard: { ...disk.hard, commit: 0 } }).to.deep.equal({
      hard: { ...state.hard, commit: 0 },
      snapshot: state.snapshot,
      log: state.log,
    });
    this.outputs.push({ id, output });
    this.flying.push(...output.send);
    return output;
  }

  /** Seat `id` comes up again with what its disk holds. */
  restart(id: number): void {
    const { options } = this.at(id);
    this.#states.set(id, frozen(start({ id, options, seed: id + 99, ...this.#disks.get(id)! })));
  }

  isolate(...ids: number[]): void {
    this.lose = ({ from, to }) => ids.includes(from) !== ids.includes(to);
  }

  heal(): void {
    this.lose = () => false;
  }

  /** Delivers until nothing is in flight. */
  settle(): void {
    for (let delivered = 0; this.flying.length > 0; delivered++) {
      expect(delivered, 'messages until it settles').to.be.below(10_000);
      const message = this.flying.shift()!;
      if (this.#states.has(message.to) && !this.lose(message)) this.put(message.to, heard(message));
    }
  }

  /** `input` and all that follows from it. */
  run(id: number, input: Input): Output {
    const output = this.put(id, input);
    this.settle();
    return output;
  }

  elect(id: number): void {
    this.run(id, { kind: 'campaign' });
    expect(this.at(id).role, `role of seat ${id}`).to.equal('leader');
  }

  propose(id: number, ...values: number[]): Output {
    return this.run(id, { kind: 'propose', data: bytes(...values) });
  }

  heartbeat(id: number): void {
    this.run(id, { kind: 'heartbeat' });
  }

  tick(id: number, count = 1): void {
    for (let i = 0; i < count; i++) this.put(id, { kind: 'tick' });
  }

  /** All that `id` was told to apply, in order. */
  applied(id: number): readonly (readonly [number, Entry])[] {
    return this.outputs
      .filter((one) => one.id === id)
      .flatMap(({ output }) => output.apply.map(({ index, entry }) => [index, entry] as const));
  }
}
