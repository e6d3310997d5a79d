// Real tabs of one profile on disk: closed, crashed, frozen, duplicated, raced, robbed, killed.
// After each, everything that was acknowledged is in the chain, the chain verifies from its
// genesis alone, and each seat runs in one place.
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
import { openPlainBrowser } from './plain-browser.mjs';

let server;
before(async () => (server = await serveClusterPage()));
after(() => server.stop());

let seedOfTest = 100;
const withProfile = (name, run) =>
  test(name, { timeout: 180_000 }, async (t) => {
    const profile = await newProfile();
    const wish = { seed: String(seedOfTest++) };
    try {
      await run({ profile, wish, url: server.url, t });
    } finally {
      await profile.remove();
    }
  });

/** Writes by one account, one by one; remembers what was acknowledged. */
const clientOf = (account, ballast = '') => {
  const acknowledged = [];
  let nonce = 0;
  let unsure = null;
  return {
    account,
    acknowledged,
    /** What was asked for last without a clear answer; it may or may not be there. */
    unsure: () => unsure,
    async write(tab, count) {
      for (let i = 0; i < count; i++) {
        nonce += 1;
        const value = `${account} ${nonce}${ballast}`;
        unsure = value;
        const submitted = await put(tab, account, nonce, account, value);
        assert.equal(submitted.outcome, 'committed', JSON.stringify(submitted));
        acknowledged.push({ ...submitted, value });
      }
    },
  };
};

/** Nothing acknowledged is lost, the chain holds, and each seat is run once. */
const allIsWell = async (tab, clients) => {
  for (const { account, acknowledged, unsure } of clients) {
    const value = await get(tab, account);
    assert.ok([acknowledged.at(-1).value, unsure()].includes(value), value);
    for (const { hash, height } of acknowledged) {
      const found = await tab.evaluate(
        (name) => globalThis.page.cluster.query({ kind: 'transaction', hash: name }),
        hash,
      );
      assert.equal(found.page?.height, height, `transaction ${hash}`);
    }
  }
  const verified = await verify(tab);
  assert.ok(verified.valid, verified.words);
  const highest = Math.max(...clients.flatMap(({ acknowledged: all }) => all.map((a) => a.height)));
  assert.ok(verified.height >= highest, `${verified.height} of ${highest} blocks`);
  const locks = await tab.evaluate(async () => {
    const { held } = await navigator.locks.query();
    return held.map(({ name }) => name).filter((name) => /node\/\d+$/.test(name));
  });
  assert.equal(new Set(locks).size, locks.length, locks.join(' '));
};

withProfile('three tabs: one is closed, one crashes', async ({ profile, wish, url }) => {
  const context = await profile.open();
  const home = await openTab(context, url, wish);
  await untilLeader(home);
  const [first, second] = [clientOf('Home 1'), clientOf('Home 2')];
  await first.write(home, 3);
  const four = await openTab(context, url, { ...wish, seat: '4' });
  const five = await openTab(context, url, { ...wish, seat: '5' });
  for (const [seat, tab] of [
    [4, four],
    [5, five],
  ]) {
    const own = `(show) => show.seats.some((s) => s.seat === ${seat} && s.here && s.state === 'up')`;
    await until(tab, own, `seat ${seat} did not move`);
  }
  await first.write(five, 3);
  await five.close();
  await until(home, (show) => show.seats[4].state === 'down', 'a closed tab is a crash');
  await second.write(home, 3);
  const crashed = four.waitForEvent('crash');
  void four.goto('chrome://crash').catch(() => undefined);
  await crashed;
  await until(home, (show) => show.seats[3].state === 'down', 'a crashed tab is a crash');
  await first.write(home, 3);
  await allIsWell(home, [first, second]);
  for (const seat of [4, 5]) {
    assert.equal(await home.evaluate((n) => globalThis.page.cluster.restart(n), seat), '');
  }
  await until(home, (show) => show.up === 5, 'seats come home');
  const even = (show) => new Set(show.seats.map(({ height }) => height)).size === 1;
  await until(home, even, 'all catch up');
  await allIsWell(home, [first, second]);
  await context.close();
});

