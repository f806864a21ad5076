import { assert, assertEquals, assertGreater, assertLessOrEqual } from "@std/assert";
import fc from "fast-check";
import { assembleNetwork, type Network, type NetworkSpec, referenceEngine, wasmEngine } from "../../mod.ts";
import { ROWS_PER_MV } from "../../engine/layout.ts";
import { reachablePotentials, tableRangeOf } from "../../engine/potential_range.ts";
import { uniform } from "../../model/random.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { METHODS } from "./methods.ts";
import { cellSpec } from "./specifications.ts";

/** Cells of a network, each in a state of its own. */
const CELLS = 100;

/** Specifications that are looked at. */
const RUNS = 100;

/**
 * Largest error of one step, from any state with v in reach, for any specification that the engine accepts; up to dt [ms].
 * Gates: of tables with rows of 1/8 mV; it grows with the square of the rows' width. v: of the width of the range that
 * potentials can have, or of the change in this step where that is larger. In a sub-step errors of v and gates feed each
 * other. (Measured over 8000 specifications: two thirds of these at most.)
 */
const LARGEST_ERROR = [
  { dt: 0.2, gate: 3e-6, subGate: 1.5e-5, v: 1.2e-5, subV: 1.2e-5 },
  { dt: 1, gate: 1e-5, subGate: 1.5e-4, v: 5e-5, subV: 1.5e-3 },
] as const;

/** Relative rounding error of a conductance. */
const CONDUCTANCE_ERROR = 3e-7;

/** Closer to the threshold [mV] float32 may decide otherwise, and closer to the old v whether it falls. */
const UNDECIDED = 0.05;

/** The network with cells in any state that it can reach. */
function inAnyState(spec: NetworkSpec, dt: number, seed: number): Network {
  const none = { pre: new Uint32Array(0), post: new Uint32Array(0) };
  const { low, high } = reachablePotentials(assembleNetwork(spec, none), dt);
  const { cM } = spec.parameters;
  const values = (draw: number, low: number, high: number) =>
    Float64Array.from({ length: CELLS }, (_, i) => Math.fround(low + (high - low) * uniform(seed, 1, i, draw)));
  const state = {
    // Outside of what any of these tables hold, the network is to be refused.
    v: values(0, Math.max(low, -1e4), Math.min(high, 1e4)),
    m: values(1, 0, 1),
    h: values(2, 0, 1),
    n: values(3, 0, 1),
    gE: values(4, 0, 0.3 * cM),
    gI: values(5, 0, 3.5 * cM),
  };
  return assembleNetwork(spec, { ...none, state });
}

for (const method of METHODS) {
  Deno.test(`one step of any specification is right to the stated error, or refused in a sentence (${method})`, async () => {
    let accepted = 0;
    const dt = fc.double({ min: Math.log(0.001), max: 0, noNaN: true }).map(Math.exp);
    const choice = fc.tuple(fc.constantFrom(0.2, 1, 4).chain((width) => cellSpec(CELLS, width)), dt, fc.nat(1000));
    await fc.assert(
      fc.asyncProperty(choice, async ([spec, dt, seed]) => {
        const network = inAnyState(spec, dt, seed);
        try {
          await using fast = await wasmEngine.create(network, { dt, method });
          await compareStep(network, dt, method, fast);
          accepted++;
        } catch (error) {
          if (!(error instanceof RangeError)) throw error;
          assert(/^Cannot create simulation: a range of potentials .* is required/.test(error.message), error.message);
        }
      }),
      { ...PROPERTY, numRuns: RUNS },
    );
    assertGreater(accepted, 0.8 * RUNS);
  });
}

async function compareStep(
  network: Network,
  dt: number,
  method: string,
  fast: Awaited<ReturnType<typeof wasmEngine.create>>,
): Promise<void> {
  const range = tableRangeOf(network, dt), reach = reachablePotentials(network, dt), before = network.initial.v;
  await using exact = await referenceEngine.create(network, { dt, method });
  const expected = await exact.advance(1), actual = await fast.advance(1);
  const bound = LARGEST_ERROR.find((row) => dt <= row.dt)!, isSubStepped = method.startsWith("substepped");
  const gate = (isSubStepped ? bound.subGate : bound.gate) * (ROWS_PER_MV / range.rowsPerMv) ** 2;
  const v = await exact.read("v");
  for (const variable of ["v", "m", "h", "n", "gE", "gI"] as const) {
    const a = await exact.read(variable), b = await fast.read(variable);
    const largest = a.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    a.forEach((x, i) => {
      const moved = Math.max(reach.high - reach.low, Math.abs(v[i] - before[i]));
      const most = variable === "v"
        ? (isSubStepped ? bound.subV : bound.v) * moved
        : variable[0] === "g"
        ? CONDUCTANCE_ERROR * largest + 1e-15
        : gate;
      assertLessOrEqual(Math.abs(x - b[i]), most, `${variable} of cell ${i}`);
    });
  }
  const fired = [new Set(expected.neuron), new Set(actual.neuron)], { threshold } = network.spec.spike;
  v.forEach((after, i) => {
    const isClear = Math.abs(after - threshold) > UNDECIDED && Math.abs(before[i] - threshold) > UNDECIDED &&
      Math.abs(after - before[i]) > UNDECIDED && after > range.low && after < range.high;
    if (isClear) assertEquals(fired[1].has(i), fired[0].has(i), `spike of cell ${i}, from ${before[i]} to ${after} mV`);
  });
}
