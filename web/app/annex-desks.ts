/** Opens the desks of cluster and ledger; loaded on first use. */
import type { AnnexDesks, AnnexHouse } from './annex.ts';
import type { LedgerCommand } from './cluster-command.ts';
import type { AnnexCommand } from './command.ts';
import { ClusterDesk } from './cluster-desk.ts';
import { LedgerDesk } from './ledger-desk.ts';

const isLedger = (command: AnnexCommand): command is LedgerCommand =>
  /^(?:ledger|wallet|past)/.test(command.kind);

export function openDesks(house: AnnexHouse): AnnexDesks {
  const cluster = new ClusterDesk(house);
  const ledger = new LedgerDesk(house, cluster);
  return {
    live: () => cluster.live(),
    dispatch(command) {
      if (isLedger(command)) ledger.take(command);
      else cluster.take(command);
    },
    async dispose() {
      ledger.dispose();
      await cluster.dispose();
    },
  };
}
