import { assertEquals, assertGreater, assertLessOrEqual } from "@std/assert";
import { referenceEngine, variants, wasmEngine } from "../../mod.ts";
import { loneNeurons } from "../../validation/laws/cells.ts";
import { METHODS } from "./methods.ts";

/**
 * A current [pA/pF] at which the steps of spikes do not depend on the last digits. At others they do, in the reference, too: at
 * 1 a first potential that is 1e-5 mV higher moves spikes of implicit Euler by up to 4 steps, at 1.25 those of staggered by 6.
 */
const CURRENT = 1.5;

for (const variant of Object.keys(variants)) {
  for (const method of METHODS) {
    Deno.test(`a neuron of ${variant}, driven for 1 s, fires in the reference's steps, or in the next ones (${method})`, async () => {
      const current = CURRENT * variants[variant].spec.parameters.cM;
      const network = loneNeurons(1, { variant, current, stimulus: { kind: "none" } });
      await using exact = await referenceEngine.create(network, { dt: 0.1, method });
      await using fast = await wasmEngine.create(network, { dt: 0.1, method });
      const expected = (await exact.advance(10_000)).step, actual = (await fast.advance(10_000)).step;
      assertGreater(expected.length, 20);
      assertEquals(actual.length, expected.length);
      expected.forEach((step, k) =>
        assertLessOrEqual(Math.abs(actual[k] - step), 1, `spike ${k} of ${expected.length}`)
      );
    });
  }
}
