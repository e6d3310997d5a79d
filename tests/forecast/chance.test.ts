import { expect } from '@open-wc/testing';
import { drawBand } from '../../web/forecast/band.ts';
import {
  exponential,
  halfWidth,
  ln,
  normalQuantile,
  normals,
  quantile,
} from '../../web/forecast/chance.ts';
import { stream } from '../../web/rng.ts';

describe('chance by arithmetic alone', () => {
  it("has the browser's logarithm to the last bits", () => {
    const rng = stream(1, 'test/ln');
    for (let i = 0; i < 20_000; i++) {
      const x = i % 2 === 0 ? rng.unit() + 2 ** -53 : rng.unit() * 2 ** (rng.below(200) - 100);
      if (x === 0) continue;
      const error = Math.abs(ln(x) - Math.log(x));
      expect(error, `ln ${x}`).to.be.at.most(4e-16 * Math.max(1, Math.abs(Math.log(x))));
    }
    expect(ln(1)).to.equal(0);
  });

  it('has the tabulated quantiles of the normal distribution', () => {
    // M. Abramowitz and I. Stegun, Handbook of Mathematical Functions, table 26.5 and beyond.
    const table = [
      [0.5, 0],
      [0.9, 1.2815515655446004],
      [0.975, 1.959963984540054],
      [0.995, 2.5758293035489004],
      [0.9999, 3.719016485455709],
      [0.01, -2.3263478740408408],
    ] as const;
    for (const [p, z] of table) expect(normalQuantile(p)).to.be.closeTo(z, 5e-9);
    expect(halfWidth(0.8)).to.be.closeTo(1.2815515655446004, 5e-9);
  });

  it('draws with the right mean, spread and tails', () => {
    const draw = normals(stream(3, 'test/normals'));
    const rng = stream(3, 'test/exponential');
    const n = 200_000;
    let [sum, square, tail, wait] = [0, 0, 0, 0];
    for (let i = 0; i < n; i++) {
      const x = draw();
      sum += x;
      square += x * x;
      if (Math.abs(x) > 1.959963984540054) tail++;
      wait += exponential(rng);
    }
    // Four standard errors each.
    expect(sum / n).to.be.closeTo(0, 4 / Math.sqrt(n));
    expect(square / n).to.be.closeTo(1, 4 * Math.sqrt(2 / n));
    expect(tail / n).to.be.closeTo(0.05, 4 * Math.sqrt(0.0475 / n));
    expect(wait / n).to.be.closeTo(1, 4 / Math.sqrt(n));
  });

  it('joins quantiles by straight lines', () => {
    const sorted = Float64Array.from([1, 2, 4, 8, 16]);
    expect([0, 0.1, 0.5, 0.9, 1].map((share) => quantile(sorted, share))).to.deep.equal([
      1, 1.4, 4, 12.8, 16,
    ]);
  });
});

describe("Prophet's band, drawn by ourselves", () => {
  const flat = { delta: [], sigma: 0.1, scale: 50 };
  const ahead = (slots: number, far: number): Float64Array =>
    Float64Array.from({ length: slots }, (_, h) => 1 + (far * (h + 1)) / slots);

  it('is the normal band where the trend never bends', () => {
    const mean = new Float64Array(200).fill(7);
    const wishes = { intervalWidth: 0.8, seed: 1 };
    const { lower, upper } = drawBand(mean, ahead(200, 0.1), flat, wishes);
    const average = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / 200;
    // A quantile of 1000 draws strays by 8.5 hundredths of sigma; the mean of 200 by six thousandths.
    expect(average(upper)).to.be.closeTo(7 + 5 * 1.28155, 0.03 * 5);
    expect(average(lower)).to.be.closeTo(7 - 5 * 1.28155, 0.03 * 5);
  });

  it('widens with the distance as a compound Poisson process does', () => {
    const delta = Array.from({ length: 25 }, (_, i) => (i % 2 === 0 ? 0.2 : -0.2));
    const far = 0.4;
    const times = ahead(40, far);
    const mean = new Float64Array(40);
    const bent = { delta, sigma: 0, scale: 1 };
    const { lower, upper } = drawBand(mean, times, bent, { intervalWidth: 0.9, seed: 5 });
    // Var(Σ δ(t − u)) over a Poisson process of rate S = E δ² · S · x³ / 3, with E δ² = 2 · 0.2².
    const sigma = Math.sqrt((2 * 0.04 * 25 * far ** 3) / 3);
    const half = (upper[39]! - lower[39]!) / 2;
    expect(half / sigma).to.be.within(1.3, 1.9);
    for (let h = 1; h < 40; h++) {
      expect(upper[h]! - lower[h]!).to.be.at.least((upper[h - 1]! - lower[h - 1]!) * 0.95);
    }
  });

  it('repeats with its seed, differs without, and nests by width', () => {
    const mean = new Float64Array(24).fill(1);
    const delta = [0.1, -0.3];
    const draw = (seed: number, intervalWidth: number) =>
      drawBand(mean, ahead(24, 0.1), { ...flat, delta }, { seed, intervalWidth });
    expect(draw(1, 0.8)).to.deep.equal(draw(1, 0.8));
    expect(draw(1, 0.8)).not.to.deep.equal(draw(2, 0.8));
    const [narrow, wide] = [draw(1, 0.5), draw(1, 0.95)];
    narrow.lower.forEach((low, h) => {
      expect(wide.lower[h]).to.be.below(low);
      expect(wide.upper[h]).to.be.above(narrow.upper[h]!);
    });
  });
});
