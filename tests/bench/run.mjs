// `npm run bench`: every bench in turn. Only ratios measured in one run mean anything.
import { cpus } from 'node:os';

console.log(
  `${process.version} on ${cpus()[0]?.model ?? 'unknown processor'}, ${String(cpus().length)} cores`,
);
for (const name of [
  'power-flow',
  'newton',
  'siting',
  'weather',
  'year',
  'price',
  'ledger',
  'market',
  'forecast',
  'simulation',
  'cluster',
  'opening',
]) {
  console.log(`\n== ${name}`);
  const { run } = await import(`./${name}.mjs`);
  await run();
}
