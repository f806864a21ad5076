/** Files of NEST and NEURON are right as those compute the network, though it was specified without their choices. */

import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { buildNetwork, cobaHh, type CobaHhOptions, engines, referenceEngine, timeOf } from "../../mod.ts";
import { judge, type JudgeOptions, judgeReading, type ObservedSpikes } from "../../validation/mod.ts";
import { asSimulators } from "../../validation/spikes/as_simulator.ts";

const OPTIONS: JudgeOptions = {
  method: "exp_auto",
  exactEngine: referenceEngine,
  engines,
  exactDuration: 30,
  statisticalDuration: 30,
};

/** 400 neurons for 30 ms, a run as the k-th candidate computes it, and the network without its choices. */
async function ran(options: CobaHhOptions, k: number, duration = 30) {
  const network = buildNetwork(cobaHh({ scale: 0.1, scaling: "in-degree", ...options }));
  const candidate = asSimulators(network, 0.1)[k], stop = duration * 10;
  await using simulation = await referenceEngine.create(candidate.network, { dt: 0.1, method: candidate.method });
  const { excitatory, inhibitory } = network;
  const spikes = await simulation.advance(stop);
  const observed: ObservedSpikes = { spikes, start: 0, stop, provenance: { excitatory, inhibitory, dt: 0.1 } };
  return { network, candidate, observed };
}

for (
  const [variant, k, choices] of [
    ["seed-1", 0, "(adaptive Fehlberg 4(5), as NEST steps; spikes at the peak above -33 mV, 2 ms refractory; a delay"],
    ["nest", 0, "(adaptive Fehlberg 4(5), as NEST steps)"],
    ["seed-1", 1, "a delay of 0.1 ms; NEST's own initial gates)"],
    ["seed-1", 2, "(implicit Euler, as NEURON steps; a delay of 0.1 ms)"],
    ["seed-1", 5, "a delay of 0.2 ms; gates at their steady states)"],
  ] as const
) {
  Deno.test(`a file is right as its simulator computes the network: ${variant}, candidate ${k}`, async () => {
    const { network, candidate, observed } = await ran({ variant }, k);
    const { outcome, sentence, simulator } = await judge(network, observed, OPTIONS);
    assertEquals([outcome, simulator?.name], ["exact", candidate.simulator], sentence);
    const words =
      `^right, as ${candidate.simulator} computes it: all [\\d,]+ spikes of the first 30 ms are the same, one by`;
    assertMatch(sentence, RegExp(words));
    assertStringIncludes(sentence, choices);
  });
}

Deno.test("NEURON's files end before the last step; a file of others that does is read wrongly", async () => {
  const { network, observed } = await ran({ variant: "seed-1" }, 2);
  const last = observed.spikes.step.at(-1)!;
  const isBefore = (_: number, k: number) => observed.spikes.step[k] < last;
  const { step, neuron } = observed.spikes;
  const cut = { step: step.filter(isBefore), neuron: neuron.filter((_, k) => isBefore(_, k)) };
  const { outcome, sentence } = await judge(network, { ...observed, spikes: cut, stop: last + 1 }, OPTIONS);
  assertEquals(outcome, "exact", sentence);
  assertMatch(sentence, /; no spike of the last step of a run\)$/);
});

Deno.test("a file of NEST that is read wrongly is told so, with the flags", async () => {
  const { network, observed: { spikes: { step, neuron } } } = await ran({ variant: "seed-1" }, 0, 60);
  const time = Float64Array.from(step, (k) => timeOf(k + 1, 0.1)), options = { ...OPTIONS, exactDuration: 60 };
  const told = async (events: { time: Float64Array; neuron: Uint32Array }) =>
    (await judgeReading(network, 0.1, { ...options, file: { events } }))!;
  const ids = await told({ time, neuron: neuron.map((i) => i + 1) });
  assertEquals([ids.outcome, ids.simulator?.name], ["misread", "NEST"]);
  assertMatch(
    ids.sentence,
    /^everything as NEST computes it \(.*\), all times are 0.1 ms late, and .* 1: with --origin 0.1 --first-index 1 all/,
  );
  const swapped = await told({ time, neuron: neuron.map((i) => i < 320 ? i + 80 : i - 320) });
  assertMatch(swapped.sentence, /^everything as NEST computes it .* the inhibitory neurons come first/);
  const permuted = await told({ time, neuron: neuron.map((i) => (i * 147 + 13) % 400) });
  assertMatch(permuted.sentence, /^everything as NEST computes it .* the neurons are in another order/);
});
