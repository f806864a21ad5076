/** Invariance: no statistic of a whole network depends on the numbering of neurons or on the origin of time. */

import fc from "fast-check";
import {
  fanoFactor,
  isiQuantiles,
  isiStatistics,
  meanRate,
  pairwiseCorrelation,
  peakRate,
  populationCv,
  silentFraction,
  type Spikes,
  type SpikeWindow,
} from "../../analysis/mod.ts";
import { assertClose, binStepsWithin, EXAMPLES, observations, ROUNDING, spikesOf } from "./trains.ts";

type Statistic = (spikes: Spikes, window: SpikeWindow, binSteps: number) => number;

const statistics: Readonly<Record<string, Statistic>> = {
  "the mean rate": (spikes, window) => meanRate(spikes, window),
  "the silent fraction": (spikes, window) => silentFraction(spikes, window),
  "the mean CV": (spikes, window) => isiStatistics(spikes, window, { minimumSpikes: 3 }).meanCv,
  "the mean LV": (spikes, window) => isiStatistics(spikes, window, { minimumSpikes: 3 }).meanLv,
  "a quantile of intervals": (spikes, window) => isiQuantiles(spikes, window, { probabilities: [0.3] })[0],
  "the Fano factor": (spikes, window, binSteps) => fanoFactor(spikes, window, { binSteps }),
  "the CV of population counts": (spikes, window, binSteps) => populationCv(spikes, window, { binSteps }),
  "the peak rate": (spikes, window, binSteps) => peakRate(spikes, window, { binSteps }),
  "the mean pairwise correlation": (spikes, window, binSteps) => pairwiseCorrelation(spikes, window, { binSteps }),
};

const choice = fc.nat();

for (const [name, statistic] of Object.entries(statistics)) {
  Deno.test(`permuting neurons leaves ${name} unchanged`, () => {
    fc.assert(
      fc.property(observations, choice, fc.infiniteStream(fc.nat()), ({ trains, spikes, window }, choice, keys) => {
        const binSteps = binStepsWithin(window, choice);
        const permuted = trains.map((train) => ({ train, key: keys.next().value! }))
          .sort((a, b) => a.key - b.key).map(({ train }) => train);
        const expected = statistic(spikes, window, binSteps);
        assertClose(statistic(spikesOf(permuted), window, binSteps), expected, ROUNDING);
      }),
      EXAMPLES,
    );
  });

  Deno.test(`shifting every spike and the window leaves ${name} unchanged`, () => {
    fc.assert(
      fc.property(observations, choice, fc.nat({ max: 2 ** 20 }), ({ trains, spikes, window }, choice, by) => {
        const binSteps = binStepsWithin(window, choice);
        const shifted = spikesOf(trains.map((train) => train.map((step) => step + by)));
        const later = { ...window, start: window.start + by, stop: window.stop + by };
        assertClose(statistic(shifted, later, binSteps), statistic(spikes, window, binSteps), ROUNDING);
      }),
      EXAMPLES,
    );
  });
}
