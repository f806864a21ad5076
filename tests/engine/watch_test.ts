import { assert, assertEquals, assertGreater, assertRejects, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  buildNetwork,
  checkpointOf,
  cobaHh,
  type Network,
  nonFinite,
  type Probe,
  restore,
  run,
  type Simulation,
  type Spikes,
  type StateVariable,
  trace,
  variablesOf,
  wasmEngine,
} from "../../mod.ts";
import { WATCHED_WORDS } from "../../engine/layout.ts";
import { joinedSpikes } from "../../record/spike_list.ts";
import { PROPERTY, smallSpec } from "../laws/arbitraries.ts";
import { METHODS } from "./methods.ts";

interface Watched {
  readonly method: string;
  readonly threads: number;
  readonly firstStep: number;
}

/** Spikes and samples of watched steps, in parts of `chunk` steps. */
async function watched(network: Network, options: Watched, probes: readonly Probe[], steps: number, chunk: number) {
  await using simulation = await wasmEngine.create(network, { dt: 0.1, ...options });
  const watcher = simulation.watch!({ probes }), stop = simulation.step + steps;
  const spikes: Spikes[] = [], samples: number[][] = probes.map(() => []);
  while (simulation.step < stop) {
    const part = await watcher.advance(Math.min(chunk, stop - simulation.step));
    assertEquals(part.isLost, false);
    spikes.push(part.spikes);
    part.samples.forEach((values, p) => samples[p].push(...values));
  }
  return { spikes: joinedSpikes(spikes), samples };
}

/** The same, step by step, with `read`. */
async function read(network: Network, options: Watched, probes: readonly Probe[], steps: number) {
  await using simulation = await wasmEngine.create(network, { dt: 0.1, ...options, threads: 1 });
  const spikes: Spikes[] = [], samples: number[][] = probes.map(() => []);
  for (let k = 0; k < steps; k++) {
    spikes.push(await simulation.advance(1));
    for (const [p, { variable, neurons, every, phase }] of probes.entries()) {
      if ((simulation.step - 1) % every === phase) samples[p].push(...await simulation.read(variable, neurons));
    }
  }
  return { spikes: joinedSpikes(spikes), samples };
}

/** A probe of a network whose method has these variables. */
function probeOf(variables: readonly StateVariable[], neurons: number): fc.Arbitrary<Probe> {
  return fc.record({
    variable: fc.constantFrom(...variables),
    neurons: fc.array(fc.nat({ max: neurons - 1 }), { minLength: 1, maxLength: 5 }).map((list) =>
      Uint32Array.from(list)
    ),
    every: fc.oneof(fc.constantFrom(1, 2, 6), fc.integer({ min: 1, max: 400 })),
    phase: fc.nat({ max: 400 }),
  }).map(({ phase, ...probe }) => ({ ...probe, phase: phase % probe.every }));
}

Deno.test("samples are what read gives after the same steps, whatever method, threads, parts and beginning", async () => {
  const choice = fc.record({
    method: fc.constantFrom(...METHODS),
    threads: fc.integer({ min: 1, max: 3 }),
    firstStep: fc.constantFrom(0, 7, 2 ** 31 + 5),
    chunk: fc.integer({ min: 1, max: 300 }),
  });
  const network = smallSpec().map((spec) => buildNetwork(spec));
  const case_ = fc.tuple(network, choice).chain(([network, choice]) =>
    fc.tuple(
      fc.constant(network),
      fc.constant(choice),
      fc.array(probeOf(variablesOf(choice.method), network.neurons), { minLength: 1, maxLength: 4 }),
    )
  );
  await fc.assert(
    fc.asyncProperty(case_, async ([network, { chunk, ...options }, probes]) => {
      assertEquals(await watched(network, options, probes, 300, chunk), await read(network, options, probes, 300));
    }),
    { ...PROPERTY, numRuns: 20 },
  );
});

for (
  const { name, network } of [
    { name: "spikes under way", network: buildNetwork(cobaHh({ variant: "nest", scale: 0.02, current: 400 })) },
    {
      name: "refractory counters where no neuron can fire",
      network: buildNetwork(cobaHh({
        variant: "seed-3",
        scale: 0.02,
        spike: { threshold: 500, refractory: 3 },
        initial: { gates: "steady" },
      })),
    },
  ]
) {
  Deno.test(`variables that lie outside the kernels' memory are sampled, too: ${name}`, async () => {
    const options = { method: "exp_auto", threads: 2, firstStep: 0 }, neurons = Uint32Array.of(3, 60, 0);
    const probes = (["spike", "refractory", "v"] as const).flatMap((variable, k) => [
      { variable, neurons, every: 1, phase: 0 },
      { variable, neurons, every: 4, phase: k },
    ]);
    assertEquals(await watched(network, options, probes, 100, 33), await read(network, options, probes, 100));
  });
}

