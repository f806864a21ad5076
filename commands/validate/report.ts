/**
 * Report of `validate`, as Markdown and as JSON.
 *
 * @module
 */

import {
  DISTRIBUTION_MARGINS,
  DISTRIBUTION_NAMES,
  DISTRIBUTIONS,
  type Margin,
  MARGINS,
  STATISTIC_NAMES,
  type StatisticName,
  STATISTICS,
} from "../../validation/mod.ts";
import type { Environment } from "../environment.ts";
import { markdown, type Table } from "../markdown_table.ts";
import { type EngineLaws, lawCounts } from "./laws.ts";
import type { ExactComparison } from "./exact.ts";
import type { LeftOut, SimulatorComparison } from "./statistics.ts";

/** Everything that was found. */
export interface ValidationReport {
  /** Where. */
  readonly environment: Environment;
  /** When, ISO 8601. */
  readonly date: string;
  /** Whether this is everything; what is found is kept as it comes, should the command be interrupted. */
  readonly isFinished: boolean;
  /** The laws of each engine. */
  readonly laws: readonly EngineLaws[];
  /** Whether statistics were asked for. */
  readonly hasStatistics: boolean;
  /** Comparisons with simulators, spike for spike. */
  readonly exact: readonly ExactComparison[];
  /** Comparisons with simulators, by statistics. */
  readonly comparisons: readonly SimulatorComparison[];
  /** What was not compared. */
  readonly leftOut: readonly LeftOut[];
  /** What a study of convergence in dt was of, and its table, in Markdown, where there is one. */
  readonly convergence: readonly string[];
}

/** What the report comes to: `passed` where every law holds, lists are the same and every statistic is equivalent. */
export type ReportOutcome = "passed" | "failed" | "undecided";

/** The outcome of everything that was checked. */
export function outcomeOf({ isFinished, laws, hasStatistics, exact, comparisons }: ValidationReport): ReportOutcome {
  const isBroken = laws.some((engine) => lawCounts(engine).failed > 0);
  const hasOthers = exact.some(({ outcome }) => outcome === "different");
  if (isBroken || hasOthers || comparisons.some(({ agreement }) => agreement.outcome === "different")) return "failed";
  const isShown = comparisons.every(({ agreement }) => agreement.outcome === "equivalent");
  return isFinished && isShown && (!hasStatistics || exact.length + comparisons.length > 0) ? "passed" : "undecided";
}

/** The sentence above everything. */
export function summaryOf(report: ValidationReport): string {
  const broken = report.laws.reduce((sum, engine) => sum + lawCounts(engine).failed, 0);
  const checked = report.laws.reduce((sum, engine) => sum + lawCounts(engine).passed, 0) + broken;
  const laws = broken === 0 ? `all ${checked} laws hold` : `${broken} of ${checked} laws are broken`;
  if (!report.isFinished) return `Unfinished: so far, ${laws}; ${statisticsSummary(report)}.`;
  const outcome = outcomeOf(report);
  return `${outcome[0].toUpperCase()}${outcome.slice(1)}: ${laws}; ${statisticsSummary(report)}.`;
}

function statisticsSummary({ hasStatistics, exact, comparisons }: ValidationReport): string {
  if (!hasStatistics) return "statistics were not asked for";
  if (exact.length + comparisons.length === 0) return "no simulator was compared with";
  const of = (outcome: string) => comparisons.filter(({ agreement }) => agreement.outcome === outcome);
  const [equivalent, different, undecided] = ["equivalent", "different", "undecided"].map(of), all = comparisons.length;
  const other = exact.filter(({ outcome }) => outcome === "different").length;
  const parts = [
    ...(exact.length - other > 0
      ? [`the spikes are those of the simulators, one by one (${exact.length - other} of ${exact.length})`]
      : []),
    ...(other > 0 ? [`the spikes are not those of the simulators (${other} of ${exact.length})`] : []),
    ...(equivalent.length > 0
      ? [`the statistics are equivalent to those of the simulators (${equivalent.length} of ${all})`]
      : []),
    ...(different.length > 0
      ? [`the statistics differ from those of the simulators (${different.length} of ${all})`]
      : []),
    ...(undecided.length > 0
      ? [
        `undecided for ${undecided.length} of ${all}: ${
          undecided.map(({ agreement }) => whatDecides(agreement)).join("; ")
        }`,
      ]
      : []),
  ];
  return parts.join(", ");
}

