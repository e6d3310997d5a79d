/**
 * The module of the thesis's Table 1 written as its text gives it, and the two misreadings of the
 * temperature coefficient of voltage that give other figures.
 */
const MODULE = { voc: 42.8, isc: 10.8, vmp: 36.7, imp: 9.95, noct: 44, kv: -0.10272, ki: 0.004 };

export type Reading = 'right' | 'minus-kv-tc' | 'plus-kv-tc';

/** Watts of one module; irradiance in kW/m², air in °C. */
export function panelTwinWatts(
  irradianceKwM2: number,
  ambientC: number,
  reading: Reading = 'right',
): number {
  const { voc, isc, vmp, imp, noct, kv, ki } = MODULE;
  const cellC = ambientC + (irradianceKwM2 * (noct - 20)) / 0.8;
  const current = irradianceKwM2 * (isc + ki * (cellC - 25));
  const fillFactor = (vmp * imp) / (voc * isc);
  const voltage = {
    right: voc + kv * (cellC - 25),
    'minus-kv-tc': voc - kv * cellC,
    'plus-kv-tc': voc + kv * cellC,
  }[reading];
  return fillFactor * voltage * current;
}
