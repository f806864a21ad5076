/**
 * A report: all lines of a comparison with what they depend on, as JSON. README.md documents the schema.
 *
 * @module
 */

import type { Environment } from "../../commands/environment.ts";
import type { PeerLine, Skipped } from "./line.ts";

/** Parameters of the comparison. */
export interface Parameters {
  /** Published version of the network. */
  readonly variant: string;
  readonly seed: number;
  readonly neurons: number;
  readonly synapses: number;
  /** Time step [ms]. */
  readonly dt: number;
  /** Biological time of a run [ms]. */
  readonly duration: number;
  /** Turns. */
  readonly rounds: number;
}

/** Measurements, with network and machine. */
export interface PeerReport {
  /** When the comparison began (ISO 8601). */
  readonly date: string;
  /** Processor, runtime and commit. */
  readonly environment: Environment;
  /** What was asked for. */
  readonly parameters: Parameters;
  /** There while rounds are still to come: a report is written as it grows, so that nothing is lost where it is ended. */
  readonly isUnfinished?: true;
  /** Everybody who took part. */
  readonly lines: readonly PeerLine[];
  /** Simulators that did not. */
  readonly skipped: readonly Skipped[];
}

/** Whether a run was wrong. */
export function hasFailed({ lines }: PeerReport): boolean {
  return lines.some(({ failures }) => failures.length > 0);
}

/** The report as JSON text. */
export function peerReportToJson(report: PeerReport): string {
  return JSON.stringify({ format: "cobahh peers", formatVersion: 1, ...report }, undefined, 2) + "\n";
}
