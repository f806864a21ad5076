/** Brian 2 and BrainPy compute the specification exactly: every spike of 500 ms is the reference engine's. */

import { assertEquals } from "@std/assert";
import { referenceEngine, variants } from "../../mod.ts";
import { DT, DURATION, inExport, ran, simulatorTest, spikesIn, spikesOf } from "./environment.ts";

for (const target of ["brian2", "brainpy"] as const) {
  for (const variant of Object.keys(variants)) {
    simulatorTest(
      `${target} gives the reference engine's spikes of ${variant}`,
      target,
      [],
      (python) =>
        inExport(variant, target, async (folder, network) => {
          console.log(await ran(folder, python, [`${target}_cobahh.py`, "--duration", String(DURATION)]));
          const theirs = await spikesIn(folder, "spikes.csv");
          await using simulation = await referenceEngine.create(network, { dt: DT });
          const ours = await spikesOf(simulation);
          console.log(`${target}, ${variant}: ${theirs.step.length} spikes, the reference engine ${ours.step.length}`);
          assertEquals(theirs, ours);
        }),
    );
  }
}
