/** Words of the chart room. */
export const words = {
  none: 'none',
  empty: 'No values to draw yet.',
  asTable: 'As table',
  asPicture: 'As picture',
  save: 'Save',
  saved: (name: string): string => `Saved ${name}.`,
  copied: 'Copied as a table.',
  copyRefused: 'This browser does not allow copying here. Save the CSV instead.',
  pictureRefused: 'This browser could not draw the PNG. Save the SVG instead.',
  csv: 'CSV',
  svg: 'SVG',
  png: 'PNG',
  copy: 'Copy',
  tools: (heading: string): string => `Data and picture of: ${heading}`,
  chart: 'chart',
  keys:
    'Arrow keys move along the values, Home and End jump to the ends, Page Up and Page Down ' +
    'change the series, Enter selects, Escape leaves.',
  series: 'Series',
  label: 'Label',
  rowsShown: (shown: number, all: number): string =>
    `The first ${shown} of ${all} rows; the CSV holds all.`,
  cursor: (at: { series: string; label: string; x: string; y: string }): string =>
    `${[at.series, at.label].filter((name) => name !== '').join(', ')}: ${at.y} at ${at.x}`.replace(
      /^: /,
      '',
    ),
  quantity: (value: string, unit: string): string => (unit === '' ? value : `${value} ${unit}`),
  provenance: (from: { version: string; link: string; seed: string; title: string }): string =>
    `GridLedger ${from.version}; ${from.title}; seed ${from.seed}; scenario ${from.link}`,
  selected: 'selected',
};
