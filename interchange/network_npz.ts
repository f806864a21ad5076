/**
 * A network as arrays of NumPy, in one compact file that is written row by row.
 *
 * | array                               | what                                                                              |
 * | ----------------------------------- | --------------------------------------------------------------------------------- |
 * | `spec_json`                         | the specification: JSON as bytes (`json.loads(file["spec_json"].tobytes())`)      |
 * | `excitatory`                        | number of excitatory neurons, which come first                                    |
 * | `wE`, `wI`                          | effective weights [nS]                                                            |
 * | `v`, `m`, `h`, `n`, `gE`, `gI`      | the state before the first step [mV, 1, nS], a double per neuron                  |
 * | `indices`, `indptr`                 | synapses by presynaptic neuron: neuron i has the targets `indices[indptr[i] : indptr[i + 1]]`, as SciPy's csr_array has them |
 * | `dt`                                | the time step that the stimulus was cut into [ms]                                 |
 * | `stimulus_step`, `stimulus_target`  | external excitatory events, each of one weight wE                                 |
 *
 * What is in the specification as well, the weights and the stimulus, is there for programs that do not know it.
 *
 * @module
 */

import { assembleNetwork, type Network } from "../model/network.ts";
import { quoted } from "../model/received.ts";
import type { Spikes } from "../model/simulation.ts";
import { stimulusEvents } from "../model/stimulus.ts";
import type { NetworkSpec } from "../model/spec.ts";
import { populationSizes } from "../model/scaling.ts";
import { specFromJson, specToJson, validateSpec } from "../model/validate_spec.ts";
import { edgesOfRows, INITIAL_STATE, requireRows } from "./network_parts.ts";
import { checkSynapses, isSynapseColumn, type SynapseEnds } from "./synapse_columns.ts";
import type { ByteSource } from "./byte_source.ts";
import type { NpyValues } from "./npy.ts";
import { namesOf, NPY_OVERHEAD, type NpzFile, npzFile } from "./npz.ts";
import { type NpyPieces, npzPieces } from "./npz_stream.ts";

/**
 * Options of a network file.
 *
 * @category Network files
 */
export interface NetworkFileOptions {
  /** Time step that the stimulus is cut into [ms], 0.1 where it is left out. */
  readonly dt?: number;
}

/** Bytes that a specification can have: some four million events of a stimulus. */
const LARGEST_SPEC = 2 ** 26;

/** Targets in a piece of the file. */
const PIECE = 65_536;

/**
 * The pieces of a file of the network, one after the other. Rows are asked for one at a time, so that a network whose rows
 * are made when they are asked for never has them all in memory.
 *
 * @example
 * ```ts
 * import { buildNetwork, cobaHh } from "@cobahh/cobahh";
 * import { networkToNpz } from "@cobahh/cobahh/interchange";
 *
 * let bytes = 0;
 * for (const piece of networkToNpz(buildNetwork(cobaHh()))) bytes += piece.length;
 * console.log(bytes < 1e6); // true: 320,000 synapses and 4000 neurons
 * ```
 * @throws {RangeError} where the network is too large for the format: 4 GiB of targets, or of the whole file; or its
 * stimulus for a list (see {@linkcode stimulusEvents}).
 * @category Network files
 */
export function networkToNpz(
  network: Network,
  options: NetworkFileOptions = {},
): Generator<Uint8Array<ArrayBuffer>> {
  const { dt = 0.1 } = options;
  // At once, so that a stimulus without end is refused before anything is written.
  return npzPieces(arraysOf(network, dt, stimulusEvents(network, dt)));
}

