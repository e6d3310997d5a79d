// The live cluster in real tabs: how long a commit takes, how many a second, how long the cluster
// is without a leader. All seats share one disk and two or more of them one processor, so these
// are figures of a browser, not of Raft; and the disk of this machine decides most of them.
import {
  get,
  newProfile,
  openTab,
  seen,
  serveClusterPage,
  until,
  untilLeader,
} from '../e2e/cluster-tabs.mjs';

const ONE_BY_ONE = 300;
const BATCHED = 2400;
const KILLS = Number(process.env.GRIDLEDGER_KILLS ?? 50);
/** As in web/cluster/seat.ts: ticks of 50 ms, from 30 to twice that minus one. */
const LONGEST_TIMEOUT_MS = 59 * 50;

const at = (sorted, share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
const told = (values) => {
  const sorted = values.toSorted((a, b) => a - b);
  return `p50 ${at(sorted, 0.5).toFixed(1)} ms, p99 ${at(sorted, 0.99).toFixed(1)} ms`;
};

/** Strict writes of one small record, one after the other: what the disk itself takes. */
const syncMs = (tab) =>
  tab.evaluate(async () => {
    const opening = indexedDB.open('bench', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('s');
    const database = await new Promise((done) => (opening.onsuccess = () => done(opening.result)));
    const times = [];
    for (let i = 0; i < 200; i++) {
      const start = performance.now();
      const transaction = database.transaction('s', 'readwrite', { durability: 'strict' });
      transaction.objectStore('s').put(new Uint8Array(300), i);
      await new Promise((done) => (transaction.oncomplete = done));
      times.push(performance.now() - start);
    }
    database.close();
    return times;
  });

/** Times of `count` commits, each asked for when the one before is there. */
const oneByOne = (tab, { account, from, count }) =>
  tab.evaluate(
    async ([name, first, many]) => {
      const { page } = globalThis;
      const times = [];
      for (let nonce = first; nonce < first + many; nonce++) {
        const bytes = page.set(name, nonce, 'x', `${nonce}`);
        const start = performance.now();
        const { outcome } = await page.cluster.submit(bytes);
        if (outcome !== 'committed') throw new Error(outcome);
        times.push(performance.now() - start);
      }
      return times;
    },
    [account, from, count],
  );

/** Transactions a second when twelve accounts submit together, signed beforehand. */
const batched = (tab, count) =>
  tab.evaluate(async (many) => {
    const { page } = globalThis;
    const signed = [];
    for (let i = 0; i < many; i++) {
      signed.push(page.set(`Home ${1 + (i % 12)}`, 1 + Math.floor(i / 12), `c${i % 50}`, `${i}`));
    }
    const start = performance.now();
    const answers = await Promise.all(signed.map((bytes) => page.cluster.submit(bytes, 60_000)));
    const seconds = (performance.now() - start) / 1000;
    const committed = answers.filter(({ outcome }) => outcome === 'committed').length;
    const blocks = new Set(answers.map(({ height }) => height)).size;
    return { perSecond: committed / seconds, committed, blocks };
  }, count);

/** Time from the leader's end to the next commit, over and over. */
const kills = async (tab, count) => {
  const times = [];
  for (let nonce = 1; nonce <= count; nonce++) {
    await until(tab, (show) => show.leader > 0 && show.up === 5, 'all up');
    const ms = await tab.evaluate(async (number) => {
      const { page } = globalThis;
      const victim = page.show.leader;
      const bytes = page.set('Home 11', number, 'k', `${number}`);
      await page.cluster.crash(victim);
      const start = performance.now();
      const { outcome } = await page.cluster.submit(bytes, 30_000);
      if (outcome !== 'committed') throw new Error(outcome);
      const took = performance.now() - start;
      await page.cluster.restart(victim);
      return took;
    }, nonce);
    times.push(ms);
  }
  return times;
};

const inTabs = async (server, { seats, tabs }, work) => {
  const profile = await newProfile();
  const context = await profile.open();
  try {
    const wish = { seed: String(seats * 10 + tabs), seats: String(seats) };
    const home = await openTab(context, server.url, wish);
    await untilLeader(home);
    for (let seat = 2; seat <= tabs; seat++) {
      const tab = await openTab(context, server.url, { ...wish, seat: String(seat) });
      const own = `(show) => show.seats[${seat - 1}].here && show.seats[${seat - 1}].state === 'up'`;
      await until(tab, own, `seat ${seat} moves`);
    }
    await untilLeader(home);
    return await work(home);
  } finally {
    await context.close();
    await profile.remove();
  }
};

export const run = async () => {
  const server = await serveClusterPage();
  try {
    const sync = await inTabs(server, { seats: 3, tabs: 1 }, syncMs);
    console.log(
      `a strict write alone: ${told(sync)}; on a disk that syncs in 5 ms add 7 ms, twice`,
    );
    const warm = { account: 'Home 12', from: 1, count: 30 };
    const measured = { account: 'Home 12', from: 31, count: ONE_BY_ONE };
    for (const place of [
      { seats: 5, tabs: 1 },
      { seats: 3, tabs: 1 },
      { seats: 3, tabs: 3 },
      { seats: 5, tabs: 5 },
    ]) {
      const times = await inTabs(server, place, async (tab) => {
        await oneByOne(tab, warm);
        return oneByOne(tab, measured);
      });
      console.log(`${place.seats} seats in ${place.tabs} tab(s), one by one: ${told(times)}`);
    }
    const { perSecond, committed, blocks } = await inTabs(server, { seats: 5, tabs: 1 }, (tab) =>
      batched(tab, BATCHED),
    );
    console.log(
      `5 seats in one tab, ${committed} signed transactions together in ${blocks} blocks: ` +
        `${perSecond.toFixed(0)}/s`,
    );
    const gaps = await inTabs(server, { seats: 5, tabs: 1 }, async (tab) => {
      const times = await kills(tab, KILLS);
      if ((await get(tab, 'k')) !== String(KILLS)) throw new Error(JSON.stringify(await seen(tab)));
      return times;
    });
    console.log(
      `leader killed ${KILLS} times, next commit: ${told(gaps)}; ` +
        `allowed ${2 * LONGEST_TIMEOUT_MS} ms (twice the longest election timeout)`,
    );
  } finally {
    await server.stop();
  }
};
