import { assert, assertAlmostEquals, assertEquals, assertGreater } from "@std/assert";
import { buildNetwork, cobaHh, type CobaHhOptions, referenceEngine, wasmEngine } from "../../mod.ts";
import { loneNeurons } from "../../validation/laws/cells.ts";
import { METHODS } from "./methods.ts";

/** Error of v over ten steps far from spikes [mV], dt 0.05 ms. */
const V_ERROR = 2e-3;

/** The largest distance between potentials of cells after `steps` steps of the two engines [mV]. */
async function distance(options: CobaHhOptions, steps: number, run: { dt: number; method: string }): Promise<number> {
  const network = loneNeurons(40, { ...options, initial: { v: { kind: "uniform", low: -85, high: -55 } } });
  await using exact = await referenceEngine.create(network, run);
  await using fast = await wasmEngine.create(network, run);
  const [expected, actual] = [await exact.advance(steps), await fast.advance(steps)];
  assertEquals(actual, expected, "spikes");
  const [a, b] = [await exact.read("v"), await fast.read("v")];
  return a.reduce((worst, v, i) => Math.max(worst, Math.abs(v - b[i])), 0);
}

for (const method of METHODS) {
  Deno.test(`potentials do not depend on where the spike threshold is, near or far (${method})`, async () => {
    for (const threshold of [-1e30, -1e9, -400, -100, 38, 65, 80, 200, 300, 1e9, 1e30]) {
      const spike = { rule: "crossing", threshold, refractory: 0 } as const;
      const worst = await distance({ spike }, 10, { dt: 0.05, method });
      assert(worst < V_ERROR, `threshold ${threshold} mV: v differs by ${worst} mV`);
    }
  });

  Deno.test(`a threshold that no cell reaches has no spikes, one below all of them has as the rule says (${method})`, async () => {
    for (const threshold of [-1e9, 130, 1e9]) {
      for (const rule of ["crossing", "above", "peak"] as const) {
        for (const refractory of [0, 3]) {
          const options = { spike: { rule, threshold, refractory }, current: 1500 };
          const network = loneNeurons(9, options);
          await using exact = await referenceEngine.create(network, { dt: 0.1, method });
          await using fast = await wasmEngine.create(network, { dt: 0.1, method });
          const [expected, actual] = [await exact.advance(300), await fast.advance(300)];
          // A cell that falls, or does not, by less than float32 tells.
          const isExact = rule !== "peak" || threshold > 0;
          if (isExact) assertEquals(actual, expected, `${rule} at ${threshold} mV`);
          else assertAlmostEquals(actual.step.length, expected.step.length, expected.step.length / 50);
        }
      }
    }
  });
}

Deno.test("refractory counters count down where no neuron can fire, and a checkpoint of them moves between engines", async () => {
  const network = loneNeurons(3, { spike: { rule: "crossing", threshold: 1e9, refractory: 5 } });
  for (const engine of [referenceEngine, wasmEngine]) {
    await using simulation = await engine.create(network, { dt: 0.1 });
    assertEquals([...await simulation.read("refractory")], [0, 0, 0]);
    await simulation.advance(2);
    await simulation.write("refractory", Float64Array.of(0, 3, 100));
    await simulation.advance(4);
    assertEquals([...await simulation.read("refractory")], [0, 0, 96]);
    assertEquals([...await simulation.read("refractory", Uint32Array.of(2))], [96]);
  }
});

Deno.test("a current that drives cells beyond the usual tables has wider rows, and says so", async () => {
  // 300 nA: before potassium channels have opened, cells are at 300 mV.
  const network = loneNeurons(4, { current: 300_000, spike: { rule: "crossing", threshold: 1e9, refractory: 0 } });
  await using exact = await referenceEngine.create(network, { dt: 0.1 });
  await using fast = await wasmEngine.create(network, { dt: 0.1 });
  assert(fast.notes.some((note) => /take rows of \d\/8 mV in the gate tables/.test(note)), fast.notes.join());
  let highest = -Infinity;
  for (let k = 0; k < 30; k++) {
    await exact.advance(1);
    await fast.advance(1);
    const [[a], [b]] = [await exact.read("v"), await fast.read("v")];
    highest = Math.max(highest, a);
    assertAlmostEquals(b, a, 0.02);
  }
  assertGreater(highest, 300);
});

Deno.test("the published networks have tables of 1/8 mV around their threshold, and no note", async () => {
  const { variants } = await import("../../mod.ts");
  for (const variant of Object.keys(variants)) {
    await using simulation = await wasmEngine.create(buildNetwork(cobaHh({ variant, scale: 0.1 })), { dt: 0.1 });
    assertEquals(simulation.notes, [], variant);
  }
});
