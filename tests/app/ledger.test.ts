import { expect } from '@open-wc/testing';
import { verify } from '../../web/ledger/key.ts';
import { decodeTransaction, signedPart } from '../../web/ledger/transaction.ts';
import { MemoryCluster } from './memory-cluster.ts';
import { openPage, type Page } from './page.ts';

const SEED = 0x7f3a;

async function openLedger(database?: string): Promise<{
  page: Page;
  cluster: MemoryCluster;
  saved: string[];
}> {
  const cluster = new MemoryCluster(SEED);
  const saved: string[] = [];
  const page = openPage({
    hash: `#/ledger?v=1&s=${SEED.toString(16)}&c=thesis13&x=1`,
    openCluster: () => Promise.resolve(cluster.live),
    ...(database === undefined ? {} : { database }),
    saveFile: (_name, pieces) => saved.push(...pieces),
  });
  await page.session.recalled;
  page.session.dispatch({ kind: 'ledger-open' });
  await page.until(({ ledger }) => ledger.wallets.length > 0);
  return { page, cluster, saved };
}

const nameOf = (page: Page, name: string): string =>
  page.session.snapshot.ledger.wallets.find((wallet) => wallet.name === name)?.publicKey ?? '';

describe('the ledger’s desk', () => {
  let open: Page | null = null;
  afterEach(async () => {
    await open?.session.dispose();
    open = null;
  });

  it('pays from one account to another, and the chain holds what the accounts signed', async () => {
    const { page, cluster } = await openLedger();
    open = page;
    const [from, to] = [nameOf(page, 'Home 1'), nameOf(page, 'Home 2')];
    page.session.dispatch({ kind: 'wallet-pay', from, to, valueMicro: 4_200_000 });
    await page.until(({ ledger }) => ledger.errands[0]?.state.kind === 'committed');
    await page.until(({ ledger }) => ledger.wallets.some((each) => each.balanceMicro === 54.2e6));
    const { ledger } = page.session.snapshot;
    expect(ledger.height).to.equal(1);
    const balances = Object.fromEntries(ledger.wallets.map((each) => [each.name, each]));
    expect(balances['Home 1']?.balanceMicro).to.equal(45_800_000);
    const answer = cluster.query({ kind: 'transaction', hash: ledger.errands[0]!.hash });
    const raw = answer.kind === 'transaction' ? answer.page!.raw : new Uint8Array();
    const transaction = decodeTransaction(raw)!;
    expect(verify(transaction.signature, signedPart(transaction), from)).to.equal(true);
  });

  it('sends two payments of one account without waiting for the first block', async () => {
    const { page, cluster } = await openLedger();
    open = page;
    const [from, to] = [nameOf(page, 'Home 1'), nameOf(page, 'Home 2')];
    page.session.dispatch({ kind: 'wallet-pay', from, to, valueMicro: 1e6 });
    page.session.dispatch({ kind: 'wallet-pay', from, to, valueMicro: 2e6 });
    await page.until(({ ledger }) =>
      [0, 1].every((at) => ledger.errands[at]?.state.kind === 'committed'),
    );
    expect(cluster.chain.tip.height).to.equal(2);
  });

  it('says why a payment is refused, and the next one goes through', async () => {
    const { page } = await openLedger();
    open = page;
    const [from, to] = [nameOf(page, 'Home 1'), nameOf(page, 'Home 2')];
    page.session.dispatch({ kind: 'wallet-pay', from, to, valueMicro: 51e6 });
    const refused = await page.until(({ ledger }) => ledger.errands[0]?.state.kind === 'refused');
    expect(refused.ledger.errands[0]?.state).to.deep.equal({ kind: 'refused', reason: 'funds' });
    page.session.dispatch({ kind: 'wallet-pay', from, to, valueMicro: 50e6 });
    await page.until(({ ledger }) => ledger.errands[0]?.state.kind === 'committed');
  });

  it('keeps what an owner wants to be told about over a reload', async () => {
    const database = `ledger-alerts-${SEED}`;
    const { page } = await openLedger(database);
    const account = nameOf(page, 'Home 3');
    const wanted = { account, lowMicro: 60e6, urgentMicro: 55e6 };
    page.session.dispatch({ kind: 'wallet-thresholds', ...wanted });
    const told = await page.until(({ ledger }) =>
      ledger.wallets.some(({ publicKey, lowMicro }) => publicKey === account && lowMicro === 60e6),
    );
    expect(told.alerts).to.deep.equal([wanted]);
    page.clock.pass(5000);
    await page.session.dispose();
    const again = await openLedger(database);
    open = again.page;
    await open.until(({ ledger }) =>
      ledger.wallets.some(({ publicKey, lowMicro }) => publicKey === account && lowMicro === 60e6),
    );
  });

  it('says that nobody leads only as long as nobody does', async () => {
    const { page, cluster } = await openLedger();
    open = page;
    cluster.lead(0);
    await page.until(({ ledger }) => ledger.words !== '');
    cluster.lead(2);
    await page.until(({ ledger }) => ledger.words === '');
  });

  it('shows what lies on the disk until a seat answers, and calls none of it checked', async () => {
    const { page, cluster } = await openLedger();
    const [from, to] = [nameOf(page, 'Home 1'), nameOf(page, 'Home 2')];
    for (const valueMicro of [1e6, 2e6, 3e6]) {
      page.session.dispatch({ kind: 'wallet-pay', from, to, valueMicro });
    }
    await page.until(({ ledger }) => ledger.height === 3);
    await page.session.dispose();
    cluster.asleep = true;
    open = openPage({
      hash: `#/ledger?v=1&s=${SEED.toString(16)}&c=thesis13&x=1`,
      openCluster: () => Promise.resolve(cluster.live),
    });
    open.session.dispatch({ kind: 'ledger-open' });
    const early = await open.until(({ ledger }) => ledger.rows.length === 3);
    expect(early.ledger.height).to.equal(3);
    const marks = early.ledger.rows.map(({ height, verified }) => [height, verified]);
    expect(marks).to.deep.equal([3, 2, 1].map((height) => [height, null]));
    expect(early.ledger.words).not.to.equal('');
    open.session.dispatch({ kind: 'ledger-window', from: 3, count: 30 });
    // A seat that knows more comes up.
    cluster.wake();
    const late = await open.until(({ ledger }) => ledger.rows[0]?.verified === true);
    expect(late.ledger.rows).to.have.length(3);
    expect([late.ledger.words, late.notices]).to.deep.equal(['', []]);
  });

  it('tops up from the faucet', async () => {
    const { page } = await openLedger();
    open = page;
    const to = nameOf(page, 'Home 3');
    page.session.dispatch({ kind: 'wallet-top-up', to, valueMicro: 10e6 });
    await page.until(({ ledger }) =>
      ledger.wallets.some((each) => each.publicKey === to && each.balanceMicro === 60e6),
    );
  });

  it('repairs no copy from a chain that does not hold itself', async () => {
    const { page, cluster } = await openLedger();
    open = page;
    const [from, to] = [nameOf(page, 'Home 1'), nameOf(page, 'Home 2')];
    page.session.dispatch({ kind: 'wallet-pay', from, to, valueMicro: 400_000 });
    await page.until(({ ledger }) => ledger.height === 1);
    page.session.dispatch({ kind: 'past', rung: 4, act: 'do' });
    await page.until((now) => Boolean(now.ledger.past?.past));
    cluster.blocks[0] = { ...cluster.blocks[0]!, certificate: [] };
    page.session.dispatch({ kind: 'past', rung: 4, act: 'repair' });
    const { ledger } = await page.until(({ notices }) =>
      notices.some(({ problems }) => problems.length > 0),
    );
    expect(ledger.past?.repaired).to.equal(false);
  });

  it('finds blocks, transactions and accounts by height, hash and name', async () => {
    const { page } = await openLedger();
    open = page;
    const [from, to] = [nameOf(page, 'Home 1'), nameOf(page, 'Home 2')];
    page.session.dispatch({ kind: 'wallet-pay', from, to, valueMicro: 1e6 });
    const { ledger } = await page.until((now) => now.ledger.height === 1);
    const hash = ledger.errands[0]!.hash;
    page.session.dispatch({ kind: 'ledger-search', text: ' 1 ' });
    const block = await page.until((now) => now.ledger.block !== null);
    expect(block.link).to.match(/open=block:1$/);
    page.session.dispatch({ kind: 'ledger-search', text: hash.slice(0, 8) });
    await page.until((now) => now.ledger.transaction?.hash === hash);
    page.session.dispatch({ kind: 'ledger-search', text: hash.toUpperCase() });
    const found = await page.until((now) => now.ledger.transaction !== null);
    expect(found.ledger.transaction?.valueMicro).to.equal(1e6);
    page.session.dispatch({ kind: 'ledger-check-signature', hash });
    const checked = await page.until((now) => now.ledger.checked !== null);
    expect(checked.ledger.checked?.held).to.equal(true);
    page.session.dispatch({ kind: 'ledger-search', text: 'home 2' });
    const account = await page.until((now) => now.ledger.account !== null);
    expect(account.ledger.account?.balanceMicro).to.equal(51e6);
    page.session.dispatch({ kind: 'ledger-search', text: 'Home 99' });
    const none = await page.until((now) => now.ledger.searchWords !== '');
    expect(none.ledger.place.kind).to.equal('account');
  });

  it('checks the whole chain, saves it, and shows a chain that was saved', async () => {
    const { page, saved } = await openLedger();
    open = page;
    const [from, to] = [nameOf(page, 'Home 1'), nameOf(page, 'Home 2')];
    for (const valueMicro of [1e6, 2e6, 3e6]) {
      page.session.dispatch({ kind: 'wallet-pay', from, to, valueMicro });
    }
    await page.until(({ ledger }) => ledger.height === 3);
    page.session.dispatch({ kind: 'ledger-verify' });
    const done = await page.until(({ ledger }) => ledger.verify.state === 'done');
    const { verify: job } = done.ledger;
    expect(job.state === 'done' && job.part).to.include({ height: 3, fault: '' });
    page.session.dispatch({ kind: 'ledger-export' });
    await page.until(({ notices }) => notices.length > 0);
    expect(saved).to.have.length(4);

    // As a file that is dropped anywhere on the page.
    page.session.dispatch({ kind: 'import', name: 'mine.jsonl', text: saved.join('') });
    const imported = await page.until(({ ledger }) => ledger.imported === 'mine.jsonl');
    expect(imported.ledger.height).to.equal(3);
    page.session.dispatch({ kind: 'ledger-go', place: { kind: 'block', height: 2 } });
    await page.until(({ ledger }) => ledger.block?.height === 2);

    const damaged = saved.join('').replace(/"block":"(.{200})./, '"block":"$1A');
    page.session.dispatch({ kind: 'ledger-import', name: 'bad.jsonl', text: damaged });
    const refused = await page.until(({ notices }) =>
      notices.some(({ problems }) => problems.length > 0),
    );
    expect(refused.ledger.imported).to.equal('');
  });

  for (const rung of [1, 2, 3, 4, 5] as const) {
    it(`changes the past on rung ${rung}, on a copy only`, async () => {
      const { page, cluster } = await openLedger();
      open = page;
      const [from, to] = [nameOf(page, 'Home 1'), nameOf(page, 'Home 2')];
      page.session.dispatch({ kind: 'wallet-pay', from, to, valueMicro: 400_000 });
      await page.until(({ ledger }) => ledger.height === 1);
      const before = cluster.chain.tip.hash;
      page.session.dispatch({ kind: 'past', rung, act: 'do' });
      const { ledger } = await page.until((now) => Boolean(now.ledger.past?.past));
      const past = ledger.past!.past!;
      const broken = past.findings.filter(({ held }) => !held).map(({ check }) => check);
      // Each rung mends what gave the one before away; what still notices is the next lesson.
      const noticed = {
        1: 'hash',
        2: 'signature',
        3: 'account',
        4: 'others',
        5: undefined,
      }[rung];
      if (noticed) expect(broken, broken.join()).to.include(noticed);
      else expect(broken).to.deep.equal([]);
      const mended = { 1: [], 2: ['hash', 'link'], 3: ['hash', 'link', 'signature'] };
      const whole = rung < 4 ? mended[rung as 1 | 2 | 3] : ['hash', 'link', 'signature', 'account'];
      for (const check of whole) expect(broken, `rung ${rung}`).not.to.include(check);
      expect(cluster.chain.tip.hash).to.equal(before);
      page.session.dispatch({ kind: 'past', rung, act: 'repair' });
      await page.until((now) => now.ledger.past?.repaired === true);
      page.session.dispatch({ kind: 'past', rung, act: 'undo' });
      await page.until((now) => now.ledger.past === null);
    });
  }
});
