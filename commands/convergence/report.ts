/**
 * Report of a convergence study, as a Markdown table and as JSON.
 *
 * @module
 */

import { VERSION } from "../../mod.ts";
import {
  type ConvergenceRow,
  convergenceRows,
  type ConvergenceRun,
  type Estimate,
  stepWithin,
} from "../../validation/mod.ts";
import type { ConvergencePlan } from "./plan.ts";
import type { Price } from "./price.ts";
import type { Environment } from "../environment.ts";
import { markdown } from "../markdown_table.ts";

/** A row, and what its method costs. */
export interface PricedRow extends ConvergenceRow {
  /** Processor time per simulated second [s]; NaN where it was not measured. */
  readonly price: number;
}

/** Everything that the study found. */
export interface ConvergenceReport {
  /** Where the figures come from. */
  readonly environment: Environment;
  /** When the report was made, ISO 8601. */
  readonly date: string;
  /** What was studied, and how. */
  readonly study: Pick<ConvergencePlan, "spec" | "seeds" | "duration" | "transient" | "notes"> & {
    readonly reference: { readonly method: string; readonly dt: number; readonly engine: string };
  };
  /** What came of it, in the order of the plan. */
  readonly rows: readonly PricedRow[];
}

/** The report on these runs. */
export function reportOn(
  plan: ConvergencePlan,
  runs: readonly ConvergenceRun[],
  prices: readonly Price[],
  environment: Environment,
  date: string,
): ConvergenceReport {
  const { spec, seeds, duration, transient, notes, reference: { method, dt, engine }, contenders } = plan;
  const wanted = contenders.flatMap((contender) =>
    runs.filter((run) =>
      run.method === contender.method && run.dt === contender.dt && run.engine === contender.engine.name &&
      seeds.includes(run.seed)
    ).sort((a, b) => a.seed - b.seed)
  );
  const priceOf = (row: ConvergenceRow) =>
    prices.find((price) => price.method === row.method && price.dt === row.dt)?.price ?? NaN;
  return {
    environment,
    date,
    study: { spec, seeds, duration, transient, notes, reference: { method, dt, engine: engine.name } },
    rows: convergenceRows(wanted, { method, dt }).map((row) => ({ ...row, price: priceOf(row) })),
  };
}

/** Whether a row is what the others are compared with. */
export function isReference(row: ConvergenceRow, { study: { reference } }: ConvergenceReport): boolean {
  return row.method === reference.method && row.dt === reference.dt;
}

/** The report as JSON text; what is not a number is null. */
export function reportJson(report: ConvergenceReport): string {
  return JSON.stringify({ format: "cobahh convergence", formatVersion: 1, version: VERSION, ...report }, null, 1) +
    "\n";
}

/** The error up to which the report says what each method costs [%]. */
const WITHIN = 1;

/** The report as Markdown. */
export function reportMarkdown(report: ConvergenceReport): string {
  const { environment: { cpu, cores, runtime, commit }, date, study, rows } = report;
  const { spec, seeds, duration, transient, reference } = study;
  const lines = rows.map((row) => {
    const { difference: d } = row;
    const from = (estimate: Estimate, digits: number) =>
      isReference(row, report) ? "converged" : signed(estimate, digits);
    return [
      row.method,
      String(row.dt),
      `${row.engine}, ${row.precision}`,
      `${row.seeds.length}${row.diverged.length > 0 ? ` (${row.diverged.length} diverged)` : ""}`,
      plain(row.rate, 2),
      from(d.rate, 2),
      from(d.ratePercent, 1),
      plain(row.medianIsi, 3),
      from(d.medianIsiPercent, 2),
      plain(row.cv, 3),
      Number.isNaN(row.price) ? "–" : String(Number(row.price.toPrecision(3))),
    ];
  });
  const others = rows.filter((row) => !isReference(row, report));
  const needed = [...new Set(others.map(({ method }) => method))].map((method) => neededLine(method, others))
    .filter((line) => line !== undefined);
  return [
    `COBA-HH ${spec.variant}, scale ${spec.scale}: the same ${seeds.length} networks (seeds ${seeds[0]} to ${
      seeds.at(-1)
    }) under every method, ` +
    `${duration} ms after ${transient} ms each. Differences are those from ${reference.method} at ${reference.dt} ms on the ` +
    `same network; ± is one standard error over networks. Price: processor seconds per simulated second on one thread, ` +
    `the least of five turns. ${cpu}, ${cores} cores, ${runtime}, commit ${commit.slice(0, 12)}, ${date.slice(0, 10)}.`,
    "",
    ...markdown([
      [
        "method",
        "dt [ms]",
        "engine",
        "n",
        "rate [Hz]",
        "difference [Hz]",
        "[%]",
        "median ISI [ms]",
        "[%]",
        "CV of ISI",
        "price",
      ],
      ...lines,
    ]),
    ...needed.length > 0 ? ["", ...needed.map((line) => `- ${line}`)] : [],
    ...study.notes.length > 0 ? ["", ...study.notes.map((note) => `- ${note}`)] : [],
    "",
  ].join("\n");
}

/** Time step and price at which a method is within WITHIN of the converged rate. */
function neededLine(method: string, rows: readonly PricedRow[]): string | undefined {
  const { dt, isExtrapolated } = stepWithin(rows, method, WITHIN);
  if (Number.isNaN(dt)) return undefined;
  const own = rows.filter((row) => row.method === method).sort((a, b) => a.dt - b.dt);
  const price = isExtrapolated ? own[0].price * own[0].dt / dt : own.find((row) => row.dt === dt)!.price;
  const cost = Number.isNaN(price) ? "" : `: ${Number(price.toPrecision(3))} s per simulated second`;
  return isExtrapolated
    ? `${method} is within ${WITHIN} % of the converged rate at no time step that was run; in proportion to dt it would be ` +
      `at about ${Number(dt.toPrecision(2))} ms${cost}`
    : `${method} is within ${WITHIN} % of the converged rate at ${dt} ms and below${cost}`;
}

function plain({ mean, standardError }: Estimate, digits: number): string {
  return Number.isNaN(standardError)
    ? mean.toFixed(digits)
    : `${mean.toFixed(digits)} ± ${standardError.toFixed(digits)}`;
}

function signed(estimate: Estimate, digits: number): string {
  return Number.isNaN(estimate.mean) ? "–" : `${estimate.mean > 0 ? "+" : ""}${plain(estimate, digits)}`;
}
