/**
 * Writes golden.json: the spike trains' hashes that golden_test.ts expects. To be run after a change of bits that is meant.
 *
 * @module
 */

import { spikeHash, variants, wasmEngine } from "../../mod.ts";
import { goldenNetwork, METHODS } from "./methods.ts";

const dt = 0.1, steps = 1000;
const methods: Record<string, Record<string, { spikes: number; hash: string }>> = {};
for (const method of METHODS) {
  methods[method] = {};
  for (const variant of Object.keys(variants)) {
    await using simulation = await wasmEngine.create(goldenNetwork(variant, method), { dt, method });
    const spikes = await simulation.advance(steps);
    methods[method][variant] = { spikes: spikes.step.length, hash: await spikeHash(spikes) };
  }
}
const text = JSON.stringify({ what: "snapshot of our own float32 engine", dt, steps, methods }, undefined, 2);
await Deno.writeTextFile(new URL("golden.json", import.meta.url), text + "\n");
