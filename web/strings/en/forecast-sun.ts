/** The Forecast view's words where the sun is foretold, not a load. */
export const sun = {
  what: 'What',
  choices: { load: 'load', sun: 'sun' },
  toWhat: (choice: string): string => `Forecast of the ${choice}`,
  bus: 'Whose panels',
  busOption: (at: { id: number; panels: string; kw: string }): string =>
    at.panels === '0' ? `Bus ${at.id}, none: one kWp` : `Bus ${at.id}, ${at.panels}, ${at.kw} kW`,
  none: 'No panels stand at this bus: one kWp is foretold in their place.',
  year: 'Tilt, direction, clouds and place are those of the Grid’s year.',
  service: (at: { whole: string; day: string; moment: string }): string =>
    '“Simulated weather forecast”: no weather service is asked; it knows tomorrow’s true clouds ' +
    `but for a seeded error, an assumption, of ${at.whole} % of the sky where half of it is under ` +
    `cloud (${at.day} % all day long, ${at.moment} % from moment to moment) and less towards clear ` +
    'or overcast days.',
  night:
    'Only hours in which a clear sky would give power are counted: any method foretells the night.',
  procedure: 'The thesis’s procedure is for loads only: choose “load” above to go through it.',

  picture: {
    heading: (bus: number): string => `Output of the panels at bus ${bus}`,
    headingOfOne: (bus: number): string => `Output of one kWp at bus ${bus}`,
    ofDays: (heading: string): string => `${heading}, means of each day`,
    axis: 'Output',
    measured: 'the panels',
    clear: 'clear sky',
    beside: 'Curve and band of',
  },

  summary: {
    here: (at: { panels: string; bus: number; kw: string; days: number; date: string }): string =>
      at.panels === '0'
        ? `What one kWp would give at bus ${at.bus}, where no panels stand, over ${at.days} days, ` +
          `and what is foretold for tomorrow, ${at.date}.`
        : `What the panels at bus ${at.bus} gave (${at.panels}, ${at.kw} kW installed) over ${at.days} ` +
          `days, and what is foretold for tomorrow, ${at.date}.`,
    waiting: 'The year’s weather is being made.',
  },

  why: {
    cannot:
      'The panels gave the same all the time: there is nothing to foretell. Look at “All panels”.',
    simple: (at: { best: string; share: string; naive: string; clearness: string }): string =>
      'A clear sky can be computed, its clouds cannot: yesterday ' +
      `${at.clearness} % of a clear day’s energy came. ${at.best} errs least over the last week, ` +
      `by ${at.share} % of what is installed, “as yesterday” by ${at.naive} %.`,
    prophet: (at: { prophet: string; best: string; share: string; better: boolean }): string =>
      at.better
        ? `Tomorrow Prophet errs by ${at.prophet} % of what is installed, ${at.best} by ${at.share} ` +
          '%: the day is close to the mean of the days before, which is all that Prophet knows.'
        : `Tomorrow ${at.best} errs by ${at.share} % of what is installed, Prophet by ${at.prophet} ` +
          '%: Prophet learns the mean day of the history and knows neither sky nor clouds.',
  },

  errors: {
    caption: (at: { days: number; percent: number; kw: string }): string =>
      `Each of the last ${at.days === 1 ? 'day' : `${at.days} days`} foretold from what was known ` +
      `at its midnight, scored by daylight; ${at.kw} kW are installed; the band is to hold ` +
      `${at.percent} %.`,
    installed: 'RMSE, of installed',
    best: (at: { best: string; share: string; worst: string; worstShare: string }): string =>
      `${at.best} errs least: ${at.share} % of what is installed. ${at.worst} errs most: ` +
      `${at.worstShare} %.`,
  },
};
