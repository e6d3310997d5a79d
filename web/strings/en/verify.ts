/** The words of the page that checks an exported chain on its own. */
import { formatCount } from '../../units.ts';

const many = (count: number, one: string, more: string): string =>
  `${formatCount(count)} ${count === 1 ? one : more}`;

export const verifyWords = {
  checking: (height: number): string => `Checking: ${many(height, 'block', 'blocks')} hold so far.`,
  stopped: (height: number): string =>
    `Stopped. ${many(height, 'block', 'blocks')} held; the rest was not looked at.`,
  valid: (height: number): string =>
    height === 0
      ? 'This is a genesis without blocks. It holds.'
      : `This chain holds, all ${many(height, 'block', 'blocks')} of it.`,
  validMeaning:
    'Every block names the one before, every transaction was executed again with the same result, and a majority of the seats signed every block.',
  invalid: (height: number): string => `This chain breaks at block ${height + 1}.`,
  invalidStart: 'This is no chain that can be checked.',
  invalidMeaning: (height: number): string =>
    height === 0
      ? 'Nothing after its beginning counts.'
      : `Everything up to block ${formatCount(height)} holds. Nothing after it counts.`,
  height: 'Height',
  heldTo: 'Holds up to',
  tip: 'Tip',
  genesis: 'Genesis',
  seconds: 'Time taken',
  secondsValue: (seconds: number): string => `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`,
  trusted: 'It is the genesis you trust.',
  untrusted:
    'Compare this genesis with one you know, for instance on the Ledger view: a made-up chain may hold too, but begins elsewhere.',
  problem: {
    line: (line: number): string => `Line ${formatCount(line)}`,
    block: (height: number | string): string => `block ${height}`,
    found: 'Found',
    allowed: 'Should be',
    remedy: 'What to do',
  },
  badTrust: 'A genesis hash has 64 digits, 0 to 9 and a to f.',
  empty: 'There is nothing in it. Choose the file that “Export” on the Ledger view gave you.',
  unreadable: 'Your browser could not read this file. Choose it again.',
};
