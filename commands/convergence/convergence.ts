/**
 * `convergence`: how far each method at each time step is from the converged answer, on the same networks, and what it
 * costs.
 *
 * @module
 */

import type { ConvergenceRow } from "../../validation/mod.ts";
import { type WorkPrecisionPicture, workPrecisionPlot } from "../../plot/mod.ts";
import { type Command, command } from "../command.ts";
import {
  CONVERGENCE_FLAGS,
  type ConvergencePlan,
  convergencePlan,
  DEFAULTS,
  FORMATS,
  type Job,
  jobsOf,
} from "./plan.ts";
import { type ConvergenceReport, isReference, reportJson, reportMarkdown, reportOn } from "./report.ts";
import { pricesOf } from "./price.ts";
import { convergenceRun } from "./run.ts";
import { isDone, RunStore, STORE } from "./store.ts";
import { ENGINE_NAMES, requireAvailable } from "../engine_flag.ts";
import { environment } from "../environment.ts";
import { NETWORK_HELP } from "../network_flags.ts";
import { interruptible } from "../interrupt.ts";
import { OutputFolder } from "../output_folder.ts";
import { namesOf } from "../picture_files.ts";
import { writePicture } from "../pictures.ts";
import { withProgress } from "../progress.ts";
import { complain, say } from "../say.ts";

/** Help of the command. */
export const convergenceHelp: string = `Usage: deno task convergence [flags]

Runs the same networks with every method and time step, and tells how far each is from the converged answer: rate,
median interspike interval and CV with standard errors, paired over networks, and what it costs. Writes a table, the
figures as JSON and a work-precision diagram (error over cost).

It takes long: by default an hour and a quarter, most of it for the converged answer (Runge-Kutta in the reference
engine). Each finished run is kept in OUT/${STORE}: the same command goes on where it was interrupted, and
several may share a folder, each with networks or methods of its own (--seed 6 --seeds 5).

${NETWORK_HELP}

What is compared
  --seeds N          networks: that of --seed and those of the seeds that follow [${DEFAULTS.seeds}]
  --methods LIST     methods, or METHOD@DT for one at this time step only
                     [${DEFAULTS.methods.join(",")}]
  --dt LIST          time steps in ms [${DEFAULTS.steps.join(",")}]
  --reference M@DT   method and time step of the converged answer [${DEFAULTS.reference.method}@${DEFAULTS.reference.dt}]
  --duration MS      simulated time that counts, in ms [${DEFAULTS.duration}]
  --transient MS     simulated time before, in ms [${DEFAULTS.transient}]
  --engine NAME      ${ENGINE_NAMES} [for each method the first that has it]

Exponential Euler steps as the variant says, since so it was published. Runge-Kutta methods run with synapses
add-use-decay and linear, with which they solve the equations; staggered methods always do. wasm computes in float32,
which at 0.0125 ms moves spikes of driven cells by less than a microsecond in the median; the table names the engine
of every row.

Files
  --out FOLDER       where runs and files go [out/convergence]
  --format LIST      some of ${FORMATS.join(",")} [all]
  --help             this text

Exit status: 0 done, 1 a file could not be written, 2 bad use, 130 interrupted (143 by SIGTERM, 129 by SIGHUP).

Examples
  deno task convergence --methods exp_auto,staggered --dt 0.1,0.05 --reference staggered@0.0125 --seeds 3
  deno task convergence --variant brian2 --out out/brian2
`;

