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
  type Spikes,
  spikeTrains,
  type SpikeWindow,
} from "../../analysis/mod.ts";
import { assertRefuses, spikesOf } from "./trains.ts";

type Statistic = (spikes: Spikes, window: SpikeWindow, population?: Population) => unknown;

/** What each statistic of a population says that it cannot do. */
const ofPopulations: Record<string, Statistic> = {
  "compute the mean rate": meanRate,
  "compute the silent fraction": silentFraction,
  "find the first spike": firstSpike,
  "count population spikes": (s, w, population = whole) => populationCounts(s, w, { binSteps: 1, population }),
  "compute the peak rate": (s, w, population = whole) => peakRate(s, w, { binSteps: 1, population }),
  "compute the Fano factor": (s, w, population = whole) => fanoFactor(s, w, { binSteps: 1, population }),
  "compute the CV of population counts": (s, w, population = whole) => populationCv(s, w, { binSteps: 1, population }),
  "compute interspike intervals": (s, w, population = whole) => isiStatistics(s, w, { population }),
  "compute quantiles of interspike intervals": (s, w, population = whole) =>
    isiQuantiles(s, w, { probabilities: [0.5], population }),
};

/** The same of the others, and of a second function that says the same. */
const every: [string, Statistic][] = [
  ...Object.entries(ofPopulations),
  ["compute quantiles of interspike intervals", medianIsi],
  ["compute firing rates", (s, w) => firingRates(s, w)],
  ["split into spike trains", (s, w) => spikeTrains(s, w)],
  ["compute pairwise correlation", (s, w) => pairwiseCorrelation(s, w, { binSteps: 1 })],
];

const spikes = spikesOf([[3, 5], [5]]);
const window: SpikeWindow = { neurons: 2, dt: 0.1, start: 2, stop: 12 };
const whole: Population = { first: 0, count: 2 };

Deno.test("every statistic refuses a window without steps", () => {
  for (const [purpose, statistic] of every) {
    assertRefuses(
      () => statistic(spikes, { ...window, start: 10, stop: 5 }),
      `Cannot ${purpose}: stop must be greater than start, received start 10 and stop 5`,
    );
    assertRefuses(
      () => statistic(spikes, { ...window, start: 10, stop: 10 }),
      `Cannot ${purpose}: stop must be greater than start, received start 10 and stop 10`,
    );
  }
});

Deno.test("every statistic refuses a window that is not in whole steps", () => {
  for (const [purpose, statistic] of every) {
    assertRefuses(
      () => statistic(spikes, { ...window, start: -1 }),
      `Cannot ${purpose}: start must be an integer of at least 0, received -1`,
    );
    assertRefuses(
      () => statistic(spikes, { ...window, stop: 9.5 }),
      `Cannot ${purpose}: stop must be an integer of at least 0, received 9.5`,
    );
  }
});

Deno.test("every statistic refuses a window without neurons", () => {
  for (const [purpose, statistic] of every) {
    assertRefuses(
      () => statistic(spikes, { ...window, neurons: 0 }),
      `Cannot ${purpose}: neurons must be an integer of at least 1, received 0`,
    );
  }
});

Deno.test("every statistic refuses a time step that is not positive and finite", () => {
  for (const [purpose, statistic] of every) {
    for (const dt of [0, -0.1, NaN, Infinity]) {
      assertRefuses(
        () => statistic(spikes, { ...window, dt }),
        `Cannot ${purpose}: dt must be a positive number of ms, received ${dt}`,
      );
    }
  }
});

Deno.test("every statistic refuses spikes of unknown neurons", () => {
  for (const [purpose, statistic] of every) {
    assertRefuses(
      () => statistic(spikesOf([[1], [2], [3]]), window),
      `Cannot ${purpose}: neurons of spikes must be below 2, received 2`,
    );
  }
});

Deno.test("every statistic refuses steps without neurons", () => {
  for (const [purpose, statistic] of every) {
    assertRefuses(
      () => statistic({ step: Uint32Array.of(1, 2), neuron: Uint32Array.of(0) }, window),
      `Cannot ${purpose}: step and neuron must have equal lengths, received 2 and 1`,
    );
  }
});

Deno.test("every statistic refuses spikes that are out of order, or twice the same", () => {
  const order = "spikes must be sorted by step, then by neuron, each once";
  for (const [purpose, statistic] of every) {
    assertRefuses(
      () => statistic({ step: Uint32Array.of(7, 5), neuron: Uint32Array.of(0, 1) }, window),
      `Cannot ${purpose}: ${order}, received step 5 of neuron 1 after step 7 of neuron 0`,
    );
    assertRefuses(
      () => statistic({ step: Uint32Array.of(5, 5), neuron: Uint32Array.of(1, 0) }, window),
      `Cannot ${purpose}: ${order}, received step 5 of neuron 0 after step 5 of neuron 1`,
    );
    assertRefuses(
      () => statistic({ step: Uint32Array.of(5, 5), neuron: Uint32Array.of(1, 1) }, window),
      `Cannot ${purpose}: ${order}, received step 5 of neuron 1 after step 5 of neuron 1`,
    );
  }
});

Deno.test("every statistic of a population refuses one that is not in the network", () => {
  for (const [purpose, statistic] of Object.entries(ofPopulations)) {
    assertRefuses(
      () => statistic(spikes, window, { first: -1, count: 1 }),
      `Cannot ${purpose}: population.first must be an integer of at least 0, received -1`,
    );
    assertRefuses(
      () => statistic(spikes, window, { first: 0, count: 0 }),
      `Cannot ${purpose}: population.count must be an integer of at least 1, received 0`,
    );
    assertRefuses(
      () => statistic(spikes, window, { first: 1, count: 2 }),
      `Cannot ${purpose}: population must lie within 2 neurons, received first 1 and count 2`,
    );
  }
});

Deno.test("every statistic of bins refuses bins that do not fit into the window", () => {
  const binned: Record<string, (binSteps: number) => unknown> = {
    "count population spikes": (binSteps) => populationCounts(spikes, window, { binSteps }),
    "compute the peak rate": (binSteps) => peakRate(spikes, window, { binSteps }),
    "compute the Fano factor": (binSteps) => fanoFactor(spikes, window, { binSteps }),
    "compute the CV of population counts": (binSteps) => populationCv(spikes, window, { binSteps }),
    "compute pairwise correlation": (binSteps) => pairwiseCorrelation(spikes, window, { binSteps }),
  };
  for (const [purpose, statistic] of Object.entries(binned)) {
    for (const binSteps of [0, 11, 2.5]) {
      assertRefuses(
        () => statistic(binSteps),
        `Cannot ${purpose}: binSteps must be an integer in [1, 10], received ${binSteps}`,
      );
    }
  }
});
