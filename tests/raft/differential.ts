// The same random story told to the shipped core and to the slow twin, on networks that settle
// after each event; both must end up alike. The story is a list, drawn before anything runs, so
// that events can be taken out of it until only those are left that matter.
import { raftHarness } from '../../web/raft/harness.ts';
import type { HarnessRestart } from '../../web/raft/harness.ts';
import type { Message } from '../../web/raft/message.ts';
import { stream } from '../../web/rng.ts';
import type { Rng } from '../../web/rng.ts';
import { TwinSeat } from '../twin/raft.ts';
import { foundingMembers } from '../twin/raft-members.ts';
import type { TwinOptions } from '../twin/raft.ts';
import type { TwinChange, TwinDisk, TwinMessage } from '../twin/raft-members.ts';

/** Seat 0 = whoever leads in the highest term. */
type Act =
  | readonly ['campaign' | 'heartbeat' | 'electionTimeout' | 'silence', number]
  | readonly ['crash' | 'restart' | 'isolate' | 'propose', number]
  | readonly ['cut' | 'hold' | 'release' | 'double' | 'transfer', number, number]
  | readonly ['drop', number, number, string]
  | readonly ['compact', number, number]
  | readonly ['conf', TwinChange]
  | readonly ['heal' | 'lose'];

interface Shown {
  readonly role: string;
  readonly term: number;
  readonly vote: number;
  readonly commit: number;
  readonly first: number;
  readonly log: readonly string[];
  readonly voters: readonly number[];
  readonly outgoing: readonly number[];
  readonly learners: readonly number[];
}

interface Envelope {
  readonly from: number;
  readonly to: number;
}

/** One seat of either side, its messages and disk of a form of its own. */
interface Seat<M extends Envelope, D> {
  input(act: Act): void;
  step(message: M): void;
  take(): { readonly messages: readonly M[]; readonly disk: D };
  show(): Shown;
}

interface Side<M extends Envelope, D> {
  readonly make: (id: number, disk: D | null) => Seat<M, D>;
  readonly kind: (message: M) => string;
}

const FOUNDERS = [1, 2, 3];
const SEATS = [1, 2, 3, 4, 5];

const letters = (data: Uint8Array): string => String.fromCharCode(...data.filter((b) => b > 0));

const coreSide = (options: TwinOptions): Side<Message, HarnessRestart> => ({
  kind: (message) => raftHarness.kind(message),
  make: (id, disk) => {
    const conf = { voters: FOUNDERS };
    const node = raftHarness.make({ id, options, conf, ...disk });
    let proposals = 0;
    const text = (data: unknown): string =>
      data instanceof Uint8Array ? letters(data) : String(data);
    const payload = (entry: HarnessRestart['log'][number]): string =>
      entry.change ? 'conf' : (entry.data ?? null) === null ? '' : text(entry.data);
    let latest: HarnessRestart | null = disk;
    return {
      input: (act) => {
        const [name, , to] = act;
        if (name === 'campaign') node.campaign();
        else if (name === 'heartbeat') node.heartbeat();
        else if (name === 'electionTimeout') node.electionTimeout();
        else if (name === 'silence') node.silence();
        else if (name === 'transfer') node.transfer(to);
        else if (name === 'compact') node.compact(to);
        else if (name === 'conf') node.proposeConf(act[1]);
        else if (name === 'propose') node.propose(`${String(id)}.${String(++proposals)}`);
      },
      step: (message) => node.step(message),
      take: () => {
        const { messages, restartState } = node.take();
        latest = restartState;
        return { messages, disk: restartState };
      },
      show: () => {
        const { role, term, vote, commit, first, voters, outgoing, learners } = node.view();
        const log = (latest?.log ?? []).map((entry) => `${String(entry.term)}:${payload(entry)}`);
        return { role, term, vote, commit, first, log, voters, outgoing, learners };
      },
    };
  },
});

