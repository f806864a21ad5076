/**
 * Tests of every engine, and the methods that engines are tested with; an engine that cannot run here is skipped, and says
 * why.
 *
 * @module
 */

import { distinctMethods, type Engine, engines } from "../../mod.ts";
import { adaptiveLaws } from "../../validation/laws/adaptive.ts";
import { equationLaws } from "../../validation/laws/equations.ts";
import { type Scheme, schemeOf } from "../../validation/laws/scheme.ts";

/** The Runge–Kutta method that stands for the others in tests of minutes; tests/slow/laws_test.ts has them all. */
const ONE_RUNGE_KUTTA = "rk4";

/** The methods that laws are checked with: one name for each, and one for those that differ in a tableau alone. */
export function testedMethods(engine: Engine): string[] {
  return distinctMethods(engine.methods)
    .filter((method) =>
      ["exponential Euler", "leapfrog"].includes(schemeOf(method).kind) || method === ONE_RUNGE_KUTTA
    );
}

/**
 * Methods that are one simulator's: their step is held to its laws in every run of the tests, and to all others in
 * tests/slow.
 */
export function stepTestedMethods(engine: Engine): string[] {
  return distinctMethods(engine.methods).filter((method) => STEP_TESTED.includes(schemeOf(method).kind));
}

const STEP_TESTED: readonly Scheme["kind"][] = ["implicit Euler", "adaptive"];

/** Whether a law is one of a step, or of what a step needs of the state. */
export function isOfTheStep({ name }: { readonly name: string }): boolean {
  return OF_THE_STEP.some((law) => name.startsWith(law));
}

const OF_THE_STEP = [...equationLaws, ...adaptiveLaws].map(({ name }) => name)
  .concat(
    "a checkpoint that is read and written",
    "a simulation begins at step 0",
    "order and current of the specification",
  );

/** Registers a test per engine, named "<law> (<engine>)". */
export function eachEngine(law: string, check: (engine: Engine) => Promise<void>): void {
  for (const engine of engines) {
    Deno.test(`${law} (${engine.name})`, async () => {
      const reason = await engine.unavailable();
      if (reason === undefined) await check(engine);
      else console.log(`skipped: ${reason}`);
    });
  }
}
