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
import { ROW_BYTES, ROWS_PER_MV, TABLE_BYTES, TABLE_ROWS } from "./layout.ts";
import type { Scales } from "./scales.ts";

/** Smallest and largest potential of the tables, relative to the threshold [mV]; the kernel clamps to them. */
export const TABLE_RANGE: readonly [number, number] = [-127.9, 127.9];

/** Points per row at which the functions are sampled; the last is the next row's first. */
const SAMPLES = 8;

/** Samples of all rows. */
const POINTS = TABLE_ROWS * SAMPLES + 1;

/** What holds of m, h and n whatever the step, at the samples of all rows, from the lowest potential on. */
interface Samples {
  /** Potentials, relative to the threshold [mV]. */
  readonly v: Float64Array;
  /** Steady states, in the kernel's scale. */
  readonly steady: readonly [Float64Array, Float64Array, Float64Array];
  /** Speeds of relaxation α + β [1/ms]. */
  readonly speed: readonly [Float64Array, Float64Array, Float64Array];
}

function samplesOf(spec: NetworkSpec, scales: Scales): Samples {
  const make = () => new Float64Array(POINTS);
  const v = make();
  const steady: Samples["steady"] = [make(), make(), make()], speed: Samples["speed"] = [make(), make(), make()];
  const lowest = -(TABLE_ROWS / 2 + 0.5) / ROWS_PER_MV;
  const put = (gate: 0 | 1 | 2, k: number, scale: number, alpha: number, beta: number) => {
    steady[gate][k] = scale * steadyState(alpha, beta);
    speed[gate][k] = alpha + beta;
  };
  for (let k = 0; k < POINTS; k++) {
    v[k] = lowest + k / (SAMPLES * ROWS_PER_MV);
    const u = v[k] + scales.threshold - spec.parameters.vT;
    put(0, k, scales.m, alphaM(u), betaM(u));
    put(1, k, 1, alphaH(u), betaH(u));
    put(2, k, scales.n, alphaN(u), betaN(u));
  }
  return { v, steady, speed };
}

/**
 * Writes the line that is next to f on the samples from k to k + SAMPLES: its value at v = 0 to table[at], its slope to
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

/** A table for each span [ms], one behind the other. */
export function gateTables(spec: NetworkSpec, spans: readonly number[], scales: Scales): Float32Array {
  const tables = new Float32Array(spans.length * TABLE_BYTES / 4);
  const samples = samplesOf(spec, scales);
  spans.forEach((span, k) => putTable(tables.subarray(k * TABLE_BYTES / 4), samples, span));
  return tables;
}

/**
 * Writes the table of steps of dt [ms]: TABLE_ROWS rows of 16 floats, values and slopes of A, then of B, for the gates m, h, n
 * and an unused lane. Row r is for potentials that round to r / 8 mV modulo 256 mV.
 */
function putTable(table: Float32Array, { v, steady, speed }: Samples, dt: number): void {
  const a = new Float64Array(POINTS), b = new Float64Array(POINTS);
  for (let gate = 0; gate < 3; gate++) {
    for (let k = 0; k < POINTS; k++) {
      b[k] = exp(-speed[gate][k] * dt);
      a[k] = steady[gate][k] * (1 - b[k]);
    }
    for (let k = 0; k < TABLE_ROWS; k++) {
      const at = (k + TABLE_ROWS / 2) % TABLE_ROWS * ROW_BYTES / 4 + gate;
      putChord(table, at, v, a, k * SAMPLES);
      putChord(table, at + 8, v, b, k * SAMPLES);
    }
  }
}