const BLANK: TwinDisk = {
  ...{ term: 0, vote: 0, commit: 0, log: [] },
  snap: { index: 0, term: 0, members: foundingMembers(FOUNDERS, []) },
};

const twinSide = (options: TwinOptions): Side<TwinMessage, TwinDisk> => ({
  kind: (message) => message.kind,
  make: (id, disk) => {
    const seat = new TwinSeat(id, options, disk ?? BLANK);
    let proposals = 0;
    const ids = (set: Set<number>): number[] => [...set].sort((a, b) => a - b);
    return {
      input: (act) => {
        const [name, , to] = act;
        if (name === 'campaign') seat.campaign();
        else if (name === 'heartbeat') seat.heartbeat();
        else if (name === 'electionTimeout') seat.electionTimeout();
        else if (name === 'silence') seat.silence();
        else if (name === 'transfer') seat.transfer(to);
        else if (name === 'compact') seat.compact(to);
        else if (name === 'conf') seat.proposeChange(act[1]);
        else if (name === 'propose') seat.propose(`${String(id)}.${String(++proposals)}`);
      },
      step: (message) => seat.step(message),
      take: () => ({ messages: seat.outbox.splice(0), disk: seat.disk() }),
      show: () => {
        const { role, term, vote, commit, snap, log, members } = seat;
        const text = log.map((e) => `${String(e.term)}:${e.change ? 'conf' : (e.data ?? '')}`);
        return {
          ...{ role, term, vote, commit, first: snap.index + 1, log: text },
          voters: ids(members.voters),
          outgoing: ids(members.outgoing),
          learners: ids(members.learners),
        };
      },
    };
  },
});

/** One side's cluster: links that lose, hold or double, disks that are as fast as thought. */
class Cluster<M extends Envelope, D> {
  readonly #side: Side<M, D>;
  readonly #seats = new Map<number, Seat<M, D> | null>();
  readonly #disks = new Map<number, D>();
  #flying: M[] = [];
  #held: M[] = [];
  readonly #holds = new Set<string>();
  #rules: { lost: (message: M) => boolean }[] = [];
  readonly #doubles = new Set<string>();

  constructor(side: Side<M, D>) {
    this.#side = side;
    for (const id of SEATS) this.#place(id);
  }

