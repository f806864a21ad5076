/**
 * Gate tables. At fixed dt a gate's exact step x ← x∞ + (x - x∞) e^(-(α + β) dt) is x ← A(v) + B(v) x; A and B are tabulated
 * from the model's own rate functions in float64, piecewise linear in v. Values and slopes are stored for absolute v, so that
 * the kernel never computes a position within a row.
 *
 * Rows are 1/8 mV wide. Each chord is shifted to halve its largest error. Largest error of one step of a gate at dt 0.1 ms,
 * float32 rounding included: 2e-6 (stated and tested for dt from 0.001 to 0.2 ms in tests/engine/).
 *
 * @module
 */

import { exp } from "../model/elementary.ts";
import { alphaH, alphaM, alphaN, betaH, betaM, betaN, steadyState } from "../model/kinetics.ts";
import type { NetworkSpec } from "../model/spec.ts";
import { ROW_BYTES, ROWS_PER_MV, TABLE_ROWS } from "./layout.ts";
import type { Scales } from "./scales.ts";

/** Smallest and largest potential of the tables, relative to the threshold [mV]; the kernel clamps to them. */
export const TABLE_RANGE: readonly [number, number] = [-127.9, 127.9];

/** Points of a row at which its error is looked at. */
const SAMPLES = 9;

/** Value at v = 0 and slope of the line that is next to f on the row's samples, both as float32. */
function chord(x: Float64Array, f: Float64Array): [number, number] {
  const slope = Math.fround((f[SAMPLES - 1] - f[0]) / (x[SAMPLES - 1] - x[0]));
  let low = Infinity, high = -Infinity;
  for (let k = 0; k < SAMPLES; k++) {
    const rest = f[k] - slope * x[k];
    if (rest < low) low = rest;
    if (rest > high) high = rest;
  }
  return [(low + high) / 2, slope];
}

/**
 * The table: TABLE_ROWS rows of 16 floats, values and slopes of A, then of B, for the gates m, h, n and an unused lane. Row r
 * is for potentials that round to r / 8 mV modulo 256 mV.
 */
export function gateTable(spec: NetworkSpec, dt: number, scales: Scales): Float32Array {
  const table = new Float32Array(TABLE_ROWS * ROW_BYTES / 4);
  const scale = [scales.m, 1, scales.n];
  const x = new Float64Array(SAMPLES);
  const a = [0, 1, 2].map(() => new Float64Array(SAMPLES));
  const b = [0, 1, 2].map(() => new Float64Array(SAMPLES));
  for (let row = 0; row < TABLE_ROWS; row++) {
    const center = (row < TABLE_ROWS / 2 ? row : row - TABLE_ROWS) / ROWS_PER_MV;
    for (let k = 0; k < SAMPLES; k++) {
      x[k] = center + (k / (SAMPLES - 1) - 0.5) / ROWS_PER_MV;
      const u = x[k] + scales.threshold - spec.parameters.vT;
      const rates = [[alphaM(u), betaM(u)], [alphaH(u), betaH(u)], [alphaN(u), betaN(u)]];
      for (let gate = 0; gate < 3; gate++) {
        const [alpha, beta] = rates[gate];
        b[gate][k] = exp(-(alpha + beta) * dt);
        a[gate][k] = scale[gate] * steadyState(alpha, beta) * (1 - b[gate][k]);
      }
    }
    for (let gate = 0; gate < 3; gate++) {
      const at = row * ROW_BYTES / 4 + gate;
      [table[at], table[at + 4]] = chord(x, a[gate]);
      [table[at + 8], table[at + 12]] = chord(x, b[gate]);
    }
  }
  return table;
}
