/**
 * A misreading in a sentence: what is otherwise in the file, the flags that read it rightly, and what then is the same.
 *
 * @module
 */

import { milliseconds } from "../../model/milliseconds.ts";
import type { Misreading } from "./misreading.ts";
import type { AsRead, Reading } from "./reading.ts";
import { isSameNumbering, type Numbering, SAME } from "./numbering.ts";

/**
 * Flags of the command line that read a file, without their dashes; other than those it was read with.
 *
 * @category Comparison of spikes
 */
export type ReadingFlags = Readonly<Record<string, string>>;

/**
 * Context of a sentence.
 *
 * @category Comparison of spikes
 */
export interface Wording {
  /** What the file was read as. */
  readonly asRead: AsRead;
  /** The network's sizes, and its time step [ms]. */
  readonly provenance: { readonly excitatory: number; readonly inhibitory: number; readonly dt: number };
  /** How flags are written, as "--origin 0.2". */
  readonly written: (flags: ReadingFlags) => string;
}

/** Names of units by their ms. */
const UNITS: readonly (readonly [ms: number, name: string, flag?: string])[] = [
  [1, "ms", "ms"],
  [1000, "s", "s"],
  [1e-3, "µs", "us"],
  [1e-6, "ns", "ns"],
];

/** Lists of neurons longer than this are not printed [characters]. */
const LONG_LIST = 60;

/**
 * Value of the flag --ids for an order that only a file can say.
 *
 * @category Comparison of spikes
 */
export const IDS_FILE: string = "FILE";

/** The flags that read a file so. */
export function readingFlags({ scale, origin, numbering, offGrid, dt }: Reading, wording: Wording): ReadingFlags {
  const { asRead, provenance } = wording;
  const unit = scale === 1 ? undefined : unitOf((asRead.unit ?? 1) * scale, provenance.dt);
  return {
    ...(unit?.flag === undefined ? {} : { unit: unit.flag }),
    ...(dt === undefined ? {} : { dt: milliseconds(dt) }),
    ...(origin === (asRead.origin ?? 0) ? {} : { origin: milliseconds(origin) }),
    ...neuronFlags(numbering, wording),
    ...(offGrid === undefined || offGrid === asRead.offGrid ? {} : { "off-grid": offGrid }),
  };
}

function neuronFlags(
  numbering: Numbering,
  { asRead: { firstIndex = 0, numbering: given = SAME }, provenance }: Wording,
): ReadingFlags {
  const { excitatory, inhibitory } = provenance;
  if (isSameNumbering(numbering, given, provenance)) return {};
  if (numbering.kind === "permuted") return { ids: IDS_FILE };
  if (numbering.kind === "shifted") {
    const first = firstIndex + numbering.by;
    return given === SAME ? { "first-index": `${first}` } : { ids: `${first},${first + excitatory}` };
  }
  const e = firstIndex + numbering.excitatory, i = firstIndex + excitatory + numbering.inhibitory;
  if (e === i + inhibitory && i === firstIndex) return { ids: "inhibitory-first" };
  // Neurons of two populations that have the same numbers cannot be told apart.
  return e < i + inhibitory && i < e + excitatory ? {} : { ids: `${e},${i}` };
}

/**
 * The sentence, without its full stop.
 *
 * @category Comparison of spikes
 */
export function misreadingSentence(misreading: Misreading, wording: Wording): string {
  const { reading, remainder, common, until, window } = misreading;
  const what = [...timesInWords(reading, wording), ...neuronsInWords(reading.numbering, wording)];
  const rest = until === undefined ? remainderInWords(misreading) : [];
  const flags = wording.written(readingFlags(reading, wording));
  const how = flags !== "" ? `with ${flags} ` : what.length > 0 ? "read so, " : "";
  const where = remainder.missingBefore === 0
    ? `of the first ${milliseconds(window.stop)} ms`
    : `from ${milliseconds(window.start)} to ${milliseconds(window.stop)} ms`;
  const same = until !== undefined
    ? `the first ${count(common)} spikes are the same, until ${milliseconds(until)} ms`
    : `${rest.length === 0 ? "all" : "the other"} ${count(common)} spikes ${where} are the same` +
      (reading.roundedTo === undefined ? "" : " but for rounding");
  return `${[...what, ...rest].join(", and ")}: ${how}${same}`;
}

