/** The cases that come with the page. Each is decoded on first use and then kept. */
import type { GridCase } from './case.ts';
import { IEEE118 } from './cases/ieee118.ts';
import { IEEE14 } from './cases/ieee14.ts';
import { IEEE30 } from './cases/ieee30.ts';
import { IEEE33 } from './cases/ieee33.ts';
import { IEEE57 } from './cases/ieee57.ts';
import { IEEE69 } from './cases/ieee69.ts';
import { THESIS13, THESIS13_490 } from './cases/thesis13.ts';
import { decode } from './decode.ts';

const TEXTS = [THESIS13, THESIS13_490, IEEE14, IEEE30, IEEE33, IEEE57, IEEE69, IEEE118] as const;
const decoded = new Map<string, GridCase>();

/** Short name and title of every built-in case, the thesis's feeder first. */
export function cases(): { id: string; name: string }[] {
  return TEXTS.map(({ id, name }) => ({ id, name }));
}

/**
 * The built-in case called `id`.
 * @throws RangeError naming the known ones when there is no such case.
 */
export function getCase(id: string): GridCase {
  const known = decoded.get(id);
  if (known) return known;
  const text = TEXTS.find((each) => each.id === id);
  if (!text) {
    const list = TEXTS.map((each) => each.id).join(', ');
    throw new RangeError(`id: no built-in case is called '${id}'; there are ${list}`);
  }
  const grid = decode(text);
  decoded.set(id, grid);
  return grid;
}
