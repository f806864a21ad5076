/**
 * Distributions of other simulators' spikes, as fixtures store them; fixtures/README.md documents the format.
 *
 * @module
 */

import { received } from "../../model/received.ts";
import type { CobaHhOptions } from "../../model/variants.ts";
import { ISI_EDGES, type SpikeDistributions } from "./spike_distributions.ts";

/** Value of the field `format`, and its version. */
const FORMAT = "cobahh spike distributions", FORMAT_VERSION = 1;

/**
 * A method of this library at a time step [ms].
 *
 * @category Comparison of spikes
 */
export interface MethodAndStep {
  /** Name of the method. */
  readonly method: string;
  /** Time step [ms]. */
  readonly dt: number;
}

/**
 * Which network a stored run is of.
 *
 * @category Comparison of spikes
 */
export interface StoredRun {
  /** Seed of the network. */
  readonly seed: number;
  /** SHA-256 of the network of this library that the simulator was given; null where it drew its own. */
  readonly network: string | null;
}

/**
 * Runs of a simulator, one per seed.
 *
 * @category Comparison of spikes
 */
export interface StoredDistributions {
  /** The simulator. */
  readonly tool: string;
  /** Version of the simulator. */
  readonly version: string;
  /** Options of `cobaHh` that describe the networks, without the seed. */
  readonly cobaHh: CobaHhOptions;
  /** Whose synapses and initial state they are. */
  readonly edges: string;
  /** How the simulator integrates, in words. */
  readonly integrator: string;
  /** What should give the same distributions. */
  readonly comparable: readonly MethodAndStep[];
  /** What is counted [ms]. */
  readonly window: { readonly start: number; readonly stop: number };
  /** Neurons, the excitatory ones first. */
  readonly neurons: number;
  /** Excitatory neurons. */
  readonly excitatory: number;
  /** One run per seed. */
  readonly runs: readonly (SpikeDistributions & StoredRun)[];
}

/**
 * Stored distributions from JSON text.
 * @throws {SyntaxError} where the text is not of the format.
 *
 * @category Comparison of spikes
 */
export function distributionsFromJson(text: string): StoredDistributions {
  let stored: StoredDistributions & {
    readonly format: string;
    readonly formatVersion: number;
    readonly isiEdges: number[];
  };
  try {
    stored = JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(`Cannot read distributions: valid JSON is required, ${(error as Error).message}`);
  }
  if (stored?.format !== FORMAT || stored.formatVersion !== FORMAT_VERSION) {
    throw new SyntaxError(
      `Cannot read distributions: the format must be "${FORMAT}" version ${FORMAT_VERSION}, received ` +
        `${received(stored?.format)} version ${received(stored?.formatVersion)}`,
    );
  }
  const isWhole = Array.isArray(stored.runs) && stored.runs.length > 0 &&
    stored.runs.every(({ spikes, cv, lv, isi }) =>
      [spikes, cv, lv].every((values) => values?.length === stored.neurons) && isi?.length === ISI_EDGES.length + 1
    );
  if (!isWhole || JSON.stringify(stored.isiEdges) !== JSON.stringify(ISI_EDGES)) {
    throw new SyntaxError("Cannot read distributions: whole runs with the histogram's usual edges are required");
  }
  return stored;
}
