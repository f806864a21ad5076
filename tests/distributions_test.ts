/** The distributions of other simulators' spikes are of this library's networks, and add up; see fixtures/README.md. */

import { assert, assertAlmostEquals, assertEquals, assertGreater } from "@std/assert";
import { fanoFactor, isiStatistics, pairwiseCorrelation } from "../analysis/mod.ts";
import { spikeCounts } from "../analysis/spike_counts.ts";
import { intervalsOf, splitTrains } from "../analysis/spike_trains.ts";
import { buildNetwork, cobaHh, type CobaHhOptions, type InitialVariable } from "../model/mod.ts";
import { assertSameNetwork, readFixture, type SpikeFixture, spikesOf } from "./spike_fixture.ts";

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
  neuron: ["v"],
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

for (const simulator of ["nest", "neuron"]) {
  Deno.test(`the spikes that begin the first run of ${simulator} are of the network that it was given, and active`, async () => {
    const file = new URL(`../fixtures/${simulator}/spikes.json.gz`, import.meta.url);
    const run = await readFixture<SpikeFixture & { readonly cobaHh: CobaHhOptions; readonly dt: number }>(file);
    const network = buildNetwork(cobaHh(run.cobaHh)), { step, neuron } = await spikesOf(run);
    await assertSameNetwork(network, GIVEN[simulator], run.network, "spikes.json.gz");
    assertEquals(run.steps * run.dt, 300);
    assert(step.every((k) => k < run.steps) && neuron.every((i) => i < network.neurons));
    assertGreater(step.length, 5 * network.neurons);
  });
}

/** CV and LV are stored with four decimals; the other values are sums that differ in their order only. */
const ROUNDED = 0.51e-4, SUMMED = 1e-9;

Deno.test("the distributions of a list of spikes are those that analysis/ finds", async () => {
  interface Run extends SpikeFixture {
    readonly dt: number;
    readonly isiEdges: readonly number[];
    readonly distributions: {
      readonly spikes: readonly number[];
      readonly cv: readonly (number | null)[];
      readonly lv: readonly (number | null)[];
      readonly isi: readonly number[];
      readonly fano: number;
      readonly correlation: number;
    };
  }
  const run = await readFixture<Run>(new URL("../fixtures/brian2/spikes.json.gz", import.meta.url));
  const { distributions: expected, dt, isiEdges } = run;
  const spikes = await spikesOf(run);
  const window = { neurons: expected.spikes.length, dt, start: 0, stop: run.steps };
  assertEquals(Array.from(spikeCounts(spikes, window)), expected.spikes);
  const found = isiStatistics(spikes, window);
  for (const name of ["cv", "lv"] as const) {
    expected[name].forEach((value, i) => {
      if (value === null) assertEquals(found[name][i], NaN, `${name} of neuron ${i}`);
      else assertAlmostEquals(found[name][i], value, ROUNDED, `${name} of neuron ${i}`);
    });
  }
  const trains = splitTrains(spikes, window), isi = isiEdges.map(() => 0);
  isi.push(0);
  for (let i = 0; i < window.neurons; i++) {
    for (const interval of intervalsOf(trains, i)) isi[isiEdges.filter((edge) => edge <= interval * dt).length]++;
  }
  assertEquals(isi, expected.isi);
  assertAlmostEquals(fanoFactor(spikes, window, { binSteps: 10 }), expected.fano, SUMMED);
  const active = Uint32Array.from(expected.spikes.flatMap((count, i) => count >= 10 ? [i] : []));
  const correlation = pairwiseCorrelation(spikes, window, { binSteps: 20, neurons: active });
  assertAlmostEquals(correlation, expected.correlation, SUMMED);
});
