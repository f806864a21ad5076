/**
 * Random valid specifications: an engine simulates each or refuses it in a sentence. It never traps, never throws another
 * error, and never leaves a NaN that the count of diverged neurons misses. Every export target takes what was built.
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import fc from "fast-check";
import { buildNetwork, engines, type Network, type NetworkSpec, type Simulation } from "../../mod.ts";
import { contentBytes, EXPORT_TARGETS, exportNetwork } from "../../interchange/mod.ts";
import { cellSpec } from "../engine/specifications.ts";
import { validSpec } from "../model/specs.ts";

/** Seed of everything here, so that a failure can be seen again. */
const SEED = 20_071_123;

/** Error of a gate from tables with rows of 1 mV, the widest (engine/potential_range.ts). */
const GATE_ERROR = 2e-4;

/** Largest network that is built [neurons]: the extremes are in the numbers, not in the size. */
const LARGEST = 200;

/** A valid specification of a small network: with any numbers, or with such as cells have. */
function smallSpec(): fc.Arbitrary<NetworkSpec> {
  const size = fc.record({ excitatory: fc.integer({ min: 2, max: 40 }), inhibitory: fc.integer({ min: 2, max: 10 }) });
  return fc.tuple(fc.oneof(validSpec(), cellSpec(1)), size).map(([spec, populations]) => ({ ...spec, populations }));
}

/** The network, or undefined if the specification is refused in a sentence. */
function networkOf(spec: NetworkSpec): Network | undefined {
  return inASentence(() => buildNetwork(spec));
}

function inASentence<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    assertIsRefusal(error);
    return undefined;
  }
}

function assertIsRefusal(error: unknown): void {
  assert(
    error instanceof RangeError,
    `a RangeError is required, received ${error instanceof Error ? error.stack : error}`,
  );
  assertMatch(error.message, /^Cannot [^\n]+$/);
}

async function created(create: () => Promise<Simulation>): Promise<Simulation | undefined> {
  try {
    return await create();
  } catch (error) {
    assertIsRefusal(error);
    return undefined;
  }
}

for (const engine of engines) {
  Deno.test(`any valid specification is simulated, or refused in a sentence (${engine.name})`, async () => {
    let simulated = 0;
    await fc.assert(
      fc.asyncProperty(
        smallSpec(),
        fc.constantFrom(...engine.methods),
        fc.oneof(fc.constantFrom(0.1, 0.05, 1), fc.double({ min: 1e-6, max: 100, noNaN: true })),
        fc.integer({ min: 1, max: 4 }),
        async (spec, method, dt, threads) => {
          const network = networkOf(spec);
          if (network === undefined || network.neurons > LARGEST) return;
          await using simulation = await created(() => engine.create(network, { dt, method, threads }));
          if (simulation === undefined) return;
          simulated++;
          const { step, neuron } = await simulation.advance(7);
          assertEquals(step.length, neuron.length);
          assert(neuron.every((i) => i < network.neurons) && step.every((k) => k < 7));
          const spikes = await simulation.read("spike");
          const v = await simulation.read("v");
          assert(v.every((x, i) => !Number.isNaN(x) || spikes[i] === 0), "a neuron whose v is NaN has fired");
          for (const gate of ["m", "h", "n"] as const) {
            const x = await simulation.read(gate);
            // Relaxation to a value in [0, 1]: rounded, or from the fast engine's widest tables.
            const isExponential = method.startsWith("exp") || /stag|sub/.test(method);
            assert(
              !isExponential || x.every((x) => Number.isNaN(x) || (x >= -GATE_ERROR && x <= 1 + GATE_ERROR)),
              `${gate} ${x}`,
            );
          }
        },
      ),
      { seed: SEED, numRuns: 1500 },
    );
    assert(simulated > 300, `${simulated} of 1500 specifications were simulated`);
  });
}

Deno.test("any network that can be built is exported to every target, or refused in a sentence", async () => {
  await fc.assert(
    fc.asyncProperty(smallSpec(), fc.constantFrom(...EXPORT_TARGETS), async (spec, target) => {
      const network = networkOf(spec);
      if (network === undefined || network.neurons > LARGEST) return;
      try {
        for (const file of await exportNetwork(network, target)) assert(contentBytes(file.content).length > 0);
      } catch (error) {
        assertIsRefusal(error);
      }
    }),
    { seed: SEED, numRuns: 300 },
  );
});
