// dist/lib/gridledger.js in plain Node, as a reviewer's script uses it.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import ts from 'typescript';
import {
  annualCost,
  cases,
  formatMatpower,
  formatScenario,
  getCase,
  openKernel,
  parseMatpower,
  parseScenario,
  raftHarness,
  raftSimulation,
  validate,
  verifyChain,
  yearTotals,
} from '../dist/lib/gridledger.js';

import { kernelBits } from './vectors/bits.mjs';

const published = JSON.parse(readFileSync('tests/cases/thesis13/published.json', 'utf8'));

test('solves the thesis feeder to the published digits by every method', async () => {
  const kernel = await openKernel();
  const grid = getCase('thesis13');
  for (const method of ['gauss-seidel', 'newton-raphson', 'fast']) {
    const flow = kernel.powerFlow(grid, { method, tolerancePu: 1e-11 });
    assert.ok(flow.converged, method);
    flow.buses.forEach((bus, i) =>
      assert.ok(
        Math.abs(bus.voltagePu - published.buses[i].voltagePu) < 1e-9,
        `${method} bus ${bus.id}`,
      ),
    );
    assert.ok(Math.abs(flow.lossKw - published.lossKw) < 1e-5);
  }
});

test('says so when there is no solution', async () => {
  const kernel = await openKernel();
  const flow = kernel.powerFlow({ ...getCase('thesis13'), baseKva: 490 });
  assert.equal(flow.converged, false);
  assert.ok(Number.isFinite(flow.worstMismatchPu) && flow.worstMismatchPu > 0);
});

test('cases are valid, and survive MATPOWER out and in', () => {
  assert.ok(cases().length >= 7);
  for (const { id } of cases()) {
    const grid = getCase(id);
    assert.deepEqual(validate(grid), []);
    const { grid: again, problems } = parseMatpower(formatMatpower(grid));
    assert.deepEqual(
      problems.filter((problem) => !problem.harmless),
      [],
    );
    assert.equal(again.buses.length, grid.buses.length);
  }
});

test('scenarios round-trip; bad arguments name themselves', async () => {
  const { scenario, problems } = parseScenario('#/grid?v=1&s=7f3a&c=ieee14');
  assert.deepEqual(problems, []);
  assert.equal(scenario.caseId, 'ieee14');
  assert.deepEqual(parseScenario(formatScenario(scenario)).scenario, scenario);
  const kernel = await openKernel();
  assert.throws(() => kernel.powerFlow(getCase('ieee14'), { tolerancePu: -1 }), /tolerancePu/);
  assert.throws(() => getCase('ieee15'), /ieee14/);
});

