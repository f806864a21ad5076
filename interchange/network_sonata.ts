/**
 * A network in SONATA (Dai et al. 2020, PLoS Comput. Biol. 16:e1007696; AllenInstitute/sonata,
 * docs/SONATA_DEVELOPER_GUIDE.md): one population of nodes, `cobahh`, of two node types, and one of edges, sorted by target,
 * so that a rank of a cluster finds the edges onto its own nodes in one piece each (`indices/target_to_source`).
 *
 * | file                  | what                                                                                           |
 * | --------------------- | ---------------------------------------------------------------------------------------------- |
 * | `circuit_config.json` | which files there are                                                                          |
 * | `nodes.h5`            | a node per neuron; the state before the first step as attributes v, m, h, n, g_e, g_i          |
 * | `node_types.csv`      | excitatory and inhibitory                                                                      |
 * | `edges.h5`            | source and target of each synapse                                                              |
 * | `edge_types.csv`      | weight [nS] and delay [ms], reversal potential [mV] and time constant [ms] of the two kinds    |
 * | `cobahh_neuron.json`  | parameters by the names of NEST's hh_cond_exp_traub, which they are for                        |
 * | `network.json`        | the specification, which has everything that SONATA has no words for                           |
 *
 * @module
 */

import { assembleNetwork, type InitialVariable, type Network } from "../model/network.ts";
import type { NetworkSpec } from "../model/spec.ts";
import { specToJson } from "../model/validate_spec.ts";
import type { ExportedFile } from "./exported_file.ts";
import { type Hdf5File, nodeAt, readHdf5, writeHdf5 } from "./hdf5.ts";
import { appendValues, type ColumnLayout, integerType, readIntegers, readNumbers } from "./hdf5_columns.ts";
import { circuitConfig, EDGES, edgeTypes, neuronParameters, NODES, nodeTypes } from "./sonata_types.ts";

/** SONATA's attribute for each variable. */
const ATTRIBUTES: { readonly [Variable in InitialVariable]: string } = {
  v: "v",
  m: "m",
  h: "h",
  n: "n",
  gE: "g_e",
  gI: "g_i",
};

/** Types and groups; deflated is what libsonata, whose HDF5 has no zlib, does not read. */
const DEFLATED: ColumnLayout = { type: "B", isDeflated: true };

/** The files of a network. */
export async function networkToSonata(network: Network): Promise<ExportedFile[]> {
  return [
    { name: "circuit_config.json", content: circuitConfig() },
    { name: "nodes.h5", content: await nodesFile(network) },
    { name: "node_types.csv", content: nodeTypes() },
    { name: "edges.h5", content: await edgesFile(network) },
    { name: "edge_types.csv", content: edgeTypes(network) },
    { name: "cobahh_neuron.json", content: neuronParameters(network) },
    { name: "network.json", content: specToJson(network.spec) },
  ];
}

async function nodesFile({ neurons, excitatory, initial }: Network): Promise<Uint8Array<ArrayBuffer>> {
  return await writeHdf5((file) => {
    header(file);
    const nodes = file.create_group("nodes").create_group(NODES);
    const ids = { type: integerType(neurons), isDeflated: true };
    appendValues(nodes, "node_id", ids, neurons, (i) => i);
    appendValues(nodes, "node_type_id", DEFLATED, neurons, (i) => i < excitatory ? 0 : 1);
    appendValues(nodes, "node_group_id", DEFLATED, neurons, () => 0);
    appendValues(nodes, "node_group_index", ids, neurons, (i) => i);
    const attributes = nodes.create_group("0");
    for (const [variable, name] of Object.entries(ATTRIBUTES)) {
      const values = initial[variable as InitialVariable];
      appendValues(attributes, name, { type: "d" }, neurons, (i) => values[i]);
    }
  }) as Uint8Array<ArrayBuffer>;
}

