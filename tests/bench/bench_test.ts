import { assert, assertAlmostEquals, assertEquals, assertGreater, assertMatch } from "@std/assert";
import { assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { publishedBand } from "../../bench/bands.ts";
import { compareReports, comparisonText } from "../../bench/compare.ts";
import { type Contender, contender, relaxedContender } from "../../bench/contenders.ts";
import { environment } from "../../commands/environment.ts";
import { measureKernels } from "../../bench/kernel.ts";
import type { StepLine } from "../../bench/line.ts";
import { bench } from "../../bench/main.ts";
import { BENCH_FLAGS, type BenchPlan, benchPlan } from "../../bench/options.ts";
import { hasFailed, type Report, reportFromJson, reportToJson } from "../../bench/report.ts";
import { inTurns, ROUNDS, RUNS, spreadOf } from "../../bench/sampling.ts";
import { type GroupOptions, measureGroup } from "../../bench/steps.ts";
import { expectedSynapses, rowLengths } from "../../bench/synapses.ts";
import { kernelRow, stepRow } from "../../bench/table.ts";
import { throughputPlot } from "../../bench/throughput_plot.ts";
import { Arguments } from "../../commands/arguments.ts";
import { BadUse } from "../../commands/bad_use.ts";
import { buildNetwork, cobaHh, engines, referenceEngine, spikeHash, variants, wasmEngine } from "../../mod.ts";
import type { Network, NetworkSpec, Simulation, StateVariable } from "../../mod.ts";

// Flags

const refused: readonly (readonly [args: string, complaint: RegExp])[] = [
  ["--speed", /^Unknown flag --speed/],
  ["fast", /^bench takes flags only, received "fast"/],
  ["--scale 0", /^--scale requires a positive number, received 0/],
  ["--scale big", /^--scale requires a positive number, received big/],
  ["--scale 0.01 --scaling in-degree", /probability \/ scale must be in \[0, 1\]/],
  ["--scaling none", /^--scaling requires one of in-degree, weights, received "none"/],
  ["--variant seed-9", /variant must be one of .*received "seed-9"/],
  ["--engine gpu", /^--engine requires one of wasm, reference, native, .*, nest, or exec:COMMAND, received "gpu"/],
  ["--engine wasm --method rk4", /^--method requires one of exp_auto, .*received "rk4"/],
  ["--method simpson", /^--method "simpson" is known to no engine/],
  ["--engine reference --relaxed", /^--relaxed requires engine wasm/],
  ["--threads 1.5", /^--threads requires a positive integer, received 1.5/],
  ["--duration 20", /^--duration requires at least 50 ms, received 20/],
  ["--duration 60.05", /duration must be a whole number of steps/],
  ["--suite all", /^--suite requires one of steps, kernel, received "all"/],
  ["--json", /^--json requires a value/],
];

function planOf(argv: readonly string[]): Promise<BenchPlan> {
  return benchPlan(new Arguments(argv, BENCH_FLAGS));
}

for (const [args, complaint] of refused) {
  Deno.test(`bench refuses ${args}`, async () => {
    const error = await assertRejects(() => bench(args.split(" ")), BadUse);
    assertMatch(error.message, complaint);
  });
}

Deno.test("without flags four scales keep the in-degree and two the probability, on every engine", async () => {
  const plan = await planOf([]);
  const networks = plan.steps.map(({ scaling, scale }) => `${scaling} ${scale}`);
  const inDegree = ["in-degree 0.25", "in-degree 1", "in-degree 4", "in-degree 10"];
  assertEquals(networks, [...inDegree, "weights 1", "weights 4"]);
  assertEquals(plan.contenders.map(({ name }) => name), engines.map(({ name }) => name));
  assertEquals(plan.suites, ["steps"]);
});

Deno.test("a scale is measured under both rules", async () => {
  const plan = await planOf(["--scale", "4", "--relaxed", "--engine", "wasm"]);
  assertEquals(plan.steps.map(({ scaling, scale }) => `${scaling} ${scale}`), ["in-degree 4", "weights 4"]);
  assertEquals(plan.contenders.map(({ name }) => name), ["wasm", "wasm relaxed"]);
});

Deno.test("bad use of bench is one line on stderr and status 2", async () => {
  const main = new URL("../../bench/main.ts", import.meta.url).href;
  const args = ["run", "--quiet", "--no-prompt", "--allow-read", main, "--duration", "1"];
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args }).output();
  const text = new TextDecoder();
  assertEquals([code, text.decode(stdout)], [2, ""]);
  assertEquals(text.decode(stderr), "--duration requires at least 50 ms, received 1\n");
});

