import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Spikes } from "../../mod.ts";
import { SampleRing } from "../../web/sample_ring.ts";
import { SpikeStore } from "../../web/spike_store.ts";
import { PROPERTY } from "../laws/arbitraries.ts";

/** Spikes in order, in batches. */
function batches(): fc.Arbitrary<Spikes[]> {
  const batch = fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 9 })), { maxLength: 30 });
  return fc.array(batch, { maxLength: 6 }).map((batches) => {
    let step = 0;
    return batches.map((batch) => ({
      // No step is in two batches.
      step: Uint32Array.from(batch, ([wait], k) => step += k === 0 ? wait + 1 : wait),
      neuron: Uint32Array.from(batch, ([, neuron]) => neuron),
    }));
  });
}

Deno.test("a spike store gives back what was put in, from any step on", () => {
  fc.assert(
    fc.property(batches(), fc.nat({ max: 60 }), (batches, from) => {
      const store = new SpikeStore();
      for (const batch of batches) store.append(batch);
      const step = batches.flatMap(({ step }) => [...step]), neuron = batches.flatMap(({ neuron }) => [...neuron]);
      assertEquals(store.all(), { step: Uint32Array.from(step), neuron: Uint32Array.from(neuron) });
      const first = store.firstFrom(from);
      assertEquals([...store.from(first).step], step.filter((s) => s >= from));
      assertEquals([...store.from(first).neuron], neuron.filter((_, k) => step[k] >= from));
    }),
    PROPERTY,
  );
});

Deno.test("a spike store drops the oldest spikes in whole steps, and says from which step on it has all", () => {
  fc.assert(
    fc.property(batches(), fc.integer({ min: 1, max: 40 }), fc.nat({ max: 60 }), (batches, most, from) => {
      const store = new SpikeStore(most);
      const all: [number, number][] = [];
      for (const batch of batches) {
        store.append(batch);
        batch.step.forEach((step, k) => all.push([step, batch.neuron[k]]));
      }
      assertEquals(store.length, all.length);
      const kept = all.filter(([step]) => step >= store.keptFrom), { step, neuron } = store.all();
      assertEquals([...step].map((step, k) => [step, neuron[k]]), kept);
      assert(kept.length <= most + Math.max(0, ...batches.map(({ step }) => step.length)));
      // Places are those of the run: who has drawn up to one goes on there.
      const place = store.firstFrom(from);
      assertEquals(place, all.length - kept.filter(([step]) => step >= from).length);
      assertEquals(store.from(place).step.length, all.length - place);
    }),
    PROPERTY,
  );
});

Deno.test("a spike store grows past its first room", () => {
  const store = new SpikeStore(), batch = 50_000;
  for (let b = 0; b < 5; b++) {
    store.append({ step: new Uint32Array(batch).fill(b), neuron: Uint32Array.from({ length: batch }, (_, i) => i) });
  }
  assertEquals(store.length, 5 * batch);
  assertEquals(store.firstFrom(3), 3 * batch);
  assertEquals(store.from(4 * batch + 7).neuron[0], 7);
});

Deno.test("a sample ring keeps the last rows, and finds them by their step", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.array(fc.nat({ max: 5 }), { maxLength: 20 }), (room, sizes) => {
      const ring = new SampleRing(2, room);
      let rows = 0;
      for (const size of sizes) {
        const steps = Array.from({ length: size }, (_, k) => 2 * (rows + k));
        ring.append(steps, steps.flatMap((step) => [step, -step]));
        rows += size;
      }
      assertEquals([ring.first, ring.end], [Math.max(0, rows - room), rows]);
      for (let r = ring.first; r < ring.end; r++) {
        assertEquals([ring.step(r), ring.value(r, 0), Math.abs(ring.value(r, 1))], [2 * r, 2 * r, 2 * r]);
        assertEquals([ring.firstFrom(2 * r), ring.firstFrom(2 * r + 1)], [r, r + 1]);
      }
      ring.clear();
      assertEquals([ring.first, ring.end, ring.firstFrom(0)], [0, 0, 0]);
    }),
    PROPERTY,
  );
});
