import { assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import { meanRate, populationCounts, populations, type Spikes } from "../../mod.ts";
import { intervalsOf, splitTrains } from "../../analysis/spike_trains.ts";
import { INTERVAL_BINS, intervalAt, intervalBin, IntervalBins } from "../../web/interval_bins.ts";
import { intervalHistogram, rateHistogram } from "../../web/network_histograms.ts";
import { PopulationBins } from "../../web/population_bins.ts";
import { networkRecording } from "../plot/synthetic.ts";

const recording = networkRecording(400);
const { spikes } = recording.observed;
const { excitatory, inhibitory, dt } = recording.provenance;

/** The spikes in batches of uneven length, as workers send them. */
function inBatches({ step, neuron }: Spikes, append: (batch: Spikes) => void): void {
  for (let k = 0, size = 1; k < step.length; k += size, size = size * 3 % 1009) {
    append({ step: step.subarray(k, k + size), neuron: neuron.subarray(k, k + size) });
  }
}

Deno.test("population rates of batches are those of the whole recording", () => {
  const bins = new PopulationBins(excitatory, inhibitory, dt);
  inBatches(spikes, (batch) => bins.append(batch));
  assertEquals([bins.binSteps, bins.width], [10, 1]);
  const window = { neurons: excitatory + inhibitory, dt, start: 0, stop: recording.stop };
  for (const [population, name] of (["excitatory", "inhibitory"] as const).entries()) {
    const counts = [
      ...populationCounts(spikes, window, { binSteps: 10, population: populations(recording.provenance)[name] }),
    ];
    assertEquals(counts.map((_, bin) => bins.count(population as 0 | 1, bin)), counts);
    const mean = counts.reduce((sum, _, bin) => sum + bins.rate(population as 0 | 1, bin), 0) / counts.length;
    assertAlmostEquals(mean, meanRate(spikes, window, populations(recording.provenance)[name]), 1e-9);
  }
});

Deno.test("a bin is a whole number of steps where a millisecond is none", () => {
  assertEquals([0.3, 0.07, 2].map((dt) => new PopulationBins(1, 1, dt).binSteps), [3, 14, 1]);
  assertEquals(new PopulationBins(0, 5, 0.1).rate(0, 0), 0);
});

Deno.test("intervals of batches are those between consecutive spikes of each neuron", () => {
  const bins = new IntervalBins(excitatory, inhibitory, dt);
  inBatches(spikes, (batch) => bins.append(batch));
  const trains = splitTrains(spikes, { neurons: excitatory + inhibitory, dt, start: 0, stop: recording.stop });
  const expected = [new Float64Array(INTERVAL_BINS), new Float64Array(INTERVAL_BINS)];
  for (let i = 0; i < excitatory + inhibitory; i++) {
    for (const steps of intervalsOf(trains, i)) expected[i < excitatory ? 0 : 1][intervalBin(steps * dt)]++;
  }
  assertEquals([...bins.intervals], expected);
});

Deno.test("an interval is in the bin that begins at it or before, and ends after it", () => {
  for (const interval of [1, 1.1, 3, 10, 99.9, 100, 101, 500, 999]) {
    const bin = intervalBin(interval);
    assertEquals(intervalAt(bin) <= interval * (1 + 1e-12) && interval < intervalAt(bin + 1), true, String(interval));
  }
  assertEquals([intervalBin(0.1), intervalBin(1e6)], [0, INTERVAL_BINS - 1]);
});

Deno.test("intervals longer than the axis, or of a long time step, are counted", () => {
  const bins = new IntervalBins(1, 1, 1);
  bins.append({ step: Uint32Array.of(0, 0, 5000), neuron: Uint32Array.of(0, 1, 0) });
  bins.append({ step: Uint32Array.of(5003, 5007), neuron: Uint32Array.of(0, 1) });
  assertEquals(bins.intervals[0][INTERVAL_BINS - 1], 1);
  assertEquals(bins.intervals[0][intervalBin(3)], 1);
  assertEquals(bins.intervals[1][INTERVAL_BINS - 1], 1);
});

Deno.test("every neuron is in the histogram of rates once, above its bin's left edge", () => {
  const bins = new IntervalBins(excitatory, inhibitory, dt);
  inBatches(spikes, (batch) => bins.append(batch));
  const network = { intervals: bins, time: 400 };
  const { populations: [e, i], ticks } = rateHistogram(network, [network]);
  const sum = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0);
  assertEquals([sum(e), sum(i)], [excitatory, inhibitory]);
  assertEquals(ticks[0], { bin: 0, text: "0" });
  const calm = { intervals: new IntervalBins(1, 1, dt), time: 400 };
  assertEquals(rateHistogram(calm, [calm, network]).ticks, ticks);
  assertNotEquals(rateHistogram(calm, [calm]).ticks, ticks);
  const alone = new IntervalBins(2, 1, 0.1);
  alone.append({ step: Uint32Array.of(1, 2, 3), neuron: Uint32Array.of(1, 1, 2) });
  assertEquals([...alone.rates(0, 1000, 1, 4)], [1, 0, 1, 0]);
  assertEquals([...alone.rates(1, 1000, 1, 4)], [0, 1, 0, 0]);
  assertEquals([...alone.rates(0, 100, 1, 4)], [1, 0, 0, 1]);
});

Deno.test("ticks of the histogram of intervals lie at the intervals that they name", () => {
  const { ticks } = intervalHistogram({ intervals: new IntervalBins(1, 1, 0.1), time: 0 });
  for (const { bin, text } of ticks) {
    // A tick is at the left edge of the bin that the interval is in: at most a bin's width too far left.
    assertEquals(intervalAt(bin) <= Number(text) * (1 + 1e-9) && Number(text) < intervalAt(bin + 1), true, text);
  }
});
