/**
 * Range of the gate tables: which potentials a network can have, and where the tables lie so that they contain them.
 *
 * With conductances gᵢ ≥ 0 and the current I, the potential relaxes towards Σ gᵢ Eᵢ / Σ gᵢ with E = eL + I / gL for the
 * leak: a mean of reversal potentials. So it stays in the hull of these and of the initial potentials, whatever the input;
 * and before an inward current carries it to eL + I / gL, potassium channels open.
 * Two things can carry it further: a synaptic current that is frozen over the step (it does not weaken as v approaches the
 * reversal potential), for which there is a margin, and negative conductances.
 *
 * @module
 */

import { exp, exprelr } from "../model/elementary.ts";
import { alphaN, betaN, steadyState } from "../model/kinetics.ts";
import type { Network } from "../model/network.ts";
import type { NetworkSpec, SynapseSpec } from "../model/spec.ts";
import type { Arrivals } from "./arrival_limit.ts";
import { ROWS_PER_MV, TABLE_ROWS } from "./layout.ts";

/** Potentials [mV]: low and high. */
export interface PotentialRange {
  /** The lowest. */
  readonly low: number;
  /** The highest. */
  readonly high: number;
}

/** Range of the tables. */
export interface TableRange extends PotentialRange {
  /** The kernel's potentials are relative to this one [mV], and it detects spikes at it. */
  readonly origin: number;
  /** Rows per mV: a power of two. */
  readonly rowsPerMv: number;
  /** The potentials that the network can reach, as far as synaptic currents do not carry them further. */
  readonly reachable: PotentialRange;
  /** Whether no neuron can fire, because the threshold is out of reach. */
  readonly isSilent: boolean;
}

/** Room beyond the hull where synaptic currents are frozen [mV]: the published networks use half of it at dt = 0.1 ms. */
const FROZEN_MARGIN = 30;

/** Rows per mV of the tables, finest first. Errors of gates grow with the square of a row's width. */
const RESOLUTIONS: readonly number[] = [ROWS_PER_MV, ROWS_PER_MV / 2, ROWS_PER_MV / 4, ROWS_PER_MV / 8];

/**
 * Thresholds further than this beyond the tables are out of reach [mV]: only a frozen synaptic current many times too strong
 * for the time step carries potentials as far. Float32 potentials are relative to the threshold up to here.
 */
const OUT_OF_REACH = 128;

/** Half of what the tables hold [mV]: less than half of the rows, so that rounding leads to none on the other side. */
function halfWidth(rowsPerMv: number): number {
  return (TABLE_ROWS / 2 - 0.8) / rowsPerMv;
}

/** The potentials that a network can reach in steps of dt [mV]. */
export function reachablePotentials({ spec, initial }: Network, dt: number): PotentialRange {
  const { eL, eNa, eK, eE, eI, gL } = spec.parameters;
  const margin = spec.synapses.current === "frozen" ? FROZEN_MARGIN : 0;
  let low = Math.min(eNa, eK, eE, eI, eL) - margin, high = Math.max(eNa, eK, eE, eI, eL) + margin;
  for (const v of initial.v) {
    if (v < low) low = v;
    if (v > high) high = v;
  }
  if (spec.current === 0) return { low, high };
  const leak = eL + spec.current / gL;
  if (leak < low) low = leak;
  if (leak > high) high = Math.min(leak, peakUnderCurrent(spec, dt, high));
  return { low, high };
}

/** Steps that are looked at for the peak: a cell that still rises then is taken to have none. */
const PEAK_STEPS = 100_000;

/**
 * The highest potential that an inward current reaches from `start` [mV], where only the leak and potassium hold against it.
 * The worst case is that potassium channels are closed at first and open too late by a whole step: whatever else is open
 * pulls down, and they have opened further by the time that the potential is as high again.
 */
function peakUnderCurrent({ parameters: p, current }: NetworkSpec, dt: number, start: number): number {
  let v = start + dt * current / p.cM, n = 0;
  for (let k = 0; k < PEAK_STEPS; k++) {
    const potassium = p.gK * n ** 4, total = p.gL + potassium;
    const relaxed = v +
      (p.gL * (p.eL - v) + potassium * (p.eK - v) + current) / p.cM * dt / exprelr(-total * dt / p.cM);
    const u = v - p.vT, alpha = alphaN(u), beta = betaN(u), steady = steadyState(alpha, beta);
    n = steady + (n - steady) * exp(-(alpha + beta) * dt);
    if (!(relaxed > v)) return v;
    v = relaxed;
  }
  return Infinity;
}

