/** A hand-made year of the 13-bus feeder: figures that follow from slot and bus by plain rules. */
import type { YearPart } from '../../web/app/year-show.ts';
import { getCase } from '../../web/grid/cases.ts';
import type { GridCase } from '../../web/grid/case.ts';
import { defaultScenario } from '../../web/scenario/default.ts';
import { withDevices, withYear } from '../../web/scenario/edit.ts';
import type { Scenario } from '../../web/scenario/scenario.ts';

export const GRID: GridCase = getCase('thesis13');
const BUSES = GRID.buses.length;

export const yearScenario = (stepMinutes: 60 | 15 = 60): Scenario =>
  withYear(withDevices(defaultScenario(), { bus: 9, panels: 1000, packs: 4 }), { stepMinutes });

/** Of a slot's hour, 0 … 23, and day, 0 … 364. */
const wave = (slot: number, perDay: number): number =>
  0.6 + 0.4 * Math.sin((((slot % perDay) / perDay) * 24 - 13) * 0.26);

/** The voltage at a bus: falls with the load and the bus's number, lowest on day 347 at 19:00. */
export function voltageAt(slot: number, bus: number, perDay: number): number {
  if (bus === 0) return 1;
  const worst = slot === 347 * perDay + Math.round((19 / 24) * perDay) && bus === 8;
  return worst ? 0.8123 : 0.995 - 0.06 * wave(slot, perDay) - bus * 0.001;
}

const fill = (length: number, of: (index: number) => number): Float64Array =>
  Float64Array.from({ length }, (_, index) => of(index));

export interface YearOptions {
  readonly stepMinutes?: 60 | 15;
  /** Slots solved from the start; default all. */
  readonly solved?: number;
  readonly failed?: readonly number[];
  readonly scenario?: Scenario;
}

/** 100 kW a bus times the wave; 200 kW of sun from 6 to 18; packs give 50 kW from 19 to 22. */
export function yearPart(options: YearOptions = {}): YearPart {
  const { stepMinutes = 60, failed = [], scenario = yearScenario(stepMinutes) } = options;
  const slots = (365 * 1440) / stepMinutes;
  const perDay = slots / 365;
  const { solved = slots } = options;
  const hourOf = (slot: number): number => ((slot % perDay) / perDay) * 24;
  const slotOf = (at: number): number => Math.floor(at / BUSES);
  const known = Uint8Array.from({ length: slots }, (_, slot) => Number(slot < solved));
  const sun = (slot: number): number => Number(hourOf(slot) >= 6 && hourOf(slot) < 18);
  const giving = (slot: number): number => Number(hourOf(slot) >= 19 && hourOf(slot) < 22);
  const isDone = (slot: number): boolean => known[slot] === 1 && !failed.includes(slot);
  const ifDone = (of: (slot: number) => number) => (slot: number) => (isDone(slot) ? of(slot) : 0);
  return {
    scenario,
    grid: GRID,
    known,
    solved,
    stamp: solved === slots ? '0badcafe' : '',
    year: {
      input: {
        stepMinutes,
        slots,
        planeKwM2: fill(slots, (slot) => 0.8 * sun(slot)),
        horizontalKwM2: fill(slots, (slot) => 0.7 * sun(slot)),
        ambientC: fill(slots, () => 20),
        windMs: fill(slots, () => 2),
        cloudShare: fill(slots, () => 0.3),
        panelKw: fill(slots, (slot) => 0.2 * sun(slot)),
        loadKw: fill(slots * BUSES, (at) =>
          at % BUSES === 0 ? 0 : 100 * wave(slotOf(at), perDay),
        ),
        loadKvar: fill(slots * BUSES, () => 10),
      },
      dispatch: {
        pvKw: fill(slots * BUSES, (at) => (at % BUSES === 8 ? 200 * sun(slotOf(at)) : 0)),
        packKw: fill(slots * BUSES, (at) =>
          at % BUSES === 8 ? 50 * giving(slotOf(at)) - 20 * sun(slotOf(at)) : 0,
        ),
        curtailedKw: fill(slots, () => 5),
        storedKwh: fill(slots, () => 400),
      },
      series: {
        slots,
        voltagePu: fill(slots * BUSES, (at) =>
          ifDone((slot) => voltageAt(slot, at % BUSES, perDay))(slotOf(at)),
        ),
        lossKw: fill(
          slots,
          ifDone(() => 12),
        ),
        lossKvar: fill(
          slots,
          ifDone(() => 12),
        ),
        slackKw: fill(
          slots,
          ifDone((slot) => 1200 * wave(slot, perDay) - 180 * sun(slot) - 50 * giving(slot) + 12),
        ),
        slackKvar: fill(
          slots,
          ifDone(() => 130),
        ),
        converged: Uint8Array.from({ length: slots }, (_, slot) => Number(isDone(slot))),
        iterations: Uint16Array.from({ length: slots }, (_, slot) => 4 * known[slot]!),
      },
    },
  };
}