Deno.test("more neurons than rows have room for are sampled", async () => {
  const network = buildNetwork(cobaHh({ scale: 1 }));
  const neurons = Uint32Array.from({ length: network.neurons }, (_, i) => network.neurons - 1 - i);
  assertGreater(3 * neurons.length, WATCHED_WORDS);
  const probes = (["v", "gE", "h"] as const).map((variable) => ({ variable, neurons, every: 2, phase: 1 }));
  for (const threads of [1, 2]) {
    const options = { method: "exp_auto", threads, firstStep: 0 };
    assertEquals(await watched(network, options, probes, 7, 7), await read(network, options, probes, 7));
  }
});

/** The simulation as one that cannot watch. */
function blind(simulation: Simulation): Simulation {
  return new Proxy(simulation, { get: (target, key) => key === "watch" ? undefined : Reflect.get(target, key) });
}

Deno.test("lost neurons are found in the loop as by reading: each at its look, with every number of threads", async () => {
  const network = buildNetwork(cobaHh({ scale: 0.1 })); // too small for this rule: it diverges
  for (const [threads, every] of [[1, 1], [2, 1], [3, 7], [2, 10], [1, 300]]) {
    const found = async (see: (simulation: Simulation) => Simulation) => {
      await using simulation = await wasmEngine.create(network, { dt: 0.1, threads });
      const recorders = { lost: nonFinite({ every }), v: trace("v", [0, 399], { every: 3 }) };
      const { observed } = await run(see(simulation), 50, recorders);
      return observed;
    };
    const expected = await found(blind);
    assertGreater(new Set(expected.lost.step).size, every === 1 ? 50 : 1);
    assertEquals(await found((simulation) => simulation), expected, `${threads} threads, every ${every}`);
  }
});

Deno.test("a watched simulation says that it is lost once, and again after what was lost has been written anew", async () => {
  const network = buildNetwork(cobaHh({ scale: 0.02 }));
  for (const threads of [1, 3]) {
    await using simulation = await wasmEngine.create(network, { dt: 0.1, threads });
    const sound = await checkpointOf(simulation), lost = (await simulation.read("v")).fill(NaN, 70, 71);
    const watcher = simulation.watch!({ probes: [], finite: { every: 5, phase: 2 } });
    const advance = async () => [(await watcher.advance(9)).isLost, simulation.step];
    assertEquals(await advance(), [false, 9]);
    await simulation.write("v", lost);
    assertEquals(await advance(), [true, 13]);
    assertEquals(await advance(), [false, 22]);
    await restore(simulation, sound);
    assertEquals(await advance(), [false, 31]);
    await simulation.write("v", lost);
    assertEquals(await advance(), [true, 33]);
    await simulation.advance(1);
    assertEquals(simulation.step, 34);
  }
});

Deno.test("what cannot be watched is refused", async () => {
  const network = buildNetwork(cobaHh({ scale: 0.02 }));
  const simulation = await wasmEngine.create(network, { dt: 0.1 });
  const good: Probe = { variable: "v", neurons: Uint32Array.of(0), every: 1, phase: 0 };
  const refusal = (probe: Partial<Probe>) =>
    assertThrows(() => simulation.watch!({ probes: [{ ...good, ...probe }] }), RangeError).message;
  assertEquals(
    refusal({ every: 0 }),
    "Cannot watch v: every must be an integer of steps in [1, 2147483648], received 0",
  );
  assertEquals(refusal({ every: 3, phase: 3 }), "Cannot watch v: phase must be an integer in [0, 3), received 3");
  assertEquals(
    refusal({ neurons: Uint32Array.of(80) }),
    "Cannot read state: neurons must be in [0, 80), received 80",
  );
  assert(refusal({ variable: "gateLag" }).includes("the variable must be one of v, m, h, n"));
  assertThrows(() => simulation.watch!({ probes: [], finite: { every: 1.5, phase: 0 } }), RangeError, "potentials");
  const watcher = simulation.watch!({ probes: [good] });
  await assertRejects(() => watcher.advance(0), RangeError, "steps must be a positive integer");
  await simulation[Symbol.asyncDispose]();
  await assertRejects(() => watcher.advance(1), Error, "disposed");
  assertThrows(() => simulation.watch!({ probes: [good] }), Error, "disposed");
});
