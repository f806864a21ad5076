/**
 * Estimate of a simulation's memory before it is created. thread_image.ts places what is counted here; a test compares them.
 *
 * @module
 */

import { DEFAULT_METHOD } from "../model/methods.ts";
import { bytesInWords, expectedSynapses } from "../model/memory.ts";
import { populationSizes } from "../model/scaling.ts";
import type { RowProcedure } from "../model/row_procedure.ts";
import type { SimulationOptions } from "../model/simulation.ts";
import type { NetworkSpec } from "../model/spec.ts";
import {
  BLOCK_NEURONS,
  NEURONS_PER_ITERATION,
  SPARE_NEURONS,
  TABLE_ADDRESS,
  TABLE_BYTES,
  WATCHED_WORDS,
} from "./layout.ts";
import { schemeNamed, tableLags } from "./methods.ts";
import { bytesPerSynapse, formatFor, type RowFormat } from "./row_format.ts";
import { logWords } from "./thread_image.ts";

/** Most bytes of a thread's memory: 32-bit addresses. */
const MOST_BYTES = 2 ** 32;

/** Quantities that a thread's memory depends on. */
export interface Part {
  /** Neurons of the network. */
  readonly neurons: number;
  /** Synapses of the network. */
  readonly synapses: number;
  /** Neurons of the largest range. */
  readonly size: number;
  /** Number of threads. */
  readonly threads: number;
  /** Name of the method. */
  readonly method: string;
  /** Format of the rows. */
  readonly format: RowFormat;
  /** Bytes of a neuron in the procedure, where rows are made again. */
  readonly procedure: number;
}

/**
 * Bytes of a neuron in a procedure of rows, at most (procedural_rows.ts): two keys and a count for each part that is drawn, and
 * a mark; or where its sites begin, where sites are dealt.
 */
export function procedureBytes(kind: RowProcedure["kind"], parts: number): number {
  return kind === "drawn" ? 12 * parts + 4 : 4;
}

/** Bytes of the rows of a range: what is stored of them, or what making them again takes. */
function rowBytes({ neurons, synapses, size, format, procedure }: Part): number {
  if (format === "procedural") return procedure * neurons;
  return 4 * neurons + bytesPerSynapse(format, { neurons, synapses }) * synapses * size / neurons;
}

/** Bytes of the list of watched words, and of their samples. */
const WATCH_BYTES = 12 * WATCHED_WORDS;

/** Bytes of the first thread's memory, the largest. */
export function partBytes(part: Part): number {
  const { neurons, size, threads, method } = part;
  const { blockBytes, scratchBytes, lateShares, spans } = schemeNamed(method);
  const tables = spans(1, tableLags(method, 1)).length;
  const placed = size + SPARE_NEURONS;
  const lists = 4 * neurons + (threads > 1 ? 4 * size : 0) + 4 * logWords(neurons);
  return TABLE_ADDRESS + tables * TABLE_BYTES + scratchBytes + placed * (blockBytes / BLOCK_NEURONS + 4) +
    (lateShares === undefined ? lists : 2 * lists + 8 * placed) + WATCH_BYTES + rowBytes(part);
}

/** Bytes that a neuron takes in the memory that threads share. */
const SHARED_BYTES = 20;

/** @throws {RangeError} if a thread's memory cannot be addressed, with what it would need. */
export function requireAddressable(part: Part): void {
  const bytes = Math.max(partBytes(part), part.threads > 1 ? SHARED_BYTES * part.neurons : 0);
  if (bytes <= MOST_BYTES) return;
  throw new RangeError(
    `Cannot create simulation: a thread's part must fit in 4 GiB, this one needs ${bytesInWords(bytes)} ` +
      `(${part.neurons} neurons, ${Math.round(part.synapses)} synapses, ${part.threads} threads)`,
  );
}

/**
 * As `Engine.memory`: all threads' memories, and the rows once more while they are encoded.
 * @throws {RangeError} if a thread's memory cannot be addressed.
 */
export function simulationMemory(
  spec: NetworkSpec,
  { method = DEFAULT_METHOD, threads = 1, format }: SimulationOptions & { readonly format?: RowFormat },
): number {
  const { excitatory, inhibitory } = populationSizes(spec);
  const neurons = excitatory + inhibitory, synapses = expectedSynapses(spec) || 0;
  const count = Math.max(1, Math.min(threads, Math.ceil(neurons / NEURONS_PER_ITERATION)));
  const size = Math.ceil(neurons / count);
  const { rule, autapses, multapses } = spec.connectivity;
  const isProcedural = rule !== "explicit" && (rule !== "in-degree" || (autapses && multapses));
  const chosen = format ?? formatFor({ first: 0, size }, { neurons, synapses: Math.max(1, synapses) }, isProcedural);
  const procedure = procedureBytes(rule === "in-degree" ? "dealt" : "drawn", rule === "projection-out-degree" ? 2 : 1);
  const part: Part = { neurons, synapses, size, threads: count, method, format: chosen, procedure };
  requireAddressable(part);
  const encoded = chosen === "procedural" ? 0 : count * rowBytes(part);
  // Threads but the first log no spikes: their log has room for those of one step.
  const shorterLogs = (count - 1) * 4 * (logWords(neurons) - neurons) * (schemeNamed(method).lateShares ? 2 : 1);
  return count * partBytes(part) - shorterLogs + encoded + (count > 1 ? SHARED_BYTES * neurons : 0);
}
