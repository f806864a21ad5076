/**
 * Messages between the page and the worker that simulates one network.
 *
 * @module
 */

import type { NetworkSpec, Spikes } from "../model/mod.ts";
import type { Intervention, Samples } from "./live_simulation.ts";
import type { Partners } from "./partners.ts";

/** To the worker. */
export type Order =
  | {
    readonly kind: "create";
    readonly spec: NetworkSpec;
    readonly method: string;
    readonly dt: number;
    readonly threads: number;
    /** Steps between two samples of the picked neuron. */
    readonly every: number;
    /** The neuron that is sampled. */
    readonly neuron: number;
  }
  /** Samples another neuron from now on. */
  | { readonly kind: "pick"; readonly neuron: number }
  | { readonly kind: "advance"; readonly steps: number }
  | { readonly kind: "intervene"; readonly what: Intervention }
  /** Asks for the samples of the picked neuron of the last so many steps. */
  | { readonly kind: "past"; readonly steps: number }
  /** Asks for the hash of all spikes. */
  | { readonly kind: "hash" };

/** Capabilities of the worker in this browser. */
export interface Abilities {
  readonly kind: "abilities";
  /** Integration methods of the engine. */
  readonly methods: readonly string[];
  /** Why the engine cannot run here, where it cannot. */
  readonly unavailable?: string;
}

/** The network is built. */
export interface Created {
  readonly kind: "created";
  readonly excitatory: number;
  readonly inhibitory: number;
  readonly synapses: number;
  /** Threads that are used. */
  readonly threads: number;
  /** What one should know of the network and the simulation, a sentence each. */
  readonly notes: readonly string[];
}

/** Steps that are done. */
export interface Batch {
  readonly kind: "batch";
  /** Steps of this batch. */
  readonly steps: number;
  readonly spikes: Spikes;
  /** The picked neuron's state. */
  readonly samples: Samples;
  /** Wall time of the batch [ms]. */
  readonly wall: number;
  /** Neurons whose potential is no longer one that a membrane can have. */
  readonly diverged: number;
}

/** From the worker. */
export type Report =
  | Abilities
  | Created
  | Batch
  | { readonly kind: "partners"; readonly neuron: number } & Partners
  | { readonly kind: "past"; readonly samples: Samples }
  | { readonly kind: "hash"; readonly step: number; readonly hash: string }
  | { readonly kind: "failed"; readonly message: string };
