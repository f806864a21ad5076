import { assertEquals, assertGreater, assertRejects } from "@std/assert";
import { assembleNetwork, checkpointOf, cobaHh, type NetworkSpec, restore, wasmEngine } from "../../mod.ts";

/** Steps before the checkpoint, and after it: a window of stimulus events has 4096 steps. */
const BEFORE = 4300, AFTER = 300;

const poisson = { kind: "poisson", rate: 400, cells: 60, start: 3, stop: 1e9 } as const;
const events = {
  kind: "events",
  steps: [5, BEFORE - 1, BEFORE, BEFORE + 7, BEFORE + 7, BEFORE + AFTER - 2],
  targets: [0, 1, 2, 3, 3, 4],
} as const;

/** A small network with an edge from each neuron to the next. */
function networkOf(spec: Partial<NetworkSpec>) {
  const size = { populations: { excitatory: 64, inhibitory: 16 }, initial: { gates: "steady" } } as const;
  const pre = Uint32Array.from({ length: 80 }, (_, i) => i);
  return assembleNetwork(cobaHh({ ...size, ...spec } as Parameters<typeof cobaHh>[0]), {
    pre,
    post: pre.map((i) => (i + 1) % 80),
  });
}

for (
  const { name, spec, method, threads } of [
    { name: "Poisson trains", spec: { stimulus: poisson }, method: "exp_auto", threads: 1 },
    { name: "Poisson trains, two threads", spec: { stimulus: poisson }, method: "exp_auto", threads: 2 },
    { name: "Poisson trains, sub-steps", spec: { stimulus: poisson }, method: "substepped", threads: 1 },
    { name: "given events", spec: { stimulus: events, current: 300 }, method: "exp_auto", threads: 1 },
    { name: "delay", spec: { variant: "nest", stimulus: poisson }, method: "exp_auto", threads: 1 },
  ]
) {
  Deno.test(`a simulation that begins at a checkpoint's step goes on as the one that was read: ${name}`, async () => {
    const network = networkOf(spec as Partial<NetworkSpec>), options = { dt: 0.1, method, threads };
    await using simulation = await wasmEngine.create(network, options);
    await simulation.advance(BEFORE);
    const checkpoint = await checkpointOf(simulation);
    const expected = await simulation.advance(AFTER);
    await using later = await wasmEngine.create(network, { ...options, firstStep: BEFORE });
    assertEquals(later.step, BEFORE);
    await restore(later, checkpoint);
    assertEquals(await later.advance(AFTER), expected);
    assertEquals(later.step, BEFORE + AFTER);
    assertGreater(expected.step.length, 0);
    for (const variable of simulation.variables) {
      assertEquals(await later.read(variable), await simulation.read(variable), variable);
    }
  });
}

Deno.test("a first step that is no step is refused", async () => {
  for (const firstStep of [-1, 0.5, NaN, 2 ** 32]) {
    await assertRejects(
      () => wasmEngine.create(networkOf({}), { dt: 0.1, firstStep }),
      RangeError,
      "Cannot create simulation: firstStep must be an integer in [0, 2^32), received",
    );
  }
});
