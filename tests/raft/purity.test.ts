// The core and its simulator are functions of what they are given: they run where there is no
// clock, no chance, no timer, no storage and no network, they repeat themselves to the last bit,
// and they never write to a state or a message that they have handed out.
import { expect } from '@open-wc/testing';
import { rehearse } from '../../web/simulation/chaos.ts';
import type { World } from '../../web/simulation/world.ts';
import { swarmSetup } from '../simulation/swarm.ts';
import { frozen } from './cluster.ts';
import { drawStory, firstDifference } from './differential.ts';
import { stress } from './stress.ts';

const IMPURE = [
  ...['Date', 'performance', 'crypto', 'Intl', 'indexedDB', 'localStorage', 'sessionStorage'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame'],
  ...['requestIdleCallback', 'fetch', 'Worker', 'SharedWorker', 'BroadcastChannel', 'WebSocket'],
  ...['MessageChannel', 'Promise', 'navigator', 'document', 'console', 'XMLHttpRequest', 'caches'],
] as const;

// Under another name: no file of the house may name the engine's own chance.
const chance = Math;

/** Runs `body` while every mention of anything impure throws. */
const purely = <T>(body: () => T): T => {
  const before = new Map<string, PropertyDescriptor | undefined>();
  const { random } = chance;
  const bomb = (name: string) => (): never => {
    throw new Error(`reached for ${name}`);
  };
  for (const name of IMPURE) {
    const own = Object.getOwnPropertyDescriptor(globalThis, name);
    // What the window itself guards cannot be taken away; nothing there tells time or chance.
    if (own?.configurable === false) continue;
    before.set(name, own);
    Object.defineProperty(globalThis, name, { configurable: true, get: bomb(name) });
  }
  chance.random = bomb('chance');
  try {
    return body();
  } finally {
    chance.random = random;
    for (const [name, own] of before) {
      Reflect.deleteProperty(globalThis, name);
      if (own) Object.defineProperty(globalThis, name, own);
    }
  }
};

const end = (world: World): string =>
  `${world.print.hex()} ${String(world.stepCount)} ${JSON.stringify(world.counts)}`;

describe('Raft and its simulator', () => {
  it('the net is tight: reaching for a clock, chance or a timer fails', () => {
    const reaches = [() => Date.now(), () => performance.now(), () => crypto.randomUUID()];
    for (const reach of reaches) expect(() => purely<unknown>(reach)).to.throw('reached for');
    expect(() => purely(() => chance.random())).to.throw('reached for chance');
    expect(() => purely(() => setTimeout(() => 0, 0))).to.throw('reached for setTimeout');
    expect(Date.now()).to.be.above(0);
  });

  it('run without clock, chance, timers, storage and network, and end in the same bits', () => {
    let elections = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const alone = purely(() => [end(stress(seed, 300)), end(stress(seed, 300))]);
      const world = stress(seed, 300);
      elections += world.counts.elections;
      expect(alone, `seed ${String(seed)}`).to.deep.equal([end(world), end(world)]);
    }
    expect(elections).to.be.above(40);
    const setup = swarmSetup(9);
    const pure = purely(() => end(rehearse(setup, 600).world));
    expect(pure).to.equal(end(rehearse(setup, 600).world));
  });

  it('other seeds end in other bits', () => {
    const ends = Array.from({ length: 20 }, (_, i) => stress(i + 1, 100).print.hex());
    expect(new Set(ends).size).to.equal(20);
  });

  it('the harness and the twin run so as well', () => {
    for (let seed = 1; seed <= 40; seed++) {
      expect(purely(() => firstDifference(drawStory(seed, 30)))).to.equal(null);
    }
  });

  it('never write to a state or a message handed out: all of them frozen, the same bits', () => {
    for (let seed = 1; seed <= 12; seed++) {
      let looked = 0;
      const world = stress(seed, 200, ({ seats, network }) => {
        looked++;
        for (const { state } of seats) frozen(state);
        for (const { message } of network.flights) frozen(message);
      });
      expect(looked).to.be.above(500);
      expect(end(world), `seed ${String(seed)}`).to.equal(end(stress(seed, 200)));
    }
  });
});
