/**
 * The plan of a simulation: how the network is divided among threads, and what each thread's memory begins with.
 *
 * @module
 */

import type { Network } from "../model/network.ts";
import { refractorySteps } from "../model/refractory.ts";
import { methodOf, synapseNotes } from "../model/methods.ts";
import { type EventWindows, eventWindows } from "../model/stimulus.ts";
import { mostArrivals, usualInputs } from "./arrival_limit.ts";
import { constantBytes } from "./constants.ts";
import { gateTables } from "./gate_table.ts";
import { decayNotes, longStepNotes, requireWithinLimits } from "./limits.ts";
import { excursionNotes, rangeNotes, type TableRange, tableRangeOf } from "./potential_range.ts";
import { rangesOf } from "./ranges.ts";
import type { RowFormat } from "./row_format.ts";
import { rowsOf } from "./rows_of.ts";
import { type Scales, scalesOf } from "./scales.ts";
import { schemeNamed, tableLags } from "./methods.ts";
import { reasonForOneThread, sharedLayout } from "./shared_memory.ts";
import { type Common, type ThreadImage, threadImage } from "./thread_image.ts";

/** Parts of a simulation before its threads start. */
export interface Plan {
  /** Scales of the state. */
  readonly scales: Scales;
  /** Range of the gate tables. */
  readonly range: TableRange;
  /** External events, which threads are given as they get to them. */
  readonly events: EventWindows;
  /** What each thread's memory begins with. */
  readonly images: readonly ThreadImage[];
  /** Names of the kernels. */
  readonly kernels: { readonly update: string; readonly deliver: string };
  /** What the caller should know. */
  readonly notes: readonly string[];
}

/** Options of a simulation, with every default filled in. */
export interface PlanOptions {
  /** Time step [ms]. */
  readonly dt: number;
  /** Name of the integration method: one of {@linkcode methodNames}. */
  readonly method: string;
  /** Threads, at most. */
  readonly threads: number;
  /** Format of the rows; the one that fits where it is left out. */
  readonly format?: RowFormat | undefined;
}

/** The plan of a simulation. */
export function enginePlan(network: Network, { dt, method, threads, format }: PlanOptions): Plan {
  const scheme = schemeNamed(method);
  const reason = threads > 1 ? reasonForOneThread() : undefined;
  const ranges = rangesOf(network.neurons, reason === undefined ? threads : 1);
  const notes = reason !== undefined
    ? [reason]
    : ranges.length < threads
    ? [`the network is too small for ${threads} threads, so ${ranges.length} are used`]
    : [];
  const { synapses } = methodOf(method), lags = tableLags(method, dt);
  const range = tableRangeOf(network, dt);
  const scales = scalesOf(network.spec, dt, range.origin, lags);
  const refractory = refractorySteps(network.spec.spike, dt);
  const events = eventWindows(network, dt);
  const arrivals = mostArrivals(network, dt);
  requireWithinLimits(network, { dt, refractorySteps: refractory, isLate: scheme.lateShares !== undefined, arrivals });
  const shared = sharedLayout(network.neurons, ranges.length, events.capacity);
  const common: Common = {
    network,
    constants: constantBytes(network, { dt, synapses: synapses ?? network.spec.synapses }, scales, range, refractory),
    blockBytes: scheme.blockBytes,
    scratchBytes: scheme.scratchBytes,
    ...(scheme.lateShares && { lateShares: scheme.lateShares(dt, network.spec.parameters) }),
    tables: gateTables(network.spec, scheme.spans(dt, lags), scales, range),
    eventCapacity: events.capacity,
    firsts: ranges.map(({ first }) => first),
    sharedLists: shared.lists,
    sharedSamples: shared.samples,
  };
  const rows = rowsOf(network.connectivity, ranges, method, format);
  return {
    scales,
    range,
    events,
    images: ranges.map((range, thread) => threadImage(common, thread, range, (at) => rows.place(thread, at))),
    kernels: { update: scheme.kernel(network, ruleName(network, range, refractory)), deliver: rows.kernel },
    notes: [
      ...notes,
      ...rangeNotes(range),
      ...excursionNotes(network, {
        perCapacitance: dt / network.spec.parameters.cM,
        current: (synapses ?? network.spec.synapses).current,
        inputs: usualInputs(network, dt, arrivals),
        range,
      }),
      ...decayNotes(network.spec, dt),
      ...longStepNotes(method, dt),
      ...synapseNotes(method, network.spec.synapses),
    ],
  };
}

/** Bytes of memory that the threads' kernels use: state, lists, log and rows; threads share 20 bytes a neuron in addition. */
export function memoryBytes({ images }: Plan): number {
  return images.reduce((sum, { pages }) => sum + 65536 * pages, 0);
}

/** The kernels' name of the spike rule. Where no neuron can fire, it is one with refractory counters (simulation.ts). */
function ruleName({ spec: { spike } }: Network, { isSilent }: TableRange, refractory: number): string {
  if (isSilent) return "refractoryCrossing";
  return spike.rule === "crossing" && refractory > 0 ? "refractoryCrossing" : spike.rule;
}
