/**
 * Recordings as JSON text: arrays of numbers, so that any program can read them. What JSON has no number for is written
 * as "NaN", "Infinity", "-Infinity" and "-0".
 *
 * @module
 */

import { validateSpec } from "../model/validate_spec.ts";
import type { Recording } from "./recording.ts";

/** Value of the field `format` of saved recordings. */
const FORMAT = "cobahh recording";

/** Version of the format; other versions are refused. */
const FORMAT_VERSION = 1;

/** Fields that hold unsigned integers; `values` holds doubles. */
const INTEGER_FIELDS: readonly string[] = ["step", "neuron", "neurons", "excitatory", "inhibitory"];

function encodeNumber(x: number): number | string {
  return Number.isFinite(x) && !Object.is(x, -0) ? x : Object.is(x, -0) ? "-0" : String(x);
}

/** A recording as JSON text; recordingFromJson gives it back, bit for bit. */
export function recordingToJson(recording: Recording): string {
  const replacer = (_key: string, value: unknown) =>
    value instanceof Float64Array
      ? Array.from(value, encodeNumber)
      : value instanceof Uint32Array
      ? Array.from(value)
      : value;
  return JSON.stringify({ format: FORMAT, formatVersion: FORMAT_VERSION, ...recording }, replacer) + "\n";
}

/**
 * A recording from JSON text.
 * @throws {SyntaxError} where the text is not JSON or not a recording of this format.
 * @throws {RangeError} where its specification is not valid.
 */
export function recordingFromJson(text: string): Recording {
  let parsed: Record<string, unknown>;
  try {
    parsed = JSON.parse(text, reviveArray);
  } catch (error) {
    throw new SyntaxError(`Cannot read recording: valid JSON is required, ${(error as Error).message}`);
  }
  const { format, formatVersion, ...recording } = parsed ?? {};
  if (format !== FORMAT || formatVersion !== FORMAT_VERSION) {
    throw new SyntaxError(
      `Cannot read recording: the format must be "${FORMAT}" version ${FORMAT_VERSION}, received ` +
        `${JSON.stringify(format)} version ${JSON.stringify(formatVersion)}`,
    );
  }
  checkShape(recording as unknown as Recording);
  return recording as unknown as Recording;
}

function reviveArray(key: string, value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  if (key === "values") return Float64Array.from(value, (x) => x === "-0" ? -0 : Number(x));
  return INTEGER_FIELDS.includes(key) ? Uint32Array.from(value) : value;
}

function checkShape(recording: Recording): void {
  const { provenance, start, stop, spikes, traces } = recording;
  const bad = typeof provenance !== "object" || provenance === null
    ? "provenance is missing"
    : !Number.isInteger(start) || !Number.isInteger(stop)
    ? "start and stop are not steps"
    : !Array.isArray(traces)
    ? "traces are missing"
    : spikes !== undefined && spikes.step?.length !== spikes.neuron?.length
    ? "spikes have not as many steps as neurons"
    : traces.some((trace) => trace.values?.length !== trace.step?.length * trace.neurons?.length)
    ? "a trace has not one value per step and neuron"
    : undefined;
  if (bad !== undefined) throw new SyntaxError(`Cannot read recording: a complete recording is required, ${bad}`);
  validateSpec(provenance.spec);
}
