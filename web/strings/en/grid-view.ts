/** Words of the grid view's frame: summary, why, totals, controls, and the state without solution. */
export const view = {
  title: 'Grid',
  summary: (o: {
    buses: number;
    moment: string;
    lowest: string;
    bus: number;
    word: string;
    loss: string;
  }) =>
    `${o.buses} buses, ${o.moment}: lowest voltage ${o.lowest} at bus ${o.bus}, ${o.word}; ` +
    `${o.loss} lost in the lines.`,
  unsolved: (buses: number, moment: string) =>
    `${buses} buses, ${moment}: the solver found no voltages.`,
  waiting: (buses: number) => `${buses} buses. The exact solver is arriving.`,
  moments: { day: '', noon: 'peak load at noon', evening: 'peak load, no sun' },
  clock: (clock: string) => `at ${clock}`,
  date: (date: string, clock: string) => `on ${date} at ${clock}`,
  why: 'Why',
  whys: {
    cutOff: (count: number) =>
      `An open line cuts off ${count} ${count === 1 ? 'bus' : 'buses'}. ` +
      'What hangs behind it has no supply; close the line or another way round.',
    unsolved: (bus: number) =>
      `The lines cannot carry what is asked for: at bus ${bus} every step of the solver lowers ` +
      'the voltage, so the current grows, so the voltage falls again.',
    reverse: (o: { power: string; bus: number }) =>
      `The sun gives more than the feeder draws, so ${o.power} flow back to the grid, and ` +
      `power flowing back lifts the voltage towards bus ${o.bus}.`,
    reverseFalling: (o: { power: string; reactive: string }) =>
      `The sun gives more than the feeder draws, so ${o.power} flow back to the grid; the ` +
      `voltage still falls on the way out, because ${o.reactive} of reactive power come in.`,
    low: (o: { bus: number; power: string; line: string; drop: string }) =>
      `Bus ${o.bus} is low because of what must travel to it: line ${o.line} alone carries ` +
      `${o.power} and loses ${o.drop}.`,
    export: (power: string) =>
      `The generators give more than the loads draw and the lines lose, so ${power} flow out at ` +
      'the grid’s side.',
    highOwn: (bus: number) =>
      `Bus ${bus} is high because more is fed in there than is used there; what is left lifts ` +
      'the voltage on its way through the lines.',
    highHeld: (bus: number) =>
      `Bus ${bus} is high because a generator or a transformer nearby holds the voltage up and ` +
      'little is drawn on the way.',
    fine: (o: { line: string; drop: string }) =>
      `Every bus is inside its limits. The largest drop, ${o.drop}, is on line ${o.line}.`,
    waiting: 'The first solution is being computed.',
  },
  triesLabel: 'Try at once',
  tries: { cloud: 'Pass a cloud', open: 'Open a line', double: 'Double the load' },
  dismissTries: 'Hide these',
  chartsMissing: 'The charts could not be loaded. Reload the page to retry.',
  number: (bus: number, word: string) => `pu, lowest voltage, bus ${bus}: ${word}`,
} as const;

export const totals = {
  heading: 'The feeder now',
  quantity: 'Quantity',
  now: 'Now',
  baseline: 'Baseline',
  difference: 'Difference',
  load: 'Load',
  pv: 'Sun',
  pack: 'Packs',
  grid: 'From the grid',
  loss: 'Losses',
  lossReactive: 'Reactive losses',
  lowest: 'Lowest voltage',
  at: (bus: number) => `at bus ${bus}`,
  share: (share: string) => `${share} of the load`,
  cutOff: (buses: number) => `${buses} ${buses === 1 ? 'bus' : 'buses'} cut off`,
  noBaseline: 'Pin a baseline to compare with.',
} as const;

export const controls = {
  heading: 'Controls',
  moment: 'Moment',
  momentNames: {
    day: 'A clear day',
    year: 'The year',
    noon: 'Peak at noon',
    evening: 'Peak, no sun',
  },
  loadScale: 'All loads',
  sunScale: 'All panels',
  day: 'Day of the year',
  latitude: 'Latitude',
  powerFactor: 'Power factor of panels and packs',
  reactiveLimits: 'Respect reactive limits of generators',
  base: 'Base power',
  asInCase: 'As in the case',
  more: 'Place, power factor, base',
  locked: 'The link you opened keeps some of these as they are.',
  less: (label: string) => `${label}: less`,
  plus: (label: string) => `${label}: more`,
} as const;

export const unsolved = {
  heading: 'No solution',
  text: (o: { method: string; sweeps: number; bus: number; mismatch: string }) =>
    `${o.method} stopped after ${o.sweeps} ${o.sweeps === 1 ? 'round' : 'rounds'}. ` +
    `Worst at bus ${o.bus}: ${o.mismatch} pu left over. ` +
    'The feeder may be asked for more than it can carry.',
  margin: (o: { lambda: string; bus: number; voltage: string }) =>
    `A solution exists up to ${o.lambda} times these loads; there bus ${o.bus} stands at ` +
    `${o.voltage} pu and one more kilowatt brings the feeder down.`,
  room: (share: string) => `${share} of room is left before the voltage collapses.`,
  over: (share: string) => `The loads are ${share} above what the feeder can carry.`,
  tryThese: 'Three things to try',
  lower: (scale: string) => `Lower all loads to ${scale} ×`,
  base: 'Base power 1,000 kVA',
  pv: (o: { panels: number; bus: number }) => `Add ${o.panels} panels at bus ${o.bus}`,
  rounds: (count: number) => `Allow ${count} rounds`,
  newton: 'Solve with Newton–Raphson',
  noon: 'Look at it at noon',
  trace: 'Compute the margin',
  traced: 'Loadability margin',
  traceLead: 'How far all loads can grow together before the feeder has no solution left.',
  statedExample: 'Example: the stated 490 kVA',
  words: {
    lower: (scale: string) => `All loads to ${scale}`,
    base: 'Base power to 1,000 kVA',
    rounds: (count: number) => `Most rounds to ${count}`,
    stated: 'Base power to 490 kVA, peak without sun',
  },
} as const;