/** What would decide a comparison: "at least 31 networks instead of 10 would decide". */
function whatDecides({ networks, neededNetworks }: SimulatorComparison["agreement"]): string {
  return neededNetworks === undefined
    ? "10,000 networks would not decide"
    : `at least ${neededNetworks} networks instead of ${networks.theirs} would decide`;
}

/** Laws by engine. */
export function lawTable(laws: readonly EngineLaws[]): Table {
  return [
    ["engine", "precision", "passed", "failed", "skipped"],
    ...laws.map((own) => {
      const { passed, failed, skipped } = lawCounts(own);
      return [own.engine, own.precision, String(passed), String(failed), String(skipped)];
    }),
  ];
}

/** Comparisons spike for spike. */
export function exactTable(exact: readonly ExactComparison[]): Table {
  const count = (spikes: number) => spikes.toLocaleString("en-US");
  return [
    ["spikes, one by one", "network", "against", "compared", "the same", ""],
    ...exact.map(({ simulator: { tool, version }, network, ours: { engine, method, dt }, compared, same, outcome }) => [
      `${tool} (${version.split(",")[0]})`,
      network,
      `engine ${engine}, ${method} at ${dt} ms`,
      `${count(compared.spikes)}, ${compared.milliseconds} ms`,
      outcome === "identical"
        ? "all of them"
        : same.spikes === 0
        ? "not the first ones"
        : `the first ${count(same.spikes)} at least, ${same.milliseconds} ms`,
      outcome,
    ]),
  ];
}

/** Title of a comparison: "NEST nest-simulator 3.10.0, variant nest, against wasm, substepped at 0.1 ms, 10 networks". */
export function comparisonTitle({ stored, ours, seeds, repeats }: SimulatorComparison): string {
  return `${stored.tool} (${stored.version.split(",")[0]}), variant ${
    stored.cobaHh.variant ?? "seed-1"
  }, against engine ` +
    `${ours.engine} (${ours.precision}), ${ours.method} at ${ours.dt} ms, ${seeds.length} networks` +
    (repeats > 1 ? `, ${repeats} runs of each` : "");
}

/** Statistics of a comparison. */
export function statisticsTable({ agreement }: SimulatorComparison): Table {
  const value = (name: StatisticName, { mean, sd }: { mean: number; sd: number }) => {
    const { digits } = STATISTICS[name];
    return Number.isNaN(sd) ? mean.toFixed(digits) : `${mean.toFixed(digits)} ± ${sd.toFixed(digits)}`;
  };
  return [
    ["statistic, mean ± sd over networks", "ours", "theirs", "difference, 90 % interval", "margin", ""],
    ...agreement.statistics.map(({ name, ours, theirs, difference, low, high, margin, outcome }) => {
      const { label, digits } = STATISTICS[name];
      return [
        label,
        value(name, ours),
        value(name, theirs),
        `${signed(difference, digits)} (${signed(low, digits)} to ${signed(high, digits)})`,
        `±${margin.toFixed(digits)}`,
        outcome,
      ];
    }),
  ];
}

/** Distributions of a comparison. */
export function distributionsTable({ agreement }: SimulatorComparison): Table {
  const short = (x: number, unit: string) => `${Number(x.toPrecision(3))} ${unit}`.trim();
  return [
    ["distribution", "earth mover's distance, 90 % interval", "margin", ""],
    ...agreement.distributions.map(({ name, unit, difference, low, high, margin, outcome }) => [
      DISTRIBUTIONS[name].label,
      `${short(difference, unit)} (${short(Math.max(0, low), "")} to ${short(high, "")})`,
      short(margin, unit),
      outcome,
    ]),
  ];
}

