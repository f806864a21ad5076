/**
 * Runs a test on every engine, or on every engine with each of its methods; one that cannot run here is skipped, and says
 * why.
 *
 * @module
 */

import { distinctMethods, type Engine, engines } from "../../mod.ts";
import { type Subject, subjectOf } from "../../validation/laws/law.ts";
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

/** Registers a test per engine and method that is wanted, named "<law> (<engine>, <method>)". */
export function eachMethod(
  law: string,
  check: (subject: Subject) => Promise<void>,
  isWanted: (subject: Subject) => boolean = () => true,
): void {
  for (const engine of engines) {
    for (const subject of testedMethods(engine).map((method) => subjectOf(engine, method)).filter(isWanted)) {
      Deno.test(`${law} (${engine.name}, ${subject.method})`, async () => {
        const reason = await engine.unavailable();
        if (reason === undefined) await check(subject);
        else console.log(`skipped: ${reason}`);
      });
    }
  }
}
