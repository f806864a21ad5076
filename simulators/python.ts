/**
 * Parts that the scripts for other simulators, all in Python, share: their heading, numbers, and the words for
 * what a simulator does otherwise.
 *
 * @module
 */

import type { Network } from "../model/network.ts";
import { received } from "../model/received.ts";

/**
 * A number as Python reads it, a float also where it is whole. Nothing but numbers becomes a part of a script's code: what
 * the types promise is looked at once more here.
 * @throws {RangeError} where it is not a finite number.
 */
export function float(x: number): string {
  if (typeof x !== "number" || !Number.isFinite(x)) {
    throw new RangeError(`Cannot write script: a finite number is required, received ${received(x)}`);
  }
  const text = String(x);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** An integer as Python reads it. */
export function integer(x: number): string {
  if (Number.isSafeInteger(x)) return String(x);
  throw new RangeError(`Cannot write script: an integer is required, received ${received(x)}`);
}

/** The network of a script, in characters that mean nothing in a docstring: `exportNetwork` has checked the name. */
export function networkWords({ spec, neurons, connectivity }: Network): string {
  return `COBA-HH, variant ${spec.variant}, scale ${spec.scale}, seed ${integer(spec.seed)}: ` +
    `${integer(neurons)} neurons, ${integer(connectivity.synapses)} synapses`;
}

/** Differences that a simulator cannot avoid, as lines of a docstring. */
export function deviationWords(simulator: string, deviations: readonly string[]): string {
  if (deviations.length === 0) {
    return `${simulator} reproduces the specification completely: the same spikes as the reference engine's.`;
  }
  return [`What ${simulator} does otherwise than the specification:`, ...deviations.map(bullet)].join("\n");
}

/** A line of a list, folded at 100 letters. */
function bullet(text: string): string {
  const lines = ["-"];
  for (const word of text.split(" ")) {
    if (lines.at(-1)!.length + word.length >= 100) lines.push(" ");
    lines[lines.length - 1] += ` ${word}`;
  }
  return lines.join("\n");
}

/** Whether any neuron begins with a synaptic conductance. */
export function hasInitialConductance({ initial }: Network): boolean {
  return initial.gE.some((g) => g !== 0) || initial.gI.some((g) => g !== 0);
}

/** Writes spikes as every command here reads them. */
export const SAVE_SPIKES = `def save_spikes(path, time_ms, neuron):
    order = np.lexsort((neuron, time_ms))
    np.savetxt(
        path,
        np.column_stack([time_ms, neuron])[order],
        fmt=["%.10g", "%d"],
        delimiter=",",
        header="time_ms,neuron",
        comments="",
    )
`;

/** Reads the synapses onto some of the neurons, a piece at a time. */
export const OWN_SYNAPSES = `def synapses_onto(is_own, path, piece=1 << 20):
    """Pieces (sources, targets) of the synapses onto the neurons that are marked: no rank ever holds all synapses."""
    with np.load(path) as file, zipfile.ZipFile(path) as archive, archive.open("indices.npy") as stream:
        indptr = file["indptr"]
        np.lib.format.read_magic(stream)
        (synapses,), _, dtype = np.lib.format.read_array_header_1_0(stream)
        for first in range(0, synapses, piece):
            target = np.frombuffer(stream.read(min(piece, synapses - first) * dtype.itemsize), dtype)
            mine = np.flatnonzero(is_own[target])
            yield np.searchsorted(indptr, first + mine, side="right") - 1, target[mine].astype(np.int64)
`;
