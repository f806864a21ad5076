import { assertEquals, assertNotEquals } from "@std/assert";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { spikeHash, type Spikes } from "../../mod.ts";
import { PROPERTY } from "../laws/arbitraries.ts";

const uint32 = fc.integer({ min: 0, max: 0xffffffff });
const pairs = fc.array(fc.tuple(uint32, uint32), { maxLength: 30 });

function spikesOf(pairs: readonly (readonly [number, number])[]): Spikes {
  return {
    step: Uint32Array.from(pairs, ([step]) => step),
    neuron: Uint32Array.from(pairs, ([, neuron]) => neuron),
  };
}

/** A 32-bit word as four bytes, the least significant first. */
function littleEndian(word: number): number[] {
  return [0, 8, 16, 24].map((shift) => word >>> shift & 0xff);
}

Deno.test("the hash of no spikes is SHA-256 of nothing", async () => {
  assertEquals(await spikeHash(spikesOf([])), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});

Deno.test("the hash is SHA-256 of step and neuron of each spike, little-endian", async () => {
  await fc.assert(
    fc.asyncProperty(pairs, async (pairs) => {
      const bytes = pairs.flatMap(([step, neuron]) => [...littleEndian(step), ...littleEndian(neuron)]);
      const expected = createHash("sha256").update(Uint8Array.from(bytes)).digest("hex");
      assertEquals(await spikeHash(spikesOf(pairs)), expected);
    }),
    PROPERTY,
  );
});

Deno.test("spikes that differ in order, number or any value have different hashes", async () => {
  const written = (pairs: readonly (readonly [number, number])[]) => pairs.join(" ");
  await fc.assert(
    fc.asyncProperty(pairs, pairs, async (a, b) => {
      fc.pre(written(a) !== written(b));
      assertNotEquals(await spikeHash(spikesOf(a)), await spikeHash(spikesOf(b)));
    }),
    PROPERTY,
  );
  const hash = await spikeHash(spikesOf([[1, 2], [3, 4]]));
  for (const other of [[[3, 4], [1, 2]], [[1, 2], [3, 5]], [[1, 2]], [[2, 1], [4, 3]], [[1, 2], [3, 4], [0, 0]]]) {
    assertNotEquals(await spikeHash(spikesOf(other as [number, number][])), hash);
  }
});
