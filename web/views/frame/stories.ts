/** The named scenarios of the menu, each a state worth a question. */
import { defaultScenario, openingScenario } from '../../scenario/default.ts';
import { withCase, withMoment, withValue } from '../../scenario/edit.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { menu } from '../../strings/en/frame.ts';

export interface Story {
  readonly name: string;
  readonly scenario: () => Scenario;
}

const SHORTEST_DAY = 355;
/** Sun still up, loads high: where the two differ most is half past twelve. */
const NOON_MINUTE = 765;

export const STORIES: readonly Story[] = [
  { name: menu.storyNames.day, scenario: openingScenario },
  { name: menu.storyNames.bare, scenario: defaultScenario },
  {
    name: menu.storyNames.winter,
    scenario: () =>
      withValue(withValue(openingScenario(), 'day', SHORTEST_DAY), 'minute', NOON_MINUTE),
  },
  { name: menu.storyNames.noon, scenario: () => withMoment(openingScenario(), 'noon') },
  { name: menu.storyNames.evening, scenario: () => withMoment(openingScenario(), 'evening') },
  {
    name: menu.storyNames.stated,
    scenario: () => withCase(withMoment(defaultScenario(), 'evening'), 'thesis13-490'),
  },
];
