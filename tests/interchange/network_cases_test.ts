/** Networks as people have them: lists of pairs, matrices of SciPy, SONATA of others; and what would be another network. */

import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { gzipSync, strToU8, zipSync } from "../../interchange/fflate.ts";
import {
  networkFromCsv,
  networkFromNpz,
  networkFromSonata,
  npyToBytes,
  type NpyValues,
} from "../../interchange/mod.ts";
import { writeHdf5 } from "../../interchange/hdf5.ts";
import { assembleNetwork, cobaHh } from "../../mod.ts";
import { assertSameNetwork } from "./networks.ts";

/** Two excitatory neurons and an inhibitory one, and four synapses. */
const spec = cobaHh({ variant: "seed-3", populations: { excitatory: 2, inhibitory: 1 } });
const PRE = [0, 0, 1, 2], POST = [1, 2, 0, 0];
const expected = assembleNetwork(spec, { pre: Uint32Array.from(PRE), post: Uint32Array.from(POST) });
const { wE, wI } = expected;

const pairs = (line: (pre: number, post: number) => string) => PRE.map((pre, k) => line(pre, POST[k]) + "\n").join("");

const lists: readonly (readonly [what: string, text: string])[] = [
  ["pairs without names", pairs((i, j) => `${i},${j}`)],
  ["pairs between blanks, after comments", `# made elsewhere\n% twice\n${pairs((i, j) => ` ${i}   ${j}`)}`],
  ["names of SONATA and tabs", `source_node_id\ttarget_node_id\n${pairs((i, j) => `${i}\t${j}`)}`],
  ["names i and j in another order, and a column more", `j;i;note\n${pairs((i, j) => `${j};${i};x`)}`],
  ["weights that are the specification's", `pre,post,weight\n${pairs((i, j) => `${i},${j},${i < 2 ? wE : -wI}`)}`],
  ["delays of a step", `pre,post,delay\n${pairs((i, j) => `${i},${j},0.1`)}`],
];

for (const [what, text] of lists) {
  Deno.test(`synapses are read from ${what}`, () => {
    assertSameNetwork(networkFromCsv(spec, strToU8(text)), expected);
    assertSameNetwork(networkFromCsv(spec, gzipSync(strToU8(text))), expected);
  });
}

Deno.test("the potentials alone are a state, as a column of any usual name or without one", () => {
  const v = Float64Array.of(-60, -61.5, -62);
  const withState = assembleNetwork(spec, {
    pre: Uint32Array.from(PRE),
    post: Uint32Array.from(POST),
    state: { v },
  });
  const synapses = strToU8(pairs((i, j) => `${i},${j}`));
  for (
    const text of [
      "V0\n-60\n-61.5\n-62\n",
      "v\n-60\n-61.5\n-62",
      "-60\n-61.5\n-62\n",
      "neuron;V_m [mV]\n0;-60\n1;-61.5\n2;-62\n",
    ]
  ) {
    assertSameNetwork(networkFromCsv(spec, synapses, strToU8(text)), withState);
  }
  const refuses = (text: string, complaint: string) =>
    assertThrows(() => networkFromCsv(spec, synapses, strToU8(text)), Error, complaint);
  refuses("a,b\n1,2\n", 'neurons must have a column of v, m, h, n, gE, gI, received "a,b"');
  refuses("V0\n-60\n", "neurons must be 0 to 2 in order, received 1 of them (--scale, --spec)");
  refuses("V0\n-60\nx\n-62\n", 'neurons must have a number as V0 in line 3, received "x"');
  refuses("neuron,V0\n0,-60\n2,-61\n1,-62\n", "neurons must be 0 to 2 in order, received 2 in line 3");
});

Deno.test("what is in a file of synapses and was not used is said", () => {
  const notes: string[] = [];
  networkFromCsv(
    spec,
    strToU8(`pre,post,weight,age\n${pairs((i, j) => `${i},${j},${i < 2 ? wE : wI},3`)}`),
    undefined,
    (note) => notes.push(note),
  );
  assertEquals(notes, [
    "weight of synapses agrees with the specification, which says it",
    'not used: the columns "age" of synapses',
  ]);
});

Deno.test("weights, delays and multiplicities that would be another network are refused", () => {
  const refuses = (name: string, value: (pre: number) => string | number, complaint: string) =>
    assertThrows(
      () => networkFromCsv(spec, strToU8(`pre,post,${name}\n${pairs((i, j) => `${i},${j},${value(i)}`)}`)),
      RangeError,
      complaint,
    );
  refuses(
    "weight",
    () => 1,
    `weight of a synapse of an excitatory neuron must be ${wE} nS as in the specification, received 1`,
  );
  refuses("weight", (pre) => pre < 2 ? wE : 3, `of an inhibitory neuron must be ±${wI} nS`);
  refuses("weight", (pre) => pre === 0 ? wE : 0, "received 0, an explicit zero (matrix.eliminate_zeros())");
  refuses(
    "delay",
    () => 1.5,
    "delay must be 0, or 0.1 ms where a simulator has no shorter one, for all synapses, as synapses.delay of the " +
      "specification is 0, received 1.5 ms",
  );
  refuses("delay", (pre) => pre === 0 ? 0.1 : 0.05, "received 0.05 ms and 0.1 ms");
  refuses("nsyns", () => 2, "nsyns must be 1, a synapse a line, received 2");
});

