/** The words of the thesis's procedure in the Forecast view. */
export const procedure = {
  heading: 'From a meter to a load on the feeder: the thesis’s procedure',
  job: {
    heading: 'The procedure',
    start: 'Go through it with this meter',
    again: 'Go through it again',
    cancel: 'Stop',
    idle: '',
    done: (at: { rounds: number; time: string; accepted: boolean }): string =>
      at.accepted
        ? `Accepted in round ${at.rounds}, after ${at.time}.`
        : `No round was accepted; the history ended after round ${at.rounds}.`,
    stale: 'It answers an earlier question; go through it again.',
    progress: ({ done }: { done: number; total: number }): string => `Round ${done + 1}`,
    stopped: (at: { done: number; reason: string }): string =>
      `Stopped after round ${at.done}: ${at.reason}`,
    spoken: (percent: number): string => (percent === 100 ? 'The procedure has ended' : ''),
  },
  steps: {
    collect: {
      name: 'Collect',
      plan: 'Gather 30 days of the user’s data, weekends left out.',
      did: (days: number): string => `${days} days gathered.`,
    },
    predict: {
      name: 'Predict',
      plan: 'Foretell the next weekday.',
      did: (at: { date: string; kwh: string }): string => `${at.date}: ${at.kwh} kWh foretold.`,
    },
    validate: {
      name: 'Validate',
      plan: 'Compare with what came: accepted within 5 % of the day’s energy.',
      did: (at: { kwh: string; percent: string; accepted: boolean }): string =>
        `${at.kwh}\u00a0kWh came: ${at.percent}\u00a0% off, ${at.accepted ? 'accepted' : 'not accepted'}.`,
    },
    'collect-more': {
      name: 'Collect more',
      plan: 'If it was not accepted, gather a week more and try again.',
      none: 'Not needed.',
      did: (rounds: number): string =>
        rounds === 1 ? 'A week more was gathered.' : `${rounds} weeks more were gathered.`,
      ended: 'The history ends here. Give more days of history above.',
    },
    limits: {
      name: 'Limits',
      plan: 'Read the band’s limits.',
      did: (at: { lower: string; upper: string }): string =>
        `Between ${at.lower} and ${at.upper} kWh if every hour went to its limit.`,
    },
    'worst-case': {
      name: 'Worst case',
      plan: 'Take the upper limit at its highest hour, against the user’s own peak.',
      did: (at: { upper: string; peak: string; percent: string }): string =>
        `${at.upper} of ${at.peak}\u00a0kW: ${at.percent}\u00a0% of the peak.`,
    },
    project: {
      name: 'Project',
      plan: 'Take the same share of the bus’s peak.',
      did: (at: { percent: string; peak: string; load: string; bus: number }): string =>
        `${at.percent}\u00a0% of ${at.peak}\u00a0kW: ${at.load}\u00a0kW at bus ${at.bus}.`,
    },
  },
  rounds: 'Rounds',
  round: 'Round',
  days: 'Days gathered',
  day: 'Foretold day',
  forecast: 'Foretold',
  actual: 'Came',
  error: 'Off by',
  verdict: 'Verdict',
  accepted: 'accepted',
  refused: 'collect more',
  apply: 'Put the forecast load on the feeder',
  applyKind: (at: { count: number; kind: string }): string =>
    `The same share at the ${at.count} buses with ${at.kind}`,
  applyNote: 'The grid as it is now is pinned as the baseline; Undo takes it back.',
  applyWait: 'Once a round is accepted, its worst case can be put on the feeder.',
  example: {
    heading: 'The thesis’s own example',
    figure: 'Figure',
    printed: 'Printed',
    verdictHead: 'By its own rules',
    rows: {
      energy: 'Foretold against came',
      limit: 'Upper limit against the user’s peak',
      load: 'Load of the bus',
    },
    values: {
      energy: (at: { forecast: string; actual: string }): string =>
        `${at.forecast} kWh against ${at.actual} kWh`,
      limit: (at: { upper: string; peak: string }): string => `${at.upper} of ${at.peak}`,
      load: (at: { load: string; peak: string }): string => `${at.load} of ${at.peak} kW`,
    },
    verdicts: {
      energy: (at: { percent: string; most: string }): string =>
        `${at.percent} % off, more than the ${at.most} % it asks for: collect more`,
      limit: (share: string): string => `${share} %; it compares kWh with kW`,
      load: (load: string): string => `${load} kW; the print rounds a third to 33 % first`,
    },
    note: 'The example is printed as accepted. By the 5 % that the same page asks for, it is not.',
  },
};
