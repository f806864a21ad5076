import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { firingRates, mean, meanRate, populations } from "../../analysis/mod.ts";
import { assertClose, EXAMPLES, observations, ROUNDING, spikesOf, windowOf } from "./trains.ts";

Deno.test("the mean rate is the mean of the firing rates of the population", () => {
  fc.assert(
    fc.property(observations, ({ spikes, window, population }) => {
      const { first, count } = population;
      const rates = firingRates(spikes, window);
      assertClose(meanRate(spikes, window, population), mean(rates.subarray(first, first + count)), ROUNDING);
      assertClose(meanRate(spikes, window), mean(rates), ROUNDING);
    }),
    EXAMPLES,
  );
});

Deno.test("the mean rates of the populations, weighted by their sizes, make the mean rate", () => {
  const trains = [[1, 5, 9], [2], [], [3, 4]];
  const spikes = spikesOf(trains), window = windowOf(trains, 10);
  const { excitatory, inhibitory } = populations({ excitatory: 3, inhibitory: 1 });
  const weighted = 3 * meanRate(spikes, window, excitatory) + meanRate(spikes, window, inhibitory);
  assertClose(meanRate(spikes, window), weighted / 4, ROUNDING);
});

Deno.test("the mean rate is 0 without spikes", () => {
  assertEquals(meanRate(spikesOf([[]]), windowOf([[]], 10)), 0);
});
