import { expect } from '@open-wc/testing';
import { contractTable } from '../../web/ledger/contracts.ts';
import { meterReading } from '../../web/ledger/contracts/meter-reading.ts';
import { verify } from '../../web/ledger/key.ts';
import { pathHolds } from '../../web/ledger/merkle.ts';
import {
  accountPage,
  blockPage,
  blockRow,
  type StoredBlock,
  transactionPage,
  transactionRows,
} from '../../web/ledger/pages.ts';
import { grow, keyOf, openWorld, pay, signed } from './world.ts';

describe('pages of the ledger', () => {
  const world = openWorld();
  const payload = meterReading.encode({
    ...{ sequence: 1, period: 52, inWh: 400, outWh: 0 },
    ...{ pvWh: 300, bessWh: 60, gridWh: 40 },
  });
  const first = grow(world, [
    pay(world, ['Home 1', 'Home 2'], 4_200_000),
    pay(world, ['Home 3', 'Home 4'], 99_000_000),
    signed(world, { from: 'Home 2', contract: 'meter-reading', payload }),
  ]);
  grow(world, []);
  const stored: StoredBlock = {
    ...world.blocks[0]!,
    receipts: first.receipts,
    verified: true,
  };
  const beside = { chain: world.chain, contracts: contractTable() };

  it('show a block as a row and whole', () => {
    const row = blockRow(stored);
    expect(row).to.deep.equal({
      ...{ height: 1, hash: first.hash, term: 1, index: 2, proposer: 1 },
      ...{ transactionCount: 3, refusedCount: 1, bytes: stored.bytes.length },
      ...{ signed: 3, needed: 3, verified: true },
    });
    const page = blockPage(stored, beside);
    expect(page).to.include(row);
    expect(page.header).to.deep.equal(first.block.header);
    expect(page.raw).to.equal(stored.bytes);
    expect(page.transactions).to.deep.equal(transactionRows(stored, beside));
  });

  it('show a transaction with names, value, energy and what became of it', () => {
    const [paid, refused, read] = transactionRows(stored, beside);
    expect(paid).to.include({ fromName: 'Home 1', toName: 'Home 2', valueMicro: 4_200_000 });
    expect(paid?.receipt).to.deep.equal({ accepted: true });
    expect(refused?.receipt).to.deep.equal({ accepted: false, reason: 'funds' });
    expect(read).to.include({ contract: 'meter-reading', to: '', toName: '', valueMicro: 0 });
    expect(read?.energyWh).to.deep.equal({ pv: 300, bess: 60, grid: 40 });
  });

  it('show a transaction with everything that proves it', () => {
    for (const position of [0, 1, 2]) {
      const page = transactionPage(stored, position, beside)!;
      expect(page.confirmations).to.equal(2);
      expect(pathHolds(page.hash, page.path, page.merkleRoot)).to.equal(true);
      expect(page.merkleRoot).to.equal(first.block.header.merkleRoot);
      const { from, signature } = page.transaction;
      expect(verify(signature, page.signed, from)).to.equal(true);
      expect(page.raw.length).to.equal(page.signed.length + 64);
    }
    const fields = transactionPage(stored, 0, beside)?.meaning.fields;
    expect(fields).to.deep.equal([
      ['to', keyOf('Home 2').publicKey],
      ['valueMicro', '4200000'],
    ]);
    expect(transactionPage(stored, 3, beside)).to.equal(null);
  });

  it('show an account with its latest transactions, and how many more', () => {
    const { publicKey } = keyOf('Home 2');
    const rows = transactionRows(stored, beside);
    const page = accountPage(publicKey, rows, 250, beside);
    expect(page).to.include({ name: 'Home 2', role: 'home', balanceMicro: 54_200_000, nonce: 1 });
    expect(page?.more).to.equal(247);
    expect(accountPage(keyOf('seat 1').publicKey, [], 0, beside)).to.equal(null);
  });
});