function* arraysOf(network: Network, dt: number, events: Spikes): Generator<readonly [string, NpyPieces]> {
  const { spec, excitatory, wE, wI, initial } = network;
  yield ["spec_json", whole(new TextEncoder().encode(specToJson(spec)))];
  yield ["excitatory", single(Uint32Array.of(excitatory))];
  yield ["wE", single(Float64Array.of(wE))];
  yield ["wI", single(Float64Array.of(wI))];
  for (const variable of INITIAL_STATE) yield [variable, whole(initial[variable])];
  const indptr = new Uint32Array(network.neurons + 1);
  yield ["indices", targetsOf(network, indptr)];
  yield ["indptr", whole(indptr)];
  yield ["dt", single(Float64Array.of(dt))];
  yield ["stimulus_step", whole(events.step)];
  yield ["stimulus_target", whole(events.neuron)];
}

function whole(values: NpyValues): NpyPieces {
  return { shape: [values.length], type: values, pieces: [values] };
}

function single(values: NpyValues): NpyPieces {
  return { shape: [], type: values, pieces: [values] };
}

/** The targets row after row, of 2 bytes where neurons can be told apart by them; where rows begin goes into `indptr`. */
function targetsOf({ neurons, connectivity }: Network, indptr: Uint32Array): NpyPieces {
  const type = neurons <= 0x10000 ? Uint16Array : Uint32Array;
  function* pieces(): Generator<NpyValues> {
    let piece = new type(PIECE), filled = 0;
    for (let i = 0; i < neurons; i++) {
      const row = connectivity.targets(i);
      indptr[i + 1] = indptr[i] + row.length;
      if (filled + row.length > piece.length) {
        yield piece.subarray(0, filled);
        if (row.length > piece.length) piece = new type(row.length);
        filled = 0;
      }
      piece.set(row, filled);
      filled += row.length;
    }
    yield piece.subarray(0, filled);
  }
  return { shape: [connectivity.synapses], type: new type(0), pieces: pieces() };
}

/**
 * The network in a file: its specification with the rule `explicit`, its synapses and its state. A file of another program
 * needs `indices` and `indptr` only, with a specification given for the rest; what it has besides of the state is taken.
 * SciPy's sparse matrices (scipy.sparse.save_npz) of the formats csr, csc and coo are read as they say; the entry of row i
 * and column j is the synapse from i to j.
 * @param note Is told what is in the file and was not used.
 * @throws {SyntaxError} where the bytes are no such file.
 * @throws {RangeError} where values do not fit each other or the specification.
 * @category Network files
 */
export function networkFromNpz(
  bytes: Uint8Array | ByteSource,
  spec?: NetworkSpec,
  note: (sentence: string) => void = () => {},
): Network {
  const file = npzFile(bytes);
  const format = file.headers.has("format") ? file.text("format") ?? "" : file.headers.has("row") ? "coo" : "csr";
  const known = spec ?? specIn(file);
  const { excitatory, inhibitory } = populationSizes(validateSpec(known));
  const neurons = excitatory + inhibitory;
  const edges = edgesIn(file, format, neurons);
  checkSynapses(known, edges, columnsIn(file), note);
  const state = Object.fromEntries(
    INITIAL_STATE.filter((name) => file.headers.has(name)).map((name) => {
      requireEntries(name, neurons, entriesOf(file, name), `${neurons} neurons`);
      return [name, Float64Array.from(file.array(name, Infinity).values)];
    }),
  );
  const network = assembleNetwork(known, { ...edges, state });
  for (const name of ["excitatory", "wE", "wI"] as const) {
    if (!file.headers.has(name)) continue;
    const said = file.array(name, NPY_OVERHEAD).values[0];
    if (said === network[name]) continue;
    throw new RangeError(
      `Cannot read network: ${name} must be ${network[name]} as in its specification, received ${said}`,
    );
  }
  const unused = [...file.headers.keys()].filter((name) => !USED.includes(name) && !isSynapseColumn(name));
  if (unused.length > 0) note(`not used: the arrays ${unused.slice(0, 8).map(quoted).join(", ")}`);
  return network;
}

/** Arrays that have a meaning; the stimulus is the specification's. */
const USED: readonly string[] = [
  ...["spec_json", "excitatory", "wE", "wI", ...INITIAL_STATE, "indices", "indptr", "dt"],
  ...["stimulus_step", "stimulus_target", "format", "shape", "data", "row", "col"],
];

