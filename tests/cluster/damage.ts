// Posts damaged by chance.
import type { Rng } from '../../web/rng.ts';

const HEX = 'ab'.repeat(32);

export const JUNK: readonly unknown[] = [
  ...[null, undefined, true, 0, -1, 0.5, NaN, Infinity, 2 ** 60, '', 'x', HEX, `${HEX}${HEX}`],
  ...[[], {}, [null], [[]], new Uint8Array(3), new Map(), new Date(0), 7n, 'ab'.repeat(64)],
];

const junk = (rng: Rng): unknown => structuredClone(JUNK[rng.below(JUNK.length)]);

type Parent = Record<string, unknown>;

/** Every place of a value: its parent and the name there. */
function places(value: unknown, found: [Parent, string][] = []): [Parent, string][] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return found;
  for (const name of Object.keys(value)) {
    found.push([value as Parent, name]);
    places((value as Parent)[name], found);
  }
  return found;
}

export function damaged(post: unknown, rng: Rng): unknown {
  const copy = structuredClone(post);
  for (let left = 1 + rng.below(3); left > 0; left--) {
    const all = places(copy);
    if (all.length === 0) return junk(rng);
    const [parent, name] = all[rng.below(all.length)]!;
    const old = parent[name];
    if (rng.below(8) === 0) Reflect.deleteProperty(parent, name);
    else if (typeof old === 'string' && rng.below(2) === 0) parent[name] = old.slice(1);
    else if (typeof old === 'number' && rng.below(2) === 0) parent[name] = old + rng.below(3) - 1;
    else if (old instanceof Uint8Array && old.length > 0 && rng.below(2) === 0) {
      const bytes = old.slice();
      bytes[rng.below(bytes.length)]! ^= 1 << rng.below(8);
      parent[name] = bytes;
    } else parent[name] = junk(rng);
  }
  return copy;
}
