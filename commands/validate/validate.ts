/**
 * `validate`: laws, fixtures and statistics of the engines, and a report on them.
 *
 * @module
 */

import { type Engine, engines, variants } from "../../mod.ts";
import type { Arguments } from "../arguments.ts";
import { BadUse } from "../bad_use.ts";
import { type Command, command } from "../command.ts";
import { ENGINE_NAMES, enginesNamed, requireAvailable } from "../engine_flag.ts";
import { environment } from "../environment.ts";
import { markdown } from "../markdown_table.ts";
import { OutputFolder } from "../output_folder.ts";
import { readText } from "../read_file.ts";
import { say } from "../say.ts";
import { compareLists } from "./exact.ts";
import { checkLaws } from "./laws.ts";
import { compareSimulators, NETWORKS, REPEATS, THREADS } from "./statistics.ts";
import { reportPage } from "./page.ts";
import {
  brokenLaws,
  comparisonTitle,
  distributionsTable,
  exactTable,
  lawTable,
  outcomeOf,
  reportJson,
  reportMarkdown,
  statisticsTable,
  summaryOf,
  type ValidationReport,
} from "./report.ts";

/** Exit statuses. */
const STATUS = { passed: 0, failed: 1, undecided: 3 } as const;

/** Path of the convergence study's table. */
const CONVERGENCE = "out/convergence/convergence.md";

/** Time after which the report so far is written while laws are checked [ms]. */
const KEEP = 5000;

/** Help of the command. */
export const validateHelp: string = `Usage: deno task validate [flags]

Checks engines against the laws of the network and against numbers made elsewhere (fixtures/). With --statistics it runs
the networks of other simulators again. An engine that makes a simulator's steps in float64 is held to its spikes, one
by one; any other to the distributions of its spikes. Writes report.md, report.html (with pictures; needs nothing beside
it) and report.json.

  --engine LIST      some of ${ENGINE_NAMES},
                     a program that speaks the engine protocol; may be repeated [all engines that can run here]
  --method LIST      methods [all of an engine]
  --slow             laws that take seconds each, longer lists of spikes, and comparisons that take an hour, too
  --statistics       compare with simulators; some minutes
  --variant LIST     with --statistics: only simulators of these variants [all]
  --seeds N          with --statistics: networks per comparison [${NETWORKS}; fewer decide little]
  --repeats N        with --statistics: runs of each network, from initial states a little apart [${REPEATS}]
  --threads N        with --statistics: threads of a run; where other programs keep the processor busy, one is
                     faster [as many as processors, at most 4]
  --convergence FILE table of convergence in dt for the report [${CONVERGENCE} of deno task
                     convergence, where that is there]
  --out FOLDER       where the report goes [out/validation]
  --help             this text

The report is written as it grows, so that Ctrl-C loses nothing; until the end it says that it is unfinished.

Exit status: 0 passed: every law holds, every list of spikes is the same, every statistic is equivalent; 1 failed; 2 bad
use; 3 undecided: nothing is broken or different, but some statistics are not shown to be equivalent. docs/judging.md
explains the statistics.

Examples
  deno task validate --engine wasm
  deno task validate --engine wasm --statistics --variant brian2
`;

