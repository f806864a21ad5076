/**
 * The right reading of a misread file, as flags and in JSON.
 *
 * @module
 */

import {
  type AsRead,
  findMisreading,
  IDS_FILE,
  type Misreading,
  misreadingSentence,
  onlyOf,
  type ReadingFlags,
} from "../../validation/mod.ts";
import type { OutputFile } from "../output_folder.ts";
import { saveIds } from "./ids_flag.ts";
import type { SpikeSource, UnreadableSpikes } from "./spike_flags.ts";

/** Flags of the only file of a command line: "--origin 0.2 --first-index 1". */
export function flagsOf(flags: ReadingFlags, saved: string | undefined): string {
  return Object.entries(flags).map(([name, value]) => `--${name} ${valueOf(value, saved)}`).join(" ");
}

/** An order of neurons is where it is saved. */
function valueOf(value: string, saved: string | undefined): string {
  return value !== IDS_FILE ? value : saved ?? `${IDS_FILE} (which --save-ids ${IDS_FILE} writes)`;
}

/** Saves the order of neurons that a misreading has shown. */
export async function saveOrder(
  file: OutputFile | undefined,
  misreading: Misreading | undefined,
  { firstIndex = 0 }: AsRead,
): Promise<void> {
  if (file === undefined) return;
  const numbering = misreading?.reading.numbering;
  if (numbering?.kind === "permuted") await saveIds(file, numbering.numbers, firstIndex);
  else console.error("note: --save-ids has written no file, as no other order of the neurons was found");
}

/** JSON of results, whose typed arrays become lists. */
export function resultJson(result: unknown): string {
  const plain = (_: string, value: unknown) =>
    ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value;
  return JSON.stringify(result, plain, 1);
}

/** The misread file of two, its right reading, and a sentence that says so. */
export interface MisreadFile {
  /** The file. */
  readonly file: "A" | "B";
  /** Its reading. */
  readonly misreading: Misreading;
  /** The sentence, without its full stop. */
  readonly sentence: string;
}

/** The reading of one of two files under which its spikes are those of the other; undefined where there is none. */
export function misreadingBetween(
  [a, b]: readonly [SpikeSource | UnreadableSpikes, SpikeSource | UnreadableSpikes],
  saved: string | undefined,
): MisreadFile | undefined {
  const ofB = readingAgainst(a, b, "B", saved);
  const ofA = ofB === undefined || isOdd(ofB) ? readingAgainst(b, a, "A", saved) : undefined;
  return ofB === undefined || (ofA !== undefined && !isOdd(ofA)) ? ofA : ofB;
}

/** Whether flags would count from less than nothing: then the other file is the one to read otherwise. */
function isOdd({ misreading: { reading: { origin, numbering } } }: MisreadFile): boolean {
  return origin < 0 || (numbering.kind === "shifted" && numbering.by < 0);
}

function readingAgainst(
  right: SpikeSource | UnreadableSpikes,
  other: SpikeSource | UnreadableSpikes,
  file: "A" | "B",
  saved: string | undefined,
): MisreadFile | undefined {
  if ("complaint" in right) return undefined;
  const { provenance } = right.observed, { asRead, content: { times } } = other;
  const sizes = "complaint" in other ? other.provenance : other.observed.provenance;
  if (sizes.excitatory !== provenance.excitatory || sizes.inhibitory !== provenance.inhibitory) return undefined;
  const recorded = "complaint" in other ? asRead.recorded : other.observed.recorded;
  const misreading = findMisreading(onlyOf(right.observed, recorded), times, asRead);
  if (misreading === undefined) return undefined;
  const first = right.asRead.firstIndex ?? 0;
  const present: ReadingFlags = {
    ...{ unit: "ms", origin: `${right.asRead.origin ?? 0}`, "first-index": `${first}` },
    ids: `${first},${first + provenance.excitatory}`,
    ...{ dt: `${provenance.dt}`, "off-grid": right.asRead.offGrid ?? "refuse" },
  };
  const written = (flags: ReadingFlags) =>
    Object.entries(flags).map(([name, value]) => {
      const [first, second] = file === "A"
        ? [valueOf(value, saved), present[name]]
        : [present[name], valueOf(value, saved)];
      return `--${name} ${first} --${name} ${second}`;
    }).join(" ");
  const sentence = `in ${file} ${misreadingSentence(misreading, { asRead, provenance, written })}`;
  return { file, misreading, sentence };
}
