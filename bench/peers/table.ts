/**
 * The comparison as text: columns that read in a terminal.
 *
 * @module
 */

import { type Column, grouped, refused, row, significant, spread, titles } from "../columns.ts";
import type { PeerLine } from "./line.ts";

const columns: readonly Column[] = [
  { title: "simulator", width: -13 },
  { title: "precision", width: -9 },
  { title: "integrator", width: -17 },
  { title: "threads", width: 7 },
  { title: "synapses", width: 8 },
  { title: "rate [Hz]", width: 9 },
  { title: "CV", width: 5 },
  { title: "NaN", width: 3 },
  { title: "same spikes", width: -11 },
  { title: "build [s]", width: 9 },
  { title: "compile", width: 7 },
  { title: "simulate [s]", width: 16 },
  { title: "ns/neuron-step", width: 15 },
  { title: "wall/bio", width: 8 },
  { title: "x wasm", width: 6 },
  { title: "processor ns", width: 15 },
  { title: "x wasm", width: 6 },
  { title: "runs", width: 4 },
];

/** The first line of the table. */
export function peerTitles(): string {
  return titles(columns);
}

/** A line: its speed, or why there is none. */
export function peerRow(line: PeerLine): string {
  const { speed } = line;
  const verified = [
    line.title,
    line.precision,
    line.integrator,
    String(line.threads),
    line.synapses === null ? "" : grouped(line.synapses),
    line.rate?.toFixed(1) ?? "",
    line.cv?.toFixed(2) ?? "",
    line.nonFinite === null ? "" : String(line.nonFinite),
    line.isIdentical === null ? "-" : line.isIdentical ? "yes" : "no",
  ];
  if (speed === null) return refused(columns, verified, line.failures);
  return row(columns, [
    ...verified,
    significant(line.buildSeconds ?? 0),
    significant(line.compileSeconds ?? 0),
    spread(speed.simulateSeconds),
    spread(speed.nsPerNeuronStep),
    significant(speed.realTimeFactor.median),
    speed.timesOurs === null ? "-" : significant(speed.timesOurs),
    spread(speed.processorNsPerNeuronStep),
    speed.processorTimesOurs === null ? "-" : significant(speed.processorTimesOurs),
    String(speed.runs),
  ]);
}
