// Links and files as nobody should send them. The seed decides every one; it is printed when one
// of them does harm.
export const SEED = Number.parseInt(process.env.SEED ?? '5eed', 16);
const LINK_COUNT = 240;

/** Mulberry32: small, good enough to mutilate texts. */
const numbers = (seed) => {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
};

const SOUND = [
  '#/grid?v=1&s=7f3a&c=thesis13&t=720&x=1&pv=7:2068,9:5000&b=7:4&l=8:500:200&sw=3',
  '#/optimise?v=1&s=1&c=thesis13&at=noon&oh=evening&ovmin=0.95&np=48&ng=20&ni=2&g=7:100:1',
  '#/reproduce?v=1&s=beef&c=ieee33&at=evening&by=nr&a=1.2&tol=1e-9&it=50&q=1&lat=-40&d=300',
  '#/grid?v=1&s=2&c=ieee14&load=5&sun=5&base=1e9&pf=0.8&t=0&mode=projector&hide=seed&lock=case',
  '#/grid?v=1&s=3&c=ieee69&by=fast&load=0&sun=0&sw=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15',
];
const PIECES = [
  ...['NaN', 'Infinity', '-1', '1e308', '1e-308', '-0', '__proto__', 'constructor', 'undefined'],
  ...['%', '%00', '%F0%9F', '<b class=evil>', '"><img src=x onerror=alert(1)>', "'", '&', '=', '?'],
  ...['#', ':', ',', '/', '..', '0', '999999999999999999999', 'null', '%u202E', 'own', '😀', 'é'],
];
const CORNERS = [
  ...['', '#', '#/', '#/nowhere', '#/grid?', '#/__proto__?v=1', '#/grid?v=2&s=1&future=1'],
  `#/grid?c=thesis13&x=1&sw=${Array.from({ length: 11 }, (_, i) => i).join(',')}`,
  `#/grid?c=thesis13&x=1&at=evening&sw=${Array.from({ length: 12 }, (_, i) => i).join(',')}`,
  '#/grid?c=thesis13&x=1&load=5&t=1200',
  '#/grid?c=thesis13&x=1&load=5&t=1200&by=nr',
  '#/grid?c=thesis13&x=1&load=5&t=1200&by=fast',
  '#/grid?c=ieee118&x=1&load=5&q=1',
  '#/grid?c=ieee30&x=1&load=0&sun=0&q=1&by=nr',
  '#/grid?c=thesis13&x=1&base=1e9',
  '#/grid?c=thesis13&x=1&base=1',
  '#/grid?c=thesis13&x=1&l=7:1e7:-1e7',
  '#/grid?c=thesis13&x=1&l=7:0:1e7&pv=7:100000&b=7:1000',
  '#/grid?c=thesis13&x=1&b=7:-1',
  '#/grid?c=thesis13&x=1&it=1',
  '#/grid?c=thesis13&x=1&tol=1e-12&a=2',
  '#/optimise?c=ieee118&x=1',
  '#/optimise?c=thesis13&x=1&opv=0&ob=0',
  '#/optimise?c=thesis13&x=1&og=0&ovmin=1&ovmax=1',
  `#/grid?c=thesis13&x=1&${'k'.repeat(99_000)}=1`,
  `#/grid?${'a&'.repeat(30_000)}`,
  `#/grid?pv=${Array.from({ length: 1000 }, (_, i) => `${i + 1}:1`).join(',')}&x=1`,
];

const mutilated = (below) => {
  let text = SOUND[below(SOUND.length)];
  for (let change = below(4); change >= 0; change--) {
    const at = 2 + below(text.length);
    const end = at + below(below(5) === 0 ? 30 : 3);
    text =
      text.slice(0, at) + (below(4) === 0 ? '' : PIECES[below(PIECES.length)]) + text.slice(end);
  }
  return text;
};