  #place(id: number): void {
    this.#seats.set(id, this.#side.make(id, this.#disks.get(id) ?? null));
    this.#collect(id);
  }

  #collect(id: number): void {
    const seat = this.#seats.get(id);
    if (!seat) return;
    const { messages, disk } = seat.take();
    this.#disks.set(id, disk);
    for (const message of messages) {
      const link = `${String(message.from)}>${String(message.to)}`;
      (this.#holds.has(link) ? this.#held : this.#flying).push(message);
    }
  }

  leader(): number {
    const found = SEATS.map((id) => ({ id, shown: this.#seats.get(id)?.show() }));
    const leading = found.filter(({ shown }) => shown?.role === 'leader');
    return leading.sort((a, b) => b.shown!.term - a.shown!.term)[0]?.id ?? 0;
  }

  do(act: Act): void {
    const [name, a, b] = act as [string, number, number];
    const link = `${String(a)}>${String(b)}`;
    const lose = (lost: (message: M) => boolean): unknown => this.#rules.push({ lost });
    if (name === 'crash') this.#seats.set(a, null);
    else if (name === 'restart') {
      if (this.#seats.get(a) === null) this.#place(a);
    } else if (name === 'isolate') lose(({ from, to }) => from === a || to === a);
    else if (name === 'cut') lose(({ from, to }) => from === a && to === b);
    else if (act[0] === 'drop') {
      const [, from, to, kind] = act;
      lose((m) => m.from === from && m.to === to && this.#side.kind(m) === kind);
    } else if (name === 'heal') {
      this.#rules = [];
      this.#doubles.clear();
    } else if (name === 'lose') this.#flying = [];
    else if (name === 'hold') this.#holds.add(link);
    else if (name === 'double') this.#doubles.add(link);
    else if (name === 'release') {
      this.#holds.delete(link);
      const free = this.#held.filter(({ from, to }) => `${String(from)}>${String(to)}` === link);
      this.#held = this.#held.filter((message) => !free.includes(message));
      this.#flying.push(...free);
    } else {
      const id = name === 'conf' || a === 0 ? this.leader() : a;
      this.#seats.get(id)?.input(act);
      this.#collect(id);
    }
  }

  /** Round by round, in an order that does not depend on who was sent to first. */
  settle(): void {
    for (let round = 0; this.#flying.length > 0; round++) {
      if (round > 2_000) throw new Error('never settles');
      const now = this.#flying.sort((a, b) => a.to - b.to || a.from - b.from);
      this.#flying = [];
      for (const message of now) {
        const seat = this.#seats.get(message.to);
        if (!seat || this.#rules.some(({ lost }) => lost(message))) continue;
        seat.step(message);
        this.#collect(message.to);
        if (!this.#doubles.has(`${String(message.from)}>${String(message.to)}`)) continue;
        seat.step(message);
        this.#collect(message.to);
      }
    }
  }

  show(): (Shown | null)[] {
    return SEATS.map((id) => this.#seats.get(id)?.show() ?? null);
  }
}

const KINDS = ['vote', 'voteReply', 'append', 'appendReply', 'heartbeat', 'heartbeatReply'];

const drawAct = (rng: Rng): Act => {
  const seat = 1 + rng.below(rng.below(3) === 0 ? 5 : 3);
  const other = 1 + ((seat + rng.below(4)) % 5);
  const leading = rng.below(4) === 0 ? seat : 0;
  const dice = rng.below(100);
  if (dice < 16) return ['campaign', seat];
  if (dice < 38) return ['propose', leading];
  if (dice < 52) return ['heartbeat', leading];
  if (dice < 55) return ['electionTimeout', leading];
  if (dice < 60) return ['silence', seat];
  if (dice < 65) return ['crash', seat];
  if (dice < 72) return ['restart', seat];
  if (dice < 75) return ['isolate', seat];
  if (dice < 78) return ['cut', seat, other];
  if (dice < 80) return ['drop', seat, other, KINDS[rng.below(KINDS.length)]!];
  if (dice < 87) return ['heal'];
  if (dice < 89) return ['hold', seat, other];
  if (dice < 92) return ['release', seat, other];
  if (dice < 93) return ['double', seat, other];
  if (dice < 95) return ['transfer', 0, seat];
  if (dice < 97) return ['compact', leading, 1 + rng.below(12)];
  return ['conf', drawChange(rng)];
};

const drawChange = (rng: Rng): TwinChange => {
  const [one, two] = [1 + rng.below(5), 1 + rng.below(5)];
  const dice = rng.below(6);
  if (dice === 0) return {};
  if (dice === 1) return { add: [one] };
  if (dice === 2) return { remove: [one] };
  if (dice === 3) return { addLearner: [one] };
  const explicit = dice === 5 ? { explicit: true } : {};
  return one === two ? { add: [one], ...explicit } : { add: [one], remove: [two], ...explicit };
};

export interface Story {
  readonly options: TwinOptions;
  /** The twin's options where they differ, to see the comparison fail. */
  readonly twin?: TwinOptions;
  readonly acts: readonly (readonly [act: Act, settles: boolean])[];
}

export const drawStory = (seed: number, length: number): Story => {
  const rng = stream(seed, 'differential');
  const options = { preVote: rng.below(2) === 0, checkQuorum: rng.below(2) === 0 };
  const acts = Array.from({ length }, () => {
    const act = drawAct(rng);
    const fate = rng.below(20);
    // What was said just now is lost, waits for what is said next, or arrives.
    if (fate === 0)
      return [
        [act, false],
        [['lose'], false],
      ] as const;
    return [[act, fate > 2]] as const;
  });
  return { options, acts: acts.flat() };
};

export interface Tally {
  compared: number;
  elections: number;
  commits: number;
  /** Seen memberships other than the founding one, and logs that begin after a snapshot. */
  changes: number;
  snapshots: number;
}

/** What differs first, in words; null = nothing does. */
export const firstDifference = (
  { options, twin: other, acts }: Story,
  tally?: Tally,
): string | null => {
  const core = new Cluster(coreSide(options));
  const twin = new Cluster(twinSide(other ?? options));
  let best = 0;
  let before = { members: '1,2,3  ', firsts: SEATS.map(() => 1) };
  for (const [i, [act, settles]] of acts.entries()) {
    try {
      core.do(act);
      if (settles) core.settle();
    } catch (error) {
      return `event ${String(i + 1)}: the core throws ${String(error)}`;
    }
    twin.do(act);
    if (!settles) continue;
    twin.settle();
    const [is, should] = [core.show(), twin.show()];
    for (const [at, id] of SEATS.entries()) {
      for (const field of Object.keys(should[at] ?? {}) as (keyof Shown)[]) {
        const [a, b] = [is[at]?.[field], should[at]?.[field]].map((x) => JSON.stringify(x));
        if (a === b) continue;
        const name = `${field} of seat ${String(id)}`;
        return `event ${String(i + 1)}: ${name} is ${String(a)}, in the twin ${String(b)}`;
      }
    }
    if (!tally) continue;
    tally.compared++;
    const commit = Math.max(...should.map((one) => one?.commit ?? 0));
    tally.commits += Math.max(0, commit - best);
    best = Math.max(best, commit);
    const ahead = should.find((one) => one?.commit === commit);
    const members = [ahead?.voters, ahead?.outgoing, ahead?.learners].join(' ');
    if (members !== before.members) tally.changes++;
    const firsts = should.map((one) => one?.first ?? 0);
    const moved = firsts.filter(
      (first, at) => first > before.firsts[at]! && before.firsts[at]! > 0,
    );
    if (act[0] !== 'compact') tally.snapshots += moved.length;
    before = { members, firsts };
    if (act[0] === 'campaign' && should[act[1] - 1]?.role === 'leader') tally.elections++;
  }
  return null;
};

/** A story as short as it gets that still shows a difference. */
export const shrink = (story: Story): Story => {
  let acts = [...story.acts];
  for (let width = acts.length >> 1; width >= 1;) {
    let shorter = false;
    for (let at = 0; at + width <= acts.length;) {
      const tried = acts.toSpliced(at, width);
      if (firstDifference({ ...story, acts: tried }) !== null) {
        acts = tried;
        shorter = true;
      } else at += width;
    }
    if (!shorter || width > 1) width = width >> 1;
  }
  return { ...story, acts };
};

const tell = ({ options, acts }: Story): string =>
  [
    JSON.stringify(options),
    ...acts.map(
      ([act, settles], i) =>
        `${String(i + 1).padStart(3)} ${JSON.stringify(act)}${settles ? ' settle' : ''}`,
    ),
  ].join('\n');

/** Stories `from` … `from + count − 1`; stops at the first that differs, and tells it shrunk. */
export const compareStories = (
  from: number,
  count: number,
): { readonly tally: Tally; readonly difference: string | null } => {
  const tally: Tally = { compared: 0, elections: 0, commits: 0, changes: 0, snapshots: 0 };
  for (let seed = from; seed < from + count; seed++) {
    const story = drawStory(seed, 40);
    if (firstDifference(story, tally) === null) continue;
    const short = shrink(story);
    const what = String(firstDifference(short));
    return { tally, difference: `seed ${String(seed)}: ${what}\n${tell(short)}` };
  }
  return { tally, difference: null };
};