test('every bad argument throws TypeError or RangeError and is named', async () => {
  const kernel = await openKernel();
  const grid = getCase('thesis13');
  const zeros = () => new Float64Array(13);
  const input = {
    slots: 1,
    loadKw: zeros(),
    loadKvar: zeros(),
    injectionKw: zeros(),
    injectionKvar: zeros(),
  };
  const noon = { grid, scenario: 'noon' };
  const small = { seed: 1, population: 40, generations: 1 };
  const flow = (options) => () => kernel.powerFlow(grid, options);
  const series = (change, options) => () =>
    kernel.timeSeries(grid, { ...input, ...change }, options);
  const siting = (change, problem = noon) => {
    return () => kernel.optimiseSiting(problem, { ...small, ...change });
  };
  const run = { seed: 1, population: 40, evaluations: 400 };
  const bench = (change) => () => kernel.optimiseBenchmark('zdt1', { ...run, ...change });
  const cases = [
    [
      'grid',
      [null, undefined, 5, 'x', {}, { ...grid, buses: [null] }].map(
        (bad) => () => kernel.powerFlow(bad),
      ),
    ],
    ['grid', [() => kernel.timeSeries(null, input), siting({}, { scenario: 'noon', grid: null })]],
    ['grid', [() => kernel.traceNose(null), () => formatMatpower(null), () => formatMatpower({})]],
    ['options', [flow(null), flow(5), series({}, null), () => kernel.optimiseSiting(noon)]],
    ['options', [() => kernel.optimiseBenchmark('zdt1', null)]],
    ['method', ['guess', 5, null, {}].map((method) => flow({ method }))],
    ...['tolerancePu', 'iterationsMax', 'acceleration'].flatMap((key) => [
      [key, [Number.NaN, -1, 0, null, '1', Infinity].map((bad) => flow({ [key]: bad }))],
      [key, [Number.NaN, -1, 0, null, '1', Infinity].map((bad) => series({}, { [key]: bad }))],
    ]),
    ['enforceReactiveLimits', ['yes', 1, null].map((bad) => flow({ enforceReactiveLimits: bad }))],
    ['input', [() => kernel.timeSeries(grid, null)]],
    ['input.slots', [0, -1, 0.5, Number.NaN, '1', null].map((slots) => series({ slots }))],
    ...['loadKw', 'loadKvar', 'injectionKw', 'injectionKvar'].map((key) => [
      `input.${key}`,
      [[1, 2], null, new Float64Array(12), new Float32Array(13), zeros().fill(Number.NaN, 3, 4)]
        .concat([zeros().fill(Infinity, 0, 1)])
        .map((bad) => series({ [key]: bad })),
    ]),
    ['onProgress', [series({}, { onProgress: 5 })]],
    ['signal', [series({}, { signal: 5 }), siting({ signal: true }), bench({ signal: 'no' })]],
    ['onGeneration', [siting({ onGeneration: 5 }), bench({ onGeneration: {} })]],
    ['problem', [null, 5, []].map((bad) => siting({}, bad))],
    ['scenario', ['dawn', 5, undefined].map((scenario) => siting({}, { grid, scenario }))],
    ['panelsMax', [1.5, -1, Number.NaN, '5'].map((bad) => siting({}, { ...noon, panelsMax: bad }))],
    ['packsMax', [2.5, 1e6].map((bad) => siting({}, { ...noon, packsMax: bad }))],
    ['powerFactor', [0.5, 2, '1'].map((bad) => siting({}, { ...noon, powerFactor: bad }))],
    ...['seed', 'population'].flatMap((key) => [
      [key, [Number.NaN, -1, 0.5, '8', null, undefined].map((bad) => siting({ [key]: bad }))],
      [key, [Number.NaN, -1, 0.5, '8', null, undefined].map((bad) => bench({ [key]: bad }))],
    ]),
    ['generations', [0, Number.NaN, '8', null].map((bad) => siting({ generations: bad }))],
    ['islands', [0, 9, null, '2'].map((bad) => siting({ islands: bad }))],
    ['crossoverEta', [0, 101, '5', Number.NaN].map((bad) => siting({ crossoverEta: bad }))],
    ['evaluations', [39, Number.NaN, '400', null].map((bad) => bench({ evaluations: bad }))],
    ['name', [() => kernel.optimiseBenchmark('zdt5', run)]],
    ['text', [() => parseMatpower(null), () => parseMatpower(5)]],
    ['hash', [() => parseScenario(null), () => parseScenario({})]],
    ['scenario', [() => formatScenario(null), () => formatScenario({})]],
    ['id', [() => getCase(null), () => getCase('ieee15')]],
    ['design', [() => kernel.evaluateDesign(noon, null)]],
  ];
  for (const [name, calls] of cases) {
    for (const call of calls) {
      assert.throws(call, (error) => {
        const kind = error instanceof TypeError || error instanceof RangeError;
        assert.ok(kind && error.message.includes(name), `${name}: ${error.name} ${error.message}`);
        return true;
      });
    }
  }
});

test('a year comes from a link, closes its balance and stops when asked', async () => {
  const kernel = await openKernel();
  const { scenario, problems } = parseScenario('#/grid?v=1&s=7f3a&c=thesis13&pv=7:2069&b=7:4');
  assert.deepEqual(problems, []);
  const year = kernel.year(scenario);
  assert.equal(year.series.converged.indexOf(0), -1);
  const totals = yearTotals(getCase('thesis13'), year, { voltageMinPu: 0.9, voltageMaxPu: 1 });
  assert.ok(Math.abs(totals.residualWorst.value) < 1e-5, 'kW in every hour');
  assert.ok(annualCost(totals, scenario).totalUsd > 0);

  const aborter = new AbortController();
  const seen = [];
  const part = kernel.year(scenario, {
    signal: aborter.signal,
    onProgress: ({ done, slots }) => {
      seen.push([done, slots]);
      if (seen.length === 2) aborter.abort();
    },
  });
  assert.deepEqual(seen, [
    [96, 8760],
    [192, 8760],
  ]);
  assert.deepEqual(part.series.lossKw.slice(0, 192), year.series.lossKw.slice(0, 192));
  assert.equal(part.series.converged[192], 0);

  const wrong = { ...scenario, year: { ...scenario.year, tiltDeg: 100 } };
  assert.throws(() => kernel.year(wrong), {
    name: 'RangeError',
    message: /year\.tiltDeg.*0 to 90/,
  });
  assert.throws(() => kernel.year({ ...scenario, caseId: 'nowhere' }), RangeError);
  for (const nothing of [null, undefined, 7, 'year', {}]) {
    assert.throws(() => kernel.year(nothing), TypeError);
  }
});

