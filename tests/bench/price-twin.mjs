// Plain JavaScript of the price equation's implicit Euler as one would write it with care and without
// wasm: sparse LDLᵀ in a minimum-degree order, factored once, typed arrays, prices cut to the bounds, no elasticity.

/** Takes steps of `input` on the pairs of `graph`; `run` answers the last prices. */
export function plainPrices({ busCount: n, from, to, weight }, input) {
  const { diffusion, kappa, mu, referencePrice, stepSeconds: h, demandKw, supplyKw } = input;
  const { floorPrice, ceilingPrice } = input;
  const graph = Array.from({ length: n }, () => new Map());
  const diagonal = new Float64Array(n).fill(1 + h * mu);
  weight.forEach((w, k) => {
    const x = h * diffusion * w;
    graph[from[k]].set(to[k], -x);
    graph[to[k]].set(from[k], -x);
    diagonal[from[k]] += x;
    diagonal[to[k]] += x;
  });
  const order = new Int32Array(n);
  const start = new Int32Array(n + 1);
  const [rows, values] = [[], []];
  const left = new Set(graph.keys());
  for (let k = 0; k < n; k++) {
    let best = -1;
    for (const i of left) if (best < 0 || graph[i].size < graph[best].size) best = i;
    left.delete(best);
    order[k] = best;
    const around = [...graph[best]];
    around.forEach(([i, x], at) => {
      rows.push(i);
      values.push(x / diagonal[best]);
      graph[i].delete(best);
      diagonal[i] -= (x * x) / diagonal[best];
      for (const [j, y] of around.slice(at + 1)) {
        const fill = (graph[i].get(j) ?? 0) - (x * y) / diagonal[best];
        graph[i].set(j, fill);
        graph[j].set(i, fill);
      }
    });
    start[k + 1] = rows.length;
  }
  const [at, factor] = [Int32Array.from(rows), Float64Array.from(values)];
  const given = Float64Array.from(demandKw, (d, i) => {
    const all = d + supplyKw[i];
    return h * (mu * referencePrice + (all > 0 ? (kappa * (d - supplyKw[i])) / all : 0));
  });
  const step = (p) => {
    for (let i = 0; i < n; i++) p[i] += given[i];
    for (let k = 0; k < n; k++) {
      const x = p[order[k]];
      for (let t = start[k]; t < start[k + 1]; t++) p[at[t]] -= factor[t] * x;
    }
    for (let k = n - 1; k >= 0; k--) {
      let x = p[order[k]] / diagonal[order[k]];
      for (let t = start[k]; t < start[k + 1]; t++) x -= factor[t] * p[at[t]];
      p[order[k]] = x < floorPrice ? floorPrice : x > ceilingPrice ? ceilingPrice : x;
    }
  };
  const run = (steps) => {
    const p = new Float64Array(n).fill(referencePrice);
    const path = new Float64Array((steps + 1) * n);
    for (let k = 1; k <= steps; k++) {
      step(p);
      path.set(p, k * n);
    }
    return p;
  };
  return { run };
}
