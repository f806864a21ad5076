import { assert, assertEquals, assertLess, assertMatch, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  fanoFactor,
  isiQuantiles,
  isiStatistics,
  meanRate,
  populations,
  silentFraction,
  spikeTrains,
  spikeWindow,
  standardDeviation,
} from "../../mod.ts";
import {
  compareSpikes,
  cutAt,
  networkStatistics,
  type ObservedSpikes,
  onlyOf,
  spikeDistributions,
  STATISTIC_NAMES,
  verdictOf,
} from "../../validation/mod.ts";
import { assertClose, ROUNDING } from "../analysis/trains.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { observed, simulated } from "./observed.ts";

/** The histogram's bins are 12 % wide; with all intervals in two bins the median is in one of them. */
const BIN = 10 ** (1 / 20), FIRST_EDGE = 1.0593;

Deno.test("network statistics are those of analysis", () => {
  fc.assert(
    fc.property(observed(), fc.constantFrom(0, 1, 7), (run, skip) => {
      const { excitatory } = run.provenance;
      const window = spikeWindow(run, 10 * skip), both = populations(run.provenance);
      const distributions = spikeDistributions(run, skip);
      const statistics = networkStatistics(distributions, { excitatory, seconds: (40 - skip) / 1000 });
      const { meanCv, meanLv } = isiStatistics(run.spikes, window);
      assertClose(statistics.rate, meanRate(run.spikes, window), ROUNDING);
      assertClose(statistics.excitatoryRate, meanRate(run.spikes, window, both.excitatory), ROUNDING);
      assertClose(statistics.inhibitoryRate, meanRate(run.spikes, window, both.inhibitory), ROUNDING);
      assertClose(statistics.silent, 100 * silentFraction(run.spikes, window), ROUNDING);
      assertClose(statistics.cv, meanCv, ROUNDING);
      assertClose(statistics.lv, meanLv, ROUNDING);
      assertClose(statistics.fano, fanoFactor(run.spikes, window, { binSteps: 10 }), ROUNDING);
      const rates = Array.from(distributions.spikes, (count) => 1000 * count / (40 - skip));
      assertClose(statistics.rateSd, standardDeviation(rates), ROUNDING);
      assertClose(statistics.largestRate, Math.max(...rates), ROUNDING);
      const intervals = spikeTrains(run.spikes, window);
      const counted = rates.reduce(
        (sum, _, i) => sum + Math.max(0, intervals.offsets[i + 1] - intervals.offsets[i] - 1),
        0,
      );
      assertEquals(Array.from(distributions.isi).reduce((sum, count) => sum + count, 0), counted);
      const last = counted - 1;
      if (counted === 0) return assertEquals(statistics.medianInterval, NaN);
      const [low, high] = isiQuantiles(run.spikes, window, {
        probabilities: [Math.floor(last / 2) / last || 0, Math.ceil(last / 2) / last || 0],
      });
      const { medianInterval } = statistics;
      assert(
        medianInterval >= (low < FIRST_EDGE ? 0 : low / BIN) && medianInterval <= Math.max(FIRST_EDGE, high * BIN),
      );
    }),
    PROPERTY,
  );
});

Deno.test("an observation compared with itself is identical, with no distance and no deviation", () => {
  fc.assert(
    fc.property(observed(), (run) => {
      const comparison = compareSpikes(run, run);
      assertEquals(verdictOf(comparison).outcome, run.spikes.step.length === 0 ? "undecided" : "identical");
      assert(comparison.statistics.every(({ deviations }) => deviations === 0));
      for (const { effect, difference, kolmogorovSmirnov } of comparison.distributions) {
        assert([0, NaN].includes(effect.d) && [0, NaN].includes(difference) && [0, NaN].includes(kolmogorovSmirnov));
      }
    }),
    PROPERTY,
  );
});

