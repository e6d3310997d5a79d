/** What can be done to a seat, a link or a message, as commands, live or simulated. */
import type { FaultNow } from '../../app/cluster-command.ts';
import type { Command } from '../../app/command.ts';
import type { MessageShow, SeatShow } from '../../raft/show.ts';
import { acts as words } from '../../strings/en/cluster-fault.ts';
import type { CutChange } from './gl-cut-matrix.ts';
import { isCut, isUp, type ClusterPicture } from './picture.ts';

export interface Act {
  readonly label: string;
  readonly command: Command;
  readonly disabled?: boolean;
}

type Mode = ClusterPicture['mode'];

export function cutCommand(mode: Mode, { from, to, lost }: CutChange): Command {
  if (mode === 'live') return { kind: 'live-cut', from, to, lost };
  return { kind: 'run-fault', fault: { kind: lost ? 'cut' : 'join', from, to, both: false } };
}

/** Both ways at once: cuts a link that is whole, joins any other. */
export function toggleLink(
  { mode, cuts }: ClusterPicture,
  from: number,
  to: number,
): readonly Command[] {
  const lost = !isCut(cuts, from, to) && !isCut(cuts, to, from);
  if (mode === 'live') {
    return [
      { kind: 'live-cut', from, to, lost },
      { kind: 'live-cut', from: to, to: from, lost },
    ];
  }
  return [{ kind: 'run-fault', fault: { kind: lost ? 'cut' : 'join', from, to, both: true } }];
}

export function splitCommand(mode: Mode, groups: readonly (readonly number[])[]): Command {
  if (mode === 'live') return { kind: 'live-partition', groups };
  return { kind: 'run-fault', fault: { kind: 'partition', groups } };
}

export function healCommand(mode: Mode): Command {
  return mode === 'live' ? { kind: 'live-heal' } : { kind: 'run-fault', fault: { kind: 'heal' } };
}

/** Like a crash: its disk is kept. */
export function stopCommand(mode: Mode, seat: number): Command {
  if (mode === 'live') return { kind: 'seat', seat, act: 'crash' };
  return { kind: 'run-fault', fault: { kind: 'stop', seat } };
}

/** Everything that can be done to `show` as it stands, the likeliest first. */
export function seatActs(show: SeatShow, picture: ClusterPicture): readonly Act[] {
  return picture.mode === 'live' ? liveActs(show, picture) : runActs(show, picture);
}

function runActs(show: SeatShow, picture: ClusterPicture): readonly Act[] {
  const { seat, state, clockRate, role } = show;
  const act = (label: string, fault: FaultNow): Act => ({
    label,
    command: { kind: 'run-fault', fault },
  });
  if (state === 'asleep') return [act(words.wake, { kind: 'wake', seat })];
  if (!isUp(show)) {
    return [act(words.restart, { kind: 'restart', seat }), act(words.wipe, { kind: 'wipe', seat })];
  }
  const rates = ([0.5, 1, 2] as const).filter((rate) => rate !== clockRate);
  const rateWords = { 0.5: words.half, 1: words.normal, 2: words.double } as const;
  const others = picture.seats.map((each) => each.seat).filter((each) => each !== seat);
  const leads = role === 'leader';
  const from = picture.leader;
  return [
    act(words.stop, { kind: 'stop', seat }),
    act(words.timeoutNow, { kind: 'timeout-now', seat }),
    act(words.sleep, { kind: 'sleep', seat }),
    act(words.loseUnsynced, { kind: 'lose-unsynced', seat }),
    act(words.wipe, { kind: 'wipe', seat }),
    act(words.cutOff, { kind: 'partition', groups: [[seat], others] }),
    ...rates.map((rate) => act(rateWords[rate], { kind: 'clock', seat, rate })),
    act(words.slowDisk, { kind: 'disk', seat, ticks: 5 }),
    act(words.fastDisk, { kind: 'disk', seat, ticks: 0 }),
    ...(leads || from === 0 ? [] : [act(words.lead, { kind: 'transfer', from, to: seat })]),
    act(words.write, { kind: 'write', seat, value: nextValue(picture) }),
    act(words.read, { kind: 'read', seat }),
    act(words.compact, { kind: 'compact', seat }),
    act(words.remove, { kind: 'remove-seat', seat }),
    ...addition(picture),
  ];
}

/** A value that no earlier click wrote: the step count of the picture is not known here. */
function nextValue({ tick }: ClusterPicture): number {
  return tick + 1;
}

function addition({ seats }: ClusterPicture): readonly Act[] {
  const numbers = seats.map(({ seat }) => seat);
  const free = [1, 2, 3, 4, 5, 6, 7].find((each) => !numbers.includes(each));
  if (free === undefined) return [];
  return [
    {
      label: words.add(free),
      command: { kind: 'run-fault', fault: { kind: 'add-seat', seat: free } },
    },
  ];
}

function liveActs(show: SeatShow, picture: ClusterPicture): readonly Act[] {
  const { seat, state, here, role } = show;
  const act = (label: string, kind: SeatAct): Act => ({
    label,
    command: { kind: 'seat', seat, act: kind },
  });
  if (state === 'asleep') return [act(words.takeOver, 'take-over')];
  // It comes back as the seat that is added next, with an empty disk.
  if (show.membership === 'none' && state === 'down') return [];
  if (!isUp(show)) {
    return [
      state === 'away' ? act(words.home, 'host') : act(words.restart, 'restart'),
      act(words.openTab, 'open-tab'),
      act(words.wipe, 'wipe'),
    ];
  }
  const last = picture.up <= 1;
  return [
    here ? act(words.openTab, 'open-tab') : act(words.home, 'host'),
    act(words.stop, 'crash'),
    act(words.timeoutNow, 'timeout-now'),
    ...(role === 'leader' ? [] : [act(words.lead, 'lead')]),
    act(words.wipe, 'wipe'),
    { ...act(words.remove, 'remove'), disabled: last },
  ];
}

type SeatAct = Extract<Command, { kind: 'seat' }>['act'];

export function messageActs(show: MessageShow, mode: Mode): readonly Act[] {
  if (mode === 'live') return [];
  const act = (label: string, kind: 'hold' | 'release' | 'drop'): Act => ({
    label,
    command: { kind: 'run-fault', fault: { kind, message: show.id } },
  });
  return [
    show.held ? act(words.release, 'release') : act(words.hold, 'hold'),
    act(words.drop, 'drop'),
  ];
}
