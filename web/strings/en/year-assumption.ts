/** Words of the year's assumptions and of loads from one's own meter. */
export const assumptions = {
  heading: 'Assumptions of the year',
  locked: 'The link you opened keeps these as they are.',
  step: 'Step',
  steps: { 60: 'Hours', 15: 'Quarter-hours' },
  stepChange: (name: string) => `Year in ${name.toLowerCase()}`,
  dispatch: 'When packs charge and give back',
  dispatches: {
    idle: 'Never',
    'self-consumption': 'Use your own sun',
    'peak-shaving': 'Cut the peaks',
    arbitrage: 'Buy at night',
    forecast: 'Plan the day ahead',
    'own-bus': 'Each bus for itself',
  },
  dispatchDoes: {
    idle: 'Packs do nothing: the yardstick for the other rules.',
    'self-consumption':
      'Packs of the whole feeder take what the sun makes beyond the load and give it back as soon ' +
      'as the load is more.',
    'peak-shaving':
      'Above a level of the year’s highest net load, which is told in advance, packs give; below ' +
      'it they take, from the sun first and then from the grid.',
    arbitrage:
      'At night packs take all they can; by day they give what the feeder draws. They rest where ' +
      'the night’s price and the charging losses leave no gain.',
    forecast:
      'Each midnight a level is chosen for the next day from the days before; above it packs ' +
      'give, below it they take.',
    'own-bus':
      'At each bus packs take what its panels make beyond its load and give only to its own load; ' +
      'what is left of the sun is not used. Nothing is sent back.',
  },
  dispatchChange: (name: string) => `Packs: ${name.toLowerCase()}`,
  groups: {
    sun: 'Sun and sky',
    load: 'Loads',
    pack: 'Packs',
    price: 'Prices and fee',
  },
  feeBasis: 'The ledger’s fee is paid on',
  feeBases: { kwh: 'each local kWh', transaction: 'each transaction' },
  feeChange: (name: string) => `Fee on ${name}`,
  tune: 'Find the power factor that loses least',
  tuneNote: 'Tries the power factors of panels and packs on the year and sets the best.',
} as const;

export const meter = {
  heading: 'Your own meter',
  lead:
    'A CSV with a column of time and one of kW or kWh, of a year in hours or quarter-hours. It is ' +
    'read here; nothing is sent anywhere.',
  file: 'Open a meter’s CSV',
  bus: 'It measures',
  byColumn: 'the buses its columns name',
  busName: (id: number) => `bus ${id}`,
  shown: (o: { name: string; step: string }) => `${o.name}, in ${o.step}`,
  busColumn: 'Bus',
  energy: 'Energy',
  peak: 'Highest',
  remove: 'Back to generated loads',
  removed: 'Loads as generated',
  locked: 'The link you opened keeps the loads as they are.',
} as const;
