/**
 * Spikes as CSV.
 *
 * @module
 */

import { timeOf } from "../model/milliseconds.ts";
import { spikesOf } from "./observed.ts";
import type { Recording } from "./recording.ts";

/** Lines of a piece, some 300 kB. */
const LINES = 16_384;

/**
 * One line per spike: time [ms], neuron, population (E or I). The time is step × dt, the beginning of the step in which the
 * neuron fired. The text as a whole: at most 2^29 characters, some 25 million spikes; for more, {@linkcode spikesToCsvPieces}.
 *
 * @example
 * ```ts
 * import { buildNetwork, cobaHh, referenceEngine, run, spikes, spikesToCsv } from "@cobahh/cobahh";
 *
 * const network = buildNetwork(cobaHh({ scale: 0.1 }));
 * await using simulation = await referenceEngine.create(network, { dt: 0.1 }); // ms
 * const text = spikesToCsv(await run(simulation, 20, { spikes: spikes() })); // "time_ms,neuron,population\n…"
 * console.log(text.split("\n").slice(0, 3).join("\n"));
 * ```
 *
 * @throws {RangeError} where the recording has no spikes recorded, or too many for one text.
 * @category Recording
 */
export function spikesToCsv(recording: Recording): string {
  return [...spikesToCsvPieces(recording)].join("");
}

/**
 * The same text piece by piece, so that it takes little memory whatever the number of spikes.
 *
 * @param lines Spikes of a piece.
 * @throws {RangeError} where the recording has no spikes recorded.
 * @category Recording
 */
export function spikesToCsvPieces(recording: Recording, lines: number = LINES): Iterable<string> {
  const spikes = spikesOf(recording), { dt, excitatory } = recording.provenance;
  if (spikes === undefined) throw new RangeError("Cannot write spikes: the recording has no spikes recorded");
  const { step, neuron } = spikes;
  return (function* () {
    yield "time_ms,neuron,population\n";
    for (let from = 0; from < step.length; from += lines) {
      let piece = "";
      for (let k = from; k < Math.min(from + lines, step.length); k++) {
        piece += `${timeOf(step[k], dt)},${neuron[k]},${neuron[k] < excitatory ? "E" : "I"}\n`;
      }
      yield piece;
    }
  })();
}
