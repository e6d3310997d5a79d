/** Seats and messages in a few words, the same in picture, menu, table and speech. */
import type { MessageShow, SeatShow } from '../../raft/show.ts';
import { lightMessages, message, messages, roles, seat, states } from '../../strings/en/cluster.ts';
import { isUp } from './picture.ts';

/** 'leader', 'down', 'learner' … */
export function stateWord(show: SeatShow): string {
  if (show.state === 'down' && show.membership === 'none') return seat.removed;
  if (!isUp(show)) return states[show.state as Exclude<SeatShow['state'], 'up'>];
  if (show.membership === 'learner') return seat.learner;
  if (show.membership === 'none') return seat.none;
  return roles[show.role];
}

/** Which tab runs it; '' where that says nothing. */
export function placeWord({ tab, here }: SeatShow): string {
  if (here && tab > 0) return seat.here;
  return tab > 0 ? seat.tab(tab) : '';
}

export function describeSeat(show: SeatShow): string {
  const said = seat.spoken({
    seat: show.seat,
    state: stateWord(show),
    term: show.term,
    vote: seat.vote(show.votedFor),
    commit: show.commitIndex,
    last: show.lastIndex,
    chain: show.tipHash === '' ? '' : seat.block(show.height),
    where: placeWord(show),
  });
  return `${said} ${explain(show)}`.trim();
}

/** What its state means for the others; '' when there is nothing to say. */
export function explain(show: SeatShow): string {
  if (show.words !== '') return show.words;
  if (show.state === 'asleep') return seat.asleep(show.seat);
  return show.state === 'away' ? seat.away(show.seat) : '';
}

export function messageName({ kind, light }: Pick<MessageShow, 'kind' | 'light'>): string {
  return (light ? lightMessages[kind] : undefined) ?? messages[kind];
}

export function describeMessage(show: MessageShow): string {
  const said = message.spoken({
    name: messageName(show),
    from: show.from,
    to: show.to,
    term: show.term,
    label: show.label,
  });
  return show.held ? `${said.slice(0, -1)}, ${message.held}.` : said;
}