test('long calls tell their progress and stop when asked', async () => {
  const kernel = await openKernel();
  const grid = getCase('thesis13');
  const stopAt = (limit, seen) => {
    const aborter = new AbortController();
    const tell = (progress) => {
      seen.push(progress);
      if (seen.length === limit) aborter.abort();
    };
    return { tell, signal: aborter.signal };
  };
  const slots = 300;
  const loads = new Float64Array(slots * 13);
  const input = { slots, loadKw: loads, loadKvar: loads, injectionKw: loads, injectionKvar: loads };
  const chunks = [];
  const series = stopAt(2, chunks);
  const options = { onProgress: series.tell, signal: series.signal };
  const { converged } = kernel.timeSeries(grid, input, options);
  assert.deepEqual(chunks, [
    { done: 96, slots },
    { done: 192, slots },
  ]);
  assert.deepEqual([converged[191], converged[192]], [1, 0]);

  const generations = [];
  const bench = stopAt(3, generations);
  const run = { seed: 1, population: 40, evaluations: 4000 };
  const stopped = kernel.optimiseBenchmark('zdt2', {
    ...run,
    onGeneration: bench.tell,
    signal: bench.signal,
  });
  assert.deepEqual(generations.at(-1), { generation: 3, generations: 100 });
  assert.deepEqual(stopped, kernel.optimiseBenchmark('zdt2', { ...run, evaluations: 120 }));
  const never = { signal: AbortSignal.abort() };
  assert.deepEqual(kernel.optimiseBenchmark('zdt2', { ...run, ...never }).front, []);

  const fronts = [];
  const siting = stopAt(4, fronts);
  const result = kernel.optimiseSiting(
    { grid, scenario: 'noon' },
    { seed: 1, population: 40, generations: 50, onGeneration: siting.tell, signal: siting.signal },
  );
  assert.equal(result.generation, 4);
  assert.deepEqual(result.front, fronts.at(-1).front);
});

