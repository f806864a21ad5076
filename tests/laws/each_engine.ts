/**
 * Tests of every engine, and the methods that engines are tested with; an engine that cannot run here is skipped, and says
 * why.
 *
 * @module
 */

import { distinctMethods, type Engine, engines } from "../../mod.ts";
import { schemeOf } from "../../validation/laws/scheme.ts";

/** The Runge–Kutta method that stands for the others in tests of minutes; tests/slow/laws_test.ts has them all. */
const ONE_RUNGE_KUTTA = "rk4";

/** The methods that laws are checked with: one name for each, and one for those that differ in a tableau alone. */
export function testedMethods(engine: Engine): string[] {
  return distinctMethods(engine.methods)
    .filter((method) => schemeOf(method).kind !== "other" || method === ONE_RUNGE_KUTTA);
}

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
