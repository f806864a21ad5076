/**
 * The notebook's implementation 1: excitatory and inhibitory neurons apart, in pF, nS and mV; 64 excitatory and 16
 * inhibitory targets each; threshold -20 mV. The raster shows the excitatory neurons, as the notebook's does.
 *
 *     deno run --allow-write examples/implementation_1.ts [raster.svg]
 *
 * @module
 */

import { buildNetwork, cobaHh, referenceEngine, run, spikes } from "../mod.ts";
import { rasterPlot } from "../plot/mod.ts";

const network = buildNetwork(cobaHh({ variant: "seed-1", scale: 1, seed: 1 }));
await using simulation = await referenceEngine.create(network, { dt: 0.1 }); // ms

const recording = await run(simulation, 100, { // ms
  "E.spike": spikes({ population: "E" }),
  "I.spike": spikes({ population: "I" }),
});
const { "E.spike": E, "I.spike": I } = recording.observed;

const file = Deno.args[0] ?? "raster_1.svg";
await Deno.writeTextFile(file, rasterPlot({ ...recording, observed: { E } }));
console.log(`${E.step.length} E spikes`);
console.log(`${I.step.length} I spikes`);
console.log(`raster of the excitatory neurons: ${file}`);
