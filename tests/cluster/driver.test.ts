import { expect } from '@open-wc/testing';
import { isSeatPost } from '../../web/cluster/check-post.ts';
import { DiskFailure, type SeatDisk, type SeatWrite } from '../../web/cluster/disk.ts';
import { Driver, type DriverEffects } from '../../web/cluster/driver.ts';
import { Diverged, Host, type NewBlock } from '../../web/cluster/host.ts';
import { Notary } from '../../web/cluster/notary.ts';
import { Recorder } from '../../web/cluster/recorder.ts';
import { LIVE_OPTIONS } from '../../web/cluster/seat.ts';
import { wordsOf } from '../../web/cluster/words.ts';
import { decodeBlock, encodeBlock } from '../../web/ledger/block.ts';
import { contractTable } from '../../web/ledger/contracts.ts';
import { register, registerKey } from '../../web/ledger/contracts/register.ts';
import { demoAccountKey, demoGenesis } from '../../web/ledger/demo.ts';
import { genesisHash } from '../../web/ledger/genesis.ts';
import { signatureCache } from '../../web/ledger/key.ts';
import { encodeTransaction, signTransaction } from '../../web/ledger/transaction.ts';
import { founding } from '../../web/raft/configuration.ts';
import type { Message } from '../../web/raft/message.ts';
import type { Restart } from '../../web/raft/state.ts';
import { openSeatStore } from '../../web/store/seat-store.ts';
import { MemoryShelves } from '../../web/store/shelf.ts';

const genesis = demoGenesis({ seed: 5, seats: 1, homes: 2 });
const rules = { contracts: contractTable(), verifier: signatureCache() };
const key = demoAccountKey(5, 'Home 1');
const configuration = founding({ voters: [1] });
const empty = { index: 0, term: 0, configuration, data: new Uint8Array(0) };
const HARD = { term: 0, vote: 0, commit: 0 };

const setCell = (nonce: number, value: string): Uint8Array =>
  encodeTransaction(
    signTransaction(
      {
        chain: genesisHash(genesis),
        contract: register.name,
        contractVersion: register.version,
        from: key.publicKey,
        nonce,
        payload: register.encode({ name: 'x', value }),
      },
      key,
    ),
  );

/** A disk whose writes wait for a word, and fail when told to. */
class GatedDisk {
  readonly writes: SeatWrite[] = [];
  readonly disk: SeatDisk;
  failure: DiskFailure | null = null;
  #open: () => void = () => undefined;
  #gate: Promise<void> = Promise.resolve();

