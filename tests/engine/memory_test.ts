import { assertEquals, assertThrows } from "@std/assert";
import { memoryBytes, planOf } from "../../engine/plan.ts";
import { type Common, threadImage } from "../../engine/thread_image.ts";
import { buildNetwork, cobaHh } from "../../mod.ts";
import { loneNeurons } from "../laws/kit.ts";

Deno.test("a thread's part that does not fit in 4 GiB is refused", () => {
  const common: Common = {
    network: loneNeurons(8),
    constants: new Uint8Array(0),
    blockBytes: 128,
    scratchBytes: 0,
    tables: new Float32Array(0),
    eventCapacity: 0,
    firsts: [0],
    sharedLists: 0,
  };
  const placeRows = (at: { place(bytes: number): number }) => ({ address: at.place(5 * 2 ** 30), segments: [] });
  const { message } = assertThrows(() => threadImage(common, 0, { first: 0, size: 8 }, placeRows), RangeError);
  assertEquals(message, "Cannot create simulation: a thread's part must fit in 4 GiB, this one needs 5.0 GiB");
});

Deno.test("the smaller the format, the less memory", () => {
  const network = buildNetwork(cobaHh());
  const bytes = (["u16", "gaps8", "procedural"] as const).map((format) =>
    memoryBytes(planOf(network, { dt: 0.1, method: "exp_auto", threads: 1, format }))
  );
  assertEquals(bytes, [...bytes].sort((a, b) => b - a));
  // 320,000 synapses at 2 bytes and at 1 byte; procedural keeps 24 bytes a neuron and marks instead.
  assertEquals(Math.round((bytes[0] - bytes[1]) / 320_000), 1);
});
