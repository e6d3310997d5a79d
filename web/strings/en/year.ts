/** Words of the year in the Grid view: job, map, charts and tables. */
import { formatCount } from '../../units.ts';
import type { MessageKind } from '../../year/message.ts';

const plural = (count: number, one: string, many: string): string => (count === 1 ? one : many);

export const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'],
  ...['October', 'November', 'December'],
] as const;

export const year = {
  heading: 'The whole year',
  why: 'Why',
  onFeeder: (reading: string) => `The feeder above shows ${reading}.`,
  toFeeder: 'Go up to it',
} as const;

export const run = {
  heading: 'The whole year',
  start: 'Compute the year',
  again: 'Compute it again',
  fresh: 'Compute it for what you have now',
  restart: 'Start over',
  cancel: 'Stop',
  resume: 'Continue',
  pin: 'Pin this year',
  drop: 'Forget the pinned year',
  plan: (o: { slots: number; minutes: number; buses: number }) =>
    `${formatCount(o.slots)} power flows of ${o.buses} buses: every ` +
    `${o.minutes === 60 ? 'hour' : 'quarter of an hour'} from 1 January to 31 December.`,
  progress: (o: { date: string; done: number; total: number }) =>
    `${o.date} · ${formatCount(o.done)} of ${formatCount(o.total)}`,
  done: (o: { slots: number; time: string; stamp: string }) =>
    `${formatCount(o.slots)} power flows in ${o.time}${o.stamp === '' ? '' : ` · result ${o.stamp}`}`,
  stopped: (o: { date: string; done: number; total: number; reason: string }) =>
    `${o.reason} ${o.date} is reached: ${formatCount(o.done)} of ${formatCount(o.total)}.`,
  resumable: 'Continue ends at the same figures as if you had never stopped.',
  stale: 'This year belongs to the old inputs. The grid, a device or an assumption changed since.',
  spoken: (percent: number) => `The year, ${percent} % done`,
} as const;

export const map = {
  show: 'Show',
  limits: 'Hatch what is outside limits',
  names: {
    lowest: 'Lowest voltage',
    highest: 'Highest voltage',
    load: 'Load',
    sun: 'Sun on the panels',
    pv: 'Panels',
    curtailed: 'Sun not used',
    pack: 'Packs',
    stored: 'Stored in packs',
    grid: 'From the grid',
    loss: 'Losses',
  },
  /** What the two ends of a scale mean, where a number alone does not say it. */
  ends: {
    lowest: ['low', 'high'],
    highest: ['low', 'high'],
    pack: ['charging', 'giving'],
    grid: ['sent back', 'drawn'],
  } as Partial<Record<string, readonly [string, string]>>,
  roledescription: 'heat map',
  title: (name: string) => `${name}, day by hour`,
  hours: 'Hour of the day',
  keys:
    'Arrow keys move by the hour and by the day, with Shift by a week; Page Up and Page Down by ' +
    'the month, Home and End to the ends of the year. Enter shows that moment on the feeder.',
  hint: 'Press a moment to see it on the feeder.',
  reading: (o: { date: string; clock: string; name: string; value: string }) =>
    `${o.date}, ${o.clock}: ${o.name.toLowerCase()} ${o.value}`,
  atBus: (value: string, bus: number) => `${value} at bus ${bus}`,
  unsolved: 'not computed yet',
  failed: 'no solution',
  outside: 'outside the limits',
  charging: (value: string) => `charging with ${value}`,
  giving: (value: string) => `giving ${value}`,
  idle: 'idle',
  drawn: (value: string) => `${value} drawn`,
  back: (value: string) => `${value} sent back`,
  shown: (o: { date: string; clock: string }) => `The feeder shows ${o.date}, ${o.clock}.`,
  range: (o: { name: string; low: string; high: string }) =>
    `${o.name} from ${o.low} to ${o.high}.`,
  outsideCount: (o: { count: string; share: string }) =>
    `${o.count} (${o.share}) have a voltage outside the limits.`,
  allInside: 'Every voltage stays inside its limits.',
  insideSoFar: 'So far every voltage stays inside its limits.',
  count: (o: { slots: number; minutes: number }) =>
    o.minutes === 60
      ? `${formatCount(o.slots)} ${plural(o.slots, 'hour', 'hours')}`
      : `${formatCount(o.slots)} ${plural(o.slots, 'quarter-hour', 'quarter-hours')}`,
  nothing: 'No figures yet.',
  empty: 'No year yet. Compute it, and it fills in here as it is solved.',
  legendOutside: 'outside limits',
} as const;

