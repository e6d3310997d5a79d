// "Start a new chain" when disks are damaged: it begins from nothing, with every seat, and stays.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  get,
  newProfile,
  openTab,
  put,
  serveClusterPage,
  until,
  untilLeader,
  verify,
} from './cluster-tabs.mjs';

const LONG = { timeout: 180_000 };
let server;
let seedOfTest = 300;
before(async () => (server = await serveClusterPage()));
after(() => server.stop());

/** So many transactions of one account, one by one, each acknowledged. */
const pay = async (tab, count) => {
  const told = [];
  for (let nonce = 1; nonce <= count; nonce++) {
    const submitted = await put(tab, 'Home 1', nonce, 'x', `x ${nonce}`);
    assert.equal(submitted.outcome, 'committed', JSON.stringify(submitted));
    told.push(submitted);
  }
  return told;
};

/** Spoils what a stopped seat has on disk, in one of the ways that disks do. */
const damageStore = (tab, seat, way) =>
  tab.evaluate(
    async ([number, how]) => {
      const done = (request) =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const name = `gridledger/${globalThis.page.show.cluster}/node/${number}`;
      const database = await done(indexedDB.open(name));
      const stores = [...database.objectStoreNames];
      const open = (store) => database.transaction(store, 'readwrite').objectStore(store);
      if (how === 'bit') {
        const [, key] = await done(open('log').getAllKeys());
        const record = await done(open('log').get(key));
        record.bytes[record.bytes.length - 1] ^= 1;
        await done(open('log').put(record, key));
      } else if (how === 'seal') await done(open('meta').delete('seal'));
      else if (how === 'junk') {
        for (const store of stores) {
          for (const key of await done(open(store).getAllKeys())) {
            const keyPath = open(store).keyPath;
            if (keyPath === null) await done(open(store).put({ junk: NaN }, key));
          }
        }
      } else for (const store of stores) await done(open(store).clear());
      database.close();
    },
    [seat, way],
  );

for (const [what, seats] of [
  ['one seat', ['bit']],
  ['most seats', ['bit', 'seal', 'junk']],
  ['every seat', ['junk', 'seal', 'bit', 'empty', 'junk']],
]) {
  test(`a new chain begins where the disk of ${what} is damaged`, LONG, async () => {
    const profile = await newProfile();
    const wish = { seed: String(seedOfTest++) };
    const context = await profile.open();
    const home = await openTab(context, server.url, wish);
    await untilLeader(home);
    const [first] = await pay(home, 4);
    for (const [i, way] of seats.entries()) {
      await home.evaluate((n) => globalThis.page.cluster.crash(n), i + 1);
      await damageStore(home, i + 1, way);
    }
    for (const i of seats.keys()) {
      await home.evaluate((n) => globalThis.page.cluster.restart(n), i + 1);
    }
    await until(home, (show) => show.damage.length > 0, 'the damage is told');
    assert.equal(await home.evaluate(() => globalThis.page.cluster.reset()), '');
    const fresh = (show) => show.leader > 0 && show.up === 5 && show.height === 0;
    await until(home, fresh, 'a new chain with all seats');
    assert.deepEqual(await home.evaluate(() => globalThis.page.show.damage), []);
    const old = await home.evaluate(
      (hash) => globalThis.page.cluster.query({ kind: 'transaction', hash }),
      first.hash,
    );
    assert.equal(old.page ?? null, null, 'the old chain is gone');
    await pay(home, 2);
    await home.reload();
    await home.waitForFunction(() => globalThis.page?.show?.leader > 0);
    assert.equal(await get(home, 'x'), 'x 2');
    const verified = await verify(home);
    assert.ok(verified.valid && verified.height >= 1, verified.words);
    await context.close();
    await profile.remove();
  });
}
