/**
 * Coverage of the laws: for each field of the specification and each promise of the interface a law that fails if an engine
 * ignores it, with a mutant that does.
 *
 * @module
 */

import { generalLaws } from "../../validation/laws/laws.ts";

/** A field or a promise, the beginning of the name of a law that watches over it, and the fault that shows it. */
export interface Covered {
  /** Path in the specification, or what the interface promises. */
  readonly what: string;
  /** Beginning of the law's name. */
  readonly law: string;
  /** The fault, by its words. */
  readonly fault: string;
}

const STEP = "a step is the solution of the equations, from any state";
const LISTED = "listed events arrive once each";
const POISSON = "Poisson events arrive from start to stop";
const LONE = "lone cells fire as the rule says";
const ROWS = "the rows of every published variant's rule";
const BEGINS = "a simulation begins at step 0";
const DELAYED = "spikes arrive after the delay";
const SORTED = "spikes are sorted by step and neuron";

/** Rows of a table, each of three texts. */
const covered = (rows: readonly (readonly [what: string, law: string, fault: string])[]): Covered[] =>
  rows.map(([what, law, fault]) => ({ what, law, fault }));

/** Fields of the specification; what only decides the network that an engine is given is shown by that network. */
export const FIELDS: readonly Covered[] = covered([
  ["seed", POISSON, "Poisson trains of another seed"],
  ["scale, scaling", ROWS, "weights are divided by the scale twice"],
  [
    "populations.excitatory, populations.inhibitory",
    "explicit synapses are honoured",
    "the first inhibitory neuron is excitatory",
  ],
  ["parameters.cM", STEP, "cM 0.5 % more"],
  ["parameters.gL", STEP, "gL 1 % more"],
  ["parameters.gNa", STEP, "gNa 1 % less"],
  ["parameters.gK", STEP, "gK 1 % more"],
  ["parameters.eL", STEP, "eL -65 mV instead of -60"],
  ["parameters.eNa", STEP, "eNa 49 mV instead of 50"],
  ["parameters.eK", STEP, "eK -95 mV instead of -90"],
  ["parameters.vT", STEP, "vT 0.1 mV higher"],
  ["parameters.eE", STEP, "eE 1 mV instead of 0"],
  ["parameters.eI", STEP, "eI -75 mV instead of -80"],
  ["parameters.tauE", STEP, "tauE 4.9 ms instead of 5"],
  ["parameters.tauI", STEP, "tauI 9 ms instead of 10"],
  ["parameters.wE", ROWS, "excitatory weight 1 % more"],
  ["parameters.wI", ROWS, "inhibitory weight 1 % less"],
  ["initial.v", BEGINS, "one neuron begins 1 mV higher"],
  ["initial.gates", BEGINS, "initial gates are left out"],
  ["initial.gE", BEGINS, "initial gE is left out"],
  ["initial.gI", BEGINS, "initial gI is left out"],
  ["connectivity.rule, connectivity.probability", ROWS, "fixed in-degrees instead of fixed out-degrees"],
  ["connectivity.autapses", "explicit synapses are honoured", "no autapses"],
  ["connectivity.multapses", "explicit synapses are honoured", "repeated synapses count once"],
  ["synapses.order", "every spike adds its weight once", "decay before addition and after it swapped"],
  ["synapses.current", STEP, "the synaptic current is always frozen"],
  ["synapses.delay", DELAYED, "synapses have no delay"],
  ["synapses.delay of many steps", DELAYED, "delays are 15 steps at most"],
  ["spike.rule", LONE, "rule above is taken for crossing"],
  ["spike.threshold", LONE, "threshold 1 mV higher"],
  ["spike.refractory", LONE, "no refractoriness"],
  ["spike.refractory in parts of a step", LONE, "refractory times are rounded to the nearest step"],
  ["stimulus.kind", LISTED, "no stimulus"],
  ["stimulus.steps", LISTED, "listed events of the first step are lost"],
  ["stimulus.targets", LISTED, "events reach excitatory neurons only"],
  ["stimulus.steps beyond 65,536", "steps beyond 65,536", "steps of events have 16 bits"],
  ["stimulus.targets beyond 65,536", "neurons beyond 65,536", "numbers of targets have 16 bits"],
  ["stimulus: its events are excitatory", LISTED, "events of the stimulus at inhibitory neurons are inhibitory"],
  ["stimulus: its events are not delayed", DELAYED, "events of the stimulus wait for the delay, too"],
  ["stimulus.rate", POISSON, "Poisson trains of a rate that is 5 % higher"],
  ["stimulus.cells", POISSON, "the last Poisson train is missing"],
  ["stimulus.start", POISSON, "a Poisson stimulus begins at once"],
  ["stimulus.stop", POISSON, "a Poisson stimulus never ends"],
  ["current", STEP, "no constant current"],
]);

/** Fields that no engine can ignore: `variant` is a name. */
export const WITHOUT_EFFECT: readonly string[] = ["variant"];