withProfile('five tabs, and the whole browser is killed', async ({ profile, wish, url }) => {
  const context = await profile.open();
  const tabs = [];
  for (const seat of ['1', '2', '3', '4', '5']) {
    tabs.push(await openTab(context, url, { ...wish, seat }));
  }
  await untilLeader(tabs[0]);
  const clients = [clientOf('Home 1'), clientOf('Home 2'), clientOf('Home 3')];
  await Promise.all(clients.map((client, i) => client.write(tabs[i + 1], 5)));
  await allIsWell(tabs[4], clients);
  const killed = new Promise((done) => context.once('close', done));
  const session = await context.newCDPSession(tabs[0]);
  void session.send('Browser.crash').catch(() => undefined);
  await killed;
  const again = await profile.open();
  const home = await openTab(again, url, wish);
  await untilLeader(home);
  await allIsWell(home, clients);
  await clients[0].write(home, 2);
  await allIsWell(home, clients);
  await again.close();
});

withProfile('a leader is put to sleep: shown asleep, robbed, fenced', async (given) => {
  const { profile, wish, url } = given;
  const browser = await openPlainBrowser(profile.folder);
  const home = await browser.open(`${url}#seed=${wish.seed}`);
  await untilTrue(home, 'globalThis.page?.show?.up === 5 && globalThis.page.show.leader > 0');
  const two = await browser.open(`${url}#seed=${wish.seed}&seat=2`);
  await untilTrue(two, 'globalThis.page?.show?.seats[1].here && globalThis.page.show.up === 5');
  const sleeper = await browser.processOf(two);
  assert.equal(await home.evaluate('globalThis.page.cluster.transferLeadership(2)'), '');
  let nonce = 0;
  const write = async (tab) => {
    nonce += 1;
    const put = `globalThis.page.put('Home 1', ${nonce}, 'x', '${nonce}')`;
    assert.equal((await tab.evaluate(put)).outcome, 'committed');
  };
  await write(home);
  process.kill(sleeper, 'SIGSTOP');
  await untilTrue(home, `globalThis.page.show.seats[1].state === 'asleep'`);
  await write(home);
  await write(home);
  process.kill(sleeper, 'SIGCONT');
  await untilTrue(home, `globalThis.page.show.up === 5`);
  await untilTrue(home, 'new Set(globalThis.page.show.seats.map((s) => s.height)).size === 1');
  await write(two);
  // Asleep again, and this time its seat is taken while it sleeps.
  process.kill(sleeper, 'SIGSTOP');
  await untilTrue(home, `globalThis.page.show.seats[1].state === 'asleep'`);
  assert.equal(await home.evaluate('globalThis.page.cluster.takeOver(2)'), '');
  await write(home);
  process.kill(sleeper, 'SIGCONT');
  await untilTrue(two, '!globalThis.page.show.seats[1].here');
  await untilTrue(home, 'globalThis.page.show.up === 5 && globalThis.page.show.seats[1].here');
  await write(two);
  assert.equal(await home.evaluate(`globalThis.page.get('x')`), String(nonce));
  const verified = await home.evaluate('globalThis.page.verify()');
  assert.ok(verified.valid && verified.height >= nonce, JSON.stringify(verified));
  await browser.close();
});