  constructor(inner: SeatDisk) {
    this.disk = new Proxy(inner, {
      get: (target, name) => {
        if (name === 'write') return (write: SeatWrite) => this.#write(inner, write);
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  }

  shut(): void {
    this.#gate = new Promise((open) => (this.#open = open));
  }

  open(): void {
    this.#open();
  }

  async #write(inner: SeatDisk, write: SeatWrite): Promise<void> {
    this.writes.push(write);
    await this.#gate;
    if (this.failure) throw this.failure;
    await inner.write(write);
  }
}

interface Rig {
  readonly driver: Driver;
  readonly host: Host;
  readonly gated: GatedDisk;
  readonly sent: Message[];
  readonly applied: NewBlock[];
  readonly reads: (readonly [id: number, index: number | null])[];
  readonly fatal: unknown[];
}

async function rig(shelves: MemoryShelves, voters = [1]): Promise<Rig> {
  const store = await openSeatStore(shelves, 1, false);
  const snapshot = { ...empty, configuration: founding({ voters }) };
  if (store.found.kind === 'new') await store.begin(snapshot, HARD);
  const { found } = store;
  const kept = found.kind === 'whole' ? found : { hard: HARD, log: [] };
  const gated = new GatedDisk(store);
  const host = new Host(genesis, rules);
  const [sent, applied]: [Message[], NewBlock[]] = [[], []];
  const reads: Rig['reads'] = [];
  const fatal: unknown[] = [];
  const effects: DriverEffects = {
    send: (messages) => void sent.push(...messages),
    applied: (blocks) => void applied.push(...blocks),
    installed: () => undefined,
    read: (id, index) => void reads.push([id, index]),
    events: () => undefined,
    declined: () => undefined,
    fatal: (error) => void fatal.push(error),
  };
  const restart: Restart = {
    id: 1,
    options: LIVE_OPTIONS,
    seed: 1,
    snapshot: found.kind === 'whole' ? found.snapshot : snapshot,
    hard: kept.hard,
    log: kept.log,
  };
  const driver = new Driver({
    ...{ host, effects, restart, compactEvery: 16, isWhole: () => true },
    disk: gated.disk,
    notary: new Notary(genesis, rules.verifier),
    signatures: { verifier: rules.verifier, prepare: () => Promise.resolve() },
    recorder: new Recorder(1),
  });
  await driver.recover();
  return { driver, host, gated, sent, applied, reads, fatal };
}

/** Everything that can happen without a clock has happened. */
const settle = (): Promise<void> => new Promise((done) => setTimeout(done, 20));

describe('the driver', () => {
  it('sends nothing, applies nothing and answers nothing before it is written', async () => {
    const { driver, host, gated, sent, applied, reads } = await rig(new MemoryShelves());
    gated.shut();
    driver.push({ kind: 'campaign' });
    await settle();
    expect(gated.writes).to.have.length(1);
    expect(gated.writes[0]!.persist?.hard).to.deep.include({ term: 1, vote: 1 });
    host.submit(setCell(1, 'a'));
    driver.push({ kind: 'readIndex', id: 7 });
    driver.nudge();
    await settle();
    expect([gated.writes.length, sent.length, applied.length, reads.length]).to.deep.equal([
      1, 0, 0, 0,
    ]);
    gated.open();
    await settle();
    expect(applied.map(({ stored }) => stored.height)).to.deep.equal([1]);
    expect(reads.map(([id]) => id)).to.deep.equal([7]);
    expect(host.read(registerKey('x'))).to.not.equal(undefined);
  });

  it('asks for votes only once its own is on disk', async () => {
    const { driver, gated, sent } = await rig(new MemoryShelves(), [1, 2, 3]);
    gated.shut();
    driver.push({ kind: 'campaign' });
    await settle();
    // A mere question whether it would be elected promises nothing.
    expect(sent.map((one) => one.kind === 'vote' && one.pre)).to.deep.equal([true, true]);
    const reply = { kind: 'voteReply', from: 2, to: 1, term: 1, pre: true, granted: true } as const;
    driver.push({ kind: 'message', message: reply });
    await settle();
    expect(sent).to.have.length(2);
    gated.open();
    await settle();
    expect(sent.slice(2).map((one) => one.kind === 'vote' && !one.pre)).to.deep.equal([true, true]);
  });

  for (const reason of ['full', 'fenced', 'closed', 'failed'] as const) {
    it(`stops for good when a write is ${reason}, and says so`, async () => {
      const { driver, host, gated, sent, applied, fatal } = await rig(new MemoryShelves());
      driver.push({ kind: 'campaign' });
      await settle();
      gated.failure = new DiskFailure(reason, 'as the test wishes');
      host.submit(setCell(1, 'a'));
      driver.nudge();
      await settle();
      const writes = gated.writes.length;
      driver.push({ kind: 'tick' }, { kind: 'campaign' });
      await settle();
      expect(fatal).to.have.length(1);
      expect(wordsOf(fatal[0])).to.match(/[.]$/);
      expect(driver.stopped).to.equal(true);
      expect([gated.writes.length, applied.length, sent.length]).to.deep.equal([writes, 0, 0]);
    });
  }

  it('says nothing after a sleep in which another tab took its disk', async () => {
    const shelves = new MemoryShelves();
    const { driver, sent, fatal } = await rig(shelves, [1, 2, 3]);
    const beat = { kind: 'heartbeat', from: 2, to: 1, term: 1, commit: 0, round: 0 } as const;
    driver.push({ kind: 'message', message: beat });
    await settle();
    expect(sent.splice(0)).to.have.length(1);
    await openSeatStore(shelves, 1, true);
    driver.push({ kind: 'resumed', gapTicks: 20 }, { kind: 'message', message: beat });
    await settle();
    expect([sent.length, fatal.length, driver.stopped]).to.deep.equal([0, 1, true]);
    expect((fatal[0] as DiskFailure).reason).to.equal('fenced');
  });

  it('comes back from disk with the chain it had, snapshots or not', async () => {
    const shelves = new MemoryShelves();
    const first = await rig(shelves);
    first.driver.push({ kind: 'campaign' });
    for (let nonce = 1; nonce <= 150; nonce++) {
      first.host.submit(setCell(nonce, `v${nonce}`));
      first.driver.nudge();
      if (nonce % 3 === 0) await new Promise((done) => setTimeout(done));
    }
    await settle();
    await first.driver.stop();
    expect(first.driver.state.snapshot.index, 'a snapshot was taken').to.be.greaterThan(0);
    const second = await rig(shelves);
    second.driver.push({ kind: 'campaign' });
    second.driver.flush();
    await settle();
    expect(second.host.height).to.equal(first.host.height);
    expect(second.host.root).to.equal(first.host.root);
    expect(second.host.chain.tip).to.deep.equal(first.host.chain.tip);
    expect(await second.gated.disk.missing(second.host.height, 0)).to.equal(0);
  });
});

describe('where raft and ledger meet', () => {
  const propose = async (): Promise<{ host: Host; blocks: Uint8Array[] }> => {
    const { driver, host, applied } = await rig(new MemoryShelves());
    driver.push({ kind: 'campaign' });
    for (let nonce = 1; nonce <= 5; nonce++) {
      host.submit(setCell(nonce, `v${nonce}`));
      driver.nudge();
      await settle();
    }
    return { host, blocks: applied.map(({ stored }) => stored.bytes) };
  };
  const indexOf = (bytes: Uint8Array): number => decodeBlock(bytes)!.header.index;

  it('the chain is a function of the committed entries alone', async () => {
    const { host, blocks } = await propose();
    const other = new Host(genesis, { ...rules, verifier: signatureCache() });
    for (const bytes of blocks) other.apply(indexOf(bytes), { term: 1, kind: 'data', data: bytes });
    expect([other.root, other.chain.tip]).to.deep.equal([host.root, host.chain.tip]);
    const third = new Host(genesis, rules);
    third.install({ ...empty, index: other.appliedIndex, term: 1, data: other.snapshot() });
    expect([third.root, third.chain.tip]).to.deep.equal([host.root, host.chain.tip]);
  });

  it('a block that is none, or comes twice or elsewhere, changes nothing', async () => {
    const { host, blocks } = await propose();
    const before = [host.root, host.chain.tip];
    const last = blocks.at(-1)!;
    for (const bytes of [Uint8Array.of(1, 2, 3), last, blocks[0]!]) {
      expect(host.apply(indexOf(last) + 1, { term: 1, kind: 'data', data: bytes })).to.equal(null);
    }
    expect([host.root, host.chain.tip]).to.deep.equal(before);
  });

  it('a snapshot without a chain is none, but for the one that stands for the genesis', async () => {
    const { host } = await propose();
    const [root, { tip }] = [host.root, host.chain];
    expect(() => host.install({ ...empty, index: 9, term: 1 })).to.throw(Diverged, /snapshot/);
    expect([host.root, host.chain.tip]).to.deep.equal([root, tip]);
    const piece = { kind: 'snapshot', from: 2, to: 1, term: 1, index: 9, entryTerm: 1 };
    const of = (totalBytes: number, data: Uint8Array): boolean => {
      const raft = [{ ...piece, configuration, offset: 0, totalBytes, data }];
      return isSeatPost({ from: 2, build: 'a', since: 0, raft, attests: [], ask: null });
    };
    expect(of(8, new Uint8Array(8))).to.equal(true);
    expect(of(0, new Uint8Array(0))).to.equal(false);
    expect(of(2 ** 40, new Uint8Array(8))).to.equal(false);
    host.install(empty);
    expect(host.height).to.equal(0);
  });

  it('a seat whose state is another stops and says so', async () => {
    const { blocks } = await propose();
    const other = new Host(genesis, rules);
    const [first, second] = blocks as [Uint8Array, Uint8Array];
    other.apply(indexOf(first), { term: 1, kind: 'data', data: first });
    const { header, transactions } = decodeBlock(second)!;
    const forged = encodeBlock({ header: { ...header, stateRoot: 'ab'.repeat(32) }, transactions });
    const entry = { term: 1, kind: 'data', data: forged } as const;
    expect(() => other.apply(header.index, entry)).to.throw(Diverged, /state abab/);
  });
});
