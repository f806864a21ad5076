import { assertEquals } from "@std/assert";
import type { SpikeSpec } from "../../mod.ts";
import { refractorySteps } from "../../model/refractory.ts";
import { spikeDetector } from "../../reference/spike_rule.ts";
import type { State } from "../../reference/state.ts";

/** Steps in which the rule fires along a course of potentials [mV]; dt is 0.1 ms. */
function firings(rule: SpikeSpec, potentials: readonly number[]): number[] {
  const one = () => new Float64Array(1);
  const state: State = {
    v: one(),
    m: one(),
    h: one(),
    n: one(),
    gE: one(),
    gI: one(),
    spike: one(),
    refractory: one(),
    gateLag: one(),
    spikeLag: one(),
    stepSize: one(),
  };
  const detect = spikeDetector(rule, { dt: 0.1, delay: 0 });
  const fired: number[] = [];
  for (let k = 1; k < potentials.length; k++) {
    state.v[0] = potentials[k];
    detect(state, Float64Array.of(potentials[k - 1]));
    if (state.spike[0] === 1) fired.push(k);
  }
  return fired;
}

Deno.test("crossing fires once where v passes the threshold from below, equality included", () => {
  const rule: SpikeSpec = { rule: "crossing", threshold: -20, refractory: 0 };
  assertEquals(firings(rule, [-60, -20, 10, 30, -20, -21, -20, -20]), [1, 6]);
  assertEquals(firings(rule, [-20, -10, -30]), []);
});

Deno.test("above fires while v is beyond the threshold, at most once in the refractory time", () => {
  const rule: SpikeSpec = { rule: "above", threshold: -20, refractory: 0.3 };
  assertEquals(firings(rule, [-60, -20, -19, 0, 0, 0, 0, 0, 0, -60]), [2, 5, 8]);
  assertEquals(firings({ ...rule, refractory: 0 }, [-60, 0, 0, -60, 0]), [1, 2, 4]);
});

Deno.test("peak fires where v falls from at least the threshold, and is quiet for one step longer", () => {
  const rule: SpikeSpec = { rule: "peak", threshold: -33, refractory: 0.2 };
  assertEquals(firings(rule, [-60, 0, 40, 30, 20, 10, 0, -10, -20]), [3, 6]);
  assertEquals(firings(rule, [-60, -34, -35, -33, -33]), []);
});

Deno.test("NaN never fires", () => {
  for (const rule of ["crossing", "above", "peak"] as const) {
    assertEquals(firings({ rule, threshold: -20, refractory: 0 }, [-60, NaN, 40, NaN]), rule === "above" ? [2] : []);
  }
});

Deno.test("the refractory time is rounded up to whole steps, and rounding of the quotient does not add one", () => {
  assertEquals(refractorySteps({ rule: "above", threshold: 0, refractory: 3 }, 0.1), 30);
  assertEquals(refractorySteps({ rule: "above", threshold: 0, refractory: 0.3 }, 0.1), 3);
  assertEquals(refractorySteps({ rule: "above", threshold: 0, refractory: 3 }, 0.07), 43);
  assertEquals(refractorySteps({ rule: "peak", threshold: 0, refractory: 2 }, 0.1), 21);
});
