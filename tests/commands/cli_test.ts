import { assert, assertEquals, assertGreater, assertMatch, assertStringIncludes } from "@std/assert";
import {
  buildNetwork,
  cobaHh,
  engines,
  nonFiniteOf,
  type Recording,
  recordingFromJson,
  run,
  specFromJson,
  spikeHash,
  spikes,
  spikesOf,
  STATE_VARIABLES,
  tracesOf,
} from "../../mod.ts";
import { cobahh, cobahhInTurn, command, inFolder, namesIn, type Outcome, until } from "./command_line.ts";

async function recordingIn(folder: string): Promise<Recording> {
  return recordingFromJson(await Deno.readTextFile(`${folder}/recording.json`));
}

async function assertIsSvg(file: string): Promise<void> {
  assertMatch(await Deno.readTextFile(file), /^<svg[\s\S]*<\/svg>\s*$/);
}

async function assertIsPng(file: string): Promise<void> {
  const signature = [...(await Deno.readFile(file)).subarray(0, 8)];
  assertEquals(signature, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], file);
}

/** A network of 200 neurons that has fired after 18 ms; a run of it takes a fraction of a second. */
const small = ["--variant", "seed-3", "--scale", "0.05", "--seed", "7", "--duration", "18"];

Deno.test("sim writes pictures, spikes, recording and network, and says so", () =>
  inFolder(async (folder) => {
    const { status, stdout, stderr } = await cobahh(folder, "sim", ...small);
    assertEquals([status, stderr], [0, ""]);
    const files = ["network.json", "raster.png", "raster.svg", "rate.png", "rate.svg", "recording.json", "spikes.csv"];
    assertEquals([namesIn(folder), namesIn(`${folder}/out`)], [["out"], files]);
    for (const file of files) assertStringIncludes(stdout, `out/${file}`);
    for (const picture of ["raster", "rate"]) {
      await assertIsSvg(`${folder}/out/${picture}.svg`);
      await assertIsPng(`${folder}/out/${picture}.png`);
    }

    const recording = await recordingIn(`${folder}/out`);
    const { step, neuron } = spikesOf(recording)!;
    assertGreater(step.length, 10);
    assertEquals([recording.start, recording.stop, recording.aborted], [0, 180, false]);
    assertEquals(nonFiniteOf(recording)!.neurons.length, 0);
    assertStringIncludes(stdout, await spikeHash({ step, neuron }));
    const lines = (await Deno.readTextFile(`${folder}/out/spikes.csv`)).trimEnd().split("\n");
    assertEquals(lines.length, 1 + step.length);
    assertEquals(lines[1], `${(step[0] / 10).toFixed(1)},${neuron[0]},${neuron[0] < 160 ? "E" : "I"}`);
    const spec = specFromJson(await Deno.readTextFile(`${folder}/out/network.json`));
    assertEquals(spec, cobaHh({ variant: "seed-3", scale: 0.05, seed: 7 }));
    assertEquals(recording.provenance.spec, spec);
  }));

Deno.test("sim gives the spikes that the library gives, with every engine", () =>
  inFolder(async (folder) => {
    const network = buildNetwork(cobaHh({ variant: "seed-3", scale: 0.05, seed: 7 }));
    for (const engine of engines) {
      if (await engine.unavailable() !== undefined) continue;
      await using simulation = await engine.create(network, { dt: 0.1 });
      const { observed } = await run(simulation, 18, { all: spikes() });
      const { status, stdout } = await cobahh(folder, "sim", ...small, "--engine", engine.name, "--format", "json");
      assertEquals(status, 0);
      assertStringIncludes(stdout, await spikeHash(observed.all));
    }
  }));

Deno.test("the network.json of a run gives the same run again", () =>
  inFolder(async (folder) => {
    const first = await cobahh(folder, "sim", ...small, "--format", "json", "--out", "first");
    const again = ["--spec", "first/network.json", "--duration", "18", "--format", "json", "--out", "second"];
    const second = await cobahh(folder, "sim", ...again);
    assertEquals([first.status, second.status, second.stderr], [0, 0, ""]);
    assertEquals(await recordingIn(`${folder}/second`), await recordingIn(`${folder}/first`));
    assertEquals(
      await Deno.readTextFile(`${folder}/second/network.json`),
      await Deno.readTextFile(`${folder}/first/network.json`),
    );
  }));

