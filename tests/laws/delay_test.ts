import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  assembleNetwork,
  buildNetwork,
  checkpointOf,
  cobaHh,
  distinctMethods,
  engines,
  methodOf,
  type Network,
  referenceEngine,
  restore,
  specFromJson,
  specToJson,
} from "../../mod.ts";

/** The engines' methods that can delay spikes. */
const SUBJECTS = engines.flatMap((engine) =>
  distinctMethods(engine.methods).filter((method) => !methodOf(method).isInterpolated).map((method) => ({
    engine,
    method,
  }))
);

/** Time step [ms] at which every method is stable. */
const DT = 0.02;

/** Neuron 0 excites neuron 1 and neuron 2 inhibits it; nobody fires by itself. */
function pairOfSynapses(delay: number): Network {
  const spec = cobaHh({ populations: { excitatory: 2, inhibitory: 1 }, parameters: { eL: -65 }, synapses: { delay } });
  return assembleNetwork(spec, { pre: Uint32Array.of(0, 2), post: Uint32Array.of(1, 1) });
}

for (const { engine, method } of SUBJECTS) {
  Deno.test(`a spike of the last step acts one step and the delay later, and only then (${engine.name}, ${method})`, async () => {
    for (const steps of [0, 1, 2, 7, 31]) {
      await using simulation = await engine.create(pairOfSynapses(steps * DT), { dt: DT, method });
      await simulation.write("spike", Float64Array.of(1, 0, 1));
      for (let k = 0; k <= steps + 3; k++) {
        const spike = await simulation.read("spike");
        assertEquals([...spike], k <= steps ? [2 ** k, 0, 2 ** k] : [0, 0, 0], `spikes under way before step ${k}`);
        const gE = (await simulation.read("gE"))[1], gI = (await simulation.read("gI"))[1];
        await simulation.advance(1);
        const hasArrived = (await simulation.read("gE"))[1] > gE + 1 && (await simulation.read("gI"))[1] > gI + 1; // nS
        assertEquals(hasArrived, k === steps, `delay of ${steps} steps, step ${k}`);
      }
    }
  });
}

for (const engine of engines) {
  Deno.test(`the bits of spike are the steps in which the neuron fired, with any number of threads (${engine.name})`, async () => {
    const steps = 31, network = buildNetwork(cobaHh({ scale: 0.02, current: 3000, synapses: { delay: 0.1 * steps } }));
    await using simulation = await engine.create(network, { dt: 0.1, threads: 2 });
    await using alone = await engine.create(network, { dt: 0.1 });
    const { step, neuron } = await simulation.advance(300);
    const expected = new Float64Array(network.neurons);
    step.forEach((k, i) => expected[neuron[i]] += k >= 299 - steps ? 2 ** (299 - k) : 0);
    assertEquals(await simulation.read("spike"), expected);
    assert(expected.some((bits) => bits !== 0 && Math.log2(bits) % 1 !== 0), "no neuron has two spikes under way");
    await alone.advance(137);
    await alone.advance(163);
    assertEquals(await checkpointOf(alone), await checkpointOf(simulation));
  });
}

const RESUMED = ["exp_auto", "substepped", "implicit_euler", "adaptive_rkf45", "euler"];

for (const { engine, method } of SUBJECTS.filter(({ method }) => RESUMED.includes(method))) {
  Deno.test(`with spikes under way a checkpoint resumes bit for bit, and one without them does not (${engine.name}, ${method})`, async () => {
    const dt = methodOf(method).family === "Runge–Kutta" ? 0.02 : 0.1;
    const network = buildNetwork(
      cobaHh({ variant: "brian2", scale: 0.1, synapses: { delay: 0.6 }, current: 800 }),
    );
    const create = () => engine.create(network, { dt, method });
    await using original = await create();
    await using resumed = await create();
    await using forgetful = await create();
    const begun = Math.round(25 / dt), steps = Math.round(10 / dt);
    await original.advance(begun);
    const checkpoint = await checkpointOf(original);
    assert(checkpoint.get("spike")!.some((bits) => bits > 1), "no spike is under way");
    await restore(resumed, checkpoint);
    await restore(forgetful, checkpoint);
    await forgetful.write("spike", checkpoint.get("spike")!.map((bits) => bits % 2));
    await original.advance(steps);
    await resumed.advance(steps);
    await forgetful.advance(steps);
    assertEquals(await checkpointOf(resumed), await checkpointOf(original));
    assert(
      JSON.stringify([...await forgetful.read("v")]) !== JSON.stringify([...await original.read("v")]),
      "the spikes under way made no difference",
    );
  });
}

