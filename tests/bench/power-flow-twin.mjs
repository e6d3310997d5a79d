// The year in plain JavaScript, one slot at a time, warm from the slot before: DistFlow and
// accelerated Gauss–Seidel over typed arrays, written for speed but not for lanes.

/** Parents before children: bus, parent position, r, x per position; b (charging) per bus. */
export function feeder(grid) {
  const at = new Map(grid.buses.map((bus, i) => [bus.id, i]));
  const lines = grid.branches
    .filter((line) => line.inService)
    .map((line) => [at.get(line.from), at.get(line.to), line]);
  const order = [{ bus: grid.buses.findIndex((bus) => bus.kind === 'slack'), parent: 0 }];
  const charging = new Float64Array(grid.buses.length);
  const taken = new Set();
  for (let k = 0; k < order.length; k++) {
    for (const [from, to, line] of lines) {
      if (taken.has(line) || (from !== order[k].bus && to !== order[k].bus)) continue;
      taken.add(line);
      const bus = from === order[k].bus ? to : from;
      order.push({ bus, parent: k, r: line.resistancePu, x: line.reactancePu });
      charging[from] += line.chargingPu / 2;
      charging[to] += line.chargingPu / 2;
    }
  }
  return { order, charging };
}

/** One pass over all slots; p, q: slots × buses, net injection per unit. Returns |V|. */
export function distFlowYear({ order, charging }, p, q, slots) {
  const n = order.length;
  const bus = Int32Array.from(order, (each) => each.bus);
  const parent = Int32Array.from(order, (each) => each.parent);
  const r = Float64Array.from(order, (each) => each.r ?? 0);
  const x = Float64Array.from(order, (each) => each.x ?? 0);
  const b = Float64Array.from(order, (each) => charging[each.bus]);
  const v = new Float64Array(n).fill(1);
  const P = new Float64Array(n);
  const Q = new Float64Array(n);
  const drop = new Float64Array(n);
  const voltage = new Float64Array(slots * n);
  const top = b.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  for (let slot = 0; slot < slots; slot++) {
    const row = slot * n;
    for (let sweep = 0; sweep < 200; sweep++) {
      let weight = 0;
      for (let k = 0; k < n; k++) {
        P[k] = -p[row + bus[k]];
        Q[k] = -q[row + bus[k]] - b[k] * v[k];
      }
      for (let k = n - 1; k > 0; k--) {
        const w = 1 / v[k];
        const l = (P[k] * P[k] + Q[k] * Q[k]) * w;
        drop[k] = 2 * (r[k] * P[k] + x[k] * Q[k]) + (r[k] * r[k] + x[k] * x[k]) * l;
        P[parent[k]] += P[k] + r[k] * l;
        Q[parent[k]] += Q[k] + x[k] * l;
        weight = Math.max(weight, Math.max(r[k], x[k]) * l * w);
      }
      let moved = 0;
      for (let k = 1; k < n; k++) {
        const next = v[parent[k]] - drop[k];
        moved = Math.max(moved, Math.abs(next - v[k]));
        v[k] = next;
      }
      if (moved * (weight + top) <= 0.9e-8) break;
    }
    for (let k = 0; k < n; k++) voltage[row + bus[k]] = Math.sqrt(v[k]);
  }
  return voltage;
}

/** Rows of cik = α Yik / Yii and A = α / Yii, as in assembly/gauss-seidel.ts. */
export function sweepRows(grid, alpha) {
  const at = new Map(grid.buses.map((bus, i) => [bus.id, i]));
  const rows = grid.buses.map(() => ({ g: 0, b: 0, near: new Map() }));
  for (const line of grid.branches.filter((each) => each.inService)) {
    const z2 = line.resistancePu ** 2 + line.reactancePu ** 2;
    const [g, b] = [line.resistancePu / z2, -line.reactancePu / z2];
    for (const [i, k] of [
      [at.get(line.from), at.get(line.to)],
      [at.get(line.to), at.get(line.from)],
    ]) {
      rows[i].g += g;
      rows[i].b += b + line.chargingPu / 2;
      rows[i].near.set(k, [-g, -b]);
    }
  }
  const list = rows.map(({ g, b, near }, bus) => {
    const size = g * g + b * b;
    const [re, im] = [(alpha * g) / size, (-alpha * b) / size];
    return {
      bus,
      re,
      im,
      near: [...near].map(([k, [gk, bk]]) => [k, gk * re - bk * im, gk * im + bk * re]),
    };
  });
  return list.filter(({ bus }) => grid.buses[bus].kind !== 'slack');
}

/** One pass over all slots by accelerated Gauss–Seidel to |ΔV| ≤ `tolerance`. Returns |V|. */
export function gaussSeidelYear(rows, { p, q, slots, n }, { alpha, tolerance }) {
  const start = Int32Array.from(
    [0, ...rows].map((_, i) => rows.slice(0, i).reduce((s, row) => s + row.near.length, 0)),
  );
  const column = Int32Array.from(rows.flatMap((row) => row.near.map(([k]) => k)));
  const cre = Float64Array.from(rows.flatMap((row) => row.near.map(([, re]) => re)));
  const cim = Float64Array.from(rows.flatMap((row) => row.near.map(([, , im]) => im)));
  const e = new Float64Array(n).fill(1);
  const f = new Float64Array(n);
  const ar = new Float64Array(n);
  const ai = new Float64Array(n);
  const voltage = new Float64Array(slots * n);
  for (let slot = 0; slot < slots; slot++) {
    for (const { bus, re, im } of rows) {
      const [pk, qk] = [p[slot * n + bus], q[slot * n + bus]];
      ar[bus] = pk * re + qk * im;
      ai[bus] = pk * im - qk * re;
    }
    for (let sweep = 0; sweep < 20_000; sweep++) {
      let moved = 0;
      for (let i = 0; i < rows.length; i++) {
        const bus = rows[i].bus;
        const ek = e[bus];
        const fk = f[bus];
        const w = 1 / (ek * ek + fk * fk);
        let xr = (1 - alpha) * ek + w * (ar[bus] * ek - ai[bus] * fk);
        let xi = (1 - alpha) * fk + w * (ar[bus] * fk + ai[bus] * ek);
        for (let at = start[i]; at < start[i + 1]; at++) {
          xr -= cre[at] * e[column[at]] - cim[at] * f[column[at]];
          xi -= cre[at] * f[column[at]] + cim[at] * e[column[at]];
        }
        moved = Math.max(moved, (xr - ek) ** 2 + (xi - fk) ** 2);
        e[bus] = xr;
        f[bus] = xi;
      }
      if (moved <= tolerance * tolerance) break;
    }
    for (let i = 0; i < n; i++) voltage[slot * n + i] = Math.sqrt(e[i] * e[i] + f[i] * f[i]);
  }
  return voltage;
}
