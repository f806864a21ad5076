/** Files of NumPy's and h5py's making; see fixtures/spike-files/README.md. And files of our own, back again. */

import { assert, assertEquals, assertMatch, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  npyFromBytes,
  npyToBytes,
  type NpyValues,
  npzFromBytes,
  npzToBytes,
  readSpikeFile,
  type SpikeFileOptions,
  spikeTimesFromNpz,
  spikeTimesFromSonata,
  spikeTimesToNpz,
  spikeTimesToSonata,
  toSteps,
  toTimes,
} from "../../interchange/mod.ts";
import { recordingToJson, spikesOf } from "../../mod.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { recording } from "../record/recordings.ts";
import { spikes, timeStep } from "./spike_times.ts";

interface Fixture {
  readonly dt: number;
  readonly step: readonly number[];
  readonly neuron: readonly number[];
  readonly files: readonly { readonly name: string; readonly options: SpikeFileOptions; readonly bytes: string }[];
}

const path = new URL("../../fixtures/spike-files/spike_files.json", import.meta.url);
const fixture: Fixture = JSON.parse(Deno.readTextFileSync(path));
const expected = { step: Uint32Array.from(fixture.step), neuron: Uint32Array.from(fixture.neuron) };
const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
const fileNamed = (part: string) => bytesOf(fixture.files.find(({ name }) => name.includes(part))!.bytes);

for (const { name, options, bytes } of fixture.files) {
  Deno.test(`a file of ${name} has the spikes that were written`, async () => {
    const { times } = await readSpikeFile(bytesOf(bytes), options);
    assertEquals(toSteps(times, fixture.dt), expected);
  });
}

const refused: { files: { name: string; bytes: string; complaint: string }[] } = JSON.parse(
  Deno.readTextFileSync(new URL("../../fixtures/spike-files/refused_files.json", import.meta.url)),
);

for (const { name, bytes, complaint } of refused.files) {
  Deno.test(`a file of ${name} is refused in one line`, async () => {
    const error = await assertRejects(() => readSpikeFile(bytesOf(bytes)), SyntaxError, complaint);
    assertMatch(error.message, /^Cannot read [^\r\n]{1,300}$/);
  });
}

Deno.test("arrays of every type and shape come back from npz", () => {
  const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 });
  const kinds = [Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array];
  fc.assert(
    fc.property(shapes, fc.constantFrom(...kinds), fc.infiniteStream(fc.double()), (shape, kind, numbers) => {
      const count = shape.reduce((product, extent) => product * extent, 1);
      const values = kind.from(Array.from({ length: count }, () => numbers.next().value!)) as NpyValues;
      assertEquals(npzFromBytes(npzToBytes({ a: { shape, values } })).get("a"), { shape, values });
    }),
    PROPERTY,
  );
});

Deno.test("NPZ and SONATA give back the spikes they were made of", async () => {
  await fc.assert(
    fc.asyncProperty(spikes(), timeStep(), async (spikes, dt) => {
      const times = toTimes(spikes, dt);
      assertEquals(spikeTimesFromNpz(spikeTimesToNpz(times)), times);
      assertEquals(await spikeTimesFromSonata(await spikeTimesToSonata(times)), times);
    }),
    { ...PROPERTY, numRuns: 30 },
  );
});

Deno.test("equal spikes give equal bytes of NPZ", () => {
  const times = toTimes(expected, fixture.dt);
  assertEquals(spikeTimesToNpz(times), spikeTimesToNpz(times));
});

Deno.test("SONATA's populations are ranges of neurons with ids from 0 on", async () => {
  const times = toTimes(expected, fixture.dt);
  const ranges = { E: { first: 0, count: 40 }, I: { first: 40, count: 10 } };
  const bytes = await spikeTimesToSonata(times, ranges);
  const back = await spikeTimesFromSonata(bytes, { populations: { E: 0, I: 40 } });
  assertEquals(toSteps(back, fixture.dt), expected);
  const inhibitory = await spikeTimesFromSonata(bytes, { populations: { I: 0 } });
  assertEquals(inhibitory.neuron, expected.neuron.filter((i) => i >= 40).map((i) => i - 40));
});

Deno.test("a recording's own file has its spikes, or is refused where it has none", async () => {
  await fc.assert(
    fc.asyncProperty(recording(), async (recording) => {
      const bytes = new TextEncoder().encode(recordingToJson(recording));
      if (spikesOf(recording) === undefined) {
        await assertRejects(() => readSpikeFile(bytes), SyntaxError, "the recording has no spikes recorded");
      } else assertEquals((await readSpikeFile(bytes)).recording, recording);
    }),
    { ...PROPERTY, numRuns: 30 },
  );
});

Deno.test("a file cut anywhere, or of other bytes, is refused with a clear error", async () => {
  const files = [
    ...fixture.files.map(({ bytes }) => bytesOf(bytes)),
    Uint8Array.of(1, 2, 255, 254),
    Uint8Array.of(0x50, 0x4b),
  ];
  for (const bytes of files) {
    for (const part of [0.3, 0.9]) {
      const cut = bytes.subarray(0, Math.max(2, Math.floor(part * bytes.length)));
      const error = await assertRejects(() => readSpikeFile(cut, { dt: 0.1 }), Error);
      assert(error instanceof SyntaxError || error instanceof RangeError, `${error}`);
      assertStringIncludes(error.message, "Cannot read ");
    }
  }
});

Deno.test("readers of NPZ say what is required and what came", () => {
  const refuses = (bytes: Uint8Array, options: SpikeFileOptions, complaint: string) =>
    assertThrows(() => spikeTimesFromNpz(bytes, options), Error, complaint);
  const stored = fileNamed("int64 indices");
  refuses(stored, { time: "when" }, 'a time array, "when", is required, received the arrays t, i');
  refuses(
    stored,
    { raster: "t", dt: 0.1 },
    "a raster must have a row per step and a column per neuron, received shape (60)",
  );
  refuses(fileNamed("raster of bool"), { raster: "spike" }, "times in steps require dt");
  refuses(fileNamed("raster of bool"), {}, "received the arrays spike");
  refuses(npzToBytes({}), {}, "received no arrays");
  const values = Float64Array.of(1, 2);
  refuses(
    npzToBytes({ t: { shape: [1, 2], values }, i: { shape: [2], values } }),
    {},
    "must have one axis, received shape (1, 2)",
  );
  refuses(
    npzToBytes({ t: { shape: [2], values }, i: { shape: [1], values: values.slice(1) } }),
    {},
    "received 2 times and 1 neurons",
  );
});

Deno.test("an npy file of text or with bytes missing is refused", () => {
  const file = npyToBytes({ shape: [3], values: Float64Array.of(1, 2, 3) });
  assertThrows(
    () => npyFromBytes(file.subarray(0, -1)),
    SyntaxError,
    "24 bytes of values are required by its header, received 23",
  );
  const text = file.slice();
  text.set([0x55, 0x32], new TextDecoder().decode(file.subarray(10)).indexOf("f8") + 10); // U2: text of two letters
  assertThrows(() => npyFromBytes(text), SyntaxError, 'an array of numbers is required, received "<U2", text');
});

Deno.test("SONATA's reader says what is required and what came", async () => {
  const two = fileNamed("two populations");
  await assertRejects(
    () => spikeTimesFromSonata(two),
    SyntaxError,
    "the first neuron of each is required, received exc, inh",
  );
  const other = { populations: { cortex: 0 } };
  await assertRejects(() => spikeTimesFromSonata(two, other), SyntaxError, 'one of exc, inh, received "cortex"');
});