Deno.test("the step size of the adaptive method is state: without it a checkpoint does not resume", async () => {
  const network = buildNetwork(cobaHh({ variant: "brian2", scale: 0.1, synapses: { delay: 0.1 } }));
  const create = () => referenceEngine.create(network, { dt: 0.1, method: "adaptive_rkf45" });
  await using original = await create();
  await using forgetful = await create();
  assertEquals(new Set(await original.read("stepSize")), new Set([0.1]));
  await original.advance(100);
  const checkpoint = await checkpointOf(original);
  await restore(forgetful, checkpoint);
  await forgetful.write("stepSize", new Float64Array(network.neurons).fill(0.1));
  await original.advance(100);
  await forgetful.advance(100);
  assert(JSON.stringify([...await forgetful.read("v")]) !== JSON.stringify([...await original.read("v")]));
  for (const bad of [0, -0.1, NaN, Infinity]) {
    await assertRejects(
      () => original.write("stepSize", new Float64Array(network.neurons).fill(bad)),
      RangeError,
      "every value must be a positive number of ms",
    );
  }
});

const refusals: readonly [delay: number, method: string, words: string][] = [
  [0.15, "exp_auto", "synapses.delay must be a multiple of dt (0.1 ms), received 0.15 ms"],
  [0.05, "exp_auto", "synapses.delay must be a multiple of dt (0.1 ms), received 0.05 ms"],
  [3.2, "exp_auto", "synapses.delay must be at most 31 steps of 0.1 ms, received 3.2 ms"],
  [1e300, "exp_auto", "synapses.delay must be at most 31 steps of 0.1 ms, received 1e+300 ms"],
  [0.1, "substepped_interpolated", "synapses.delay must be 0, received 0.1 ms"],
];

for (const [delay, method, words] of refusals) {
  Deno.test(`a delay of ${delay} ms is refused with ${method} at 0.1 ms`, async () => {
    const network = buildNetwork(cobaHh({ scale: 0.02, synapses: { delay } }));
    const { message } = await assertRejects(() => referenceEngine.create(network, { dt: 0.1, method }), RangeError);
    assert(message.startsWith("Cannot create simulation: ") && message.endsWith(words), message);
  });
}

Deno.test("delays that are whole steps but for rounding are taken", async () => {
  for (const [delay, dt] of [[0.3, 0.1], [0.7, 0.1], [3.1, 0.1], [0.1, 0.025], [0.31, 0.01]]) {
    const network = buildNetwork(cobaHh({ scale: 0.02, synapses: { delay } }));
    await using _ = await referenceEngine.create(network, { dt });
  }
});

Deno.test("what spike can hold is checked", async () => {
  await using simulation = await referenceEngine.create(pairOfSynapses(0.2), { dt: 0.1 });
  await simulation.write("spike", Float64Array.of(7, 0, 5));
  for (const bad of [8, -1, 0.5, NaN]) {
    await assertRejects(
      () => simulation.write("spike", Float64Array.of(0, bad, 0)),
      RangeError,
      `Cannot write spike: every value must be an integer in [0, 2^3), received ${bad}`,
    );
  }
});

Deno.test("a specification without a delay has the delay 0, and one with it comes back", () => {
  const spec = cobaHh({ synapses: { delay: 1.5 } });
  assertEquals(specFromJson(specToJson(spec)), spec);
  const { delay: _, ...synapses } = cobaHh().synapses;
  assertEquals(specFromJson(JSON.stringify({ ...cobaHh(), synapses })), cobaHh());
});
