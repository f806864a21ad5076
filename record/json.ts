/**
 * Recordings as JSON text: arrays of numbers, so that any program can read them. What JSON has no number for is written
 * as "NaN", "Infinity", "-Infinity" and "-0".
 *
 * @module
 */

import { isPrintable, printable, received } from "../model/received.ts";
import { type Spikes, STATE_VARIABLES } from "../model/simulation.ts";
import { validateSpec } from "../model/validate_spec.ts";
import { fromFormat1 } from "./json_format_1.ts";
import { jsonPieces, LongArrayReader, type LongKeys } from "./long_arrays.ts";
import type { Observation, Recording, Trace } from "./recording.ts";

/** Most letters of the name of an engine or a method. */
const LONGEST_NAME = 200;

/** Value of the field `format` of saved recordings. */
const FORMAT = "cobahh recording";

/** Version of the format that is written. */
const FORMAT_VERSION = 2;

/** Keys of the arrays that may be long. */
const LONG: LongKeys = {
  step: "uint32",
  neuron: "uint32",
  neurons: "uint32",
  excitatory: "uint32",
  inhibitory: "uint32",
  values: "float64",
};

/** Bytes that are decoded at once. */
const BYTES = 1 << 20;

/**
 * A recording as JSON text; recordingFromJson gives it back, bit for bit. The text as a whole: at most 2^29 characters, some
 * 40 million spikes; for more, {@linkcode recordingToJsonPieces}.
 * @throws {RangeError} where it is longer than a text can be.
 * @category Recording
 */
export function recordingToJson(recording: Recording): string {
  return [...recordingToJsonPieces(recording)].join("");
}

/**
 * The same text piece by piece, so that it takes little memory whatever the number of spikes.
 * @param numbers Numbers of a piece.
 * @category Recording
 */
export function* recordingToJsonPieces(recording: Recording, numbers?: number): Generator<string> {
  yield* jsonPieces({ format: FORMAT, formatVersion: FORMAT_VERSION, ...recording }, numbers);
  yield "\n";
}

/**
 * A recording from JSON text.
 *
 * @example
 * ```ts
 * import { buildNetwork, cobaHh, recordingFromJson, recordingToJson, referenceEngine, run, spikes, spikesOf } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * const network = buildNetwork(cobaHh({ scale: 0.1 }));
 * await using simulation = await referenceEngine.create(network, { dt: 0.1 }); // ms
 * const text = recordingToJson(await run(simulation, 20, { spikes: spikes() })); // to be written to a file
 * const recording = recordingFromJson(text);
 * assertEquals(spikesOf(recording), recording.observed.spikes);
 * ```
 *
 * @throws {SyntaxError} where the text is not JSON or not a recording of this format.
 * @throws {RangeError} where its specification is not valid.
 * @category Recording
 */
export function recordingFromJson(text: string): Recording {
  const reader = new LongArrayReader(LONG);
  return recordingOf(() => reader.push(text), reader);
}

/**
 * A recording from the bytes of a file, in pieces of any length: the text may be longer than a string can be.
 *
 * ```ts
 * import { type Recording, recordingFromJsonPieces, recordingToJsonPieces } from "@cobahh/cobahh";
 *
 * export async function copied(recording: Recording): Promise<Recording> {
 *   const encoder = new TextEncoder();
 *   return await recordingFromJsonPieces(recordingToJsonPieces(recording).map((piece) => encoder.encode(piece)));
 * }
 * ```
 *
 * @throws {SyntaxError} where they are not UTF-8, not JSON, or not a recording of this format.
 * @throws {RangeError} where its specification is not valid.
 * @category Recording
 */
export async function recordingFromJsonPieces(
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<Recording> {
  const reader = new LongArrayReader(LONG), decoder = new TextDecoder("utf-8", { fatal: true });
  for await (const bytes of pieces) {
    for (let from = 0; from < bytes.length; from += BYTES) {
      const part = bytes.subarray(from, from + BYTES);
      blamingText(() => reader.push(decoder.decode(part, { stream: true })));
    }
  }
  return recordingOf(() => reader.push(decoder.decode()), reader);
}

/** The recording, once the last piece is pushed. */
function recordingOf(pushLast: () => void, reader: LongArrayReader): Recording {
  const parsed = blamingText(() => {
    pushLast();
    return reader.finish();
  }) as Record<string, unknown> | null;
  const { format, formatVersion, ...recording } = parsed ?? {};
  if (format !== FORMAT || (formatVersion !== 1 && formatVersion !== FORMAT_VERSION)) {
    throw new SyntaxError(
      `Cannot read recording: the format must be "${FORMAT}" version 1 or ${FORMAT_VERSION}, received ` +
        `${received(format)} version ${received(formatVersion)}`,
    );
  }
  return whole((formatVersion === 1 ? fromFormat1(recording) : recording) as unknown as Recording);
}

/** Does something with the text; what is wrong with it is a SyntaxError. */
function blamingText<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : "text in UTF-8 is required";
    throw new SyntaxError(`Cannot read recording: valid JSON is required, ${printable(reason)}`);
  }
}

