/** What a forecast is asked; its day is the scenario's day. */
export interface ForecastScenario {
  /** 0: the load of a bus; 1: what the sun gives to the panels standing there. */
  readonly what: number;
  /** Which bus of the network; 0 = the one with the largest load, or with the most panels. */
  readonly bus: number;
  /** Days of history before the scenario's day, 7 … 364; fewer where the year has fewer. */
  readonly historyDays: number;
  /** Share of all outcomes that the band is to hold, 0.5 … 0.99. */
  readonly band: number;
  /** How freely the trend bends, 0.001 … 10. */
  readonly bendPrior: number;
  /** 1: public holidays are days of their own; 0: days like any other. */
  readonly holidays: number;
  /** 1: the trend may rise or fall; 0: it stays level. */
  readonly growth: number;
}

export const DEFAULT_FORECAST: ForecastScenario = {
  what: 0,
  bus: 0,
  historyDays: 60,
  band: 0.8,
  bendPrior: 0.05,
  holidays: 1,
  growth: 1,
};
