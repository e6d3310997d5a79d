// A year of weather beside the same model in plain JavaScript. The two take the sun from different
// formulas, and the plain one finds it anew in every quarter-hour; only the ratio means anything.
import { loadKernel, loadRooms, race } from './measure.mjs';

const ROUNDS = 9;
const BEIRUT = { seed: 1, latitudeDeg: 33.9, tiltDeg: 30, azimuthDeg: 180, albedo: 0.2 };

export async function run() {
  const rooms = ['/web/kernel/wasm.ts', '/web/kernel/weather.ts', '/tests/twin/weather.ts'];
  const { openWasm, weatherTwin, yearPanelKw, yearWeather } = await loadRooms(rooms);
  const wasm = openWasm(await loadKernel());
  const request = { ...BEIRUT, cloudiness: 0.3, stepMinutes: 15 };
  const weather = yearWeather(wasm, request);
  const [hourMs, quarterMs, panelMs, plainMs] = race(
    [
      () => yearWeather(wasm, { ...request, stepMinutes: 60 }),
      () => yearWeather(wasm, request),
      () => yearPanelKw(wasm, weather, { minShare: 0.3, efficiency: 1 }),
      () => weatherTwin(request),
    ],
    ROUNDS,
  );
  const row = (what, ms) => console.log(`${what.padEnd(44)} ${ms.toFixed(2)} ms`);
  row('weather of a year, 8,760 hours', hourMs);
  row('weather of a year, 35,040 quarter-hours', quarterMs);
  row('   plain JS', plainMs);
  console.log(`   ratio ${(plainMs / quarterMs).toFixed(1)}×`);
  row('one panel over 35,040 quarter-hours', panelMs);
}
