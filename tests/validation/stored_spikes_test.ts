import { assertEquals, assertThrows } from "@std/assert";
import { storedSpikesFromJson } from "../../validation/mod.ts";

const stored = {
  ...{ tool: "a simulator", version: "1.0", command: "python generate.py", cobaHh: { seed: 3 }, dt: 0.1, steps: 4 },
  ...{ counts: [2, 0, 1, 3], neurons: [5, 2, 9, 0, 1, 1] },
};

Deno.test("each neuron of a step is counted from the one before it, and the first one from 0", () => {
  const { spikes, tool, cobaHh, steps } = storedSpikesFromJson(JSON.stringify(stored));
  assertEquals(spikes, { step: Uint32Array.of(0, 0, 2, 3, 3, 3), neuron: Uint32Array.of(5, 7, 9, 0, 1, 2) });
  assertEquals([tool, cobaHh, steps], ["a simulator", { seed: 3 }, 4]);
});

for (
  const [what, text] of [
    ["that is no JSON", "{"],
    ["of another kind", "null"],
    ["with a neuron too many", JSON.stringify({ ...stored, neurons: [...stored.neurons, 1] })],
    ["with a step too few", JSON.stringify({ ...stored, steps: 5 })],
    ["without a time step", JSON.stringify({ ...stored, dt: undefined })],
  ]
) {
  Deno.test(`a text ${what} is refused`, () => {
    assertThrows(() => storedSpikesFromJson(text), SyntaxError, "Cannot read spikes: ");
  });
}
