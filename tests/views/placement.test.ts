import { expect } from '@open-wc/testing';
import type { Layout } from '../../web/grid/layout.ts';
import { stream, type Rng } from '../../web/rng.ts';
import { type LabelWish, place, placeLabels, type View } from '../../web/views/grid/placement.ts';
import { type Box, overlap, Tiles } from '../../web/views/grid/tiles.ts';

const SEED = 0x71e5;
const view: View = { width: 900, height: 500, em: 14, zoom: 1, centre: [0.5, 0.5] };

/** Buses anywhere, some of them on top of each other. */
function anyLayout(rng: Rng): Layout {
  const count = 1 + rng.below(120);
  const points = Array.from({ length: count }, () => ({ x: rng.below(40), y: 20 * rng.unit() }));
  return { points, width: 40, height: 20, kind: rng.below(2) === 0 ? 'tree' : 'mesh' };
}

function anyView(rng: Rng): View {
  if (rng.below(2) === 0) return view;
  return { ...view, zoom: 1 + 7 * rng.unit(), centre: [rng.unit(), rng.unit()] };
}

describe('placement', () => {
  it('gives every bus half the way to its nearest, 22 px at most: as one by one', () => {
    for (let round = 0; round < 100; round++) {
      const rng = stream(SEED, `discs ${round}`);
      const { spots, hitRadii } = place({ layout: anyLayout(rng) }, anyView(rng));
      spots.forEach(([x, y], bus) => {
        const gaps = spots.map(([ox, oy], other) =>
          other === bus ? Infinity : Math.sqrt((ox - x) * (ox - x) + (oy - y) * (oy - y)),
        );
        const where = `seed 0x${SEED.toString(16)}, round ${round}, bus ${bus}`;
        expect(hitRadii[bus], where).to.equal(Math.min(22, Math.min(...gaps) / 2));
      });
    }
  });

  it('puts no label on another, on a bus or outside, and leaves none out that would fit', () => {
    for (let round = 0; round < 100; round++) {
      const rng = stream(SEED, `labels ${round}`);
      const placement = place({ layout: anyLayout(rng) }, anyView(rng));
      const wishes = placement.spots.map((_, bus): LabelWish => {
        const short = 1 + rng.below(4);
        return { bus, short, full: short + 6 + rng.below(10), important: rng.below(9) === 0 };
      });
      const labels = placeLabels(placement, wishes);
      const { em, width, height } = placement.view;
      const boxes = labels.map(({ bus, text, x, y, anchor }): Box => {
        const long = wishes[bus]![text] * em * 0.55;
        const left = anchor === 'end' ? x - long : x;
        return { left, right: left + long, top: y - em * 0.95, bottom: y + em * 0.2 };
      });
      const dots = placement.spots.map(([x, y]): Box => {
        const half = em * 0.38;
        return { left: x - half, right: x + half, top: y - half, bottom: y + half };
      });
      const where = `seed 0x${SEED.toString(16)}, round ${round}`;
      boxes.forEach((box, at) => {
        expect(box.left >= 0 && box.right <= width && box.top >= 0, where).to.equal(true);
        expect(box.bottom <= height, where).to.equal(true);
        const covered = [...boxes.slice(0, at), ...dots].filter((other) => overlap(box, other));
        expect(covered, `${where}, label of bus ${labels[at]!.bus}`).to.deep.equal([]);
      });
      const silent = wishes.filter(({ bus }) => !labels.some((label) => label.bus === bus));
      for (const { bus, short } of silent) {
        const [x, y] = placement.spots[bus]!;
        // What is zoomed out of sight has no label, even where one would reach into the picture.
        if (x < 0 || y < 0 || x > width || y > height) continue;
        const free = [0, 1, 2, 3].some((corner) => {
          if (placement.roomy && corner % 2 === 1) return false;
          const long = short * em * 0.55;
          const labelX = x + (corner >= 2 ? -0.6 * em - long : 0.6 * em);
          const labelY = y + (corner % 2 === 1 ? 1.45 : -0.6) * em;
          const box = {
            ...{ left: labelX, right: labelX + long },
            ...{ top: labelY - em * 0.95, bottom: labelY + em * 0.2 },
          };
          const inside =
            box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height;
          return inside && ![...boxes, ...dots].some((other) => overlap(box, other));
        });
        expect(free, `${where}, no label at bus ${bus}`).to.equal(false);
      }
    }
  });

  it('is computed once for the same picture and the same view', () => {
    const layout = anyLayout(stream(SEED, 'once'));
    const first = place({ layout }, view);
    expect(place({ layout }, { ...view, centre: [0.5, 0.5] })).to.equal(first);
    expect(place({ layout }, { ...view, zoom: 2 })).to.not.equal(first);
    expect(place({ layout: { ...layout } }, view)).to.deep.equal(first);
  });
});

describe('tiles', () => {
  it('find whatever overlaps, however the boxes lie', () => {
    for (let round = 0; round < 200; round++) {
      const rng = stream(SEED, `tiles ${round}`);
      const box = (): Box => {
        const [left, top] = [200 * rng.unit() - 100, 200 * rng.unit() - 100];
        return { left, top, right: left + 60 * rng.unit(), bottom: top + 60 * rng.unit() };
      };
      const tiles = new Tiles<Box>(1 + rng.below(40));
      const boxes = Array.from({ length: rng.below(12) }, box);
      for (const each of boxes) tiles.add(each, each);
      const asked = box();
      const there = tiles.some(asked, (other) => overlap(asked, other));
      const truth = boxes.some((other) => overlap(asked, other));
      expect(there, `seed 0x${SEED.toString(16)}, round ${round}`).to.equal(truth);
    }
  });
});
