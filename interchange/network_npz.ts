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

import type { Network } from "../model/network.ts";
import type { Spikes } from "../model/simulation.ts";
import { stimulusEvents } from "../model/stimulus.ts";
import type { NetworkSpec } from "../model/spec.ts";
import { populationSizes } from "../model/scaling.ts";
import { specFromJson, specToJson, validateSpec } from "../model/validate_spec.ts";
import { INITIAL_STATE, networkOfRows, requireRows } from "./network_parts.ts";
import type { ByteSource } from "./byte_source.ts";
import type { NpyValues } from "./npy.ts";
import { namesOf, NPY_OVERHEAD, type NpzFile, npzFile } from "./npz.ts";
import { type NpyPieces, npzPieces } from "./npz_stream.ts";

/** How a network is written. */
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
 * @throws {SyntaxError} where the bytes are no such file.
 * @throws {RangeError} where values do not fit each other or the specification.
 */
export function networkFromNpz(bytes: Uint8Array | ByteSource, spec?: NetworkSpec): Network {
  const file = npzFile(bytes);
  for (const name of ["indptr", "indices"]) entriesOf(file, name);
  const known = spec ?? specIn(file);
  const { excitatory, inhibitory } = populationSizes(validateSpec(known));
  const neurons = excitatory + inhibitory;
  // Nothing is unpacked that has another size than the network needs: so a small file cannot fill the memory.
  requireEntries("indptr", neurons + 1, entriesOf(file, "indptr"), `${neurons} neurons`);
  const indptr = file.array("indptr", Infinity).values;
  const end = indptr[neurons];
  if (entriesOf(file, "indices") !== end) requireRows(entriesOf(file, "indices"), indptr);
  const indices = file.array("indices", Infinity).values;
  const state = Object.fromEntries(
    INITIAL_STATE.filter((name) => file.headers.has(name)).map((name) => {
      requireEntries(name, neurons, entriesOf(file, name), `${neurons} neurons`);
      return [name, Float64Array.from(file.array(name, Infinity).values)];
    }),
  );
  const network = networkOfRows(known, { indices, indptr }, state);
  for (const name of ["excitatory", "wE", "wI"] as const) {
    if (!file.headers.has(name)) continue;
    const said = file.array(name, NPY_OVERHEAD).values[0];
    if (said === network[name]) continue;
    throw new RangeError(
      `Cannot read network: ${name} must be ${network[name]} as in its specification, received ${said}`,
    );
  }
  return network;
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
