import { expect } from '@open-wc/testing';
import type { GridCase } from '../../web/grid/case.ts';
import { cases, getCase } from '../../web/grid/cases.ts';
import { layout } from '../../web/grid/layout.ts';
import { electricalDistancePu, isRadial, islands, topologyOf } from '../../web/grid/topology.ts';
import { randomMeshed, randomRadial } from '../twin/random-grid.ts';

function closest(points: readonly { x: number; y: number }[]): number {
  let least = Infinity;
  points.forEach((a, i) => {
    for (const b of points.slice(i + 1)) least = Math.min(least, Math.hypot(a.x - b.x, a.y - b.y));
  });
  return least;
}

/** Elbows of a tree as axis-parallel pieces: down at the parent's column, then along the row. */
function crossings(grid: GridCase): string[] {
  const { points } = layout(grid);
  const { parent } = topologyOf(grid);
  const rows: { y: number; from: number; to: number; bus: number }[] = [];
  const legs: { x: number; from: number; to: number; bus: number; parent: number }[] = [];
  parent.forEach((above, bus) => {
    if (above < 0) return;
    const [a, b] = [points[above]!, points[bus]!];
    rows.push({ y: b.y, from: a.x, to: b.x, bus });
    legs.push({ x: a.x, from: Math.min(a.y, b.y), to: Math.max(a.y, b.y), bus, parent: above });
  });
  const found: string[] = [];
  for (const leg of legs) {
    for (const row of rows) {
      const inside = row.y > leg.from && row.y < leg.to;
      if (inside && row.from < leg.x && row.to > leg.x) found.push(`${leg.bus} × ${row.bus}`);
    }
    points.forEach((point, bus) => {
      const on = point.x === leg.x && point.y >= leg.from && point.y <= leg.to;
      if (on && bus !== leg.parent && bus !== leg.bus) found.push(`${leg.bus} through ${bus}`);
    });
  }
  return found;
}

describe('layout', () => {
  for (const { id } of cases()) {
    it(`${id}: a place for each bus, none on another, within the extent`, () => {
      const grid = getCase(id);
      const { points, width, height, kind } = layout(grid);
      expect(points).to.have.length(grid.buses.length);
      expect(closest(points)).to.be.at.least(0.95);
      for (const { x, y } of points) {
        expect(x).to.be.within(0, width);
        expect(y).to.be.within(0, height);
      }
      expect(kind).to.equal(isRadial(grid) ? 'tree' : 'mesh');
      expect(layout(grid)).to.deep.equal(layout(grid));
    });
  }

  it('draws radial networks without a crossing', () => {
    for (const id of ['thesis13', 'ieee33', 'ieee69'])
      expect(crossings(getCase(id)), id).to.be.empty;
    for (let seed = 1; seed <= 200; seed++) {
      expect(crossings(randomRadial(seed)), `seed ${seed}`).to.deep.equal([]);
    }
  });

  it('draws random meshed networks without a bus on another', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { points } = layout(randomMeshed(seed));
      expect(closest(points), `seed ${seed}`).to.be.at.least(0.9);
    }
  });

  it('runs the thesis’s trunk 1, 2, 7, 10, 11 straight to the right', () => {
    const { points } = layout(getCase('thesis13'));
    const trunk = [1, 2, 7, 10, 11].map((id) => points[id - 1]!);
    expect(new Set(trunk.map(({ y }) => y)).size).to.equal(1);
    expect(trunk.map(({ x }) => x)).to.deep.equal([0, 1, 2, 3, 4]);
  });

  it('places buses without any branch, and 2,000 of them', () => {
    const grid = getCase('thesis13');
    const many = Array.from({ length: 2000 }, (_, i) => ({
      ...grid.buses[i === 0 ? 0 : 1]!,
      id: i + 1,
    }));
    for (const buses of [grid.buses, many]) {
      const { points } = layout({ ...grid, buses, branches: [] });
      expect(points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).to.equal(true);
      expect(closest(points.slice(0, 200))).to.be.at.least(0.9);
    }
  });
});

describe('topology', () => {
  it('tells radial from meshed', () => {
    const radial = cases().filter(({ id }) => isRadial(getCase(id)));
    expect(radial.map(({ id }) => id)).to.deep.equal([
      'thesis13',
      'thesis13-490',
      'ieee33',
      'ieee69',
    ]);
    const grid = getCase('ieee33');
    const closed = grid.branches.map((each) => ({ ...each, inService: true }));
    expect(isRadial({ ...grid, branches: closed })).to.equal(false);
    const doubled = [...grid.branches, grid.branches[0]!];
    expect(isRadial({ ...grid, branches: doubled })).to.equal(false);
  });

  it('measures the electrical distance along the feeder', () => {
    // 1-2, 2-7, 7-8, 8-9 of Table 6: (0.015 + 0.015 + 0.002 + 0.004) √2
    const distance = electricalDistancePu(getCase('thesis13'));
    expect(distance[8]).to.be.closeTo(0.036 * Math.SQRT2, 1e-15);
    expect(distance[0]).to.equal(0);
  });

  it('finds what an open line cuts off', () => {
    const grid = getCase('thesis13');
    const branches = grid.branches.map((each) =>
      each.from === 2 && each.to === 7 ? { ...each, inService: false } : each,
    );
    const cut = { ...grid, branches };
    expect(islands(cut).map((group) => group.map((i) => grid.buses[i]!.id))).to.deep.equal([
      [7, 8, 9, 10, 11, 12, 13],
    ]);
    expect(Number.isNaN(electricalDistancePu(cut)[6]!)).to.equal(true);
  });
});
