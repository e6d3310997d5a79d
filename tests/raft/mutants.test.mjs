// Does the verification notice? Every deliberate breakage in mutants.mjs is built into the core and
// run against all layers; one that no layer notices fails. The table says which layer caught which.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { MUTANTS } from './mutants.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);
// The builder that the browser tests use as well.
const esbuild = createRequire(require.resolve('@web/dev-server-esbuild'))('esbuild');
const folder = `${root}build/mutants`;
/** A layer that takes longer than this hangs, which is noticed too. */
const LAYER_MS = 120_000;
const THREADS = 2;

/** The layers over the core with `mutant` in it; over the core as it is without. */
const bundle = async (name, mutant) => {
  const outfile = `${folder}/${name}.mjs`;
  await esbuild.build({
    entryPoints: [`${root}tests/raft/layers.ts`],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    outfile,
    logLevel: 'silent',
    alias: { '@open-wc/testing': '@esm-bundle/chai' },
    plugins: mutant ? [broken(mutant)] : [],
  });
  return pathToFileURL(outfile).href;
};

const broken = ({ file, find, put }) => ({
  name: 'broken',
  setup(build) {
    const path = new RegExp(`/${file.replaceAll('.', '\\.')}$`);
    build.onLoad({ filter: path }, () => ({
      contents: readFileSync(root + file, 'utf8').replace(find, () => put),
      loader: 'ts',
    }));
  },
});

/** What each layer noticed: text, '' = nothing. */
const runLayers = (url) =>
  new Promise((resolve, reject) => {
    const noticed = {};
    const worker = new Worker(new URL('mutant-worker.mjs', import.meta.url), {
      workerData: { bundle: url },
    });
    let timer;
    const end = () => {
      clearTimeout(timer);
      void worker.terminate();
      resolve(noticed);
    };
    worker.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    worker.on('message', (message) => {
      clearTimeout(timer);
      if (message.done) return end();
      if (!message.started) noticed[message.name] = message.noticed;
      else {
        timer = setTimeout(() => {
          noticed[message.name] = 'does not end';
          end();
        }, LAYER_MS);
      }
    });
  });

const LAYERS = ['scenarios', 'paper', 'explorer', 'twin', 'simulation', 'histories', 'liveness'];
const results = new Map();

before(async () => {
  mkdirSync(folder, { recursive: true });
  const queue = [['none', null], ...MUTANTS.map((mutant, i) => [`mutant-${i + 1}`, mutant])];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [name, mutant] = next;
      const started = performance.now();
      results.set(name, await runLayers(await bundle(name, mutant)));
      results.get(name).seconds = (performance.now() - started) / 1000;
    }
  };
  await Promise.all(Array.from({ length: THREADS }, work));
});

test('the core as it is passes every layer', () => {
  const { seconds, ...noticed } = results.get('none');
  assert.ok(seconds > 0);
  assert.deepEqual(noticed, Object.fromEntries(LAYERS.map((name) => [name, ''])));
});

test('there are at least twenty mutants, each a change of its own', () => {
  assert.ok(MUTANTS.length >= 20);
  assert.equal(new Set(MUTANTS.map(({ name }) => name)).size, MUTANTS.length);
});

MUTANTS.forEach((mutant, i) => {
  test(`${mutant.name} (${mutant.rule})`, () => {
    const places = readFileSync(root + mutant.file, 'utf8').split(mutant.find).length - 1;
    assert.equal(places, 1, `${mutant.file} has ${places} places like: ${mutant.find}`);
    const noticed = results.get(`mutant-${i + 1}`);
    const by = LAYERS.filter((name) => noticed[name]);
    assert.ok(by.length > 0, 'no layer noticed it');
  });
});

test('every layer alone notices something', () => {
  const idle = LAYERS.filter((name) =>
    MUTANTS.every((_, i) => !results.get(`mutant-${i + 1}`)[name]),
  );
  assert.deepEqual(idle, []);
});

after(() => {
  const width = Math.max(...MUTANTS.map(({ name }) => name.length));
  console.log(`${' '.repeat(width)}  ${LAYERS.map((name) => name.padEnd(11)).join('')}`);
  MUTANTS.forEach(({ name }, i) => {
    const noticed = results.get(`mutant-${i + 1}`) ?? {};
    const cells = LAYERS.map((layer) => (noticed[layer] ? 'caught' : '–').padEnd(11));
    console.log(`${name.padEnd(width)}  ${cells.join('')}`);
  });
});
