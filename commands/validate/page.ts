/**
 * Report of `validate` as one self-contained HTML file: tables and pictures, drawn in the page.
 *
 * @module
 */

import { escaped } from "../../plot/escaped.ts";
import { type DistributionPanel, distributionPlot, histogramShares, summaryPlot } from "../../plot/mod.ts";
import { ISI_EDGES, type SpikeDistributions } from "../../validation/mod.ts";
import {
  aboutStored,
  brokenLaws,
  comparisonTitle,
  distributionsTable,
  exactTable,
  lawTable,
  marginsTable,
  originOf,
  outcomeOf,
  statisticsTable,
  summaryOf,
  type ValidationReport,
} from "./report.ts";
import type { Table } from "../markdown_table.ts";
import type { SimulatorComparison } from "./statistics.ts";

const STYLE =
  `body{font:15px/1.5 "DejaVu Sans",Verdana,sans-serif;color:#222;max-width:1000px;margin:2em auto;padding:0 1em}
h1{font-size:1.6em}h2{font-size:1.15em;margin-top:2.2em;border-top:1px solid #ccc;padding-top:1em}
table{border-collapse:collapse;margin:1em 0;font-size:13px}th,td{padding:3px 10px;text-align:left;border-bottom:1px solid #ddd}
td:not(:first-child){white-space:nowrap}.passed{color:#00663f}.failed{color:#a3210a;font-weight:bold}.undecided{color:#7a5200;font-weight:bold}
.verdict{font-size:1.1em;padding:.6em 1em;border-left:5px solid}svg{max-width:100%;height:auto;display:block;margin:1em 0}
.rasters{display:grid;grid-template-columns:repeat(auto-fit,minmax(420px,1fr));gap:1em}details{margin:1em 0}summary{cursor:pointer}small{color:#555}`;

