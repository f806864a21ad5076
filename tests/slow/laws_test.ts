/** The slow laws, and all with every method: `deno task test` has one Runge–Kutta method for all of them. */

import { engines } from "../../mod.ts";
import { laws } from "../../validation/mod.ts";
import { isOfTheStep, stepTestedMethods, testedMethods } from "../laws/each_engine.ts";

for (const engine of engines) {
  const tested = testedMethods(engine), stepTested = stepTestedMethods(engine);
  for (const { name, method, isSlow, skipped, check } of await laws(engine)) {
    if (!isSlow && (tested.includes(method) || stepTested.includes(method) && isOfTheStep({ name }))) continue;
    Deno.test({ name: `${name} (${engine.name})`, ignore: skipped !== undefined, fn: check });
  }
}
