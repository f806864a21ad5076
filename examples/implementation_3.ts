/**
 * The notebook's third implementation ("new version"): as the second, but arriving spikes are added before the conductance
 * decays, and the synaptic current follows v within the step. The notebook steps this one in a loop of its own, and so does
 * this program: `run` and its recorders are a convenience, not a need.
 *
 *     deno run --allow-write examples/implementation_3.ts [raster.svg]
 *
 * @module
 */

import { buildNetwork, cobaHh, referenceEngine, run, type Spikes, spikes } from "../mod.ts";
import { rasterPlot } from "../plot/mod.ts";

const network = buildNetwork(cobaHh({ variant: "seed-3", scale: 1, seed: 1 }));

await using stepped = await referenceEngine.create(network, { dt: 0.1 }); // ms
const perStep: Spikes[] = [];
for (let k = 0; k < 1000; k++) perStep.push(await stepped.advance(1)); // 100 ms
const neurons = perStep.flatMap(({ neuron }) => [...neuron]);

await using simulation = await referenceEngine.create(network, { dt: 0.1 });
const recording = await run(simulation, 100, { all: spikes() });
if (recording.observed.all.neuron.join() !== neurons.join()) throw new Error("run and the loop disagree");

const file = Deno.args[0] ?? "raster_3.svg";
await Deno.writeTextFile(file, rasterPlot(recording));
console.log(`${neurons.filter((i) => i < network.excitatory).length} E spikes`);
console.log(`${neurons.filter((i) => i >= network.excitatory).length} I spikes`);
console.log(`raster: ${file}`);
