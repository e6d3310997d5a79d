/** The one sentence that says what the objectives fight about, as things stand. */
import type { Snapshot } from '../../app/snapshot.ts';
import type { Design } from '../../kernel/outcome.ts';
import { judgesYear } from '../../scenario/scenario.ts';
import { words as all } from '../../strings/en/optimise.ts';
import { formatNumber } from '../chart/number.ts';
import {
  holdsPacks,
  isSolved,
  type Objective,
  neighbour,
  range,
  strongestConflict,
} from './front.ts';

const words = all.why;

const NO_DESIGNS: readonly Design[] = [];

/** Below this rank correlation two objectives clearly pull apart along the front. */
const APART = -0.5;
/** A front narrower than this share of the no-device cost is called "hardly a conflict". */
const NARROW_SHARE = 0.1;

const DIGITS: Readonly<Record<Objective, number>> = {
  costUsdPerHour: 2,
  voltageDeviationPu: 4,
  apparentLossKva: 2,
};
export const show = (value: number, objective: Objective): string =>
  formatNumber(value, DIGITS[objective]);

export function partOf(snapshot: Pick<Snapshot, 'siting'>): readonly Design[] {
  const { siting } = snapshot;
  const front = 'part' in siting ? (siting.part?.front ?? []) : [];
  // One solved design beats all unsolved ones, so a front holds none of them or nothing else.
  return front.some(isSolved) ? front : NO_DESIGNS;
}

export function why(snapshot: Snapshot, along: Objective): string {
  const { siting, selectedDesign, world } = snapshot;
  const front = partOf(snapshot);
  const { hour } = world.scenario.siting;
  if (front.length === 0 && siting.state === 'done') return words.unsolvable;
  if (front.length === 0) {
    const { generations, population } = world.scenario.search;
    if (siting.state === 'idle' && world.scenario.guess.length > 0) {
      return words.guessed(formatNumber(generations * population, 0));
    }
    if (judgesYear(hour)) return words.startYear;
    return hour === 'evening' ? words.startEvening : words.start;
  }
  if (!front.some((design) => design.feasible)) return words.infeasible;
  if (siting.state === 'running') return words.growing({ designs: front.length });
  const step = selectedDesign >= 0 ? stepWords(front, selectedDesign, along) : '';
  return [frontWords(front, snapshot.noDevices), step].filter((part) => part !== '').join(' ');
}

function frontWords(front: readonly Design[], none: Design | null): string {
  if (front.length === 1) return words.one;
  const cost = range(front, 'costUsdPerHour');
  const count = front.filter(holdsPacks).length;
  const packs = count === 0 ? words.packsNever : words.packsOften({ count, all: front.length });
  if (none !== null && cost.min > none.costUsdPerHour) {
    return `${words.dearer(formatNumber(none.costUsdPerHour, 0))} ${apart(front)}`.trim();
  }
  if (none !== null && cost.max - cost.min < NARROW_SHARE * none.costUsdPerHour) {
    const agree = words.agree({
      from: formatNumber(cost.min, 0),
      to: formatNumber(cost.max, 0),
      base: formatNumber(none.costUsdPerHour, 0),
    });
    return `${agree} ${packs}`;
  }
  return `${apart(front)} ${packs}`.trim();
}

/** The pair of objectives that pulls apart, '' when none clearly does. */
function apart(front: readonly Design[]): string {
  const conflict = strongestConflict(front);
  if (conflict === null || conflict.correlation > APART) return '';
  const [a, b] = conflict.pair;
  return words.conflict({
    a: all.objective[a].short,
    b: all.objective[b].short,
  });
}

/** What one step along an objective gives and what it takes. */
function stepWords(front: readonly Design[], index: number, along: Objective): string {
  const here = front[index];
  const next = front[neighbour(front, { index, by: along, step: 1 })];
  if (here === undefined || next === undefined) return '';
  if (here === next) return words.last(all.objective[along].short);
  const others: readonly Objective[] = ['voltageDeviationPu', 'apparentLossKva', 'costUsdPerHour'];
  const gained = others.find(
    (objective) => objective !== along && next[objective] < here[objective],
  );
  if (gained === undefined) return '';
  return words.step({
    gain: show(here[gained] - next[gained], gained),
    gainUnit: all.objective[gained].unit,
    what: all.objective[gained].short,
    price: show(next[along] - here[along], along),
    priceUnit: all.objective[along].unit,
    of: all.objective[along].short,
  });
}