/** SciPy's save_npz: the format is bytes of text. */
function scipy(format: string, arrays: Readonly<Record<string, NpyValues>>, shape = [3, 3]): Uint8Array {
  const words = `{'descr': '|S3', 'fortran_order': False, 'shape': (), }`.padEnd(117) + "\n";
  const text = new Uint8Array(10 + words.length + 3);
  text.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, words.length, 0]);
  text.set(strToU8(words + format), 10);
  const files = Object.entries({ ...arrays, shape: Float64Array.from(shape) })
    .map(([name, values]) => [`${name}.npy`, npyToBytes({ shape: [values.length], values })]);
  return zipSync({ "format.npy": text, ...Object.fromEntries(files) });
}

const ones = new Uint8Array(4).fill(1);
/** The same matrix by rows and by columns. */
const byRows = { indices: Int32Array.of(1, 2, 0, 0), indptr: Int32Array.of(0, 2, 3, 4) };
const byColumns = { indices: Int32Array.of(1, 2, 0, 0), indptr: Int32Array.of(0, 2, 3, 4) };

Deno.test("SciPy's matrices are read as their format says: csr, csc and coo", () => {
  assertSameNetwork(networkFromNpz(scipy("csr", { ...byRows, data: ones }), spec), expected);
  const transposed = assembleNetwork(spec, { pre: Uint32Array.from(POST), post: Uint32Array.from(PRE) });
  assertSameNetwork(networkFromNpz(scipy("csc", { ...byColumns, data: ones }), spec), transposed);
  const coo = { row: Int32Array.from(PRE), col: Int32Array.from(POST), data: ones };
  assertSameNetwork(networkFromNpz(scipy("coo", coo), spec), expected);
  const weights = Float64Array.from(PRE, (pre) => pre < 2 ? wE : -wI);
  assertSameNetwork(networkFromNpz(scipy("csr", { ...byRows, data: weights }), spec), expected);
  const refuses = (bytes: Uint8Array, complaint: string) =>
    assertThrows(() => networkFromNpz(bytes, spec), Error, complaint);
  refuses(scipy("bsr", { ...byRows, data: ones }), 'csr, csc or coo is required, received "bsr" (matrix.tocsr())');
  refuses(
    scipy("csr", { ...byRows, data: ones }, [5, 5]),
    "a matrix of 3 × 3 is required by the specification, received 5 × 5",
  );
  refuses(scipy("csr", { ...byRows, data: Float64Array.of(wE, 0, wE, wI) }), "received 0, an explicit zero");
  refuses(
    scipy("csr", { ...byRows, data: Float64Array.of(1, 2, 3, 4) }),
    `must be ${wE} nS as in the specification, received 1`,
  );
});

/** SONATA's files of others. */
async function sonata(
  { nodes = 3, from = "net", to = "net", weight, delay }: {
    nodes?: number;
    from?: string;
    to?: string;
    weight?: readonly number[];
    delay?: readonly number[];
  },
): Promise<{ edges: Uint8Array; nodes: Uint8Array }> {
  const edges = await writeHdf5((file) => {
    const group = file.create_group("edges").create_group(`${from}_${to}`);
    for (const [name, values, population] of [["source_node_id", PRE, from], ["target_node_id", POST, to]] as const) {
      const dataset = group.create_dataset({ name, data: Int32Array.from(values), shape: [4] });
      dataset.create_attribute("node_population", population, null, `S${population.length}`);
    }
    const attributes = group.create_group("0");
    for (const [name, values] of [["syn_weight", weight], ["delay", delay]] as const) {
      if (values !== undefined) attributes.create_dataset({ name, data: Float64Array.from(values), shape: [4] });
    }
  });
  const nodesFile = await writeHdf5((file) => {
    const group = file.create_group("nodes").create_group(from);
    group.create_dataset({ name: "node_type_id", data: new Int32Array(nodes), shape: [nodes] });
    group.create_group("0").create_dataset({ name: "x", data: new Float64Array(nodes), shape: [nodes] });
  });
  return { edges, nodes: nodesFile };
}

Deno.test("SONATA of others: sizes, populations, weights and delays are compared with the network", async () => {
  const good = await sonata({ weight: PRE.map((pre) => pre < 2 ? wE : -wI), delay: [0.1, 0.1, 0.1, 0.1] });
  const notes: string[] = [];
  assertSameNetwork(await networkFromSonata(spec, good.edges, good.nodes, (note) => notes.push(note)), expected);
  assert(notes.some((note) => note === 'not used: the attributes "x" of nodes'), `${notes}`);
  const refuses = async (options: Parameters<typeof sonata>[0], complaint: string) => {
    const { edges, nodes } = await sonata(options);
    await assertRejects(() => networkFromSonata(spec, edges, nodes), RangeError, complaint);
  };
  await refuses(
    { from: "v1", to: "lgn" },
    'edges within one population are required, received edges from "v1" to "lgn"',
  );
  await refuses({ nodes: 120 }, "3 nodes are required by the specification, received 120 (--scale, --spec)");
  await refuses({ weight: [1, 1, 1, 1] }, "syn_weight of a synapse of an excitatory neuron");
  await refuses({ delay: [2, 2, 2, 2] }, "delay must be 0, or 0.1 ms");
});
