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

/** The step's functions of v at the samples of all rows, from the lowest potential on. */
interface Samples {
  /** Potentials, relative to the threshold [mV]. */
  readonly v: Float64Array;
  /** A of m, h and n, in the kernel's scale. */
  readonly a: readonly [Float64Array, Float64Array, Float64Array];
  /** B of m, h and n. */
  readonly b: readonly [Float64Array, Float64Array, Float64Array];
}

function samplesOf(spec: NetworkSpec, dt: number, scales: Scales): Samples {
  const points = TABLE_ROWS * SAMPLES + 1;
  const make = () => new Float64Array(points);
  const v = make();
  const a: Samples["a"] = [make(), make(), make()], b: Samples["b"] = [make(), make(), make()];
  const lowest = -(TABLE_ROWS / 2 + 0.5) / ROWS_PER_MV;
  const put = (gate: 0 | 1 | 2, k: number, scale: number, alpha: number, beta: number) => {
    const decay = exp(-(alpha + beta) * dt);
    b[gate][k] = decay;
    a[gate][k] = scale * steadyState(alpha, beta) * (1 - decay);
  };
  for (let k = 0; k < points; k++) {
    v[k] = lowest + k / (SAMPLES * ROWS_PER_MV);
    const u = v[k] + scales.threshold - spec.parameters.vT;
    put(0, k, scales.m, alphaM(u), betaM(u));
    put(1, k, 1, alphaH(u), betaH(u));
    put(2, k, scales.n, alphaN(u), betaN(u));
  }
  return { v, a, b };
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
  spans.forEach((span, k) => tables.set(gateTable(spec, span, scales), k * TABLE_BYTES / 4));
  return tables;
}

/**
 * The table of steps of dt [ms]: TABLE_ROWS rows of 16 floats, values and slopes of A, then of B, for the gates m, h, n and an unused lane. Row r
 * is for potentials that round to r / 8 mV modulo 256 mV.
 */
function gateTable(spec: NetworkSpec, dt: number, scales: Scales): Float32Array {
  const table = new Float32Array(TABLE_BYTES / 4);
  const { v, a, b } = samplesOf(spec, dt, scales);
  for (let k = 0; k < TABLE_ROWS; k++) {
    const row = (k + TABLE_ROWS / 2) % TABLE_ROWS;
    for (let gate = 0; gate < 3; gate++) {
      const at = row * ROW_BYTES / 4 + gate;
      putChord(table, at, v, a[gate], k * SAMPLES);
      putChord(table, at + 8, v, b[gate], k * SAMPLES);
    }
  }
  return table;
}
