/**
 * Laws of the interface: the beginning of a simulation, reading and writing.
 *
 * @module
 */

import type { InitialVariable } from "../../model/network.ts";
import { DEFAULT_METHOD, methodOf } from "../../model/methods.ts";
import { type Simulation, STATE_VARIABLES, type StateVariable } from "../../model/simulation.ts";
import { checkpointOf } from "../../record/checkpoint.ts";
import { loneNeurons } from "./cells.ts";
import { expect, expectNear, expectSame, expectSameNumbers, expectSameSpikes, expectSameState } from "./expectation.ts";
import type { Chance, GeneralLaw, NetworkSample } from "./law.ts";
import { driven } from "./time.ts";
import { chanceOf, integerIn } from "./samples.ts";
import type { Subject } from "./subject.ts";

/** Rounding to float32, in an engine's own units, of a number of this size. */
function roundingOf({ engine }: Subject, size: number): number {
  return engine.precision === "float64" ? 1e-13 * size : 2e-7 * Math.max(size, 1e-30);
}

/** Size of what a variable is stored as: potentials may count from the threshold. */
function sizeOf(variable: StateVariable, value: number): number {
  return variable === "v" ? 150 : Math.abs(value);
}

async function beginsAsTheNetworkSays(subject: Subject, { network }: NetworkSample): Promise<void> {
  await using simulation = await subject.create(network);
  expectSame(simulation.step, 0, "completed steps of a new simulation");
  expectSame(simulation.dt, subject.dt, "its dt");
  expectSame(simulation.method, subject.method, "its method");
  expectSame(simulation.engine, subject.engine.name, "its engine");
  expectSame(simulation.precision, subject.engine.precision, "its precision");
  expect(simulation.network === network, () => "its network: expected the one that was given, received another");
  expect(simulation.threads >= 1, () => `its threads: expected at least 1, received ${simulation.threads}`);
  const inOrder = STATE_VARIABLES.filter((variable) => simulation.variables.includes(variable));
  expectSame(simulation.variables.join(), inOrder.join(), "its variables, in the order of STATE_VARIABLES");
  for (const variable of simulation.variables) {
    const values = await simulation.read(variable);
    expectSame(values.length, network.neurons, `values of ${variable}`);
    const initial: Float64Array | undefined = network.initial[variable as InitialVariable];
    values.forEach((value, i) => {
      const expected = initial?.[i] ?? (variable === "stepSize" ? simulation.dt : 0);
      const tolerance = roundingOf(subject, sizeOf(variable, expected));
      expectNear(value, expected, tolerance, `initial ${variable} of neuron ${i}`);
    });
  }
  await simulation.advance(3);
  expectSame(simulation.step, 3, "completed steps after advance(3)");
}

/** Expects all names of the subject's method to be the same method, and the default's where none is given. */
async function namesAreTheMethod(subject: Subject, { network }: NetworkSample): Promise<void> {
  const { engine, dt, method } = subject;
  const { name } = methodOf(method), steps = Math.round(10 / dt);
  const names = [...engine.methods.filter((other) => methodOf(other).name === name)];
  await using own = await subject.create(network);
  const spikes = await own.advance(steps), state = await checkpointOf(own);
  for (const other of [...names, ...(name === DEFAULT_METHOD ? [undefined] : [])]) {
    const what = other === undefined ? "no method's name" : `the name ${other}`;
    await using simulation = await engine.create(network, other === undefined ? { dt } : { dt, method: other });
    expectSame(simulation.method, other ?? DEFAULT_METHOD, `method of a simulation that was given ${what}`);
    expectSameSpikes(await simulation.advance(steps), spikes, `spikes of ${what}`);
    expectSameState(await checkpointOf(simulation), state, `state of ${what}`);
  }
}

async function readsWhatIsAsked(subject: Subject, { network, chance }: NetworkSample): Promise<void> {
  const { neurons } = network;
  await using simulation = await subject.create(network);
  await simulation.advance(3);
  for (const variable of simulation.variables) {
    const values = await simulation.read(variable);
    expectSame(values.length, neurons, `values of ${variable}`);
    const asked = Uint32Array.from(
      { length: integerIn(chance, 1, 3 * neurons) },
      () => integerIn(chance, 0, neurons - 1),
    );
    for (const some of [asked, Uint32Array.of(neurons - 1, 0, 1, 1), new Uint32Array(0)]) {
      const read = await simulation.read(variable, some), wanted = Float64Array.from(some, (i) => values[i]);
      expectSameNumbers(read, wanted, `${variable} of neurons ${some}`);
    }
    values.fill(-1);
    const again = await simulation.read(variable);
    expect(!again.every((x) => x === -1), () => `${variable}: expected a copy, received the state itself`);
  }
}

