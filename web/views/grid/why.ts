/** The one sentence that says why the picture looks as it does, and the summary above it. */
import type { Snapshot, World } from '../../app/snapshot.ts';
import { view } from '../../strings/en/grid-view.ts';
import { voltageWords } from '../../strings/en/grid.ts';
import { formatPower, formatQuantity } from '../../units.ts';
import { clockOf, dateOf } from '../clock.ts';
import { type BranchPicture, type BusPicture, type FeederPicture, pictureOf } from './picture.ts';
import { type Totals, totalsOf } from './totals.ts';
import { hasClock } from '../../scenario/scenario.ts';

const lineName = ({ buses }: FeederPicture, { from, to }: BranchPicture): string =>
  `${buses[from]?.id ?? ''}–${buses[to]?.id ?? ''}`;

const dropPu = ({ buses }: FeederPicture, { from, to }: BranchPicture): number =>
  Math.abs((buses[from]?.voltagePu ?? 0) - (buses[to]?.voltagePu ?? 0));

/** Lines on the way from the slack to a bus. */
function wayTo({ topology, branches }: FeederPicture, bus: number): BranchPicture[] {
  const way: BranchPicture[] = [];
  for (let at = bus; (topology.parent[at] ?? -1) >= 0; at = topology.parent[at]!) {
    const branch = branches[topology.parentBranch[at] ?? -1];
    if (branch) way.push(branch);
  }
  return way;
}

const steepest = (picture: FeederPicture, lines: readonly BranchPicture[]) =>
  lines.reduce<BranchPicture | null>(
    (most, line) => (!most || dropPu(picture, line) > dropPu(picture, most) ? line : most),
    null,
  );

const highWhy = ({ id, pvKw, packKw, loadKw }: BusPicture): string =>
  pvKw + packKw > loadKw ? view.whys.highOwn(id) : view.whys.highHeld(id);

/** '' when power flows back for a reason that these words do not tell. */
function reverseWhy(picture: FeederPicture, backKw: number, highest: Totals['highest']): string {
  const slack = picture.buses[picture.slack];
  if (!slack || !highest) return '';
  const power = formatPower(backKw);
  if (highest.voltagePu > (slack.voltagePu ?? 0))
    return view.whys.reverse({ power, bus: highest.bus });
  if (slack.generationKvar <= 0) return '';
  const reactive = formatPower(slack.generationKvar, 'kvar');
  return view.whys.reverseFalling({ power, reactive });
}

function solvedWhy(world: World, picture: FeederPicture): string {
  const { gridKw, highest, lowest, pvKw } = totalsOf(world);
  const high = picture.buses.find(
    ({ breach, voltagePu, maxPu }) => breach && voltagePu !== null && voltagePu > maxPu,
  );
  const worst = picture.buses[picture.worst];
  if (worst?.breach && lowest) {
    const line = steepest(picture, wayTo(picture, worst.index));
    if (line && worst.voltagePu !== null && worst.voltagePu < worst.minPu)
      return view.whys.low({
        bus: worst.id,
        power: formatPower(Math.abs(line.flowKw)),
        line: lineName(picture, line),
        drop: formatQuantity('voltagePu', dropPu(picture, line)),
      });
  }
  if (high) return highWhy(high);
  if (gridKw !== null && gridKw < -1 && pvKw <= 0) return view.whys.export(formatPower(-gridKw));
  const back = gridKw !== null && gridKw < -1 ? reverseWhy(picture, -gridKw, highest) : '';
  if (back !== '') return back;
  const line = steepest(
    picture,
    picture.branches.filter(({ inService }) => inService),
  );
  if (!line) return '';
  return view.whys.fine({
    line: lineName(picture, line),
    drop: formatQuantity('voltagePu', dropPu(picture, line)),
  });
}

export function whyOf({ world }: Snapshot): string {
  const picture = pictureOf(world);
  if (!world.frame) return view.whys.waiting;
  if (!picture.converged) return view.whys.unsolved(world.frame.flow.worstBus);
  const { cutOff } = totalsOf(world);
  return cutOff > 0 ? view.whys.cutOff(cutOff) : solvedWhy(world, picture);
}

const momentOf = ({ moment, day, minute }: World['scenario']): string => {
  if (moment === 'year') return view.date(dateOf(day), clockOf(minute));
  return hasClock(moment) ? view.clock(clockOf(minute)) : view.moments[moment];
};

export function summaryOf({ world }: Snapshot): string {
  const { buses, converged } = pictureOf(world);
  if (!world.frame) return view.waiting(buses.length);
  const moment = momentOf(world.scenario);
  const { lowest, lossKw } = totalsOf(world);
  if (!converged || !lowest) return view.unsolved(buses.length, moment);
  const bus = buses.find(({ id }) => id === lowest.bus);
  return view.summary({
    buses: buses.length,
    moment,
    lowest: formatQuantity('voltagePu', lowest.voltagePu),
    bus: lowest.bus,
    word: voltageWords[bus?.word ?? 'unknown'],
    loss: formatPower(lossKw),
  });
}
