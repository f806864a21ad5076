/**
 * The flag that says which numbers a file has for the neurons of a network: --ids inhibitory-first, --ids 1,4001, or a file
 * that lists them.
 *
 * @module
 */

import { type PopulationSizes, quoted } from "../../mod.ts";
import type { SpikeTimes } from "../../interchange/mod.ts";
import type { Numbering } from "../../validation/mod.ts";
import { BadUse } from "../bad_use.ts";
import type { OutputFile } from "../output_folder.ts";
import { readText } from "../read_file.ts";

/** What help says of it. */
export const IDS_HELP =
  `  --ids IDS          numbers that the file has for the neurons: inhibitory-first; or those of the first
                     excitatory and inhibitory neuron, as 1,4001; or a file of one for each neuron, in the
                     network's order [excitatory neurons first, from --first-index on]`;

/** The numbers that a file has for the neurons. */
export interface Ids {
  /** The number of each neuron, counted from the first index. */
  readonly numbering: Numbering;
  /** Whether they are as the file has them, so that there is no first index. */
  readonly isAbsolute: boolean;
}

/** Neurons that a file does not number. */
const UNKNOWN = "-";

/**
 * The numbers that the flag says.
 * @throws {BadUse} where it says none, or not one for each neuron.
 */
export async function idsOf(text: string, sizes: PopulationSizes, firstIndex: string | undefined): Promise<Ids> {
  const { excitatory, inhibitory } = sizes;
  if (text === "inhibitory-first") {
    return {
      numbering: { kind: "populations", excitatory: inhibitory, inhibitory: -excitatory },
      isAbsolute: false,
    };
  }
  if (firstIndex !== undefined) throw new BadUse("--first-index cannot be given beside --ids, which says it");
  const [, e, i] = /^(\d{1,10}),(\d{1,10})$/.exec(text) ?? [];
  if (e === undefined) return { numbering: await listed(text, excitatory + inhibitory), isAbsolute: true };
  const [first, second] = [Number(e), Number(i)];
  if (first < second + inhibitory && second < first + excitatory) {
    throw new BadUse(
      `--ids requires numbers that ${excitatory} excitatory and ${inhibitory} inhibitory neurons do not share, received ` +
        quoted(text),
    );
  }
  return {
    numbering: { kind: "populations", excitatory: first, inhibitory: second - excitatory },
    isAbsolute: true,
  };
}

async function listed(file: string, neurons: number): Promise<Numbering> {
  const lines = (await readText(file)).split(/\r?\n/).map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "");
  const numbers = Float64Array.from(
    lines,
    (line) => line === UNKNOWN ? NaN : /^\d{1,10}$/.test(line) ? Number(line) : -1,
  );
  const bad = numbers.indexOf(-1);
  if (bad >= 0) {
    throw new BadUse(
      `Cannot read ${file}: a number of a neuron in each line is required by --ids, received ${quoted(lines[bad])}`,
    );
  }
  if (numbers.length !== neurons) {
    throw new BadUse(
      `Cannot read ${file}: ${neurons} lines, one for each neuron, are required by --ids, received ${numbers.length}`,
    );
  }
  const seen = new Set<number>();
  const twice = numbers.find((number) => !Number.isNaN(number) && seen.size === seen.add(number).size);
  if (twice !== undefined) {
    throw new BadUse(`Cannot read ${file}: each number once is required by --ids, received ${twice} twice`);
  }
  return { kind: "permuted", numbers };
}

/**
 * The same spikes by the network's own numbers.
 * @throws {BadUse} where one has a number of no neuron.
 */
export function renumbered({ time, neuron }: SpikeTimes, numbers: Float64Array, file: string): SpikeTimes {
  const neurons = new Map(Array.from(numbers, (number, i) => [number, i]));
  const stranger = neuron.find((number) => !neurons.has(number));
  if (stranger !== undefined) {
    throw new BadUse(`${file} must have only neurons that --ids numbers, received ${stranger}`);
  }
  return { time, neuron: neuron.map((number) => neurons.get(number)!) };
}

/** The neurons that a file says were recorded, by the network's own numbers; undefined where these are all, or none is said. */
export function recordedNumbers(
  ids: Uint32Array | undefined,
  numbers: Float64Array | undefined,
  neurons: number,
): Uint32Array | undefined {
  if (ids === undefined) return undefined;
  const known = new Set(ids);
  const recorded = Uint32Array.from({ length: neurons }, (_, i) => i).filter((i) => known.has(numbers?.[i] ?? i));
  return recorded.length === neurons ? undefined : recorded;
}

/**
 * Writes the order of neurons that was found, as --ids reads it. Neurons without a spike have the numbers that are left,
 * where those say which.
 */
export async function saveIds(file: OutputFile, numbers: Float64Array, firstIndex: number): Promise<void> {
  const known = numbers.filter((number) => !Number.isNaN(number)), used = new Set(known);
  const all = Array.from(numbers.keys()).filter((number) => !used.has(number));
  const isPermutation = known.every((number) => number < numbers.length);
  let next = 0;
  const lines = Array.from(numbers, (number) => {
    if (!Number.isNaN(number)) return number + firstIndex;
    return isPermutation ? all[next++] + firstIndex : UNKNOWN;
  });
  const unknown = numbers.length - known.length;
  const note = unknown === 0 ? [] : [`# ${unknown} neurons without a spike: theirs are not known`];
  await file.write([...note, ...lines, ""].join("\n"));
}