withProfile('a duplicated tab looks on, and two tabs race', async ({ profile, wish, url }) => {
  const context = await profile.open();
  const home = await openTab(context, url, wish);
  await untilLeader(home);
  const twin = await openTab(context, url, wish);
  await until(twin, (show) => show.leader > 0, 'the twin looks on');
  assert.ok(await twin.evaluate(() => globalThis.page.show.seats.every(({ here }) => !here)));
  const three = await openTab(context, url, { ...wish, seat: '3' });
  await until(three, (show) => show.seats[2].here, 'seat 3 moves');
  const three2 = await openTab(context, url, { ...wish, seat: '3' });
  await until(three2, (show) => show.up === 5, 'all are up');
  await new Promise((done) => setTimeout(done, 4000));
  const here = await Promise.all(
    [home, twin, three, three2].map((tab) =>
      tab.evaluate(() => globalThis.page.show.seats.filter((s) => s.here).map((s) => s.seat)),
    ),
  );
  assert.deepEqual(here, [[1, 2, 4, 5], [], [3], []]);
  await Promise.all(
    [twin, three2].map((tab) => tab.evaluate(() => globalThis.page.cluster.host(1))),
  );
  const client = clientOf('Home 1');
  await client.write(twin, 3);
  await until(home, (show) => show.up === 5, 'the raced seat runs');
  const hosts = await Promise.all(
    [home, twin, three2].map((tab) =>
      tab.evaluate(() => globalThis.page.show.seats.some((s) => s.here && s.seat === 1)),
    ),
  );
  assert.equal(hosts.filter(Boolean).length, 1, JSON.stringify(hosts));
  await allIsWell(twin, [client]);
  await context.close();
});

withProfile('a seat is taken over from a tab that sleeps', async ({ profile, wish, url }) => {
  const context = await profile.open();
  const home = await openTab(context, url, wish);
  await untilLeader(home);
  const two = await openTab(context, url, { ...wish, seat: '2' });
  await until(two, (show) => show.seats[1].here && show.seats[1].state === 'up', 'seat 2 moves');
  const client = clientOf('Home 1');
  await client.write(home, 2);
  assert.equal(await home.evaluate(() => globalThis.page.cluster.takeOver(2)), '');
  await until(home, (show) => show.seats[1].here && show.seats[1].state === 'up', 'taken over');
  await until(two, (show) => !show.seats[1].here, 'the old holder gave up');
  await client.write(two, 3);
  await allIsWell(home, [client]);
  await context.close();
});

withProfile('a full disk stops seats in words, and loses nothing', async (given) => {
  const { profile, wish, url } = given;
  const context = await profile.open();
  // Before anything is stored: a browser that has seen room lets small writes through for long.
  const session = await context.newCDPSession(context.pages()[0]);
  const { origin } = new URL(url);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 400_000 });
  const home = await openTab(context, url, wish);
  await untilLeader(home);
  const client = clientOf('Home 1');
  await client.write(home, 3);
  const large = clientOf('Home 2', 'x'.repeat(900));
  await assert.rejects(large.write(home, 1000), /unknown|refused/);
  await until(home, (show) => show.limits.includes('full'), 'the full disk is told');
  const words = await home.evaluate(() => globalThis.page.show.seats.map((s) => s.words).join());
  assert.match(words, /disk is full/);
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  const ends = Date.now() + 60_000;
  for (let all = false; !all && Date.now() < ends;) {
    const told = [];
    for (const seat of [1, 2, 3, 4, 5]) {
      told.push(await home.evaluate((n) => globalThis.page.cluster.restart(n), seat));
    }
    all = told.every((one) => one === '');
  }
  await untilLeader(home);
  await client.write(home, 2);
  await allIsWell(home, [client, large]);
  await context.close();
});

withProfile('a damaged disk refuses, then learns anew', async ({ profile, wish, url }) => {
  const context = await profile.open();
  const home = await openTab(context, url, wish);
  await untilLeader(home);
  const client = clientOf('Home 1');
  await client.write(home, 5);
  await home.evaluate(() => globalThis.page.cluster.crash(3));
  await home.evaluate(async () => {
    const { cluster } = globalThis.page.show;
    const opening = indexedDB.open(`gridledger/${cluster}/node/3`);
    const database = await new Promise((done) => (opening.onsuccess = () => done(opening.result)));
    const store = database.transaction('log', 'readwrite').objectStore('log');
    const keys = await new Promise((done) => {
      const asked = store.getAllKeys();
      asked.onsuccess = () => done(asked.result);
    });
    await new Promise((done) => {
      const asked = store.get(keys[1]);
      asked.onsuccess = () => {
        asked.result.bytes[asked.result.bytes.length - 1] ^= 1;
        store.put(asked.result, keys[1]).onsuccess = done;
      };
    });
    database.close();
  });
  await home.evaluate(() => globalThis.page.cluster.restart(3));
  const told = (show) => show.damage.some(({ seat, problem }) => seat === 3 && problem.remedy);
  await until(home, told, 'the damage is told');
  const voter = (show) => show.seats[2].membership === 'voter' && show.seats[2].state === 'up';
  await until(home, voter, 'it votes again');
  const even = (show) => new Set(show.seats.map(({ height }) => height)).size === 1;
  await until(home, even, 'it has caught up');
  await home.evaluate(() => globalThis.page.cluster.wipe(4));
  await until(home, (show) => show.seats[3].membership !== 'voter', 'a wiped seat votes not');
  await until(
    home,
    (show) => show.seats[3].membership === 'voter' && show.seats[3].state === 'up',
    'it votes again',
  );
  await client.write(home, 2);
  await allIsWell(home, [client]);
  await context.close();
});