test('the declarations beside the module serve a strict consumer without our settings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gridledger-'));
  try {
    const file = join(folder, 'consumer.mts');
    const module = join(process.cwd(), 'dist/lib/gridledger.js');
    const lines = [
      `import { getCase, openKernel, type PowerFlow } from ${JSON.stringify(module)};`,
      'const kernel = await openKernel();',
      "const flow: PowerFlow = kernel.powerFlow(getCase('thesis13'), { method: 'fast' });",
      'export const lossKw: number = flow.lossKw;',
      'export const wrong: string = flow.lossKw;',
    ];
    writeFileSync(file, lines.join('\n'));
    for (const lib of [undefined, ['lib.es2023.d.ts']]) {
      const options = {
        strict: true,
        noEmit: true,
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.NodeNext,
        types: [],
        ...(lib ? { lib } : {}),
      };
      const program = ts.createProgram([file], options);
      const problems = ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText);
      // one mistake, found: so the declarations were read, and nothing in them was in the way
      assert.deepEqual(problems, ["Type 'number' is not assignable to type 'string'."]);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('three Raft seats elect, commit, and one comes up again from its disk', () => {
  const conf = { voters: [1, 2, 3] };
  const seats = conf.voters.map((id) => raftHarness.make({ id, conf }));
  const kinds = new Set();
  const settle = () => {
    for (let rounds = 0; rounds < 100; rounds++) {
      const flying = seats.flatMap((seat) => seat.take().messages);
      if (flying.length === 0) return;
      for (const message of flying) {
        kinds.add(raftHarness.kind(message));
        seats[message.to - 1].step(structuredClone(message));
      }
    }
    assert.fail('never settles');
  };
  seats[0].campaign();
  settle();
  seats[0].propose('für das Log 🔋');
  settle();
  assert.deepEqual([...kinds], ['vote', 'voteReply', 'append', 'appendReply']);
  for (const seat of seats) {
    const { term, lead, commit, first, terms } = seat.view();
    assert.deepEqual([term, lead, commit, first, terms], [1, 1, 2, 1, [1, 1]]);
  }
  const { restartState } = seats[2].take();
  assert.equal(new TextDecoder().decode(restartState.log[1].data), 'für das Log 🔋');
  const again = raftHarness.make({ id: 3, ...structuredClone(restartState) });
  assert.deepEqual(again.view(), { ...seats[2].view(), lead: 0 });
  again.step({ kind: 'nonsense' });
  assert.throws(() => raftHarness.make({ id: 0, conf }), /id/);
  assert.throws(() => raftHarness.make({ id: 1, conf: {} }), /conf\.voters/);
  assert.throws(() => raftHarness.make({ id: 1, conf, log: [{ term: 2 }, { term: 1 }] }), /log/);
});

test('the Raft harness names the argument that cannot be, and keeps nothing of it', () => {
  const make = (part) => raftHarness.make({ id: 1, conf: { voters: [1] }, ...part });
  const entry = (part) => ({ log: [{ term: 1, ...part }] });
  const members = (part) => ({ conf: { voters: [1], ...part } });
  const names = (name, call) => {
    assert.throws(call, (error) => {
      const named = error instanceof TypeError || error instanceof RangeError;
      assert.ok(named && error.message.startsWith(name), `${name}: ${error}`);
      assert.doesNotMatch(error.message, /Cannot|not a function|iterable|undefined/);
      return true;
    });
  };
  names('seat', () => raftHarness.make());
  for (const [name, part] of [
    ['conf', { conf: undefined }],
    ['conf.voters', members({ voters: [1, 1] })],
    ['conf.voters', members({ voters: ['1'] })],
    ['conf.learners', members({ learners: null })],
    ['conf.learners', members({ learners: [1] })],
    ['conf.auto', members({ auto: 'yes' })],
    ['hard', { hard: 5 }],
    ['hard.term', { hard: { term: '1', vote: 0, commit: 0 } }],
    ['log', { log: 'x' }],
    ['log', { log: [null] }],
    ['log.data', entry({ data: 5 })],
    ['log.change', entry({ change: { add: 5 } })],
    ['snap.index', { snap: { index: 0, term: 5 } }],
    ['snap.data', { snap: { index: 1, term: 1, data: 'x' } }],
    ['snap.conf', { snap: { index: 1, term: 1, conf: 5 } }],
    ['options', { options: 7 }],
    ['options.preVote', { options: { preVote: 'x' } }],
    ['options.maxEntriesPerAppend', { options: { maxEntriesPerAppend: null } }],
  ]) {
    names(name, () => make(part));
  }
  const seat = make({});
  seat.campaign();
  seat.take();
  const before = seat.view();
  for (const junk of [undefined, null, NaN, -1, 1.5, '1', {}, [], Symbol('s'), 10n]) {
    names('index', () => seat.compact(junk));
    names('to', () => seat.transfer(junk));
    if (typeof junk !== 'string') names('data', () => seat.propose(junk));
    names('message', () => raftHarness.kind(junk));
  }
  for (const change of [null, 5, { add: [-1, 'x', 1.5] }, { add: 5 }, { explicit: 1 }]) {
    names('change', () => seat.proposeConf(change));
  }
  assert.deepEqual(seat.view(), before);
});

test('a simulated cluster repeats itself, shows a bug break, and names bad arguments', () => {
  const faults = ['200!stop1', { at: 450, kind: 'restart', seat: 1 }];
  const runs = [1, 2].map(() => raftSimulation({ seats: 5, seed: 7, faults, chaosTicks: 400 }));
  const [run, again] = runs;
  assert.ok(run.run(600) > 3000);
  while (again.tick < 600) again.step();
  assert.equal(run.show().counts.messages > 500, true);
  assert.deepEqual(run.violations(), []);
  assert.equal(run.seats().length, 5);
  assert.ok(run.history().some(({ outcome, type }) => outcome === 'ok' && type === 'get'));
  again.run(0);
  assert.equal(raftSimulation({ seats: 5, seed: 8, faults }).run(600) > 0, true);
  const repeat = raftSimulation({ seats: 5, seed: 7, faults, chaosTicks: 400 });
  repeat.run(600);
  assert.equal(repeat.show().runHash, run.show().runHash);

  const leader = run.seats().find(({ role }) => role === 'leader');
  const before = leader.commitIndex;
  assert.equal(run.propose(leader.seat, new Uint8Array([1, 2, 3])), true);
  run.run(20);
  assert.ok(run.seats()[leader.seat - 1].commitIndex > before);

  const broken = raftSimulation({
    ...{ seats: 3, seed: 1, bug: 'vote-not-persisted', workloadTicks: 0 },
    ...{ preVote: false, checkQuorum: false },
    faults: '0!delay1.1,2!cut1.3,2!cut2.3,10!now1,12!lose2,14!start2,14!join2.3,14!now3'.split(','),
  });
  broken.run(100);
  assert.equal(broken.violations()[0].name, 'election-safety');
  assert.equal(broken.step(), false);

  for (const [name, bad] of [
    ['options', null],
    ['seats', { seats: 4, seed: 1 }],
    ['seed', { seats: 3, seed: -1 }],
    ['seed', { seats: 3, seed: '1' }],
    ['faults', { seats: 3, seed: 1, faults: 'stop' }],
    ['faults[1]', { seats: 3, seed: 1, faults: ['1!heal', '1!stop'] }],
    ['bug', { seats: 3, seed: 1, bug: 'all' }],
    ['preVote', { seats: 3, seed: 1, preVote: 1 }],
    ['chaosTicks', { seats: 3, seed: 1, chaosTicks: 1e9 }],
  ]) {
    assert.throws(
      () => raftSimulation(bad),
      (error) => /^(?:Type|Range)Error$/.test(error.name) && error.message.includes(name),
      name,
    );
  }
  assert.throws(() => run.run(-1), /ticks/);
  assert.throws(() => run.propose(1, [1]), /bytes/);
});

test('siting and benchmark answer with a front', async () => {
  const kernel = await openKernel();
  const options = { seed: 7, population: 40, generations: 20 };
  const problem = { grid: getCase('thesis13'), scenario: 'noon' };
  const result = kernel.optimiseSiting(problem, options);
  assert.equal(result.hypervolumeHistory.length, 20);
  assert.deepEqual(kernel.optimiseSiting(problem, options), result);
  const { front } = kernel.optimiseBenchmark('zdt1', {
    seed: 7,
    population: 100,
    evaluations: 5000,
  });
  assert.ok(front.length > 50 && front.every((point) => point.length === 2));
});

test('an exported chain is checked with nothing but its genesis', async () => {
  const file = 'tests/vectors/chain.jsonl';
  const text = readFileSync(file, 'utf8');
  const { genesisHash } = JSON.parse(readFileSync('tests/vectors/ledger.json', 'utf8'));
  const heights = [];
  const onProgress = ({ height }) => heights.push(height);
  const good = await verifyChain(text, { genesisHash, onProgress });
  assert.deepEqual(
    { ...good, tipHash: good.tipHash.length },
    {
      ...{ valid: true, height: 3, tipHash: 64, problems: [] },
    },
  );
  assert.deepEqual(heights, [3]);
  assert.deepEqual(await verifyChain(createReadStream(file, 'utf8')), good);
  assert.deepEqual(await verifyChain(createInterface({ input: createReadStream(file) })), good);

  const other = await verifyChain(text, { genesisHash: 'ab'.repeat(32) });
  assert.deepEqual([other.valid, other.problems[0].rule], [false, 'trusted-genesis']);
  const lines = text.split('\n');
  const cut = await verifyChain([lines[0], lines[2]].join('\n'));
  assert.deepEqual([cut.valid, cut.height, cut.problems[0].where.line], [false, 0, 2]);
  await assert.rejects(verifyChain(5), TypeError);
  await assert.rejects(verifyChain(text, { genesisHash: 'x' }), /genesisHash/);
  for (const options of [null, 5, 'x', []]) {
    await assert.rejects(verifyChain(text, options), { name: 'TypeError', message: /^options/ });
  }
  for (const [name, junk] of [
    ['genesisHash', Symbol('s')],
    ['signal', 'x'],
    ['signal', {}],
    ['onProgress', 5],
  ]) {
    const refused = { name: 'TypeError', message: new RegExp(`^${name}`) };
    await assert.rejects(verifyChain(text, { [name]: junk }), refused);
  }
});

test('gives the same bits as every other engine', async () => {
  const bits = kernelBits({ kernel: await openKernel(), getCase });
  const hashes = Object.fromEntries(
    Object.entries(bits).map(([name, bytes]) => [
      name,
      createHash('sha256').update(bytes).digest('hex'),
    ]),
  );
  assert.deepEqual(hashes, JSON.parse(readFileSync('tests/vectors/bits.json', 'utf8')));
});
