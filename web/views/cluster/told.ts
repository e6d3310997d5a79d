/** Lines of a run's story and what a check saw, in words. */
import type { Happening, Seen, StoryLine } from '../../simulation/story.ts';
import { roles, seat } from '../../strings/en/cluster.ts';
import { faultWords } from '../../strings/en/cluster-control.ts';

export function lineWords({ seat: number, what }: StoryLine): string {
  const said = whatWords(what);
  return number === 0 || what.kind === 'fault' ? said : `${seat.name(number)}: ${said}`;
}

function whatWords(what: Happening): string {
  switch (what.kind) {
    case 'fault':
      return faultWords(what.fault);
    case 'role':
      return `${roles[what.role]} in term ${what.term}`;
    case 'vote':
      return `votes for ${what.candidate} in term ${what.term}`;
    case 'commit':
      return `everything up to ${what.index} is committed`;
    default:
      return what.kind;
  }
}

export const seenWords = (seen: Seen): string => seen.kind;
export const STORIES: readonly { readonly id: string; readonly name: string }[] = [];
