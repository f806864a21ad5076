import { assertEquals, assertThrows } from "@std/assert";
import { BadUse } from "../../commands/bad_use.ts";
import { memoryOfMachine, requireNetworkMemory, requireRecordingMemory } from "../../commands/memory.ts";
import { bytesInWords, cobaHh, engines, networkMemory } from "../../mod.ts";
import { cobahh, inFolder, namesIn } from "./command_line.ts";

const GIB = 2 ** 30;

Deno.test("a network that takes more memory than there is is refused, with what it takes and what there is", () => {
  const spec = cobaHh({ scale: 10_000, scaling: "in-degree" }), bytes = networkMemory(spec);
  requireNetworkMemory(spec, undefined, bytes);
  const { message } = assertThrows(() => requireNetworkMemory(spec, undefined, bytes - 1), BadUse);
  const words = `40,000,000 neurons take at least ${bytesInWords(bytes)} of memory`;
  assertEquals(message, `Cannot build network: ${words}, and this machine has ${bytesInWords(bytes - 1)}`);
  // An engine takes memory, too.
  for (const engine of engines) {
    const simulated = { engine, dt: 0.1 }, needed = bytes + engine.memory!(spec, { dt: 0.1 });
    requireNetworkMemory(spec, simulated, needed);
    const refusal = assertThrows(() => requireNetworkMemory(spec, simulated, needed - 1), BadUse);
    assertEquals(refusal.message.startsWith("Cannot simulate network: 40,000,000 neurons take at least "), true);
  }
});

Deno.test("traces that take more memory than there is are refused; spikes that would are warned of", () => {
  const run = { neurons: 4000, duration: 1e6, steps: 1e7, monitored: 1, every: 1 };
  assertEquals(requireRecordingMemory(run, 4 * GIB), []);
  assertThrows(() => requireRecordingMemory({ ...run, monitored: 100 }, 4 * GIB), BadUse, "1,000,000,000 values");
  assertEquals(requireRecordingMemory({ ...run, monitored: 100, every: 100 }, 4 * GIB), []);
  const [warning, ...others] = requireRecordingMemory({ ...run, duration: 1e7 }, 4 * GIB);
  assertEquals(others, []);
  assertEquals(warning.slice(0, 72), "at 40 Hz, some 1,600,000,000 spikes take 23.8 GiB of memory, and this ma");
});

Deno.test("a process that may not ask for the machine's memory refuses nothing", () => {
  const { state } = Deno.permissions.querySync({ name: "sys", kind: "systemMemoryInfo" });
  assertEquals(memoryOfMachine() === Infinity, state !== "granted");
});

Deno.test("sim refuses what the memory cannot hold before it builds a network, and warns of a step that is too long", () =>
  inFolder(async (folder) => {
    const neurons = Array.from({ length: 4000 }, (_, i) => i).join(",");
    const { status, stderr } = await cobahh(folder, "sim", "--monitor", `v:${neurons}`, "--duration", "4e8");
    assertEquals([status, namesIn(folder)], [2, []]);
    assertEquals(stderr.slice(0, 61), "Cannot record: 16,000,000,000,000 values of monitors (--every");
    const small = ["sim", "--scale", "0.05", "--format", "csv"];
    const long = await cobahh(folder, ...small, "--dt", "100", "--duration", "1000");
    const warning = "  warning       steps of 100 ms cannot resolve an action potential, which lasts about 1 ms";
    assertEquals(long.stdout.includes(warning), true, long.stdout);
    const right = await cobahh(folder, ...small, "--dt", "0.5", "--duration", "10");
    assertEquals(right.stdout.includes("cannot resolve"), false);
  }));
