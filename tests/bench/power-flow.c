// The bench's yardstick: the year by DistFlow and by accelerated Gauss–Seidel, LANES slots at
// once, each lane its own stretch of the year. Our own code, compiled where a compiler is present,
// never shipped. Input file: doubles n, slots, alpha, tolerance of |dV|, then per position (n)
// bus, parent, r, x, b; then entries count, per row (n - 1) bus, re, im, entries; per entry
// column, re, im; then p and q, slots x n, per unit. Prints ns per slot, a checksum of the voltages
// and sweeps per slot. Both accept by the rules of ours: DistFlow by its bound on the mismatch,
// Gauss-Seidel by moves, distance and the power balance (or with the job m by moves alone).
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
typedef double vec __attribute__((vector_size(8 * LANES)));
#define RARE __attribute__((noinline, cold))
typedef long long mask __attribute__((vector_size(8 * LANES)));
static int n, slots;
static long sweeps;
static double alpha, tolerance, *p, *q, *voltage;
static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}
static inline vec splat(double x) { return x - (vec){}; }
static inline vec larger(vec a, vec b) {
  mask m = a < b;
  return (vec)(((mask)b & m) | ((mask)a & ~m));
}
static inline int all(mask m) {
  long long every = -1;
  for (int i = 0; i < LANES; i++) every &= m[i];
  return every != 0;
}
static inline int all_below(vec a, vec b) { return all(a <= b); }
static inline vec root(vec a) {
  for (int i = 0; i < LANES; i++) a[i] = sqrt(a[i]);
  return a;
}
typedef struct {
  int bus, parent;
  double r, x, r2, x2, z2, b, most;
  vec v, w, P, Q, drop, l, dp, dq;
} Bus;
static Bus *bus;
static double shunt;
static double weigh_all(vec *out) {
  vec top = splat(0);
  for (int k = 1; k < n; k++) top = larger(top, bus[k].most * bus[k].l * bus[k].w);
  *out = top + shunt;
  return 0;
}
static void distflow(void) {
  int steps = (slots + LANES - 1) / LANES;
  mask sign = ~(mask)splat(-0.0);
  for (int k = 0; k < n; k++) bus[k].v = bus[k].w = splat(1);
  for (int s = 0; s < steps; s++) {
    int row[LANES];
    for (int i = 0; i < LANES; i++) row[i] = i * steps + s < slots ? i * steps + s : slots - 1;
    for (int k = 0; k < n; k++) {
      Bus *at = bus + k;
      for (int i = 0; i < LANES; i++) {
        at->dp[i] = -p[row[i] * n + at->bus];
        at->dq[i] = -q[row[i] * n + at->bus];
      }
      at->P = at->dp;
      at->Q = at->dq - at->b * at->v;
    }
    vec weight = splat(0);
    for (int sweep = 0; sweep < 200; sweep++) {
      sweeps += LANES;
      bus->P = bus->dp;
      bus->Q = bus->dq - bus->b * bus->v;
      for (int k = n - 1; k > 0; k--) {
        Bus *at = bus + k, *up = bus + at->parent;
        vec P = at->P, Q = at->Q, l = (P * P + Q * Q) * at->w;
        up->P += P + at->r * l;
        up->Q += Q + at->x * l;
        at->drop = at->r2 * P + at->x2 * Q + at->z2 * l;
        at->l = l;
      }
      if (sweep == 0) weigh_all(&weight);
      vec top = splat(0);
      for (int k = 1; k < n; k++) {
        Bus *at = bus + k;
        vec v = bus[at->parent].v - at->drop;
        top = larger(top, (vec)((mask)(v - at->v) & sign));
        at->v = v;
        at->w = 1.0 / v;
        at->P = at->dp;
        at->Q = at->dq - at->b * v;
      }
      if (!all_below(top * weight, splat(0.9e-8))) continue;
      weigh_all(&weight);
      if (all_below(top * weight, splat(0.9e-8))) break;
    }
    for (int k = 0; k < n; k++)
      for (int i = 0; i < LANES; i++) voltage[row[i] * n + bus[k].bus] = sqrt(bus[k].v[i]);
  }
}
typedef struct {
  int column;
  double re, im;
} Entry;
typedef struct {
  int bus, count;
  double re, im, g, h; // alpha / Yii, and Yii / alpha
  Entry *near;
} Row;
static Row *rows;
static vec *ve, *vf, *ar, *ai;
static RARE vec missing(void) { // largest |dP| or |dQ|: conj(dS) = conj(V) r / (alpha / Yii), r what a
  vec worst = splat(0);    // sweep would move
  mask sign = ~(mask)splat(-0.0);
  for (int k = 0; k < n - 1; k++) {
    vec e = ve[rows[k].bus], f = vf[rows[k].bus], w = 1.0 / (e * e + f * f);
    vec x = w * (ar[k] * e - ai[k] * f) - alpha * e, y = w * (ar[k] * f + ai[k] * e) - alpha * f;
    for (Entry *t = rows[k].near, *end = t + rows[k].count; t < end; t++) {
      x -= t->re * ve[t->column] - t->im * vf[t->column];
      y -= t->re * vf[t->column] + t->im * ve[t->column];
    }
    vec re = e * x + f * y, im = e * y - f * x;
    worst = larger(worst, (vec)((mask)(re * rows[k].g - im * rows[k].h) & sign));
    worst = larger(worst, (vec)((mask)(re * rows[k].h + im * rows[k].g) & sign));
  }
  return worst;
}
static const double BALANCE = 1e-8, NEAR = 1e-9;
static int moves_only;
static struct {
  mask settled;
  vec before, last, enough;
} walk;
// The rules of assembly/gauss-seidel.ts and series-gauss-seidel.ts: a lane has settled when its
// moves, and the distance that their rate foretells, are small; then the balance is looked at every
// 16 sweeps, or as soon as the moves are as small as the balance looked at last asks for.
static RARE void settle(vec top, mask still) {
  vec share = walk.last / walk.before;
  for (int halves = 32; halves > 1; halves >>= 1) share = root(share);
  mask known = walk.before > splat(0);
  share = (vec)(((mask)(1 - share) & known) | ((mask)splat(0.1) & ~known));
  walk.settled |= still & (root(top) <= fmax(0.1 * tolerance, NEAR) * share);
}
static RARE int weigh(vec top) {
  vec worst = missing();
  walk.enough = top * (BALANCE / worst) * (BALANCE / worst);
  return all_below(worst, splat(BALANCE));
}
static inline int accepted(vec top, int sweep) {
  mask still = top <= splat(tolerance * tolerance);
  if (moves_only) return all(still);
  int due = sweep % 16 == 0;
  if (due) walk.before = walk.last, walk.last = top;
  if (all(~still)) return 0; // most sweeps end here
  if (!all(~still | walk.settled)) settle(top, still);
  return all(walk.settled) && (due || all_below(top, walk.enough)) && weigh(top);
}
static void gauss_seidel(void) {
  int steps = (slots + LANES - 1) / LANES;
  for (int k = 0; k < n; k++) ve[k] = splat(1), vf[k] = splat(0);
  walk.enough = splat(tolerance * tolerance);
  for (int s = 0; s < steps; s++) {
    int row[LANES];
    for (int i = 0; i < LANES; i++) row[i] = i * steps + s < slots ? i * steps + s : slots - 1;
    for (int k = 0; k < n - 1; k++)
      for (int i = 0; i < LANES; i++) {
        double P = p[row[i] * n + rows[k].bus], Q = q[row[i] * n + rows[k].bus];
        ar[k][i] = P * rows[k].re + Q * rows[k].im;
        ai[k][i] = P * rows[k].im - Q * rows[k].re;
      }
    walk.settled = (mask)splat(0);
    walk.before = walk.last = splat(0);
    for (int sweep = 1; sweep <= 20000; sweep++) {
      vec top = splat(0);
      for (int k = 0; k < n - 1; k++) {
        vec e = ve[rows[k].bus], f = vf[rows[k].bus], w = 1.0 / (e * e + f * f);
        vec x = (1 - alpha) * e, y = (1 - alpha) * f;
        for (Entry *t = rows[k].near, *end = t + rows[k].count; t < end; t++) {
          x -= t->re * ve[t->column] - t->im * vf[t->column];
          y -= t->re * vf[t->column] + t->im * ve[t->column];
        }
        x += w * (ar[k] * e - ai[k] * f);
        y += w * (ar[k] * f + ai[k] * e);
        top = larger(top, (x - e) * (x - e) + (y - f) * (y - f));
        ve[rows[k].bus] = x;
        vf[rows[k].bus] = y;
      }
      sweeps += LANES;
      if (accepted(top, sweep)) break;
    }
    for (int k = 0; k < n; k++)
      for (int i = 0; i < LANES; i++)
        voltage[row[i] * n + k] = sqrt(ve[k][i] * ve[k][i] + vf[k][i] * vf[k][i]);
  }
}
static void peak(void) { // adds and multiplications on sixteen chains: what the ports take
  vec c[16];
  for (int i = 0; i < 16; i++) c[i] = splat(1 + i);
  double best = 1e30;
  for (int round = 0; round < 20; round++) {
    double start = now();
    for (int k = 0; k < 20000; k++) {
#pragma GCC unroll 16
      for (int i = 0; i < 16; i++) c[i] = i & 1 ? c[i] * 0.999999 : c[i] + 1e-9;
      __asm__ volatile("" : "+m"(n));
    }
    double took = now() - start;
    if (took < best) best = took;
  }
  double sum = 0;
  for (int i = 0; i < 16; i++) sum += c[i][0];
  printf("%.6f %.6f", best / (20000.0 * 16 * LANES), sum);
}
static double *file;
static double take(void) { return *file++; }
int main(int argc, char **argv) {
  FILE *in = fopen(argv[1], "rb");
  if (!in || argc < 3) return 1;
  fseek(in, 0, SEEK_END);
  size_t size = ftell(in);
  rewind(in);
  file = malloc(size);
  if (fread(file, 1, size, in) != size) return 1;
  n = take(), slots = take(), alpha = take(), tolerance = take();
  bus = aligned_alloc(64, sizeof(Bus) * n);
  memset(bus, 0, sizeof(Bus) * n);
  for (int k = 0; k < n; k++) {
    bus[k].bus = take(), bus[k].parent = take(), bus[k].r = take(), bus[k].x = take();
    bus[k].b = take();
    bus[k].r2 = 2 * bus[k].r, bus[k].x2 = 2 * bus[k].x;
    bus[k].z2 = bus[k].r * bus[k].r + bus[k].x * bus[k].x;
    bus[k].most = fmax(fabs(bus[k].r), fabs(bus[k].x));
    shunt = fmax(shunt, fabs(bus[k].b));
  }
  rows = malloc(sizeof(Row) * n);
  for (int k = 0; k < n - 1; k++) {
    rows[k].bus = take(), rows[k].re = take(), rows[k].im = take(), rows[k].count = take();
    double size = rows[k].re * rows[k].re + rows[k].im * rows[k].im;
    rows[k].g = rows[k].re / size, rows[k].h = -rows[k].im / size;
    rows[k].near = malloc(sizeof(Entry) * rows[k].count);
    for (int e = 0; e < rows[k].count; e++) {
      rows[k].near[e].column = take();
      rows[k].near[e].re = take(), rows[k].near[e].im = take();
    }
  }
  p = file, q = file + (size_t)slots * n;
  voltage = malloc(sizeof(double) * slots * n);
  vec **all[] = {&ve, &vf, &ar, &ai};
  for (int i = 0; i < 4; i++) *all[i] = aligned_alloc(64, sizeof(vec) * n);
  if (argv[2][0] == 'p') return peak(), 0;
  void (*job)(void) = argv[2][0] == 'd' ? distflow : gauss_seidel;
  moves_only = argv[2][0] == 'm';
  double best = 1e30;
  for (int round = 0; round < atoi(argv[3]); round++) {
    sweeps = 0;
    double start = now();
    job();
    double took = now() - start;
    if (took < best) best = took;
  }
  double sum = 0;
  for (int i = 0; i < slots * n; i++) sum += voltage[i];
  printf("%.6f %.9f %.2f", best / slots, sum / (slots * n), (double)sweeps / slots);
  return 0;
}
