// `npm test`: every check in order, one line a step, and the sum at the end. Stops at nothing:
// all steps run, so one look shows all that is wrong.
import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

const bin = (name) => `node_modules/.bin/${name}`;
const STEPS = [
  ['build', 'npm', ['run', '--silent', 'build']],
  ['types', 'npm', ['run', '--silent', 'check']],
  ['lint', bin('eslint'), ['--config', 'tests/eslint.config.mjs', '.']],
  ['format', bin('prettier'), ['--check', '--log-level', 'warn', '.']],
  [
    'templates',
    bin('lit-analyzer'),
    // It takes `nothing` for a value and knows no CSS of the last years: those two rules are off.
    [
      'web/views/**/*.ts',
      '--strict',
      '--rules.no-incompatible-type-binding',
      'off',
      '--rules.no-invalid-css',
      'off',
    ],
  ],
  ['unused', bin('knip'), ['--config', 'tests/knip.json']],
  ['tidy', process.execPath, ['--test', '--test-reporter=spec', 'tests/tidy.mjs']],
  ['browser', bin('web-test-runner'), ['--config', 'tests/wtr.config.mjs']],
  ['mutants', process.execPath, ['--test', '--test-reporter=spec', 'tests/raft/mutants.test.mjs']],
  [
    'module',
    process.execPath,
    [
      ...['--test', '--test-reporter=spec'],
      ...['', '-forecast', '-market', '-price'].map((part) => `tests/module${part}.test.mjs`),
    ],
  ],
  [
    'end to end',
    process.execPath,
    ['--test', '--test-reporter=spec', '--test-concurrency=1', 'tests/e2e/'],
  ],
];

const run = ([name, command, args]) =>
  new Promise((resolve) => {
    const started = Date.now();
    const child = spawn(command, args, { env: { ...process.env, FORCE_COLOR: '0' } });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        text += chunk;
        process.stdout.write(chunk);
      });
    }
    child.on('error', (error) => {
      text += String(error);
      resolve({ name, text, code: 1, seconds: 0 });
    });
    child.on('close', (code) =>
      resolve({ name, text, code: code ?? 1, seconds: (Date.now() - started) / 1000 }),
    );
  });

/** Test counts as the two runners print them; a step without tests counts as one. */
const count = ({ text: coloured, code }) => {
  const text = stripVTControlCharacters(coloured);
  const last = (pattern) => Number([...text.matchAll(pattern)].at(-1)?.[1] ?? Number.NaN);
  const passed = last(/(?:^ℹ pass |\| )(\d+)(?: passed|$)/gm);
  const failed = last(/(?:^ℹ fail |passed, )(\d+)(?: failed|$)/gm);
  if (Number.isNaN(passed)) return code === 0 ? [1, 0] : [0, 1];
  return [passed, code !== 0 && failed === 0 ? 1 : failed];
};

const results = [];
for (const step of STEPS) {
  console.log(`\n== ${step[0]}`);
  results.push(await run(step));
  if (results[0].code !== 0) break;
}
console.log('');
let passed = 0;
let failed = 0;
for (const result of results) {
  const [p, f] = count(result);
  passed += p;
  failed += f;
  const state = result.code === 0 ? 'ok    ' : 'FAILED';
  console.log(`${state} ${result.name.padEnd(12)} ${result.seconds.toFixed(0).padStart(4)} s`);
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || results.some((result) => result.code !== 0) ? 1 : 0;
