/**
 * Every law of the list holds of every engine with each of its methods: on the law's own samples, and on what fast-check
 * generates. A law that is added to the list is here from its first day.
 */

import fc from "fast-check";
import { engines } from "../../mod.ts";
import type { GeneralLaw } from "../../validation/laws/law.ts";
import { brokenLaw, generalLaws, silenceOf } from "../../validation/laws/laws.ts";
import { type Subject, subjectOf } from "../../validation/laws/subject.ts";
import { laws } from "../../validation/mod.ts";
import { variablesOf } from "../../model/methods.ts";
import { type Described, networkSample, PROPERTY, statesSample } from "./arbitraries.ts";
import { isOfTheStep, stepTestedMethods, testedMethods } from "./each_engine.ts";

/** Runs of a property by what the law is about, with exponential Euler. */
const RUNS = { network: 3, states: 8, nothing: 0 } as const;

/** Other methods share the code of exponential Euler but for the step. */
const RUNS_OF_OTHERS = 1 / 3;

function runsOf(law: GeneralLaw, { scheme }: Subject): number {
  return Math.ceil(RUNS[law.about] * (scheme.kind === "exponential Euler" ? 1 : RUNS_OF_OTHERS));
}

/** The law as a property of what fast-check generates. */
function propertyOf(law: GeneralLaw, subject: Subject): fc.IAsyncProperty<[Described<unknown>]> {
  const holding = <Sample>(samples: fc.Arbitrary<Described<Sample>>, holds: (sample: Sample) => Promise<void>) =>
    fc.asyncProperty(samples, async (described) => {
      try {
        await holds(described.sample());
      } catch (cause) {
        throw brokenLaw(law, subject, cause);
      }
    });
  switch (law.about) {
    case "network":
      return holding(networkSample(law, subject), (sample) => law.holds(subject, sample));
    case "states":
      return holding(statesSample(law, subject), (sample) => law.holds(subject, sample));
    case "nothing":
      throw new Error(`nothing is generated for ${law.name}`);
  }
}

for (const engine of engines) {
  const methods = testedMethods(engine);
  for (const { name, skipped, isSlow, check } of await laws(engine, { methods })) {
    // The slow ones are runs of seconds; tests/slow has them.
    if (!isSlow) Deno.test({ name: `${name} (${engine.name})`, ignore: skipped !== undefined, fn: check });
  }
  for (const { name, skipped, isSlow, check } of await laws(engine, { methods: stepTestedMethods(engine) })) {
    if (!isSlow && isOfTheStep({ name })) {
      Deno.test({ name: `${name} (${engine.name})`, ignore: skipped !== undefined, fn: check });
    }
  }
  const unavailable = await engine.unavailable();
  for (const method of methods) {
    const subject = subjectOf(engine, method);
    for (const law of generalLaws.filter(({ about, isSlow }) => about !== "nothing" && !isSlow)) {
      Deno.test({
        name: `${law.name} [${method}], on generated samples (${engine.name})`,
        ignore: (unavailable ?? silenceOf(law, subject, variablesOf(method))) !== undefined,
        fn: () => fc.assert(propertyOf(law, subject), { ...PROPERTY, numRuns: runsOf(law, subject) }),
      });
    }
  }
}
