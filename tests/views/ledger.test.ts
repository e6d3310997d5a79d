import { expect, fixture, html } from '@open-wc/testing';
import fc from 'fast-check';
import type { LedgerShow } from '../../web/app/ledger-show.ts';
import { FIRST_LEDGER, placeOf, placeText } from '../../web/app/annex-first.ts';
import { contractTable } from '../../web/ledger/contracts.ts';
import { demoAccountKey } from '../../web/ledger/demo.ts';
import {
  encodeTransaction,
  signTransaction,
  transactionHash,
} from '../../web/ledger/transaction.ts';
import '../../web/views/gl-ledger.ts';
import type { GlLedger } from '../../web/views/gl-ledger.ts';
import { amount, microOf } from '../../web/views/ledger/money.ts';
import { placeLink } from '../../web/views/ledger/place.ts';
import { MemoryCluster } from '../app/memory-cluster.ts';
import { stubSession, type StubSession } from './stub-session.ts';

const SEED = 0x7f3a;

/** A chain of real payments from home to home. */
function chainOf(blocks: number): MemoryCluster {
  const cluster = new MemoryCluster(SEED);
  const { accounts } = cluster.chain.genesis;
  const transfer = contractTable().find('transfer', 1)!;
  for (let at = 0; at < blocks; at++) {
    const key = demoAccountKey(SEED, 'Home 1');
    const payload = transfer.encode({ to: accounts[1 + (at % 7)]!.publicKey, valueMicro: 1000 });
    const transaction = signTransaction(
      {
        chain: cluster.chain.genesisHash,
        contract: 'transfer',
        contractVersion: 1,
        from: key.publicKey,
        nonce: at + 1,
        payload,
      },
      key,
    );
    expect(cluster.submit(encodeTransaction(transaction)).outcome).to.equal('committed');
  }
  return cluster;
}

async function show(changes: Partial<LedgerShow>): Promise<{ view: GlLedger; stub: StubSession }> {
  const stub = stubSession({ view: 'ledger', ledger: { ...FIRST_LEDGER, ...changes } });
  const view = await fixture<GlLedger>(html`<gl-ledger .session=${stub.session}></gl-ledger>`);
  return { view, stub };
}

const part = (view: GlLedger, tag: string): HTMLElement =>
  view.shadowRoot!.querySelector<HTMLElement>(tag)!;

