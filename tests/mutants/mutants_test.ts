import { assert, assertEquals, assertGreaterOrEqual, assertMatch } from "@std/assert";
import { referenceEngine, wasmEngine } from "../../mod.ts";
import { runLaws } from "../../validation/mod.ts";
import { firstCatch, isQuick, mutantsOf } from "./hunt.ts";
import { specimen } from "./specimen.ts";

Deno.test("the specimen without a fault breaks no law", async () => {
  const results = await runLaws(specimen(), { only: isQuick });
  assertEquals(results.filter(({ status }) => status === "failed").map(({ reason }) => reason), []);
});

/** One mutant in so many is hunted here, until the first law catches it; `deno task mutants` hunts them all. */
const STRIDE = { reference: 14, wasm: 24 };

for (const engine of [referenceEngine, wasmEngine]) {
  // Laws of the adaptive method take as long as those of all others together.
  const mutants = mutantsOf(engine).filter(({ method }) => method !== "adaptive_rkf45");
  const some = mutants.filter((_, k) => k % STRIDE[engine.name as keyof typeof STRIDE] === 0);
  for (const mutant of some) {
    Deno.test(`a law catches: ${mutant.fault} (${engine.name}, ${mutant.method})`, async () => {
      if (await engine.unavailable() !== undefined) return;
      assert(await firstCatch(mutant) !== undefined);
    });
  }
}

Deno.test("there are mutants of every kind, each with a fault of its own", () => {
  const faults = mutantsOf(referenceEngine).map(({ fault, method }) => `${fault} (${method})`);
  assertGreaterOrEqual(faults.length, 25);
  assertEquals(new Set(faults).size, faults.length);
});

Deno.test("the program refuses an engine that is none, in one line", async () => {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", new URL("main.ts", import.meta.url).href, "--engine", "abacus"],
  }).output();
  const [out, complaint] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  assertEquals([code, out], [2, ""]);
  assertMatch(complaint, /^--engine requires some of wasm,reference, received "abacus"\n$/);
});
