// Plain JavaScript of what the siting kernel does, written for speed as one would without wasm:
// typed arrays, the same DistFlow sweeps to the same tolerance, Deb's fast non-dominated sort.

/** A fitness function of (panels, packs) per site for a radial case; lines outwards from bus 0. */
export function plainFitness(grid, assumptions, panelKw) {
  const n = grid.buses.length;
  const lines = orderLines(grid);
  const [p, q, v] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  const [sendP, sendQ] = [new Float64Array(n), new Float64Array(n)];
  const shunt = new Float64Array(n);
  for (const { parent, child, b } of lines) {
    shunt[parent] += b / 2;
    shunt[child] += b / 2;
  }
  const a = assumptions;
  const tan = Math.sqrt(1 - a.powerFactor * a.powerFactor) / a.powerFactor;
  return (panels, packs) => {
    let pv = 0;
    let pack = 0;
    for (let i = 0; i < n; i++) {
      const kw = panels[i] * panelKw + packs[i] * 50;
      pv += panels[i] * panelKw;
      pack += packs[i] * 50;
      p[i] = (grid.buses[i].loadKw - kw) / grid.baseKva;
      q[i] = (grid.buses[i].loadKvar - kw * tan) / grid.baseKva;
    }
    const { lossP, lossQ, slackP } = sweepToEnd({ lines, p, q, v, sendP, sendQ, shunt, n });
    let away = 0;
    let breach = 0;
    for (let i = 1; i < n; i++) {
      const u = Math.sqrt(v[i]);
      away += Math.abs(1 - u);
      if (u < a.voltageMinPu) breach += (a.voltageMinPu - u) / a.voltageMinPu;
      if (u > a.voltageMaxPu) breach += (u - a.voltageMaxPu) / a.voltageMaxPu;
    }
    const bought = a.gridPrice * Math.max(0, slackP * grid.baseKva) + a.pvPrice * pv;
    const cost = bought + (a.packPrice + a.packChargingPrice) * pack + a.fee * (pv + pack);
    return [cost, away, Math.sqrt(lossP * lossP + lossQ * lossQ) * grid.baseKva, breach];
  };
}

function orderLines(grid) {
  const indexOf = new Map(grid.buses.map((bus, i) => [bus.id, i]));
  const reached = new Set([0]);
  const lines = [];
  while (lines.length < grid.branches.length) {
    for (const branch of grid.branches) {
      const [from, to] = [indexOf.get(branch.from), indexOf.get(branch.to)];
      if (reached.has(from) === reached.has(to)) continue;
      const [parent, child] = reached.has(from) ? [from, to] : [to, from];
      reached.add(child);
      const { resistancePu: r, reactancePu: x, chargingPu: b } = branch;
      lines.push({ parent, child, r, x, b, zz: r * r + x * x });
    }
  }
  return lines;
}

/**
 * The same for a whole year of panels that keep to their own bus, packs at rest: each hour starts
 * from the one before and stops where moves of v mean 1e-6 pu of mismatch.
 */
export function plainYear(grid, assumptions, { input }) {
  const n = grid.buses.length;
  const lines = orderLines(grid);
  const [p, q, v] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  const [sendP, sendQ] = [new Float64Array(n), new Float64Array(n)];
  const shunt = new Float64Array(n);
  for (const { parent, child, b } of lines) {
    shunt[parent] += b / 2;
    shunt[child] += b / 2;
  }
  const a = assumptions;
  const tan = Math.sqrt(1 - a.powerFactor * a.powerFactor) / a.powerFactor;
  const { slots, loadKw, loadKvar, panelKw } = input;
  return (panels) => {
    let [cost, deviation, loss] = [0, 0, 0];
    v.fill(1);
    for (let slot = 0; slot < slots; slot++) {
      let pv = 0;
      for (let i = 0, at = slot * n; i < n; i++, at++) {
        const kw = Math.min(panels[i] * panelKw[slot], loadKw[at]);
        pv += kw;
        p[i] = (loadKw[at] - kw) / grid.baseKva;
        q[i] = (loadKvar[at] - kw * tan) / grid.baseKva;
      }
      const flow = sweepToEnd({ lines, p, q, v, sendP, sendQ, shunt, n, warm: true, enough: 5e-6 });
      for (let i = 1; i < n; i++) deviation += Math.abs(1 - Math.sqrt(v[i]));
      const { lossP, lossQ, slackP } = flow;
      cost += a.gridPrice * Math.max(0, slackP * grid.baseKva) + (a.pvPrice + a.fee) * pv;
      loss += Math.sqrt(lossP * lossP + lossQ * lossQ) * grid.baseKva;
    }
    return [cost / slots, deviation / slots, loss / slots];
  };
}

function sweepToEnd({ lines, p, q, v, sendP, sendQ, shunt, n, warm = false, enough = 1e-12 }) {
  if (!warm) v.fill(1);
  let lossP = 0;
  let lossQ = 0;
  for (let round = 0; round < 200; round++) {
    for (let i = 0; i < n; i++) {
      sendP[i] = p[i];
      sendQ[i] = q[i] - shunt[i] * v[i];
    }
    lossP = 0;
    lossQ = 0;
    for (let i = 0; i < n; i++) lossQ -= shunt[i] * v[i];
    for (let k = lines.length - 1; k >= 0; k--) {
      const { parent, child, r, x } = lines[k];
      const l = (sendP[child] * sendP[child] + sendQ[child] * sendQ[child]) / v[child];
      lossP += r * l;
      lossQ += x * l;
      sendP[parent] += sendP[child] + r * l;
      sendQ[parent] += sendQ[child] + x * l;
    }
    let moved = 0;
    for (const { parent, child, r, x, zz } of lines) {
      const l = (sendP[child] * sendP[child] + sendQ[child] * sendQ[child]) / v[child];
      const next = v[parent] - 2 * (r * sendP[child] + x * sendQ[child]) - zz * l;
      moved = Math.max(moved, Math.abs(next - v[child]));
      v[child] = next;
    }
    if (moved < enough) break;
  }
  return { lossP, lossQ, slackP: sendP[0] };
}

/** Deb's fast non-dominated sort (2002): ranks of rows of three objectives, all feasible. */
export function plainRanks(objectives, rows) {
  const rank = new Int32Array(rows);
  const over = new Int32Array(rows);
  const under = Array.from({ length: rows }, () => []);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < rows; j++) if (dominates(objectives, i, j)) (under[i].push(j), over[j]++);
  }
  let front = [...rank.keys()].filter((i) => over[i] === 0);
  for (let r = 0; front.length > 0; r++) {
    const next = [];
    for (const i of front) {
      rank[i] = r;
      for (const j of under[i]) if (--over[j] === 0) next.push(j);
    }
    front = next;
  }
  return rank;
}

function dominates(objectives, i, j) {
  let better = false;
  for (let k = 0; k < 3; k++) {
    const [x, y] = [objectives[3 * i + k], objectives[3 * j + k]];
    if (x > y) return false;
    if (x < y) better = true;
  }
  return better;
}
