/** Judgements and comparisons that take longer: every variant, statistics of larger networks, runs of seconds. */

import { assert, assertEquals, assertLess, assertMatch } from "@std/assert";
import { buildNetwork, cobaHh, referenceEngine, variants, wasmEngine } from "../../mod.ts";
import { compareSpikes, judge, type JudgeOptions, verdictOf } from "../../validation/mod.ts";
import { runBy, simulated } from "../validation/observed.ts";

const OPTIONS: JudgeOptions = {
  method: "exp_auto",
  exactEngine: referenceEngine,
  engines: [wasmEngine, referenceEngine],
  exactDuration: 60,
  statisticalDuration: 60,
};

Deno.test("a right run is right, of every variant", async () => {
  for (const variant of Object.keys(variants)) {
    const spec = cobaHh({ variant, scale: 0.05, scaling: "in-degree" }), own = buildNetwork(spec);
    for (const [engine, duration] of [[referenceEngine, 5], [referenceEngine, 40], [wasmEngine, 40]] as const) {
      const run = await runBy(engine, own, { duration });
      if (run.spikes.step.length === 0) continue;
      const { outcome, sentence } = await judge(own, run, OPTIONS);
      assertEquals(outcome, "exact", `${variant}, ${engine.name}, ${duration} ms: ${sentence}`);
    }
  }
});

Deno.test("another seed is undecided by statistics of a short file, and fixed in-degree is named by them", async () => {
  const larger = buildNetwork(cobaHh({ variant: "brian2", scale: 0.25 }));
  const options = { ...OPTIONS, exactDuration: 5, statisticalDuration: 400, engines: [wasmEngine] };
  const other = await judge(
    larger,
    await simulated({ variant: "brian2", scale: 0.25, seed: 2 }, { duration: 400 }),
    options,
  );
  assertEquals(other.outcome, "undecided", other.sentence);
  assertMatch(
    other.sentence,
    /^undecided by statistics.*: .* would (not )?decide; but (no spike is|only the first \d+ spikes are) the same/,
  );
  const connectivity = { rule: "in-degree" } as const;
  const fixed = await simulated({ variant: "brian2", scale: 0.25, seed: 2, connectivity }, { duration: 400 });
  const inDegree = await judge(larger, fixed, options);
  assertEquals(inDegree.outcome, "explained");
  assertMatch(
    inDegree.sentence,
    /connection rule: in-degree instead of bernoulli|variant: everything as in (nest|neuron)/,
  );
  assertLess(inDegree.statistical[0].distance, 2);
});

Deno.test("the verdict names what is different: accurate integration, in runs of 4 s", async () => {
  const run = (method: string) => simulated({ variant: "brian2" }, { duration: 4000, method });
  const { outcome, sentence } = verdictOf(
    compareSpikes(await run("exp_auto"), await run("substepped"), { skip: 300, isSameNetwork: true }),
  );
  assertEquals(outcome, "different", sentence);
  assertMatch(sentence, /^different: .* as if B were integrated more accurately/);
});

Deno.test("neurons that are read wrongly are found with another choice of the specification, too", async () => {
  const made = buildNetwork(
    cobaHh({ variant: "seed-1", scale: 0.1, scaling: "in-degree", spike: { threshold: 0 } }),
  );
  await using simulation = await referenceEngine.create(made, { dt: 0.1 });
  const { step, neuron } = await simulation.advance(600);
  const asked = buildNetwork(cobaHh({ variant: "seed-1", scale: 0.1, scaling: "in-degree" }));
  const { excitatory, inhibitory } = made;
  const observed = {
    spikes: { step, neuron: neuron.map((i) => i < 320 ? 319 - i : i) },
    ...{ start: 0, stop: 600, provenance: { excitatory, inhibitory, dt: 0.1 } },
  };
  const { outcome, sentence } = await judge(asked, observed, { ...OPTIONS, exactDuration: 60 });
  assertEquals(outcome, "misread", sentence);
  assert(
    sentence.startsWith("with spike rule: threshold 0 mV instead of -20 mV, the neurons are in another"),
    sentence,
  );
});
