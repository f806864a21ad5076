/** The distributions of other simulators' spikes are of this library's networks, and add up; see fixtures/README.md. */

import { assertEquals, assertGreater } from "@std/assert";
import { buildNetwork, cobaHh, type CobaHhOptions, type InitialVariable } from "../model/mod.ts";
import { assertSameNetwork, readFixture } from "./spike_fixture.ts";

interface Distributions {
  readonly format: string;
  readonly formatVersion: number;
  readonly cobaHh: CobaHhOptions;
  readonly window: { readonly start: number; readonly stop: number };
  readonly neurons: number;
  readonly minimumSpikes: number;
  readonly isiEdges: readonly number[];
  readonly runs: readonly {
    readonly seed: number;
    readonly network: string | null;
    readonly synapses: number;
    readonly nonFinite: number;
    readonly spikes: readonly number[];
    readonly cv: readonly (number | null)[];
    readonly lv: readonly (number | null)[];
    readonly isi: readonly number[];
  }[];
}

/** What each simulator was given of the initial state; none of it where it drew its own. */
const GIVEN: Readonly<Record<string, readonly InitialVariable[]>> = {
  brian2: [],
  nest: ["v", "m", "h", "n"],
};

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

for (const [simulator, given] of Object.entries(GIVEN)) {
  const file = new URL(`../fixtures/${simulator}/distributions.json.gz`, import.meta.url);
  const { runs, ...about } = await readFixture<Distributions>(file);

  Deno.test(`the distributions of ${simulator} add up, run by run`, () => {
    assertEquals([about.format, about.formatVersion], ["cobahh spike distributions", 1]);
    assertEquals(new Set(runs.map(({ seed }) => seed)).size, runs.length);
    for (const { seed, spikes, cv, lv, isi, nonFinite } of runs) {
      assertEquals([spikes, cv, lv].map(({ length }) => length), Array(3).fill(about.neurons), `seed ${seed}`);
      assertEquals(isi.length, about.isiEdges.length + 1);
      assertEquals(
        sum(isi),
        sum(spikes.map((count) => Math.max(0, count - 1))),
        "a train of n spikes has n - 1 intervals",
      );
      for (const values of [cv, lv]) {
        values.forEach((value, i) => assertEquals(value === null, spikes[i] < about.minimumSpikes, `neuron ${i}`));
      }
      assertEquals(nonFinite, 0);
    }
  });

  Deno.test(`the networks of ${simulator} have the synapses that their rule makes`, async () => {
    assertGreater(runs.length, 4);
    for (const { seed, network: expected, synapses } of runs) {
      const network = buildNetwork(cobaHh({ ...about.cobaHh, seed }));
      if (expected !== null) {
        await assertSameNetwork(network, given, expected, "distributions.json.gz");
        assertEquals(synapses, network.connectivity.synapses);
        continue;
      }
      const { connectivity: { probability } } = network.spec;
      const pairs = network.neurons ** 2, sd = Math.sqrt(pairs * probability * (1 - probability));
      assertGreater(5 * sd, Math.abs(synapses - pairs * probability), `seed ${seed}`);
    }
  });
}
