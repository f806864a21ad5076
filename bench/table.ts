/**
 * Lines as text: columns that read in a terminal.
 *
 * @module
 */

import { type Column, grouped, refused, row, significant, spread, titles } from "./columns.ts";
import type { KernelLine, StepLine, Subject } from "./line.ts";
import { shortHash } from "./verify.ts";

/** A run and its result. */
const subjectColumns: readonly Column[] = [
  { title: "engine", width: -13 },
  { title: "method", width: -10 },
  { title: "threads", width: 7 },
  { title: "rule", width: -9 },
  { title: "scale", width: 5 },
  { title: "neurons", width: 9 },
  { title: "synapses", width: 11 },
  { title: "rate [Hz]", width: 9 },
  { title: "NaN", width: 3 },
  { title: "spikes", width: -12 },
];

const stepColumns: readonly Column[] = [
  ...subjectColumns,
  { title: "ns/neuron-step", width: 15 },
  { title: "ns/event", width: 13 },
  { title: "steps/s", width: 9 },
  { title: "wall/bio", width: 8 },
  { title: "x reference", width: 11 },
  { title: "price", width: 5 },
];

const kernelColumns: readonly Column[] = [
  { title: "kernel", width: -28 },
  ...subjectColumns,
  { title: "min (median)", width: 16 },
  { title: "unit", width: -14 },
  { title: "x reference", width: 11 },
  { title: "price", width: 5 },
];

/** The titles of the suite `steps`. */
export function stepTitles(): string {
  return titles(stepColumns);
}

/** A line of the suite `steps`: its speed, or why there is none. */
export function stepRow(line: StepLine): string {
  const { speed } = line;
  const verified = [...subject(line), ...outcome(line)];
  if (speed === null) return refused(stepColumns, verified, line.failures);
  return row(stepColumns, [
    ...verified,
    spread(speed.nsPerNeuronStep),
    speed.nsPerEvent === null ? "-" : spread(speed.nsPerEvent),
    grouped(speed.stepsPerSecond.median),
    significant(speed.realTimeFactor.median),
    speed.timesReference === null ? "-" : significant(speed.timesReference),
    speed.price === null ? "" : significant(speed.price),
  ]);
}

/** The titles of the suite `kernel`. */
export function kernelTitles(): string {
  return titles(kernelColumns);
}

/** A line of the suite `kernel`: its time, or why there is none. */
export function kernelRow(line: KernelLine): string {
  const verified = [line.name, ...subject(line), ...outcome(line)];
  if (line.failures.length > 0) return refused(kernelColumns, verified, line.failures);
  if (line.time === null) return `${row(kernelColumns, verified)}  ${line.note}`;
  const ratio = line.timesReference === null ? "" : significant(line.timesReference);
  const price = line.price === null ? "" : significant(line.price);
  return row(kernelColumns, [...verified, spread(line.time), line.unit, ratio, price]);
}

function subject({ engine, method, threads, scaling, scale, neurons, synapses }: Subject): string[] {
  return [engine, method, String(threads), scaling, String(scale), grouped(neurons), grouped(synapses)];
}

function outcome({ rate, diverged, hash }: StepLine | KernelLine): string[] {
  return [rate?.toFixed(1) ?? "", diverged === null ? "" : String(diverged), hash === null ? "" : shortHash(hash)];
}
