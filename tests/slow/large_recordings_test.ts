/** A hundred million spikes: written and read in memory that does not grow with their text. */

import { assert, assertEquals, assertLess } from "@std/assert";
import {
  cobaHh,
  type RecordedSpikes,
  type Recording,
  recordingFromJsonPieces,
  recordingToJsonPieces,
  spikesOf,
  spikesToCsvPieces,
} from "../../mod.ts";

/** Neurons that fire in each step, and steps. */
const [FIRING, STEPS] = [50_000, 2000];

/** Neurons of the network. */
const NEURONS = 1_000_000;

/** Memory that text in pieces may take besides the spikes [bytes]: a fraction of the text, which is longer than a string can be. */
const ROOM = 300 * 2 ** 20;

function recordingOfMany(): Recording<{ spikes: RecordedSpikes }> {
  const step = new Uint32Array(FIRING * STEPS), neuron = new Uint32Array(FIRING * STEPS);
  for (let t = 0, k = 0; t < STEPS; t++) {
    for (let n = 0; n < FIRING; n++, k++) {
      step[k] = t;
      neuron[k] = (NEURONS / FIRING) * n + t % (NEURONS / FIRING);
    }
  }
  const provenance = {
    version: "",
    spec: cobaHh({ scale: 250, scaling: "in-degree" }),
    excitatory: 800_000,
    inhibitory: 200_000,
    synapses: 80_000_000,
    engine: "wasm",
    precision: "float32",
    method: "exp_auto",
    dt: 0.1,
    threads: 1,
  } as const;
  return { provenance, start: 0, stop: STEPS, aborted: false, observed: { spikes: { kind: "spikes", step, neuron } } };
}

/** The bytes of pieces, and the largest memory of the heap while they were made, above what it was before. */
function measured(pieces: Iterable<string>): { readonly bytes: number; readonly memory: number } {
  const before = Deno.memoryUsage();
  let bytes = 0, memory = 0, k = 0;
  for (const { length } of pieces) {
    bytes += length;
    if (k++ % 100 !== 0) continue;
    const now = Deno.memoryUsage();
    memory = Math.max(memory, now.heapUsed + now.external - before.heapUsed - before.external);
  }
  return { bytes, memory };
}

Deno.test("a hundred million spikes become CSV and JSON in little memory, and are read back", async () => {
  const recording = recordingOfMany(), encoder = new TextEncoder();
  for (
    const [name, pieces] of [["csv", spikesToCsvPieces(recording)], ["json", recordingToJsonPieces(recording)]] as const
  ) {
    const { bytes, memory } = measured(pieces);
    console.log(`${name}: ${(bytes / 1e9).toFixed(2)} GB of text, ${(memory / 2 ** 20).toFixed(0)} MiB of memory`);
    assert(bytes > 2 ** 29, `${bytes} bytes are a text that a string can hold`);
    assertLess(memory, ROOM);
  }
  const read = await recordingFromJsonPieces(recordingToJsonPieces(recording).map((piece) => encoder.encode(piece)));
  assertEquals(read.provenance, recording.provenance);
  for (const part of ["step", "neuron"] as const) {
    const a = spikesOf(read)![part], b = recording.observed.spikes[part];
    assertEquals(a.length, b.length);
    assert(a.every((value, k) => value === b[k]), part);
  }
});
