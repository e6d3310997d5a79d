// One browser for a test file, and pages that note everything that should not happen on them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { launchOptions } from '../run/browser.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const VIEWS = ['grid', 'optimise', 'forecast', 'ledger', 'cluster', 'reproduce'];
export const openBrowser = async () => chromium.launch(await launchOptions());

/** A page of `context` that collects errors, policy breaches and requests to other origins. */
export const openPage = async (context, origin) => {
  const page = await context.newPage();
  const seen = { errors: [], foreign: [] };
  page.on('pageerror', (error) => seen.errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') seen.errors.push(message.text());
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(?:data|blob):/.test(url)) seen.foreign.push(url);
  });
  const clean = () => assert.deepEqual(seen, { errors: [], foreign: [] });
  return { page, clean };
};

/** Resolves with scenario, link and stamp once the page has solved what it shows. */
export const settled = async (page) => {
  await page.waitForFunction(() => 'gridledger' in globalThis, undefined, { timeout: 20_000 });
  return page.evaluate(() => globalThis.gridledger.scenario());
};

/** All text a person can see, shadow roots included. */
export const visibleText = (page) =>
  page.evaluate(() => {
    const read = (node) => {
      if (node.nodeType === Node.TEXT_NODE) return node.data;
      if (node instanceof Element && ['STYLE', 'SCRIPT'].includes(node.tagName)) return '';
      const inside = [...(node.shadowRoot?.childNodes ?? []), ...node.childNodes];
      return inside.map(read).join(' ');
    };
    return read(document.body);
  });

/** axe's WCAG 2.2 A and AA rules on the whole page; every violation with its places. */
export const violations = async (page) => {
  await page.evaluate(`if (!globalThis.axe) { ${axe} }`);
  return page.evaluate(async () => {
    const { violations: found } = await globalThis.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    });
    return found.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.flat().join(' ')).join(', ')}`,
    );
  });
};
