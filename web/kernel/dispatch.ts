/**
 * What panels and packs do over a year, by one of the rules of public/docs/model.md, "Dispatch".
 *
 * Knows energies and limits, nothing of voltages: dispatch comes before power flow, and line
 * losses are the grid's to supply. Never looks into the future, except that peak shaving is told
 * the year's highest net load. Invariants, exact to rounding: what is stored changes by efficiency
 * × what is taken in − what is given; panels' output is fed in or curtailed; no pack exceeds its
 * power or leaves its range.
 */
import { PACK_KW, PACK_KWH } from '../scenario/scenario.ts';
import { DISPATCHES, type YearScenario } from '../scenario/year.ts';
import type { YearDispatch, YearInput } from './outcome.ts';
import { f64, type Wasm } from './wasm.ts';

const MINUTES_PER_DAY = 1440;
const MINUTES_PER_HOUR = 60;

export interface DispatchRequest {
  readonly input: YearInput;
  readonly busCount: number;
  /** Per bus in the case's order; 0 and above, fractions are allowed. */
  readonly panels: ArrayLike<number>;
  readonly packs: ArrayLike<number>;
  readonly year: YearScenario;
  /** Multiplies every panel's output. */
  readonly sunScale: number;
  /** $/kWh from the grid by day. */
  readonly dayPrice: number;
}

/**
 * The year's dispatch; forgets what the instance held before.
 * @throws RangeError when counts or series do not fit the network.
 */
export function dispatchYear(wasm: Wasm, request: DispatchRequest): YearDispatch {
  const { input, busCount, panels, packs, sunScale } = request;
  const { slots } = input;
  checkShapes(request);
  wasm.begin();
  wasm.openDispatch(slots, busCount);
  setRule(wasm, request);
  f64(wasm, wasm.dispatchLoad.value, slots * busCount).set(input.loadKw);
  const panel = f64(wasm, wasm.dispatchPanel.value, slots);
  for (let slot = 0; slot < slots; slot++) panel[slot] = input.panelKw[slot]! * sunScale;
  f64(wasm, wasm.dispatchPanels.value, busCount).set(panels);
  f64(wasm, wasm.dispatchPacks.value, busCount).set(packs);
  wasm.runDispatch();
  return {
    pvKw: f64(wasm, wasm.dispatchPv.value, slots * busCount).slice(),
    packKw: f64(wasm, wasm.dispatchLoad.value, slots * busCount).slice(),
    curtailedKw: f64(wasm, wasm.dispatchCurtailed.value, slots).slice(),
    storedKwh: f64(wasm, wasm.dispatchStored.value, slots).slice(),
  };
}

/** Tells the instance what packs are and which rule they follow. */
export function setRule(
  wasm: Wasm,
  {
    year,
    input,
    dayPrice,
  }: Pick<DispatchRequest, 'year' | 'dayPrice'> & {
    readonly input: Pick<YearInput, 'stepMinutes'>;
  },
): void {
  const hours = input.stepMinutes / MINUTES_PER_HOUR;
  const low = year.socMinShare * PACK_KWH;
  wasm.packLimits(PACK_KW, low, year.socMaxShare * PACK_KWH, year.chargeEfficiency, hours);
  wasm.dispatchRule(
    DISPATCHES.indexOf(year.dispatch),
    MINUTES_PER_DAY / input.stepMinutes,
    year.shaveShare,
    year.nightFromHour / hours,
    year.nightToHour / hours,
  );
  const nightPrice = dayPrice * year.nightShare;
  wasm.dispatchWorth(dayPrice * year.chargeEfficiency > nightPrice ? 1 : 0);
}

function checkShapes({ input, busCount, panels, packs }: DispatchRequest): void {
  const { slots } = input;
  for (const [name, length, wanted] of [
    ['panels', panels.length, busCount],
    ['packs', packs.length, busCount],
    ['input.panelKw', input.panelKw.length, slots],
    ['input.loadKw', input.loadKw.length, slots * busCount],
  ] as const) {
    if (length === wanted) continue;
    throw new RangeError(`${name} must hold ${wanted} figures, found ${length}`);
  }
}
