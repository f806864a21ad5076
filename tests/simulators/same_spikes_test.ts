/** Brian 2 and BrainPy compute the specification exactly: every spike of 500 ms is the reference engine's. */

import { type CobaHhOptions, referenceEngine, variants } from "../../mod.ts";
import { DT, DURATION, expectSpikes, inExport, ran, simulatorTest, spikesIn, spikesOf } from "./environment.ts";

/** What is exported: every published variant, and what none of them has. */
const EXPORTS: Readonly<Record<string, CobaHhOptions>> = {
  ...Object.fromEntries(Object.keys(variants).map((variant) => [variant, { variant }])),
  "seed-1 with a delay of 1.5 ms": { synapses: { delay: 1.5 } },
  "brian2 with a delay of 0.3 ms and a current": { variant: "brian2", synapses: { delay: 0.3 }, current: 20 },
  "seed-3 at the peak": { variant: "seed-3", spike: { rule: "peak", threshold: -33, refractory: 1.5 } },
};

for (const target of ["brian2", "brainpy"] as const) {
  for (const [title, options] of Object.entries(EXPORTS)) {
    simulatorTest(
      `${target} gives the reference engine's spikes of ${title}`,
      target,
      [],
      (python) =>
        inExport(options, target, async (folder, network) => {
          await ran(folder, python, [`${target}_cobahh.py`, "--duration", String(DURATION)]);
          const theirs = await spikesIn(folder, "spikes.csv");
          await using simulation = await referenceEngine.create(network, { dt: DT });
          const ours = await spikesOf(simulation);
          console.log(`${target}, ${title}: ${theirs.step.length} spikes, the reference engine ${ours.step.length}`);
          await expectSpikes(theirs, ours, target);
        }),
    );
  }
}
