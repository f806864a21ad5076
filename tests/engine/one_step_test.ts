import { assertLess } from "@std/assert";
import { referenceEngine, type StateVariable, variablesOf, variants, wasmEngine } from "../../mod.ts";
import { uniform } from "../../model/random.ts";
import { methodOf } from "../../model/methods.ts";
import { checkpointOf, restore } from "../../record/checkpoint.ts";
import { loneNeurons } from "../../validation/laws/cells.ts";
import { METHODS } from "./methods.ts";

/** Neurons, each in a state of its own. */
const NEURONS = 8000;

/**
 * Largest error of one step against float64, over every potential between the reversal potentials, every gate and every lag
 * of the gates; dt in ms.
 * The gates' error is that of a chord over 1/8 mV, which grows with dt as the curvature does; that of v is the relaxation's
 * (4e-4 mV) and, where the current is frozen, the rounding of a synaptic step of up to 80 mV; g is rounded once (float32).
 * Over four sub-steps the errors of v feed the gates, whose bound is then `subGate`.
 */
const LARGEST_ERROR = [
  { dt: 0.001, gate: 3e-7, subGate: 5e-7, v: 2e-4 },
  { dt: 0.01, gate: 4e-7, subGate: 5e-7, v: 5e-4 },
  { dt: 0.05, gate: 1e-6, subGate: 5e-6, v: 8e-4 },
  { dt: 0.1, gate: 2e-6, subGate: 7e-6, v: 1e-3 },
  { dt: 0.2, gate: 3e-6, subGate: 1e-5, v: 2e-3 },
] as const;

/** Relative rounding error of a conductance: the weight's and the sum's. */
const CONDUCTANCE_ERROR = 3e-7;

function randomState(
  isPerCapacitance: boolean,
  seed: number,
  options: { readonly method: string; readonly dt: number },
): Map<StateVariable, Float64Array> {
  const divisor = isPerCapacitance ? 200 : 1;
  const ranges: [StateVariable, number, number][] = [
    ["v", -90, 50],
    ["m", 0, 1],
    ["h", 0, 1],
    ["n", 0, 1],
    ["gE", 0, 60 / divisor],
    ["gI", 0, 700 / divisor],
  ];
  const state = new Map(ranges.map(([variable, low, high], draw): [StateVariable, Float64Array] => [
    variable,
    Float64Array.from({ length: NEURONS }, (_, i) => Math.fround(low + (high - low) * uniform(seed, 1, i, draw))),
  ]));
  const lags = methodOf(options.method).gateLags(options.dt);
  if (variablesOf(options.method).includes("gateLag")) {
    state.set("gateLag", Float64Array.from({ length: NEURONS }, (_, i) => lags[i % lags.length]));
  }
  return state;
}

function largestDifference(a: Float64Array, b: Float64Array): number {
  return a.reduce((worst, x, i) => Math.max(worst, Math.abs(x - b[i])), 0);
}

for (const method of METHODS) {
  for (const { dt, subGate, v, ...bound } of LARGEST_ERROR) {
    const gate = methodOf(method).subSteps > 1 ? subGate : bound.gate;
    Deno.test(`one step of ${method} at dt ${dt} ms, strict or relaxed, is next to the reference's in every variant`, async () => {
      for (const variant of Object.keys(variants)) await compareStep(variant, { method, dt }, { gate, v });
    });
  }
}

async function compareStep(
  variant: string,
  options: { readonly method: string; readonly dt: number },
  { gate, v }: { readonly gate: number; readonly v: number },
): Promise<void> {
  const network = loneNeurons(NEURONS, { variant, current: 0, stimulus: { kind: "none" } });
  const state = randomState(network.spec.parameters.cM === 1, 1, options);
  await using exact = await referenceEngine.create(network, options);
  await restore(exact, state);
  await exact.advance(1);
  const expected = await checkpointOf(exact);
  for (const relaxed of [false, true]) {
    await using fast = await wasmEngine.create(network, { ...options, relaxed });
    await restore(fast, state);
    await fast.advance(1);
    const what = `of ${variant}${relaxed ? ", relaxed," : ""}`;
    // Who fires, and how long it may not fire again, is decided by potentials far from the threshold for nearly all.
    const [one, other] = [expected.get("refractory")!, await fast.read("refractory")];
    assertLess(one.filter((steps, i) => steps !== other[i]).length, NEURONS / 1000, `refractory steps ${what}`);
    for (const [variable, values] of state) {
      const bound = variable === "v"
        ? v
        : variable === "gateLag"
        ? Number.MIN_VALUE
        : variable.startsWith("g")
        ? CONDUCTANCE_ERROR * values.reduce((largest, g) => Math.max(largest, g), 0)
        : gate;
      const error = largestDifference(expected.get(variable)!, await fast.read(variable));
      assertLess(error, bound, `${variable} ${what} differs by ${error}`);
    }
  }
}
