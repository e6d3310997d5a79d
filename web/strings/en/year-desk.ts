/** What the page says about computing a year. */
export const yearDesk = {
  stopped: 'Stopped. What is computed stays; go on from there when you like.',
  replaced: 'Another year was started.',
  died: 'The browser ended the computing. What was computed stays; go on from there.',
  impossible: (reason: string): string => `This year cannot be computed: ${reason}.`,
  refused: (name: string): string => `${name} was not taken: nothing has changed.`,
  imported: (name: string, buses: number): string =>
    `${name}: ${buses} ${buses === 1 ? 'bus takes its load' : 'buses take their loads'} from it.`,
  undo: {
    seek: 'Look at the year',
    imported: (name: string): string => `Loads from ${name}`,
  },
};