Deno.test("the other order of the observations turns every sign", () => {
  fc.assert(
    fc.property(observed(), observed(), (a, b) => {
      const other = { ...b, spikes: cutTo(b, a.provenance), provenance: a.provenance };
      const there = compareSpikes(a, other), back = compareSpikes(other, a);
      assertEquals(verdictOf(back).outcome, verdictOf(there).outcome);
      assertEquals(
        back.statistics.map(({ deviations }) => 0 - deviations),
        there.statistics.map(({ deviations }) => deviations + 0),
      );
    }),
    PROPERTY,
  );
});

/** The spikes of neurons that the other network has. */
function cutTo(
  { spikes }: ObservedSpikes,
  { excitatory, inhibitory }: ObservedSpikes["provenance"],
): ObservedSpikes["spikes"] {
  const isIn = (_: number, k: number) => spikes.neuron[k] < excitatory + inhibitory;
  return { step: spikes.step.filter(isIn), neuron: spikes.neuron.filter(isIn) };
}

Deno.test("observations of other sizes or lengths are not compared", () => {
  const run = (excitatory: number, stop: number): ObservedSpikes => ({
    spikes: { step: new Uint32Array(0), neuron: new Uint32Array(0) },
    start: 0,
    stop,
    provenance: { excitatory, inhibitory: 1, dt: 0.1 },
  });
  assertThrows(() => compareSpikes(run(4, 10), run(5, 10)), RangeError, "received 4 E and 1 I against 5 E and 1 I");
  assertThrows(() => compareSpikes(run(4, 10), run(4, 20)), RangeError, "received 1 ms against 2 ms");
});

/** Runs of the whole network; long enough for its statistics, short enough for a test. */
const DURATION = 1500;
const brian = await simulated({ variant: "brian2" }, { duration: DURATION });

Deno.test("two networks of one model are undecided, and so are two short runs of one network; what would decide is said", async () => {
  const other = compareSpikes(brian, await simulated({ variant: "brian2", seed: 2 }, { duration: DURATION }), {
    skip: 300,
  });
  assertEquals([other.isSameNetwork, other.statisticalOutcome], [false, "undecided"]);
  assertMatch(
    verdictOf(other).sentence,
    /^undecided, .*: .* allowed; at least \d+ networks of each would decide$/,
  );
  const shifted = compareSpikes(brian, await simulated({ variant: "brian2" }, { duration: DURATION, shift: 1e-3 }), {
    skip: 300,
  });
  assertEquals([shifted.isSameNetwork, shifted.statisticalOutcome], [true, "undecided"]);
  assertMatch(
    verdictOf(shifted).sentence,
    /^undecided, identical for the first [\d,]+ spikes: .*; at least [\d.]+ s instead of 1.2 s would decide, or \d+ networks of each$/,
  );
  assertLess(shifted.shared, 0.5);
});

Deno.test("a long run of one network is as far equivalent as it is long: intervals narrow, and no short one decides more", async () => {
  const of = async (duration: number) =>
    compareSpikes(
      cutAt(brian, duration),
      cutAt(await simulated({ variant: "brian2" }, { duration: DURATION, shift: 1e-3 }), duration),
      { skip: 300, isSameNetwork: true, hasBlocks: false },
    );
  const [short, long] = [await of(600), await of(1500)];
  for (const [k, { low, high, margin, name }] of long.statistics.entries()) {
    const other = short.statistics[k];
    assertLess((high - low) / margin, (other.high - other.low) / other.margin, name);
  }
});

Deno.test("less than a second decides nothing, however far apart statistics are", async () => {
  const connectivity = { rule: "in-degree" } as const;
  const other = cutAt(await simulated({ variant: "brian2", connectivity }, { duration: DURATION }), 1000);
  const short = compareSpikes(cutAt(brian, 1000), other, { skip: 100 });
  assertEquals([short.statisticalOutcome, ...new Set(short.statistics.map(({ outcome }) => outcome))], [
    "undecided",
    "undecided",
  ]);
  assertMatch(verdictOf(short).sentence, /at least \d+ networks of each would decide$/);
  assertEquals(compareSpikes(brian, brian, { skip: 900 }).isIdentical, true);
});