/** A numbering in words, and the flags that read it. */
export function numberingWords(numbering: Numbering, wording: Wording): { what: string; flags: string } {
  return {
    what: neuronsInWords(numbering, wording).join(", and "),
    flags: wording.written(neuronFlags(numbering, wording)),
  };
}

function timesInWords(
  { scale, origin, roundedTo, offGrid, dt: step }: Reading,
  { asRead, provenance: { dt } }: Wording,
): string[] {
  const late = origin - (scale === 1 ? asRead.origin ?? 0 : 0);
  return [
    ...(scale === 1 ? [] : [`times are in ${unitOf((asRead.unit ?? 1) * scale, dt).name}`]),
    ...(step === undefined ? [] : [`the time step is ${milliseconds(step)} ms`]),
    ...(late === 0 ? [] : [`all times are ${milliseconds(Math.abs(late))} ms ${late > 0 ? "late" : "early"}`]),
    ...(roundedTo === undefined ? [] : [`times are rounded to ${milliseconds(roundedTo)} ms`]),
    ...(offGrid === undefined || offGrid === asRead.offGrid ? [] : ["times lie between steps"]),
  ];
}

function unitOf(ms: number, dt: number): { readonly name: string; readonly flag?: string } {
  const isNear = (unit: number) => Math.abs(ms / unit - 1) < 1e-6;
  if (isNear(dt)) return { name: "steps", flag: "steps" };
  const [, name, flag] = UNITS.find(([unit]) => isNear(unit)) ?? [ms, `${Number(ms.toPrecision(6))} ms`];
  return { name, ...(flag === undefined ? {} : { flag }) };
}

function neuronsInWords(
  numbering: Numbering,
  { asRead: { firstIndex = 0, numbering: given = SAME }, provenance }: Wording,
): string[] {
  const { excitatory, inhibitory } = provenance;
  if (isSameNumbering(numbering, given, provenance)) return [];
  if (numbering.kind === "permuted") {
    return ["the neurons are in another order (times agree as a whole, and each neuron's with those of another)"];
  }
  if (numbering.kind === "shifted") {
    return [`neurons are counted from ${firstIndex + numbering.by}`];
  }
  const e = firstIndex + numbering.excitatory, i = firstIndex + numbering.inhibitory + excitatory;
  if (e === i) return [`excitatory and inhibitory neurons are both counted from ${e}`];
  const first = e - inhibitory === i ? "the inhibitory neurons come first, " : "";
  return [`${first}excitatory neurons are counted from ${e} and inhibitory ones from ${i}`];
}

function remainderInWords({ remainder, common, window: { start, stop } }: Misreading): string[] {
  const { missingBefore, missingAfter, isLastStepOnly, absentNeurons, unrecorded, recorded, missing, twice } =
    remainder;
  const { sameActionPotential, added } = remainder;
  const neurons = absentNeurons.length;
  const who = unrecorded !== undefined && unrecorded.length <= LONG_LIST
    ? ` (of ${unrecorded}; if these were not recorded, say --recorded ${recorded})`
    : "";
  return [
    ...(missingBefore === 0 ? [] : [`the first ${milliseconds(start)} ms are missing (${spikes(missingBefore)})`]),
    ...(missingAfter === 0 ? [] : [
      isLastStepOnly
        ? `the last step is missing (${spikes(missingAfter)})`
        : `the end is missing (${spikes(missingAfter)} up to ${milliseconds(stop)} ms)`,
    ]),
    ...(neurons === 0 ? [] : [`${count(neurons)} neurons that should fire have no spike${who}`]),
    ...(missing === 0 ? [] : [
      `${count(missing)} of ${count(missing + common)} spikes ${missing === 1 ? "is" : "are"} missing`,
    ]),
    ...(added === 0 ? [] : [`${spikes(added)} ${added === 1 ? "is" : "are"} too many`]),
    ...(twice === 0 ? [] : [`${spikes(twice)} ${twice === 1 ? "is" : "are"} there a second time`]),
    ...(sameActionPotential === 0
      ? []
      : [`there are several events per action potential (${count(sameActionPotential)} after the first ones)`]),
  ];
}

function spikes(n: number): string {
  return `${count(n)} spike${n === 1 ? "" : "s"}`;
}

function count(n: number): string {
  return n.toLocaleString("en-US");
}