/** Draws a value of each variable that is written, if it is one that may be written to any neuron. */
const DRAWN: Partial<Record<StateVariable, (chance: Chance) => number>> = {
  v: (chance) => -90 + 140 * chance(),
  m: (chance) => chance(),
  h: (chance) => chance(),
  n: (chance) => chance(),
  gE: (chance) => 60 * chance(),
  gI: (chance) => 700 * chance(),
  spike: (chance) => chance() < 0.5 ? 1 : 0,
  refractory: (chance) => Math.floor(400 * chance()),
};

/** Writes a drawn value of each variable, and expects what is read to be what was written last, of every variable. */
async function writeAndRead(subject: Subject, simulation: Simulation, chance: Chance): Promise<void> {
  const { neurons } = simulation.network;
  const state = new Map(await checkpointOf(simulation));
  // Twice, so that each variable is written where the others are not at rest.
  for (const variable of [...simulation.variables, ...simulation.variables]) {
    const draw = DRAWN[variable];
    if (draw === undefined) continue;
    const values = Float64Array.from({ length: neurons }, () => draw(chance));
    await simulation.write(variable, values);
    for (const [other, expected] of await checkpointOf(simulation)) {
      const wanted = other === variable ? values : state.get(other)!;
      // Where a spike that is written has no lag, its lag follows it.
      if (other === "spikeLag") continue;
      expected.forEach((x, i) => {
        const tolerance = other === variable ? roundingOf(subject, sizeOf(other, wanted[i])) : 0;
        const error = x === wanted[i] ? 0 : Math.abs(x - wanted[i]);
        expectNear(error, 0, tolerance, `${other} of neuron ${i} after ${variable} was written, off ${wanted[i]} by`);
      });
      if (other === variable) state.set(other, expected);
    }
  }
}

async function manyNeuronsAtOnce(subject: Subject): Promise<void> {
  const chance = chanceOf(19), neurons = 5003;
  await using simulation = await subject.create(loneNeurons(neurons, subject.fit()));
  await writeAndRead(subject, simulation, chance);
  const asked = Uint32Array.from({ length: 12_001 }, () => integerIn(chance, 0, neurons - 1));
  for (const variable of simulation.variables) {
    const values = await simulation.read(variable);
    const wanted = Float64Array.from(asked, (i) => values[i]);
    expectSameNumbers(await simulation.read(variable, asked), wanted, `${variable} of ${asked.length} neurons`);
  }
}

/** Expects reading, of all or of some neurons, to leave a run as it is. */
async function readingChangesNothing(subject: Subject, { network: drawn, chance }: NetworkSample): Promise<void> {
  const network = driven(drawn);
  await using observed = await subject.create(network);
  await using alone = await subject.create(network);
  const settling = Math.round(5 / subject.dt);
  expectSameSpikes(await observed.advance(settling), await alone.advance(settling), "spikes before anything is read");
  for (let k = 0; k < 100; k++) {
    for (const variable of observed.variables) {
      await observed.read(variable);
      await observed.read(variable, Uint32Array.of(integerIn(chance, 0, network.neurons - 1)));
    }
    expectSameSpikes(await observed.advance(1), await alone.advance(1), `spikes after everything was read`);
  }
  expectSameState(await checkpointOf(observed), await checkpointOf(alone), "state of a run that was read from");
}

/** The laws of the interface. */
export const interfaceLaws: readonly GeneralLaw[] = [
  {
    name: "a simulation begins at step 0 in the network's initial state, and says what it was asked for",
    source: "Engine.create, Simulation",
    about: "network",
    count: 3,
    holds: beginsAsTheNetworkSays,
  },
  {
    name: "every name of a method is that method, and exp_auto is the one where none is given",
    source: "Engine.methods, SimulationOptions.method",
    about: "network",
    count: 1,
    holds: namesAreTheMethod,
  },
  {
    name: "read gives one value per neuron, or per asked neuron in the order asked, as a copy",
    source: "Simulation.read",
    about: "network",
    count: 2,
    holds: readsWhatIsAsked,
  },
  {
    name: "reading changes nothing",
    source: "Simulation.read",
    about: "network",
    count: 2,
    holds: readingChangesNothing,
  },
  {
    name: "what is written is read again, and no other variable changes",
    source: "Simulation.write",
    about: "network",
    count: 2,
    async holds(subject, { network, chance }) {
      await using simulation = await subject.create(network);
      await writeAndRead(subject, simulation, chance);
    },
  },
  {
    name: "thousands of neurons are read and written at once",
    source: "Simulation.read, Simulation.write",
    about: "nothing",
    holds: manyNeuronsAtOnce,
  },
];
