/** What the page says about computing a year. */
export const yearDesk = {
  stopped: 'Stopped. What is computed stays; go on from there when you like.',
  replaced: 'Another year was started.',
  died: 'The browser ended the computing. What was computed stays; go on from there.',
  impossible: (reason: string): string => `This year cannot be computed: ${reason}.`,
  refused: (name: string): string => `${name} was not taken: nothing has changed.`,
  asKw: 'The numbers are kW all the same',
  imported: (name: string, buses: number): string =>
    `${name}: ${buses} ${buses === 1 ? 'bus takes its load' : 'buses take their loads'} from it.`,
  tuned: (at: { least: string; loss: string; unity: string }): string =>
    `Over the year a power factor of ${at.least} loses least: ${at.loss} MWh, against ` +
    `${at.unity} MWh at 1.00. It is set now.`,
  undo: {
    tuned: (powerFactor: string): string => `Power factor ${powerFactor}, the best of the year`,
    seek: 'Look at the year',
    imported: (name: string): string => `Loads from ${name}`,
  },
};