Deno.test("--format decides which files are written", () =>
  inFolder(async (folder) => {
    for (
      const [format, files] of [
        ["svg", ["raster.svg", "rate.svg"]],
        ["csv", ["spikes.csv"]],
        ["json", ["network.json", "recording.json"]],
        ["png,csv", ["raster.png", "rate.png", "spikes.csv"]],
      ] as const
    ) {
      const { status } = await cobahh(folder, "sim", ...small, "--format", format, "--out", format);
      assertEquals([status, namesIn(`${folder}/${format}`)], [0, [...files]]);
    }
  }));

Deno.test("--monitor records and draws traces of its neurons, a row each --every steps; plot draws them again", () =>
  inFolder(async (folder) => {
    const monitors = ["--monitor", "v:0,199", "--monitor", "gE", "--every", "50"];
    const sim = await cobahh(folder, "sim", ...small, ...monitors, "--format", "svg,json", "--out", "a");
    assertEquals([sim.status, sim.stderr], [0, ""]);
    const recording = await recordingIn(`${folder}/a`), traces = tracesOf(recording);
    assertEquals(Object.keys(recording.observed), ["v:0,199", "gE", "spikes", "rate", "nonFinite"]);
    const shapes = traces.map(({ variable, neurons, step }) => [variable, [...neurons], [...step]]);
    assertEquals(shapes, [["v", [0, 199], [0, 50, 100, 150]], ["gE", [0], [0, 50, 100, 150]]]);
    await assertIsSvg(`${folder}/a/traces.svg`);

    const plot = await cobahh(folder, "plot", "a/recording.json", "--out", "b");
    assertEquals([plot.status, plot.stderr], [0, ""]);
    const drawn = ["raster", "rate", "traces"];
    assertEquals(namesIn(`${folder}/b`), drawn.flatMap((name) => [`${name}.png`, `${name}.svg`]));
    for (const name of drawn) {
      assertStringIncludes(plot.stdout, `b/${name}.svg`);
      assertEquals(
        await Deno.readTextFile(`${folder}/b/${name}.svg`),
        await Deno.readTextFile(`${folder}/a/${name}.svg`),
      );
      await assertIsPng(`${folder}/b/${name}.png`);
    }
  }));

Deno.test("a leading -- is dropped", () =>
  inFolder(async (folder) => {
    const { status, stdout, stderr } = await cobahh(folder, "sim", "--", ...small, "--format", "json");
    assertEquals([status, stderr], [0, ""]);
    assertStringIncludes(stdout, "scale 0.05, seed 7: 200 neurons");
    assertEquals((await cobahh(folder, "plot", "--", "out/recording.json", "--format", "svg")).status, 0);
  }));

Deno.test("--version prints the version of deno.json", () =>
  inFolder(async (folder) => {
    const { version } = JSON.parse(await Deno.readTextFile(new URL("../../deno.json", import.meta.url)));
    for (const args of [["--version"], ["sim", "--version"]]) {
      assertEquals(await cobahh(folder, ...args), { status: 0, stdout: `${version}\n`, stderr: "" });
    }
  }));

/** The commands. */
const COMMANDS = ["sim", "plot", "validate", "convergence", "compare", "judge", "export", "import"];

/** Columns of a terminal that help is written for. */
const COLUMNS = 120;

Deno.test("--help explains every flag that the parser knows, fits a terminal, and writes nothing", () =>
  inFolder(async (folder) => {
    const lines = COMMANDS.flatMap((name) => [[name, "--help"], [name, "--unknown"]]);
    const outcomes = await cobahhInTurn(folder, lines);
    for (let k = 0; k < outcomes.length; k += 2) {
      // The complaint about an unknown flag lists what the parser knows.
      const [help, { stderr }] = outcomes.slice(k);
      assertEquals([help.status, help.stderr], [0, ""]);
      const known = stderr.match(/the flags are (.*)/)![1].split(" ");
      assertGreater(known.length, 2);
      const wide = help.stdout.split("\n").filter((line) => line.length > COLUMNS);
      assertEquals(wide, [], lines[k].join(" "));
      for (const flag of known) assertMatch(help.stdout, new RegExp(`^  ${flag} `, "m"));
    }
    const { stdout } = outcomes[0];
    for (const variable of STATE_VARIABLES) assertMatch(stdout, new RegExp(`[ (]${variable}[,)]`));
    for (const { name } of engines) assertStringIncludes(stdout, name);
    assertEquals(namesIn(folder), []);
  }));