function signed(x: number, digits: number): string {
  return Number.isNaN(x) ? "-" : `${x < 0 ? "−" : "+"}${Math.abs(x).toFixed(digits)}`;
}

/** The margins and their reasons. */
export function marginsTable(): Table {
  const size = ({ size, isAbsolute }: Margin, unit: string) => isAbsolute ? `${size} ${unit}` : `${100 * size} %`;
  return [
    ["statistic or distribution", "margin", "why"],
    ...STATISTIC_NAMES.map((name) => [
      STATISTICS[name].label,
      size(MARGINS[name], "points"),
      MARGINS[name].reason,
    ]),
    ...DISTRIBUTION_NAMES.map((name) => [
      DISTRIBUTIONS[name].label,
      size(DISTRIBUTION_MARGINS[name], DISTRIBUTIONS[name].unit),
      DISTRIBUTION_MARGINS[name].reason,
    ]),
  ];
}

/** Complaints of the laws that failed, a sentence each. */
export function brokenLaws({ laws }: ValidationReport): string[] {
  return laws.flatMap(({ results }) =>
    results.filter(({ status }) => status === "failed").map(({ reason }) => reason ?? "")
  );
}

/** Provenance of the figures. */
export function originOf(
  { environment: { cpu, cores, platform, runtime, version, commit }, date }: ValidationReport,
): string {
  return `cobahh ${version}, commit ${commit.slice(0, 12)}, ${
    date.slice(0, 10)
  }; ${cpu}, ${cores} cores, ${platform}, ${runtime}.`;
}

/** Edges and integrator of a comparison, in words. */
export function aboutStored({ stored, agreement: { isPaired } }: SimulatorComparison): string {
  const { window, edges, integrator } = stored;
  return `Theirs: ${integrator}; edges: ${edges}; ${window.start} to ${window.stop} ms. ` +
    (isPaired
      ? "Network by network, both ran the same edges: differences are paired."
      : "Both drew edges of their own: differences are unpaired.") +
    " A statistic is equivalent where the 90 % interval of the difference lies within its margin, different where the " +
    "difference lies beyond it (Holm's correction over all rows, 5 %), else undecided.";
}

/** The report as Markdown. */
export function reportMarkdown(report: ValidationReport): string {
  const broken = brokenLaws(report);
  return [
    "# Validation",
    "",
    summaryOf(report),
    "",
    originOf(report),
    "",
    "## Laws and fixtures",
    "",
    ...markdown(lawTable(report.laws)),
    ...(broken.length === 0 ? [] : ["", ...broken.map((reason) => `- ${reason.replaceAll("\n", " ")}`)]),
    ...(report.exact.length === 0 ? [] : ["", "## Spike for spike", "", ...markdown(exactTable(report.exact))]),
    ...report.comparisons.flatMap((comparison) => [
      "",
      `## ${comparisonTitle(comparison)}`,
      "",
      aboutStored(comparison),
      "",
      ...markdown(statisticsTable(comparison)),
      "",
      ...markdown(distributionsTable(comparison)),
    ]),
    ...(report.comparisons.length === 0 ? [] : ["", "## Margins", "", ...markdown(marginsTable())]),
    ...(report.leftOut.length === 0
      ? []
      : ["", "## Not compared", "", ...report.leftOut.map(({ what, why }) => `- ${what}: ${why}`)]),
    ...(report.convergence.length === 0 ? [] : ["", "## Convergence in dt", "", ...report.convergence]),
    "",
  ].join("\n");
}

/** The report as JSON; what is not a number is null. */
export function reportJson(report: ValidationReport): string {
  const { comparisons, ...others } = report;
  const short = comparisons.map(({ stored, ours, seeds, repeats, agreement }) => {
    const { runs: _, ...about } = stored;
    return { simulator: about, ours, seeds, repeats, agreement };
  });
  const content = {
    format: "cobahh validation",
    formatVersion: 1,
    outcome: outcomeOf(report),
    hasPassed: outcomeOf(report) === "passed",
    ...others,
    comparisons: short,
  };
  return JSON.stringify(content, null, 1) + "\n";
}