/** Rates that rise by half within a run are not one run's chance; blocks show it, the table of statistics does not. */
Deno.test("the uncertainty of a run that changes is larger by its blocks than by the table", () => {
  const changing = { ...brian, spikes: thinned(brian.spikes, (step) => step < brian.stop / 2 ? 2 : 1) };
  const width = (hasBlocks: boolean) => {
    const { low, high } = compareSpikes(brian, changing, { skip: 300, isSameNetwork: true, hasBlocks }).statistics[0];
    return high - low;
  };
  assertLess(1.5 * width(false), width(true));
});

/** One spike in `every(step)`. */
function thinned(
  { step, neuron }: ObservedSpikes["spikes"],
  every: (step: number) => number,
): ObservedSpikes["spikes"] {
  const isKept = (_: number, k: number) => k % every(step[k]) === 0;
  return { step: step.filter(isKept), neuron: neuron.filter(isKept) };
}

Deno.test("two empty observations are no agreement", () => {
  const silent = { ...brian, spikes: { step: new Uint32Array(0), neuron: new Uint32Array(0) } };
  assertEquals(verdictOf(compareSpikes(silent, silent)), {
    outcome: "undecided",
    sentence: "undecided: neither A nor B has a spike, so that nothing was compared",
  });
});

/** Differences of the second run, and what the verdict has to say. */
const verdicts: readonly (readonly [
  what: string,
  other: () => Promise<ObservedSpikes>,
  sentence: RegExp,
  isSameNetwork?: boolean,
])[] = [
  [
    "fixed in-degree",
    () => simulated({ variant: "brian2", connectivity: { rule: "in-degree" } }, { duration: DURATION }),
    /^different model: sd of rates over neurons \d\.\d\d against \d\.\d\d of the mean rate, as with fixed in-degree in B$/,
  ],
  [
    "silence after 300 ms",
    () => Promise.resolve({ ...cutAt(brian, 300), stop: brian.stop }),
    /^different: B falls silent after 29\d\.\d ms$/,
  ],
  [
    "no spike",
    () => Promise.resolve({ ...brian, spikes: { step: new Uint32Array(0), neuron: new Uint32Array(0) } }),
    /^different: B has no spike$/,
  ],
  [
    "inhibition a third weaker",
    () => simulated({ variant: "brian2", parameters: { wI: 45 } }, { duration: DURATION }),
    /^different: .*, difference .* of ±.* allowed/,
  ],
];

for (const [what, other, sentence, isSameNetwork] of verdicts) {
  Deno.test(`the verdict names what is different: ${what}`, async () => {
    const verdict = verdictOf(
      compareSpikes(brian, await other(), { skip: 300, ...(isSameNetwork ? { isSameNetwork } : {}) }),
    );
    assertEquals(verdict.outcome, "different", verdict.sentence);
    assertMatch(verdict.sentence, sentence);
  });
}

Deno.test("only neurons that both recorded are compared, exactly and by statistics", () => {
  const some = Uint32Array.from({ length: 1000 }, (_, k) => k < 500 ? k : 2700 + k);
  const part = onlyOf(brian, some), comparison = compareSpikes(brian, part, { skip: 300 });
  assertEquals([comparison.isIdentical, comparison.spikes.a], [true, part.spikes.step.length]);
  const chosen = new Set(some), first = brian.spikes.neuron.findIndex((i) => chosen.has(i));
  const isKept = (_: number, k: number) => k !== first;
  const { step, neuron } = brian.spikes;
  const less = { ...brian, spikes: { step: step.filter(isKept), neuron: neuron.filter(isKept) } };
  assertEquals(compareSpikes(less, part).first?.neuron, neuron[first]);
  // As if the others were not there, and not as if they were silent.
  const rates = comparison.statistics.find(({ name }) => name === "rate")!;
  const inWindow = part.spikes.step.filter((step) => step >= 3000).length;
  assertClose(rates.a, inWindow / 1000 / ((DURATION - 300) / 1000), ROUNDING);
});

Deno.test("every statistic is compared", () => {
  assertEquals(compareSpikes(brian, brian).statistics.map(({ name }) => name), STATISTIC_NAMES);
});
