/** The statistics against those of elephant; see fixtures/spike-statistics/README.md. */

import { assertEquals } from "@std/assert";
import {
  fanoFactor,
  firingRates,
  firstSpike,
  isiQuantiles,
  isiStatistics,
  meanRate,
  medianIsi,
  pairwiseCorrelation,
  peakRate,
  type Population,
  populationCounts,
  populationCv,
  silentFraction,
  standardDeviation,
} from "../../analysis/mod.ts";
import { assertAllClose, assertClose, spikesOf, type Trains } from "./trains.ts";

/**
 * elephant subtracts times in floating-point ms, spaced 4.5e-13 ms at 3000 ms: 1e-11 of the shortest interval, 0.1 ms.
 * Its sums over bins are exact or rounded far below this.
 */
const FLOATING_POINT_TIME = 1e-10;

interface Fixture {
  readonly probabilities: readonly number[];
  readonly sets: readonly {
    readonly name: string;
    readonly dt: number;
    readonly start: number;
    readonly stop: number;
    readonly population: Population;
    readonly trains: Trains;
    readonly rates: readonly number[];
    readonly rateSd: number;
    readonly meanRate: number;
    readonly silentFraction: number;
    readonly firstSpike: number;
    readonly intervals: {
      readonly interval: readonly (number | null)[];
      readonly cv: readonly (number | null)[];
      readonly lv: readonly (number | null)[];
      readonly means: readonly {
        readonly minimumSpikes: number;
        readonly neurons: number;
        readonly meanInterval: number;
        readonly meanCv: number;
        readonly meanLv: number;
      }[];
    };
    readonly isiQuantiles: readonly number[];
    readonly bins: readonly {
      readonly binSteps: number;
      readonly counts: readonly number[];
      readonly fanoFactor: number;
      readonly populationCv: number;
      readonly peakRate: number;
      readonly correlation: {
        readonly mean: number;
        readonly neurons: readonly number[];
        readonly meanOfNeurons: number;
      };
    }[];
  }[];
}

const path = new URL("../../fixtures/spike-statistics/spike_statistics.json", import.meta.url);
const fixture: Fixture = JSON.parse(Deno.readTextFileSync(path));
const orNaN = (values: readonly (number | null)[]) => values.map((value) => value ?? NaN);

for (const set of fixture.sets) {
  const { name, population, dt, start, stop, trains } = set;
  const spikes = spikesOf(trains);
  const window = { neurons: trains.length, dt, start, stop };

  Deno.test(`rates of the ${name} trains are elephant's`, () => {
    const rates = firingRates(spikes, window);
    assertAllClose(rates, set.rates, FLOATING_POINT_TIME, "rates");
    assertClose(standardDeviation(rates), set.rateSd, FLOATING_POINT_TIME);
    assertClose(meanRate(spikes, window, population), set.meanRate, FLOATING_POINT_TIME);
    assertClose(silentFraction(spikes, window, population), set.silentFraction, FLOATING_POINT_TIME);
    assertClose(firstSpike(spikes, window, population), set.firstSpike, FLOATING_POINT_TIME);
  });

  Deno.test(`interspike intervals of the ${name} trains are elephant's`, () => {
    const { interval, cv, lv } = isiStatistics(spikes, window, { minimumSpikes: 3 });
    assertAllClose(interval, orNaN(set.intervals.interval), FLOATING_POINT_TIME, "interval");
    assertAllClose(cv, orNaN(set.intervals.cv), FLOATING_POINT_TIME, "cv");
    assertAllClose(lv, orNaN(set.intervals.lv), FLOATING_POINT_TIME, "lv");
    for (const expected of set.intervals.means) {
      const { neurons, meanInterval, meanCv, meanLv } = isiStatistics(spikes, window, expected);
      assertEquals(neurons, expected.neurons);
      assertClose(meanInterval, expected.meanInterval, FLOATING_POINT_TIME);
      assertClose(meanCv, expected.meanCv, FLOATING_POINT_TIME);
      assertClose(meanLv, expected.meanLv, FLOATING_POINT_TIME);
    }
    const { probabilities } = fixture;
    assertAllClose(isiQuantiles(spikes, window, { probabilities }), set.isiQuantiles, FLOATING_POINT_TIME, "quantiles");
    assertClose(medianIsi(spikes, window), set.isiQuantiles[probabilities.indexOf(0.5)], FLOATING_POINT_TIME);
  });

  for (const expected of set.bins) {
    const { binSteps } = expected;
    Deno.test(`population counts of the ${name} trains in bins of ${binSteps} steps are elephant's`, () => {
      const bins = { binSteps, population };
      assertEquals(Array.from(populationCounts(spikes, window, bins)), expected.counts);
      assertClose(fanoFactor(spikes, window, bins), expected.fanoFactor, FLOATING_POINT_TIME);
      assertClose(populationCv(spikes, window, bins), expected.populationCv, FLOATING_POINT_TIME);
      assertClose(peakRate(spikes, window, bins), expected.peakRate, FLOATING_POINT_TIME);
    });

    Deno.test(`the correlation of the ${name} trains in bins of ${binSteps} steps is elephant's`, () => {
      const { mean, neurons, meanOfNeurons } = expected.correlation;
      assertClose(pairwiseCorrelation(spikes, window, { binSteps }), mean, FLOATING_POINT_TIME);
      const some = { binSteps, neurons: Uint32Array.from(neurons) };
      assertClose(pairwiseCorrelation(spikes, window, some), meanOfNeurons, FLOATING_POINT_TIME);
    });
  }
}
