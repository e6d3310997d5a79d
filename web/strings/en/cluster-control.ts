/** Words of the Cluster view's controls: modes, player, what can go wrong, menus. */
import type { Bug, Fault } from '../../scenario/fault.ts';

const ticks = (count: number): string => (count === 1 ? '1 tick' : `${count} ticks`);

export const view = {
  title: 'Cluster',
  summaryLive: (seats: number) =>
    `${seats} seats of a ledger run in workers and tabs, here and now. Press a seat, or open it in a tab of its own.`,
  summaryRun: (seats: number) =>
    `${seats} seats run on a simulated network: same seed and faults, same run. Press play, then break something.`,
  waiting: 'Getting ready',
  failed: 'It could not be started.',
  control: 'Control',
  modeLegend: 'What is shown',
  live: 'Live tabs',
  simulation: 'Simulation',
  leads: (term: number) => `leads in term ${term}`,
  nobody: 'Nobody',
  noLeader: (up: number, seats: number) => `leads; ${up} of ${seats} seats are up`,
  seatBig: (seat: number) => `Seat ${seat}`,
  folds: {
    faults: 'What goes wrong',
    checks: 'Safety',
    story: 'Story',
    logs: 'Logs',
    more: 'More',
  },
} as const;

export const player = {
  heading: 'Run',
  play: 'Play',
  pause: 'Pause',
  step: 'One step on',
  back: 'One step back',
  start: 'Back to the start',
  scrub: 'Step',
  at: (o: { tick: number; step: number; stepMax: number }) =>
    `tick ${o.tick} · step ${o.step} of ${o.stepMax}`,
  spokenStep: (o: { step: number; tick: number }) => `Step ${o.step}, tick ${o.tick}`,
  speed: 'Speed',
  /** A tick stands for 50 ms. */
  speedWords: (ticksPerSecond: number) => {
    if (ticksPerSecond === 0) return 'one message at a time';
    if (ticksPerSecond === 20) return 'as fast as real';
    return ticksPerSecond < 20
      ? `${20 / ticksPerSecond}× slower than real`
      : `${ticksPerSecond / 20}× faster than real`;
  },
  run: (count: number) => `Run ${count.toLocaleString('en')} ticks`,
  runs: 'Run far ahead',
  flag: (o: { at: number; words: string }) => `tick ${o.at}: ${o.words}`,
  flags: 'Faults on the time line',
  hash: 'run hash',
  hashLong: (hash: string) => `Run hash ${hash}. Equal runs have equal hashes. Copy`,
  hashNote: 'Seed, faults and version decide it: the same link gives the same hash anywhere.',
  copied: 'Copied',
  copyFailed: 'Your browser did not let us copy.',
  recording: (origin: string) => `You watch a recording: ${origin}.`,
  toScenario: 'Back to the scenario’s run',
  jobHeading: 'Running ahead',
  jobProgress: (o: { done: number; total: number }) =>
    `${o.done.toLocaleString('en')} of ${o.total.toLocaleString('en')}`,
  jobStopped: (o: { reason: string }) => o.reason,
  jobSpoken: (percent: number) => `${percent} % done`,
  cancel: 'Stop',
} as const;

export const stories = {
  heading: 'Stories',
  pick: 'Start from a story…',
  change: (name: string) => `Story: ${name}`,
} as const;

export const bugs: Readonly<Record<Bug, string>> = {
  none: 'none: the algorithm as published',
  'vote-not-persisted': 'forgets its vote when it restarts',
  'commit-old-terms': 'commits old terms by counting',
  'no-log-check': 'votes without comparing logs',
  'stale-reads': 'answers reads from memory, asking nobody',
  'answer-before-writing': 'answers before its disk has written',
};

export const bug = {
  label: 'Deliberate bug',
  change: (name: string) => `Deliberate bug: ${name}`,
  on: 'A bug is built in on purpose. Let the run go on until a property breaks.',
} as const;

export const rules = {
  seats: 'Seats',
  more: 'Seats and rules',
  seatsChange: (count: number) => `${count} seats`,
  preVote: 'Pre-vote: ask before raising the term',
  checkQuorum: 'Check quorum: a leader that hears no majority steps down',
  preVoteChange: (on: boolean) => (on ? 'Pre-vote on' : 'Pre-vote off'),
  checkQuorumChange: (on: boolean) => (on ? 'Check quorum on' : 'Check quorum off'),
  workload: 'A client asks every',
  workloadChange: (count: number) =>
    count === 0 ? 'No client' : `A client asks every ${ticks(count)}`,
  unit: 'ticks',
  never: '0 = never',
} as const;