/** Synapses by target, in one array: source k of target j is sources[offsets[j] + k]. */
function columnsOf({ neurons, connectivity }: Network): { offsets: Float64Array; sources: Uint32Array } {
  const offsets = new Float64Array(neurons + 1);
  for (let i = 0; i < neurons; i++) {
    for (const target of connectivity.targets(i)) offsets[target + 1]++;
  }
  for (let j = 0; j < neurons; j++) offsets[j + 1] += offsets[j];
  const sources = new Uint32Array(connectivity.synapses), next = offsets.slice();
  for (let i = 0; i < neurons; i++) {
    for (const target of connectivity.targets(i)) sources[next[target]++] = i;
  }
  return { offsets, sources };
}

async function edgesFile(network: Network): Promise<Uint8Array<ArrayBuffer>> {
  const { neurons, excitatory } = network;
  const { offsets, sources } = columnsOf(network);
  const edges = sources.length;
  return await writeHdf5((file) => {
    header(file);
    const group = file.create_group("edges").create_group(EDGES);
    const type = integerType(neurons);
    let target = 0;
    const targetOf = (k: number) => {
      while (k >= offsets[target + 1]) target++;
      return target;
    };
    const ends = [
      appendValues(group, "source_node_id", { type }, edges, (k) => sources[k]),
      appendValues(group, "target_node_id", { type }, edges, targetOf),
    ];
    // Of fixed length: libsonata cannot read the other kind.
    for (const end of ends) end.create_attribute("node_population", NODES, null, `S${NODES.length}`);
    appendValues(group, "edge_type_id", DEFLATED, edges, (k) => sources[k] < excitatory ? 0 : 1);
    appendValues(group, "edge_group_id", DEFLATED, edges, () => 0);
    appendValues(group, "edge_group_index", { type: "I", isDeflated: true }, edges, (k) => k);
    group.create_group("0");
    const index = group.create_group("indices").create_group("target_to_source");
    const pairs = { type: "I", width: 2 } as const;
    // Node j has range j, and that is the edges from offsets[j] to offsets[j + 1] - 1.
    appendValues(index, "node_id_to_ranges", pairs, 2 * neurons, (k) => (k + 1) >> 1);
    appendValues(index, "range_to_edge_id", pairs, 2 * neurons, (k) => offsets[(k + 1) >> 1]);
  }) as Uint8Array<ArrayBuffer>;
}

/** Every SONATA file says of itself that it is one. */
function header(file: Hdf5File): void {
  file.create_attribute("magic", Uint32Array.of(0x0a7a), null, "<I");
  file.create_attribute("version", Uint32Array.of(0, 1), [2], "<I");
}

/**
 * The network in files of these contents. The first population of each file is read; the state is taken from the attributes
 * that there are, the specification supplies the rest.
 * @throws {SyntaxError} where a file is no HDF5 file, or lacks what is needed.
 * @throws {RangeError} where values do not fit each other or the specification.
 */
export async function networkFromSonata(spec: NetworkSpec, edges: Uint8Array, nodes?: Uint8Array): Promise<Network> {
  const synapses = await readHdf5(edges, (file) => {
    const population = `edges/${populationIn(file, "edges")}`;
    return {
      pre: readIntegers(file, `${population}/source_node_id`),
      post: readIntegers(file, `${population}/target_node_id`),
    };
  });
  if (nodes === undefined) return assembleNetwork(spec, synapses);
  const state = await readHdf5(nodes, (file) => {
    const group = `nodes/${populationIn(file, "nodes")}/0`;
    const found: { [Variable in InitialVariable]?: Float64Array } = {};
    for (const [variable, name] of Object.entries(ATTRIBUTES)) {
      const values = readNumbers(file, `${group}/${name}`);
      if (values !== undefined) found[variable as InitialVariable] = values;
    }
    return found;
  });
  return assembleNetwork(spec, { ...synapses, state });
}

function populationIn(file: Hdf5File, kind: "nodes" | "edges"): string {
  const names = nodeAt(file, kind)?.keys?.() ?? [];
  if (names.length === 1) return names[0];
  throw new SyntaxError(
    `Cannot read network: one population of ${kind} is required, received ${names.join(", ") || "none"}`,
  );
}
