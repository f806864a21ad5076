/**
 * Old figures beside new ones.
 *
 * @module
 */

import { REFERENCE } from "./contenders.ts";
import type { KernelLine, StepLine } from "./line.ts";
import type { Report } from "./report.ts";
import type { Spread } from "./sampling.ts";
import { significant } from "./columns.ts";

/** A line of one report and the same line of another. */
export interface Comparison {
  /** What was measured: engine, threads, rule, scale, and the kernel. */
  readonly name: string;
  /** Unit of the times. */
  readonly unit: string;
  /** Old time; null where there is none. */
  readonly old: Spread | null;
  /** New time; null where there is none. */
  readonly new: Spread | null;
  /** Old over new shortest time, above 1 where the new one is faster; null where either is missing. */
  readonly speedup: number | null;
  /** The same of the ratios to the reference, in which the speed of the machine cancels; null where either is missing. */
  readonly speedupToReference: number | null;
  /** Whether both had the same spikes; null where either has none. */
  readonly isSameSpikes: boolean | null;
}

/** Every line of the new report, beside the same line of the old one. */
export function compareReports(old: Report, recent: Report): Comparison[] {
  const before = timesOf(old), after = timesOf(recent);
  // The reference's ratio to itself says nothing.
  const ratioOf = (timed?: Timed) => timed?.engine === REFERENCE ? null : timed?.timesReference;
  return [...after].map(([name, b]) => {
    const a = before.get(name);
    return {
      name,
      unit: b.unit,
      old: a?.time ?? null,
      new: b.time,
      speedup: both(a?.time, b.time, (old, recent) => old.min / recent.min),
      speedupToReference: both(ratioOf(a), ratioOf(b), (old, recent) => recent / old),
      isSameSpikes: both(a?.hash, b.hash, (old, recent) => old === recent),
    };
  });
}

/** A function of an old and a new value, or null where either is missing. */
function both<T, R>(old: T | null | undefined, recent: T | null | undefined, f: (old: T, recent: T) => R): R | null {
  return old == null || recent == null ? null : f(old, recent);
}

/** Fields that the lines of both suites share. */
interface Timed {
  readonly engine: string;
  readonly unit: string;
  readonly time: Spread | null;
  readonly timesReference: number | null;
  readonly hash: string | null;
}

function timesOf({ parameters, steps, kernel }: Report): Map<string, Timed> {
  const { method } = parameters;
  return new Map([
    ...steps.map((line): [string, Timed] => [nameOf(line, `step, ${line.method ?? method}`), {
      engine: line.engine,
      unit: "ns/neuron-step",
      time: line.speed?.nsPerNeuronStep ?? null,
      timesReference: line.speed?.timesReference ?? null,
      hash: line.hash,
    }]),
    ...kernel.map((line): [string, Timed] => [nameOf(line, `${line.name}, ${line.method ?? method}`), line]),
  ]);
}

function nameOf({ variant, engine, threads, scaling, scale }: StepLine | KernelLine, what: string): string {
  return `${what}: ${engine}, ${threads} thread${threads === 1 ? "" : "s"}, ${variant}, ${scaling}, scale ${scale}`;
}

/** The comparison as text, with what makes it uncertain. */
export function comparisonText(old: Report, recent: Report, file: string): string {
  const lines = [`Old: ${file}, ${old.date}, ${old.environment.commit.slice(0, 12)}. Times are the shortest samples.`];
  for (const field of ["cpu", "runtime"] as const) {
    if (old.environment[field] !== recent.environment[field]) {
      lines.push(`Another ${field}: ${old.environment[field]}, now ${recent.environment[field]}.`);
    }
  }
  if (old.parameters.duration !== recent.parameters.duration) {
    lines.push(`Another window: ${old.parameters.duration} ms, now ${recent.parameters.duration} ms.`);
  }
  const shown = (time: Spread | null) => time === null ? "none" : significant(time.min);
  for (const line of compareReports(old, recent)) {
    const parts = [`${line.name}: ${shown(line.old)} -> ${shown(line.new)} ${line.unit}`];
    if (line.speedup !== null) parts.push(`x ${significant(line.speedup)}`);
    if (line.speedupToReference !== null) parts.push(`against the reference x ${significant(line.speedupToReference)}`);
    if (line.isSameSpikes === false) parts.push("other spikes");
    lines.push(parts.join(", "));
  }
  return lines.join("\n");
}
