/**
 * A network as CSV: `neurons.csv` with the state of each neuron, `synapses.csv.gz` with a line for each synapse (gzipped,
 * as pandas, R and polars read it), `stimulus.csv` with the external events where there are any, and the specification as
 * `network.json`. Numbers have as many digits as give the same double back.
 *
 * @module
 */

import { Gzip, strToU8 } from "./fflate.ts";
import { quoted } from "../model/received.ts";
import { type ByteSource, sourceOf } from "./byte_source.ts";
import { readEdges } from "./edge_list.ts";
import { readNeurons } from "./neuron_table.ts";
import { checkSynapses } from "./synapse_columns.ts";
import { assembleNetwork, type Network } from "../model/network.ts";
import { populationSizes } from "../model/scaling.ts";
import type { NetworkSpec } from "../model/spec.ts";
import { stimulusEvents } from "../model/stimulus.ts";
import { specToJson } from "../model/validate_spec.ts";
import type { ExportedFile } from "./exported_file.ts";
import { INITIAL_STATE } from "./network_parts.ts";
import type { NetworkFileOptions } from "./network_npz.ts";

/** Letters in a piece of the file. */
const PIECE = 1 << 18;

/**
 * The files of a network. Synapses are written row by row.
 *
 * @category Network files
 */
export function networkToCsv(network: Network, options: NetworkFileOptions = {}): ExportedFile[] {
  const events = stimulusEvents(network, options.dt ?? 0.1);
  const stimulus = Array.from(events.step, (step, k) => `${step},${events.neuron[k]}\n`);
  return [
    { name: "network.json", content: specToJson(network.spec) },
    { name: "neurons.csv", content: [...neuronLines(network)].join("") },
    { name: "synapses.csv.gz", content: gzipped(synapseLines(network)) },
    ...(stimulus.length === 0 ? [] : [{ name: "stimulus.csv", content: `step,target\n${stimulus.join("")}` }]),
  ];
}

function* neuronLines({ neurons, excitatory, initial }: Network): Generator<string> {
  yield `neuron,population,${INITIAL_STATE.join(",")}\n`;
  for (let i = 0; i < neurons; i++) {
    const values = INITIAL_STATE.map((variable) => digits(initial[variable][i]));
    yield `${i},${i < excitatory ? "E" : "I"},${values.join(",")}\n`;
  }
}

function digits(x: number): string {
  return Object.is(x, -0) ? "-0" : String(x);
}

function* synapseLines({ neurons, connectivity }: Network): Generator<string> {
  yield "pre,post\n";
  for (let i = 0; i < neurons; i++) {
    let lines = "";
    for (const target of connectivity.targets(i)) lines += `${i},${target}\n`;
    yield lines;
  }
}

function* gzipped(lines: Iterable<string>): Generator<Uint8Array<ArrayBuffer>> {
  const ready: Uint8Array<ArrayBuffer>[] = [];
  // Without a time, equal networks give equal bytes.
  const gzip = new Gzip({ mtime: 0 }, (bytes) => ready.push(bytes as Uint8Array<ArrayBuffer>));
  let text = "";
  for (const line of lines) {
    text += line;
    if (text.length < PIECE) continue;
    gzip.push(strToU8(text));
    yield* ready.splice(0);
    text = "";
  }
  gzip.push(strToU8(text), true);
  yield* ready;
}

/**
 * The network in files of these contents; either may be gzipped. Synapses need the columns pre and post only, or are two
 * columns without names; neurons need any variable of the state, and the specification supplies the rest.
 * @param note Is told what is in the files and was not used.
 * @throws {SyntaxError} where columns are missing, a field is no number, or a gzip file is damaged.
 * @throws {RangeError} where values do not fit each other or the specification.
 * @category Network files
 */
export function networkFromCsv(
  spec: NetworkSpec,
  synapses: Uint8Array | ByteSource,
  neurons?: Uint8Array | ByteSource,
  note: (sentence: string) => void = () => {},
): Network {
  const edges = readEdges(sourceOf(synapses));
  checkSynapses(spec, edges, edges.columns, note);
  noteUnused("synapses", edges.unused, note);
  if (neurons === undefined) return assembleNetwork(spec, edges);
  const { excitatory, inhibitory } = populationSizes(spec);
  const { state, unused } = readNeurons(sourceOf(neurons), excitatory + inhibitory);
  noteUnused("neurons", unused.filter((name) => name !== "population"), note);
  return assembleNetwork(spec, { pre: edges.pre, post: edges.post, state });
}

function noteUnused(what: string, names: readonly string[], note: (sentence: string) => void): void {
  if (names.length > 0) note(`not used: the columns ${names.slice(0, 8).map(quoted).join(", ")} of ${what}`);
}
