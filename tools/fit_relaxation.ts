/**
 * Fits the coefficients of engine/relaxation.ts: Q(y) = 1 + y (1/4 + q2 y + … + q5 y⁴) such that Q⁻⁴ is next to e^(-y) for all
 * y >= 0, in the sense of the largest absolute error. Lawson's iteration: weighted least squares (Gauss–Newton), the weights
 * growing where the error is large.
 *
 *     deno run tools/fit_relaxation.ts
 *
 * @module
 */

const POINTS = 1200;
const ys = Float64Array.from({ length: POINTS }, (_, k) => 40 * ((k + 1) / POINTS) ** 2);

function q(c: readonly number[], y: number): number {
  return 0.25 + y * (c[0] + y * (c[1] + y * (c[2] + y * c[3])));
}

/** Q⁻⁴ - e^(-y). */
function error(c: readonly number[], y: number): number {
  return (1 + y * q(c, y)) ** -4 - Math.exp(-y);
}

/** Solves the normal equations of four unknowns by Gauss's elimination with pivots. */
function solve(a: number[][], b: number[]): number[] {
  const n = b.length;
  for (let i = 0; i < n; i++) {
    const pivot = a.slice(i).reduce((best, row, k) => Math.abs(row[i]) > Math.abs(a[best][i]) ? i + k : best, i);
    [a[i], a[pivot], b[i], b[pivot]] = [a[pivot], a[i], b[pivot], b[i]];
    for (let j = i + 1; j < n; j++) {
      const factor = a[j][i] / a[i][i];
      for (let k = i; k < n; k++) a[j][k] -= factor * a[i][k];
      b[j] -= factor * b[i];
    }
  }
  const x = new Array(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    x[i] = (b[i] - a[i].reduce((sum, v, k) => k > i ? sum + v * x[k] : sum, 0)) / a[i][i];
  }
  return x;
}

let c = [1 / 32, 1 / 384, 1 / 6144, 1 / 122880];
let weights = new Float64Array(POINTS).fill(1);
let best = { worst: Infinity, c };
for (let round = 0; round < 4000; round++) {
  const a = [0, 1, 2, 3].map(() => [0, 0, 0, 0]), b = [0, 0, 0, 0];
  for (let p = 0; p < POINTS; p++) {
    const y = ys[p];
    const slope = -4 * (1 + y * q(c, y)) ** -5;
    const row = [2, 3, 4, 5].map((power) => slope * y ** power);
    const e = error(c, y);
    for (let i = 0; i < 4; i++) {
      b[i] -= weights[p] * row[i] * e;
      for (let j = 0; j < 4; j++) a[i][j] += weights[p] * row[i] * row[j];
    }
  }
  const step = solve(a, b);
  c = c.map((x, i) => x + 0.5 * step[i]);
  const errors = ys.map((y) => Math.abs(error(c, y)));
  const worst = errors.reduce((x, y) => Math.max(x, y), 0);
  if (worst < best.worst) best = { worst, c: [...c] };
  const mean = weights.reduce((sum, w, p) => sum + w * errors[p], 0) / weights.reduce((sum, w) => sum + w, 0);
  weights = weights.map((w, p) => Math.max(1e-12, w * (errors[p] / mean) ** 0.3));
}
console.log(`largest error ${best.worst.toExponential(2)}`);
console.log([0.25, ...best.c].map((x) => String(x)).join("\n"));