Deno.test("the bare command line explains itself", () =>
  inFolder(async (folder) => {
    const bare = await cobahh(folder);
    assertEquals([bare.status, bare.stderr], [0, ""]);
    for (const name of COMMANDS) assertStringIncludes(bare.stdout, `deno task ${name} `);
    assertEquals(await cobahh(folder, "--help"), bare);
  }));

const everyFile = ["network.json", "raster.png", "raster.svg", "rate.png", "rate.svg", "recording.json", "spikes.csv"];

/** The run has left the finite numbers: exit status 1, the recorded neurons in words, and the files all the same. */
async function assertDiverged({ status, stdout, stderr }: Outcome, folder: string, words: readonly RegExp[]) {
  assertEquals([status, stderr], [1, ""]);
  assertEquals(namesIn(folder), everyFile);
  const recording = await recordingIn(folder), nonFinite = nonFiniteOf(recording), { provenance } = recording;
  const { neurons, step: [step] } = nonFinite!;
  assertGreater(neurons.length, 0);
  const neuronCount = provenance.excitatory + provenance.inhibitory;
  assertStringIncludes(
    stdout,
    `${neurons.length} of ${neuronCount} neurons are no longer finite; first neuron ${neurons[0]}, `,
  );
  assertStringIncludes(stdout, `after step ${step} (${Number((step * provenance.dt).toFixed(6))} ms`);
  const sentences = stdout.split("\n").filter((line) => line.startsWith("  diverged")).join("\n");
  for (const word of words) assertMatch(sentences, word);
}

Deno.test("a network whose frozen synaptic current is unstable says so, says what helps, and leaves its files", () =>
  inFolder(async (folder) => {
    const outcome = await cobahh(folder, "sim", "--variant", "seed-1", "--scale", "0.25", "--duration", "60");
    await assertDiverged(outcome, `${folder}/out`, [
      /the synaptic current is frozen over each step, .* unstable once gE \+ gI exceeds .* 4000 nS/,
      /scale 0\.25 makes each weight 4 times larger/,
      /a linear synaptic current .* is stable .* a smaller dt and scaling in-degree help too/,
    ]);
  }));

Deno.test("potentials that are finite, but no membrane's, are a divergence too", () =>
  inFolder(async (folder) => {
    // In float64 the potentials of this run reach thousands of mV, and cease to be finite after 62 ms only.
    const run = ["--variant", "seed-1", "--scale", "0.25", "--duration", "60", "--format", "json"];
    const { status, stdout, stderr } = await cobahh(folder, "sim", "--engine", "reference", ...run);
    assertEquals([status, stderr], [1, ""]);
    assertMatch(stdout, /\d+ of 1000 neurons are finite, but beyond ±1000 mV/);
    assertEquals(nonFiniteOf(await recordingIn(`${folder}/out`))!.neurons.length, 0);
  }));

Deno.test("an explicit method that is unstable at this dt says so by its name, and says what helps", () =>
  inFolder(async (folder) => {
    const method = ["--engine", "reference", "--method", "rk4"];
    const outcome = await cobahh(folder, "sim", ...method, "--scale", "0.5", "--duration", "15");
    await assertDiverged(outcome, `${folder}/out`, [
      /rk4 is an explicit method, stable up to /,
      /exp_auto is stable at any dt; rk4 needs dt of at most 0\.0\d+ ms/,
    ]);
  }));

Deno.test("Ctrl-C ends a run with exit status 130 and a recording of what was done", () =>
  inFolder(async (folder) => {
    // The run would take minutes; the folder appears just before it starts.
    const long = ["--variant", "seed-3", "--scale", "0.05", "--duration", "400000", "--format", "json"];
    const child = command(folder, ["sim", ...long]).spawn();
    await until(child, () => Deno.stat(`${folder}/out`).then(() => true, () => false));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    child.kill("SIGINT");
    const { code, signal, stdout, stderr } = await child.output();
    assertEquals([code, signal], [130, null]);
    const text = new TextDecoder();
    assertMatch(text.decode(stderr), /^Interrupted after [\d.]+ ms\n$/);
    assertStringIncludes(text.decode(stdout), "out/recording.json");
    assertEquals(namesIn(`${folder}/out`), ["network.json", "recording.json"]);
    const recording = await recordingIn(`${folder}/out`), { start, stop, aborted } = recording;
    assert(aborted);
    assertEquals(start, 0);
    assertGreater(stop, 0);
    assert(spikesOf(recording)!.step.every((step) => step < stop));
  }));
