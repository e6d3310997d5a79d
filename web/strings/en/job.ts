/** What every long job says about itself, whatever it computes. */
const plural = (count: number, one: string, many: string): string => (count === 1 ? one : many);

export const job = {
  queued: (position: number): string =>
    `Waiting: ${position} ${plural(position, 'job', 'jobs')} ahead.`,
  elapsed: (time: string): string => `${time} so far`,
  left: (time: string): string => `about ${time} left`,
  seconds: (count: string): string => `${count} s`,
  instant: '< 0.01 s',
  minutes: (count: number): string => `${count} min`,
  minutesSeconds: (at: { minutes: number; seconds: number }): string =>
    `${at.minutes} min ${at.seconds} s`,
};