// Verification

const options: GroupOptions = { dt: 0.1, method: "exp_auto", threads: 1, duration: 50 };
const honest = contender(wasmEngine);
const published = cobaHh({ scale: 0.25, scaling: "in-degree" });
const unpublished = cobaHh({ scale: 0.05, scaling: "in-degree" });

const identity = (network: Network): Network => network;

/** The fast engine with parts of its simulations replaced, and perhaps of its networks. */
function broken(change: (simulation: Simulation, threads: number) => Partial<Simulation>, networkOf = identity) {
  const create: Contender["create"] = async (network, options) => {
    const simulation = await honest.create(networkOf(network), options);
    const changed = change(simulation, options.threads);
    return new Proxy(simulation, { get: (target, key) => Reflect.get(key in changed ? changed : target, key) });
  };
  return { ...honest, create };
}

/** The fast engine with only those spikes that are `kept`. */
function losing(kept: (neuron: number, simulation: Simulation, threads: number) => boolean, threads?: number) {
  return broken((simulation, asked) => ({
    ...(threads === undefined ? {} : { threads: asked }),
    async advance(steps) {
      const { step, neuron } = await simulation.advance(steps);
      const isKept = (_: number, k: number) => kept(neuron[k], simulation, asked);
      return { step: step.filter(isKept), neuron: neuron.filter(isKept) };
    },
  }));
}

function reading(variable: StateVariable, value: number): Contender {
  return broken((simulation) => ({
    read: async (name) => (await simulation.read(name)).with(3, name === variable ? value : 0.5),
  }));
}

/** Every other row without its first target. */
function shortened({ connectivity, ...network }: Network): Network {
  const { procedure: _, ...rows } = connectivity;
  return { ...network, connectivity: { ...rows, targets: (i) => connectivity.targets(i).subarray(i % 2) } };
}

const wrong: readonly (readonly [what: string, engine: Contender, spec: NetworkSpec, reason: RegExp])[] = [
  ["that loses spikes", losing((i) => i % 2 === 0), published, /reference has \d+ \(± \d+ is allowed\)/],
  ["that never fires", losing(() => false), unpublished, /^the network is silent/],
  [
    "that falls silent",
    losing((_, { step }) => step < 501),
    published,
    /^rate 0.0 Hz, which must be in 1.7 to 72.9 Hz/,
  ],
  [
    "that bursts",
    losing((_, { step }) => step > 100),
    unpublished,
    /^\d+ spikes in the first 500 steps, the reference/,
  ],
  ["with a NaN", reading("m", NaN), unpublished, /^1 of 200 neurons are NaN/],
  ["that runs away", reading("v", 2e4), unpublished, /^1 of 200 neurons are NaN or beyond any membrane/],
  ["that drops synapses", broken(() => ({}), shortened), published, /delivers through 79500 synapses, .* has 80000/],
  ["that depends on threads", losing((i, _, n) => i > 50 || n === 1, 2), published, /depend on the number of threads/],
  ["that wears out", losing((i, { step }) => i > 50 || step < 1500), published, /when the same steps are repeated/],
];

for (const [what, engine, spec, reason] of wrong) {
  Deno.test(`an engine ${what} has no speed, and the benchmark fails`, async () => {
    const [line] = await measureGroup(spec, [engine], options);
    assertEquals(line.speed, null);
    assertMatch(line.failures.join("; "), reason);
    assert(stepRow(line).endsWith(`  no speed: ${line.failures.join("; ")}`));
    assert(hasFailed(reportOf([line])));
  });
}

Deno.test("a wrong engine does not take the speed of a right one", async () => {
  const lines = await measureGroup(published, [honest, losing(() => false)], options);
  assertEquals(lines.map(({ failures, speed }) => [failures.length, speed === null]), [[0, false], [2, true]]);
  assert(!hasFailed(reportOf(lines.slice(0, 1))));
});