export const LINKS = (() => {
  const below = numbers(SEED);
  return [...CORNERS, ...Array.from({ length: LINK_COUNT }, () => mutilated(below))];
})();

/** A MATPOWER case of rows, each a list of cells. */
const matpower = ({ buses, generators, branches, base = '1', name = 'x', tail = '' }) => {
  const rows = (list) => list.map((row) => `\t${row.join('\t')};`).join('\n');
  return [
    `function mpc = ${name}`,
    `mpc.version = '2';`,
    `mpc.baseMVA = ${base};`,
    `mpc.bus = [\n${rows(buses)}\n];`,
    `mpc.gen = [\n${rows(generators)}\n];`,
    `mpc.branch = [\n${rows(branches)}\n];`,
    tail,
  ].join('\n');
};
const bus = (id, { type = 1, kw = 0.1, kvar = 0.05, kv = 12.66, vmin = 0.9 } = {}) => [
  ...[id, type, kw, kvar, 0, 0, 1, 1, 0, kv, 1, 1.1, vmin],
];
const unit = (at, { p = 0, qmax = 10, qmin = -10, v = 1 } = {}) => [
  ...[at, p, 0, qmax, qmin, v, 100, 1, 100, 0],
];
const line = (from, to, { r = 0.01, x = 0.02, b = 0, status = 1 } = {}) => [
  ...[from, to, r, x, b, 0, 0, 0, 0, 0, status, -360, 360],
];
const small = (change = {}) =>
  matpower({
    buses: [bus(1, { type: 3, kw: 0, kvar: 0 }), bus(2), bus(3)],
    generators: [unit(1)],
    branches: [line(1, 2), line(2, 3)],
    ...change,
  });

const scenario = (changes) =>
  JSON.stringify({
    format: 'gridledger-scenario',
    scenario: { version: 1, seed: 1, caseId: 'thesis13', ...changes },
  });
const own = (changes) => {
  const load = { loadKw: 10, loadKvar: 5, shuntKw: 0, shuntKvar: 0, baseKv: 12 };
  const rated = { ...load, voltageMinPu: 0.9, voltageMaxPu: 1.1 };
  return scenario({
    caseId: 'own',
    ownCase: {
      ...{ id: 'own', name: 'own', source: 'own', baseKva: 1000, generators: [] },
      buses: [
        { id: 1, kind: 'slack', ...rated },
        { id: 2, kind: 'pq', ...rated },
      ],
      branches: [
        {
          ...{ from: 1, to: 2, resistancePu: 0.01, reactancePu: 0.01, chargingPu: 0 },
          ...{ ratingKva: 0, tapRatio: 1, shiftRad: 0, inService: true },
        },
      ],
      ...changes,
    },
  });
};

const utf16 = (text) => new Uint8Array(Buffer.from(text, 'utf16le'));
const binary = () => {
  const below = numbers(SEED + 1);
  return Uint8Array.from({ length: 4096 }, () => below(256));
};

