/**
 * The constants of the update kernel, four equal lanes each.
 *
 * @module
 */

import { exp } from "../model/elementary.ts";
import type { Network } from "../model/network.ts";
import { ACTIVE_ABOVE, SUB_STEPS, type SynapticStep } from "../model/methods.ts";
import { SUB_STEPPED_TABLES } from "./active_cells.ts";
import { LARGEST_SHARE, largestLoss } from "./late_spikes.ts";
import { type ConstantName, CONSTANTS, ROW_BYTES, TABLE_BYTES, TABLE_ROWS } from "./layout.ts";
import type { TableRange } from "./potential_range.ts";
import { RELAXATION } from "./relaxation.ts";
import type { Scales } from "./scales.ts";

/**
 * Adding this to a potential leaves the number of its table row, round(8 v), in the low bits of the float: at
 * 1.5 × 2^23 / 8 neighbouring floats are 1/8 apart.
 */
function magic(rowsPerMv: number): number {
  return 1.5 * 2 ** 23 / rowsPerMv;
}

/**
 * Added to conductances in each step, in units of dt / cM: WebAssembly cannot flush denormal numbers to zero, and a silent
 * network would decay into them and become ten times slower. (Largest effect: 1e-22 nS.)
 */
const FLOOR = 1e-25;

/** The constants of a network at time step dt [ms] whose synapses act like this, as bytes of memory. */
export function constantBytes(
  network: Network,
  { dt, synapses }: { readonly dt: number; readonly synapses: SynapticStep },
  scales: Scales,
  range: TableRange,
  refractorySteps: number,
): Uint8Array {
  const { parameters: p, current } = network.spec;
  const decayE = exp(-dt / p.tauE), decayI = exp(-dt / p.tauI);
  const isDecayedOnArrival = synapses.order === "add-decay-use";
  const subStepDt = dt / SUB_STEPS;
  const shareE = largestLoss(dt, p.tauE) / LARGEST_SHARE, shareI = largestLoss(dt, p.tauI) / LARGEST_SHARE;
  const relative = (potential: number) => potential - scales.origin;
  const floats: Partial<Record<ConstantName, number>> = {
    clampLow: relative(range.low),
    clampHigh: relative(range.high),
    magic: magic(range.rowsPerMv),
    gL: scales.g * p.gL,
    j0: scales.g * (p.gL * relative(p.eL) + current),
    eNa: relative(p.eNa),
    eK: relative(p.eK),
    eE: relative(p.eE),
    eI: relative(p.eI),
    decayE,
    decayI,
    weightE: scales.g * network.wE * (isDecayedOnArrival ? decayE : 1),
    weightI: scales.g * network.wI * (isDecayedOnArrival ? decayI : 1),
    floor: FLOOR,
    q1: RELAXATION[0],
    q2: RELAXATION[1],
    q3: RELAXATION[2],
    q4: RELAXATION[3],
    q5: RELAXATION[4],
    one: 1,
    halfE: exp(-dt / 2 / p.tauE),
    halfI: exp(-dt / 2 / p.tauI),
    active: relative(p.vT + ACTIVE_ABOVE),
    firstE: exp(-subStepDt / 2 / p.tauE),
    firstI: exp(-subStepDt / 2 / p.tauI),
    nextE: exp(-subStepDt / p.tauE),
    nextI: exp(-subStepDt / p.tauI),
    subStep: 1 / SUB_STEPS,
    shareE,
    shareI,
    lateE: scales.g * network.wE * p.tauE * shareE / dt,
    lateI: scales.g * network.wI * p.tauI * shareI / dt,
    ...Object.fromEntries(RELAXATION.map((q, k) => [`s${k + 1}`, q / SUB_STEPS ** (k + 1)])),
  };
  const integers: Partial<Record<ConstantName, number>> = {
    rowMask: (TABLE_ROWS - 1) * ROW_BYTES,
    lowHalf: 0xffff,
    refractorySteps,
    // Where no neuron can fire, refractory counters stand still (simulation.ts).
    oneInteger: range.isSilent ? 0 : 1,
    subTable: (SUB_STEPPED_TABLES - 1) * TABLE_BYTES,
  };
  const bytes = new Uint8Array(16 * CONSTANTS.length);
  CONSTANTS.forEach((name, k) => {
    const float = floats[name], integer = integers[name];
    if (float !== undefined) new Float32Array(bytes.buffer, 16 * k, 4).fill(float);
    if (integer !== undefined) new Int32Array(bytes.buffer, 16 * k, 4).fill(integer);
  });
  return bytes;
}
