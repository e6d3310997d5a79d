// `npm run soak`: the swarm of tests/simulation for 50 million steps, each run played twice.
//   node tests/soak.mjs --steps 50000000 --seed 5000      from run 5000 on
//   node tests/soak.mjs --seed 17 --runs 1                one run again, as a failure names it
import { parseArgs } from 'node:util';
import { bundle } from './bench/bundle.mjs';

const { values } = parseArgs({
  options: {
    steps: { type: 'string', default: '50000000' },
    seed: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '' },
  },
});
const [steps, seed] = [Number(values.steps), Number(values.seed)];
const runs = values.runs === '' ? Infinity : Number(values.runs);
if (![steps, seed].every(Number.isSafeInteger) || !(runs >= 1)) {
  throw new TypeError('--steps, --seed and --runs are whole numbers');
}

const { swarm } = await bundle('tests/simulation/swarm.ts');
const startedAt = performance.now();
const seconds = () => (performance.now() - startedAt) / 1000;
const line = (total) =>
  Object.entries(total)
    .filter(([what]) => what !== 'looked')
    .map(([what, count]) => `${what} ${count.toLocaleString('en')}`)
    .join(', ');

let told = 0;
try {
  const total = swarm(seed, { steps: runs === Infinity ? steps : Infinity, runs }, (sum) => {
    if (seconds() - told < 20) return;
    told = seconds();
    console.log(`${told.toFixed(0).padStart(5)} s  ${line(sum)}`);
  });
  console.log(line(total));
  for (const [check, times] of Object.entries(total.looked)) {
    console.log(`${check.padEnd(22)} held ${times.toLocaleString('en')} times`);
  }
  const speed = Math.round((2 * total.steps) / seconds()).toLocaleString('en');
  console.log(`no property broken; ${speed} steps/s, replays, checks and recovery included`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
