/**
 * A network as CSV: `neurons.csv` with the state of each neuron, `synapses.csv.gz` with a line for each synapse (gzipped,
 * as pandas, R and polars read it), `stimulus.csv` with the external events where there are any, and the specification as
 * `network.json`. Numbers have as many digits as give the same double back.
 *
 * @module
 */

import { Gzip, strToU8 } from "fflate";
import { GrowingArray } from "../record/growing_array.ts";
import { quoted } from "../model/received.ts";
import { type ByteSource, sourceOf } from "./byte_source.ts";
import { linesOf } from "./text_lines.ts";
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

/** The files of a network. Synapses are written row by row. */
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
 * The network in files of these contents; either may be gzipped. Without neurons the specification supplies the state.
 * @throws {SyntaxError} where columns are missing, a field is no number, or a gzip file is damaged.
 * @throws {RangeError} where values do not fit each other or the specification.
 */
export function networkFromCsv(
  spec: NetworkSpec,
  synapses: Uint8Array | ByteSource,
  neurons?: Uint8Array | ByteSource,
): Network {
  const { pre, post } = columnsOf("synapses", sourceOf(synapses), ["pre", "post"]);
  const edges = { pre: wholeNumbers("pre", pre), post: wholeNumbers("post", post) };
  if (neurons === undefined) return assembleNetwork(spec, edges);
  const { neuron, ...state } = columnsOf("neurons", sourceOf(neurons), ["neuron", ...INITIAL_STATE]);
  const { excitatory, inhibitory } = populationSizes(spec);
  const wrong = neuron.findIndex((id, i) => id !== i);
  if (wrong >= 0 || neuron.length !== excitatory + inhibitory) {
    throw new RangeError(
      `Cannot read network: neurons must be 0 to ${excitatory + inhibitory - 1} in order, received ${
        wrong >= 0 ? `${neuron[wrong]} in line ${wrong + 2}` : `${neuron.length} of them`
      }`,
    );
  }
  return assembleNetwork(spec, { ...edges, state });
}

/** Columns of numbers by their names in the first line. */
function columnsOf<Name extends string>(
  file: string,
  source: ByteSource,
  names: readonly Name[],
): Record<Name, Float64Array> {
  let positions: number[] | undefined;
  const columns = names.map(() => new GrowingArray((n) => new Float64Array(n)));
  for (const { number, lines } of linesOf(source, "network")) {
    positions ??= positionsOf(file, lines[0], names);
    const rows = lines.slice(number === 1 ? 1 : 0).map((line) => line.split(","));
    const isBlank = (row: readonly string[]) => row.length === 1 && row[0].trim() === "";
    while (rows.length > 0 && isBlank(rows.at(-1)!)) rows.pop();
    positions.forEach((position, k) => {
      const values = rows.map((row, r) => {
        const field = row[position]?.trim() ?? "";
        const value = Number(field);
        if (field !== "" && (!Number.isNaN(value) || field === "NaN")) return value;
        throw new SyntaxError(
          `Cannot read network: ${file} must have a number as ${names[k]} in line ${
            number + r + (number === 1 ? 1 : 0)
          }, received ${quoted(field)}`,
        );
      });
      columns[k].append(values);
    });
  }
  if (positions === undefined) positionsOf(file, "", names);
  return Object.fromEntries(names.map((name, k) => [name, columns[k].values()])) as Record<Name, Float64Array>;
}

function positionsOf(file: string, header: string, names: readonly string[]): number[] {
  const found = header.split(",").map((name) => name.trim());
  return names.map((name) => {
    const position = found.indexOf(name);
    if (position >= 0) return position;
    throw new SyntaxError(
      `Cannot read network: ${file} must have a column ${name}, received ${quoted(header)}`,
    );
  });
}

function wholeNumbers(name: string, values: Float64Array): Uint32Array {
  const integers = Uint32Array.from(values);
  const wrong = integers.findIndex((integer, k) => integer !== values[k]);
  if (wrong < 0) return integers;
  throw new RangeError(`Cannot read network: ${name} must be integers of at least 0, received ${values[wrong]}`);
}
