/**
 * Runs a test on every engine; one that cannot run here is skipped, and says why.
 *
 * @module
 */

import { type Engine, engines } from "../mod.ts";

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
