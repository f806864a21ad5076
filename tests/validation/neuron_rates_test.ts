/** How neurons are numbered shows in their rates, where no run has the spikes themselves. */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { buildNetwork, cobaHh, referenceEngine, wasmEngine } from "../../mod.ts";
import { judge, type JudgeOptions, type ObservedSpikes } from "../../validation/mod.ts";
import { rateLikeness } from "../../validation/spikes/neuron_rates.ts";
import { simulated } from "./observed.ts";

/** In-degrees of a network with independent synapses differ from neuron to neuron, and rates with them. */
const SPEC = { variant: "brian2", scale: 0.1, scaling: "in-degree" } as const, DURATION = 500;
const run = await simulated(SPEC, { duration: DURATION });
const again = await simulated(SPEC, { duration: DURATION, method: "staggered" });
/** Made with two choices at once that are different, so that no run has these spikes. */
const file = await simulated(
  { ...SPEC, spike: { threshold: -10 }, synapses: { current: "linear" } },
  { duration: DURATION },
);

function numbered(observed: ObservedSpikes, numberOf: (i: number) => number): ObservedSpikes {
  const { step, neuron } = observed.spikes;
  return { ...observed, spikes: { step, neuron: neuron.map(numberOf) } };
}

const permuted = (i: number) => (i * 147 + 13) % 400;

Deno.test("rates of single neurons tell how they are numbered: as they are, by shifts, or otherwise", () => {
  assertEquals(rateLikeness(file, [run, again]), undefined);
  const late = rateLikeness(numbered(file, (i) => Math.min(399, i + 1)), [run, again]);
  assertEquals(late?.found?.numbering, { kind: "shifted", by: 1 });
  const swapped = rateLikeness(numbered(file, (i) => i < 320 ? i + 80 : i - 320), [run, again]);
  assertEquals(swapped?.found?.numbering, { kind: "populations", excitatory: 80, inhibitory: -320 });
  const other = rateLikeness(numbered(file, permuted), [run, again]);
  assert(other !== undefined && other.found === undefined && other.asRead < 0.3 && other.expected > 0.5);
});

Deno.test("judge never calls a file right by statistics whose neurons are numbered otherwise", async () => {
  const network = buildNetwork(cobaHh(SPEC));
  const options: JudgeOptions = {
    method: "exp_auto",
    exactEngine: referenceEngine,
    engines: [wasmEngine],
    exactDuration: 1, // before the first spike
    statisticalDuration: DURATION,
    isSameNetwork: true,
  };
  const swapped = await judge(network, numbered(file, (i) => i < 320 ? i + 80 : i - 320), options);
  assertEquals(swapped.outcome, "misread", swapped.sentence);
  assertMatch(
    swapped.sentence,
    /^the inhibitory neurons come first, .*, by the rates of single neurons: with --ids inhibitory-first they correlate with/,
  );
});
