/**
 * The plan of a simulation: how the network is divided among threads, and what each thread's memory begins with.
 *
 * @module
 */

import type { Network } from "../model/network.ts";
import { refractorySteps } from "../model/refractory.ts";
import { stimulusEvents } from "../model/stimulus.ts";
import { constantBytes } from "./constants.ts";
import { gateTable } from "./gate_table.ts";
import { rangesOf } from "./ranges.ts";
import type { RowFormat } from "./row_format.ts";
import { rowsOf } from "./rows_of.ts";
import { type Scales, scalesOf } from "./scales.ts";
import { sharedLayout } from "./shared_memory.ts";
import { reasonForOneThread } from "./team.ts";
import { type Common, type ThreadImage, threadImage } from "./thread_image.ts";

/** A plan. */
export interface Plan {
  /** Scales of the state. */
  readonly scales: Scales;
  /** What each thread's memory begins with. */
  readonly images: readonly ThreadImage[];
  /** Names of the kernels. */
  readonly kernels: { readonly update: string; readonly deliver: string };
  /** What the caller should know. */
  readonly notes: readonly string[];
}

/** The plan for at most `threads` threads at time step dt [ms], with rows in the format that is asked for or that fits. */
export function planOf(network: Network, dt: number, threads: number, format: RowFormat | undefined): Plan {
  const reason = threads > 1 ? reasonForOneThread() : undefined;
  const ranges = rangesOf(network.neurons, reason === undefined ? threads : 1);
  const notes = reason !== undefined
    ? [reason]
    : ranges.length < threads
    ? [`the network is too small for ${threads} threads, so ${ranges.length} are used`]
    : [];
  const scales = scalesOf(network.spec, dt);
  const pause = refractorySteps(network.spec.spike, dt);
  const common: Common = {
    network,
    constants: constantBytes(network, dt, scales, pause),
    table: gateTable(network.spec, dt, scales),
    events: stimulusEvents(network, dt),
    firsts: ranges.map(({ first }) => first),
    sharedLists: sharedLayout(network.neurons, ranges.length).lists,
  };
  const rows = rowsOf(network.connectivity, ranges, format);
  return {
    scales,
    images: ranges.map((range, thread) => threadImage(common, thread, range, (at) => rows.place(thread, at))),
    kernels: { update: updateKernel(network, pause), deliver: rows.kernel },
    notes,
  };
}

/** Bytes of memory that the threads' kernels use: state, lists, log and rows; what threads share besides is 12 a neuron. */
export function memoryBytes({ images }: Plan): number {
  return images.reduce((sum, { pages }) => sum + 65536 * pages, 0);
}

/** Name of the update kernel of a network. */
function updateKernel({ spec: { synapses, spike } }: Network, pause: number): string {
  const decay = synapses.order === "add-use-decay" ? "after" : "before";
  const rule = spike.rule === "crossing" && pause > 0 ? "refractoryCrossing" : spike.rule;
  return `update_${decay}_${synapses.current}_${rule}`;
}
