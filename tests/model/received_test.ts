/** Refusals quote what came, and values of another type than the types say are refused, not coerced. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  assembleNetwork,
  buildNetwork,
  cobaHh,
  engines,
  meanRate,
  type NetworkSpec,
  printable,
  received,
  run,
  validateSpec,
} from "../../mod.ts";
import { PROPERTY } from "../laws/arbitraries.ts";

Deno.test("whatever came is quoted in less than a hundred letters on one line that a terminal only prints", () => {
  fc.assert(
    fc.property(fc.anything({ withBigInt: true, withTypedArray: true, withDate: true, withMap: true }), (value) => {
      const words = received(value);
      assert(words.length <= 480 && printable(words) === words && !/[\r\n]/.test(words), words);
      assert(typeof value === "string" || words.length < 100, words);
    }),
    PROPERTY,
  );
});

const cyclic: unknown[] = [];
cyclic.push(cyclic);

const quotes: readonly (readonly [value: unknown, words: string])[] = [
  [undefined, "nothing"],
  [null, "null"],
  [NaN, "NaN"],
  ["3", '"3"'],
  [3n, "the BigInt 3n"],
  [[1, 2], "[1,2]"],
  [Array(1000).fill(1), "an array of 1000"],
  [cyclic, "an array of 1"],
  [{ a: 1 }, '{"a":1}'],
  [{ a: 1n }, "an object"],
  [Float64Array.of(1, 2), "a Float64Array of 2 numbers"],
  [new Uint32Array(3), "a Uint32Array of 3 numbers"],
  ["x".repeat(1000), `"${"x".repeat(60)}"… (1000 letters)`],
  ["\u001b[31m\u202e", '"\\u001b[31m\\u202e"'],
  [Symbol("a"), "a symbol"],
  [() => 1, "a function"],
];

for (const [value, words] of quotes) {
  Deno.test(`what came is quoted as ${words}`, () => assertEquals(received(value), words));
}

/** A value that is not what the types say. */
// deno-lint-ignore no-explicit-any -- that is what is tested
const wrong = (value: unknown): any => value;

Deno.test("a specification with a BigInt is refused with what came", () => {
  const spec = { ...cobaHh(), seed: wrong(5n) } as NetworkSpec;
  assertThrows(() => validateSpec(spec), RangeError, "seed must be an integer in [0, 2^53), received the BigInt 5n");
});

Deno.test("parts of a network are typed arrays", () => {
  const spec = cobaHh({ populations: { excitatory: 2, inhibitory: 1 } });
  const none = new Uint32Array(0);
  const refuses = (parts: unknown, complaint: string) =>
    assertThrows(() => assembleNetwork(spec, wrong(parts)), RangeError, complaint);
  refuses({ pre: [0], post: [1] }, "pre must be a Uint32Array, received [0]");
  refuses({ pre: none, post: new Float64Array(0) }, "post must be a Uint32Array, received a Float64Array of 0 numbers");
  refuses({ pre: none, post: none, state: { v: [1, 2, 3] } }, "v must be a Float64Array, received [1,2,3]");
});

Deno.test("every engine refuses numbers as texts, BigInts, and plain arrays", async () => {
  const network = buildNetwork(cobaHh({ scale: 0.05 }));
  const refuses = async (work: () => unknown, complaint: string) => {
    try {
      await work();
    } catch (error) {
      assert(error instanceof RangeError && error.message.includes(complaint), String(error));
      return;
    }
    throw new Error(`nothing was refused: ${complaint}`);
  };
  for (const engine of engines) {
    if (await engine.unavailable() !== undefined) continue;
    const create = (options: unknown) => () => engine.create(network, wrong(options));
    await refuses(create({ dt: "0.1" }), 'dt must be a positive number of ms, received "0.1"');
    await refuses(create({ dt: 1n }), "dt must be a positive number of ms, received the BigInt 1n");
    await refuses(create({ dt: 0.1, threads: "2" }), 'threads must be an integer in [1, 64], received "2"');
    await refuses(create({ dt: 0.1, method: 3 }), "method must be one of ");
    await using simulation = await engine.create(network, { dt: 0.1 });
    await refuses(() => simulation.advance(wrong("3")), 'steps must be a positive integer, received "3"');
    await refuses(() => simulation.advance(wrong(3n)), "steps must be a positive integer, received the BigInt 3n");
    await refuses(() => simulation.read("v", wrong([0])), "neurons must be a Uint32Array, received [0]");
    await refuses(() => simulation.write("v", wrong([0])), "values must be a Float64Array, received [0]");
    await refuses(() => run(simulation, wrong("20"), {}), 'duration must be a positive number of ms, received "20"');
  }
});

Deno.test("statistics refuse spikes that are no typed arrays, and numbers as texts", () => {
  const window = { neurons: 2, dt: 0.1, start: 0, stop: 10 };
  const spikes = { step: Uint32Array.of(1), neuron: Uint32Array.of(1) };
  const refuses = (spikes: unknown, window: unknown, complaint: string) =>
    assertThrows(() => meanRate(wrong(spikes), wrong(window)), RangeError, complaint);
  refuses({ step: [1], neuron: [1] }, window, "step must be a Uint32Array, received [1]");
  refuses(spikes, { ...window, dt: "0.1" }, 'dt must be a positive number of ms, received "0.1"');
  refuses(spikes, { ...window, stop: 10n }, "stop must be an integer of at least 0, received the BigInt 10n");
});