/** The report as a page. */
export function reportPage(report: ValidationReport): string {
  const verdict = outcomeOf(report), broken = brokenLaws(report);
  const sections = [
    "<h1>Validation of COBA-HH</h1>",
    `<p class="verdict ${verdict}">${escaped(summaryOf(report))}</p>`,
    `<p><small>${escaped(originOf(report))}</small></p>`,
    "<h2>Laws and fixtures</h2>",
    table(lawTable(report.laws)),
    ...(broken.length === 0 ? [] : [list(broken)]),
    ...report.laws.map(({ engine, results }) =>
      details(`Every law of engine ${engine}`, [
        ["law", "source", "", ""],
        ...results.map((
          { name, source, status, reason = "" },
        ) => [name, source, status, status === "passed" ? "" : reason]),
      ])
    ),
    ...(report.exact.length === 0 ? [] : ["<h2>Spike for spike</h2>", table(exactTable(report.exact))]),
    ...report.comparisons.map(comparisonSection),
    ...(report.comparisons.length === 0 ? [] : ["<h2>Margins</h2>", table(marginsTable())]),
    ...(report.leftOut.length === 0
      ? []
      : ["<h2>Not compared</h2>", list(report.leftOut.map(({ what, why }) => `${what}: ${why}`))]),
    ...convergenceSection(report.convergence),
  ];
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Validation of COBA-HH</title>` +
    `<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head><body>\n${
      sections.join("\n")
    }\n</body></html>\n`;
}

function comparisonSection(comparison: SimulatorComparison): string {
  return [
    `<h2>${escaped(comparisonTitle(comparison))}</h2>`,
    `<p><small>${escaped(aboutStored(comparison))}</small></p>`,
    table(statisticsTable(comparison)),
    table(distributionsTable(comparison)),
    distributionsPicture(comparison),
    rasters(comparison),
  ].join("\n");
}

/** The beginning of a run of ours and, where there is one, of theirs, side by side where the page is wide enough. */
function rasters({ recording, theirs }: SimulatorComparison): string {
  const pictures = [recording, ...(theirs === undefined ? [] : [theirs])].map((one) =>
    summaryPlot(one, { width: 640 })
  );
  return `<div class="rasters">${pictures.join("\n")}</div>`;
}

/** Rates, CV and intervals of all networks together, ours and theirs. */
function distributionsPicture({ stored, ours, runs, seeds }: SimulatorComparison): string {
  const seconds = (stored.window.stop - stored.window.start) / 1000;
  const sets = [{ label: `engine ${ours.engine}, ${ours.method}`, runs }, { label: stored.tool, runs: stored.runs }];
  const values = (name: "cv" | "rates", all: readonly SpikeDistributions[]) =>
    all.flatMap(({ spikes, cv }) =>
      name === "cv"
        ? Array.from(cv).filter((x): x is number => Number.isFinite(x))
        : Array.from(spikes, (n) => n / seconds)
    );
  const panel = (name: "cv" | "rates", label: string, edges: readonly number[]): DistributionPanel => ({
    label,
    edges,
    curves: sets.map(({ label, runs }) => ({ label, shares: histogramShares(values(name, runs), edges) })),
  });
  return distributionPlot({
    title: `Distributions: ${ours.engine} and ${stored.tool}`,
    subtitle:
      `${seeds.length} networks against ${stored.runs.length}, all neurons together; the outermost bins hold what is beyond`,
    panels: [
      panel("rates", "rate of a neuron [Hz]", edges(0, 160, 40)),
      panel("cv", "CV of a neuron's intervals", edges(0, 4, 40)),
      {
        label: "interval [ms]",
        edges: ISI_EDGES.map(Math.log10),
        isLogarithmic: true,
        curves: sets.map(({ label, runs }) => ({ label, shares: intervalShares(runs) })),
      },
    ],
  });
}

function edges(low: number, high: number, bins: number): number[] {
  return Array.from({ length: bins + 1 }, (_, k) => low + (high - low) * k / bins);
}

/** Shares of intervals between the edges of the histogram [%]. */
function intervalShares(runs: readonly SpikeDistributions[]): Float64Array {
  const counts = new Float64Array(ISI_EDGES.length - 1);
  let total = 0;
  for (const { isi } of runs) {
    for (let bin = 0; bin < isi.length; bin++) {
      total += isi[bin];
      if (bin > 0 && bin < isi.length - 1) counts[bin - 1] += isi[bin];
    }
  }
  return counts.map((count) => 100 * count / total);
}

function table([head, ...rows]: Table): string {
  const names = head.map((text) => `<th>${escaped(text)}</th>`).join("");
  const cells = rows.map((row) => row.map((text) => `<td${mark(text)}>${escaped(text)}</td>`).join(""));
  return `<table><tr>${names}</tr>${cells.map((row) => `<tr>${row}</tr>`).join("\n")}</table>`;
}

function mark(text: string): string {
  if (text === "equivalent" || text === "identical" || text === "passed") return ` class="passed"`;
  if (text === "undecided") return ` class="undecided"`;
  return text === "different" || text === "failed" ? ` class="failed"` : "";
}

function details(title: string, rows: Table): string {
  return `<details><summary>${escaped(title)} (${rows.length - 1})</summary>${table(rows)}</details>`;
}

function list(lines: readonly string[]): string {
  return `<ul>${lines.map((line) => `<li>${escaped(line)}</li>`).join("")}</ul>`;
}

function convergenceSection(lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const about = lines.filter((line) => line !== "" && !line.startsWith("|")).join(" ");
  return ["<h2>Convergence in dt</h2>", `<p><small>${escaped(about)}</small></p>`, table(cellsOf(lines))];
}

/** The cells of a table in Markdown. */
function cellsOf(lines: readonly string[]): string[][] {
  return lines.filter((line) => line.startsWith("|") && !/^\|[\s|-]*$/.test(line))
    .map((line) => line.replace(/^\|\s*|\s*\|\s*$/g, "").split(/\s*\|\s*/));
}