export const faults = {
  heading: 'What goes wrong',
  now: (tick: number) => `At tick ${tick}, where you stand now.`,
  nowLive: 'At once, in the running cluster.',
  seat: 'Seat',
  network: 'Network',
  chaos: 'Chaos',
  which: 'Which seat',
  more: 'More for this seat',
  weather: 'Delay, loss, order',
  heal: 'Heal all links',
  matrix: 'Cut links',
  matrixCaption: 'Tick what is lost: from the row’s seat to the column’s.',
  matrixCell: (from: number, to: number) => `From seat ${from} to seat ${to} is lost`,
  splits: 'Split the ring',
  split: (left: readonly number[], right: readonly number[]) =>
    `${left.join(' ')} | ${right.join(' ')}`,
  delay: 'Delay',
  delayMin: 'Shortest delay',
  delayMax: 'Longest delay',
  loss: 'Lost',
  duplicate: 'Doubled',
  reorder: 'Messages may overtake each other',
  percent: '%',
  ms: 'ms',
  ticks: 'ticks',
  chaosTen: 'Ten minutes of bad luck',
  chaosNote:
    'From the seed: crashes, cuts and losses at random for the first 12 000 ticks of the run.',
  chaosOn: (count: number) => `Bad luck for the first ${count.toLocaleString('en')} ticks.`,
  chaosOff: 'End the bad luck',
  chaosChange: (on: boolean) => (on ? 'Ten minutes of bad luck' : 'No bad luck'),
  listed: 'In this run',
  none: 'Nothing yet. What you break stands here, on the time line and in the link.',
  remove: (words: string) => `Take back: ${words}`,
  take: 'Take back',
} as const;

/** The acts on a seat, as buttons and menu entries. */
export const acts = {
  stop: 'Stop',
  restart: 'Restart',
  loseUnsynced: 'Stop, losing unsynced writes',
  wipe: 'Wipe its disk',
  sleep: 'Put to sleep',
  wake: 'Wake up',
  timeoutNow: 'Time out now',
  half: 'Clock ×½',
  normal: 'Clock ×1',
  double: 'Clock ×2',
  slowDisk: 'Slow disk, 5 ticks a write',
  fastDisk: 'Fast disk again',
  lead: 'Hand leadership to it',
  add: (seat: number) => `Add seat ${seat}`,
  addLive: 'Add a seat',
  remove: 'Remove from the cluster',
  compact: 'Compact its log',
  write: 'A client writes here',
  read: 'A client reads here',
  hold: 'Hold back',
  release: 'Let go',
  drop: 'Lose it',
  cutOff: 'Cut off from all others',
  openTab: 'Run in a new tab',
  window: 'Run in a new window',
  home: 'Bring home',
  takeOver: 'Take over',
  takeOverNote: 'Its browser froze it and still holds its lock.',
  leaveTab: 'Give up here',
} as const;

export const menu = {
  seat: (seat: number) => `Seat ${seat}`,
  message: (name: string, from: number, to: number) => `${name}, ${from} → ${to}`,
  gone: 'It has arrived.',
} as const;

/** A fault of the list in words. */
export function faultWords(fault: Fault | Omit<Fault, 'at'>): string {
  const each = fault as Fault;
  switch (each.kind) {
    case 'stop':
      return `Seat ${each.seat} stops`;
    case 'lose-unsynced':
      return `Seat ${each.seat} stops and loses unsynced writes`;
    case 'restart':
      return `Seat ${each.seat} restarts`;
    case 'wipe':
      return `Seat ${each.seat} loses its disk`;
    case 'sleep':
      return `Seat ${each.seat} falls asleep`;
    case 'wake':
      return `Seat ${each.seat} wakes up`;
    case 'timeout-now':
      return `Seat ${each.seat} times out`;
    case 'clock':
      return `Seat ${each.seat}: clock ×${each.rate === 0.5 ? '½' : each.rate}`;
    case 'cut':
      return `Cut ${each.from} ${each.both ? '–' : '→'} ${each.to}`;
    case 'join':
      return `Join ${each.from} ${each.both ? '–' : '→'} ${each.to}`;
    case 'partition':
      return `Split ${each.groups.map((group) => group.join(' ')).join(' | ')}`;
    case 'heal':
      return 'Heal all links';
    default:
      return otherFault(each);
  }
}