withProfile('blocks altered on a disk are told, and fetched as they were', async (given) => {
  const { profile, url } = given;
  const wish = { ...given.wish, seats: '3' };
  const context = await profile.open();
  const home = await openTab(context, url, wish);
  await untilLeader(home);
  const client = clientOf('Home 1');
  // So many that the first ones lie on the disk alone, no longer in the log.
  await client.write(home, 540);
  await home.evaluate(() => globalThis.page.cluster.crash(3));
  /** Of seat 3's disk: the rows at these heights, after `change` was made to them. */
  const rowsOf = (heights, change) =>
    home.evaluate(
      async ([wanted, source]) => {
        const ended = (asked) =>
          new Promise((done) => (asked.onsuccess = () => done(asked.result)));
        const { cluster } = globalThis.page.show;
        const database = await ended(indexedDB.open(`gridledger/${cluster}/node/3`));
        const store = database.transaction('chain', 'readwrite').objectStore('chain');
        const rows = [];
        for (const height of wanted) {
          const row = await ended(store.get(height));
          if (source !== '') {
            new Function('row', source)(row);
            await ended(store.put(row, height));
          }
          rows.push({ hash: row.hash, bytes: [...row.bytes] });
        }
        database.close();
        return rows;
      },
      [heights, change],
    );
  const heights = [7, 8, 20];
  const before = await rowsOf(heights, '');
  await rowsOf(heights, 'row.bytes[row.bytes.length - 80] ^= 1');
  assert.notDeepEqual(await rowsOf(heights, ''), before);
  await home.evaluate(() => globalThis.page.cluster.restart(3));
  const told = (show) =>
    show.damage.some(({ seat, problem }) => seat === 3 && problem.where.field === 'chain');
  await until(home, told, 'it is told');
  assert.ok(await home.evaluate(() => globalThis.page.show.seats[2].state === 'up'), 'it goes on');
  const ends = Date.now() + 20_000;
  while (JSON.stringify(await rowsOf(heights, '')) !== JSON.stringify(before)) {
    assert.ok(Date.now() < ends, 'the rows are as they were');
    await new Promise((done) => setTimeout(done, 200));
  }
  // Whose chain is whole again lets members go.
  const words = await home.evaluate(() => globalThis.page.cluster.removeSeat(2));
  assert.equal(words, '');
  await client.write(home, 2);
  await allIsWell(home, [client]);
  await context.close();
});