/** The synapses of a matrix of this format. Nothing is unpacked that has another size than the network needs. */
function edgesIn(file: NpzFile, format: string, neurons: number): SynapseEnds {
  const isOwn = !file.headers.has("format");
  requireShape(file, neurons);
  if (format === "coo") {
    const [pre, post] = ["row", "col"].map((name) => {
      entriesOf(file, name);
      return integersOf(name, file.array(name).values);
    });
    return { pre, post };
  }
  if (format !== "csr" && format !== "csc") {
    throw new SyntaxError(
      `Cannot read network: a matrix of the format csr, csc or coo is required, received ${
        quoted(format)
      } (matrix.tocsr())`,
    );
  }
  for (const name of ["indptr", "indices"]) entriesOf(file, name);
  requireEntries("indptr", neurons + 1, entriesOf(file, "indptr"), `${neurons} neurons`);
  const indptr = file.array("indptr", Infinity).values, end = indptr[neurons];
  if (entriesOf(file, "indices") !== end) requireRows(entriesOf(file, "indices"), indptr);
  const { pre, post } = edgesOfRows(neurons, { indices: file.array("indices", Infinity).values, indptr });
  // Columns instead of rows: the pointers are of targets, and the indices are sources.
  return isOwn || format === "csr" ? { pre, post } : { pre: post, post: pre };
}

/** @throws {RangeError} where the file says another size of the matrix. */
function requireShape(file: NpzFile, neurons: number): void {
  if (!file.headers.has("shape") || !file.headers.has("format")) return;
  const said = [...file.array("shape", NPY_OVERHEAD).values];
  if (said.every((extent) => extent === neurons)) return;
  throw new RangeError(
    `Cannot read network: a matrix of ${neurons} × ${neurons} is required by the specification, received ${
      said.join(" × ")
    } (--scale, --spec)`,
  );
}

/** Weights and delays in arrays of their own, or as the entries of a matrix. */
function columnsIn(file: NpzFile): Record<string, ArrayLike<number>> {
  const columns: Record<string, ArrayLike<number>> = {};
  for (const name of file.headers.keys()) {
    if (isSynapseColumn(name)) columns[name] = file.array(name).values;
  }
  if (!file.headers.has("data")) return columns;
  const { values } = file.array("data");
  // A matrix of ones has a synapse where there is one; any other has weights.
  const isOnes = values.every((value) => value === 1);
  return isOnes ? columns : { ...columns, weight: values };
}

function integersOf(name: string, values: ArrayLike<number>): Uint32Array {
  const integers = Uint32Array.from(values);
  const wrong = integers.findIndex((integer, k) => integer !== values[k]);
  if (wrong < 0) return integers;
  throw new RangeError(`Cannot read network: ${name} must be integers of at least 0, received ${values[wrong]}`);
}

function requireEntries(name: string, required: number, received: number, what: string): void {
  if (received === required) return;
  throw new RangeError(
    `Cannot read network: ${name} must have ${required} entries for ${what}, received ${received}`,
  );
}

/** Entries of an array of one axis, as its header says. */
function entriesOf({ headers }: NpzFile, name: string): number {
  const shape = headers.get(name)?.shape;
  if (shape?.length === 1) return shape[0];
  throw new SyntaxError(
    `Cannot read network: an array ${name} of one axis is required, received ${
      shape === undefined ? namesOf(headers) : `shape (${shape.join(", ")})`
    }`,
  );
}

function specIn(file: NpzFile): NetworkSpec {
  if (file.headers.get("spec_json")?.type === "u1") {
    return specFromJson(new TextDecoder().decode(file.array("spec_json", LARGEST_SPEC).values as Uint8Array));
  }
  throw new SyntaxError("Cannot read network: the array spec_json or a specification is required, received neither");
}
