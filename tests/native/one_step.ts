/**
 * The step in C beside that of the WebAssembly kernels: two texts of one step, from states as fast-check draws them.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  buildNetwork,
  checkpointOf,
  cobaHh,
  methodOf,
  type NetworkSpec,
  restore,
  type Simulation,
  STATE_VARIABLES,
  type StateVariable,
  variablesOf,
  variants,
  wasmEngine,
} from "../../mod.ts";
import type { Width } from "../../native/mod.ts";
import { native } from "./native.ts";

/** Time step [ms]. */
const DT = 0.1;

/** Steps that are compared: the second one has the first one's spikes. */
const STEPS = 3;

/** A number that is mostly in this range, and sometimes none that a cell should have. */
function number(min: number, max: number): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 12, arbitrary: fc.double({ min, max, noNaN: true }) },
    { weight: 1, arbitrary: fc.constantFrom(0, -0, min, max, 1e-42, -1e30, 3e38, Infinity, -Infinity, NaN) },
  );
}

/** Values of a variable that may be written, for one neuron. */
function values(variable: StateVariable, method: string, delay: number): fc.Arbitrary<number> {
  switch (variable) {
    case "v":
      return number(-90, 50);
    case "m":
    case "h":
    case "n":
      return number(0, 1);
    case "gE":
    case "gI":
      return number(0, 100);
    case "spike":
      return fc.integer({ min: 0, max: 2 ** (delay + 1) - 1 });
    case "refractory":
      return fc.constantFrom(0, 0, 1, 2, 2 ** 31 - 1);
    case "gateLag":
      return fc.constantFrom(...methodOf(method).gateLags(DT));
    default:
      return fc.double({ min: 0, max: DT, noNaN: true });
  }
}

/** Networks of so few cells that lanes are left over, with every order, current and rule. */
function spec(method: string): fc.Arbitrary<NetworkSpec> {
  return fc.record({
    variant: fc.constantFrom(...Object.keys(variants)),
    seed: fc.nat(),
    excitatory: fc.integer({ min: 1, max: 50 }),
    inhibitory: fc.integer({ min: 1, max: 20 }),
    probability: fc.double({ min: 0, max: 0.5, noNaN: true }),
    order: fc.constantFrom("decay-add-use" as const, "add-decay-use" as const, "add-use-decay" as const),
    current: fc.constantFrom("frozen" as const, "linear" as const),
    rule: fc.constantFrom("crossing" as const, "above" as const, "peak" as const),
    refractory: fc.constantFrom(0, 0.3, 2),
    threshold: fc.constantFrom(-20, -60, -1e3, 1e3),
    delay: fc.constantFrom(0, methodOf(method).isInterpolated ? 0 : 0.2),
  }).map(({ variant, seed, excitatory, inhibitory, probability, order, current, rule, refractory, threshold, delay }) =>
    cobaHh({
      variant,
      seed,
      populations: { excitatory, inhibitory },
      connectivity: { probability },
      synapses: { order, current, delay },
      spike: { rule, refractory, threshold },
      stimulus: { kind: "events", steps: [0, 1, 1], targets: [0, 0, excitatory] },
    })
  );
}

/** A network, a state of it, and how the native engine is to run it. */
function sample(method: string): fc.Arbitrary<Sample> {
  return spec(method).chain((spec) => {
    const { excitatory, inhibitory } = spec.populations, neurons = excitatory + inhibitory;
    const delay = Math.round(spec.synapses.delay / DT);
    const state = Object.fromEntries(
      variablesOf(method).map((variable) => [
        variable,
        fc.array(values(variable, method, delay), { minLength: neurons, maxLength: neurons }),
      ]),
    );
    return fc.record({ spec: fc.constant(spec), state: fc.record(state), threads: fc.integer({ min: 1, max: 3 }) });
  });
}

interface Sample {
  readonly spec: NetworkSpec;
  readonly state: Readonly<Record<string, number[]>>;
  readonly threads: number;
}

/** Holds the step at a width to that of the WebAssembly kernels, on so many samples. */
export async function holdToKernels(method: string, width: Width, numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(sample(method), async ({ spec, state, threads }) => {
      const network = buildNetwork(spec);
      const outcome = async (simulation: Simulation) => {
        await restore(
          simulation,
          new Map(
            STATE_VARIABLES.filter((name) => name in state).map((name) => [name, Float64Array.from(state[name])]),
          ),
        );
        const spikes = await simulation.advance(STEPS);
        return { spikes, state: await checkpointOf(simulation) };
      };
      await using wasm = await wasmEngine.create(network, { dt: DT, method });
      await using own = await native.create(network, { dt: DT, method, width, threads });
      assertEquals(await outcome(own), await outcome(wasm));
    }),
    { seed: 2007, numRuns },
  );
}
