/**
 * Recordings as JSON text: arrays of numbers, so that any program can read them. What JSON has no number for is written
 * as "NaN", "Infinity", "-Infinity" and "-0".
 *
 * @module
 */

import { type Spikes, STATE_VARIABLES, type StateVariable } from "../model/simulation.ts";
import { validateSpec } from "../model/validate_spec.ts";
import type { Recording, Trace } from "./recording.ts";

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
  const bad = whatIsWrong(recording);
  if (bad !== undefined) throw new SyntaxError(`Cannot read recording: a complete recording is required, ${bad}`);
  validateSpec(recording.provenance.spec);
}

/** What keeps it from being a recording, whatever the types say: it comes from a file. */
function whatIsWrong({ provenance, start, stop, spikes, rate, traces, nonFinite }: Recording): string | undefined {
  if (typeof provenance !== "object" || provenance === null) return "provenance is missing";
  if (!(provenance.dt > 0)) return "the time step is missing";
  if (!isCount(provenance.excitatory) || !isCount(provenance.inhibitory)) return "the population sizes are missing";
  if (!isCount(start) || !isCount(stop) || stop < start) return "start and stop are not steps";
  if (spikes !== undefined && !arePairs(spikes?.step, spikes?.neuron)) {
    return "spikes have not as many steps as neurons";
  }
  if (spikes !== undefined && !areInOrder(spikes, start, stop, provenance.excitatory + provenance.inhibitory)) {
    return "spikes are not sorted, each once, in its steps and of its neurons";
  }
  if (rate !== undefined && !(rate?.binSteps >= 1 && arePairs(rate.excitatory, rate.inhibitory))) {
    return "the rate has not as many excitatory as inhibitory bins";
  }
  if (nonFinite !== undefined && !arePairs(nonFinite?.neurons, nonFinite?.step)) {
    return "non-finite neurons have not one step each";
  }
  if (!Array.isArray(traces)) return "traces are missing";
  return traces.every(isTrace) ? undefined : "a trace has not one value per step and neuron";
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

function isTrace(trace: Trace | null): boolean {
  return STATE_VARIABLES.includes(trace?.variable as StateVariable) &&
    trace?.values?.length === trace!.step?.length * trace!.neurons?.length;
}
