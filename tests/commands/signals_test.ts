/** Signals that are sent to commands while they work: they end at once, keep what is done and leave nothing behind. */

import { assert, assertEquals, assertGreater, assertLess, assertMatch } from "@std/assert";
import { recordingFromJson, spikesOf } from "../../mod.ts";
import { command, inFolder, namesIn, until } from "./command_line.ts";

const network = ["--variant", "seed-3", "--scale", "0.05"];

/** A command ends within a second of a signal [ms]; here other tests have the processors, too. A run of these lengths takes minutes. */
const SOON = 3000;

/** What a command that has got a signal leaves, and how long that took [ms]. */
async function ended(
  folder: string,
  args: readonly string[],
  isUnderWay: () => Promise<boolean>,
  signal: Deno.Signal,
  module?: URL,
) {
  const child = command(folder, args, module).spawn();
  await until(child, isUnderWay);
  const began = performance.now();
  child.kill(signal);
  const { code, stdout, stderr } = await child.output();
  const text = new TextDecoder();
  return { code, stdout: text.decode(stdout), stderr: text.decode(stderr), took: performance.now() - began };
}

function exists(path: string): Promise<boolean> {
  return Deno.stat(path).then(() => true, () => false);
}

/** Whether the simulation has been running for some time: the folder is made just before it. */
function hasRun(folder: string): () => Promise<boolean> {
  return async () => {
    if (!await exists(`${folder}/out`)) return false;
    await new Promise((resolve) => setTimeout(resolve, 500));
    return true;
  };
}

for (const [signal, status] of [["SIGINT", 130], ["SIGTERM", 143], ["SIGHUP", 129]] as const) {
  Deno.test(`${signal} ends a run of days within a second, by either engine, and what was done is written`, () =>
    inFolder(async (folder) => {
      for (const engine of ["wasm", "reference"]) {
        const run = ["sim", ...network, "--duration", "1e8", "--engine", engine, "--format", "json"];
        const { code, stderr, took } = await ended(folder, run, hasRun(folder), signal);
        assertEquals(code, status);
        assertMatch(stderr, /^Interrupted after [\d.]+ ms\n$/);
        assertLess(took, SOON);
        assertEquals(namesIn(`${folder}/out`), ["network.json", "recording.json"]);
        const text = await Deno.readTextFile(`${folder}/out/recording.json`);
        const recording = recordingFromJson(text), { stop, aborted } = recording;
        assert(aborted);
        assertGreater(stop, 0);
        assert(spikesOf(recording)!.step.every((step) => step < stop));
        await Deno.remove(`${folder}/out`, { recursive: true });
      }
    }));
}

/** Whether a file is being written. */
function isWriting(folder: string): () => Promise<boolean> {
  return async () => await exists(folder) && namesIn(folder).some((name) => name.startsWith(".cobahh-"));
}

Deno.test("a second signal ends a command that is writing at once, and leaves no temporary behind", () =>
  inFolder(async (folder) => {
    // Of this many neurons every millisecond has a row of each: the recording takes seconds to write.
    const neurons = Array.from({ length: 200 }, (_, i) => i).join(",");
    const monitors = ["v", "m", "h", "n"].flatMap((variable) => ["--monitor", `${variable}:${neurons}`]);
    const run = ["sim", ...network, "--duration", "20000", ...monitors, "--format", "json"];
    const child = command(folder, run).spawn();
    await until(child, hasRun(folder));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    child.kill("SIGTERM");
    await until(child, isWriting(`${folder}/out`)).catch(() => {});
    const began = performance.now();
    child.kill("SIGTERM");
    const { code } = await child.output();
    assertEquals(code, 143);
    assertLess(performance.now() - began, SOON);
    assertEquals(namesIn(`${folder}/out`).filter((name) => name.startsWith(".")), []);
  }));

Deno.test("export leaves no temporary behind", () =>
  inFolder(async (folder) => {
    const args = ["export", "--scale", "6", "--to", "csv"];
    const { code, took } = await ended(folder, args, isWriting(`${folder}/out`), "SIGINT");
    assertEquals(code, 130);
    assertLess(took, SOON);
    assertEquals(namesIn(`${folder}/out`).filter((name) => name.startsWith(".") || name.startsWith("synapses")), []);
  }));

Deno.test("validate and bench end at once, and what was found is in their files, which say that they are unfinished", () =>
  inFolder(async (folder) => {
    const laws = ["validate", "--engine", "reference", "--out", "report"];
    const validated = await ended(folder, laws, () => exists(`${folder}/report/report.json`), "SIGTERM");
    assertEquals(validated.code, 143);
    assertLess(validated.took, SOON);
    const report = JSON.parse(await Deno.readTextFile(`${folder}/report/report.json`));
    assertEquals([report.hasPassed, report.isFinished, report.laws.length], [false, false, 1]);
    assertGreater(report.laws[0].results.length, 0);
    assertMatch(await Deno.readTextFile(`${folder}/report/report.md`), /^# Validation\n\nUnfinished: so far, /);

    const module = new URL("../../bench/main.ts", import.meta.url), scales = ["--scale", "0.25", "--scale", "4"];
    const speeds = [
      "--engine",
      "wasm",
      "--scaling",
      "in-degree",
      ...scales,
      "--duration",
      "50",
      "--json",
      "speeds.json",
    ];
    const benched = await ended(folder, speeds, () => exists(`${folder}/speeds.json`), "SIGHUP", module);
    assertEquals(benched.code, 129);
    assertLess(benched.took, SOON);
    const { isUnfinished, steps } = JSON.parse(await Deno.readTextFile(`${folder}/speeds.json`));
    assertEquals([isUnfinished, steps.length, steps[0].scale], [true, 1, 0.25]);
  }));
