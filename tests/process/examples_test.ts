/**
 * The example engines have the reference's list of spikes and obey the laws: the quick ones in C; in numpy, which takes
 * minutes for them, the first ones of the list (tests/slow/example_engines_test.ts has the others). Skipped by name where
 * python3 with numpy, or cc, is missing.
 */

import { assertEquals, assertGreater } from "@std/assert";
import { buildNetwork, cobaHh, referenceEngine, spikeHash, variants } from "../../mod.ts";
import { processEngine } from "../../process/mod.ts";
import { laws } from "../../validation/mod.ts";
import { exampleEngines } from "./example_engines.ts";

/** Laws that numpy is held to here: those of the interface, which come first. */
const FIRST_LAWS = 8;

/** Laws that simulate seconds, which tests/slow/example_engines_test.ts holds the examples to. */
const MINUTES = /^driven cells/;

for (const { name, missing, start } of exampleEngines) {
  Deno.test({
    name: `the example engine ${name} is right` + (missing === undefined ? "" : ` (no ${missing})`),
    ignore: missing !== undefined,
    async fn(context) {
      const folder = await Deno.makeTempDir({ prefix: "cobahh-engine-" });
      try {
        await using engine = await processEngine(start(folder));
        for (const [k, variant] of Object.keys(variants).entries()) {
          const synapses = { delay: k / 10 }; // ms
          const network = buildNetwork(cobaHh({ variant, scale: 0.25, scaling: "in-degree", synapses }));
          await using there = await engine.create(network, { dt: 0.1 });
          await using here = await referenceEngine.create(network, { dt: 0.1 });
          assertEquals(await spikeHash(await there.advance(200)), await spikeHash(await here.advance(200)), variant);
          assertGreater(there.seconds, 0);
        }
        const quick = (await laws(engine)).filter(({ name, isSlow }) => !isSlow && !MINUTES.test(name));
        for (const { name: law, skipped, check } of name === "numpy" ? quick.slice(0, FIRST_LAWS) : quick) {
          await context.step({ name: law, ignore: skipped !== undefined, fn: check });
        }
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}
