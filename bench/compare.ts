/**
 * Old figures beside new ones.
 *
 * @module
 */

import { REFERENCE } from "./contenders.ts";
import type { KernelLine, StepLine } from "./line.ts";
import type { Report } from "./report.ts";
import type { Spread } from "./sampling.ts";
import { significant } from "./table.ts";

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

/** Every line of either report, those of the new one first. */
export function compareReports(old: Report, recent: Report): Comparison[] {
  const before = timesOf(old), after = timesOf(recent);
  return [...new Set([...after.keys(), ...before.keys()])].map((name) => {
    const a = before.get(name), b = after.get(name);
    const times = [a?.time ?? null, b?.time ?? null] as const;
    // The reference's ratio to itself says nothing.
    const ratioOf = (timed: Timed | undefined) => timed?.engine === REFERENCE ? null : timed?.timesReference ?? null;
    const ratios = [ratioOf(a), ratioOf(b)] as const;
    const hashes = [a?.hash ?? null, b?.hash ?? null] as const;
    return {
      name,
      unit: (b ?? a)!.unit,
      old: times[0],
      new: times[1],
      speedup: times[0] === null || times[1] === null ? null : times[0].min / times[1].min,
      speedupToReference: ratios[0] === null || ratios[1] === null ? null : ratios[1] / ratios[0],
      isSameSpikes: hashes[0] === null || hashes[1] === null ? null : hashes[0] === hashes[1],
    };
  });
}

/** What the lines of both suites have in common. */
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
    ...steps.map((line): [string, Timed] => [nameOf(line, `step, ${method}`), {
      engine: line.engine,
      unit: "ns/neuron-step",
      time: line.speed?.nsPerNeuronStep ?? null,
      timesReference: line.speed?.timesReference ?? null,
      hash: line.hash,
    }]),
    ...kernel.map((line): [string, Timed] => [nameOf(line, line.name), line]),
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
  for (
    const { name, unit, old: before, new: after, speedup, speedupToReference, isSameSpikes } of compareReports(
      old,
      recent,
    )
  ) {
    const shown = (time: Spread | null) => time === null ? "none" : significant(time.min);
    const parts = [`${name}: ${shown(before)} -> ${shown(after)} ${unit}`];
    if (speedup !== null) parts.push(`x ${significant(speedup)}`);
    if (speedupToReference !== null) parts.push(`against the reference x ${significant(speedupToReference)}`);
    if (isSameSpikes === false) parts.push("other spikes");
    lines.push(parts.join(", "));
  }
  return lines.join("\n");
}