/** Each must be refused with its name; `says` is what else must be said. */
export const REFUSED = [
  { name: 'empty.m', text: '' },
  { name: 'blank.json', text: ' \n\n ' },
  { name: 'binary.mat', bytes: binary() },
  { name: 'utf16.m', bytes: utf16(small()), says: /not text|binary|text of a case/i },
  { name: 'garbage.m', text: 'x\u0001y#/'.repeat(1_050_000), says: /million characters/ },
  { name: 'hashes.txt', text: `${'#/'.repeat(400_000)} x` },
  { name: 'digits.m', text: small({ base: `${'1'.repeat(1_000_000)}x` }), says: /baseMVA|baseKva/ },
  { name: 'brackets.m', text: small({ tail: '['.repeat(1_000_000) }) },
  {
    name: 'load-nan.m',
    text: small({ buses: [bus(1, { type: 3 }), bus(2, { kw: 'NaN' }), bus(3)] }),
  },
  {
    name: 'r-nan.m',
    text: small({ branches: [line(1, 2, { r: 'NaN' }), line(2, 3)] }),
    says: /1-2/,
  },
  {
    name: 'r-inf.m',
    text: small({ branches: [line(1, 2, { r: 'Inf' }), line(2, 3)] }),
    says: /1-2/,
  },
  {
    name: 'no-impedance.m',
    text: small({ branches: [line(1, 2, { r: 0, x: 0 }), line(2, 3)] }),
    says: /impedance/,
  },
  {
    name: 'tiny-z.m',
    text: small({ branches: [line(1, 2, { r: '1e-300', x: 0 }), line(2, 3)] }),
    says: /impedance/,
  },
  {
    name: 'denormal-z.m',
    text: small({ branches: [line(1, 2, { r: 0, x: '5e-324' }), line(2, 3)] }),
    says: /impedance/,
  },
  { name: 'isolated.m', text: small({ branches: [line(1, 2)] }), says: /isolated/ },
  { name: 'open.m', text: small({ branches: [line(1, 2), line(2, 3, { status: 0 })] }) },
  { name: 'slacks.m', text: small({ buses: [bus(1, { type: 3 }), bus(2, { type: 3 }), bus(3)] }) },
  { name: 'no-slack.m', text: small({ buses: [bus(1), bus(2), bus(3)] }), says: /slack/ },
  {
    name: 'huge.m',
    text: small({ buses: [bus(1, { type: 3 }), bus(2, { kw: '1e308' }), bus(3)] }),
  },
  { name: 'base-zero.m', text: small({ base: '0' }), says: /base/ },
  { name: 'base-huge.m', text: small({ base: '1e308' }), says: /base/ },
  {
    name: 'short.m',
    text: small({
      branches: [
        [1, 2, 0.01],
        [2, 3, 0.01],
      ],
    }),
    says: /column/,
  },
  { name: 'no-branches.m', text: 'function mpc = x\nmpc.baseMVA = 1;\nmpc.bus = [1 3];\n' },
  { name: 'code.m', text: small({ tail: 'mpc.bus(2,3) = 7;' }), says: /line/ },
  { name: 'twice.m', text: small({ buses: [bus(1, { type: 3 }), bus(2), bus(2)] }), says: /twice/ },
  { name: '<img src=x onerror=alert(1)>.m', text: 'no case' },
  {
    name: 'many.m',
    text: small({
      buses: Array.from({ length: 2001 }, (_, i) => bus(i + 1, { type: i === 0 ? 3 : 1 })),
      branches: Array.from({ length: 2000 }, (_, i) => line(i + 1, i + 2)),
    }),
    says: /2000|2,000/,
  },
  { name: 'broken.json', text: '{"format":"gridledger-scenario"' },
  { name: 'newer.json', text: scenario({ version: 2 }), says: /version/ },
  {
    name: 'packs.json',
    text: scenario({ devices: [{ bus: 7, panels: 1, packs: -1 }] }),
    says: /packs/,
  },
  { name: 'nan.json', text: scenario({ loadScale: null }), says: /loadScale/ },
  { name: 'huge.json', text: scenario({}).replace('"seed":1', '"seed":1,"loadScale":1e999') },
  { name: 'proto-case.json', text: scenario({ caseId: 'own' }), says: /network/ },
  { name: 'array.json', text: '["gridledger-scenario"]' },
  { name: 'list.json', text: scenario({ loads: { length: 1 } }), says: /loads/ },
  { name: 'own-shape.json', text: own({ buses: 7 }), says: /buses/ },
  { name: 'own-null.json', text: own({ buses: [null] }), says: /buses/ },
  { name: 'own-empty.json', text: own({ buses: [] }), says: /buses/ },
];

