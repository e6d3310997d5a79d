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
  'cluster.reset()': 'empties every disk and begins a new chain; the old one is gone',
  "ledger.set('x', '3')": 'sets a named cell; resolves once it is committed',
  "ledger.get('x')": 'reads it as of now: { value, version }',
  "ledger.balance('Home 7')": 'an account by name or public key',
  'ledger.block(height)': 'a block; also transaction(hash)',
  'ledger.submit(transaction)': 'a signed transaction; resolves once it is committed',
  'ledger.export()': 'the whole chain with certificates as JSON Lines; verify(text) checks it',
};
