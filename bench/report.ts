/**
 * A report: all lines of a benchmark with what they depend on, as JSON. README.md documents the schema.
 *
 * @module
 */

import { received } from "../mod.ts";
import type { Environment } from "../commands/environment.ts";
import type { KernelLine, StepLine } from "./line.ts";

/** Parameters of the benchmark. */
export interface Parameters {
  /** Published version of the network. */
  readonly variant: string;
  /** Seed of everything random. */
  readonly seed: number;
  /** Time step [ms]. */
  readonly dt: number;
  /** Integration method. */
  readonly method: string;
  /** Worker threads that were asked for. */
  readonly threads: number;
  /** Length of the verified window [ms]. */
  readonly duration: number;
  /** Names of the contenders. */
  readonly engines: readonly string[];
}

/** Measurements, and the machine. */
export interface Report {
  /** When the benchmark began (ISO 8601). */
  readonly date: string;
  /** Processor, runtime and commit. */
  readonly environment: Environment;
  /** What was asked for. */
  readonly parameters: Parameters;
  /** There while lines are still to come: a report is written as it grows, so that nothing is lost where it is ended. */
  readonly isUnfinished?: true;
  /** Lines of the suite `steps`. */
  readonly steps: readonly StepLine[];
  /** Lines of the suite `kernel`. */
  readonly kernel: readonly KernelLine[];
}

/** Whether a run was wrong. */
export function hasFailed({ steps, kernel }: Report): boolean {
  return [...steps, ...kernel].some(({ failures }) => failures.length > 0);
}

/** Value of the field `format`. */
const FORMAT = "cobahh benchmark";

/** Version of the format; other versions are refused. */
const FORMAT_VERSION = 1;

/** The report as JSON text. */
export function reportToJson(report: Report): string {
  return JSON.stringify({ format: FORMAT, formatVersion: FORMAT_VERSION, ...report }, undefined, 2) + "\n";
}

/**
 * A report from JSON text.
 * @throws {SyntaxError} where the text is not JSON, or not a report of this version.
 */
export function reportFromJson(text: string): Report {
  let parsed: Record<string, unknown> | null;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(`Cannot read report: valid JSON is required, ${(error as Error).message}`);
  }
  const { format, formatVersion, ...report } = parsed ?? {};
  if (format !== FORMAT || formatVersion !== FORMAT_VERSION) {
    throw new SyntaxError(
      `Cannot read report: the format must be "${FORMAT}" version ${FORMAT_VERSION}, received ` +
        `${received(format)} version ${received(formatVersion)}`,
    );
  }
  const bad = whatIsWrong(report as unknown as Report);
  if (bad !== undefined) throw new SyntaxError(`Cannot read report: a complete report is required, ${bad}`);
  return report as unknown as Report;
}

/** The reason why a value read from a file is not a report, or undefined if it is one. */
function whatIsWrong({ date, environment, parameters, steps, kernel }: Report): string | undefined {
  if (typeof date !== "string") return "the date is missing";
  const { cpu, runtime, commit } = environment ?? {};
  if ([cpu, runtime, commit].some((text) => typeof text !== "string")) return "the environment is missing";
  const { method, duration } = parameters ?? {};
  if (typeof method !== "string" || typeof duration !== "number") return "the parameters are missing";
  if (!Array.isArray(steps) || !Array.isArray(kernel)) return "the lines are missing";
  if (!steps.every((line) => isSubject(line) && isSpread(line.speed?.nsPerNeuronStep ?? null))) {
    return "a line of steps has no network, engine or speed";
  }
  if (!kernel.every((line) => isSubject(line) && typeof line.name === "string" && isSpread(line.time))) {
    return "a line of kernel has no network, engine or time";
  }
  return undefined;
}

function isSubject(line: StepLine | KernelLine | null): boolean {
  return typeof line?.variant === "string" && typeof line.engine === "string" && typeof line.scale === "number" &&
    typeof line.scaling === "string" && typeof line.threads === "number" && Array.isArray(line.failures);
}

function isSpread(spread: { readonly min: number; readonly median: number } | null): boolean {
  return spread === null || (typeof spread.min === "number" && typeof spread.median === "number");
}
