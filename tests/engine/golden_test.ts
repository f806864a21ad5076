import { assertEquals } from "@std/assert";
import { buildNetwork, cobaHh, ROW_FORMATS, spikeHash, variants, wasmEngine } from "../../mod.ts";
import golden from "./golden.json" with { type: "json" };

// A snapshot of our own results: it says that bits have changed, not that they are right. To renew it after a change that is
// meant: deno task golden.
for (const [variant, { hash, spikes: count }] of Object.entries(golden.variants)) {
  Deno.test(`${variant} gives the golden spike train (a snapshot) with 1 and 2 threads in every format`, async () => {
    const network = buildNetwork(cobaHh({ variant }));
    for (const threads of [1, 2]) {
      for (const format of ROW_FORMATS) {
        if (format === "procedural" && network.connectivity.procedure === undefined) continue;
        await using simulation = await wasmEngine.create(network, { dt: golden.dt, threads, format });
        const spikes = await simulation.advance(golden.steps);
        assertEquals(spikes.step.length, count, `${threads} threads, ${format}`);
        assertEquals(await spikeHash(spikes), hash, `${threads} threads, ${format}`);
      }
    }
  });
}

Deno.test("every variant has a golden spike train", () => {
  assertEquals(Object.keys(golden.variants).sort(), Object.keys(variants).sort());
});
