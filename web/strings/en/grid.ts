/** Words of the grid view. */
import type { Method } from '../../scenario/scenario.ts';

export const methodNames: Readonly<Record<Method, string>> = {
  'gauss-seidel': 'Gauss–Seidel',
  'newton-raphson': 'Newton–Raphson',
  fast: 'Fast, by feeder sweeps',
};

export const voltageWords = {
  'very low': 'very low',
  low: 'low',
  'in limits': 'ok',
  high: 'high',
  'very high': 'very high',
  unknown: 'no voltage',
} as const;

export const kinds = {
  slack: 'the grid’s side, voltage given',
  pv: 'generator, voltage held',
  pq: 'load bus',
} as const;

export const feeder = {
  heading: 'One-line diagram',
  role: 'feeder diagram',
  keys:
    'Arrow keys walk along the feeder from bus to line to bus, up and down go to neighbours, ' +
    'Home to the grid’s side, End to the worst bus. Enter opens the card of what is selected.',
  summary: (o: { buses: number; worst: string }) => `${o.buses} buses. ${o.worst}`,
  noSolution: 'No solution: the voltages are not known.',
  bus: (id: number) => `Bus ${id}`,
  line: (from: number, to: number) => `Line ${from}–${to}`,
  spokenBus: (o: { id: number; kind: string; voltage: string; word: string; power: string }) =>
    `Bus ${o.id}, ${o.kind}: ${o.voltage}, ${o.word}${o.power === '' ? '' : `; ${o.power}`}`,
  spokenLine: (o: { from: number; to: number; state: string }) =>
    `Line ${o.from} to ${o.to}: ${o.state}`,
  flow: (o: { power: string; towards: number; loading: string }) =>
    `${o.power} towards bus ${o.towards}, ${o.loading}`,
  ofRating: (share: string) => `${share} of its rating`,
  ofLargest: (share: string) => `${share} of the largest flow`,
  open: 'open',
  unsupplied: 'cut off',
  load: (now: string) => `load ${now}`,
  pv: (now: string) => `sun ${now}`,
  pack: (now: string) => `packs ${now}`,
  generation: (now: string) => `feeds in ${now}`,
  fromGrid: (now: string) => `from the grid ${now}`,
  toGrid: (now: string) => `to the grid ${now}`,
  zoomIn: 'Larger',
  zoomOut: 'Smaller',
  fit: 'All of it',
  panLeft: 'Move left',
  panRight: 'Move right',
  panUp: 'Move up',
  panDown: 'Move down',
  zoomLabel: 'Size and place of the diagram',
  drag: 'Pull a bar up or down: load, sun, packs. Or press a bus and type.',
  press: 'Press a bus: its bars can be pulled up and down, and its card takes numbers.',
  look: 'Press a bus or a line to read it.',
  waiting: 'The exact solver is arriving.',
};
