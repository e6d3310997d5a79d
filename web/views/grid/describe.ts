/** Sentences about one bus or line of the picture, for the card, the status and the hover line. */
import { feeder, kinds, voltageWords } from '../../strings/en/grid.ts';
import { formatPower, formatQuantity, formatShare } from '../../units.ts';
import type { BranchPicture, BusPicture, FeederPicture } from './picture.ts';
import type { Selection } from './selection.ts';

export const wordOf = (bus: BusPicture): string =>
  bus.supplied ? voltageWords[bus.word] : feeder.unsupplied;

/** ▲ or ▼ beside the word of a breach, so that it is not told by colour alone. */
export const breachMark = (bus: BusPicture): string => {
  if (!bus.breach || bus.voltagePu === null) return '';
  return bus.voltagePu < bus.minPu ? '▼' : '▲';
};

const slackPower = (kw: number): string =>
  kw >= 0 ? feeder.fromGrid(formatPower(kw)) : feeder.toGrid(formatPower(-kw));

/** "load 412 kW, sun 80 kW": only what is there. */
export function powersOf(bus: BusPicture): string {
  const parts = [
    bus.peakKw !== 0 || bus.loadKw !== 0 ? feeder.load(formatPower(bus.loadKw)) : '',
    bus.panels > 0 ? feeder.pv(formatPower(bus.pvKw)) : '',
    bus.packs > 0 ? feeder.pack(formatPower(bus.packKw)) : '',
    bus.kind === 'slack' && bus.voltagePu !== null ? slackPower(bus.generationKw) : '',
    bus.kind === 'pv' ? feeder.generation(formatPower(bus.generationKw)) : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

export const describeBus = (bus: BusPicture): string =>
  feeder.spokenBus({
    id: bus.id,
    kind: kinds[bus.kind],
    voltage: formatQuantity('voltagePu', bus.voltagePu),
    word: wordOf(bus),
    power: powersOf(bus),
  });

export const loadingOf = (branch: BranchPicture): string => {
  const share = formatShare(branch.share, 0);
  return branch.rated ? feeder.ofRating(share) : feeder.ofLargest(share);
};

function describeLine(branch: BranchPicture, picture: FeederPicture): string {
  const id = (index: number): number => picture.buses[index]?.id ?? 0;
  const state = branch.inService
    ? feeder.flow({
        power: formatPower(Math.abs(branch.flowKw)),
        towards: id(branch.flowKw >= 0 ? branch.to : branch.from),
        loading: loadingOf(branch),
      })
    : feeder.open;
  return feeder.spokenLine({ from: id(branch.from), to: id(branch.to), state });
}

/** '' when there is no such thing in the picture (any more). */
export function describe(picture: FeederPicture, selection: Selection | null): string {
  if (selection?.kind === 'bus') {
    const bus = picture.buses[selection.index];
    return bus ? describeBus(bus) : '';
  }
  const branch = selection ? picture.branches[selection.index] : undefined;
  return branch ? describeLine(branch, picture) : '';
}
