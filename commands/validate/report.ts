/**
 * Report of `validate`, as Markdown and as JSON.
 *
 * @module
 */

import { type StatisticName, STATISTICS } from "../../validation/mod.ts";
import type { Environment } from "../environment.ts";
import { markdown, type Table } from "../markdown_table.ts";
import { type EngineLaws, lawCounts } from "./laws.ts";
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
  /** Comparisons with simulators. */
  readonly comparisons: readonly SimulatorComparison[];
  /** What was not compared. */
  readonly leftOut: readonly LeftOut[];
  /** What a study of convergence in dt was of, and its table, in Markdown, where there is one. */
  readonly convergence: readonly string[];
}

/** Whether everything that was checked holds. */
export function hasPassed({ isFinished, laws, comparisons }: ValidationReport): boolean {
  return isFinished && laws.every((engine) => lawCounts(engine).failed === 0) &&
    comparisons.every(({ agreement }) => agreement.hasPassed);
}

/** The sentence above everything. */
export function summaryOf(report: ValidationReport): string {
  const broken = report.laws.reduce((sum, engine) => sum + lawCounts(engine).failed, 0);
  const checked = report.laws.reduce((sum, engine) => sum + lawCounts(engine).passed, 0) + broken;
  const apart = report.comparisons.filter(({ agreement }) => !agreement.hasPassed).length;
  const laws = broken === 0 ? `all ${checked} laws hold` : `${broken} of ${checked} laws are broken`;
  const statistics = !report.hasStatistics
    ? "statistics were not asked for"
    : report.comparisons.length === 0
    ? "no simulator was compared with"
    : apart === 0
    ? `the statistics are those of the simulators (${report.comparisons.length} of ${report.comparisons.length})`
    : `the statistics differ from those of the simulators in ${apart} of ${report.comparisons.length}`;
  if (!report.isFinished) return `Unfinished: so far, ${laws}; ${statistics}.`;
  return `${hasPassed(report) ? "Passed" : "Failed"}: ${laws}; ${statistics}.`;
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

/** Title of a comparison: "NEST nest-simulator 3.10.0, variant nest, against wasm, substepped at 0.1 ms, 10 networks". */
export function comparisonTitle({ stored, ours, seeds }: SimulatorComparison): string {
  return `${stored.tool} (${stored.version.split(",")[0]}), variant ${
    stored.cobaHh.variant ?? "seed-1"
  }, against engine ` +
    `${ours.engine} (${ours.precision}), ${ours.method} at ${ours.dt} ms, ${seeds.length} networks`;
}

/** Statistics of a comparison. */
export function statisticsTable({ agreement }: SimulatorComparison): Table {
  const value = (name: StatisticName, { mean, sd }: { mean: number; sd: number }) => {
    const { digits } = STATISTICS[name];
    return Number.isNaN(sd) ? mean.toFixed(digits) : `${mean.toFixed(digits)} ± ${sd.toFixed(digits)}`;
  };
  return [
    ["statistic, mean ± sd over networks", "ours", "theirs", "effect size d [95 %]", "KS p", ""],
    ...agreement.statistics.map(({ name, ours, theirs, effect: { d, low, high }, test, hasPassed }) => [
      STATISTICS[name].label,
      value(name, ours),
      value(name, theirs),
      `${d.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`,
      test.p < 0.001 ? test.p.toExponential(0) : test.p.toFixed(3),
      hasPassed ? "agrees" : "differs",
    ]),
  ];
}

/** Distributions of a comparison. */
export function distributionsTable({ agreement }: SimulatorComparison): Table {
  const names = { rates: "rates of neurons", cv: "CV of neurons", lv: "LV of neurons" } as const;
  const distance = (x: number, unit: string) => `${Number(x.toPrecision(3))} ${unit}`.trim();
  return [
    ["distribution, earth mover's distance", "ours to theirs", "seed to seed", ""],
    ...agreement.distributions.map(({ name, unit, between, within, hasPassed }) => [
      names[name],
      distance(between, unit),
      distance(within, unit),
      hasPassed ? "agrees" : "differs",
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
export function aboutStored({ stored }: SimulatorComparison): string {
  const { window, edges, integrator } = stored;
  return `Theirs: ${integrator}; edges: ${edges}; ${window.start} to ${window.stop} ms. A statistic agrees where the interval of ` +
    `its effect size reaches below ±0.5, or the difference is below half of what networks of one model differ by.`;
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
  const short = comparisons.map(({ stored, ours, seeds, agreement }) => {
    const { runs: _, ...about } = stored;
    return { simulator: about, ours, seeds, agreement };
  });
  const content = {
    format: "cobahh validation",
    formatVersion: 1,
    hasPassed: hasPassed(report),
    ...others,
    comparisons: short,
  };
  return JSON.stringify(content, null, 1) + "\n";
}