export const table = {
  month: 'Month',
  least: 'Lowest',
  mean: 'Mean',
  most: 'Highest',
  outside: 'Outside limits',
  unsolved: 'Without solution',
  hours: 'h',
  monthly: (name: string) => `${name} by month`,
  date: 'Date',
  clock: 'Time',
  day: 'Day of the year',
  state: 'Limits',
  states: ['not computed', 'inside', 'outside', 'no solution'],
  columns: {
    plane: 'Sun on the panels (kW/m²)',
    horizontal: 'Sun on level ground (kW/m²)',
    ambient: 'Air (°C)',
    wind: 'Wind (m/s)',
    cloud: 'Sky under cloud (share)',
    gridKvar: 'From the grid (kvar)',
    voltage: 'Voltage at bus',
    load: 'Load at bus',
    pv: 'Panels at bus',
    pack: 'Packs at bus',
  },
} as const;

export const whys = {
  idle:
    'A day shows a feeder at its best or worst. A year shows how often: weather, weekdays and ' +
    'seasons in every hour, with packs that remember yesterday.',
  running: 'Each column of the map appears as its day is solved.',
  failed: (o: { count: string; date: string; clock: string }) =>
    `In ${o.count} the feeder was asked for more than it can carry, first on ${o.date} at ` +
    `${o.clock}; the solver found no voltages there.`,
  low: (o: { voltage: string; bus: number; when: string; cause: string }) =>
    `Lowest voltage ${o.voltage} at bus ${o.bus}, ${o.when}, because ${o.cause}.`,
  high: (o: { voltage: string; bus: number; when: string; cause: string }) =>
    `Highest voltage ${o.voltage} at bus ${o.bus}, ${o.when}, because ${o.cause}.`,
  causes: {
    dark: 'no sun',
    /** By day: an inverter stands still below a share of what its panels are rated for. */
    dim: 'too little sun for the inverters to start',
    emptyPacks: (o: { load: string; none: string }) =>
      `${o.load} of load meet empty packs and ${o.none}`,
    packs: (o: { load: string; pack: string; none: string }) =>
      `${o.load} of load get ${o.pack} from the packs; there is ${o.none}`,
    noPacks: (o: { load: string; none: string }) =>
      `${o.load} of load meet ${o.none}, and there are no packs`,
    sun: (o: { load: string; pv: string }) => `${o.load} of load get only ${o.pv} from the panels`,
    charging: (o: { power: string; load: string }) =>
      `the packs draw ${o.power} on top of ${o.load} of load`,
    load: (load: string) => `${load} of load must travel through the lines`,
    back: (power: string) => `${power} more than is used flow back to the grid`,
    device: 'more is fed in there than is used there',
  },
} as const;

export const failedList = {
  heading: (count: string) => `Without solution: ${count}`,
  lead: 'The solver found no voltages in these. Press one to see on the feeder how far it came.',
  row: (date: string, clock: string) => `${date}, ${clock}`,
  seen: (o: { bus: number; mismatch: string }) =>
    `worst at bus ${o.bus}, ${o.mismatch} pu left over`,
  more: (count: number) => `and ${formatCount(count)} more; all stand in the CSV of the year`,
} as const;

export const charts = {
  hours: 'Hours of the year',
  power: 'Power',
  energy: 'Energy',
  month: 'Month',
  load: 'Load',
  net: 'Net load',
  netBefore: 'Net, pinned year',
  duration: 'How long the load lasts',
  durationSummary: (o: { peak: string; low: string; half: string }) =>
    `Load ${o.low} to ${o.peak}; half the year above ${o.half}.`,
  voltage: 'Lowest voltage',
  voltageBefore: 'Pinned year',
  voltageDuration: 'How long the voltage is low',
  voltageSummary: (o: { below: string; limit: string }) =>
    `${o.below} lie under ${o.limit} pu at some bus.`,
  voltageFine: (limit: string) => `No hour lies under ${limit} pu at any bus.`,
  voltageAxis: 'Lowest voltage of the feeder',
  months: 'Where the energy comes from',
  monthsSummary: (o: { load: string; pv: string; grid: string }) =>
    `${o.load} MWh used; ${o.pv} from panels, ${o.grid} from the grid.`,
  leaves: 'What is lost, left or sent back',
  leavesSummary: (o: { loss: string; curtailed: string; back: string }) =>
    `${o.loss} MWh lost, ${o.curtailed} of sun not used, ${o.back} sent back.`,
  pv: 'Panels',
  grid: 'From the grid',
  loss: 'Line losses',
  curtailed: 'Sun not used',
  back: 'Sent back',
} as const;

