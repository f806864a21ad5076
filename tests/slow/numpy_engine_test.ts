/** The example engine in numpy obeys every quick law; some minutes. Skipped by name where python3 with numpy is missing. */

import { processEngine } from "../../process/mod.ts";
import { laws } from "../../validation/mod.ts";
import { exampleEngines } from "../process/example_engines.ts";

const { missing, start } = exampleEngines.find(({ name }) => name === "numpy")!;

Deno.test({
  name: "the example engine numpy obeys every quick law" + (missing === undefined ? "" : ` (no ${missing})`),
  ignore: missing !== undefined,
  async fn(context) {
    await using engine = await processEngine(start(""));
    for (const { name, isSlow, skipped, check } of await laws(engine)) {
      if (!isSlow) await context.step({ name, ignore: skipped !== undefined, fn: check });
    }
  },
});
