/** What the page says about making forecasts. */
export const forecastDesk = {
  stopped: 'You stopped it.',
  replaced: 'The question changed meanwhile.',
  noBus: 'This network has no load to foretell.',
  refused: (remedy: string): string => `This history cannot be foretold. ${remedy}`,
  trouble: {
    network:
      'Prophet is not saved in this browser yet and could not be fetched. The simple methods go ' +
      'on working; connect once, and it stays.',
    noWasm: 'This browser does not run WebAssembly, so Prophet cannot work. The simple methods do.',
    died: 'The browser ended Prophet’s thread. Ask again; close other tabs if it happens twice.',
  },
  applied: (at: { count: number; loadKw: string; percent: string }): string =>
    at.count === 1
      ? `The bus now carries ${at.loadKw} kW, ${at.percent} % of its peak. The grid before is pinned as the baseline.`
      : `${at.count} buses now carry ${at.percent} % of their peaks. The grid before is pinned as the baseline.`,
  lookAtGrid: 'Look at the grid',
  undo: {
    applied: (count: number): string =>
      count === 1 ? 'Forecast load on the feeder' : `Forecast load at ${count} buses`,
  },
};
