/** The words of the Forecast view. */
const METHODS = {
  prophet: 'Prophet',
  persistence: 'Persistence',
  'seasonal-naive-day': 'As yesterday',
  'seasonal-naive-week': 'As a week ago',
  'holt-winters': 'Holt–Winters',
  'clearness-yesterday': 'Clear sky × yesterday’s clearness',
  'clearness-mean': 'Clear sky × two weeks’ clearness',
  weather: 'Simulated weather forecast',
} as const;

/** The same inside a sentence. */
const SAID = {
  ...METHODS,
  'seasonal-naive-day': '“As yesterday”',
  'seasonal-naive-week': '“As a week ago”',
  'clearness-yesterday': '“Yesterday’s clearness”',
  'clearness-mean': '“Two weeks’ clearness”',
  weather: '“Simulated weather forecast”',
} as const;

const plural = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;

export const words = {
  title: 'Forecast',
  methods: METHODS,
  said: SAID,
  weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  kinds: { residential: 'homes', commercial: 'shops', industrial: 'works', none: 'mixed' },
  /** `weekday` 0 = Monday */
  day: (date: string): string => `tomorrow, ${date}`,

  summary: {
    here: (at: { bus: number; days: number; date: string }): string =>
      `The load at bus ${at.bus} over ${plural(at.days, 'day', 'days')}, and what is foretold ` +
      `for tomorrow, ${at.date}.`,
    waiting: 'The meter is being read.',
    none: 'There is too little history before this day to foretell it.',
    cannot: 'This history cannot be foretold from.',
    try: {
      plain: 'Turn on “Draw your own guess” and try to beat the methods.',
      guess: 'Draw your curve, then show what came.',
    },
  },

  why: {
    label: 'Why',
    waiting: 'A method earns its place only by beating “as yesterday”: the simple ones come first.',
    short: (date: string): string =>
      `The year begins too close to ${date}: a forecast needs at least two days behind it, better a ` +
      'month. Choose a later day.',
    cannot: (at: { found: string; remedy: string }): string =>
      `The meter shows ${at.found}. ${at.remedy}`,
    guess: 'What comes tomorrow is hidden. Draw what you expect from the days before.',
    simple: (at: { best: string; rmse: string; naive: string }): string =>
      `${at.best} errs least of the simple methods over the last week (${at.rmse} kW, against ` +
      `${at.naive} kW for “as yesterday”): whatever is cleverer has to beat that.`,
    prophet: (at: { prophet: string; best: string; rmse: string; better: boolean }): string =>
      at.better
        ? `Prophet errs by ${at.prophet} kW tomorrow, ${at.best} by ${at.rmse} kW: one curve for the ` +
          'day and one for the week, learned from the whole history, beat leaning on the last days.'
        : `Prophet errs by ${at.prophet} kW tomorrow, ${at.best} only by ${at.rmse} kW: Prophet ` +
          'learns one usual day and adds the weekday to it, the other leans on the last days.',
    holiday: (at: { name: string; prophet: string; best: string; rmse: string }): string =>
      `Tomorrow is a public holiday, ${at.name}. Prophet has seen such days and errs by ` +
      `${at.prophet} kW; ${at.best} takes it for a usual day and errs by ${at.rmse} kW.`,
    guessed: (at: {
      place: number;
      all: number;
      best: string;
      rmse: string;
      own: string;
    }): string =>
      at.place === 1
        ? `Your curve errs by ${at.own} kW and beats all ${at.all - 1} methods. One day may be ` +
          'luck: try another.'
        : `Your curve errs by ${at.own} kW, place ${at.place} of ${at.all}; ${at.best} errs by ` +
          `${at.rmse} kW. Look where you were far off: was it the level or the hour?`,
  },

  number: {
    peak: (at: { date: string; time: string; by: string; upper: string; band: number }): string =>
      `kW is tomorrow’s peak by ${at.by}, ${at.date} at ${at.time}; the band of ${at.band} % ` +
      `reaches ${at.upper} kW`,
  },

  picture: {
    heading: (bus: number): string => `Load at bus ${bus}`,
    headingOfDays: (bus: number): string => `Load at bus ${bus}, means of each day`,
    time: 'Time',
    load: 'Load',
    measured: 'the meter',
    fit: 'Prophet',
    lower: (percent: number): string => `lower limit of ${percent} %`,
    upper: (percent: number): string => `upper limit of ${percent} %`,
    guess: 'your guess',
    tomorrow: 'tomorrow',
    window: 'Show',
    windows: { 3: '3 days', 14: '2 weeks', 0: 'all' } as Readonly<Record<number, string>>,
    beside: 'Beside it',
    besideNone: 'nothing',
    summary: (at: { by: string; date: string; peak: string; time: string; band: string }): string =>
      `${at.by} expects a peak of ${at.peak} kW at ${at.time} on ${at.date}${at.band}.`,
    band: (at: { percent: number; inside: string | null }): string =>
      at.inside === null
        ? `; the band is to hold ${at.percent} %`
        : `; the band of ${at.percent} % held ${at.inside} % of what came`,
    wait: 'The meter is being read.',
    later: (at: { date: string; days: number }): string =>
      `Take ${at.date}: ${at.days} days lie before it`,
  },

  fit: {
    heading: 'Prophet',
    start: 'Ask Prophet',
    again: 'Ask again',
    cancel: 'Stop',
    idle: 'Prophet fits trend, week, day and holidays to this history, in this browser.',
    done: (at: { time: string; values: string; holidays: number }): string =>
      `Fitted to ${at.values} values in ${at.time}` +
      (at.holidays > 0
        ? `, with ${plural(at.holidays, 'public holiday', 'public holidays')}.`
        : '.'),
    stale: 'It answers an earlier question; ask again.',
    progress: (): string => 'Fitting',
    stopped: (at: { reason: string }): string => `Stopped: ${at.reason}`,
    spoken: (percent: number): string => (percent === 100 ? 'Prophet has answered' : ''),
  },

  card: {
    heading: 'The question',
    bus: 'Whose load',
    busOption: (at: { id: number; kind: string; peak: string }): string =>
      `Bus ${at.id}, ${at.kind}, ${at.peak} kW`,
    metered: 'your meter',
    day: 'Tomorrow is',
    history: 'Days of history',
    cut: (days: number): string =>
      days === 0
        ? 'The year begins here.'
        : `The year begins ${plural(days, 'day', 'days')} before: that is all there is.`,
    band: 'The band holds, %',
    bend: 'Freedom to bend',
    holidays: 'Public holidays are special',
    growth: 'The trend may rise or fall',
    model: 'What Prophet may do',
    error: (at: { what: string; min: string; max: string }): string =>
      `${at.what}: a number from ${at.min} to ${at.max}.`,
    change: (label: string, value: string): string => `${label} to ${value}`,
    upload: 'Your own meter (CSV)…',
    uploadNote: 'Time and kW or kWh, hourly or by quarter-hours. It is read here and sent nowhere.',
    drop: 'Back to the made load',
    dropped: 'Back to the made load',
    locked: 'The link you opened keeps the question.',
  },

  guess: {
    heading: 'Draw your own guess',
    lead: 'Hide what comes, draw the day you expect, then see who was closest.',
    on: 'Hide tomorrow and draw',
    off: 'Leave the guess',
    reveal: 'Show what came',
    revealNote: (moved: number): string => (moved === 0 ? 'Move at least one handle first.' : ''),
    fresh: 'Draw again',
    board: (date: string): string => `Your guess for ${date}`,
    keys:
      'Left and Right choose a handle, Up and Down move it, Page Up and Page Down in larger ' +
      'steps, Home and End go to the first and last.',
    handle: (at: { time: string; kw: string }): string => `${at.time}: ${at.kw} kW`,
    field: (time: string): string => `kW at ${time}`,
    fields: 'By number',
    yesterday: 'yesterday',
    week: 'a week ago',
    yours: 'your guess',
    hint: 'Drag, click, or use the arrow keys.',
    standings: 'Who was closest tomorrow',
    place: 'Place',
    who: 'Who',
    you: 'You',
  },

  errors: {
    heading: 'Errors on the last days',
    caption: (at: { days: number; percent: number }): string =>
      `Each of the last ${plural(at.days, 'day', 'days')} foretold from what was known at its ` +
      `midnight; the band is to hold ${at.percent} %.`,
    none: 'The history is too short to foretell its own last days.',
    method: 'Method',
    rmse: 'RMSE',
    mae: 'mean error',
    bias: 'bias',
    mape: 'relative',
    coverage: 'in the band',
    skill: 'better than as yesterday',
    tomorrow: 'tomorrow',
    missing: 'not asked',
    best: (at: { best: string; rmse: string; worst: string; worstRmse: string }): string =>
      `${at.best} errs least: ${at.rmse} kW. ${at.worst} errs most: ${at.worstRmse} kW.`,
    coverageNote: (at: { who: string; held: string; percent: number }): string =>
      `The band of ${at.who} held ${at.held} % of what came, where ${at.percent} % was promised.`,
  },
  compare: {
    heading: 'Prophet on the same days',
    start: (fits: number): string => `Let Prophet foretell these ${fits} days too`,
    again: 'Let it foretell them again',
    cancel: 'Stop',
    idle: '',
    done: (time: string): string => `Done in ${time}.`,
    stale: 'It answers an earlier question; ask again.',
    progress: ({ done, total }: { done: number; total: number }): string =>
      `Day ${Math.min(done + 1, total)} of ${total}`,
    stopped: (at: { done: number; total: number; reason: string }): string =>
      `Stopped after ${at.done} of ${at.total} days: ${at.reason}`,
    spoken: (percent: number): string => `${percent} % of the days are foretold`,
  },

  parts: {
    heading: 'What Prophet found',
    trend: 'Trend',
    weekly: 'Through the week',
    daily: 'Through the day',
    yearly: 'Through the year',
    holiday: 'Public holidays',
    effect: 'Effect',
    time: 'Time',
    hour: 'Hour',
    weekday: 'Day of the week',
    changepoints: 'where it may bend',
    rate: (rate: string): string => `${rate} kW a day`,
    trendSummary: (at: {
      from: string;
      to: string;
      bends: number;
      largest: string;
      when: string;
    }): string =>
      `From ${at.from} to ${at.to} kW` +
      (at.bends === 0
        ? ', nearly straight.'
        : `; it bends most ${at.when}, by ${at.largest} kW a day, the largest of ${plural(at.bends, 'bend', 'bends')}.`),
    swing: (at: { low: string; lowAt: string; high: string; highAt: string }): string =>
      `${at.low} kW at ${at.lowAt}, ${at.high} kW at ${at.highAt}.`,
    holidaySummary: (at: { effect: string; count: number }): string =>
      `${at.effect} kW on ${plural(at.count, 'day', 'days')}.`,
    residual: 'What the fit leaves over',
    left: 'Measured − fit',
    residualSummary: (at: { noise: string; worst: string; when: string }): string =>
      `Mostly within ${at.noise} kW; the largest is ${at.worst} kW, ${at.when}.`,
  },
};
