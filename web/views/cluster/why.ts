import type { SeatShow } from '../../raft/show.ts';
import { why as words } from '../../strings/en/cluster.ts';
import { heardBy, isUp, type ClusterPicture } from './picture.ts';

/** Why the cluster does what it does now: one sentence, the most pressing reason first. */
export function whyOf(picture: ClusterPicture | null): string {
  if (!picture) return words.starting;
  const { up, needed, voters, seats, leader, term } = picture;
  if (voters === 0) return words.nobody;
  if (up < needed) return words.tooFew(needed, voters, up);
  const live = seats.filter(isUp);
  const strong = live.filter(({ seat }) => heardBy(picture, seat).length >= needed);
  if (strong.length === 0) return words.split(needed);
  const candidate = live.find(({ role }) => role === 'candidate');
  if (leader === 0 || !strong.some(({ seat }) => seat === leader)) {
    return electing(picture, candidate);
  }
  const stale = live.find(({ seat, role }) => role === 'leader' && seat !== leader);
  if (stale) return words.staleLeader({ old: stale.seat, leader, term });
  const alone = live.filter(({ seat }) => !heardBy(picture, leader).includes(seat));
  if (alone.length > 0) {
    return words.minority({
      leader,
      others: words.seats(heardBy(picture, leader).filter((seat) => seat !== leader)),
      alone: words.seats(alone.map(({ seat }) => seat)),
    });
  }
  if (candidate) return words.election(candidate.seat, candidate.term, needed);
  return replicating(picture);
}

function electing(picture: ClusterPicture, candidate: SeatShow | undefined): string {
  if (candidate) return words.election(candidate.seat, candidate.term, picture.needed);
  const asking = picture.seats.filter((each) => isUp(each) && each.role === 'pre-candidate');
  return asking.length > 0
    ? words.preVote(words.seats(asking.map(({ seat }) => seat)))
    : words.noLeader;
}

function replicating({ seats, leader, needed, voters, up }: ClusterPicture): string {
  const first = seats.find(({ seat }) => seat === leader)!;
  if (up < voters) return words.down({ leader, needed, up, seats: voters });
  const behind = seats
    .filter(isUp)
    .map((each) => ({ behind: each.seat, entries: first.lastIndex - each.lastIndex }))
    .sort((a, b) => b.entries - a.entries)[0];
  if (behind && behind.entries > 2) return words.catchingUp({ leader, ...behind });
  const entries = first.lastIndex - first.commitIndex;
  if (entries > 0) return words.waiting({ leader, entries, needed });
  return words.calm({ leader, needed, seats: voters });
}
