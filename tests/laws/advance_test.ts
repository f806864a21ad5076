import { assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { buildNetwork } from "../../mod.ts";
import { spikesAreSorted, spikesFollowTheRule } from "../../validation/laws/spikes.ts";
import { checkpointResumes, partsAreTheWhole, runsDoNotDisturbEachOther } from "../../validation/laws/time.ts";
import { runsOf, smallSpec } from "./arbitraries.ts";
import { eachEngine, eachMethod } from "./each_engine.ts";
import { loneNeurons } from "./kit.ts";

eachMethod("advance(a) then advance(b) equals advance(a + b), bit for bit", async (subject) => {
  const steps = fc.integer({ min: 1, max: 150 });
  const property = fc.asyncProperty(
    smallSpec(),
    fc.array(steps, { minLength: 2, maxLength: 3 }),
    (spec, parts) => partsAreTheWhole(subject, buildNetwork(spec), parts),
  );
  await fc.assert(property, runsOf(subject, 40));
});

eachMethod("a checkpoint that is read and written resumes bit for bit", async (subject) => {
  // A stimulus belongs to absolute steps, which a checkpoint of the state does not hold.
  const property = fc.asyncProperty(
    smallSpec(),
    (spec) => checkpointResumes(subject, buildNetwork({ ...spec, stimulus: { kind: "none" } })),
  );
  await fc.assert(property, runsOf(subject, 40));
});

eachMethod(
  "spikes are sorted by step and neuron, lie in the steps asked for, and end in the state",
  async (subject) => {
    const property = fc.asyncProperty(smallSpec(), (spec) => spikesAreSorted(subject, buildNetwork(spec)));
    await fc.assert(property, runsOf(subject, 40));
  },
);

eachMethod("who fires is what the rule says of the potentials", async (subject) => {
  const rule = fc.constantFrom("crossing" as const, "above" as const, "peak" as const);
  const threshold = fc.double({ min: -40, max: 10, noNaN: true });
  const refractory = fc.constantFrom(0, 0.1, 1, 3.05);
  const property = fc.asyncProperty(smallSpec(), rule, threshold, refractory, (spec, rule, threshold, refractory) => {
    // Driven, so that there is something to see, for 15 ms.
    const { parameters: { cM } } = spec;
    const network = buildNetwork({ ...spec, current: 2 * cM, spike: { rule, threshold, refractory } });
    return spikesFollowTheRule(subject, network, Math.round(15 / subject.dt));
  });
  await fc.assert(property, runsOf(subject, 15));
});

eachMethod("simulations side by side do not disturb each other, nor the network", async (subject) => {
  const property = fc.asyncProperty(
    smallSpec(),
    smallSpec(),
    (one, other) => runsDoNotDisturbEachOther(subject, buildNetwork(one), buildNetwork(other)),
  );
  await fc.assert(property, runsOf(subject, 10));
});

eachEngine("arguments that cannot be simulated with are refused, in these words", async (engine) => {
  const network = loneNeurons(3);
  const refused = [
    [{ dt: 0 }, "Cannot create simulation: dt must be a positive number of ms, received 0"],
    [{ dt: -0.1 }, "Cannot create simulation: dt must be a positive number of ms, received -0.1"],
    [{ dt: NaN }, "Cannot create simulation: dt must be a positive number of ms, received NaN"],
    [{ dt: 0.1, threads: 0 }, "Cannot create simulation: threads must be an integer in [1, 64], received 0"],
    [{ dt: 0.1, threads: 1.5 }, "Cannot create simulation: threads must be an integer in [1, 64], received 1.5"],
    [
      { dt: 0.1, method: "rk5" },
      `Cannot create simulation: method must be one of ${engine.methods.join(", ")}, received "rk5"`,
    ],
  ] as const;
  for (const [options, message] of refused) {
    assertEquals((await assertRejects(() => engine.create(network, options), RangeError)).message, message);
  }
  const simulation = await engine.create(network, { dt: 0.1 });
  for (const steps of [0, -1, 1.5, NaN]) {
    const { message } = await assertRejects(() => simulation.advance(steps), RangeError);
    assertEquals(message, `Cannot advance simulation: steps must be a positive integer, received ${steps}`);
  }
  // deno-lint-ignore no-explicit-any -- what a caller without types might do
  const unknown = "u" as any;
  const known = simulation.variables.join(", ");
  await assertRejects(() => simulation.read(unknown), RangeError, `must be one of ${known}, received "u"`);
  await assertRejects(() => simulation.write(unknown, new Float64Array(3)), RangeError, `must be one of ${known}`);
  await assertRejects(
    () => simulation.read("v", Uint32Array.of(3)),
    RangeError,
    "neurons must be in [0, 3), received 3",
  );
  const write = (variable: "v" | "spike" | "refractory", ...values: number[]) =>
    simulation.write(variable, Float64Array.from(values));
  await assertRejects(
    () => write("v", 1, 2),
    RangeError,
    "Cannot write v: one value per neuron (3) is required, received 2",
  );
  await assertRejects(() => write("spike", 0, 1, 0.5), RangeError, "every value must be 0 or 1, received 0.5");
  await assertRejects(
    () => write("refractory", 0, -1, 0),
    RangeError,
    "whole number of steps in [0, ",
  );
  await simulation[Symbol.asyncDispose]();
  await simulation[Symbol.asyncDispose](); // a second time does no harm
  await assertRejects(() => simulation.advance(1), Error, "Cannot advance simulation: the simulation is disposed");
  await assertRejects(() => simulation.read("v"), Error, "Cannot read v: the simulation is disposed");
});
