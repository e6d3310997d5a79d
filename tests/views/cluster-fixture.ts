/** Clusters as they look from outside, written by hand: calm, electing, split, broken, in tabs. */
import type { ClusterShow, RunShow } from '../../web/app/cluster-show.ts';
import type { LiveShow } from '../../web/cluster/live.ts';
import type { MessageKind } from '../../web/raft/message.ts';
import type { LogCell, MessageShow, SeatShow } from '../../web/raft/show.ts';
import type { Check, CheckName, SimulationShow } from '../../web/simulation/show.ts';
import type { StoryLine } from '../../web/simulation/story.ts';

export const cells = (terms: readonly number[], first = 1): readonly LogCell[] =>
  terms.map((term, i) => ({
    index: first + i,
    term,
    kind: i === 0 || terms[i - 1] !== term ? 'noop' : 'data',
    label: i === 0 || terms[i - 1] !== term ? '' : `x = ${i}`,
  }));

const TERMS = [1, 1, 1, 2, 2, 2, 2, 4, 4, 4];

export function seat(number: number, changes: Partial<SeatShow> = {}): SeatShow {
  const log = changes.log ?? cells(TERMS);
  return {
    seat: number,
    state: 'up',
    words: '',
    tab: 0,
    here: true,
    role: 'follower',
    membership: 'voter',
    term: 4,
    votedFor: 3,
    leader: 3,
    timerElapsed: 4 + number * 3,
    timerTicks: 34,
    clockRate: 1,
    log,
    firstIndex: log[0]?.index ?? 1,
    lastIndex: log.at(-1)?.index ?? 0,
    snapshotIndex: 0,
    commitIndex: 9,
    appliedIndex: 9,
    height: 0,
    tipHash: '',
    stateRoot: '9c1e77aa0b55d3e1',
    ...changes,
  };
}

let ids = 0;

export function message(
  kind: MessageKind,
  from: number,
  to: number,
  changes: Partial<MessageShow> = {},
): MessageShow {
  ids += 1;
  return {
    id: ids,
    ...{ kind, from, to, light: false, term: 4, sentAt: 100, arrivesAt: 104 },
    ...{ held: false, label: '' },
    ...changes,
  };
}

export const calmSeats = (): readonly SeatShow[] => [
  seat(1),
  seat(2, { log: cells(TERMS.slice(0, 9)), clockRate: 2 }),
  seat(3, { role: 'leader', timerElapsed: 2, timerTicks: 4 }),
  seat(4),
  seat(5, { log: cells(TERMS.slice(0, 7)), commitIndex: 7, state: 'down', term: 3, votedFor: 0 }),
];

const NAMES: readonly CheckName[] = [
  'election-safety',
  'leader-append-only',
  'log-matching',
  'leader-completeness',
  'state-machine-safety',
  'state-root-agreement',
  'reads-are-current',
  'term-monotone',
  'commit-within-log',
];

export const checks = (broken: CheckName | null = null): readonly Check[] =>
  NAMES.map((name) => ({
    name,
    held: name !== broken,
    looked: 1204,
    seen: name === broken ? { kind: 'two-leaders', term: 4, first: 3, second: 1 } : null,
  }));

const story: readonly StoryLine[] = [
  { tick: 41, step: 210, seat: 3, what: { kind: 'role', role: 'candidate', term: 4, why: '' } },
  { tick: 43, step: 222, seat: 1, what: { kind: 'vote', term: 4, candidate: 3 } },
  { tick: 44, step: 230, seat: 3, what: { kind: 'role', role: 'leader', term: 4, why: '' } },
  {
    tick: 90,
    step: 480,
    seat: 5,
    what: { kind: 'fault', fault: { at: 90, kind: 'stop', seat: 5 } },
  },
  { tick: 96, step: 512, seat: 3, what: { kind: 'commit', index: 9, term: 4 } },
];

function simulation(changes: Partial<SimulationShow> = {}): SimulationShow {
  return {
    tick: 102,
    step: 540,
    stepMax: 800,
    tickMax: 160,
    faultTick: 102,
    seats: calmSeats(),
    messages: [
      message('append', 3, 1, { label: '1 entry' }),
      message('append', 3, 2, { sentAt: 101, arrivesAt: 104, label: '1 entry' }),
      message('appendReply', 4, 3, { sentAt: 101, arrivesAt: 103 }),
      message('heartbeat', 3, 4, { sentAt: 101, arrivesAt: 105 }),
      message('vote', 2, 4, { light: true, sentAt: 101, arrivesAt: 104 }),
      message('append', 3, 5, { held: true }),
    ],
    cuts: [],
    checks: checks(),
    story,
    latest: story.at(-1) ?? null,
    violation: null,
    runHash: '7f3a09bc11d2e480',
    counts: {
      ...{ elections: 3, commits: 9, messages: 412, reads: 4, crashes: 1, snapshots: 0 },
      ...{ writes: 9, partitions: 0, compactions: 0, configurations: 0 },
    },
    ...changes,
  };
}

export function run(
  changes: Partial<SimulationShow> = {},
  around: Partial<RunShow> = {},
): Partial<ClusterShow> {
  const runShow: RunShow = {
    show: simulation(changes),
    playing: false,
    ticksPerSecond: 4,
    job: { state: 'idle' },
    flags: [{ at: 90, index: 0, words: 'Seat 5 stops' }],
    recording: '',
    ...around,
  };
  return { mode: 'simulation', run: runShow };
}

export function live(changes: Partial<LiveShow> = {}): LiveShow {
  const seats = [
    seat(1, { tab: 1, height: 12, tipHash: 'ab12' }),
    seat(2, { tab: 1, height: 12, tipHash: 'ab12' }),
    seat(3, { tab: 1, role: 'leader', height: 12, tipHash: 'ab12' }),
    seat(4, { tab: 2, here: false, height: 12, tipHash: 'ab12' }),
    seat(5, { tab: 3, here: false, state: 'asleep', height: 11, tipHash: 'aa00' }),
  ];
  return {
    cluster: 'seed 1',
    genesis: { members: [], accounts: [] } as unknown as LiveShow['genesis'],
    genesisHash: 'ff',
    seats,
    messages: [message('heartbeat', 3, 1), message('heartbeatReply', 2, 3)],
    cuts: [],
    network: { delayMs: 0, lossPercent: 0, duplicatePercent: 0 },
    limits: [],
    tab: 1,
    height: 12,
    leader: 3,
    up: 4,
    needed: 3,
    damage: [],
    ...changes,
  };
}
