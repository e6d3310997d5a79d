/** The one sentence on why the year looks as it does: its worst moment, and what met there. */
import type { Job } from '../../app/snapshot.ts';
import type { YearPart } from '../../app/year-show.ts';
import { PACK_KWH } from '../../scenario/scenario.ts';
import { whys as words } from '../../strings/en/year.ts';
import { formatPower, formatQuantity } from '../../units.ts';
import { countOf, whenOf } from './reading.ts';
import { FAILED, SOLVED, OUTSIDE, type YearSlots } from './slots.ts';

interface Worst {
  readonly slot: number;
  readonly voltagePu: number;
  readonly bus: number;
}

function worstOf(
  { grid }: YearPart,
  values: Float64Array,
  { at, sign }: { readonly at: Int32Array; readonly sign: 1 | -1 },
): Worst | null {
  let [slot, most] = [-1, -Infinity];
  values.forEach((value, each) => {
    if (value * sign > most) [slot, most] = [each, value * sign];
  });
  const bus = grid.buses[at[slot] ?? -1]?.id;
  return bus === undefined ? null : { slot, voltagePu: most * sign, bus };
}

/** In the packs when they are as empty as they may be, with a little room for rounding, kWh. */
function reserveKwh({ scenario }: YearPart): { readonly packs: number; readonly kwh: number } {
  const packs = scenario.devices.reduce((sum, each) => sum + each.packs, 0);
  return { packs, kwh: packs * PACK_KWH * (scenario.year.socMinShare + 0.02) };
}

function causeOfLow(part: YearPart, slots: YearSlots, slot: number): string {
  const { causes } = words;
  const [load, pv, pack] = [slots.loadKw, slots.pvKw, slots.packKw].map((of) => of[slot]!);
  const isDay = part.year.input.planeKwM2[slot]! > 0;
  const none = isDay ? causes.dim : causes.dark;
  const said = { load: formatPower(load), pv: formatPower(pv), pack: formatPower(pack), none };
  if (pack! < -1) return causes.charging({ ...said, power: formatPower(-pack!) });
  const hasPanels = part.scenario.devices.some(({ panels }) => panels > 0);
  const { packs, kwh } = reserveKwh(part);
  if (pv! > 0) return causes.sun(said);
  if (packs === 0) return hasPanels ? causes.noPacks(said) : causes.load(said.load);
  const empty = pack! < 1 && part.year.dispatch.storedKwh[slot]! <= kwh;
  return empty ? causes.emptyPacks(said) : causes.packs(said);
}

function causeOfHigh(slots: YearSlots, slot: number): string {
  const grid = slots.gridKw[slot]!;
  return grid < 0 ? words.causes.back(formatPower(-grid)) : words.causes.device;
}

const written = (pu: number): string => formatQuantity('voltagePu', pu);

function extremeWhy(part: YearPart, slots: YearSlots): string {
  const low = worstOf(part, slots.lowestPu, { at: slots.lowestAt, sign: -1 });
  const high = worstOf(part, slots.highestPu, { at: slots.highestAt, sign: 1 });
  if (!low || !high) return words.running;
  const { stepMinutes } = part.year.input;
  const when = (slot: number): string => Object.values(whenOf(slot, stepMinutes)).join(' ');
  const lowIsWorse = 1 - low.voltagePu >= high.voltagePu - 1;
  const worst = lowIsWorse ? low : high;
  const said = {
    voltage: written(worst.voltagePu),
    bus: worst.bus,
    when: when(worst.slot),
    cause: lowIsWorse ? causeOfLow(part, slots, low.slot) : causeOfHigh(slots, high.slot),
  };
  return lowIsWorse ? words.low(said) : words.high(said);
}

export function whyOf(job: Job<YearPart>, part: YearPart | null, slots: YearSlots | null): string {
  if (!part || !slots) return job.state === 'idle' ? words.idle : words.running;
  const failed = slots.standing.indexOf(FAILED);
  if (failed >= 0) {
    const { stepMinutes } = part.year.input;
    const count = slots.standing.reduce((sum, state) => sum + Number(state === FAILED), 0);
    return words.failed({ count: countOf(count, stepMinutes), ...whenOf(failed, stepMinutes) });
  }
  const some = slots.standing.includes(SOLVED) || slots.standing.includes(OUTSIDE);
  return some ? extremeWhy(part, slots) : words.running;
}
