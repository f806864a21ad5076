/** The words in which the engines of this library refuse what their callers hand over; the laws only ask that they do. */

import { assertEquals, assertRejects } from "@std/assert";
import { STATE_VARIABLES } from "../../mod.ts";
import { methodOf, namesOf } from "../../model/methods.ts";
import { loneNeurons } from "../../validation/laws/cells.ts";
import { eachEngine } from "./each_engine.ts";

const network = loneNeurons(3);

eachEngine("options that cannot be simulated with are refused, in these words", async (engine) => {
  const refused = [
    [{ dt: 0 }, "dt must be a positive number of ms, received 0"],
    [{ dt: -0.1 }, "dt must be a positive number of ms, received -0.1"],
    [{ dt: NaN }, "dt must be a positive number of ms, received NaN"],
    [{ dt: 0.1, threads: 0 }, "threads must be an integer in [1, 64], received 0"],
    [{ dt: 0.1, threads: 1.5 }, "threads must be an integer in [1, 64], received 1.5"],
    [{ dt: 0.1, method: "rk5" }, `method must be one of ${engine.methods.join(", ")}, received "rk5"`],
  ] as const;
  for (const [options, complaint] of refused) {
    const { message } = await assertRejects(() => engine.create(network, options), RangeError);
    assertEquals(message, `Cannot create simulation: ${complaint}`);
  }
});

eachEngine("arguments that cannot be used are refused, in these words", async (engine) => {
  const simulation = await engine.create(network, { dt: 0.1 });
  for (const steps of [0, -1, 1.5, NaN]) {
    const { message } = await assertRejects(() => simulation.advance(steps), RangeError);
    assertEquals(message, `Cannot advance simulation: steps must be a positive integer, received ${steps}`);
  }
  // deno-lint-ignore no-explicit-any -- what a caller without types might do
  const unknown = "u" as any;
  const known = simulation.variables.join(", ");
  const write = (variable: "v" | "spike" | "refractory", ...values: number[]) =>
    simulation.write(variable, Float64Array.from(values));
  const refused = [
    [() => simulation.read(unknown), `Cannot read state: the variable must be one of ${known}, received "u"`],
    [() => simulation.write(unknown, new Float64Array(3)), `must be one of ${known}, received "u"`],
    [() => simulation.read("v", Uint32Array.of(3)), "Cannot read state: neurons must be in [0, 3), received 3"],
    [() => write("v", 1, 2), "Cannot write v: one value per neuron (3) is required, received 2"],
    [() => write("spike", 0, 1, 0.5), "every value must be 0 or 1, received 0.5"],
    [() => write("refractory", 0, -1, 0), "whole number of steps in [0, "],
  ] as const;
  for (const [action, complaint] of refused) {
    await assertRejects((): Promise<unknown> => action(), RangeError, complaint);
  }
  await simulation[Symbol.asyncDispose]();
  await assertRejects(() => simulation.advance(1), Error, "Cannot advance simulation: the simulation is disposed");
  await assertRejects(() => simulation.read("v"), Error, "Cannot read v: the simulation is disposed");
});

eachEngine("lags that cannot be are refused, in these words", async (engine) => {
  const staggered = ["staggered", "substepped", "substepped_interpolated"].flatMap((name) => namesOf([name]));
  for (const method of staggered.filter((method) => engine.methods.includes(method))) {
    await using simulation = await engine.create(loneNeurons(2), { dt: 0.1, method });
    assertEquals(simulation.variables, STATE_VARIABLES.filter((variable) => simulation.variables.includes(variable)));
    const refused = async (variable: "gateLag" | "spikeLag", value: number, words: string) => {
      const { message } = await assertRejects(() => simulation.write(variable, Float64Array.of(0, value)), RangeError);
      assertEquals(message, `Cannot write ${variable}: every value must be ${words}, received ${value}`);
    };
    const lags = methodOf(method).gateLags(0.1).join(", ");
    for (const value of [0.1, 0.02, -0.05, NaN]) await refused("gateLag", value, `one of ${lags} ms`);
    if (!simulation.variables.includes("spikeLag")) {
      await assertRejects(() => simulation.read("spikeLag"), RangeError, "must be one of v, m, ");
    } else for (const value of [-0.01, 0.11, NaN]) await refused("spikeLag", value, "in [0, 0.1] ms");
  }
});
