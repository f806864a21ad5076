/** The example engines obey every quick law; some minutes. Skipped by name where python3 with numpy, or cc, is missing. */

import { processEngine } from "../../process/mod.ts";
import { laws } from "../../validation/mod.ts";
import { exampleEngines } from "../process/example_engines.ts";

for (const { name, missing, start } of exampleEngines) {
  Deno.test({
    name: `the example engine ${name} obeys every quick law` + (missing === undefined ? "" : ` (no ${missing})`),
    ignore: missing !== undefined,
    async fn(context) {
      const folder = await Deno.makeTempDir({ prefix: "cobahh-engine-" });
      try {
        await using engine = await processEngine(start(folder));
        for (const { name, isSlow, skipped, check } of await laws(engine)) {
          if (!isSlow) await context.step({ name, ignore: skipped !== undefined, fn: check });
        }
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}
