/**
 * `deno task bench`: how fast the engines are, on runs that are first shown to be right.
 *
 * @module
 */

import type { Arguments } from "../commands/arguments.ts";
import { blamingInput } from "../commands/bad_use.ts";
import { type Command, command } from "../commands/command.ts";
import { exitWith } from "../commands/exit.ts";
import { OutputFile, OutputFolder } from "../commands/output_folder.ts";
import { writePicture } from "../commands/pictures.ts";
import { withProgress } from "../commands/progress.ts";
import { complain, say } from "../commands/say.ts";
import { readText } from "../commands/read_file.ts";
import type { NetworkSpec } from "../mod.ts";
import { comparisonText } from "./compare.ts";
import { measureCreation } from "./creation.ts";
import { environment } from "../commands/environment.ts";
import { measureKernels } from "./kernel.ts";
import type { KernelLine, StepLine } from "./line.ts";
import { BENCH_FLAGS, benchHelp, type BenchPlan, benchPlan, DT, SEED } from "./options.ts";
import { hasFailed, type Report, reportFromJson, reportToJson } from "./report.ts";
import { measureGroup } from "./steps.ts";
import { kernelRow, kernelTitles, stepRow, stepTitles } from "./table.ts";
import { throughputPlot } from "./throughput_plot.ts";

/** Runs the benchmark that the arguments describe. */
export const bench: Command = command({ name: "bench", help: benchHelp, flags: BENCH_FLAGS, run: runBench });

async function runBench(args: Arguments): Promise<number> {
  const plan = await benchPlan(args);
  // What is asked of files is looked at now, not after minutes of measuring.
  const old = plan.compare === undefined ? undefined : await oldReport(plan.compare);
  const json = plan.json === undefined ? undefined : await OutputFile.open("--json", plan.json);
  const out = plan.out === undefined ? undefined : await OutputFolder.open(plan.out);

  // What is measured is kept as it comes: whatever ends the command, the file has it.
  const report = await measure(plan, async (soFar) => await json?.write(reportToJson(soFar)));
  if (old !== undefined) say(`\n${comparisonText(old, report, plan.compare!)}`);
  await json?.write(reportToJson(report));
  if (out !== undefined) await drawThroughput(report, out);
  const written = [...json?.written ?? [], ...out?.written ?? []];
  if (written.length > 0) say(`\nwrote ${written.join(" ")}`);
  return hasFailed(report) ? 1 : 0;
}

async function oldReport(file: string): Promise<Report> {
  const text = await readText(file);
  return await blamingInput(() => reportFromJson(text));
}

/** Measures what is planned, printing each line as soon as it is known. */
async function measure(
  { suites, steps, kernel, contenders, variant, methods, threads, duration }: BenchPlan,
  keep: (soFar: Report) => Promise<void>,
): Promise<Report> {
  const [method] = methods, options = { dt: DT, method, threads, duration };
  const about = environment();
  const date = new Date().toISOString();
  say(
    `COBA-HH ${variant}, ${
      methods.join(", ")
    }, dt ${DT} ms; ${about.cpu}, ${about.cores} cores; ${about.runtime}; times min (median)`,
  );
  const stepLines: StepLine[] = [], kernelLines: KernelLine[] = [];
  const parameters = {
    variant,
    seed: SEED,
    dt: DT,
    method,
    threads,
    duration,
    engines: [...new Set(contenders.map(({ name }) => name))],
  };
  const report: Report = { date, environment: about, parameters, steps: stepLines, kernel: kernelLines };
  if (suites.includes("steps")) {
    say(`\n${stepTitles()}`);
    for (const spec of steps) {
      const lines = await withProgress(
        labelOf(spec),
        (onProgress) => measureGroup(spec, contenders, { ...options, onProgress }),
      );
      for (const line of lines) say(stepRow(line));
      stepLines.push(...lines);
      await keep({ ...report, isUnfinished: true });
    }
  }
  if (suites.includes("kernel")) {
    say(`\n${kernelTitles()}`);
    for (const spec of kernel) {
      const lines = await withProgress(labelOf(spec), async (onProgress) => [
        ...await measureKernels(spec, contenders, { ...options, onProgress: (fraction) => onProgress(0.8 * fraction) }),
        ...await measureCreation(spec, contenders[0], options),
      ]);
      for (const line of lines) say(kernelRow(line));
      kernelLines.push(...lines);
      await keep({ ...report, isUnfinished: true });
    }
  }
  return report;
}

/** Name of a network while it is measured. */
function labelOf({ scale, scaling }: NetworkSpec): string {
  return `scale ${scale}, ${scaling}`;
}

async function drawThroughput(report: Report, out: OutputFolder): Promise<void> {
  if (report.steps.every(({ speed }) => speed === null)) {
    complain("No picture: no line of the suite steps has a speed");
    return;
  }
  await writePicture("throughput", () => throughputPlot(report), out);
}

if (import.meta.main) await exitWith(() => bench(Deno.args));
