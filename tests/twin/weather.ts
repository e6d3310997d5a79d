/**
 * The year of weather as public/docs/model.md tells it, quarter-hour by quarter-hour, in plain
 * TypeScript with the engine's own mathematics and another formula for the sun (sun.ts).
 */
import type { WeatherRequest } from '../../web/kernel/weather.ts';
import { stream, type Rng } from '../../web/rng.ts';
import { sunTwin } from './sun.ts';

const SLOTS = 96;
const DAYS = 365;
const START_S = Date.UTC(2023, 0, 1) / 1000;

export interface WeatherTwin {
  readonly horizontalKwM2: number[];
  readonly directKwM2: number[];
  readonly diffuseKwM2: number[];
  readonly planeKwM2: number[];
  readonly ambientC: number[];
  readonly windMs: number[];
  readonly cloudShare: number[];
}

/** All 35,040 quarter-hours, whatever the request's step. */
export function weatherTwin(request: WeatherRequest): WeatherTwin {
  const { seed, latitudeDeg } = request;
  const { middle, cloudShare } = clouds(request);
  const air = wander(stream(seed, 'weather-air'), 1, Math.exp(-0.25 / 60))[0]!;
  const keeps = Math.sqrt(0.85) ** 0.25;
  const [east, north] = wander(stream(seed, 'weather-wind'), 2, keeps) as [number[], number[]];
  const light = cloudShare.map((share, slot) => lightOf(request, share, slot));
  return {
    horizontalKwM2: light.map((of) => of.horizontal),
    directKwM2: light.map((of) => of.direct),
    diffuseKwM2: light.map((of) => of.diffuse),
    planeKwM2: light.map((of) => of.plane),
    ambientC: air.map((away, slot) => {
      const gloom = middle[slot]! - 0.3;
      const daily = 4 * (1 - 0.6 * gloom) * wave(slot);
      return season(latitudeDeg, slot) + daily - 3 * gloom + 2.2 * away;
    }),
    windMs: east.map(
      (e, slot) =>
        3.5 * (1 + 0.25 * wave(slot)) * Math.sqrt(2 / Math.PI) * Math.hypot(e, north[slot]!),
    ),
    cloudShare,
  };
}

/** The daily wave at the slot's middle, 1 at 15:00. */
function wave(slot: number): number {
  const hour = ((slot % SLOTS) + 0.5) / 4;
  return Math.cos((2 * Math.PI * (hour - 15)) / 24);
}

function season(latitudeDeg: number, slot: number): number {
  const day = Math.floor(slot / SLOTS) + 1;
  const away = Math.abs(latitudeDeg);
  const warmest = latitudeDeg < 0 ? 20 : 202.5;
  return 30 - 0.3 * away + 0.2 * away * Math.cos((2 * Math.PI * (day - warmest)) / 365);
}

/** First-order autoregressions that share a stream, each of variance 1. */
function wander(rng: Rng, count: number, keeps: number): number[][] {
  const draw = (): number => Math.sqrt(12) * (rng.u32() / 2 ** 32 - 0.5);
  const states = Array.from({ length: count }, draw);
  const rows = states.map((): number[] => []);
  for (let slot = 0; slot < SLOTS * DAYS; slot++) {
    rows.forEach((row, k) => {
      states[k] = keeps * states[k]! + Math.sqrt(1 - keeps * keeps) * draw();
      row.push(states[k]);
    });
  }
  return rows;
}

function clouds({ seed, latitudeDeg, cloudiness: c }: WeatherRequest): {
  middle: number[];
  cloudShare: number[];
} {
  const rng = stream(seed, 'weather-regime');
  const chance = (date: number): number => {
    const dry = Math.max(0, 1 - ((Math.abs(latitudeDeg) - 35) / 15) ** 2);
    const cloudiest = latitudeDeg < 0 ? 214.5 : 32;
    return c + 0.4 * dry * 2 * c * (1 - c) * Math.cos((2 * Math.PI * (date - cloudiest)) / 365);
  };
  const fresh = (date: number): number => {
    const [first, copied, second] = [rng.unit(), rng.unit(), rng.unit()];
    const one = first < chance(date);
    const two = copied < 0.6 ? one : second < chance(date);
    return (Number(one) + Number(two)) / 2;
  };
  // regimes[d] is that of day d; day 0 is the last of the year before
  const regimes = [fresh(365)];
  for (let date = 1; date <= DAYS + 1; date++) {
    const kept = rng.unit() < 0.3;
    const drawn = fresh(date);
    regimes.push(kept ? regimes[date - 1]! : drawn);
  }
  const middle: number[] = [];
  for (let date = 1; date <= DAYS; date++) {
    for (let slot = 0; slot < SLOTS; slot++) {
      const hour = (slot + 0.5) / 4;
      const today = regimes[date]!;
      const other = hour < 12 ? regimes[date - 1]! : regimes[date + 1]!;
      const fromMidnight = Math.min(hour, 24 - hour);
      const weight = Math.max(0, 0.5 - fromMidnight / 6);
      middle.push(0.85 * (today + weight * (other - today)) + 0.15 * c);
    }
  }
  const away = wander(stream(seed, 'weather-cloud'), 1, 0.8 ** 0.25)[0]!;
  const cloudShare = middle.map((m, slot) => {
    const g = 1.5 * away[slot]!;
    return m + (Math.min(m, 1 - m) * g) / Math.sqrt(1 + g * g);
  });
  return { middle, cloudShare };
}

interface Light {
  readonly horizontal: number;
  readonly direct: number;
  readonly diffuse: number;
  readonly plane: number;
}

function lightOf(request: WeatherRequest, share: number, slot: number): Light {
  const sun = sunTwin(START_S + 900 * (slot + 0.5), request.latitudeDeg, 0);
  if (sun.up <= 0) return { horizontal: 0, direct: 0, diffuse: 0, plane: 0 };
  const extra = 1.361 / sun.distance ** 2;
  const clear = 1.098 * sun.up * Math.exp(-0.059 / sun.up);
  const horizontal = clear * (1 - 0.75 * share ** 3.4);
  const diffuse = horizontal * erbs(horizontal / (extra * sun.up));
  const direct = (horizontal - diffuse) / sun.up;
  const tilt = (request.tiltDeg * Math.PI) / 180;
  const azimuth = (request.azimuthDeg * Math.PI) / 180;
  const facing = Math.max(
    0,
    Math.cos(tilt) * sun.up +
      Math.sin(tilt) * (Math.sin(azimuth) * sun.east + Math.cos(azimuth) * sun.north),
  );
  const around = direct / extra;
  const ratio = facing / Math.max(sun.up, Math.sin(Math.PI / 180));
  const sky = diffuse * (around * ratio + ((1 - around) * (1 + Math.cos(tilt))) / 2);
  const ground = (horizontal * request.albedo * (1 - Math.cos(tilt))) / 2;
  return { horizontal, direct, diffuse, plane: direct * facing + sky + ground };
}

function erbs(kt: number): number {
  if (kt <= 0.22) return 1 - 0.09 * kt;
  if (kt > 0.8) return 0.165;
  return 0.9511 - 0.1604 * kt + 4.388 * kt ** 2 - 16.638 * kt ** 3 + 12.336 * kt ** 4;
}
