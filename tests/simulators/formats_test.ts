/** Files of networks and spikes, read by the libraries that others read them with. */

import { assertEquals, assertStringIncludes } from "@std/assert";
import { spikeTimesToNpz, spikeTimesToSonata } from "../../interchange/mod.ts";
import type { Network } from "../../mod.ts";
import { inExport, ran, simulatorTest } from "./environment.ts";

/** Sums that tell networks apart: number of synapses, sum of pre × post, and of the potentials. */
function sums({ neurons, connectivity, initial }: Network): { synapses: number; products: number; v: number } {
  let products = 0;
  for (let i = 0; i < neurons; i++) for (const target of connectivity.targets(i)) products += i * target;
  return { synapses: connectivity.synapses, products, v: initial.v.reduce((a, b) => a + b, 0) };
}

const readers: Readonly<Record<"npz" | "sonata" | "csv", string>> = {
  npz: `import json, numpy as np
z = np.load("network.npz")
pre = np.repeat(np.arange(len(z["indptr"]) - 1), np.diff(z["indptr"].astype(np.int64)))
v, post = z["v"], z["indices"].astype(np.int64)
assert json.loads(z["spec_json"].tobytes())["variant"] == "nest"`,
  csv: `import gzip, numpy as np
pre, post = np.loadtxt("synapses.csv.gz", delimiter=",", skiprows=1, dtype=np.int64).T
v = np.loadtxt("neurons.csv", delimiter=",", skiprows=1, usecols=2)`,
  sonata: `import libsonata, numpy as np
config = libsonata.CircuitConfig.from_file("circuit_config.json")
edges, nodes = config.edge_population("cobahh__cobahh"), config.node_population("cobahh")
everything = libsonata.Selection([(0, edges.size)])
pre, post = edges.source_nodes(everything).astype(np.int64), edges.target_nodes(everything).astype(np.int64)
v = nodes.get_attribute("v", libsonata.Selection([(0, nodes.size)]))
for j in range(0, nodes.size, 97):
    afferent = edges.afferent_edges([j])
    assert set(edges.target_nodes(afferent)) == {j} and afferent.flat_size == np.sum(post == j)
    assert sorted(edges.source_nodes(afferent)) == sorted(pre[post == j])`,
};

for (const target of ["npz", "csv", "sonata"] as const) {
  const by = { npz: "NumPy", csv: "NumPy", sonata: "libsonata" }[target];
  simulatorTest(
    `${by} reads the network as ${target}`,
    "tools",
    [],
    (python) =>
      inExport({ variant: "nest" }, target, async (folder, network) => {
        const sum = `
print(json.dumps({"synapses": len(pre), "products": int(np.sum(pre * post)), "v": float(np.sum(v))}))`;
        const printed = await ran(folder, python, ["-c", `import json\n${readers[target]}${sum}`]);
        const { v, ...others } = JSON.parse(printed), expected = sums(network);
        assertEquals({ ...others, v: Math.round(v) }, { ...expected, v: Math.round(expected.v) });
      }),
  );
}

simulatorTest(
  "h5dump lists the groups that SONATA asks for",
  "tools",
  ["h5dump"],
  () =>
    inExport({ variant: "nest" }, "sonata", async (folder, network) => {
      const edges = await ran(folder, "h5dump", ["-n", "edges.h5"]),
        nodes = await ran(folder, "h5dump", ["-n", "nodes.h5"]);
      const population = "/edges/cobahh__cobahh";
      for (const name of ["source_node_id", "target_node_id", "edge_type_id", "edge_group_id", "edge_group_index"]) {
        assertStringIncludes(edges, `dataset    ${population}/${name}\n`);
      }
      assertStringIncludes(edges, `dataset    ${population}/indices/target_to_source/node_id_to_ranges\n`);
      for (const name of ["node_id", "node_type_id", "node_group_id", "node_group_index", "0/v"]) {
        assertStringIncludes(nodes, `dataset    /nodes/cobahh/${name}\n`);
      }
      const end = await ran(folder, "h5dump", ["-d", `${population}/source_node_id`, "-H", "edges.h5"]);
      assertStringIncludes(end, `( ${network.connectivity.synapses} ) /`);
      assertStringIncludes(end, 'ATTRIBUTE "node_population"');
    }),
);

simulatorTest(
  "libsonata and NumPy read spikes",
  "tools",
  [],
  (python) =>
    inExport({ variant: "nest" }, "npz", async (folder) => {
      const times = { time: Float64Array.of(0.3, 1.5, 1.5), neuron: Uint32Array.of(7, 0, 3999) };
      await Deno.writeFile(`${folder}/spikes.h5`, await spikeTimesToSonata(times));
      await Deno.writeFile(`${folder}/spikes.npz`, spikeTimesToNpz(times));
      const printed = await ran(folder, python, [
        "-c",
        `import json, libsonata, numpy as np
spikes, z = libsonata.SpikeReader("spikes.h5")["network"].get(), np.load("spikes.npz")
print(json.dumps([sorted([t, int(i)] for i, t in spikes), [[float(t), int(i)] for t, i in zip(z["time_ms"], z["neuron"])]]))`,
      ]);
      const expected = [[0.3, 7], [1.5, 0], [1.5, 3999]];
      assertEquals(JSON.parse(printed), [expected, expected]);
    }),
);
