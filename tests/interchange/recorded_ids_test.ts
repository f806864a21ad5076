/** Files that say which neurons were recorded. */

import { assertEquals } from "@std/assert";
import { npzToBytes } from "../../interchange/npz.ts";
import { writeHdf5 } from "../../interchange/hdf5.ts";
import { readSpikeFile, type SpikeFileOptions } from "../../interchange/mod.ts";

const read = (text: string, options: SpikeFileOptions = {}) =>
  readSpikeFile(new TextEncoder().encode(text), { dt: 0.1, ...options });

const cases: readonly (readonly [what: string, text: string, recorded: number[] | undefined])[] = [
  ["PyNN's range", "# first_id = 2\n# last_id = 5\n0.4 3\n0.8 5\n", [2, 3, 4, 5]],
  ["PyNN's range, counted from its own first neuron", "# first_id = 12\n# last_id = 15\n0.4 0\n0.8 3\n", [0, 1, 2, 3]],
  ["PyNN's range, of other neurons", "# first_id = 12\n# last_id = 15\n0.4 0\n0.8 13\n", undefined],
  [
    "NEST's NodeCollection, ids from 1",
    "# NEST version: 3.10\n# NodeCollection(metadata=None, model=hh_cond_exp_traub, size=3, first=1, last=3)\n" +
    "sender\ttime_ms\n1\t0.4\n3\t0.8\n",
    [0, 1, 2],
  ],
  ["two ranges", "# recorded: 0-1, 4-5\ntime,neuron\n0.4,1\n0.8,4\n", [0, 1, 4, 5]],
  ["nothing", "# first of all\ntime,neuron\n0.4,1\n", undefined],
];

for (const [what, text, recorded] of cases) {
  Deno.test(`comments say which neurons were recorded: ${what}`, async () => {
    const file = await read(text);
    assertEquals(file.recorded === undefined ? undefined : [...file.recorded], recorded);
    const note = "neurons were recorded, as the file says (--recorded)";
    assertEquals(file.notes.some((words) => words.endsWith(note)), recorded !== undefined);
  });
}

Deno.test("an array of recorded ids, and a mapping in SONATA", async () => {
  const npz = npzToBytes({
    t: { shape: [2], values: Float64Array.of(0.4, 0.8) },
    i: { shape: [2], values: Uint32Array.of(1, 7) },
    recorded: { shape: [3], values: Uint32Array.of(1, 4, 7) },
  });
  assertEquals((await readSpikeFile(npz, { dt: 0.1, firstIndex: 1 })).recorded, Uint32Array.of(0, 3, 6));
  const sonata = await writeHdf5((file) => {
    const spikes = file.create_group("spikes");
    for (const [name, ids, all] of [["exc", [1, 2], [0, 1, 2]], ["inh", [0, 3], [0, 3]]] as const) {
      const group = spikes.create_group(name);
      group.create_dataset({ name: "timestamps", data: Float64Array.of(0.4, 0.8), shape: [2] });
      group.create_dataset({ name: "node_ids", data: Uint32Array.from(ids), shape: [2] });
      const mapping = group.create_group("mapping");
      mapping.create_dataset({ name: "node_ids", data: Uint32Array.from(all), shape: [all.length] });
    }
  });
  const { recorded } = await readSpikeFile(sonata, { dt: 0.1, populations: { exc: 0, inh: 10 } });
  assertEquals(recorded, Uint32Array.of(0, 1, 2, 10, 13));
});
