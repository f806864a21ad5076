/**
 * Random states, NaN and infinities among them: nothing traps, a neuron's state stays with its neuron, and neither threads
 * nor the format of the rows change a bit.
 */

import { assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  buildNetwork,
  cobaHh,
  engines,
  methodOf,
  type Network,
  type Simulation,
  variants,
  wasmEngine,
} from "../../mod.ts";

const SEED = 20_071_124;

/** Any double, with a taste for the values at which arithmetic changes its ways. */
function anyNumber(): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.double({ min: -120, max: 80, noNaN: true }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(NaN, Infinity, -Infinity, 0, -0, 1e30, -1e30, 1e-45, 3.4e38, -50, -48, -23),
    },
    { weight: 1, arbitrary: fc.double() },
  );
}

/** A state of every neuron, one array a variable. */
function stateOf(neurons: number): fc.Arbitrary<Record<"v" | "m" | "h" | "n" | "gE" | "gI", Float64Array>> {
  const values = (value: fc.Arbitrary<number>) =>
    fc.array(value, { minLength: neurons, maxLength: neurons }).map((values) => Float64Array.from(values));
  const gate = fc.oneof({ weight: 8, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) }, {
    weight: 1,
    arbitrary: anyNumber(),
  });
  return fc.record({
    v: values(anyNumber()),
    m: values(gate),
    h: values(gate),
    n: values(gate),
    gE: values(anyNumber()),
    gI: values(anyNumber()),
  });
}

async function write(simulation: Simulation, state: Record<string, Float64Array>): Promise<void> {
  for (const [variable, values] of Object.entries(state)) await simulation.write(variable as "v", values);
}

async function everything(simulation: Simulation): Promise<Float64Array[]> {
  const values: Float64Array[] = [];
  for (const variable of simulation.variables) values.push(await simulation.read(variable));
  return values;
}

/** A network of each published variant, small. */
const networks: readonly Network[] = Object.keys(variants).map((variant) =>
  buildNetwork(cobaHh({ variant, populations: { excitatory: 30, inhibitory: 9 }, connectivity: { probability: 0.2 } }))
);

/** The network, without a delay if the method cannot have one. */
function fitting(network: Network, method: string): Network {
  if (!methodOf(method).isInterpolated) return network;
  return { ...network, spec: { ...network.spec, synapses: { ...network.spec.synapses, delay: 0 } } };
}

for (const engine of engines) {
  Deno.test(`any state is advanced without an error, and a checkpoint resumes bit for bit (${engine.name})`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...networks),
        stateOf(39),
        fc.constantFrom(...engine.methods),
        async (any, state, method) => {
          const network = fitting(any, method);
          await using simulation = await engine.create(network, { dt: 0.1, method });
          await write(simulation, state);
          await simulation.advance(3);
          await using resumed = await engine.create(network, { dt: 0.1, method });
          await resumed.advance(3); // to the same step, because a stimulus counts steps
          const saved = await everything(simulation);
          for (const [k, variable] of simulation.variables.entries()) await resumed.write(variable, saved[k]);
          assertEquals(await resumed.advance(20), await simulation.advance(20));
          assertEquals(await everything(resumed), await everything(simulation));
        },
      ),
      { seed: SEED, numRuns: 150 },
    );
  });
}

Deno.test("neither threads nor formats change a bit of what any state becomes", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...networks),
      stateOf(39),
      fc.constantFrom(...wasmEngine.methods),
      fc.constantFrom({ threads: 3 }, { format: "gaps8" as const }, { format: "gaps16" as const }, { threads: 2 }),
      async (any, state, method, options) => {
        const network = fitting(any, method);
        await using plain = await wasmEngine.create(network, { dt: 0.1, method });
        await using other = await wasmEngine.create(network, { dt: 0.1, method, ...options });
        await write(plain, state);
        await write(other, state);
        assertEquals(await other.advance(25), await plain.advance(25));
        assertEquals(await everything(other), await everything(plain));
      },
    ),
    { seed: SEED, numRuns: 200 },
  );
});