/**
 * The range of the tables for steps of dt [ms]: around the threshold where that holds what the network can reach, or else around this; with
 * rows of 1/8 mV where these suffice, or else wider ones. Of a threshold that is out of reach it matters only on which side
 * it is: above, no neuron fires; below, the kernel has another one that is also below all potentials.
 * @throws {RangeError} where no tables hold it.
 */
export function tableRangeOf(network: Network, dt: number): TableRange {
  const { threshold, rule } = network.spec.spike;
  const reachable = reachablePotentials(network, dt), { low, high } = reachable;
  for (const rowsPerMv of RESOLUTIONS) {
    const half = halfWidth(rowsPerMv);
    const around = (middle: number) => ({ low: middle - half, high: middle + half, rowsPerMv, reachable });
    if (threshold - half <= low && high <= threshold + half) {
      return { ...around(threshold), origin: threshold, isSilent: false };
    }
    // The middle of the tables is the middle of a row, which may be half a row from that of the network's potentials.
    if (!(high - low <= 2 * half - 1 / rowsPerMv)) continue;
    const middle = (low + high) / 2;
    if (Math.abs(threshold - middle) < half + OUT_OF_REACH) {
      const rows = Math.round((middle - threshold) * rowsPerMv);
      return { ...around(threshold + rows / rowsPerMv), origin: threshold, isSilent: false };
    }
    const range = around(middle);
    return threshold > middle || rule === "crossing"
      ? { ...range, origin: middle, isSilent: true }
      : { ...range, origin: middle - Math.ceil(half + 2 * OUT_OF_REACH), isSilent: false };
  }
  const most = 2 * halfWidth(RESOLUTIONS[RESOLUTIONS.length - 1]);
  throw new RangeError(
    `Cannot create simulation: a range of potentials of at most ${
      Math.floor(most)
    } mV is required by this engine, received ` +
      `${shown(low)} to ${shown(high)} mV (from reversal potentials, current and initial potentials)`,
  );
}

/** A number in a message. */
function shown(x: number): string {
  return String(Number(x.toPrecision(6)));
}

/** Notes on the tables' range. */
export function rangeNotes({ low, high, rowsPerMv }: TableRange): string[] {
  if (rowsPerMv === ROWS_PER_MV) return [];
  const wider = ROWS_PER_MV / rowsPerMv;
  return [
    `potentials from ${shown(low)} to ${
      shown(high)
    } mV take rows of ${wider}/${ROWS_PER_MV} mV in the gate tables, so a ` +
    `step's error of gates is up to ${wider ** 2} times that of other networks`,
  ];
}

/**
 * A note where a synaptic current that is frozen over the step can carry potentials beyond the tables: where all inputs of a
 * neuron from one population fire in the same step. Whether they ever do is not known before the run.
 */
export function excursionNotes(
  network: Network,
  { perCapacitance, current, inputs, range }: {
    /** dt / cM [ms/pF]. */
    readonly perCapacitance: number;
    /** The synaptic current that the method has. */
    readonly current: SynapseSpec["current"];
    /** Inputs of a neuron: see {@linkcode usualInputs}. */
    readonly inputs: Arrivals;
    /** Range of the tables. */
    readonly range: TableRange;
  },
): string[] {
  if (current !== "frozen") return [];
  const { eE, eI } = network.spec.parameters, { low, high } = range.reachable;
  const excitatory = inputs.excitatory * network.wE * perCapacitance;
  const inhibitory = inputs.inhibitory * network.wI * perCapacitance;
  const ends = [[excitatory, eE], [inhibitory, eI]].flatMap(([g, reversal]) =>
    [low, high].map((v) => v + g * (reversal - v))
  );
  if (ends.every((v) => v >= range.low && v <= range.high)) return [];
  return [
    `a frozen synaptic current can carry potentials to ${shown(Math.min(...ends))} or ${shown(Math.max(...ends))} mV ` +
    `where all inputs of a neuron fire in one step; beyond ${shown(range.low)} to ${
      shown(range.high)
    } mV gates follow ` +
    `the rates at these ends (a smaller dt, or a linear current, has no such limit)`,
  ];
}
