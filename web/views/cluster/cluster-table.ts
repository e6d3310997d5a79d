/** The table twins of the picture: its seats and its messages. */
import type { MessageShow, SeatShow } from '../../raft/show.ts';
import { seat as seatWords, tables as words } from '../../strings/en/cluster.ts';
import type { Table } from '../chart/table.ts';
import { messageName, placeWord, stateWord } from './describe.ts';
import type { ClusterPicture } from './picture.ts';

const column = (label: string): { label: string; unit: string } => ({ label, unit: '' });

export function seatTable({ seats, mode }: ClusterPicture): Table {
  const { columns } = words;
  const live = mode === 'live';
  return {
    caption: words.seats,
    columns: [
      ...[columns.seat, columns.state, columns.member, columns.term, columns.vote].map(column),
      ...[columns.leader, columns.timer, columns.last, columns.commit, columns.applied].map(column),
      ...[columns.height, columns.root].map(column),
      ...(live ? [column(columns.tab)] : []),
    ],
    rows: seats.map((show) => [
      ...[seatWords.name(show.seat), stateWord(show), words.members[show.membership], show.term],
      ...[nobody(show.votedFor), nobody(show.leader), timerWords(show)],
      ...[show.lastIndex, show.commitIndex, show.appliedIndex, show.height],
      show.stateRoot.slice(0, 12),
      ...(live ? [placeWord(show)] : []),
    ]),
  };
}

export function messageTable({ messages, mode, tick }: ClusterPicture): Table {
  const { columns } = words;
  return {
    caption: messages.length === 0 ? words.noMessages : words.messages,
    columns: [
      ...[columns.kind, columns.from, columns.to, columns.term, columns.carries].map(column),
      ...(mode === 'simulation' ? [column(columns.left)] : []),
    ],
    rows: messages.map((show) => [
      ...[messageName(show), show.from, show.to, show.term, show.label],
      ...(mode === 'simulation' ? [leftWords(show, tick)] : []),
    ]),
  };
}

const nobody = (seat: number): string => (seat === 0 ? words.nobody : String(seat));

function timerWords({ timerElapsed, timerTicks }: SeatShow): string {
  return timerTicks === 0 ? words.nobody : `${timerElapsed} / ${words.ticks(timerTicks)}`;
}

function leftWords({ arrivesAt, held }: MessageShow, tick: number): string {
  return held ? words.nobody : words.ticks(Math.max(0, arrivesAt - tick));
}
