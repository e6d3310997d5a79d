/** Words for what can go wrong in a cluster, and for what can be done to a seat. */
import type { Fault } from '../../scenario/fault.ts';
import { formatCount } from '../../units.ts';

const ticks = (count: number): string => (count === 1 ? '1 tick' : `${formatCount(count)} ticks`);

export const faults = {
  heading: 'What goes wrong',
  now: (tick: number) => `At tick ${formatCount(tick)}, where you stand now.`,
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
    'From the seed: crashes, cuts and losses at random for the first 12,000 ticks of the run.',
  chaosOn: (count: number) => `Bad luck for the first ${formatCount(count)} ticks.`,
  chaosOff: 'End the bad luck',
  chaosChange: (on: boolean) => (on ? 'Ten minutes of bad luck' : 'No bad luck'),
  listed: 'In this run',
  none: 'Nothing yet. What you break stands here, on the time line and in the link.',
  remove: (words: string) => `Take back: ${words}`,
  take: 'Take back',
} as const;

/** The three acts beside the picture. */
export const quick = {
  label: 'Break it',
  stopLeader: 'Stop the leader',
  split: 'Cut in two',
  heal: 'Heal',
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
  remove: 'Remove from the cluster',
  compact: 'Compact its log',
  write: 'A client writes here',
  read: 'A client reads here',
  hold: 'Hold back',
  release: 'Let go',
  drop: 'Lose it',
  cutOff: 'Cut off from all others',
  openTab: 'Run in a new tab',
  home: 'Bring home',
  takeOver: 'Take over',
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
