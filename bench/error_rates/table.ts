/**
 * The counts of verdicts as a table.
 *
 * @module
 */

import type { Table } from "../../commands/markdown_table.ts";
import { type StatisticName, STATISTICS } from "../../validation/mod.ts";
import type { VerdictCounts } from "./study.ts";
import { wilsonInterval } from "./wilson.ts";

/** The table: a row for each change and number of networks. */
export function tableOf(all: readonly VerdictCounts[]): Table {
  return [
    [
      "the other side has changed",
      "largest effect",
      "networks",
      "comparisons",
      "equivalent [%]",
      "undecided [%]",
      "different [%]",
    ],
    ...all.filter(({ counts }) => totalOf(counts) > 0).map(({ condition, size, counts, differences }) => [
      condition,
      effectOf(differences),
      String(size),
      String(totalOf(counts)),
      ...(["equivalent", "undecided", "different"] as const).map((outcome) =>
        shareOf(counts[outcome], totalOf(counts))
      ),
    ]),
  ];
}

function totalOf({ equivalent, undecided, different }: VerdictCounts["counts"]): number {
  return equivalent + undecided + different;
}

/** "12 (6 to 22)": a share and its 95 % interval in percent. */
function shareOf(count: number, of: number): string {
  const { low, high } = wilsonInterval(count, of), percent = (x: number) => String(Math.round(100 * x));
  return `${percent(count / of)} (${percent(low)} to ${percent(high)})`;
}

/** "rate: 0.9 of its margin": the statistic that differs most beside its margin. */
function effectOf(differences: Readonly<Record<string, number>>): string {
  const [name, size] = Object.entries(differences).reduce((a, b) => Math.abs(b[1]) > Math.abs(a[1]) ? b : a);
  const label = STATISTICS[name as StatisticName].label.replace(/ \[.*\]/, "");
  return `${label}: ${Math.abs(size).toFixed(1)} of its margin`;
}
