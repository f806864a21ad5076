/**
 * The notebook's implementation 2: one group of neurons, everything per unit of capacitance; 80 targets each in the whole
 * network; threshold 0 mV. The first spikes come at 15.5 ms, whatever the seed. A monitor follows one neuron's potential.
 *
 *     deno run --allow-write examples/implementation_2.ts [raster.svg]
 *
 * @module
 */

import { buildNetwork, cobaHh, firstSpike, populationCounts, populations, referenceEngine, run } from "../mod.ts";
import { spikes, spikeWindow, trace } from "../mod.ts";
import { rasterPlot } from "../plot/mod.ts";

const network = buildNetwork(cobaHh({ variant: "seed-2", scale: 1, seed: 1 }));
await using simulation = await referenceEngine.create(network, { dt: 0.1 }); // ms
const recording = await run(simulation, 100, { all: spikes(), v: trace("v", [0]) }); // ms

const { all, v } = recording.observed, window = spikeWindow(recording);
const { excitatory, inhibitory } = populations(network);
const total = (population: typeof excitatory) => populationCounts(all, window, { binSteps: 1000, population })[0];

const file = Deno.args[0] ?? "raster_2.svg";
await Deno.writeTextFile(file, rasterPlot(recording));
console.log(`${total(excitatory)} E spikes`);
console.log(`${total(inhibitory)} I spikes`);
console.log(`first spike at ${firstSpike(all, window).toFixed(1)} ms`);
console.log(
  `v of neuron 0 between ${Math.min(...v.values).toFixed(1)} and ${Math.max(...v.values).toFixed(1)} mV`,
);
console.log(`raster: ${file}`);
