import { assertAlmostEquals, assertEquals, assertGreater, assertNotEquals } from "@std/assert";
import {
  buildNetwork,
  cobaHh,
  fanoFactor,
  isiStatistics,
  type NetworkSpec,
  spikeHash,
  type Spikes,
  wasmEngine,
} from "../../mod.ts";
import { joinedSpikes } from "../../record/spike_list.ts";
import { type Intervention, LiveSimulation, type Samples } from "../../web/live_simulation.ts";
import { IntervalBins } from "../../web/interval_bins.ts";
import { PopulationBins } from "../../web/population_bins.ts";
import { partnersOf } from "../../web/partners.ts";
import { Past } from "../../web/past.ts";
import { RunningHash } from "../../web/running_hash.ts";
import { TRACED } from "../../web/traced.ts";

const OPTIONS = { dt: 0.1, method: "exp_auto", threads: 1 };

const SPEC = cobaHh({ scale: 0.1, scaling: "in-degree" });

/** The specification with other weights, another current or stimulus. */
function changed(spec: NetworkSpec, { wE, wI, ...others }: Record<string, unknown>): Intervention {
  const parameters = { ...spec.parameters, ...(wE !== undefined && { wE }), ...(wI !== undefined && { wI }) };
  return { kind: "change", spec: { ...spec, ...others, parameters } as NetworkSpec };
}

interface Plan {
  readonly [step: number]: Intervention;
}

/** Spikes, and samples of a neuron, of so many steps in batches, with interventions on the way. */
async function simulated(steps: number, plan: Plan, { batch, neuron = 3, past }: {
  readonly batch: number;
  readonly neuron?: number;
  readonly past?: Past;
}): Promise<{ spikes: Spikes; samples: Samples[] }> {
  await using live = await LiveSimulation.of(SPEC, OPTIONS);
  const parts: Spikes[] = [], samples: Samples[] = [];
  for (let step = 0; step < steps;) {
    if (past !== undefined && step >= past.due) await past.mark(live);
    if (plan[step] !== undefined) {
      past?.note(step, plan[step]);
      await live.intervene(plan[step]);
    }
    const next = Object.keys(plan).map(Number).find((other) => other > step) ?? steps;
    const end = Math.min(steps, next, step + batch);
    const done = await live.advance(end - step, neuron, 1);
    parts.push(done.spikes);
    samples.push(done.samples);
    step = end;
  }
  return { spikes: joinedSpikes(parts), samples };
}

const PLAN: Plan = {
  120: changed(SPEC, { wE: 8 }),
  200: { kind: "kick", by: 30 },
  310: changed(SPEC, {
    wE: 8,
    wI: 0,
    current: 50,
    stimulus: { kind: "poisson", rate: 500, cells: 40, start: 31, stop: 1e9 },
  }),
};

Deno.test("without interventions it is the engine's simulation, and with them another from there on", async () => {
  const { spikes } = await simulated(400, {}, { batch: 37 });
  await using plain = await wasmEngine.create(buildNetwork(SPEC), OPTIONS);
  assertEquals(spikes, await plain.advance(400));
  const { spikes: other } = await simulated(400, PLAN, { batch: 37 });
  const first = spikes.step.findIndex((step, k) => step !== other.step[k] || spikes.neuron[k] !== other.neuron[k]);
  assertGreater(spikes.step[first], 120);
  assertNotEquals(other, spikes);
});

Deno.test("interventions at given steps give the same spikes, whatever the batches", async () => {
  const { spikes } = await simulated(500, PLAN, { batch: 500 });
  for (const batch of [1, 37]) assertEquals((await simulated(500, PLAN, { batch })).spikes, spikes);
});

Deno.test("a change to the values that are there changes nothing", async () => {
  const { spikes } = await simulated(400, {}, { batch: 400 });
  assertEquals((await simulated(400, { 200: { kind: "change", spec: SPEC } }, { batch: 400 })).spikes, spikes);
});

Deno.test("a kick raises the potential of one neuron, or of all", async () => {
  await using live = await LiveSimulation.of(SPEC, OPTIONS);
  await live.advance(50, 0, 1);
  const before = await live.simulation.read("v");
  await live.intervene({ kind: "kick", neuron: 7, by: 12 });
  const one = await live.simulation.read("v");
  one.forEach((v, i) => assertAlmostEquals(v, before[i] + (i === 7 ? 12 : 0), 1e-4));
  await live.intervene({ kind: "kick", by: -5 });
  (await live.simulation.read("v")).forEach((v, i) => assertAlmostEquals(v, one[i] - 5, 1e-4));
});

