import { assertEquals } from "@std/assert";
import { type Compared, differenceWords } from "../../web/difference.ts";
import { SpikeStore } from "../../web/spike_store.ts";

/** Four neurons that have run for 100 ms and fired so. */
function compared(step: number[], neuron: number[], dt = 0.1): Compared {
  const spikes = new SpikeStore();
  spikes.append({ step: Uint32Array.from(step), neuron: Uint32Array.from(neuron) });
  return { spikes, dt, time: 100, network: { excitatory: 3, inhibitory: 1 } as Compared["network"] & object };
}

Deno.test("two networks differ in the first spike that only one has, and in their rates", () => {
  const a = compared([3, 8, 20], [1, 2, 0]);
  assertEquals(differenceWords(a, compared([3, 8, 20], [1, 2, 0])), "All 3 spikes are the same.");
  assertEquals(
    differenceWords(a, compared([3, 9], [1, 2])),
    "Identical for the first 1 spikes; then A has neuron 2 at 0.8 ms, B has not. Rate of A 7.50 Hz, of B 5.00 Hz: −2.50 Hz.",
  );
  assertEquals(
    differenceWords(a, compared([3, 8, 20, 21], [1, 2, 0, 3])),
    "Identical for the first 3 spikes; then B has neuron 3 at 2.1 ms, A has not. Rate of A 7.50 Hz, of B 10.00 Hz: +2.50 Hz.",
  );
  assertEquals(
    differenceWords(a, compared([6], [1], 0.05)),
    "Rate of A 7.50 Hz, of B 2.50 Hz: −5.00 Hz. Steps are of different lengths: not compared spike by spike.",
  );
});
