/**
 * COBA-HH, the network of 4000 conductance-based Hodgkin–Huxley neurons (Brette et al. 2007, benchmark 3): simulated,
 * observed and analysed. Nothing here needs a permission, and nothing outside this package is imported.
 *
 * ```ts
 * import { buildNetwork, cobaHh, referenceEngine, run, spikes, trace } from "@cobahh/cobahh";
 *
 * const network = buildNetwork(cobaHh({ variant: "seed-1", scale: 1, seed: 1 })); // 4000 neurons, 320,000 synapses
 * await using simulation = await referenceEngine.create(network, { dt: 0.1 }); // ms
 * const { observed } = await run(simulation, 10, { // 10 ms
 *   E: spikes({ population: "E" }),
 *   v: trace("v", [0]),
 * });
 * console.log(`${observed.E.step.length} excitatory spikes; v of neuron 0 ends at ${observed.v.values.at(-1)} mV`);
 * ```
 *
 * @module
 */

export * from "./model/mod.ts";
export * from "./record/mod.ts";
export * from "./analysis/mod.ts";
export { referenceEngine } from "./reference/engine.ts";
export * from "./engine/mod.ts";
export { engines } from "./engines.ts";
