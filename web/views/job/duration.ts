import { job as words } from '../../strings/en/job.ts';
import { formatNumber } from '../chart/number.ts';

/** '< 0.01 s', '0.4 s', '12 s', '1 min 30 s', '14 min'. */
export function duration(seconds: number): string {
  if (seconds < 0.005) return words.instant;
  if (seconds < 9.95) return words.seconds(formatNumber(seconds, seconds < 0.095 ? 2 : 1));
  const whole = Math.round(seconds);
  if (whole < 60) return words.seconds(String(whole));
  const minutes = Math.floor(whole / 60);
  const rest = whole % 60;
  return rest === 0 || minutes >= 10
    ? words.minutes(minutes)
    : words.minutesSeconds({ minutes, seconds: rest });
}
