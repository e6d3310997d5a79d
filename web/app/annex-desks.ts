/** Opens the desks of cluster, ledger, year and forecast; loaded on first use. */
import type { AnnexDesks, AnnexHouse } from './annex.ts';
import type { LedgerCommand } from './cluster-command.ts';
import type { AnnexCommand } from './command.ts';
import { ClusterDesk } from './cluster-desk.ts';
import type { ForecastCommand } from './forecast-command.ts';
import { ForecastDesk } from './forecast-desk.ts';
import { LedgerDesk } from './ledger-desk.ts';
import type { YearCommand } from './year-command.ts';
import { YearDesk } from './year-desk.ts';

const isYear = (command: AnnexCommand): command is YearCommand => command.kind.startsWith('year-');

const isForecast = (command: AnnexCommand): command is ForecastCommand =>
  command.kind.startsWith('forecast-');

const isLedger = (command: AnnexCommand): command is LedgerCommand =>
  /^(?:ledger|wallet|past)/.test(command.kind);

export function openDesks(house: AnnexHouse): AnnexDesks {
  const cluster = new ClusterDesk(house);
  const ledger = new LedgerDesk(house, cluster);
  const year = new YearDesk(house);
  const forecast = new ForecastDesk(house);
  return {
    live: () => cluster.live(),
    dispatch(command) {
      if (isYear(command)) year.take(command);
      else if (isForecast(command)) forecast.take(command);
      else if (isLedger(command)) ledger.take(command);
      else cluster.take(command);
    },
    async dispose() {
      ledger.dispose();
      year.dispose();
      forecast.dispose();
      await cluster.dispose();
    },
  };
}
