// How soon a long chain is on screen: the built page on a profile whose disks hold so many blocks,
// from the start of the visit to the first rows, and to rows that a seat has confirmed.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { newProfile } from '../e2e/cluster-tabs.mjs';
import { serve } from '../run/serve.mjs';

/** Past 512 a longer chain costs an opening nothing more; 10,000 take minutes to make. */
const BLOCKS = Number(process.env.GRIDLEDGER_BLOCKS ?? 1000);
const VISITS = 7;
const LINK = '#/ledger?v=1&s=a&n=3';

/** One block each, in the order they are asked for. */
const grow = (page, blocks) =>
  page.evaluate(async (count) => {
    const { ledger } = globalThis.gridledger;
    for (let i = 0; i < count; i++) await ledger.set('bench', String(i));
  }, blocks);

/** Milliseconds since the visit began, of the first row and of the first confirmed one. */
const visit = async (page, url) => {
  await page.goto('about:blank');
  await page.goto(`${url}${LINK}`, { waitUntil: 'commit' });
  return page.evaluate(
    () =>
      new Promise((done) => {
        let rowsMs = 0;
        const look = () => {
          const chain = document
            .querySelector('gl-shell')
            ?.shadowRoot?.querySelector('gl-ledger')
            ?.shadowRoot?.querySelector('gl-chain')?.shadowRoot;
          const rows = chain?.querySelectorAll('tbody tr:not([aria-hidden])').length ?? 0;
          if (rows > 3) rowsMs ||= performance.now();
          if (chain?.querySelector('.good')) done({ rowsMs, confirmedMs: performance.now() });
          else setTimeout(look, 5);
        };
        look();
      }),
  );
};

const told = (values) => {
  const sorted = values.toSorted((a, b) => a - b).map(Math.round);
  return `${sorted[Math.floor(sorted.length / 2)]} ms (${sorted[0]} to ${sorted.at(-1)})`;
};

export const run = async () => {
  const folder = resolve('dist');
  if (!existsSync(folder)) {
    console.log('not measured: `npm run build` first');
    return;
  }
  const server = await serve(folder, '/gridledger/');
  const profile = await newProfile();
  const context = await profile.open();
  try {
    const page = await context.newPage();
    await page.goto(`${server.url}${LINK}`);
    await page.waitForFunction(() => 'gridledger' in globalThis);
    await grow(page, BLOCKS);
    const visits = [];
    for (let i = 0; i < VISITS; i++) visits.push(await visit(page, server.url));
    console.log(
      `${BLOCKS} blocks, 3 seats in one tab: first rows after ` +
        `${told(visits.map(({ rowsMs }) => rowsMs))}, confirmed by a seat after ` +
        told(visits.map(({ confirmedMs }) => confirmedMs)),
    );
  } finally {
    await context.close();
    await profile.remove();
    await server.stop();
  }
};
