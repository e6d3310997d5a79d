// The page that checks chains: opened from a disk, without any server, with good and bad files.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadRooms } from '../bench/measure.mjs';
import { serve } from '../run/serve.mjs';
import { openBrowser, openPage, settled, violations, visibleText } from './open.mjs';

const chain = readFileSync('tests/vectors/chain.jsonl', 'utf8');
const { genesisHash } = JSON.parse(readFileSync('tests/vectors/ledger.json', 'utf8'));
const address = pathToFileURL(resolve('dist/verify.html')).href;

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

/** A certified chain of empty blocks, as an export. */
const longChain = async (heights) => {
  const rooms = ['chain', 'certificate', 'contracts', 'demo', 'export', 'key'];
  const ledger = await loadRooms(rooms.map((room) => `/web/ledger/${room}.ts`));
  const genesis = ledger.demoGenesis({ seed: 1, seats: 3, homes: 1 });
  const key = ledger.demoSeatKey(1, 1);
  const rules = { contracts: ledger.contractTable(), verifier: ledger.strictVerifier };
  const lines = [ledger.genesisLine(genesis)];
  let state = ledger.openChain(genesis);
  for (let height = 1; height <= heights; height++) {
    // Seat 1 leads alone from block 2 on: one signature a block, and block 1 by two.
    const voters = height === 1 ? [1, 2] : [1];
    const proposal = { transactions: [], term: 1, index: height, proposer: 1, voters };
    const bytes = ledger.buildBlock(state, proposal);
    const { chain: next, hash } = ledger.applyBlock(state, bytes, null, rules);
    const certificate = [ledger.attest(hash, 1, key)];
    if (height === 1) certificate.push(ledger.attest(hash, 2, ledger.demoSeatKey(1, 2)));
    lines.push(ledger.blockLine({ height, bytes, certificate }));
    state = next;
  }
  return lines.join('');
};

const open = async (options = {}) => {
  const context = await browser.newContext({ offline: true, ...options });
  const { page, clean } = await openPage(context, address);
  await page.goto(address);
  const choose = async (text) => {
    const buffer = Buffer.from(text);
    await page.setInputFiles('#file', { name: 'c.jsonl', mimeType: 'text/plain', buffer });
    await page.waitForSelector('#verdict:not([hidden])');
    return page.innerText('#verdict');
  };
  return { context, page, clean, choose };
};

test('a good chain holds, with its height, tip and genesis', async () => {
  const { context, page, clean, choose } = await open();
  const words = await choose(chain);
  assert.match(words, /holds, all 3 blocks/);
  assert.match(words, new RegExp(genesisHash));
  assert.equal(await page.isVisible('#progress'), false);
  assert.deepEqual(await violations(page), []);
  clean();
  await context.close();
});

test('a damaged chain breaks where it was damaged, in words and in the dark', async () => {
  const { context, page, clean, choose } = await open({ colorScheme: 'dark' });
  // One digit of the payment in block 1.
  const damaged = chain.replace('0000000000401640', '0000000000401641');
  assert.notEqual(damaged, chain);
  assert.match(await choose(damaged), /breaks at block 1[\s\S]*Line 2, block 1[\s\S]*Merkle/);
  const lines = chain.split('\n');
  const unsigned = lines.with(3, lines[3].replace(/,\{"seat":4[^}]*\}/, ''));
  assert.match(await choose(unsigned.join('\n')), /breaks at block 3[\s\S]*too few signatures/);
  assert.match(await choose('hello'), /no chain[\s\S]*Line 1[\s\S]*hello/);
  assert.deepEqual(await violations(page), []);
  assert.doesNotMatch(await visibleText(page), /\bNaN\b|undefined|\[object/);
  clean();
  await context.close();
});

test('a long chain shows how far it is, answers clicks meanwhile, and stops when asked', async () => {
  const { context, page, clean, choose } = await open();
  const long = await longChain(1500);
  const buffer = Buffer.from(long);
  // A slow machine, so that there is time to stop it on a fast one too.
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 10 });
  await page.setInputFiles('#file', { name: 'long.jsonl', mimeType: 'text/plain', buffer });
  await page.waitForFunction(() => document.querySelector('#progress').value > 0);
  assert.match(await page.innerText('#now'), /blocks hold so far/);
  await page.click('#stop');
  await page.waitForSelector('#verdict:not([hidden])');
  assert.match(await page.innerText('#verdict'), /Stopped\. [\d,]+ blocks? held/);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  assert.match(await choose(long), /holds, all 1,500 blocks/);
  clean();
  await context.close();
});

test('text can be pasted, a genesis trusted, and both be wrong', async () => {
  const { context, page, clean } = await open();
  await page.click('#paste summary');
  await page.fill('#text', chain);
  await page.click('#trust summary');
  await page.fill('#genesis', 'xyz');
  await page.click('#check');
  assert.match(await page.innerText('#trust-fault'), /64 digits/);
  await page.fill('#genesis', 'ab'.repeat(32));
  await page.click('#check');
  await page.waitForSelector('#verdict.broken');
  assert.match(await page.innerText('#verdict'), /another chain/);
  await page.fill('#genesis', genesisHash);
  await page.click('#check');
  await page.waitForSelector('#verdict:not(.broken):not([hidden])');
  assert.match(await page.innerText('#verdict'), /genesis you trust/);
  clean();
  await context.close();
});

test('a dropped file is checked', async () => {
  const { context, page, clean } = await open();
  const transfer = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'chain.jsonl'));
    return data;
  }, chain);
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  await page.waitForSelector('#verdict:not([hidden])');
  assert.match(await page.innerText('#verdict'), /holds, all 3 blocks/);
  clean();
  await context.close();
});

test('whoever has opened the page once has this one too, without a network', async () => {
  const server = await serve(resolve('dist'), '/gridledger/');
  const context = await browser.newContext();
  const first = await openPage(context, new URL(server.url).origin);
  await first.page.goto(server.url);
  await settled(first.page);
  await first.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await server.stop();
  await context.setOffline(true);
  const { page } = await openPage(context, new URL(server.url).origin);
  await page.goto(`${server.url}verify.html`);
  assert.match(await page.title(), /Check a GridLedger chain/);
  await context.close();
});
