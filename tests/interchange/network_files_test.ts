/** Networks as CSV and SONATA; what NPZ does is in network_npz_test.ts. */

import { assert, assertEquals, assertLess, assertRejects, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  contentBytes,
  type ExportedFile,
  exportNetwork,
  networkFromCsv,
  networkFromNpz,
  networkFromSonata,
  networkToCsv,
  networkToSonata,
} from "../../interchange/mod.ts";
import { writeHdf5 } from "../../interchange/hdf5.ts";
import { assembleNetwork, buildNetwork, cobaHh, specFromJson, stimulusEvents } from "../../mod.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { assertSameNetwork, network } from "./networks.ts";

/** What the files of 4000 neurons and 320,000 synapses may have together. */
const LARGEST = 2_000_000;

/** Contents by name. */
function bytesOf(files: readonly ExportedFile[]): Record<string, Uint8Array> {
  return Object.fromEntries(files.map(({ name, content }) => [name, contentBytes(content)]));
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

Deno.test("CSV gives back the network, bit for bit", () => {
  fc.assert(
    fc.property(network(), (network) => {
      const files = bytesOf(networkToCsv(network));
      const spec = specFromJson(textOf(files["network.json"]));
      assertSameNetwork(networkFromCsv(spec, files["synapses.csv.gz"], files["neurons.csv"]), network);
    }),
    PROPERTY,
  );
});

Deno.test("SONATA gives back the network, bit for bit", async () => {
  await fc.assert(
    fc.asyncProperty(network(), async (network) => {
      const files = bytesOf(await networkToSonata(network));
      const spec = specFromJson(textOf(files["network.json"]));
      assertSameNetwork(await networkFromSonata(spec, files["edges.h5"], files["nodes.h5"]), network);
    }),
    { ...PROPERTY, numRuns: 40 },
  );
});

for (const variant of ["seed-1", "brian2", "nest"]) {
  Deno.test(`the files of ${variant} at scale 1 have less than ${LARGEST} bytes in every format`, async () => {
    const network = buildNetwork(cobaHh({ variant }));
    for (const target of ["npz", "csv", "sonata"] as const) {
      const files = bytesOf(await exportNetwork(network, target));
      assertLess(Object.values(files).reduce((sum, { length }) => sum + length, 0), LARGEST, target);
    }
  });
}

Deno.test("a network of many pieces comes back from every format", async () => {
  const spec = cobaHh({
    scale: 20,
    populations: { excitatory: 320, inhibitory: 80 },
    connectivity: { probability: 0.02 },
  });
  const network = buildNetwork(spec);
  assert(network.connectivity.synapses > 65_536);
  const csv = bytesOf(networkToCsv(network));
  assertSameNetwork(networkFromCsv(spec, csv["synapses.csv.gz"], csv["neurons.csv"]), network);
  const sonata = bytesOf(await networkToSonata(network));
  assertSameNetwork(await networkFromSonata(spec, sonata["edges.h5"], sonata["nodes.h5"]), network);
  const [npz] = await exportNetwork(network, "npz");
  assertSameNetwork(networkFromNpz(contentBytes(npz.content)), network);
});

Deno.test("CSV of others: columns in any order, not gzipped, state by the specification", () => {
  const spec = cobaHh({ populations: { excitatory: 2, inhibitory: 1 } });
  const synapses = new TextEncoder().encode("weight,post,pre\r\n6,1,0\r\n6,2,0\r\n67,0,2\r\n");
  const expected = assembleNetwork(spec, { pre: Uint32Array.of(0, 0, 2), post: Uint32Array.of(1, 2, 0) });
  assertSameNetwork(networkFromCsv(spec, synapses), expected);
});

Deno.test("the stimulus is a file of CSV where there is one", () => {
  const network = buildNetwork(cobaHh({ variant: "nest" }));
  const lines = textOf(bytesOf(networkToCsv(network, { dt: 0.05 }))["stimulus.csv"]).trimEnd().split("\n");
  const { step, neuron } = stimulusEvents(network, 0.05);
  assertEquals(lines.length, 1 + step.length);
  assertEquals(lines[1], `${step[0]},${neuron[0]}`);
  assert(!("stimulus.csv" in bytesOf(networkToCsv(buildNetwork(cobaHh())))));
});

Deno.test("readers of networks say what is required and what came", async () => {
  const spec = cobaHh({ populations: { excitatory: 1, inhibitory: 1 } });
  const encode = (text: string) => new TextEncoder().encode(text);
  const refuses = (synapses: string, neurons: string | undefined, complaint: string) =>
    assertThrows(
      () => networkFromCsv(spec, encode(synapses), neurons === undefined ? undefined : encode(neurons)),
      Error,
      complaint,
    );
  const header = "neuron,v,m,h,n,gE,gI\n";
  refuses("a,post\n", undefined, 'synapses must have a column pre, received "a,post"');
  refuses("pre,post\n0,x\n", undefined, 'synapses must have a number as post in line 2, received "x"');
  refuses("pre,post\n0\n", undefined, 'synapses must have a number as post in line 2, received ""');
  refuses("pre,post\n0,-1\n", undefined, "post must be integers of at least 0, received -1");
  refuses("pre,post\n0,2\n", undefined, "post must be in [0, 2), received 2");
  refuses("pre,post\n", `${header}0,1,1,1,1,1,1\n`, "neurons must be 0 to 1 in order, received 1 of them");
  refuses("pre,post\n", `${header}1,1,1,1,1,1,1\n`, "neurons must be 0 to 1 in order, received 1 in line 2");
  assertThrows(() => networkFromCsv(spec, Uint8Array.of(0x1f, 0x8b, 1)), SyntaxError, "a whole gzip file is required");

  const empty = await writeHdf5(() => {});
  await assertRejects(
    () => networkFromSonata(spec, empty),
    SyntaxError,
    "one population of edges is required, received none",
  );
  const bare = await writeHdf5((file) => void file.create_group("edges").create_group("a"));
  await assertRejects(
    () => networkFromSonata(spec, bare),
    SyntaxError,
    "a dataset edges/a/source_node_id of one axis is required, received none",
  );
  const negative = await writeHdf5((file) => {
    const edges = file.create_group("edges").create_group("a");
    for (const name of ["source_node_id", "target_node_id"]) {
      edges.create_dataset({ name, data: Int32Array.of(-1), shape: [1] });
    }
  });
  await assertRejects(
    () => networkFromSonata(spec, negative),
    RangeError,
    "must be integers in [0, 2^32), received -1",
  );
});
