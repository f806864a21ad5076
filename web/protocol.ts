/**
 * Messages between the page and the worker that simulates one network.
 *
 * @module
 */

import type { NetworkSpec, StateVariable } from "../model/mod.ts";

/** Variables of a picked neuron, in the order of a sample's numbers. */
export const TRACED: readonly StateVariable[] = ["v", "m", "h", "n", "gE", "gI"];

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
  | { readonly kind: "pick"; readonly neuron: number }
  | { readonly kind: "advance"; readonly steps: number };

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
  /** Its spikes. */
  readonly step: Uint32Array;
  readonly neuron: Uint32Array;
  /** The neuron that was sampled, and the samples: steps, and numbers as {@linkcode TRACED}. */
  readonly sampled: number;
  readonly sampleStep: Uint32Array;
  readonly samples: Float32Array;
  /** Wall time of the batch [ms]. */
  readonly wall: number;
  /** Neurons whose potential is no longer one that a membrane can have. */
  readonly diverged: number;
}

/** From the worker. */
export type Report = Abilities | Created | Batch | { readonly kind: "failed"; readonly message: string };