Deno.test("a network that has not the synapses of its rule has no speed on any engine", async () => {
  const build = () => buildNetwork({ ...published, connectivity: { ...published.connectivity, probability: 0.019 } });
  const lines = await measureGroup(published, [honest, contender(referenceEngine)], { ...options, build });
  for (const { speed, failures } of lines) {
    assertEquals([speed, failures], [null, ["the network has 75000 synapses, its rule makes 80000"]]);
  }
});

Deno.test("bands are those of rule, scale and window", () => {
  const bandOf = (options: Parameters<typeof cobaHh>[0], start: number, stop: number, method = "exp_auto") => {
    const band = publishedBand(cobaHh(options), method, start, stop);
    return band && [Math.round(band.low), Math.round(band.high)];
  };
  assertEquals(bandOf({}, 500, 5500), [30, 45]);
  assertEquals(bandOf({}, 50, 100), [19, 55]);
  assertEquals(bandOf({ scale: 10, scaling: "in-degree" }, 500, 5500), [30, 45]);
  assertEquals(bandOf({ scale: 4 }, 500, 1000), [3, 5]);
  assertEquals(bandOf({ scale: 4 }, 50, 100), undefined);
  assertEquals(bandOf({ scale: 0.25 }, 500, 1000), undefined);
  assertEquals(bandOf({ scale: 0.05, scaling: "in-degree" }, 500, 1000), undefined);
  assertEquals(bandOf({ variant: "nest" }, 500, 5500), [23, 29]);
  assertEquals(bandOf({ variant: "nest" }, 50, 100), undefined);
  assertEquals(bandOf({}, 500, 1000, "rk4"), undefined);
});

Deno.test("the rules make as many synapses as networks of every variant have", () => {
  for (const variant of Object.keys(variants)) {
    for (const options of [{ scale: 0.3, scaling: "in-degree" }, { scale: 0.11, scaling: "weights" }] as const) {
      const spec = cobaHh({ variant, ...options }), network = buildNetwork(spec);
      const { low, high } = expectedSynapses(spec, network);
      const synapses = rowLengths(network).reduce((sum, length) => sum + length, 0);
      assert(synapses >= low && synapses <= high, `${variant}: ${synapses} in ${low} to ${high}`);
      assertEquals(low === high, variant !== "brian2");
    }
  }
});

// Measuring

Deno.test("works take turns, each prepared before every run", async () => {
  const log: string[] = [];
  const work = (name: string) => ({
    prepare: () => Promise.resolve(void log.push(name.toUpperCase())),
    run: () => Promise.resolve(void log.push(name)),
  });
  const times = await inTurns([work("a"), work("b")]);
  const turn = (name: string) => (name.toUpperCase() + name).repeat(RUNS / ROUNDS);
  assertEquals(log.join(""), (turn("a") + turn("b")).repeat(ROUNDS));
  for (const rounds of times) assertEquals(rounds.map(({ length }) => length), Array(ROUNDS).fill(2));
  assertEquals(spreadOf([[5, 3], [4, 1], [2, 9]], 2), { min: 2, median: 7 });
});

Deno.test("a line has the speed of the run that its hash names, beside the reference's", async () => {
  const lines = await measureGroup(unpublished, [honest, relaxedContender(), contender(referenceEngine)], options);
  assertEquals(lines.map(({ failures }) => failures), [[], [], []]);
  await using simulation = await wasmEngine.create(buildNetwork(unpublished), { dt: 0.1 });
  const spikes = await simulation.advance(1000);
  assertEquals([lines[0].hash, lines[0].diverged, lines[0].synapses], [await spikeHash(spikes), 0, 16000]);
  assertAlmostEquals(lines[0].rate!, spikes.step.filter((step) => step >= 500).length / (200 * 0.05));
  const speed = lines[0].speed!;
  assertGreater(speed.timesReference!, 1);
  assertEquals(lines[2].speed!.timesReference, 1);
  assertAlmostEquals(speed.realTimeFactor.min, speed.nsPerNeuronStep.min * 200 * 1e-5, 1e-9);
  assertAlmostEquals(speed.stepsPerSecond.max, 1e9 / (200 * speed.nsPerNeuronStep.min), 1e-3);
});