/** The recording, checked, its specification with every field that it may leave out. */
function whole(recording: Recording): Recording {
  const bad = whatIsWrong(recording);
  if (bad !== undefined) throw new SyntaxError(`Cannot read recording: a complete recording is required, ${bad}`);
  const { provenance } = recording;
  return { ...recording, provenance: { ...provenance, spec: validateSpec(provenance.spec) } };
}

/** The reason why a value read from a file is not a recording, or undefined if it is one. */
function whatIsWrong({ provenance, start, stop, observed }: Recording): string | undefined {
  if (typeof provenance !== "object" || provenance === null) return "provenance is missing";
  if (typeof provenance.dt !== "number" || !(provenance.dt > 0)) return "the time step is missing";
  for (const name of ["version", "engine", "precision", "method"] as const) {
    const words: unknown = provenance[name];
    const isName = typeof words === "string" && words.length <= LONGEST_NAME && isPrintable(words);
    if (!isName) return `${name} is ${received(words)}, where a text of at most ${LONGEST_NAME} letters is required`;
  }
  if (!isCount(provenance.excitatory) || !isCount(provenance.inhibitory)) return "the population sizes are missing";
  if (!isCount(start) || !isCount(stop) || stop < start) return "start and stop are not steps";
  if (typeof observed !== "object" || observed === null || Array.isArray(observed)) return "observations are missing";
  const size = provenance.excitatory + provenance.inhibitory;
  for (const [name, observation] of Object.entries(observed)) {
    const bad = whatIsWrongWith(observation, { start, stop, size });
    if (bad !== undefined) return `${received(name)} ${bad}`;
  }
  return undefined;
}

/** The steps of a recording and the neurons of its network. */
interface Extent {
  readonly start: number;
  readonly stop: number;
  readonly size: number;
}

function whatIsWrongWith(one: Observation | null, { start, stop, size }: Extent): string | undefined {
  if (one?.kind === "spikes") {
    if (!arePairs(one.step, one.neuron)) return "has not as many steps as neurons of its spikes";
    if (!areInOrder(one, start, stop, size)) {
      return "has spikes that are not sorted, each once, in its steps and of its neurons";
    }
    return one.neurons === undefined || areAscending(one.neurons, size)
      ? undefined
      : "has not watched its neurons once each";
  }
  if (one?.kind === "rate") {
    const isWhole = isCount(one.binSteps) && one.binSteps >= 1 && arePairs(one.excitatory, one.inhibitory);
    return isWhole ? undefined : "has not as many excitatory as inhibitory bins of its rate";
  }
  if (one?.kind === "nonFinite") {
    return arePairs(one.neurons, one.step) ? undefined : "has not one step for each neuron";
  }
  if (one?.kind === "trace") return isTrace(one) ? undefined : "has not one value per step and neuron of its trace";
  return "is not an observation of spikes, a trace, a rate, or non-finite neurons";
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0;
}

function arePairs(a: unknown, b: unknown): boolean {
  return a instanceof Uint32Array && b instanceof Uint32Array && a.length === b.length;
}

/** Whether spikes are sorted by step, then by neuron, each once, in the steps start … stop - 1, of so many neurons. */
function areInOrder({ step, neuron }: Spikes, start: number, stop: number, neurons: number): boolean {
  return step.every((at, k) =>
    at >= start && at < stop && neuron[k] < neurons &&
    (k === 0 || at > step[k - 1] || (at === step[k - 1] && neuron[k] > neuron[k - 1]))
  );
}

/** Whether neurons are of the network, ascending, each once. */
function areAscending(neurons: unknown, size: number): boolean {
  return neurons instanceof Uint32Array && neurons.every((i, k) => i < size && (k === 0 || i > neurons[k - 1]));
}

function isTrace({ variable, neurons, step, values }: Trace): boolean {
  return STATE_VARIABLES.includes(variable) && values?.length === step?.length * neurons?.length;
}