const chain = (count, options) => ({
  buses: Array.from({ length: count }, (_, i) =>
    bus(i + 1, { ...(i === 0 ? { type: 3, kw: 0, kvar: 0 } : options) }),
  ),
  generators: [unit(1)],
  branches: Array.from({ length: count - 1 }, (_, i) => line(i + 1, i + 2, { r: 1e-5, x: 1e-5 })),
});

/** Each is a network that may be loaded; it is solved, or said to have no solution. */
export const EDGES = [
  { name: 'one-bus.m', text: small({ buses: [bus(1, { type: 3 })], branches: [] }) },
  {
    name: 'idle.m',
    text: small({
      buses: [1, 2, 3].map((id) => bus(id, { type: id === 1 ? 3 : 1, kw: 0, kvar: 0 })),
    }),
  },
  { name: 'small-z.m', text: small({ branches: [line(1, 2, { r: '1e-11', x: 0 }), line(2, 3)] }) },
  { name: 'huge-z.m', text: small({ branches: [line(1, 2, { r: 1e6, x: 1e6 }), line(2, 3)] }) },
  {
    name: 'negative-z.m',
    text: small({ branches: [line(1, 2, { r: -0.01, x: -0.02 }), line(2, 3)] }),
  },
  { name: 'huge-b.m', text: small({ branches: [line(1, 2, { b: 1e6 }), line(2, 3)] }) },
  {
    name: 'huge-load.m',
    text: small({ buses: [bus(1, { type: 3 }), bus(2, { kw: 1e6 }), bus(3)] }),
  },
  {
    name: 'tiny-load.m',
    text: small({ buses: [bus(1, { type: 3 }), bus(2, { kw: '1e-300' }), bus(3)] }),
  },
  {
    name: 'generation.m',
    text: small({ buses: [bus(1, { type: 3 }), bus(2, { kw: -5 }), bus(3)] }),
  },
  {
    name: 'no-volts.m',
    text: small({ buses: [bus(1, { type: 3, kv: 0 }), bus(2, { kv: 0 }), bus(3, { kv: 0 })] }),
  },
  { name: 'base-1kva.m', text: small({ base: '0.001' }) },
  { name: 'base-1e9.m', text: small({ base: '1e6' }) },
  {
    name: 'pv-limits.m',
    text: small({
      buses: [bus(1, { type: 3 }), bus(2, { type: 2 }), bus(3, { type: 2 })],
      generators: [unit(1), unit(2, { qmax: 0, qmin: 0, v: 1.05 }), unit(3, { p: 5, qmax: 1e-9 })],
    }),
  },
  {
    name: 'parallel.m',
    text: small({ branches: [line(1, 2), line(1, 2), line(2, 1), line(2, 3)] }),
  },
  {
    name: 'loads-cancel.m',
    text: small({ branches: [line(1, 2), line(2, 3), line(1, 2, { r: -0.01, x: -0.02 })] }),
  },
  {
    name: 'names.m',
    text: small({
      tail: "mpc.gridledger = {'id' 'evil'; 'name' '<b class=evil>N</b><img src=x onerror=alert(1)>'; 'source' '<iframe src=javascript:alert(1)>'};",
    }),
  },
  { name: '<b class=evil>file</b>.m', text: small() },
  { name: 'line.m', text: small(chain(400)) },
  { name: 'two-thousand.m', text: small(chain(2000, { kw: 1e-4, kvar: 0 })) },
  {
    name: 'star.m',
    text: small({ ...chain(300), branches: Array.from({ length: 299 }, (_, i) => line(1, i + 2)) }),
  },
  { name: 'own.json', text: own({ name: `<img src=x onerror=alert(1)>${'n'.repeat(100_000)}` }) },
  {
    name: 'proto.json',
    text: own({}).replace('"seed":1', '"seed":1,"__proto__":{"seed":5},"constructor":{"x":1}'),
  },
  { name: 'utf16-bom.m', bytes: utf16(`\ufeff${small()}`) },
  { name: 'own-bom.json', text: `\ufeff${own({})}` },
];