Deno.test("the past of any neuron is found again, through interventions", async () => {
  for (const every of [60, 150, 10_000]) {
    const past = new Past(OPTIONS, 250, every);
    await simulated(500, PLAN, { batch: 50, past });
    for (const neuron of [0, 77, 399]) {
      const { samples } = await simulated(500, PLAN, { batch: 500, neuron });
      const found = await past.samplesOf(neuron, { from: 250, end: 500, every: 1 }, () => Promise.resolve(true));
      const value = new Map<number, Float32Array>();
      for (const { step, values } of samples) step.forEach((s, k) => value.set(s, values.slice(6 * k, 6 * k + 6)));
      assertEquals(found!.step[found!.step.length - 1], 500);
      assertEquals(found!.step.includes(251), true);
      found!.step.forEach((step, k) => assertEquals(found!.values.slice(6 * k, 6 * k + 6), value.get(step), `${step}`));
    }
    assertEquals(await past.samplesOf(0, { from: 250, end: 500, every: 1 }, () => Promise.resolve(false)), undefined);
  }
});

Deno.test("the running hash is the hash of all spikes", async () => {
  const { spikes } = await simulated(300, {}, { batch: 300 });
  const running = new RunningHash();
  assertEquals(running.digest(), await spikeHash({ step: new Uint32Array(0), neuron: new Uint32Array(0) }));
  for (let k = 0; k < spikes.step.length; k += 91) {
    running.append({ step: spikes.step.subarray(k, k + 91), neuron: spikes.neuron.subarray(k, k + 91) });
    running.digest();
  }
  assertEquals(running.digest(), await spikeHash(spikes));
});

Deno.test("CV and synchrony as spikes come are those of the analysis", async () => {
  const { spikes } = await simulated(1005, {}, { batch: 1005 });
  const intervals = new IntervalBins(320, 80, 0.1), bins = new PopulationBins(320, 80, 0.1);
  for (let k = 0; k < spikes.step.length; k += 57) {
    const batch = { step: spikes.step.subarray(k, k + 57), neuron: spikes.neuron.subarray(k, k + 57) };
    intervals.append(batch);
    bins.append(batch);
  }
  const window = { neurons: 400, dt: 0.1, start: 0, stop: 1005 };
  assertAlmostEquals(intervals.meanCv(5), isiStatistics(spikes, window, { minimumSpikes: 5 }).meanCv, 1e-9);
  assertAlmostEquals(bins.fano(1005), fanoFactor(spikes, window, { binSteps: 10 }), 1e-9);
  assertGreater(bins.fano(1005), 1);
});

Deno.test("partners are the ends of a neuron's synapses, each once", () => {
  for (const rule of ["projection-out-degree", "in-degree"] as const) {
    const spec = cobaHh({ scale: 0.05, scaling: "in-degree", connectivity: { rule, multapses: rule === "in-degree" } });
    const { connectivity, neurons } = buildNetwork(spec);
    const rows = Array.from({ length: neurons }, (_, i) => [...new Set(connectivity.targets(i))]);
    for (const i of [0, 13, neurons - 1]) {
      const { targets, sources } = partnersOf(connectivity, i);
      assertEquals([...targets], rows[i]);
      assertEquals([...sources!], [...rows.keys()].filter((j) => rows[j].includes(i)));
      assertGreater(targets.length, 5);
    }
  }
});

Deno.test("samples are the state after every step whose number is a multiple, whatever the batches and neurons", async () => {
  await using live = await LiveSimulation.of(SPEC, OPTIONS);
  await using plain = await wasmEngine.create(buildNetwork(SPEC), OPTIONS);
  for (const [steps, neuron, every] of [[7, 3, 3], [1, 3, 3], [1, 3, 3], [20, 399, 1], [11, 0, 5]]) {
    const { samples } = await live.advance(steps, neuron, every);
    const step: number[] = [], values: number[] = [];
    for (let k = 0; k < steps; k++) {
      await plain.advance(1);
      if (plain.step % every !== 0) continue;
      step.push(plain.step);
      for (const variable of TRACED) values.push((await plain.read(variable, Uint32Array.of(neuron)))[0]);
    }
    assertEquals(samples, { neuron, step: Uint32Array.from(step), values: Float32Array.from(values) });
  }
});
