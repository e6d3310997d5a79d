/** Words of the year before it is opened. */
export const year = {
  heading: 'The whole year',
  lead: 'every hour of it: weather, loads, packs, voltages, energy and cost',
  missing: 'The year could not be loaded. Reload the page to retry.',
  loading: 'Opening the year.',
} as const;
