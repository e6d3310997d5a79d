// Finds a Chromium that really starts; installs one where that is possible without asking.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { chromium } from 'playwright-core';

const onPath = (name) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));

const candidates = () =>
  [
    process.env.CHROME_PATH && { executablePath: process.env.CHROME_PATH },
    ...['chromium', 'chromium-browser', 'google-chrome']
      .map(onPath)
      .filter(Boolean)
      .map((executablePath) => ({ executablePath })),
    { channel: 'chrome' },
    { channel: 'msedge' },
    {},
  ].filter(Boolean);

const find = async () => {
  for (const options of candidates()) {
    try {
      const browser = await chromium.launch(options);
      await browser.close();
      return options;
    } catch {
      // This one is absent or does not start; the next may.
    }
  }
  return undefined;
};

const install = () => {
  const debian = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (debian) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env,
    });
    return;
  }
  const cli = join(
    dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')),
    'cli.js',
  );
  execFileSync(process.execPath, [cli, 'install', 'chromium'], {
    stdio: 'inherit',
  });
};

/** Launch options of a browser that was seen to start. */
export const launchOptions = async () => {
  let found = await find();
  if (!found) {
    console.log('No Chromium found; installing one for the tests.');
    install();
    found = await find();
  }
  if (!found) {
    throw new Error('No Chromium to test with. Install Chrome or Chromium, or set CHROME_PATH.');
  }
  return found;
};
