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
import { requireSameCheck, writeCheck } from "./hdf5_check.ts";
import { checkSynapses } from "./synapse_columns.ts";
import type { ByteSource } from "./byte_source.ts";
import { populationSizes } from "../model/scaling.ts";
import { quoted, received } from "../model/received.ts";
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

/** Attributes of edges that would change the network. */
const EDGE_ATTRIBUTES = ["syn_weight", "weight", "delay", "nsyns"];

/** Types and groups; deflated is what libsonata, whose HDF5 has no zlib, does not read. */
const DEFLATED: ColumnLayout = { type: "B", isDeflated: true };

/**
 * The files of a network.
 *
 * @category Network files
 */
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
    writeCheck(nodes, Object.keys(ATTRIBUTES).map((variable) => initial[variable as InitialVariable]));
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

/** The target of each edge. */
function targetsOf(offsets: Float64Array): Uint32Array {
  const targets = new Uint32Array(offsets[offsets.length - 1]);
  for (let j = 0; j + 1 < offsets.length; j++) targets.fill(j, offsets[j], offsets[j + 1]);
  return targets;
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
    writeCheck(group, [sources, targetsOf(offsets)]);
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
 * The network in files of these contents, of one population of nodes and one of edges each; the state is taken from the
 * attributes that there are, the specification supplies the rest. Weights and delays of edges have to be those of the
 * specification.
 * @param note Is told what is in the files and was not used.
 * @throws {SyntaxError} where a file is no HDF5 file, or lacks what is needed.
 * @throws {RangeError} where values do not fit each other or the specification.
 * @category Network files
 */
export async function networkFromSonata(
  spec: NetworkSpec,
  edges: Uint8Array | ByteSource,
  nodes?: Uint8Array | ByteSource,
  note: (sentence: string) => void = () => {},
): Promise<Network> {
  const synapses = await readHdf5(edges, (file) => {
    const population = `edges/${populationIn(file, "edges")}`;
    const pre = readIntegers(file, `${population}/source_node_id`);
    const post = readIntegers(file, `${population}/target_node_id`);
    requireSameCheck(nodeAt(file, population), [pre, post]);
    requireRecurrent(file, population);
    const columns = Object.fromEntries(
      EDGE_ATTRIBUTES.map((name) => [name, readNumbers(file, `${population}/0/${name}`)]),
    );
    return { pre, post, columns };
  });
  checkSynapses(spec, synapses, synapses.columns, note);
  if (nodes === undefined) return assembleNetwork(spec, synapses);
  const state = await readHdf5(nodes, (file) => {
    const population = `nodes/${populationIn(file, "nodes")}`;
    requireSize(file, population, spec);
    const found: { [Variable in InitialVariable]?: Float64Array } = {};
    for (const [variable, name] of Object.entries(ATTRIBUTES)) {
      const values = readNumbers(file, `${population}/0/${name}`);
      if (values !== undefined) found[variable as InitialVariable] = values;
    }
    requireSameCheck(nodeAt(file, population), Object.values(found));
    const others = (nodeAt(file, `${population}/0`)?.keys?.() ?? [])
      .filter((name) => !Object.values(ATTRIBUTES).includes(name));
    if (others.length > 0) note(`not used: the attributes ${others.slice(0, 8).map(quoted).join(", ")} of nodes`);
    return found;
  });
  return assembleNetwork(spec, { ...synapses, state });
}

/** @throws {RangeError} where edges go from one population to another: the network here is one. */
function requireRecurrent(file: Hdf5File, population: string): void {
  const [source, target] = ["source_node_id", "target_node_id"].map((name) =>
    nodeAt(file, `${population}/${name}`)?.attrs.node_population?.value
  );
  if (source === undefined || target === undefined || source === target) return;
  throw new RangeError(
    `Cannot read network: edges within one population are required, received edges from ${received(source)} to ` +
      `${received(target)}`,
  );
}

/** @throws {RangeError} where there are more or fewer nodes than the specification has neurons. */
function requireSize(file: Hdf5File, population: string, spec: NetworkSpec): void {
  const { excitatory, inhibitory } = populationSizes(spec), neurons = excitatory + inhibitory;
  const nodes = ["node_type_id", "node_id"].map((name) => nodeAt(file, `${population}/${name}`)?.shape?.[0])
    .find((length) => length !== undefined);
  if (nodes === undefined || nodes === neurons) return;
  throw new RangeError(
    `Cannot read network: ${neurons} nodes are required by the specification, received ${nodes} (--scale, --spec)`,
  );
}

function populationIn(file: Hdf5File, kind: "nodes" | "edges"): string {
  const names = nodeAt(file, kind)?.keys?.() ?? [];
  if (names.length === 1) return names[0];
  throw new SyntaxError(
    `Cannot read network: one population of ${kind} is required, received ${
      names.slice(0, 12).map((name) => quoted(name).slice(1, -1)).join(", ") || "none"
    }`,
  );
}
