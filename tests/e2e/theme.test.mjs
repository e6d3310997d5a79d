// The design tokens as the built page resolves them: each is a colour in every look, and the pairs
// that carry words or meaning have the contrast that web/theme.css promises (WCAG 2.2, 1.4.3 and
// 1.4.11; 1.4.6 on a projector). Read without scripts too, as on the first frame.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { serve } from '../run/serve.mjs';
import { openBrowser } from './open.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([openBrowser(), serve(resolve('dist'), '/gridledger/')]);
});
after(() => Promise.all([browser.close(), server.stop()]));

const COLOURS = [
  ...readFileSync('web/theme.css', 'utf8').matchAll(/(--[\w-]+): light-dark\(/g),
].map(([, name]) => name);
// No words and no meaning on their own, or never on the ground.
const BARE = ['--ground', '--panel', '--rule', '--energy-fill', '--on-select'];
const TEXT = ['--ink', '--ink-soft', '--breach', '--select', '--energy'];

/** What each token comes to as a colour, [r, g, b] 0 … 255; null = not a colour. */
const resolved = (page, data) =>
  page.evaluate(
    ([names, look]) => {
      Object.assign(document.documentElement.dataset, look);
      const probe = document.createElement('i');
      document.body.append(probe);
      // A system colour would be forced on it too: only the token counts here.
      probe.style.forcedColorAdjust = 'none';
      const colourOf = (name) => {
        const [one, other] = ['rgb(1, 2, 3)', 'rgb(3, 2, 1)'].map((inherited) => {
          document.body.style.color = inherited;
          probe.style.color = `var(${name})`;
          return getComputedStyle(probe).color;
        });
        return one === other ? one.match(/[\d.]+/g).map(Number) : null;
      };
      const colours = Object.fromEntries(names.map((name) => [name, colourOf(name)]));
      probe.remove();
      return colours;
    },
    [COLOURS, data],
  );

/** WCAG 2.2, relative luminance. */
const luminance = (rgb) => {
  const [r, g, b] = rgb.map((byte) => {
    const share = byte / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a, b) => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};

const check = (colours, { text, graphics }) => {
  const weak = [];
  const hold = (name, on, least) => {
    const ratio = contrast(colours[name], colours[on]);
    if (ratio < least) weak.push(`${name} on ${on}: ${ratio.toFixed(2)}, ${least} wanted`);
  };
  for (const name of COLOURS.filter((each) => !BARE.includes(each))) {
    for (const on of ['--ground', '--panel']) hold(name, on, TEXT.includes(name) ? text : graphics);
  }
  hold('--on-select', '--select', text);
  assert.deepEqual(weak, []);
};

// What the system prefers, what the person chose, and which of the two sets must show.
const LOOKS = [
  ['light', {}, 'light'],
  ['dark', {}, 'dark'],
  ['light', { theme: 'dark' }, 'dark'],
  ['dark', { theme: 'light' }, 'light'],
  ['dark', { theme: 'dark', mode: 'projector' }, 'projector'],
];
for (const [system, data, shown] of LOOKS) {
  test(`${JSON.stringify(data)} on a ${system} system shows the ${shown} set`, async () => {
    const context = await browser.newContext({ colorScheme: system, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(server.url);
    const colours = await resolved(page, data);
    assert.deepEqual(
      COLOURS.filter((name) => colours[name] === null),
      [],
    );
    assert.ok(luminance(colours['--ground']) > 0.5 === (shown !== 'dark'), 'ground');
    check(colours, shown === 'projector' ? { text: 7, graphics: 4.5 } : { text: 4.5, graphics: 3 });
    await context.close();
  });
}

const SYSTEM = ['Canvas', 'CanvasText', 'GrayText', 'LinkText', 'Highlight', 'HighlightText'];

test('in forced colours every token is one of the system, in words and in charts', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ forcedColors: 'active', colorScheme });
    const page = await context.newPage();
    await page.goto(server.url);
    const colours = await resolved(page, {});
    const system = await page.evaluate((names) => {
      const probe = document.createElement('i');
      probe.style.forcedColorAdjust = 'none';
      document.body.append(probe);
      return names.map((name) => {
        probe.style.color = name;
        return String(getComputedStyle(probe).color.match(/[\d.]+/g));
      });
    }, SYSTEM);
    const own = COLOURS.filter((name) => !system.includes(String(colours[name])));
    assert.deepEqual(own, []);
    await context.close();
  }
});
