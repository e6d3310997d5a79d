/** What `gridledger.help()` prints; loaded when it is asked. */
export const METHODS: Readonly<Record<string, string>> = {
  'help()': 'prints this list',
  version: 'the version of this page',
  'scenario()': 'the scenario now, its link and its result stamp, once they are computed',
  'cluster.status()': 'every seat as this tab knows it',
  'cluster.host(seat)': 'this tab takes the seat over; also release, crash, restart, wipe',
  'cluster.partition([[1,2],[3,4,5]])': 'seats of different groups do not hear each other',
  'cluster.heal()': 'all links carry again',
  'cluster.network({ delayMs, lossPercent, duplicatePercent })': 'every link from now on',
  'cluster.transferLeadership(seat)': 'the leader hands over; also addSeat(), removeSeat(seat)',
};
