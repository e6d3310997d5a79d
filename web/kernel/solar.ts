/**
 * Sun, air and panel, computed inside wasm so that the numbers are the same everywhere. Nothing
 * here disturbs a network packed in the same instance. Models, sources and the assumed air
 * temperature: assembly/solar.ts.
 */
import { SLOTS_PER_DAY } from '../scenario/scenario.ts';
import { f64, type Wasm } from './wasm.ts';

export interface ClearSky {
  /** On a horizontal plane, at the start of each slot (local solar time). */
  readonly irradianceKwM2: Float64Array;
  readonly ambientC: Float64Array;
}

/** The 96 quarter-hours of a cloudless day: day 1 … 365, latitude −66 … 66 degrees north. */
export function clearSky(
  wasm: Wasm,
  { day, latitudeDeg }: { readonly day: number; readonly latitudeDeg: number },
): ClearSky {
  if (!(day >= 1 && day <= 366)) throw new RangeError(`day must be from 1 to 365, found ${day}`);
  if (!(Math.abs(latitudeDeg) <= 90)) {
    throw new RangeError(`latitudeDeg must be from -90 to 90, found ${latitudeDeg}`);
  }
  wasm.clearSky(day, latitudeDeg);
  return {
    irradianceKwM2: f64(wasm, wasm.skyIrradiance.value, SLOTS_PER_DAY).slice(),
    ambientC: f64(wasm, wasm.skyAmbient.value, SLOTS_PER_DAY).slice(),
  };
}

export interface PanelWeather {
  /** 0 and above */
  readonly irradianceKwM2: number;
  readonly ambientC: number;
}

/** DC watts of one module of the thesis's Table 1. */
export function panelWatts(wasm: Wasm, { irradianceKwM2, ambientC }: PanelWeather): number {
  return wasm.panelWatts(irradianceKwM2, ambientC);
}

/**
 * AC kilowatts of one module behind its inverter: off below `inverterMinShare` of 365 W, never
 * above 365 W, times the efficiency (both 0 … 1).
 */
export function panelOutputKw(
  wasm: Wasm,
  weather: PanelWeather,
  inverter: { readonly inverterMinShare: number; readonly inverterEfficiency: number },
): number {
  const { irradianceKwM2, ambientC } = weather;
  const { inverterMinShare, inverterEfficiency } = inverter;
  const watts = wasm.panelOutputWatts(
    irradianceKwM2,
    ambientC,
    inverterMinShare,
    inverterEfficiency,
  );
  return watts / 1000;
}
