/// <reference lib="dom" />
/**
 * Capacity of a page: networks that it cannot hold, or that would not move, are refused before they are built.
 *
 * @module
 */

import { simulationMemory } from "../engine/memory.ts";
import { bytesInWords, expectedSynapses, networkMemory } from "../model/memory.ts";
import { type NetworkSpec, populationSizes } from "../model/mod.ts";

const GIB = 2 ** 30;

/** Memory that a page may take [bytes]: half of the machine's, as far as the browser says it, and 4 GiB at most. */
export function pageMemory(): number {
  const { deviceMemory } = (globalThis.navigator ?? {}) as { readonly deviceMemory?: number };
  return Math.min(4, (deviceMemory ?? 8) / 2) * GIB;
}

/** How a network is simulated. */
interface Options {
  readonly dt: number;
  readonly method: string;
  readonly threads: number;
}

/** Longest wall time of a step [s]: with a longer one nothing moves, and nothing answers. */
const LONGEST_STEP = 1;

/** Wall time of a neuron in a step and of a spike's arrival at a target [s], roughly, and the rate of neurons [1/ms]. */
const PER_NEURON = 25e-9, PER_ARRIVAL = 3e-9, RATE = 0.04;

/** Wall time of a step, roughly [s]. */
function stepTime(spec: NetworkSpec, { dt, threads }: Options): number {
  const { excitatory, inhibitory } = populationSizes(spec);
  return ((excitatory + inhibitory) * PER_NEURON + expectedSynapses(spec) * RATE * dt * PER_ARRIVAL) / threads;
}

/**
 * The reason why networks cannot be held together in so much memory [bytes], or cannot be got through, or undefined where they
 * can.
 */
export function whyTooLarge(
  networks: readonly { readonly spec: NetworkSpec; readonly options: Options }[],
  most: number,
): string | undefined {
  try {
    const bytes = networks.reduce(
      (sum, { spec, options }) => sum + networkMemory(spec) + simulationMemory(spec, options),
      0,
    );
    const seconds = networks.reduce((sum, { spec, options }) => sum + stepTime(spec, options), 0);
    if (bytes <= most && !(seconds > LONGEST_STEP)) return undefined;
    if (bytes <= most) {
      return `must make a network of which a time step takes at most ${LONGEST_STEP} s here, received one of some ` +
        `${Math.ceil(seconds)} s`;
    }
    return `must make a network of at most ${bytesInWords(most)} of memory here, received one of ${
      bytesInWords(bytes)
    }`;
  } catch (error) {
    return (error as Error).message.replace(/^Cannot [^:]*: /, "must make a smaller network: ");
  }
}
