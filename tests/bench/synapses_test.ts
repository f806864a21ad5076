import { assertEquals } from "@std/assert";
import { buildNetwork, cobaHh, referenceEngine, wasmEngine } from "../../mod.ts";
import { deliveredSynapses } from "../../bench/synapses.ts";

for (const engine of [referenceEngine, wasmEngine]) {
  Deno.test(`every synapse delivers, with and without a delay (${engine.name})`, async () => {
    for (const delay of [0, 0.1, 1.5]) {
      const network = buildNetwork(
        cobaHh({ variant: "nest", scale: 0.1, synapses: { delay }, stimulus: { kind: "none" } }),
      );
      for (const method of ["exp_auto", "substepped"]) {
        await using simulation = await engine.create(network, { dt: 0.1, method });
        await simulation.advance(20);
        assertEquals(await deliveredSynapses(simulation), network.connectivity.synapses, `${method}, ${delay} ms`);
      }
    }
  });
}