/** Runs the command. */
export const convergence: Command = command({
  name: "convergence",
  help: convergenceHelp,
  flags: CONVERGENCE_FLAGS,
  run: async (args) => {
    const plan = await convergencePlan(args);
    for (const engine of new Set(plan.contenders.map(({ engine }) => engine))) await requireAvailable(engine);
    const folder = await OutputFolder.open(plan.out, fileNames(plan.formats));
    const store = await RunStore.open(plan.out, plan);
    const status = await finishRuns(plan, store);
    if (status !== undefined) {
      const jobs = jobsOf(plan), runs = await store.runs();
      const done = jobs.filter((job) => isDone(job, runs)).length;
      complain(`Interrupted: ${done} of ${jobs.length} runs are kept in ${store.path}; the same command goes on`);
      return status;
    }
    const prices = await withProgress("measuring prices", (onProgress) => pricesOf(plan, onProgress));
    const report = reportOn(plan, await store.runs(), prices, environment(), new Date().toISOString());
    await writeFiles(report, folder, plan.formats);
    say(reportMarkdown(report));
    say(`wrote ${[store.path, ...folder.written].join(" ")}`);
    return 0;
  },
});

/** Work of a run, to weigh progress: the reference engine takes fifty times as long as the fast one. */
function workOf({ dt, engine }: Job): number {
  return (engine.precision === "float64" ? 50 : 1) / dt;
}

/**
 * Runs what the store has not, and keeps it there. Another process may fill the same store: it is read before each run.
 * Gives the exit status where a signal has ended a run.
 */
async function finishRuns(plan: ConvergencePlan, store: RunStore): Promise<number | undefined> {
  const jobs = jobsOf(plan), total = jobs.reduce((sum, job) => sum + workOf(job), 0);
  // One listener for all runs: a signal that comes between two of them ends the study, too.
  const { status } = await interruptible((signal) =>
    withProgress("simulating", async (update) => {
      let done = 0;
      for (const job of jobs) {
        if (signal.aborted) return;
        const onProgress = (fraction: number) => update((done + fraction * workOf(job)) / total);
        if (!isDone(job, await store.runs())) {
          const result = await convergenceRun(plan, job, { signal, onProgress });
          if (result !== undefined) await store.append(result);
        }
        done += workOf(job);
        update(done / total);
      }
    })
  );
  return status;
}

/** Names of the files that a study may write. */
function fileNames(formats: readonly string[]): string[] {
  const reports = ["md", "json"].filter((format) => formats.includes(format)).map((format) => `convergence.${format}`);
  return [...reports, STORE, ...namesOf("work-precision", formats)];
}

async function writeFiles(report: ConvergenceReport, folder: OutputFolder, formats: readonly string[]): Promise<void> {
  if (formats.includes("md")) await folder.write("convergence.md", () => reportMarkdown(report));
  if (formats.includes("json")) await folder.write("convergence.json", () => reportJson(report));
  const picture = pictureOf(report);
  if (picture.series.length === 0 || !(formats.includes("svg") || formats.includes("png"))) return;
  await writePicture("work-precision", () => workPrecisionPlot(picture), folder, formats);
}

/** Part of the report that the picture shows. */
function pictureOf(report: ConvergenceReport): WorkPrecisionPicture {
  const { rows, study, environment, date } = report;
  const { spec, seeds, duration, reference } = study;
  const { cpu, cores, runtime, commit } = environment;
  const others = rows.filter((row) => !isReference(row, report));
  const isMixed = new Set(others.map(({ engine }) => engine)).size > 1;
  const labelOf = ({ method, engine }: ConvergenceRow) => isMixed ? `${method}, ${engine}` : method;
  return {
    title: `COBA-HH ${spec.variant}: error and cost of methods and time steps`,
    subtitle:
      `mean difference from ${reference.method} at ${reference.dt} ms over the same ${seeds.length} networks of ${duration} ms, ` +
      `with its standard error; hollow where it is less than two of these; labels: dt [ms]; ` +
      `one thread of ${cpu}, ${cores} cores, ${runtime}, commit ${commit.slice(0, 12)}, ${date.slice(0, 10)}`,
    series: [...new Set(others.map(labelOf))].map((label) => ({
      method: label,
      points: others.filter((row) => labelOf(row) === label).map(({ dt, price, difference }) => ({
        dt,
        price,
        ratePercent: difference.ratePercent,
        medianIsiPercent: difference.medianIsiPercent,
      })),
    })),
  };
}
