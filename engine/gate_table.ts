/**
 * Gate tables. At fixed dt a gate's exact step x ← x∞ + (x - x∞) e^(-(α + β) dt) is x ← A(v) + B(v) x; A and B are tabulated
 * from the model's own rate functions in float64, piecewise linear in v. Values and slopes are stored for absolute v, so that
 * the kernel never computes a position within a row.
 *
 * Rows are 1/8 mV wide, or wider where potentials need it (potential_range.ts). Each chord is shifted to halve its largest error. Largest error of one step of a gate at dt 0.1 ms,
 * float32 rounding included: 2e-6 (stated and tested for dt from 0.001 to 0.2 ms in tests/engine/).
 *
 * @module
 */

import { exp } from "../model/elementary.ts";
import { alphaH, alphaM, alphaN, betaH, betaM, betaN, steadyState } from "../model/kinetics.ts";
import type { NetworkSpec } from "../model/spec.ts";
import { ROW_BYTES, TABLE_BYTES, TABLE_ROWS } from "./layout.ts";
import type { TableRange } from "./potential_range.ts";
import type { Scales } from "./scales.ts";

/** Points per row at which the functions are sampled; the last is the next row's first. */
const SAMPLES = 8;

/** Samples of all rows. */
const POINTS = TABLE_ROWS * SAMPLES + 1;

/** Rates of m, h and n, which do not depend on the step, at the samples of all rows, from the lowest potential on. */
interface Samples {
  /** Number of the lowest row. */
  readonly lowestRow: number;
  /** Potentials, relative to the origin [mV]. */
  readonly v: Float64Array;
  /** Steady states, in the kernel's scale. */
  readonly steady: readonly [Float64Array, Float64Array, Float64Array];
  /** Speeds of relaxation α + β [1/ms]. */
  readonly speed: readonly [Float64Array, Float64Array, Float64Array];
}

function samplesOf(spec: NetworkSpec, scales: Scales, { low, high, rowsPerMv }: TableRange): Samples {
  const make = () => new Float64Array(POINTS);
  const v = make();
  const steady: Samples["steady"] = [make(), make(), make()], speed: Samples["speed"] = [make(), make(), make()];
  const middleRow = Math.round(((low + high) / 2 - scales.origin) * rowsPerMv);
  const lowestRow = middleRow - TABLE_ROWS / 2;
  const lowest = (lowestRow - 0.5) / rowsPerMv;
  const put = (gate: 0 | 1 | 2, k: number, scale: number, alpha: number, beta: number) => {
    steady[gate][k] = scale * steadyState(alpha, beta);
    speed[gate][k] = alpha + beta;
  };
  for (let k = 0; k < POINTS; k++) {
    v[k] = lowest + k / (SAMPLES * rowsPerMv);
    const u = v[k] + scales.origin - spec.parameters.vT;
    put(0, k, scales.m, alphaM(u), betaM(u));
    put(1, k, 1, alphaH(u), betaH(u));
    put(2, k, scales.n, alphaN(u), betaN(u));
  }
  return { lowestRow, v, steady, speed };
}

/**
 * Writes the line closest to f (minimax) on the samples from k to k + SAMPLES: its value at v = 0 to table[at], its slope to
 * table[at + 4], both rounded to float32 before the value is fitted to the slope.
 */
function putChord(table: Float32Array, at: number, v: Float64Array, f: Float64Array, k: number): void {
  const slope = Math.fround((f[k + SAMPLES] - f[k]) / (v[k + SAMPLES] - v[k]));
  let low = Infinity, high = -Infinity;
  for (let j = k; j <= k + SAMPLES; j++) {
    const rest = f[j] - slope * v[j];
    if (rest < low) low = rest;
    if (rest > high) high = rest;
  }
  table[at] = (low + high) / 2;
  table[at + 4] = slope;
}

/** A table for each span [ms] over this range of potentials, one behind the other. */
export function gateTables(
  spec: NetworkSpec,
  spans: readonly number[],
  scales: Scales,
  range: TableRange,
): Float32Array {
  const tables = new Float32Array(spans.length * TABLE_BYTES / 4);
  const samples = samplesOf(spec, scales, range);
  spans.forEach((span, k) => putTable(tables.subarray(k * TABLE_BYTES / 4), samples, span));
  return tables;
}

/**
 * Writes the table of steps of dt [ms]: TABLE_ROWS rows of 16 floats, values and slopes of A, then of B, for the gates m, h, n
 * and an unused lane. Row r is for potentials whose number of row widths rounds to r modulo TABLE_ROWS.
 */
function putTable(table: Float32Array, { lowestRow, v, steady, speed }: Samples, dt: number): void {
  const a = new Float64Array(POINTS), b = new Float64Array(POINTS);
  for (let gate = 0; gate < 3; gate++) {
    for (let k = 0; k < POINTS; k++) {
      b[k] = exp(-speed[gate][k] * dt);
      a[k] = steady[gate][k] * (1 - b[k]);
    }
    for (let k = 0; k < TABLE_ROWS; k++) {
      const at = ((lowestRow + k) & (TABLE_ROWS - 1)) * ROW_BYTES / 4 + gate;
      putChord(table, at, v, a, k * SAMPLES);
      putChord(table, at + 8, v, b, k * SAMPLES);
    }
  }
}
