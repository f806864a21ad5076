/**
 * Integration methods of the fast engine: the update kernels of each, the gate tables that they use, and the blocks in which its
 * neurons lie.
 *
 * @module
 */

import type { Network } from "../model/network.ts";
import type { Parameters } from "../model/parameters.ts";
import { methodOf, namesOf, SUB_STEPS } from "../model/methods.ts";
import { ACTIVE_BYTES } from "./active_cells.ts";
import { ACTIVE_AND_LATE_BYTES, shareTables } from "./late_spikes.ts";
import { BLOCK_BYTES, LAGGED_BLOCK_BYTES, LATE_BLOCK_BYTES } from "./layout.ts";
import type { ModuleName } from "./modules.ts";

/** A method, as the engine has it. */
export interface Scheme {
  /** Modules of its update kernels. */
  readonly modules: { readonly strict: ModuleName; readonly relaxed: ModuleName };
  /** Name of the update kernel of a network; `rule` is the spike rule, refractory or not. */
  kernel(network: Network, rule: string): string;
  /** Bytes of a block of neurons. */
  readonly blockBytes: number;
  /** Bytes behind the tables that its kernels use. */
  readonly scratchBytes: number;
  /** Spans over which gates advance at once at these lags [ms], a table each. */
  spans(dt: number, lags: readonly number[]): readonly number[];
  /** Where spikes are late: the tables of what they lose until they arrive. */
  readonly lateShares?: (dt: number, parameters: Parameters) => Float32Array;
}

const exponentialEuler: Scheme = {
  modules: { strict: "updateStrict", relaxed: "updateRelaxed" },
  kernel({ spec: { synapses } }, rule) {
    const decay = synapses.order === "add-use-decay" ? "after" : "before";
    return `update_${decay}_${synapses.current}_${rule}`;
  },
  blockBytes: BLOCK_BYTES,
  scratchBytes: 0,
  spans: (dt) => [dt],
};

const implicitEuler: Scheme = {
  modules: { strict: "implicitStrict", relaxed: "implicitRelaxed" },
  kernel: (_network, rule) => `update_implicit_${rule}`,
  blockBytes: BLOCK_BYTES,
  scratchBytes: 0,
  spans: (dt) => [dt],
};

const staggered: Scheme = {
  modules: { strict: "staggeredStrict", relaxed: "staggeredRelaxed" },
  kernel: (_network, rule) => `update_staggered_${rule}`,
  blockBytes: LAGGED_BLOCK_BYTES,
  scratchBytes: 0,
  spans: (dt, lags) => lags.map((lag) => lag + dt / 2),
};

const substepped: Scheme = {
  modules: { strict: "substeppedStrict", relaxed: "substeppedRelaxed" },
  kernel: (_network, rule) => `update_substepped_${rule}`,
  blockBytes: LAGGED_BLOCK_BYTES,
  scratchBytes: ACTIVE_BYTES,
  spans(dt, lags) {
    // Two tables behind that of a whole step lies that of a first sub-step: what follows lag dt / 2 spans 5/8 dt both ways.
    const half = dt / SUB_STEPS / 2;
    return [...lags.map((lag) => lag + dt / 2), ...lags.slice(1).map((lag) => lag + half)];
  },
};

const substeppedInterpolated: Scheme = {
  ...substepped,
  modules: { strict: "interpolatedStrict", relaxed: "interpolatedRelaxed" },
  kernel: (_network, rule) => `update_interpolated_${rule}`,
  blockBytes: LATE_BLOCK_BYTES,
  scratchBytes: ACTIVE_AND_LATE_BYTES,
  lateShares: shareTables,
};

/** The schemes by canonical name of the method. */
const schemes: Readonly<Record<string, Scheme>> = {
  exp_auto: exponentialEuler,
  staggered,
  substepped,
  substepped_interpolated: substeppedInterpolated,
  implicit_euler: implicitEuler,
};

/** Every name that `schemeNamed` knows. */
export const methodNames: readonly string[] = namesOf(Object.keys(schemes));

/**
 * The lags of the gates [ms] at time step dt [ms], in the order of the tables that a whole step uses: the usual one, that
 * after a whole step, is first.
 */
export function tableLags(name: string, dt: number): readonly number[] {
  const [start, ...usual] = methodOf(name).gateLags(dt);
  return [...usual.slice(0, 1), start, ...usual.slice(1)];
}

/** The scheme of the method of that name, one of `methodNames`. */
export function schemeNamed(name: string): Scheme {
  return schemes[methodOf(name).name];
}
