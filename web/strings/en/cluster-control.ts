/** Words of the Cluster view's controls: modes, player, menus, safety, live seats. */
import type { Bug } from '../../scenario/fault.ts';
import { formatCount } from '../../units.ts';

const ticks = (count: number): string => (count === 1 ? '1 tick' : `${formatCount(count)} ticks`);

export const view = {
  title: 'Cluster',
  summaryLive: (seats: number) =>
    `${seats} seats of a ledger run in workers and tabs, here and now. Press a seat, or open it in a tab of its own.`,
  summaryRun: (seats: number) =>
    `${seats} seats run on a simulated network: same seed and faults, same run. Press play, then break something.`,
  summaryRecord: (seats: number) =>
    `What ${seats} live seats of this tab did, input by input. Nothing can be changed about it.`,
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
  step: 'On to the next event',
  back: 'Back to the event before',
  start: 'Back to the start',
  scrub: 'Step',
  at: (tick: number) => `tick ${formatCount(tick)}`,
  atMs: (tick: number) => `${formatCount(tick)} ms`,
  steps: (o: { step: number; stepMax: number }) =>
    `step ${formatCount(o.step)} of ${formatCount(o.stepMax)}`,
  spokenStep: (o: { step: number; tick: number }) =>
    `Step ${formatCount(o.step)}, tick ${formatCount(o.tick)}`,
  speed: 'Speed',
  /** A tick stands for 50 ms. */
  speedWords: (ticksPerSecond: number) => {
    if (ticksPerSecond === 0) return 'one message at a time';
    if (ticksPerSecond === 20) return 'as fast as real';
    return ticksPerSecond < 20
      ? `${20 / ticksPerSecond}× slower than real`
      : `${ticksPerSecond / 20}× faster than real`;
  },
  run: (count: number) => `Run ${formatCount(count)} ticks`,
  runs: 'Run far ahead',
  flag: (o: { at: number; words: string }) => `tick ${formatCount(o.at)}: ${o.words}`,
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
    o.total === 0
      ? `${formatCount(o.done)} shorter runs tried`
      : `tick ${formatCount(o.done)} of ${formatCount(o.total)}`,
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

export const menu = {
  seat: (seat: number) => `Seat ${seat}`,
  message: (name: string, from: number, to: number) => `${name}, ${from} → ${to}`,
  gone: 'It has arrived.',
} as const;

export const safety = {
  heading: 'Safety',
  note: 'Looked at after every step.',
  held: 'holds',
  broken: 'broken',
  isBroken: (name: string) => `${name} is broken`,
  rule: (what: string) => `The rule: ${what}.`,
  looked: (count: number) => `looked at ${formatCount(count)} times`,
  shortest: 'Find the shortest story',
  shortestNote: 'Leaves out every fault that is not needed to break it.',
  rewind: 'One step back',
  more: 'More checks',
} as const;

export const story = {
  heading: 'Story',
  note: 'Latest first.',
  empty: 'Nothing has happened yet.',
  tick: (tick: number) => `tick ${formatCount(tick)}`,
  goTo: (step: number) => `Go to step ${formatCount(step)}`,
  fault: (words: string) => words,
} as const;

export const live = {
  heading: 'Where the seats run',
  add: 'Add a seat',
  trace: 'Open what was recorded in the player',
  reset: 'Start a new chain…',
  resetAsk: 'This empties the disk of every seat, in all tabs. The chain is gone for good.',
  resetYes: 'Empty all disks and start anew',
  resetNo: 'Keep the chain',
  beyondRepair:
    'Too many disks are lost or damaged: no majority is left that knows what was promised, so ' +
    'the seats refuse rather than guess. Only a new chain helps.',
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
  runStopped: (tick: number) => `You stopped it at tick ${formatCount(tick)}.`,
  without: (fault: string) => `without: ${fault}`,
  shortestFound: (count: number) =>
    count === 0
      ? 'The run breaks without any fault.'
      : `${count} ${count === 1 ? 'fault is' : 'faults are'} enough to break it.`,
  shortestChange: 'The shortest story',
  died: 'The simulation’s worker was ended by the browser. It starts again with your next step.',
} as const;

/** What is seen begins what is said, so that it can be called by its name. */
const leads = (o: { leader: number; term: number; simulated: boolean }): string =>
  (o.simulated ? 'simulated: ' : '') +
  (o.leader === 0 ? 'no leader' : `leader ${o.leader} · term ${o.term}`);

export const strip = {
  label: (o: { up: number; seats: number; leader: number; term: number; simulated: boolean }) =>
    `${leads(o)}; ${o.up} of ${o.seats} seats are up. To the Cluster view`,
  leader: leads,
} as const;