describe('the Ledger view', () => {
  const cluster = chainOf(40);
  const rows = (from: number, count: number): Partial<LedgerShow> => {
    const answer = cluster.query({ kind: 'blocks', from, count });
    return answer.kind === 'blocks' ? { rowsFrom: from, rows: answer.rows } : {};
  };

  it('asks for the cluster when it is shown, and says so while nothing is there', async () => {
    const { view, stub } = await show({});
    expect(stub.commands).to.deep.include({ kind: 'ledger-open' });
    expect(view.shadowRoot!.textContent).to.include('Opening the chain');
  });

  it('asks for the rows on screen only, however long the chain', async () => {
    const { view, stub } = await show({ height: 10_000, ...rows(40, 40), rowsFrom: 10_000 });
    const chain = part(view, 'gl-chain');
    const asked = stub.commands.find(({ kind }) => kind === 'ledger-window');
    expect(asked).to.deep.include({ kind: 'ledger-window', from: 10_000 });
    expect((asked as { count: number }).count).to.be.below(80);
    const table = chain.shadowRoot!.querySelector('table')!;
    expect(table.rows.length).to.be.below(60);
    expect(table.getAttribute('aria-rowcount')).to.equal('10001');
    const scroller = chain.shadowRoot!.querySelector<HTMLElement>('.scroll')!;
    expect(scroller.scrollHeight).to.be.above(10_000 * 30);
    scroller.scrollTop = scroller.scrollHeight;
    scroller.dispatchEvent(new Event('scroll'));
    const last = stub.commands.at(-1) as { kind: string; from: number };
    expect(last.kind).to.equal('ledger-window');
    expect(last.from).to.be.below(60);
  });

  it('is accessible on every page of it', async () => {
    const height = 40;
    const hash = transactionHash(
      (() => {
        const answer = cluster.query({ kind: 'block', height });
        const page = answer.kind === 'block' ? answer.page : null;
        const found = cluster.query({ kind: 'transaction', hash: page!.transactions[0]!.hash });
        return found.kind === 'transaction' ? found.page!.transaction : (undefined as never);
      })(),
    );
    const block = cluster.query({ kind: 'block', height });
    const transaction = cluster.query({ kind: 'transaction', hash });
    const publicKey = demoAccountKey(SEED, 'Home 1').publicKey;
    const account = cluster.query({ kind: 'account', publicKey });
    const pages: readonly Partial<LedgerShow>[] = [
      { place: { kind: 'chain' }, ...rows(40, 30) },
      { place: { kind: 'block', height }, block: block.kind === 'block' ? block.page : null },
      {
        place: { kind: 'transaction', hash },
        transaction: transaction.kind === 'transaction' ? transaction.page : null,
      },
      {
        place: { kind: 'account', publicKey },
        account: account.kind === 'account' ? account.page : null,
      },
      {
        place: { kind: 'wallets' },
        wallets: cluster.chain.genesis.accounts.map((each) => ({
          ...each,
          nonce: 0,
          lowMicro: 20e6,
          urgentMicro: 5e6,
        })),
      },
      { place: { kind: 'past', rung: 2 } },
    ];
    for (const changes of pages) {
      const { view } = await show({ height, ...changes });
      await expect(view).to.be.accessible();
      expect(view.shadowRoot!.textContent).not.to.match(/NaN|undefined|\[object/);
    }
  });

  it('pays what was entered, and says what is wrong with what cannot be paid', async () => {
    const { view, stub } = await show({
      height: 1,
      place: { kind: 'wallets' },
      wallets: cluster.chain.genesis.accounts.map((each) => ({
        ...each,
        nonce: 0,
        lowMicro: 20e6,
        urgentMicro: 60e6,
      })),
    });
    const wallets = part(view, 'gl-wallets').shadowRoot!;
    expect(wallets.textContent).to.include('nearly empty');
    const form = wallets.querySelector('form')!;
    const field = form.querySelector<HTMLInputElement>('input[name=amount]')!;
    field.value = '0,25';
    form.requestSubmit();
    expect(stub.commands.at(-1)).to.deep.include({ kind: 'wallet-pay', valueMicro: 250_000 });
    const before = stub.commands.length;
    field.value = '-1';
    form.requestSubmit();
    await (part(view, 'gl-wallets') as HTMLElement & { updateComplete: Promise<boolean> })
      .updateComplete;
    expect(stub.commands).to.have.length(before);
    expect(wallets.querySelector('[role=alert]')!.textContent).to.include('0.000001');
  });

  it('writes money so that it reads back to the same millionths', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999_999_999 }), (micro) => {
        expect(microOf(amount(micro).replaceAll(/\s/g, ''))).to.equal(micro);
      }),
    );
    for (const text of ['', '1e3', '0', '0.0000001', '1.', '٣', '1 2', 'NaN', '12345678901']) {
      expect(microOf(text), text).to.equal(null);
    }
  });

  it('names each place in the link, and finds it there again', () => {
    const hash = '5e'.repeat(32);
    for (const place of [
      { kind: 'chain' },
      { kind: 'wallets' },
      { kind: 'block', height: 12 },
      { kind: 'transaction', hash },
      { kind: 'account', publicKey: hash },
      { kind: 'past', rung: 3 },
    ] as const) {
      expect(placeOf({ at: placeText(place) })).to.deep.equal(place);
      const link = placeLink('#/ledger?v=1&s=7f3a&open=past:1&c=thesis13', place);
      expect(link).to.match(/^#\/ledger\?v=1&s=7f3a&c=thesis13/);
      expect(new URLSearchParams(link.split('?')[1]).get('open') ?? '').to.equal(placeText(place));
    }
  });
});