withProfile('histories of three tabs are linearizable, whatever breaks', async (given) => {
  const { profile, wish, url, t } = given;
  const context = await profile.open();
  const home = await openTab(context, url, wish);
  await untilLeader(home);
  const four = await openTab(context, url, { ...wish, seat: '4' });
  await until(four, (show) => show.seats[3].here && show.seats[3].state === 'up', 'seat 4 moves');
  const onlooker = await openTab(context, url, wish);
  const tabs = [home, four, onlooker];
  const running = tabs.map((tab, i) =>
    tab.evaluate((client) => globalThis.page.exercise(client, 12_000), i + 1),
  );
  const soon = (ms) => new Promise((done) => setTimeout(done, ms));
  const on = (tab, act) => tab.evaluate(act);
  await soon(1000);
  await on(home, () => globalThis.page.cluster.network({ delayMs: 20, lossPercent: 5 }));
  await soon(1000);
  await on(home, () => {
    const { leader } = globalThis.page.show;
    const others = [1, 2, 3, 4, 5].filter((seat) => seat !== leader);
    globalThis.page.cluster.partition([[leader], others]);
  });
  await soon(4500);
  await on(four, () => globalThis.page.cluster.heal());
  await on(four, () => globalThis.page.cluster.network({ delayMs: 0, lossPercent: 0 }));
  await soon(500);
  await on(onlooker, () => globalThis.page.cluster.crash(globalThis.page.show.leader));
  const history = (await Promise.all(running)).flat();
  const answered = history.filter(({ outcome }) => outcome === 'ok');
  const count = (type) => answered.filter((one) => one.type === type).length;
  t.diagnostic(`${history.length} operations, ${count('set')} sets, ${count('get')} gets answered`);
  assert.ok(count('set') >= 30 && count('get') >= 30, 'enough was answered');
  const verdict = await home.evaluate((all) => globalThis.page.check(all), history);
  assert.equal(verdict.linearizable, true, verdict.words);
  // The checker would notice: a read of something long overwritten is refused.
  const last = answered.filter(({ type }) => type === 'get').at(-1);
  const first = answered.find(({ type }) => type === 'set');
  const stale = { ...last, client: 99, value: first.value, version: first.version };
  const times = { invokedAt: last.returnedAt + 1, returnedAt: last.returnedAt + 2 };
  const planted = await home.evaluate(
    (all) => globalThis.page.check(all),
    [...history, { ...stale, ...times }],
  );
  assert.equal(planted.linearizable, false);
  const verified = await verify(home);
  assert.ok(verified.valid, verified.words);
  await context.close();
});

withProfile('hidden tabs go on at their pace', async ({ profile, wish, url, t }) => {
  const browser = await openPlainBrowser(profile.folder);
  const open = (seat) => browser.open(`${url}#seed=${wish.seed}&seat=${seat}`);
  const tabs = [];
  for (const seat of [0, 2, 3, 4]) {
    tabs.push(await open(seat));
    await untilTrue(tabs.at(-1), 'globalThis.page?.show?.up === 5');
  }
  const front = tabs.at(-1);
  await untilTrue(front, 'globalThis.page.show.leader > 0');
  const hidden = await Promise.all(tabs.map((tab) => tab.evaluate('document.visibilityState')));
  assert.deepEqual(hidden, ['hidden', 'hidden', 'hidden', 'visible']);
  const terms = () => front.evaluate('globalThis.page.show.seats.map(({ term }) => term)');
  const before = await terms();
  await tabs[0].evaluate('globalThis.turns = 0; setInterval(() => globalThis.turns++, 50); 0');
  // Browsers slow the timers of hidden pages to one a minute after about a minute.
  await new Promise((done) => setTimeout(done, 75_000));
  const turns = await tabs[0].evaluate('globalThis.turns');
  t.diagnostic(`a timer of 50 ms fired ${turns} times in 75 s on a hidden page`);
  assert.ok(turns < 150, 'the browser did slow the hidden page down');
  assert.deepEqual(await terms(), before, 'no seat missed its heartbeats');
  for (const [i, tab] of [front, tabs[1], front].entries()) {
    const submitted = await tab.evaluate(
      `globalThis.page.put('Home 1', ${i + 1}, 'h', '${i + 1}')`,
    );
    assert.equal(submitted.outcome, 'committed');
  }
  assert.equal(await front.evaluate(`globalThis.page.get('h')`), '3');
  const verified = await front.evaluate('globalThis.page.verify()');
  assert.ok(verified.valid && verified.height >= 3, JSON.stringify(verified));
  await browser.close();
});

async function untilTrue(tab, expression) {
  for (const ends = Date.now() + 20_000; Date.now() < ends;) {
    if (await tab.evaluate(expression)) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  assert.fail(`${expression} did not come true`);
}
