import { assertEquals, assertNotEquals } from "@std/assert";
import { publishedBand } from "../../bench/bands.ts";
import { contender, withMethods } from "../../bench/contenders.ts";
import { measureKernels } from "../../bench/kernel.ts";
import { ratiosOf } from "../../bench/ratios.ts";
import { measureGroup } from "../../bench/steps.ts";
import type { Trial } from "../../bench/trial.ts";
import { cobaHh, wasmEngine } from "../../mod.ts";
import { loneNeurons } from "../../validation/laws/cells.ts";

Deno.test("methods are measured side by side, and their prices are in terms of the first", async () => {
  const options = { dt: 0.1, method: "exp_auto", threads: 1, duration: 50 };
  const spec = cobaHh({ scale: 0.05, scaling: "in-degree" });
  const both = withMethods([contender(wasmEngine)], ["exp_auto", "staggered"]);
  for (const lines of [await measureGroup(spec, both, options), await measureKernels(spec, both, options)]) {
    const [first, second] = lines;
    assertEquals([first.failures, second.failures], [[], []]);
    assertEquals([first.method, second.method], ["exp_auto", "staggered"]);
    assertNotEquals(second.hash, first.hash);
  }
});

Deno.test("accurate methods have bands of their own, where networks are random and at full size", () => {
  const { low, high } = publishedBand(cobaHh(), "staggered", 500, 5500)!;
  assertEquals([Math.round(low), Math.round(high)], [29, 58]);
  assertEquals(publishedBand(cobaHh({ scale: 4 }), "staggered", 500, 1000), undefined);
  assertEquals(publishedBand(cobaHh({ variant: "nest" }), "staggered", 500, 5500), undefined);
});

Deno.test("a price is the median over the rounds of the time over that of the same engine's first method", () => {
  const network = loneNeurons(8);
  const trialOf = (name: string, method: string, timed: number): Trial => ({
    contender: { ...contender(wasmEngine), name, method, isReference: name === "reference" },
    network,
    synapses: 0,
    schedule: { transient: 0, window: timed, timed },
    band: undefined,
    failures: [],
    isCompared: false,
  });
  const wasm = trialOf("wasm", "exp_auto", 100), accurate = trialOf("wasm", "staggered", 100);
  const relaxed = trialOf("wasm relaxed", "staggered", 100), reference = trialOf("reference", "staggered", 10);
  const times = new Map([
    [wasm, [[4, 5], [8, 9], [2, 2]]],
    [accurate, [[8, 6], [12, 20], [2, 3]]],
    [relaxed, [[1], [1], [1]]],
    [reference, [[9, 6], [12, 24], [20, 20]]],
  ]);
  const ratios = (trial: Trial) => ratiosOf(trial, [...times.keys()], times);
  assertEquals(ratios(wasm), { timesReference: null, price: null });
  assertEquals(ratios(accurate), { timesReference: 10, price: 1.5 });
  assertEquals(ratios(relaxed), { timesReference: 120, price: null });
  assertEquals(ratios(reference), { timesReference: 1, price: null });
});