/** Promises of `Engine`, `Simulation` and `Spikes`. */
export const PROMISES: readonly Covered[] = covered([
  ["Engine.methods: every name of a method is that method", "every name of a method", "exp_euler is another method"],
  [
    "Engine.supports: the rest is refused",
    "what an engine declares",
    "what is said not to be supported is simulated all the same",
  ],
  [
    "Engine.create: arrays that are given are copied",
    "arrays that are handed over",
    "the network's initial state is not copied",
  ],
  [
    "Engine.create: simulations are independent",
    "simulations side by side",
    "two simulations share their pending spikes",
  ],
  [
    "Engine.create, Simulation: what cannot be is refused",
    "arguments that cannot be used",
    "arguments are taken as they come",
  ],
  ["SimulationOptions.dt", STEP, "dt 0.05 ms instead of 0.1"],
  [
    "SimulationOptions.method: exp_auto where it is left out",
    "every name of a method",
    "the method that is meant where none is named is another one",
  ],
  [
    "SimulationOptions.threads: the result does not depend on it",
    "threads do not change a bit",
    "two threads lose the spikes of the neuron at their boundary",
  ],
  ["Simulation.step", BEGINS, "step stays where it is"],
  ["Simulation.precision", STEP, "the state is float32, and said to be float64"],
  ["Simulation.variables are the whole state", "a checkpoint that is read", "gE is not in the state"],
  [
    "Simulation.advance: parts are the whole",
    "advance(a) then advance(b)",
    "pending spikes are forgotten between calls of advance",
  ],
  [
    "Simulation.advance: spikes are the caller's",
    "spikes and values that are given back",
    "spikes are views of memory that is used again",
  ],
  [
    "Simulation.read: order and repetitions of the asked neurons",
    "read gives one value",
    "a neuron that is asked for twice is read once",
  ],
  ["Simulation.read: any number of neurons", "thousands of neurons", "at most 4096 neurons are read at once"],
  ["Simulation.read: a copy", "read gives one value", "read gives the state itself"],
  ["Simulation.read changes nothing", "reading changes nothing", "reading pending spikes takes them away"],
  ["Simulation.watch: samples", "watched steps have the spikes", "samples are of the state before their step"],
  [
    "Simulation.watch: a lost potential ends it",
    "watched steps have the spikes",
    "watched steps go on after a potential is lost",
  ],
  ["Simulation.write: any number of neurons", "thousands of neurons", "at most 4096 neurons are written at once"],
  [
    "Simulation.write: values are copied",
    "arrays that are handed over",
    "an array that is written is kept, not copied",
  ],
  ["Simulation.write: one variable alone", "what is written is read again", "writing v ends refractoriness"],
  ["Simulation.write: pending spikes", "what is written is read again", "writing a pending spike does nothing"],
  [
    "Simulation: calls act in their order",
    "calls that are not waited for",
    "calls that are made at once overtake each other",
  ],
  ["Spikes: sorted by step and neuron", SORTED, "spikes of a step are listed backwards"],
  ["Spikes: the steps that were asked for", SORTED, "spikes are one step late in the list"],
  ["Spikes: all of them", SORTED, "the last spike of each call is missing"],
  [
    "States beyond the reversal potentials",
    "a step is the solution of the equations beyond",
    "rates are tabulated from -100 mV on",
  ],
]);

/** The law whose name begins so. */
export function lawNamed(beginning: string): (typeof generalLaws)[number] {
  const found = generalLaws.filter(({ name }) => name.startsWith(beginning));
  if (found.length === 0) throw new RangeError(`Cannot cover: a law's name is required, received "${beginning}"`);
  return found[0];
}

function table(heading: string, rows: readonly Covered[]): string[] {
  return [
    `| ${heading} | law | an engine that breaks it |`,
    "| --- | --- | --- |",
    ...rows.map(({ what, law, fault }) => `| ${what} | ${lawNamed(law).name} | ${fault} |`),
  ];
}

/** Marks at which the generated part of docs/laws.md begins, and ends. */
export const MARKS = ["<!-- laws: written by tests/mutants/write_laws.ts -->", "<!-- end of laws -->"] as const;

/** The generated part: the tables, and every law in a sentence. */
export function lawsInMarkdown(): string {
  return [
    MARKS[0],
    "",
    "## Which law watches over what",
    "",
    "For each field of the specification, and each promise of the interface, a law that fails if an engine ignores it.",
    "",
    ...table("field", FIELDS),
    "",
    `\`${WITHOUT_EFFECT.join("`, `")}\` is a name, and has no effect.`,
    "",
    ...table("promise", PROMISES),
    "",
    `## The ${generalLaws.length} laws`,
    "",
    "In brackets what each follows from.",
    "",
    ...generalLaws.map(({ name, source, about, isSlow }) =>
      `- ${name[0].toUpperCase()}${name.slice(1)}. (${source}${
        about === "nothing" ? "" : `; checked on ${about === "network" ? "networks" : "states"} that are drawn`
      }${isSlow ? "; takes seconds" : ""})`
    ),
    "",
    MARKS[1],
  ].join("\n");
}