/** Runs the command. */
export const validate: Command = command({
  name: "validate",
  help: validateHelp,
  flags: {
    repeated: ["engine"],
    values: ["method", "variant", "seeds", "repeats", "threads", "convergence", "out"],
    switches: ["slow", "statistics"],
  },
  run: async (args) => {
    const seeds = args.number("seeds") ?? NETWORKS;
    if (!Number.isInteger(seeds) || seeds < 2) {
      throw new BadUse(`--seeds requires an integer of at least 2, received ${seeds}`);
    }
    const repeats = args.number("repeats") ?? REPEATS;
    if (!Number.isInteger(repeats) || repeats < 1) {
      throw new BadUse(`--repeats requires a positive integer, received ${repeats}`);
    }
    const threads = args.number("threads") ?? THREADS;
    if (!Number.isInteger(threads) || threads < 1) {
      throw new BadUse(`--threads requires a positive integer, received ${threads}`);
    }
    const chosen = await chosenEngines(args);
    const known = [...new Set(chosen.flatMap(({ methods }) => methods))];
    const methods = args.text("method") === undefined ? {} : { methods: args.someOf("method", known) };
    const named = args.text("variant") === undefined ? {} : { variants: args.someOf("variant", Object.keys(variants)) };
    const convergence = await convergenceTable(args.text("convergence"));
    const folder = await OutputFolder.open(args.text("out") ?? "out/validation", FILES);

    const hasStatistics = args.has("statistics"), hasSlow = args.has("slow");
    const [about, date] = [environment(), new Date().toISOString()];
    const reportOf = (found: Pick<ValidationReport, "isFinished" | "laws" | "exact" | "comparisons" | "leftOut">) => {
      return { environment: about, date, hasStatistics, convergence, ...found };
    };
    // What is found is kept as it comes: whatever ends the command, the report on disk has it.
    let kept = performance.now();
    const laws = await checkLaws({ engines: chosen, hasSlow, ...methods }, async (laws) => {
      if (performance.now() - kept < KEEP) return;
      await writeReport(reportOf({ isFinished: false, laws, exact: [], comparisons: [], leftOut: [] }), folder);
      kept = performance.now();
    });
    for (const line of markdown(lawTable(laws))) say(line);
    const plan = { engines: chosen, seeds, repeats, threads, hasSlow, ...methods, ...named };
    const { exact, leftOut: notThere } = hasStatistics
      ? await compareLists(
        plan,
        (exact, leftOut) => writeReport(reportOf({ isFinished: false, laws, exact, comparisons: [], leftOut }), folder),
      )
      : { exact: [], leftOut: [] };
    if (exact.length > 0) { for (const line of ["", ...markdown(exactTable(exact))]) say(line); }
    const { comparisons, leftOut: notMade } = hasStatistics
      ? await compareSimulators(plan, (comparisons, leftOut) =>
        writeReport(
          reportOf({ isFinished: false, laws, exact, comparisons, leftOut: [...notThere, ...leftOut] }),
          folder,
        ))
      : { comparisons: [], leftOut: [] };
    const leftOut = [...notThere, ...notMade];
    const report = reportOf({ isFinished: true, laws, exact, comparisons, leftOut });
    for (const reason of brokenLaws(report)) say(`broken: ${reason}`);
    for (const comparison of comparisons) {
      say(`\n${comparisonTitle(comparison)}`);
      for (const line of markdown(statisticsTable(comparison))) say(line);
      for (const line of markdown(distributionsTable(comparison))) say(line);
    }
    for (const { what, why } of leftOut) say(`not compared: ${what}: ${why}`);
    if (convergence.length > 0) say(`\nConvergence in dt\n${convergence.join("\n")}`);
    await writeReport(report, folder);
    say(`\n${summaryOf(report)}\nwrote ${folder.written.join(" ")}`);
    return STATUS[outcomeOf(report)];
  },
});

/** Files of a report. */
const FILES = ["report.md", "report.html", "report.json"];

/** Writes the report in every format. */
async function writeReport(report: ValidationReport, folder: OutputFolder): Promise<void> {
  await folder.write("report.md", () => reportMarkdown(report));
  await folder.write("report.html", () => reportPage(report));
  await folder.write("report.json", () => reportJson(report));
}

/** The engines that --engine names, else those that can run here. */
async function chosenEngines(args: Arguments): Promise<Engine[]> {
  const values = args.texts("engine");
  if (values.length > 0) {
    const chosen = await enginesNamed(values);
    for (const engine of chosen) await requireAvailable(engine);
    return chosen;
  }
  const reasons = await Promise.all(engines.map((engine) => engine.unavailable()));
  return engines.filter((_, k) => reasons[k] === undefined);
}

/**
 * The table in a report of the convergence study, and before it the lines that say what was studied; none where it was not
 * run.
 */
async function convergenceTable(file: string | undefined): Promise<string[]> {
  const text = file === undefined ? await readText(CONVERGENCE).catch(() => "") : await readText(file);
  const lines = text.split("\n"), isTable = (line: string) => line.startsWith("|");
  const first = lines.findIndex(isTable);
  if (first >= 0) return [...lines.slice(0, first), ...lines.filter(isTable)];
  if (file === undefined) return [];
  throw new BadUse(`--convergence requires a file with a table, as convergence writes it, received ${file}`);
}
