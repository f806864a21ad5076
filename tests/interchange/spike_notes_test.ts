/** Notes of the readers of spikes, and refusals because of a file's size or of flags. */

import { assert, assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { strToU8 } from "../../interchange/fflate.ts";
import type { SpikeFileOptions } from "../../interchange/mod.ts";
import { arrays, EXPECTED, lines, ms, oldSonata, readText as read, stepsOf } from "./six_spikes.ts";

Deno.test("what may be meant by times between steps is named with its flag", async () => {
  const hint = async (content: string, options?: SpikeFileOptions) =>
    (await assertRejects(async () => stepsOf(await read(content, options)), RangeError)).message;
  const at = (factor: number, shift = 0) => lines((s, i) => `${Number((ms(s) * factor + shift).toPrecision(12))} ${i}`);
  assertStringIncludes(await hint(at(1e-3)), "in s all of them would be: --unit s");
  assertStringIncludes(await hint(at(1, 0.05)), "all of them are after 0.05 ms: --origin 0.05");
  assertStringIncludes(await hint(lines((s, i) => `${ms(s) + 0.025 * (s % 3)} ${i}`)), "--dt 0.025");
  assertStringIncludes(await hint(lines((s, i) => `${ms(s) + 0.0171234567 * (1 + s % 5)} ${i}`)), "--off-grid floor");
});

Deno.test("ids that NEST cannot have are not shifted, and it is said", async () => {
  const { times, notes } = await read(`# NEST version: 3.10.0\nsender\ttime_ms\n0\t0.4\n3\t0.8\n`);
  assertEquals(times.neuron, Uint32Array.of(0, 3));
  assert(notes.some((note) => note.startsWith("ids are from 0 on")), `${notes}`);
});

Deno.test("columns, arrays and populations that are not used are said", async () => {
  assertMatch((await read("time,neuron,trial\n0.3,1,4\n")).notes.join(), /not used: the columns "trial"/);
  assertMatch(
    (await read(arrays({ t: [1], i: [0], duration: [100] }))).notes.join(),
    /not used: the arrays "duration"/,
  );
  const two = await read("time,pop,id\n0.1,exc,0\n0.2,inh,0\n", { populations: { exc: 0 } });
  assertMatch(two.notes.join(), /not used: 1 spikes of the population "inh"/);
});

Deno.test("options that have no effect on a format are listed", async () => {
  assertEquals((await read("0.3 1\n", { raster: "spike" })).unused, ["raster"]);
  assertEquals((await read(arrays({ t: [1], i: [0] }), { separator: "," })).unused, ["separator"]);
  assertEquals((await read(await oldSonata(), { time: "t" })).unused, ["time"]);
  assertEquals((await read("0.3 1\n", { time: "0", unit: "ms", firstIndex: 0, neurons: 10 })).unused, []);
});

Deno.test("SONATA before 2018 is read: gids and timestamps without a population", async () => {
  const file = await read(await oldSonata());
  assertEquals(stepsOf(file), EXPECTED);
  assertMatch(file.notes.join(), /SONATA before 2018/);
  await assertRejects(
    async () => await read(await oldSonata(), { populations: { a: 0 } }),
    SyntaxError,
    "has no effect",
  );
});

Deno.test("excitatory and inhibitory neurons in two files, each from 0, are told by the first index", async () => {
  const inhibitory = await read(lines((s, i) => `${ms(s)} ${i}`), { firstIndex: -3200 });
  assertEquals(inhibitory.times.neuron, EXPECTED.neuron.map((i) => i + 3200));
});

Deno.test("large text is read in pieces: lines that straddle them, and multi-byte letters, come back", async () => {
  const row = (k: number) => `${ms(k)},${k % 7},"größe"\n`;
  const count = 200_000; // some four pieces of 1 MiB
  const text = strToU8("time,neuron,note\n" + Array.from({ length: count }, (_, k) => row(k)).join(""));
  const { step, neuron } = stepsOf(await read(text));
  assertEquals([step.length, step[count - 1], neuron[count - 1]], [count, count - 1, (count - 1) % 7]);
  assert(step.every((s, k) => s === k));
});
