import { words } from '../../strings/en/optimise.ts';
import { formatNumber } from '../chart/number.ts';

/** '< 0.01 s', '0.4 s', '12 s', '1 min 30 s', '14 min'. */
export function duration(seconds: number): string {
  const { run } = words;
  if (seconds < 0.005) return run.instant;
  if (seconds < 9.95) return run.seconds(formatNumber(seconds, seconds < 0.095 ? 2 : 1));
  const whole = Math.round(seconds);
  if (whole < 60) return run.seconds(String(whole));
  const minutes = Math.floor(whole / 60);
  const rest = whole % 60;
  return rest === 0 || minutes >= 10
    ? run.minutes(minutes)
    : run.minutesSeconds({ minutes, seconds: rest });
}
