/**
 * Laws of refusals: what cannot be simulated is refused, in an error that says what was received.
 *
 * @module
 */

import { methodOf } from "../../model/methods.ts";
import type { Simulation, StateVariable } from "../../model/simulation.ts";
import { loneNeurons } from "./cells.ts";
import { expect, expectRefused } from "./expectation.ts";
import type { GeneralLaw } from "./law.ts";
import type { Subject } from "./subject.ts";

async function optionsAreRefused(subject: Subject): Promise<void> {
  const network = loneNeurons(3, subject.fit());
  for (const dt of [0, -0.1, NaN, Infinity]) {
    await expectRefused(() => subject.create(network, { dt }), `${dt}`, `a time step of ${dt} ms`);
  }
  for (const threads of [0, 1.5, -1]) {
    await expectRefused(() => subject.create(network, { threads }), `${threads}`, `${threads} threads`);
  }
  await expectRefused(() => subject.create(network, { method: "rk5" }), "rk5", "an unknown method");
}

async function argumentsAreRefused(subject: Subject): Promise<void> {
  const simulation = await subject.create(loneNeurons(3, subject.fit()));
  for (const steps of [0, -1, 1.5, NaN]) {
    await expectRefused(() => simulation.advance(steps), `${steps}`, `an advance by ${steps} steps`);
  }
  const unknown = "u" as StateVariable;
  await expectRefused(() => simulation.read(unknown), "u", "reading an unknown variable");
  await expectRefused(() => simulation.write(unknown, new Float64Array(3)), "u", "writing an unknown variable");
  await expectRefused(() => simulation.read("v", Uint32Array.of(3)), "3", "reading an out-of-range neuron");
  await expectRefused(() => simulation.write("v", Float64Array.of(1, 2)), "2", "writing too few values");
  await expectRefused(() => simulation.write("v", new Float64Array(4)), "4", "writing too many values");
  for (const [variable, value] of impossible(simulation)) {
    const before = await simulation.read(variable);
    const writing = () => simulation.write(variable, Float64Array.of(0, value, 0));
    await expectRefused(writing, `${value}`, `writing ${value} into ${variable}`);
    const after = await simulation.read(variable);
    expect(
      after.every((x, i) => x === before[i]),
      () => `${variable} after a write that was refused: received ${after}`,
    );
  }
  await simulation[Symbol.asyncDispose]();
  await simulation[Symbol.asyncDispose](); // a second time does no harm
  const actions = {
    advance: () => simulation.advance(1),
    read: () => simulation.read("v"),
    write: () => simulation.write("v", new Float64Array(3)),
  };
  for (const [what, action] of Object.entries(actions)) {
    const refused = await action().then(() => false, (error) => error instanceof Error);
    expect(refused, () => `${what} after the simulation was disposed: expected an error, and it was accepted`);
  }
}

/** Values that a variable cannot have. */
function impossible({ variables, method, dt }: Simulation): [StateVariable, number][] {
  const lags = methodOf(method).gateLags(dt);
  const values: Partial<Record<StateVariable, readonly number[]>> = {
    spike: [0.5, 2, NaN],
    refractory: [-1, 0.5, NaN],
    gateLag: [dt, dt / 5, -dt / 2, NaN].filter((lag) => !lags.includes(lag)),
    spikeLag: [-0.1 * dt, 1.1 * dt, NaN],
  };
  return variables.flatMap((variable) =>
    (values[variable] ?? []).map((value) => [variable, value] as [StateVariable, number])
  );
}

/** The laws of refusals. */
export const refusalLaws: readonly GeneralLaw[] = [
  {
    name: "options that cannot be simulated with are refused",
    source: "Engine.create",
    about: "nothing",
    holds: optionsAreRefused,
  },
  {
    name: "arguments that cannot be used are refused and change nothing, and so is everything after disposal",
    source: "Simulation",
    needs: ["v"],
    about: "nothing",
    holds: argumentsAreRefused,
  },
];
