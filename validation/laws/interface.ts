/**
 * Laws of the interface: what a simulation begins with, what it tells, and what it refuses.
 *
 * @module
 */

import { buildNetwork, type InitialVariable } from "../../model/network.ts";
import type { StateVariable } from "../../model/simulation.ts";
import { cobaHh } from "../../model/variants.ts";
import { loneNeurons } from "./cells.ts";
import { expect, expectNear, expectRefused, expectSame, expectSameNumbers } from "./expectation.ts";
import type { GeneralLaw, Subject } from "./law.ts";
import { chanceOf, sampleNetworks } from "./samples.ts";

/** Rounding to float32, in an engine's own units, of a number of this size. */
function roundingOf({ engine }: Subject, size: number): number {
  return engine.precision === "float64" ? 1e-13 * size : 2e-7 * Math.max(size, 1e-30);
}

/** Size of what a variable is stored as: potentials may count from the threshold. */
function sizeOf(variable: StateVariable, value: number): number {
  return variable === "v" ? 150 : Math.abs(value);
}

async function beginsAsTheNetworkSays(subject: Subject): Promise<void> {
  for (const network of [...sampleNetworks(2, 11), buildNetwork(cobaHh({ variant: "brian2", scale: 0.1 }))]) {
    await using simulation = await subject.create(network);
    expectSame(simulation.step, 0, "completed steps of a new simulation");
    expectSame(simulation.dt, subject.dt, "its dt");
    expectSame(simulation.method, subject.method, "its method");
    expectSame(simulation.engine, subject.engine.name, "its engine");
    expectSame(simulation.precision, subject.engine.precision, "its precision");
    expect(simulation.network === network, () => "its network: expected the one that was given, received another");
    expect(simulation.threads >= 1, () => `its threads: expected at least 1, received ${simulation.threads}`);
    for (const variable of simulation.variables) {
      const values = await simulation.read(variable);
      expectSame(values.length, network.neurons, `values of ${variable}`);
      const initial: Float64Array | undefined = network.initial[variable as InitialVariable];
      values.forEach((value, i) => {
        const expected = initial?.[i] ?? 0;
        const tolerance = roundingOf(subject, sizeOf(variable, expected));
        expectNear(value, expected, tolerance, `initial ${variable} of neuron ${i}`);
      });
    }
  }
}

async function readsWhatIsAsked(subject: Subject): Promise<void> {
  await using simulation = await subject.create(buildNetwork(cobaHh({ scale: 0.1 })));
  await simulation.advance(3);
  for (const variable of simulation.variables) {
    const values = await simulation.read(variable);
    expectSame(values.length, 400, `values of ${variable}`);
    expectSameNumbers(
      await simulation.read(variable, Uint32Array.of(399, 0, 7, 7)),
      [values[399], values[0], values[7], values[7]],
      `${variable} of neurons 399, 0, 7 and 7`,
    );
    values.fill(-1);
    const again = await simulation.read(variable);
    expect(!again.every((x) => x === -1), () => `${variable}: expected a copy, received the state itself`);
  }
}

async function readsWhatWasWritten(subject: Subject): Promise<void> {
  await using simulation = await subject.create(loneNeurons(29, { variant: "brian2" }));
  const chance = chanceOf(12);
  const values: Partial<Record<StateVariable, () => number>> = {
    v: () => -90 + 140 * chance(),
    m: chance,
    h: chance,
    n: chance,
    gE: () => 60 * chance(),
    gI: () => 700 * chance(),
    spike: () => chance() < 0.5 ? 1 : 0,
    refractory: () => Math.floor(30 * chance()),
  };
  const written = new Map<StateVariable, Float64Array>();
  for (const variable of simulation.variables) {
    const draw = values[variable];
    if (draw === undefined) continue;
    written.set(variable, Float64Array.from({ length: 29 }, draw));
    await simulation.write(variable, written.get(variable)!);
  }
  for (const [variable, expected] of written) {
    (await simulation.read(variable)).forEach((x, i) => {
      expectNear(x, expected[i], roundingOf(subject, sizeOf(variable, expected[i])), `${variable} of neuron ${i}`);
    });
  }
}

async function refusesWhatCannotBe(subject: Subject): Promise<void> {
  const network = loneNeurons(3);
  for (const dt of [0, -0.1, NaN, Infinity]) {
    await expectRefused(() => subject.create(network, { dt }), `${dt}`, `a time step of ${dt} ms`);
  }
  for (const threads of [0, 1.5, -1]) {
    await expectRefused(() => subject.create(network, { threads }), `${threads}`, `${threads} threads`);
  }
  await expectRefused(() => subject.create(network, { method: "rk5" }), "rk5", "a method that is none");
  const simulation = await subject.create(network);
  for (const steps of [0, -1, 1.5, NaN]) {
    await expectRefused(() => simulation.advance(steps), `${steps}`, `an advance by ${steps} steps`);
  }
  const unknown = "u" as StateVariable;
  await expectRefused(() => simulation.read(unknown), "u", "reading a variable that is none");
  await expectRefused(() => simulation.write(unknown, new Float64Array(3)), "u", "writing a variable that is none");
  await expectRefused(() => simulation.read("v", Uint32Array.of(3)), "3", "reading a neuron that is none");
  await expectRefused(() => simulation.write("v", Float64Array.of(1, 2)), "2", "writing too few values");
  if (simulation.variables.includes("spike")) {
    await expectRefused(() => simulation.write("spike", Float64Array.of(0, 1, 0.5)), "0.5", "writing half a spike");
  }
  if (simulation.variables.includes("refractory")) {
    await expectRefused(() => simulation.write("refractory", Float64Array.of(0, -1, 0)), "-1", "writing -1 steps");
  }
  await simulation[Symbol.asyncDispose]();
  await simulation[Symbol.asyncDispose](); // a second time does no harm
  for (
    const [what, action] of [["advance", () => simulation.advance(1)], ["read", () => simulation.read("v")]] as const
  ) {
    const refused = await action().then(() => false, (error) => error instanceof Error);
    expect(refused, () => `${what} after the simulation was disposed: expected an error, and it was accepted`);
  }
}

/** The laws of the interface. */
export const interfaceLaws: readonly GeneralLaw[] = [
  {
    name: "a simulation begins at step 0 in the network's initial state, and says what it was asked for",
    source: "Engine.create, Simulation",
    check: beginsAsTheNetworkSays,
  },
  {
    name: "read gives one value per neuron, or per asked neuron in the order asked, as a copy",
    source: "Simulation.read",
    check: readsWhatIsAsked,
  },
  {
    name: "what is written is read again",
    source: "Simulation.write",
    check: readsWhatWasWritten,
  },
  {
    name: "arguments that cannot be simulated with are refused",
    source: "Engine.create, Simulation",
    needs: ["v"],
    check: refusesWhatCannotBe,
  },
];
