import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { joinedSpikes, shiftedSpikes, type Spikes, spikesBetween } from "../../mod.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { spikesWhere } from "./small_network.ts";

/** Spikes of steps 0 to 20, sorted by step. */
const spikes: fc.Arbitrary<Spikes> = fc.array(fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 3 })), { maxLength: 30 })
  .map((pairs) => pairs.sort(([a, i], [b, j]) => a - b || i - j))
  .map((pairs) => ({
    step: Uint32Array.from(pairs, ([step]) => step),
    neuron: Uint32Array.from(pairs, ([, neuron]) => neuron),
  }));

Deno.test("spikes between two steps are those at or after the first and before the second", () => {
  fc.assert(
    fc.property(spikes, fc.nat({ max: 22 }), fc.nat({ max: 22 }), (spikes, a, b) => {
      const start = Math.min(a, b), stop = Math.max(a, b);
      assertEquals(spikesBetween(spikes, start, stop), spikesWhere(spikes, (step) => step >= start && step < stop));
    }),
    PROPERTY,
  );
});

Deno.test("parts that touch, joined, are the whole", () => {
  fc.assert(
    fc.property(spikes, fc.uniqueArray(fc.nat({ max: 20 }), { maxLength: 4 }), (spikes, cuts) => {
      const edges = [0, ...cuts.sort((a, b) => a - b), 21];
      assertEquals(joinedSpikes(edges.slice(1).map((stop, k) => spikesBetween(spikes, edges[k], stop))), spikes);
    }),
    PROPERTY,
  );
});

Deno.test("parts are copies: the whole does not change with them", () => {
  const whole = { step: Uint32Array.of(1, 2), neuron: Uint32Array.of(0, 1) };
  for (const part of [spikesBetween(whole, 0, 3), joinedSpikes([whole]), shiftedSpikes(whole, 0)]) {
    part.step[0] = 0;
    part.neuron[0] = 7;
  }
  assertEquals(whole, { step: Uint32Array.of(1, 2), neuron: Uint32Array.of(0, 1) });
});

Deno.test("spikes that are shifted there and back are the same", () => {
  fc.assert(
    fc.property(spikes, fc.nat({ max: 1_000_000 }), (spikes, by) => {
      const later = shiftedSpikes(spikes, by);
      assertEquals(later.step[0], spikes.step.length === 0 ? undefined : spikes.step[0] + by);
      assertEquals(shiftedSpikes(later, -by), spikes);
    }),
    PROPERTY,
  );
});
