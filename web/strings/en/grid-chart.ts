/** Words of the grid view's charts and tables. */
export const tables = {
  heading: 'All buses and lines as tables',
  buses: 'All buses',
  lines: 'All lines; power enters at the bus named first',
  bus: 'Bus',
  voltage: 'Voltage',
  angle: 'Angle',
  state: 'State',
  load: 'Load',
  reactive: 'Reactive load',
  panels: 'Panels',
  sun: 'Sun',
  packs: 'Packs',
  packPower: 'Packs, discharge positive',
  generation: 'Fed in',
  generationReactive: 'Reactive power fed in',
  from: 'From bus',
  to: 'To bus',
  power: 'Power',
  reactivePower: 'Reactive power',
  loss: 'Losses',
  reactiveLoss: 'Reactive losses',
  apparent: 'Apparent power',
  rating: 'Rating',
  open: 'open',
  closed: 'closed',
} as const;

export const charts = {
  voltage: 'Voltage',
  voltageAt: (bus: number) => `Voltage at bus ${bus}`,
  distance: 'Impedance from the grid’s side',
  bus: (id: number) => `bus ${id}`,
  baseline: 'baseline',
  now: 'now',
  tooLow: (limit: string) => `too low, under ${limit}`,
  tooHigh: (limit: string) => `too high, over ${limit}`,
  profile: 'Voltage over distance',
  profileSummary: (o: { voltage: string; bus: number; word: string }) =>
    `Lowest ${o.voltage} at bus ${o.bus}: ${o.word}.`,
  noVoltages: 'Without a solution there are no voltages to draw.',
  time: 'Time of day',
  power: 'Power',
  load: 'Load',
  sun: 'Sun',
  packs: 'Packs',
  grid: 'From the grid',
  day: 'The day in power',
  daySummary: (o: { load: string; time: string }) => `The load peaks at ${o.load} at ${o.time}.`,
  dayWaiting: 'The day is being computed.',
  dayVoltage: 'The day in voltage',
  dayVoltageSummary: (o: { voltage: string; time: string; bus: string }) =>
    `Lowest of the day: ${o.voltage} at ${o.bus}, ${o.time}.`,
  highest: 'highest bus',
  lowest: 'lowest bus',
  nose: (bus: number) => `How far the loads can grow, seen at bus ${bus}`,
  noseSummary: (o: { lambda: string; voltage: string }) =>
    `The curve turns at ${o.lambda} times these loads and ${o.voltage} pu.`,
  lambda: 'All loads together, times what is asked for',
  noSolution: 'no solution',
  asked: (scale: string) => `asked for, ${scale} ×`,
  trace: 'How the solver got there',
  traceSummary: (o: { run: string; sweeps: number; mismatch: string }) =>
    `${o.run}: ${o.sweeps} ${o.sweeps === 1 ? 'round' : 'rounds'} to ${o.mismatch} pu.`,
  traceFailed: (o: { run: string; sweeps: number; mismatch: string }) =>
    `${o.run}: not solved after ${o.sweeps} ${o.sweeps === 1 ? 'round' : 'rounds'}, ` +
    `${o.mismatch} pu left.`,
  rounds: 'Round',
  mismatch: 'Largest mismatch',
  run: (method: string, factor: string) => `${method} ${factor}`,
  counted: (run: string, rounds: string) => `${run}: ${rounds}`,
  tolerance: 'good enough',
  method: 'Method',
  factor: 'Acceleration factor',
  toleranceField: 'Good enough at',
  most: 'Most rounds',
  compare: 'Compare all methods',
  comparing: 'Comparing…',
  forget: 'Forget earlier runs',
  traceWhy: {
    plain:
      'Plain Gauss–Seidel lets each bus see only its neighbours, so news crosses the feeder one ' +
      'line a round. A factor above 1 overshoots on purpose and needs far fewer rounds.',
    accelerated: (factor: string) =>
      `A factor of ${factor} moves each voltage further than Gauss–Seidel asks; up to a point ` +
      'that saves rounds, near 2 it swings and fails.',
    slow: 'A factor below 1 holds each voltage back: steadier, and slower.',
    newton:
      'Newton–Raphson solves all buses together with the slopes of the equations, so the ' +
      'mismatch is about squared in every round.',
    fast:
      'The fast method sums currents from the ends and drops voltages from the grid’s side, ' +
      'again and again; on a feeder that is nearly exact at once.',
    failed: 'The mismatch no longer falls: there is no voltage at which these loads are served.',
  },
} as const;
