/**
 * A judgement for reading in a terminal.
 *
 * @module
 */

import { milliseconds } from "../../mod.ts";
import type { ExactAgreement, Judgement, StatisticalAgreement } from "../../validation/mod.ts";

/** The rankings. */
export function judgementLines({ exact, statistical }: Judgement, dt: number, rows: number): string[] {
  if (exact.length === 0) return [];
  return [
    "",
    "Spike by spike, in float64",
    `${"spikes that agree".padStart(20)}${"until".padStart(14)}  with`,
    ...withAsked(exact, rows).map((agreement) => exactLine(agreement, dt)),
    ...left(exact, rows),
    ...(statistical.length === 0 ? [] : [
      "",
      "By statistics: root mean square of differences in deviations, and the largest",
      `${"root mean square".padStart(20)}${"largest".padStart(14)}  with`,
      ...withAsked(statistical, rows).map(statisticalLine),
      ...left(statistical, rows),
    ]),
  ];
}

/** The first rows, and the one of what was asked about. */
function withAsked<T extends { readonly changes: readonly unknown[] }>(ranking: readonly T[], rows: number): T[] {
  return ranking.filter(({ changes }, k) => k < rows || changes.length === 0);
}

function left(ranking: readonly unknown[], rows: number): string[] {
  return ranking.length > rows ? [`  and ${ranking.length - rows} more`] : [];
}

function exactLine({ changes, common, differsAt, failed }: ExactAgreement, dt: number): string {
  const until = failed !== undefined
    ? "not run"
    : differsAt === undefined
    ? "the end"
    : `${milliseconds(differsAt * dt)} ms`;
  return `${common.toLocaleString("en-US").padStart(20)}${until.padStart(14)}  ${choices(changes)}`;
}

function statisticalLine({ changes, distance, comparison }: StatisticalAgreement): string {
  const largest = Math.max(...comparison.statistics.map(({ deviations }) => Math.abs(deviations)));
  const number = (x: number) => Number.isNaN(x) ? "-" : x.toFixed(2);
  return `${number(distance).padStart(20)}${number(largest).padStart(14)}  ${choices(changes)}`;
}

function choices(changes: ExactAgreement["changes"]): string {
  return changes.length === 0
    ? "everything as specified"
    : changes.map(({ axis, choice, simulator }) => simulator ? `everything ${choice}` : `${axis}: ${choice}`).join(
      "; ",
    );
}