Deno.test("kernels deliver the spikes of neurons without synapses, in every format and variant", async () => {
  for (const variant of ["seed-1", "neuron"]) {
    const spec = cobaHh({ variant, scale: 0.05, scaling: "in-degree" });
    const lines = await measureKernels(spec, [honest], options);
    assertEquals(lines.map(({ failures }) => failures), lines.map(() => []));
    const [update, ...deliveries] = lines;
    assertEquals([update.name, update.synapses, deliveries.length], ["update", 0, 4]);
    for (const line of deliveries) {
      assertGreater(line.synapses, 14000);
      if (line.hash !== null) assertEquals(line.hash, update.hash);
      assertStringIncludes(kernelRow(line), line.name);
    }
    assertEquals(deliveries.filter(({ hash }) => hash === null).length, variant === "neuron" ? 1 : 0);
  }
});

// Reports

const [measured] = await measureGroup(published, [honest], options);

function lineOf(engine: string, min: number, timesReference: number, hash = "a".repeat(64)): StepLine {
  const speed = { ...measured.speed!, nsPerNeuronStep: { min, median: 1.1 * min }, timesReference };
  return { ...measured, engine, hash, speed };
}

function reportOf(steps: readonly StepLine[]): Report {
  const parameters = { variant: "seed-1", seed: 1, dt: 0.1, method: "exp_auto", threads: 1, duration: 50, engines: [] };
  return { date: "2026-01-01T00:00:00.000Z", environment: environment(), parameters, steps, kernel: [] };
}

Deno.test("a report that is written and read is the same; other files are refused", () => {
  const failed = { ...lineOf("reference", 80, 1), speed: null, failures: ["silent"] };
  const report = reportOf([lineOf("wasm", 2.5, 33), failed]);
  const text = reportToJson(report);
  assertEquals(reportFromJson(text), report);
  const other = (from: string, to: string) => () => reportFromJson(text.replace(from, to));
  assertThrows(other('"formatVersion": 1', '"formatVersion": 2'), SyntaxError, "version 2");
  assertThrows(other('"engine": "wasm"', '"engine": null'), SyntaxError, "complete report");
  assertThrows(() => reportFromJson("[]"), SyntaxError, "received nothing");
  assertThrows(() => reportFromJson("{"), SyntaxError, "valid JSON");
});

Deno.test("comparing gives old over new, and the ratio in which the machine's speed cancels", () => {
  const old = reportOf([lineOf("wasm", 4, 30), lineOf("reference", 120, 1)]);
  const recent = reportOf([lineOf("wasm", 5, 36, "b".repeat(64)), lineOf("reference", 180, 1), lineOf("gpu", 1, 180)]);
  const [wasm, reference, gpu] = compareReports(old, recent);
  assertEquals([wasm.speedup, wasm.speedupToReference, wasm.isSameSpikes], [0.8, 1.2, false]);
  assertEquals([reference.speedupToReference, reference.isSameSpikes], [null, true]);
  assertEquals([gpu.old, gpu.speedup], [null, null]);
  const text = comparisonText(old, recent, "old.json");
  assertMatch(
    text,
    /wasm, 1 thread, seed-1, in-degree, scale 0.25: 4 -> 5 ns\/neuron-step, x 0.8, .*x 1.2, other spikes/,
  );
  assertMatch(text, /gpu, .*: none -> 1 ns/);
});

Deno.test("the picture names every engine and rule that has a speed", () => {
  const svg = throughputPlot(reportOf([lineOf("wasm", 2.5, 33), { ...lineOf("wasm", 3, 30), scaling: "weights" }]));
  assertMatch(svg, /^<svg [\s\S]*<\/svg>\n$/);
  for (const text of ["wasm, weights", "wasm, in-degree", "neurons"]) assertStringIncludes(svg, text);
  assertThrows(() => throughputPlot(reportOf([{ ...lineOf("wasm", 2.5, 33), speed: null }])), RangeError, "speed");
});
