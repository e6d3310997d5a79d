// Plain JavaScript of Newton's method as one would write it with care and without wasm: polar
// coordinates, typed arrays, one symbolic factorisation (minimum degree) for all solves, sparse LU
// by rows, warm starts. The Jacobian is the textbook's: angles of all but the slack, magnitudes of PQ.

/** A solver of (p, q per bus) → voltages for `grid`; `solve` answers how many iterations it took. */
export function plainNewton(grid, rowsOf) {
  const { n, rows, kind, set, slackAngle } = rowsOf(grid);
  const v = Float64Array.from(set);
  const a = new Float64Array(n).fill(slackAngle);
  const [sp, sq] = [new Float64Array(n), new Float64Array(n)];
  const unknown = [];
  for (let i = 0; i < n; i++) if (kind[i] !== 2) unknown.push({ bus: i, angle: true });
  for (let i = 0; i < n; i++) if (kind[i] === 0) unknown.push({ bus: i, angle: false });
  const of = new Map(unknown.map(({ bus, angle }, at) => [bus * 2 + (angle ? 0 : 1), at]));
  const pattern = unknown.map(({ bus }) =>
    rows[bus].flatMap(({ k }) => [of.get(2 * k), of.get(2 * k + 1)].filter((x) => x !== undefined)),
  );
  const lu = sparseLu(pattern);
  const y = new Float64Array(unknown.length);

  const injections = () => {
    for (let i = 0; i < n; i++) {
      let p = 0;
      let q = 0;
      for (const { k, g, b } of rows[i]) {
        const d = a[i] - a[k];
        const [c, s] = [Math.cos(d), Math.sin(d)];
        p += v[k] * (g * c + b * s);
        q += v[k] * (g * s - b * c);
      }
      sp[i] = p * v[i];
      sq[i] = q * v[i];
    }
  };
  const fill = () => {
    lu.clear();
    unknown.forEach(({ bus: i, angle: ofP }, row) => {
      for (const { k, g, b } of rows[i]) {
        const [byAngle, bySize] = [of.get(2 * k), of.get(2 * k + 1)];
        if (i === k) {
          const vv = v[i] * v[i];
          lu.add(row, byAngle, ofP ? -sq[i] - b * vv : sp[i] - g * vv);
          if (bySize !== undefined)
            lu.add(row, bySize, ofP ? sp[i] / v[i] + g * v[i] : sq[i] / v[i] - b * v[i]);
          continue;
        }
        const d = a[i] - a[k];
        const [c, s] = [Math.cos(d), Math.sin(d)];
        const [along, across] = [g * c + b * s, g * s - b * c];
        if (byAngle !== undefined) lu.add(row, byAngle, v[i] * v[k] * (ofP ? across : -along));
        if (bySize !== undefined) lu.add(row, bySize, v[i] * (ofP ? along : across));
      }
    });
  };
  const solve = (p, q, tolerance) => {
    for (let round = 0; round < 30; round++) {
      injections();
      let worst = 0;
      unknown.forEach(({ bus, angle }, row) => {
        y[row] = angle ? p[bus] - sp[bus] : q[bus] - sq[bus];
        worst = Math.max(worst, Math.abs(y[row]));
      });
      if (worst <= tolerance) return round;
      fill();
      lu.solve(y);
      unknown.forEach(({ bus, angle }, row) => {
        if (angle) a[bus] += y[row];
        else v[bus] += y[row];
      });
    }
    return -1;
  };
  return { solve, v, a };
}

/** LU without pivoting on a fixed pattern; columns and rows in one minimum-degree order. */
function sparseLu(pattern) {
  const n = pattern.length;
  const graph = pattern.map((row) => new Set(row));
  graph.forEach((row, i) => row.forEach((k) => graph[k].add(i)));
  graph.forEach((row, i) => row.delete(i));
  const order = [];
  const left = new Set(graph.keys());
  while (left.size > 0) {
    let best = -1;
    for (const i of left) if (best < 0 || graph[i].size < graph[best].size) best = i;
    left.delete(best);
    order.push({ bus: best, above: [...graph[best]] });
    for (const i of graph[best]) {
      graph[i].delete(best);
      for (const k of graph[best]) if (k !== i) graph[i].add(k);
    }
  }
  const place = new Int32Array(n);
  order.forEach(({ bus }, at) => (place[bus] = at));
  const upper = order.map(({ above }) => Int32Array.from(above, (i) => place[i]).sort());
  const start = new Int32Array(n + 1);
  upper.forEach((row, k) => (start[k + 1] = start[k] + row.length));
  const d = new Float64Array(n);
  const [u, l] = [new Float64Array(start[n]), new Float64Array(start[n])];
  const at = (row, column) => {
    const k = Math.min(row, column);
    return start[k] + upper[k].indexOf(Math.max(row, column));
  };
  const where = new Map();
  const targets = upper.map((row) =>
    Int32Array.from([...row].flatMap((i) => [...row].map((j) => (i === j ? -1 : at(i, j))))),
  );
  const z = new Float64Array(n);
  const factorise = () => {
    for (let k = 0; k < n; k++) {
      const row = upper[k];
      const target = targets[k];
      for (let s = 0, t = 0; s < row.length; s++) {
        const f = (l[start[k] + s] /= d[k]);
        for (let j = 0; j < row.length; j++, t++) {
          const x = f * u[start[k] + j];
          if (j === s) d[row[s]] -= x;
          else if (row[s] < row[j]) u[target[t]] -= x;
          else l[target[t]] -= x;
        }
      }
    }
  };
  return {
    clear() {
      d.fill(0);
      u.fill(0);
      l.fill(0);
    },
    add(row, column, value) {
      const key = row * n + column;
      let to = where.get(key);
      if (to === undefined) {
        const [i, j] = [place[row], place[column]];
        to = i === j ? { array: d, index: i } : { array: i < j ? u : l, index: at(i, j) };
        where.set(key, to);
      }
      to.array[to.index] += value;
    },
    solve(y) {
      factorise();
      for (let i = 0; i < n; i++) z[place[i]] = y[i];
      for (let k = 0; k < n; k++) {
        for (let s = 0; s < upper[k].length; s++) z[upper[k][s]] -= l[start[k] + s] * z[k];
      }
      for (let k = n - 1; k >= 0; k--) {
        for (let s = 0; s < upper[k].length; s++) z[k] -= u[start[k] + s] * z[upper[k][s]];
        z[k] /= d[k];
      }
      for (let i = 0; i < n; i++) y[i] = z[place[i]];
    },
  };
}