export const accounts = {
  energy: 'Energy of the year',
  quantity: 'Quantity',
  now: 'This year',
  before: 'Pinned',
  change: 'Change',
  pinNote: 'Pin this year, change something, and both stand side by side.',
  rows: {
    loadMwh: 'Load',
    chargeMwh: 'Packs taken in',
    dischargeMwh: 'Packs given back',
    pvMwh: 'Panels, used',
    curtailedMwh: 'Panels, not used',
    importMwh: 'From the grid',
    exportMwh: 'Sent back',
    lossMwh: 'Line losses',
    generationMwh: 'The case’s own generators',
    shuntMwh: 'Shunts',
    unservedMwh: 'Loads that no line feeds',
  },
  selfConsumption: 'Of the panels’ energy used here',
  selfSufficiency: 'Of what is used made here',
  lowest: 'Lowest voltage',
  highest: 'Highest voltage',
  at: (o: { bus: number; when: string }) => `bus ${o.bus}, ${o.when}`,
  peak: 'Highest draw from the grid',
  outside: 'Outside the limits',
  failed: 'Without solution',
  deviation: 'Mean Σ|1 − V|',
  hours: 'h',
  covers: (share: string) => `${share} of the year so far.`,
  cost: 'Cost of the year',
  line: 'Line and its assumption',
  price: 'Price',
  sum: '$ a year',
  total: 'In all',
  notCounted: 'not added',
  perTransaction: '$ each',
  transactions: 'transactions',
  costs: {
    grid: 'Energy from the grid',
    losses: 'Of it, what lines lost',
    pv: 'Energy from panels',
    packs: 'Energy from packs',
    fee: 'Fee of the ledger',
    export: 'Paid for what is sent back',
    'charging-pv': 'Charging from panels',
    'charging-grid': 'Charging from the grid',
    ledger: 'What the chain here cost',
  },
  because: {
    grid: 'without the losses, which stand below',
    losses: 'losses are bought at the grid’s price',
    pv: 'what panels cost over their life, per kWh',
    packs: 'what packs cost over their life, per kWh given back',
    feeKwh: 'on each kWh of panels and packs, as the thesis states',
    feeTransaction: 'on each transaction, as the thesis’s total uses',
    export: 'earned where something is paid',
    'charging-pv': 'already in the panels’ line',
    'charging-grid': 'already in the grid’s line',
    ledger: 'transactions of the chain in the Ledger view',
  },
  table10: 'Before and after, as in the thesis’s Table 10',
  table10Note:
    'Before is the pinned year. The thesis prints no hourly data, so its figures can be checked ' +
    'for size only; Reproduce does that.',
  table10Rows: {
    load: 'Load, charging included',
    losses: 'Line losses',
    pv: 'From panels',
    packs: 'From packs',
    import: 'From the grid',
    cost: 'Cost',
    'loss-value': 'Cost of losses',
  },
  of: (share: string) => `${share} of it`,
  save: 'Save every hour as CSV',
  saving: 'Writing the file.',
  saved: (name: string) => `Saved ${name}.`,
} as const;

export const dayMessages = {
  heading: (date: string): string => `What the gateway says on ${date}`,
  none: 'Nothing: every voltage keeps its limits, no pack is full or at its reserve.',
  kinds: {
    full: (bus: number): string => `Packs at bus ${bus} are full; more sun finds no room there.`,
    reserve: (bus: number): string =>
      `Packs at bus ${bus} are down to their reserve and give nothing more.`,
    curtailed: (): string => 'Panels make more than anybody may take; the rest is turned off.',
    'curtailed-end': (): string => 'All the panels make is taken again.',
    'voltage-low': (bus: number): string => `Voltage too low, lowest at bus ${bus}.`,
    'voltage-high': (bus: number): string => `Voltage too high, highest at bus ${bus}.`,
    'voltage-back': (): string => 'Every voltage is inside its limits again.',
    unsolved: (): string => 'The feeder is asked for more than it can carry: no solution.',
  } satisfies Record<MessageKind, (bus: number) => string>,
};
