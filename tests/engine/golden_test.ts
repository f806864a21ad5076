import { assertEquals } from "@std/assert";
import { ROW_FORMATS, spikeHash, variants, wasmEngine } from "../../mod.ts";
import golden from "./golden.json" with { type: "json" };
import { goldenNetwork, METHODS } from "./methods.ts";

// A snapshot of our own results: it says that bits have changed, not that they are right. To renew it after a change that is
// meant: deno task golden.
for (const [method, trains] of Object.entries(golden.methods)) {
  Deno.test(`${method} gives the golden spike trains (a snapshot) in every format, with 1 or 2 threads`, async () => {
    for (const [variant, { hash, spikes: count }] of Object.entries(trains)) {
      const network = goldenNetwork(variant, method);
      for (const [k, format] of ROW_FORMATS.entries()) {
        if (format === "procedural" && network.connectivity.procedure === undefined) continue;
        const threads = 1 + k % 2;
        await using simulation = await wasmEngine.create(network, { dt: golden.dt, method, threads, format });
        const spikes = await simulation.advance(golden.steps);
        assertEquals(spikes.step.length, count, `${variant}, ${threads} threads, ${format}`);
        assertEquals(await spikeHash(spikes), hash, `${variant}, ${threads} threads, ${format}`);
      }
    }
  });
}

Deno.test("every method and variant has a golden spike train", () => {
  assertEquals(Object.keys(golden.methods), METHODS);
  for (const trains of Object.values(golden.methods)) {
    assertEquals(Object.keys(trains).sort(), Object.keys(variants).sort());
  }
});