function otherFault(each: Fault): string {
  switch (each.kind) {
    case 'delay':
      return `Delay ${each.minTicks} to ${ticks(each.maxTicks)}`;
    case 'loss':
      return `${each.percent} % lost`;
    case 'duplicate':
      return `${each.percent} % doubled`;
    case 'reorder':
      return each.on ? 'Messages overtake each other' : 'Messages keep their order';
    case 'hold':
      return `Message ${each.message} is held back`;
    case 'release':
      return `Message ${each.message} is let go`;
    case 'drop':
      return `Message ${each.message} is lost`;
    case 'disk':
      return `Seat ${each.seat}: disk ${each.ticks === 0 ? 'writes at once' : `takes ${ticks(each.ticks)}`}`;
    case 'transfer':
      return `Leadership to seat ${each.to}`;
    case 'add-seat':
      return `Seat ${each.seat} is added`;
    case 'remove-seat':
      return `Seat ${each.seat} is removed`;
    case 'compact':
      return `Seat ${each.seat} compacts its log`;
    case 'write':
      return `A client writes ${each.value} at seat ${each.seat}`;
    case 'read':
      return `A client reads at seat ${each.seat}`;
    default:
      return each.kind;
  }
}

export const safety = {
  heading: 'Safety',
  note: 'Looked at after every step.',
  noteLive: 'In the simulation these are checked after every step.',
  held: 'holds',
  broken: 'broken',
  looked: (count: number) => `looked at ${count.toLocaleString('en')} times`,
  shortest: 'Find the shortest story',
  shortestNote: 'Leaves out every fault that is not needed to break it.',
  rewind: 'One step back',
  more: 'More checks',
} as const;

export const story = {
  heading: 'Story',
  note: 'Latest first.',
  empty: 'Nothing has happened yet.',
  tick: (tick: number) => `tick ${tick}`,
  goTo: (step: number) => `Go to step ${step}`,
  fault: (words: string) => words,
} as const;

export const live = {
  heading: 'Where the seats run',
  add: 'Add a seat',
  trace: 'Open what was recorded in the player',
  reset: 'Start a new chain',
  damage: (seat: number, remedy: string) => `Seat ${seat}: damaged disk. ${remedy}`,
  limits: 'What this browser cannot do here',
  columns: { seat: 'Seat', state: 'State', where: 'Runs in', act: 'Do' },
  thisTab: 'this tab',
  tab: (tab: number) => `tab ${tab}`,
  nowhere: 'no tab',
  refused: (words: string) => words,
  tabRefused: (seat: number) =>
    `Your browser did not open a tab. Allow pop-ups for this page, or open the link of seat ${seat} yourself.`,
  failed: 'The cluster did not answer. Reload the page; the chains are kept on disk.',
} as const;

export const desk = {
  starting: 'The seats are being started.',
  preparing: 'The run is being prepared.',
  nothingRecorded: 'Nothing was recorded yet.',
  traceName: (time: string) => `live seats until ${time}`,
  runStopped: (tick: number) => `You stopped it at tick ${tick}.`,
  runStoppedShort: 'You stopped it.',
  overtaken: 'Stopped because the run was changed.',
  shortestFound: (count: number) =>
    count === 0
      ? 'The run breaks without any fault.'
      : `${count} ${count === 1 ? 'fault is' : 'faults are'} enough to break it.`,
  shortestChange: 'The shortest story',
  died: 'The simulation’s worker was ended by the browser. It starts again with your next step.',
} as const;

export const strip = {
  label: (o: { up: number; seats: number; leader: number; term: number }) =>
    (o.leader === 0 ? 'Nobody leads' : `Seat ${o.leader} leads in term ${o.term}`) +
    `; ${o.up} of ${o.seats} seats are up. To the Cluster view`,
  leader: (leader: number, term: number) =>
    leader === 0 ? 'no leader' : `leader ${leader} · term ${term}`,
} as const;
